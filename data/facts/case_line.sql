-- After case_columns.sql: one case ($1), with where its pupils and the classes that were added to it
-- are on the day of the homes, and who looks along with it on $2. Without a row it is no case that
-- counts.
from (
    select
        in_case.*,
        consults.turn,
        consults.is_consulted,
        looks.members,
        asking.asked
    from (
        select
            $1 as case_id,
            list(class_name) as class_names,
            list(pupil_id) filter (pupil_id is not null) as pupil_ids,
            list(role) filter (pupil_id is not null) as roles,
            list([cast(class_id as varchar), cast(year_group as varchar), cast(team_id as varchar)])
                filter (class_id is not null) as homes
        from (
            select
                home.class_name,
                part_fact.pupil_id,
                part_fact.role,
                home.class_id,
                home.year_group,
                home.team_id
            from facts.part_fact
            left join facts.home using (pupil_id)
            where part_fact.case_id = $1 and part_fact.role <> ''
            union all
            select class_name, null, null, class_id, year_group, team_id
            from facts.class_part_fact
            where case_id = $1
        )
    ) as in_case
    cross join (
        select arg_max(turn, ordinal) as turn, bool_or(access_ends_on >= $2) as is_consulted
        from facts.consult_fact
        where case_id = $1
    ) as consults
    cross join (
        select list(cast(staff_id as varchar)) as members
        from facts.look_fact
        where case_id = $1 and access_ends_on >= $2
    ) as looks
    cross join (
        select any_value(asked) as asked from facts.case_fact where case_id = $1
    ) as asking
) as people
join facts.case_fact using (case_id)
