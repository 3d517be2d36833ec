-- One row per closing and gepeste of that case: when the next melding of the same gepeste came, in
-- any case, and the last day on which one could have: the gepeste left, or the case closed anew.
with closing as (
    select
        case_id,
        number,
        closed_on,
        ending,
        lead(closed_on) over (partition by case_id order by number) as next_closed_on
    from facts.closing_fact
),

target as (
    select case_id, pupil_id
    from facts.part_fact
    where role = 'target'
),

reported as (
    select
        target.pupil_id,
        report_fact.case_id,
        report_fact.number,
        report_fact.reported_on
    from target
    join facts.report_fact using (case_id)
),

enrolled as (
    select
        pupil_id,
        case when bool_or(ends_on is null) then null else max(ends_on) end as left_on
    from facts.enrolment_fact
    group by pupil_id
),

returned as (
    select
        closing.case_id,
        closing.number,
        target.pupil_id,
        min(reported.reported_on) as next_report_on
    from closing
    join target using (case_id)
    join reported
        on reported.pupil_id = target.pupil_id
        and case
            when reported.case_id = closing.case_id then reported.number > closing.number
            else reported.reported_on > closing.closed_on
        end
    group by closing.case_id, closing.number, target.pupil_id
)

select
    closing.case_id,
    closing.closed_on,
    closing.ending,
    returned.next_report_on,
    least(closing.next_closed_on, enrolled.left_on) as followed_until,
    case_fact.school_year,
    case_fact.class_id,
    case_fact.year_group,
    case_fact.team_id,
    case_fact.kinds
from closing
join target using (case_id)
join facts.case_fact using (case_id)
left join returned
    on returned.case_id = closing.case_id
    and returned.number = closing.number
    and returned.pupil_id = target.pupil_id
left join enrolled on enrolled.pupil_id = target.pupil_id
