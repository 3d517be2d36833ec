-- One row per safety score that a pupil gave: in a talk, a check-in or the pupil's own nazorg.
with said as (
    select
        subject_id,
        number,
        pupil_id,
        happened_on,
        cast(json_extract_string(coded, '$.safety_score') as integer) as score,
        cast(json_extract_string(coded, '$.planned_number') as integer) as planned_number
    from standing_entry
    where kind in ('talk_held', 'checked_in', 'aftercare_done')
),

with_parents as (
    select subject_id, number as planned_number
    from standing_entry
    where kind = 'aftercare_planned' and json_extract_string(coded, '$.aftercare') = 'parents'
)

select
    said.subject_id as case_id,
    said.number,
    part_fact.pupil_in_case,
    part_fact.role,
    said.happened_on as said_on,
    said.score
from said
join facts.part_fact
    on part_fact.case_id = said.subject_id and part_fact.pupil_id = said.pupil_id
anti join with_parents
    on with_parents.subject_id = said.subject_id
    and with_parents.planned_number = said.planned_number
where said.score is not null
