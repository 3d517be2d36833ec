-- One row per pupil in a class; pupil_number tells pupils apart without saying who they are.
select
    pupil_enrolment.pupil_id,
    cast(dense_rank() over (order by pupil_enrolment.pupil_id) as integer) as pupil_number,
    pupil_enrolment.class_id,
    school_class.school_year,
    pupil_enrolment.starts_on,
    pupil_enrolment.ends_on
from pupil_enrolment
join school_class on school_class.class_id = pupil_enrolment.class_id
