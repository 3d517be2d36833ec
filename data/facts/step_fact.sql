-- One row per case, step of its card, pupil and occurrence (a nazorg moment, a talk with an
-- agreement, a measure), with how it stands, from which day it was asked, and since when. The same rules for one case are
-- casework/cases/steps.py, which has no due day for what is done; here it stays known, so that done in
-- time can be told from done late. A case follows the card of its first entry. A day in here never
-- hangs on today. The rows of a team lie together: of many schools, only those of one are read.
with standing as materialized (
    select
        subject_id as case_id,
        number,
        kind,
        step,
        coalesce(pupil_id, '00000000-0000-0000-0000-000000000000') as pupil_id,
        happened_on,
        card_version,
        coded
    from standing_entry
),

said as (
    select
        case_id,
        number,
        kind,
        step,
        pupil_id,
        happened_on,
        from_json(
            coded,
            '{"verdict": "varchar", "serious": ["varchar"], "group_level": "boolean",
              "answered": ["varchar"], "places": ["varchar"], "incident_on": "date",
              "since": "varchar", "next_on": "date", "review_on": "date",
              "measure_number": "integer", "talk_number": "integer", "occurrence": "integer",
              "planned_number": "integer", "due_on": "date", "window_ends_on": "date"}'
        ) as said
    from standing
    where kind in (
        'reported', 'analysis_added', 'talk_held', 'agreement_reviewed', 'measure_agreed',
        'measure_reviewed', 'step_set_aside', 'aftercare_planned', 'aftercare_moved',
        'aftercare_done', 'aftercare_set_aside'
    )
),

-- What the clocks of a case run from.

answered as (
    select
        case_id,
        number,
        kind,
        happened_on,
        said.verdict as verdict,
        len(said.serious) > 0 as is_serious,
        case
            when said.group_level then true
            when kind = 'analysis_added' then said.group_level
        end as is_group,
        list_contains(said.answered, 'what') as says_what,
        list_contains(said.answered, 'why') as says_why,
        len(said.places) > 0 as says_where,
        said.incident_on is not null or coalesce(said.since, '') <> '' as says_when
    from said
    where kind in ('reported', 'analysis_added')
),

denied as (
    select
        case_id,
        coalesce(max(number) filter (verdict <> 'bullying'), 0) as verdict_number,
        coalesce(max(number) filter (not is_group), 0) as group_number
    from answered
    group by case_id
),

found_out as (
    select
        answered.case_id,
        max(number) filter (kind = 'reported') as last_report_number,
        max_by(happened_on, number) filter (kind = 'reported') as last_reported_on,
        coalesce(
            max_by(happened_on, number) filter (kind = 'analysis_added'),
            max_by(happened_on, number) filter (kind = 'reported')
        ) as last_analysis_on,
        min_by(happened_on, number)
            filter (verdict = 'bullying' and number > denied.verdict_number) as bullying_since,
        min_by(happened_on, number)
            filter (is_group and number > denied.group_number) as group_since,
        max(number) filter (is_serious) as serious_number,
        max_by(happened_on, number) filter (is_serious) as serious_on,
        min(happened_on) filter (says_what) as what_on,
        min(happened_on) filter (says_where) as where_on,
        min(happened_on) filter (says_when) as when_on,
        min(happened_on) filter (says_why) as why_on
    from answered
    join denied using (case_id)
    group by answered.case_id
),

turned as (
    select
        case_id,
        coalesce(max(number) filter (kind = 'reopened'), 0) as reopened_number,
        max(happened_on) filter (kind = 'reopened') as last_reopened_on,
        max(happened_on) filter (
            kind = 'talk_held' and step in ('talk_target', 'talk_displaying')
        ) as last_talk_apart_on,
        coalesce(
            bool_or(
                kind = 'talk_held' and step = 'talk_displaying'
                and pupil_id = '00000000-0000-0000-0000-000000000000'
            ),
            false
        ) as is_talked_with_nobody,
        min_by(card_version, number) as card_version
    from standing
    group by case_id
),

held as (
    select distinct case_id, step, pupil_id
    from standing
    where kind = 'talk_held' and step in ('talk_target', 'talk_displaying')
),

waiting as (
    select
        part_fact.case_id,
        bool_or(part_fact.role <> '') as has_pupils,
        bool_or(part_fact.role = 'displaying') as has_displaying,
        bool_or(part_fact.role in ('target', 'displaying') and held.step is null) as waits_for_talk
    from facts.part_fact
    left join held
        on held.case_id = part_fact.case_id
        and held.pupil_id = part_fact.pupil_id
        and held.step = 'talk_' || part_fact.role
    where part_fact.case_id in (select case_id from turned)
    group by part_fact.case_id
),

