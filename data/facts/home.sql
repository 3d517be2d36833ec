-- One row per pupil: the class of a day, or else the last one before it, or else the first to come.
with placed as (
    select
        enrolment.pupil_id,
        school_class.class_id,
        school_class.name as class_name,
        school_class.year_group,
        school_class.team_id,
        row_number() over (
            partition by enrolment.pupil_id
            order by
                case when enrolment.starts_on <= $1 then 0 else 1 end,
                case when enrolment.starts_on <= $1 then enrolment.starts_on end desc nulls last,
                enrolment.starts_on
        ) as place
    from enrolment
    join school_class on school_class.class_id = enrolment.class_id
)

select pupil_id, class_id, class_name, year_group, team_id
from placed
where place = 1
