-- One row per preventive mentor hour.
select
    subject_id as class_id,
    number,
    happened_on as held_on,
    json_extract_string(coded, '$.theme') as theme
from standing_entry
where kind = 'mentor_hour_held'
