-- One row per pupil named in a signal; the role is empty when the sender gave none.
select
    subject_id as signal_id,
    pupil_id,
    coalesce(json_extract_string(coded, '$.role'), '') as role
from standing_entry
where kind = 'signal_pupil'
