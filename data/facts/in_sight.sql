-- After case_columns.sql: each case within somebody's reach: $1 classes, $2 year groups, $3 teams, and
-- in any case the cases $4. Written for an engine that takes longer to plan it than to answer it.
from (
    select
        case_id,
        list(class_name) as class_names,
        list(pupil_id) filter (pupil_id is not null) as pupil_ids,
        list(role) filter (pupil_id is not null) as roles
    from (
        select part_fact.case_id, home.class_name, part_fact.pupil_id, part_fact.role
        from facts.part_fact
        left join facts.home using (pupil_id)
        where part_fact.role <> ''
        union all
        select case_id, class_name, null, null from facts.class_part_fact
    )
    where case_id in (
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
        select class_part_fact.case_id
        from facts.class_part_fact
        join facts.case_fact using (case_id)
        where list_contains($1, class_part_fact.class_id)
            or (case_fact.level >= 2 and list_contains($2, class_part_fact.year_group))
            or (case_fact.level >= 3 and list_contains($3, class_part_fact.team_id))
        union all
        select unnest($4)
    )
    group by case_id
) as people
join facts.case_fact using (case_id)
