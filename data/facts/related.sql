-- One row per pupil of each case that shares a pupil with $1 and had a melding on or after $2.
with sharing as (
    select distinct case_id
    from facts.part_fact
    where role <> '' and pupil_id in (select unnest($1))
)

select
    case_fact.case_id,
    case_fact.label,
    case_fact.state,
    case_fact.last_report_on,
    (select count(*) from facts.report_fact where report_fact.case_id = case_fact.case_id),
    part_fact.pupil_id,
    part_fact.role
from sharing
join facts.case_fact using (case_id)
join facts.part_fact using (case_id)
where part_fact.role <> ''
    and (case_fact.state <> 'closed' or case_fact.last_report_on >= $2)
