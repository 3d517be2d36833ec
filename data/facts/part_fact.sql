-- One row per pupil in a case, with the part that stands now; an empty role is a withdrawn part.
with said as (
    select
        subject_id,
        pupil_id,
        number,
        coalesce(json_extract_string(coded, '$.role'), '') as role
    from standing_entry
    where kind in ('pupil_involved', 'role_changed')
)

select
    subject_id as case_id,
    pupil_id,
    max_by(role, number) as role
from said
group by subject_id, pupil_id
