-- One row per pupil in a class.
select
    enrolment.pupil_id,
    enrolment.class_id,
    school_class.school_year,
    enrolment.starts_on,
    enrolment.ends_on
from enrolment
join school_class on school_class.class_id = enrolment.class_id
