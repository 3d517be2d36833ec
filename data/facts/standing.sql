-- One row per entry that counts: a correction under the number of what it corrects, nothing that
-- was withdrawn, and nothing of a case that goes on as part of another one. The same rule for one
-- case is casework/entries/effective.py.
with placed as (
    select
        subject_id,
        number,
        cast(json_extract_string(coded, '$.corrects') as integer) as place
    from source_entry
    where contains(coded, '"corrects":')
),

newest as (
    select subject_id, place, max(number) as number
    from placed
    group by subject_id, place
),

replaced as (
    select subject_id, place as number from newest
    union all
    select placed.subject_id, placed.number
    from placed
    anti join newest using (subject_id, number)
),

struck as (
    select
        withdrawn.subject_id,
        coalesce(placed.place, withdrawn.number) as place
    from (
        select
            subject_id,
            cast(json_extract_string(coded, '$.number') as integer) as number
        from source_entry
        where kind = 'entry_withdrawn'
    ) as withdrawn
    left join placed using (subject_id, number)
),

merged as (
    select distinct subject_id
    from source_entry
    where kind = 'merged_into'
)

select
    recorded.subject_id,
    coalesce(newest.place, recorded.number) as number,
    recorded.kind,
    recorded.step,
    recorded.pupil_id,
    recorded.happened_on,
    recorded.recorded_by,
    recorded.card_version,
    recorded.coded
from source_entry as recorded
anti join replaced using (subject_id, number)
left join newest using (subject_id, number)
anti join struck
    on struck.subject_id = recorded.subject_id
    and struck.place = coalesce(newest.place, recorded.number)
anti join merged on merged.subject_id = recorded.subject_id