moment as (
    select
        case_id,
        coalesce(said.planned_number, number) as planned_number,
        any_value(pupil_id) filter (kind = 'aftercare_planned') as pupil_id,
        any_value(happened_on) filter (kind = 'aftercare_planned') as planned_on,
        bool_or(kind = 'aftercare_planned') as is_planned,
        max_by(said.due_on, number) filter (said.due_on is not null) as due_on,
        max_by(said.window_ends_on, number) filter (said.due_on is not null) as window_ends_on,
        max_by(happened_on, number) filter (kind = 'aftercare_done') as done_on,
        max_by(happened_on, number) filter (kind = 'aftercare_set_aside') as aside_on
    from said
    where kind in (
        'aftercare_planned', 'aftercare_moved', 'aftercare_done', 'aftercare_set_aside'
    )
    group by case_id, coalesce(said.planned_number, number)
),

standing_moment as (
    select moment.*
    from moment
    join turned using (case_id)
    where moment.is_planned and moment.planned_number > turned.reopened_number
),

last_moment as (
    select case_id, max(due_on) as last_due_on
    from standing_moment
    group by case_id
),

case_clock as (
    select
        turned.case_id,
        turned.card_version,
        turned.reopened_number,
        turned.last_talk_apart_on,
        case_fact.state = 'closed' as is_closed,
        case_fact.level,
        case_fact.verdict = 'bullying' as is_bullying,
        case_fact.group_level as is_group,
        case_fact.serious as is_serious,
        case_fact.opened_on,
        case_fact.last_report_on,
        greatest(case_fact.last_report_on, turned.last_reopened_on) as last_turn_on,
        coalesce(case_fact.level_2_on, case_fact.last_report_on) as level_2_on,
        coalesce(case_fact.level_3_on, case_fact.last_report_on) as level_3_on,
        case_fact.stopped_on,
        coalesce(last_moment.last_due_on, case_fact.stopped_on) as last_aftercare_on,
        found_out.last_report_number,
        found_out.last_reported_on,
        found_out.last_analysis_on,
        found_out.bullying_since,
        found_out.group_since,
        found_out.serious_number,
        found_out.serious_on,
        coalesce(waiting.has_pupils, false)
            and found_out.what_on is not null
            and found_out.where_on is not null
            and found_out.when_on is not null
            and found_out.why_on is not null as is_answered,
        greatest(found_out.what_on, found_out.where_on, found_out.when_on, found_out.why_on)
            as answered_on,
        coalesce(waiting.waits_for_talk, false)
            or not (coalesce(waiting.has_displaying, false) or turned.is_talked_with_nobody)
            as waits_for_talk
    from turned
    join facts.case_fact using (case_id)
    join found_out using (case_id)
    left join waiting using (case_id)
    left join last_moment using (case_id)
),

-- Steps for the case as a whole, and steps for each pupil apart.

asked as (
    select
        case_clock.case_id,
        step_card.place,
        cast('00000000-0000-0000-0000-000000000000' as uuid) as pupil_id,
        cast(null as date) as part_since
    from case_clock
    join facts.step_card using (card_version)
    where step_card.per = 'case'
    union all
    select
        case_clock.case_id,
        step_card.place,
        part_fact.pupil_id,
        part_fact.since as part_since
    from case_clock
    join facts.step_card using (card_version)
    join facts.part_fact
        on part_fact.case_id = case_clock.case_id
        and (
            part_fact.role = step_card.per
            or (step_card.per = 'concerned' and part_fact.role in ('target', 'displaying'))
        )
    where step_card.per in ('target', 'displaying', 'concerned')
),

last_talk as (
    select
        case_id,
        pupil_id,
        max(number) as number,
        max_by(happened_on, number) as happened_on
    from standing
    where kind = 'talk_held' and step in ('talk_target', 'talk_displaying')
    group by case_id, pupil_id
),

