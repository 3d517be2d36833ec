-- One row per running case, and one for the case with id $3 (may be null), with what makes a case
-- hard, as figures: $1 today, $2 since when other cases around the same pupil count. Days are school
-- days. What is too much is a rule of the card.
with clock as (
    select ordinal from facts.calendar where day = $1
),

settled as (
    select
        opened_on,
        case
            when stopped_on is not null and ending is distinct from 'no_bullying' then stopped_on
            else coalesce(closed_on, cast($1 as date))
        end as ended_on,
        stopped_on is not null and ending is distinct from 'no_bullying' as is_stopped
    from facts.case_fact
    where opened_on <= $1 and not coalesce(ending = 'stopped' and stopped_on is null, false)
),

per_duration as (
    select
        ended.ordinal - opened.ordinal as days,
        count(*) filter (is_stopped) as count_stopped,
        count(*) as count_ended
    from settled
    join facts.calendar as opened on opened.day = settled.opened_on
    join facts.calendar as ended on ended.day = settled.ended_on
    where settled.ended_on >= settled.opened_on
    group by 1
),

at_risk as (
    select
        days,
        count_stopped,
        sum(count_ended) over (order by days desc rows unbounded preceding) as count_at_risk
    from per_duration
),

-- Kaplan and Meier (1958): the share not stopped is the product of what stayed at each day.
curve as (
    select
        days,
        1 - product(1 - count_stopped / count_at_risk) over (order by days rows unbounded preceding)
            as share_stopped
    from at_risk
),

stops as (
    select coalesce(sum(count_stopped), 0) as count_stops from per_duration
),

figured as (
    select
        case_fact.*,
        clock.ordinal - opened.ordinal as days_open,
        clock.ordinal - coalesce(reached.ordinal, opened.ordinal) as days_at_level
    from facts.case_fact
    cross join clock
    join facts.calendar as opened on opened.day = case_fact.opened_on
    left join facts.calendar as reached
        on reached.day = case
            when case_fact.level >= 3 then case_fact.level_3_on
            when case_fact.level = 2 then case_fact.level_2_on
        end
    where case_fact.state = 'running' or case_fact.case_id = $3
),

serious_reports as (
    select case_id, count(*) as count_serious
    from facts.report_fact
    where serious
    group by case_id
),

late as (
    select
        step_fact.case_id,
        count(*) as count_late,
        max(clock.ordinal - due.ordinal) as most_days_late
    from facts.step_fact
    join facts.calendar as due on due.day = step_fact.due_on
    cross join clock
    where step_fact.status = 'open' and clock.ordinal > due.ordinal
    group by step_fact.case_id
),

concerned as (
    select part_fact.pupil_id, part_fact.case_id
    from facts.part_fact
    join facts.case_fact using (case_id)
    where part_fact.role in ('target', 'displaying')
        and (case_fact.state <> 'closed' or case_fact.last_report_on >= $2)
),

of_pupil as (
    select pupil_id, count(distinct case_id) as count_cases
    from concerned
    group by pupil_id
),

of_pupils as (
    select concerned.case_id, max(of_pupil.count_cases) as count_cases
    from concerned
    join of_pupil using (pupil_id)
    group by concerned.case_id
),

scored as (
    select
        case_id,
        arg_min(score, struct_pack(said_on := said_on, number := number)) as first_score,
        arg_max(score, struct_pack(said_on := said_on, number := number)) as last_score
    from facts.safety_fact
    where role = 'target'
    group by case_id, pupil_in_case
    having count(*) > 1
),

fallen as (
    select
        case_id,
        max_by(first_score, first_score - last_score) as first_score,
        max_by(last_score, first_score - last_score) as last_score
    from scored
    group by case_id
)

select
    figured.case_id,
    figured.label,
    figured.year_group,
    figured.level,
    figured.days_open,
    figured.days_at_level,
    figured.count_reports,
    figured.serious,
    coalesce(serious_reports.count_serious, 0),
    figured.count_reopened,
    figured.group_level,
    coalesce(late.count_late, 0),
    coalesce(late.most_days_late, 0),
    coalesce(of_pupils.count_cases, 1),
    fallen.first_score,
    fallen.last_score,
    coalesce(curve.share_stopped, 0),
    cast(stops.count_stops as integer),
    figured.state = 'running'
from figured
cross join stops
asof left join curve on figured.days_open >= curve.days
left join serious_reports on serious_reports.case_id = figured.case_id
left join late on late.case_id = figured.case_id
left join of_pupils on of_pupils.case_id = figured.case_id
left join fallen on fallen.case_id = figured.case_id
order by figured.label
