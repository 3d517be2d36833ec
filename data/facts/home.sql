-- One row per pupil: the class of a day, or else the last one before it, or else the first to come.
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
    school_class.team_id
from placed
join school_class on school_class.class_id = placed.class_id
