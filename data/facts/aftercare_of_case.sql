-- One row per row of aftercare_fact, with the kinds of its case.
select
    aftercare_fact.*,
    case_fact.kinds
from facts.aftercare_fact
join facts.case_fact using (case_id)
