-- One row per waiting signal that may be for somebody: $1 classes, $2 year groups and $3 teams of
-- that person, $4 year groups and $5 teams that anybody looks after. What is about no known class,
-- or about one that nobody looks after, is near everybody. For whom a signal is exactly is decided
-- by `casework.signals.signal.addressed`.
with waiting as (
    select signal_id, class_id, year_group, team_id
    from facts.signal_fact
    where taken_on is null and set_aside_on is null
),

placed as (
    select waiting.signal_id, home.class_id, home.year_group, home.team_id
    from waiting
    join facts.signal_pupil_fact using (signal_id)
    join facts.home using (pupil_id)
    union all
    select signal_id, class_id, year_group, team_id from waiting
)

select distinct signal_id
from placed
where class_id is null
    or list_contains($1, class_id)
    or list_contains($2, year_group)
    or list_contains($3, team_id)
    or not (list_contains($4, year_group) or list_contains($5, team_id))
order by signal_id
