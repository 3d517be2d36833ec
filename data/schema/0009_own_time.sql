-- The school's own time: on which weekdays somebody works, when somebody is away, and who stands in
-- as mentor of a class for whom (the role itself is an assignment with an end). Why somebody is away
-- is kept nowhere. Every statement may run twice.

create table if not exists working_days (
    staff_id uuid primary key,
    weekdays varchar not null
);

create table if not exists away (
    staff_id uuid not null,
    first_on date not null,
    last_on date not null
);

create table if not exists stand_in (
    staff_id uuid not null,
    class_id uuid not null,
    starts_on date not null,
    for_staff_id uuid not null
);
