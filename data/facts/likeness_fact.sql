-- One row per case: where it happened, the measures taken, and what its evaluations say helped.
-- A measure helped when the last look at it says gestopt or minder.
with answered as (
    select
        subject_id,
        from_json(coded, '{"places": ["varchar"]}') as said
    from standing_entry
    where kind in ('reported', 'analysis_added')
),

placed as (
    select
        subject_id,
        coalesce(list_sort(list_distinct(flatten(list(said.places) filter (said.places is not null)))), [])
            as places
    from answered
    group by subject_id
),

evaluated as (
    select
        subject_id,
        max(happened_on) as evaluated_on,
        flatten(list(coalesce(said.helped, []))) as helped,
        flatten(list(coalesce(said.not_helped, []))) as not_helped
    from (
        select
            subject_id,
            happened_on,
            from_json(coded, '{"helped": ["varchar"], "not_helped": ["varchar"]}') as said
        from standing_entry
        where kind = 'evaluated'
    )
    group by subject_id
),

looked_at as (
    select
        subject_id,
        cast(json_extract_string(coded, '$.measure_number') as integer) as number,
        max_by(json_extract_string(coded, '$.outcome'), number) as outcome
    from standing_entry
    where kind = 'measure_reviewed'
    group by subject_id, cast(json_extract_string(coded, '$.measure_number') as integer)
),

measured as (
    select
        agreed.subject_id,
        list(json_extract_string(agreed.coded, '$.measure')) as measures,
        list(json_extract_string(agreed.coded, '$.measure'))
            filter (looked_at.outcome is not null) as measures_seen,
        list(json_extract_string(agreed.coded, '$.measure'))
            filter (looked_at.outcome in ('stopped', 'less')) as measures_helped
    from standing_entry as agreed
    left join looked_at using (subject_id, number)
    where agreed.kind = 'measure_agreed'
    group by agreed.subject_id
)

select
    placed.subject_id as case_id,
    placed.places,
    evaluated.evaluated_on,
    list_sort(list_distinct(coalesce(evaluated.helped, []))) as helped,
    list_sort(list_distinct(coalesce(evaluated.not_helped, []))) as not_helped,
    list_sort(list_distinct(coalesce(measured.measures_seen, []))) as measures_seen,
    list_sort(list_distinct(coalesce(measured.measures_helped, []))) as measures_helped
from placed
left join evaluated using (subject_id)
left join measured using (subject_id)
