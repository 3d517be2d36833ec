-- One row per time that a member of the ondersteuningsteam opened a hard case with a reason.
select
    subject_id as case_id,
    recorded_by as staff_id,
    happened_on as looked_on,
    cast(json_extract_string(coded, '$.access_ends_on') as date) as access_ends_on
from standing_entry
where kind = 'case_looked_into'