timed as (
    select
        asked.case_id,
        asked.pupil_id,
        step_card.place,
        step_card.step,
        step_card.form,
        step_card.required as rule,
        case step_card.required
            when 'always' then true
            when 'optional' then false
            when 'bullying' then coalesce(case_clock.is_bullying, false)
            when 'group' then case_clock.is_group
            when 'serious' then case_clock.is_serious
            when 'level_2' then case_clock.level >= 2
            when 'level_3' then case_clock.level >= 3
            when 'stopped' then case_clock.stopped_on is not null
        end as is_required,
        case_clock.is_closed,
        step_card.gate = 'joint_talk' and case_clock.waits_for_talk as is_blocked,
        case
            when step_card.form in ('stopped', 'evaluated') then case_clock.reopened_number
            when step_card.required = 'serious' and case_clock.serious_number is not null
                then case_clock.serious_number
            else greatest(
                0,
                case
                    when step_card.renewed_by_report
                        then greatest(case_clock.last_report_number, case_clock.reopened_number)
                end,
                case when step_card.renewed_by_talk then last_talk.number end
            )
        end as since_number,
        case
            when step_card.after = 'last_aftercare' then case_clock.last_aftercare_on
            when step_card.after = 'level_2' then case_clock.level_2_on
            when step_card.after = 'level_3' then case_clock.level_3_on
            when step_card.after = 'stopped' and case_clock.stopped_on is not null
                then case_clock.stopped_on
            when step_card.renewed_by_report or step_card.form = 'stopped'
                then case_clock.last_turn_on
            else case_clock.opened_on
        end as anchor_on,
        greatest(
            case step_card.required
                when 'bullying' then case_clock.bullying_since
                when 'group' then case_clock.group_since
                when 'serious' then case_clock.serious_on
            end,
            asked.part_since,
            case when step_card.renewed_by_talk then last_talk.happened_on end
        ) as asked_on,
        step_card.school_days,
        case
            when step_card.gate = 'joint_talk'
                then coalesce(case_clock.last_talk_apart_on, case_clock.opened_on)
        end as gate_on,
        step_card.gate_school_days,
        case
            when step_card.form = 'reported' then case_clock.last_reported_on
            when step_card.form = 'analysis_added' and case_clock.is_answered
                then case_clock.last_analysis_on
        end as known_done_on,
        case
            when step_card.form = 'reported' then case_clock.opened_on
            when step_card.form = 'analysis_added' and case_clock.is_answered
                then case_clock.answered_on
        end as known_first_on
    from asked
    join case_clock using (case_id)
    join facts.step_card
        on step_card.card_version = case_clock.card_version and step_card.place = asked.place
    left join last_talk
        on last_talk.case_id = asked.case_id and last_talk.pupil_id = asked.pupil_id
),

recorded as (
    select
        timed.case_id,
        timed.place,
        timed.pupil_id,
        max_by(standing.kind, standing.number) = 'step_set_aside' as is_aside,
        max_by(standing.happened_on, standing.number) as done_on,
        min(standing.happened_on) filter (standing.kind <> 'step_set_aside') as first_done_on
    from timed
    join standing
        on standing.case_id = timed.case_id
        and standing.step = timed.step
        and standing.pupil_id = timed.pupil_id
        and standing.number > timed.since_number
    where standing.kind = 'step_set_aside'
        or (standing.kind = timed.form and timed.form <> 'analysis_added')
    group by timed.case_id, timed.place, timed.pupil_id
),

due as (
    select
        timed.case_id,
        timed.place,
        timed.pupil_id,
        greatest(
            case
                when timed.school_days = 0 then started.next_ordinal
                else started.ordinal + timed.school_days
            end,
            gated.ordinal + timed.gate_school_days
        ) as due_ordinal
    from timed
    join facts.calendar as started on started.day = greatest(timed.anchor_on, timed.asked_on)
    left join facts.calendar as gated on gated.day = timed.gate_on
    where timed.is_required and timed.form <> 'reported' and timed.anchor_on is not null
),

of_card as (
    select
        timed.case_id,
        timed.place,
        timed.pupil_id,
        0 as occurrence,
        timed.is_required,
        greatest(timed.anchor_on, timed.asked_on) as asked_on,
        case
            when timed.known_done_on is not null then 'done'
            when recorded.is_aside then 'set_aside'
            when recorded.done_on is not null then 'done'
            when timed.rule = 'optional' then 'optional'
            when not timed.is_required then 'later'
            when timed.is_closed then 'lapsed'
            when timed.is_blocked then 'blocked'
            else 'open'
        end as status,
        school_day.day as due_on,
        school_day.day as in_time_until,
        coalesce(timed.known_done_on, recorded.done_on) as done_on,
        coalesce(timed.known_first_on, recorded.first_done_on) as first_done_on
    from timed
    left join recorded using (case_id, place, pupil_id)
    left join due using (case_id, place, pupil_id)
    left join facts.school_day on school_day.ordinal = due.due_ordinal
),

