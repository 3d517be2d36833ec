-- One row per closed and evaluated case that was bullying: what it is compared by, how long it took, what helped.
select
    case_fact.case_id,
    case_fact.kinds,
    likeness_fact.places,
    case_fact.year_group,
    case_fact.level,
    case_fact.group_level,
    ended.ordinal - began.ordinal as school_days,
    case_fact.stopped_on is not null and case_fact.ending = 'stopped' as has_stopped,
    likeness_fact.helped,
    likeness_fact.not_helped,
    likeness_fact.measures_seen,
    likeness_fact.measures_helped,
    case_fact.closed_on
from facts.case_fact
join facts.likeness_fact using (case_id)
join facts.calendar as began on began.day = case_fact.opened_on
join facts.calendar as ended
    on ended.day = coalesce(case_fact.stopped_on, case_fact.closed_on)
where case_fact.state = 'closed'
    and likeness_fact.evaluated_on is not null
    and case_fact.ending is distinct from 'no_bullying'
    and ended.day >= began.day
