-- One row per time that a case was stopped, closed or opened again, also what no longer stands:
-- with it figures can be asked as they stood on an earlier day. Of two on one day the higher
-- number came later.
select
    subject_id as case_id,
    number,
    kind as turn,
    happened_on,
    case when kind = 'closed' then json_extract_string(coded, '$.ending') end as ending
from standing_entry
where kind in ('stopped', 'closed', 'reopened')
