-- A pupil is one person over time. `pupil.sealed_name` stays the name under which somebody was
-- first entered; each later name is a row of its own, and the newest is the present one. Number,
-- e-mail and birth date are sealed together; by the mark a number is looked up without being kept.
-- Two records of one pupil: the one counts as the other, from `merged_at` until it is undone. The
-- views give the register as it is then; the records themselves, and the entries, stay what they
-- are.
-- Every statement may run twice.

create table if not exists pupil_name (
    pupil_id uuid not null,
    number integer not null,
    sealed bytea not null,
    kind varchar not null,
    since date,
    recorded_at timestamp not null,
    recorded_by uuid,
    primary key (pupil_id, number)
);

create table if not exists pupil_detail (
    pupil_id uuid primary key,
    sealed bytea not null,
    number_mark varchar not null
);

create table if not exists pupil_merge (
    merge_id uuid primary key,
    pupil_id uuid not null,
    into_id uuid not null,
    merged_at timestamp not null,
    merged_by uuid,
    undone_at timestamp,
    undone_by uuid
);

-- Which record counts as which other one in the end: made anew from `pupil_merge` after each change,
-- so that a look at the register does not follow chains.
create table if not exists merged_pupil (
    pupil_id uuid not null,
    into_id uuid not null
);

-- One row per pupil, merged records as one: still at school when one of them is.
create or replace view present_pupil as
select pupil_id, sealed_name, left_on
from pupil
where pupil_id not in (
    select pupil_id from merged_pupil union all select into_id from merged_pupil
)
union all
select
    pupil.pupil_id,
    pupil.sealed_name,
    case
        when pupil.left_on is null or count(*) > count(other.left_on) then null
        when pupil.left_on > max(other.left_on) then pupil.left_on
        else max(other.left_on)
    end as left_on
from pupil
join merged_pupil on merged_pupil.into_id = pupil.pupil_id
join pupil other on other.pupil_id = merged_pupil.pupil_id
group by pupil.pupil_id, pupil.sealed_name, pupil.left_on;

-- The classes of pupils, merged records as one: of two classes at once the later one goes on.
create or replace view pupil_enrolment as
select pupil_id, class_id, starts_on, ends_on
from enrolment
where pupil_id not in (
    select pupil_id from merged_pupil union all select into_id from merged_pupil
)
union all
select pupil_id, class_id, starts_on, least(ends_on, next_on - 1) as ends_on
from (
    select
        own.pupil_id,
        enrolment.class_id,
        enrolment.starts_on,
        enrolment.ends_on,
        lead(enrolment.starts_on) over (
            partition by own.pupil_id
            order by enrolment.starts_on, case when own.pupil_id = own.record_id then 1 else 0 end
        ) as next_on
    from enrolment
    join (
        select into_id as pupil_id, pupil_id as record_id from merged_pupil
        union all
        select distinct into_id, into_id from merged_pupil
    ) own on own.record_id = enrolment.pupil_id
) placed
where next_on is null or next_on > starts_on
