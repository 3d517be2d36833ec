-- One row per row of safety_fact, with where the case is from.
select
    safety_fact.*,
    case_fact.school_year,
    case_fact.class_id,
    case_fact.year_group,
    case_fact.team_id,
    case_fact.kinds
from facts.safety_fact
join facts.case_fact using (case_id)
