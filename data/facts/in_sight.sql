-- After case_columns.sql: each case within somebody's reach: $1 classes, $2 year groups, $3 teams, and
-- in any case the cases $4. $5: the year groups that somebody looks after; null when nobody acts for
-- another. Of what is long over nobody acts: closed before $6, and not one of $7.
-- Written for an engine that takes longer to plan it than to answer it.
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
        select case_fact.case_id
        from (
            select part_fact.case_id, home.class_id, home.year_group, home.team_id, home.is_mentored
            from facts.part_fact
            join facts.home using (pupil_id)
            where part_fact.role <> ''
            union all
            select
                part.case_id,
                part.class_id,
                part.year_group,
                part.team_id,
                mentored.class_id is not null
            from facts.class_part_fact as part
            left join facts.mentored using (class_id)
        ) as home
        join facts.case_fact using (case_id)
        where list_contains($1, home.class_id)
            or (
                list_contains($2, home.year_group)
                and (
                    case_fact.level >= 2
                    or list_contains(case_fact.asked, 'coordinator')
                    or (
                        not home.is_mentored
                        and $5 is not null
                        and (coalesce(case_fact.closed_on >= $6, true) or list_contains($7, case_id))
                    )
                )
            )
            or (
                list_contains($3, home.team_id)
                and (
                    case_fact.level >= 3
                    or list_contains(case_fact.asked, 'team_leader')
                    or (
                        not list_contains($5, home.year_group)
                        and (
                            not home.is_mentored
                            or case_fact.level >= 2
                            or list_contains(case_fact.asked, 'coordinator')
                        )
                        and (coalesce(case_fact.closed_on >= $6, true) or list_contains($7, case_id))
                    )
                )
            )
        union all
        select unnest($4)
    )
    group by case_id
) as people
join facts.case_fact using (case_id)
