-- One row per pupil: the class of a day, or else the last one before it, or else the first to come;
-- and whether it has a mentor that day, as facts.mentored says.
with placed as (
    select
        pupil_id,
        coalesce(
            max_by(class_id, starts_on) filter (starts_on <= $1), min_by(class_id, starts_on)
        ) as class_id
    from pupil_enrolment
    group by pupil_id
)

select
    placed.pupil_id,
    school_class.class_id,
    school_class.name as class_name,
    school_class.year_group,
    school_class.team_id,
    mentored.class_id is not null as is_mentored
from placed
join school_class on school_class.class_id = placed.class_id
left join facts.mentored on mentored.class_id = placed.class_id