-- Steps that come back: one row each time.

of_moment as (
    select
        case_clock.case_id,
        step_card.place,
        standing_moment.pupil_id,
        coalesce(standing_moment.planned_number, 0) as occurrence,
        standing_moment.planned_number is not null as is_required,
        standing_moment.planned_on as asked_on,
        case
            when standing_moment.planned_number is null then 'later'
            when standing_moment.done_on is not null then 'done'
            when standing_moment.aside_on is not null then 'set_aside'
            when case_clock.is_closed then 'lapsed'
            else 'open'
        end as status,
        standing_moment.due_on,
        standing_moment.window_ends_on as in_time_until,
        coalesce(standing_moment.done_on, standing_moment.aside_on) as done_on,
        standing_moment.done_on as first_done_on
    from case_clock
    join facts.step_card using (card_version)
    left join standing_moment on standing_moment.case_id = case_clock.case_id
    where step_card.per = 'moment'
),

set_aside as (
    select
        case_id,
        step,
        coalesce(said.occurrence, 0) as occurrence,
        max_by(happened_on, number) as aside_on
    from said
    where kind = 'step_set_aside'
    group by case_id, step, coalesce(said.occurrence, 0)
),

looked as (
    select
        case_id,
        kind,
        coalesce(said.talk_number, said.measure_number) as occurrence,
        max_by(happened_on, number) as looked_on
    from said
    where kind in ('agreement_reviewed', 'measure_reviewed')
    group by case_id, kind, coalesce(said.talk_number, said.measure_number)
),

talk as (
    select
        case_id,
        number,
        pupil_id,
        happened_on,
        said.next_on as next_on,
        lead(happened_on) over (partition by case_id, step, pupil_id order by number) as again_on
    from said
    where kind = 'talk_held'
),

returning_step as (
    select
        case_id,
        number as occurrence,
        'agreement' as per,
        pupil_id,
        happened_on as asked_on,
        next_on as due_on,
        again_on
    from talk
    where next_on is not null
    union all
    select
        case_id,
        number,
        'measure',
        cast('00000000-0000-0000-0000-000000000000' as uuid),
        happened_on,
        said.review_on,
        null
    from said
    where kind = 'measure_agreed'
),

of_returning as (
    select
        returning_step.case_id,
        step_card.place,
        returning_step.pupil_id,
        returning_step.occurrence,
        returning_step.due_on is not null as is_required,
        returning_step.asked_on,
        case
            when looked.looked_on is not null then 'done'
            when set_aside.aside_on is not null then 'set_aside'
            when returning_step.again_on is not null then 'done'
            when case_clock.is_closed then 'lapsed'
            else 'open'
        end as status,
        returning_step.due_on,
        returning_step.due_on as in_time_until,
        coalesce(looked.looked_on, set_aside.aside_on, returning_step.again_on) as done_on,
        case
            when looked.looked_on is not null or set_aside.aside_on is null
                then coalesce(looked.looked_on, returning_step.again_on)
        end as first_done_on
    from returning_step
    join case_clock using (case_id)
    join facts.step_card
        on step_card.card_version = case_clock.card_version and step_card.per = returning_step.per
    left join looked
        on looked.case_id = returning_step.case_id
        and looked.occurrence = returning_step.occurrence
        and looked.kind = returning_step.per || '_reviewed'
    left join set_aside
        on set_aside.case_id = returning_step.case_id
        and set_aside.occurrence = returning_step.occurrence
        and set_aside.step = step_card.step
),

whole as (
    select * from of_card
    union all
    select * from of_moment
    union all
    select *
    from of_returning
    where done_on is not null or due_on is not null
)

select
    whole.case_id,
    cast(whole.place as smallint) as place,
    cast(turned.card_version as integer) as card_version,
    part_fact.pupil_in_case,
    part_fact.role as side,
    whole.occurrence,
    whole.is_required,
    whole.asked_on,
    whole.status,
    whole.due_on,
    whole.in_time_until,
    whole.done_on,
    case when whole.status = 'done' then whole.first_done_on end as first_done_on,
    case_fact.team_id
from whole
join turned using (case_id)
join facts.case_fact using (case_id)
left join facts.part_fact
    on part_fact.case_id = whole.case_id and part_fact.pupil_id = whole.pupil_id
order by case_fact.team_id
