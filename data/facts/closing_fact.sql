-- One row per time that a case was closed, also when it opened again afterwards.
select
    subject_id as case_id,
    number,
    happened_on as closed_on,
    json_extract_string(coded, '$.ending') as ending
from standing_entry
where kind = 'closed'
