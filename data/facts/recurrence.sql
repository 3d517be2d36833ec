-- One row per closing of a chosen case and gepeste of that case: when the next melding of the same
-- gepeste came, in any case, and the last day on which one could have: the gepeste left, or the case
-- closed anew.
with closing as (
    select
        turn_fact.case_id,
        turn_fact.number,
        turn_fact.happened_on as closed_on,
        turn_fact.ending,
        lead(turn_fact.happened_on)
            over (partition by turn_fact.case_id order by turn_fact.number)
            as next_closed_on
    from facts.turn_fact
    where turn_fact.turn = 'closed'
        and turn_fact.case_id in (select chosen_case.case_id from chosen_case)
),

target as (
    select
        case_id,
        pupil_id
    from facts.part_fact
    where role = 'target' and case_id in (select chosen_case.case_id from chosen_case)
),

reported as (
    select
        part_fact.pupil_id,
        report_fact.case_id,
        report_fact.number,
        report_fact.reported_on
    from facts.part_fact
    join facts.report_fact using (case_id)
    where part_fact.role = 'target'
        and part_fact.pupil_id in (select target.pupil_id from target)
),

enrolled as (
    select
        pupil_id,
        case when bool_or(ends_on is null) then null else max(ends_on) end as left_on
    from facts.enrolment_fact
    where pupil_id in (select target.pupil_id from target)
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
    chosen_case.school_year,
    chosen_case.class_id,
    chosen_case.year_group,
    chosen_case.team_id,
    chosen_case.kinds
from closing
join target using (case_id)
join chosen_case using (case_id)
left join returned
    on returned.case_id = closing.case_id
    and returned.number = closing.number
    and returned.pupil_id = target.pupil_id
left join enrolled on enrolled.pupil_id = target.pupil_id
