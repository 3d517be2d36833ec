-- One row per pupil in a case, with the part that stands now and since when; an empty role is a
-- withdrawn part. pupil_in_case counts the pupils of a case in the order in which they were named:
-- with it figures tell pupils apart without knowing who they are.
with said as (
    select
        subject_id,
        pupil_id,
        number,
        happened_on,
        coalesce(json_extract_string(coded, '$.role'), '') as role
    from standing_entry
    where kind in ('pupil_involved', 'role_changed')
),

standing_role as (
    select
        subject_id,
        pupil_id,
        max_by(role, number) as role,
        min(number) as first_number
    from said
    group by subject_id, pupil_id
),

other_role as (
    select
        said.subject_id,
        said.pupil_id,
        max(said.number) as number
    from said
    join standing_role using (subject_id, pupil_id)
    where said.role <> standing_role.role
    group by said.subject_id, said.pupil_id
)

select
    standing_role.subject_id as case_id,
    standing_role.pupil_id,
    any_value(standing_role.role) as role,
    min_by(said.happened_on, said.number)
        filter (said.number > coalesce(other_role.number, 0)) as since,
    cast(
        row_number() over (
            partition by standing_role.subject_id
            order by any_value(standing_role.first_number)
        ) as smallint
    ) as pupil_in_case
from standing_role
join said using (subject_id, pupil_id)
left join other_role using (subject_id, pupil_id)
group by standing_role.subject_id, standing_role.pupil_id
