-- One row per pupil in a class; pupil_number tells pupils apart without saying who they are.
select
    enrolment.pupil_id,
    cast(dense_rank() over (order by enrolment.pupil_id) as integer) as pupil_number,
    enrolment.class_id,
    school_class.school_year,
    enrolment.starts_on,
    enrolment.ends_on
from enrolment
join school_class on school_class.class_id = enrolment.class_id
