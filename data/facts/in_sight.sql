-- One row per case within somebody's reach: $1 classes, $2 year groups, $3 teams, $4 consulted,
-- $5 which member of the ondersteuningsteam, $6 today.
with near as (
    select
        pupil_id,
        list_contains($1, class_id) as own_class,
        list_contains($2, year_group) as own_year,
        list_contains($3, team_id) as own_team
    from facts.home
    where list_contains($1, class_id)
        or list_contains($2, year_group)
        or list_contains($3, team_id)
),

seen as (
    select distinct case_fact.case_id
    from facts.part_fact
    join near using (pupil_id)
    join facts.case_fact using (case_id)
    where part_fact.role <> ''
        and (
            near.own_class
            or (near.own_year and case_fact.level >= 2)
            or (near.own_team and case_fact.level >= 3)
        )
),

sight as (
    select case_id from seen
    union
    select case_id from facts.consult_fact where $4 and access_ends_on >= $6
    union
    select case_id from facts.look_fact where $4 and staff_id = $5 and access_ends_on >= $6
),

latest as (
    select case_id, max_by(turn, ordinal) as turn
    from facts.consult_fact
    join sight using (case_id)
    group by case_id
),

people as (
    select
        part_fact.case_id,
        list(part_fact.pupil_id order by part_fact.pupil_id) as pupil_ids,
        list(distinct home.class_name order by home.class_name) as class_names
    from facts.part_fact
    join sight using (case_id)
    left join facts.home using (pupil_id)
    where part_fact.role <> ''
    group by part_fact.case_id
)

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
    latest.turn
from facts.case_fact
join people using (case_id)
left join latest using (case_id)
