-- One row per case.
with opened as (
    select
        subject_id,
        from_json(
            coded,
            '{"label": "varchar", "school_year": "varchar", "class_id": "uuid",
              "year_group": "integer", "team_id": "uuid"}'
        ) as said
    from standing_entry
    where kind = 'case_opened'
),

answered as (
    select
        subject_id,
        number,
        kind,
        happened_on,
        from_json(
            coded,
            '{"verdict": "varchar", "kinds": ["varchar"], "serious": ["varchar"],
              "group_level": "boolean", "incident_on": "date"}'
        ) as said
    from standing_entry
    where kind in ('reported', 'analysis_added')
),

grouped as (
    select
        subject_id,
        coalesce(max_by(said.group_level, number) filter (kind = 'analysis_added'), false)
            as group_said,
        coalesce(max(number) filter (kind = 'analysis_added' and said.group_level is not null), 0)
            as group_number,
        coalesce(max(number) filter (kind = 'reported' and said.group_level), 0)
            as group_reported_number,
        count(*) filter (kind = 'reported') as count_reports,
        min_by(happened_on, number) filter (kind = 'reported') as opened_on,
        max(happened_on) filter (kind = 'reported') as last_report_on,
        max_by(said.verdict, number) filter (said.verdict is not null) as verdict,
        coalesce(
            list_sort(list_distinct(flatten(list(said.kinds) filter (said.kinds is not null)))),
            []
        ) as kinds,
        bool_or(coalesce(len(said.serious), 0) > 0) as serious
    from answered
    group by subject_id
),

-- What brought the first melding: what is said of a day before the second one.
incident as (
    select
        answered.subject_id,
        max_by(answered.said.incident_on, answered.number) as incident_on
    from answered
    left join (
        select subject_id, number
        from standing_entry
        where kind = 'reported'
        qualify row_number() over (partition by subject_id order by number) = 2
    ) as second using (subject_id)
    where answered.said.incident_on is not null
        and (second.number is null or answered.number < second.number)
    group by answered.subject_id
),

worked as (
    select
        subject_id,
        min(happened_on) filter (kind = 'talk_held') as first_talk_on,
        min(happened_on) filter (kind = 'talk_held' and step = 'talk_target')
            as first_talk_target_on,
        min(happened_on) filter (kind = 'talk_held' and step = 'talk_displaying')
            as first_talk_displaying_on,
        min(happened_on) filter (kind = 'measure_agreed') as first_measure_on
    from standing_entry
    where kind in ('talk_held', 'measure_agreed')
    group by subject_id
),

levels as (
    select
        subject_id,
        happened_on,
        cast(json_extract_string(coded, '$.level') as integer) as level
    from standing_entry
    where kind = 'level_reached'
),

reached as (
    select
        subject_id,
        max(level) as level,
        min(happened_on) filter (level >= 2) as level_2_on,
        min(happened_on) filter (level >= 3) as level_3_on
    from levels
    group by subject_id
),

turned as (
    select
        subject_id,
        max_by(kind, number) filter (kind <> 'support_asked') as last_turn,
        count(*) filter (kind = 'reopened') as count_reopened,
        coalesce(max(number) filter (kind = 'reopened'), 0) as reopened_number,
        coalesce(max(number) filter (kind = 'stopped'), 0) as stopped_number,
        max_by(happened_on, number) filter (kind = 'stopped') as last_stopped_on,
        max_by(happened_on, number) filter (kind = 'closed') as last_closed_on,
        max_by(json_extract_string(coded, '$.ending'), number) filter (kind = 'closed')
            as last_ending,
        min(happened_on) filter (kind = 'support_asked') as support_asked_on
    from standing_entry
    where kind in ('stopped', 'closed', 'reopened', 'support_asked')
    group by subject_id
)

select
    opened.subject_id as case_id,
    opened.said.label as label,
    opened.said.school_year as school_year,
    opened.said.class_id as class_id,
    opened.said.year_group as year_group,
    opened.said.team_id as team_id,
    incident.incident_on,
    grouped.opened_on,
    grouped.last_report_on,
    worked.first_talk_on,
    worked.first_talk_target_on,
    worked.first_talk_displaying_on,
    worked.first_measure_on,
    cast(grouped.count_reports as integer) as count_reports,
    coalesce(reached.level, 1) as level,
    reached.level_2_on,
    reached.level_3_on,
    turned.support_asked_on,
    case
        when grouped.group_reported_number > grouped.group_number then true
        else grouped.group_said
    end as group_level,
    grouped.serious,
    grouped.verdict,
    grouped.kinds,
    case
        when turned.stopped_number > turned.reopened_number then turned.last_stopped_on
    end as stopped_on,
    case when turned.last_turn = 'closed' then turned.last_closed_on end as closed_on,
    case when turned.last_turn = 'closed' then turned.last_ending end as ending,
    cast(coalesce(turned.count_reopened, 0) as integer) as count_reopened,
    case turned.last_turn
        when 'closed' then 'closed'
        when 'stopped' then 'stopped'
        else 'running'
    end as state
from opened
join grouped using (subject_id)
left join reached using (subject_id)
left join turned using (subject_id)
left join incident using (subject_id)
left join worked using (subject_id)
