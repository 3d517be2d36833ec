-- One case ($1) in a line, with where its pupils and the classes that were added to it are on the day
-- of the homes, and who looks along with it on $2. Without a row it is no case that counts.
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
    people.roles,
    people.homes,
    consults.turn,
    consults.is_consulted,
    looks.members
from (
    select
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
) as people
cross join facts.case_fact
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
where case_fact.case_id = $1
