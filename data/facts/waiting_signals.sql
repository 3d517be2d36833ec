-- One row per waiting signal and place that it is about: the class of each of its pupils today, and
-- the class that was chosen, which can be none.
with waiting as (
    select signal_id, class_id, year_group, team_id
    from facts.signal_fact
    where taken_on is null and set_aside_on is null
)

select waiting.signal_id, home.class_id, home.year_group, home.team_id
from waiting
join facts.signal_pupil_fact using (signal_id)
join facts.home using (pupil_id)
union
select signal_id, class_id, year_group, team_id from waiting
