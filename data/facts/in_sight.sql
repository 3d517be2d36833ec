-- One row per case within somebody's reach: $1 classes, $2 year groups, $3 teams, and in any case
-- the cases $4. Written for an engine that takes longer to plan it than to answer it.
select
    case_fact.case_id,
    case_fact.label,
    case_fact.state,
    case_fact.level,
    case_fact.opened_on,
    case_fact.last_report_on,
    case_fact.serious,
    case_fact.group_level,
    case_fact.kinds,
    people.class_names,
    people.pupil_ids,
    case_fact.closed_on,
    case_fact.ending,
    people.roles
from (
    select
        part_fact.case_id,
        list(home.class_name) as class_names,
        list(part_fact.pupil_id) as pupil_ids,
        list(part_fact.role) as roles
    from facts.part_fact
    left join facts.home using (pupil_id)
    where part_fact.role <> '' and part_fact.case_id in (
        select part_fact.case_id
        from facts.part_fact
        join facts.home using (pupil_id)
        join facts.case_fact using (case_id)
        where part_fact.role <> ''
            and (
                list_contains($1, home.class_id)
                or (case_fact.level >= 2 and list_contains($2, home.year_group))
                or (case_fact.level >= 3 and list_contains($3, home.team_id))
            )
        union all
        select unnest($4)
    )
    group by part_fact.case_id
) as people
join facts.case_fact using (case_id)
