-- One row per signal. `sent_by` is there for the sender's own list; no figure reads it.
with sent as (
    select
        subject_id,
        happened_on,
        recorded_by,
        from_json(
            coded,
            '{"class_id": "uuid", "year_group": "integer", "team_id": "uuid"}'
        ) as said
    from standing_entry
    where kind = 'signal_sent'
),

settled as (
    select
        subject_id,
        min(happened_on) filter (kind = 'signal_taken') as taken_on,
        min(happened_on) filter (kind = 'signal_set_aside') as set_aside_on,
        any_value(cast(json_extract_string(coded, '$.case_id') as uuid))
            filter (kind = 'signal_taken') as case_id
    from standing_entry
    where kind in ('signal_taken', 'signal_set_aside')
    group by subject_id
)

select
    sent.subject_id as signal_id,
    sent.happened_on as sent_on,
    sent.recorded_by as sent_by,
    sent.said.class_id as class_id,
    nullif(sent.said.year_group, 0) as year_group,
    sent.said.team_id as team_id,
    settled.taken_on,
    settled.set_aside_on,
    settled.case_id
from sent
left join settled using (subject_id)
