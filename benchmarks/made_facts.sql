-- Made-up coded facts of any size, straight in the engine: no store, no names, always the same.
-- One statement a table; {cases} and {classes} are whole numbers that figures.py fills in.
create or replace macro chance(i, k) as (hash(i, k) % 1000003) / 1000003.0;
create or replace macro picked(i, k, n) as cast(hash(i, k) % n as integer);

create or replace table calendar as
select
    day,
    cast(sum(case when isodow(day) < 6 then 1 else 0 end) over (order by day) as integer) as ordinal
from (
    select cast(unnest(generate_series(date '2022-01-01', date '2030-12-31', interval 1 day)) as date)
        as day
);

create or replace table classes as
select
    'c' || n as class_id,
    (1 + n % 6) || 'k' || n as class_name,
    cast(1 + n % 6 as integer) as year_group,
    't' || n // 20 as team_id,
    'team ' || n // 20 as team_name,
    '2024-2025' as school_year
from range({classes}) as numbers (n);

create or replace table enrolments as
select
    cast(n as integer) as pupil_number,
    'c' || n // 25 as class_id,
    date '2022-08-01' + picked(n, 80, 900) as starts_on,
    case when chance(n, 81) < 0.2 then date '2025-01-15' + picked(n, 82, 300) end as ends_on
from range({classes} * 25) as numbers (n);

create or replace table cases as
with begun as (
    select
        i,
        date '2023-08-28' + picked(i, 1, 1040) as opened_on,
        picked(i, 2, {classes}) as class_number
    from range({cases}) as numbers (i)
),

stopped as (
    select
        *,
        case
            when chance(i, 3) < 0.8 then opened_on + cast(-ln(1.000001 - chance(i, 4)) * 45 as integer)
        end as stopped_on
    from begun
)

select
    'z' || i as case_id,
    opened_on,
    case when chance(i, 5) < 0.9 then opened_on - picked(i, 6, 20) end as incident_on,
    case when chance(i, 7) < 0.85 then opened_on + picked(i, 8, 15) end as first_talk_on,
    case when chance(i, 9) < 0.6 then opened_on + 3 + picked(i, 10, 30) end as first_measure_on,
    case when chance(i, 11) < 0.3 then opened_on + 5 + picked(i, 12, 55) end as level_2_on,
    case when chance(i, 13) < 0.1 then opened_on + 30 + picked(i, 14, 60) end as level_3_on,
    case when chance(i, 15) < 0.05 then opened_on + 20 + picked(i, 16, 90) end as support_asked_on,
    cast('running' as varchar) as state,
    cast(1 as integer) as level,
    stopped_on,
    case
        when stopped_on is not null and chance(i, 17) < 0.9 then stopped_on + 45
        when stopped_on is null and chance(i, 17) < 0.4 then opened_on + 30
    end as closed_on,
    case
        when stopped_on is not null and chance(i, 17) < 0.9 then 'stopped'
        when stopped_on is null and chance(i, 17) < 0.4
            then ['no_bullying', 'left_school', 'other'][1 + picked(i, 18, 3)]
    end as ending,
    'c' || class_number as class_id,
    cast(1 + class_number % 6 as integer) as year_group,
    't' || class_number // 20 as team_id,
    ['verbal'] as kinds
from stopped;

-- A case is stopped, closed, and now and then opened again: with it an earlier day is asked.
create or replace table turns as
select case_id, cast(2 as integer) as number, 'stopped' as turn, stopped_on as happened_on,
    cast(null as varchar) as ending
from cases
where stopped_on is not null
union all
select case_id, 3, 'closed', closed_on, ending
from cases
where closed_on is not null
union all
select case_id, 4, 'reopened', closed_on + 1 + picked(case_id, 99, 60), null
from cases
where closed_on is not null and chance(case_id, 98) < 0.05;

create or replace table reports as
select
    case_id,
    cast(number as integer) as number,
    opened_on + cast((number - 1) * (3 + picked(case_id, 20, 40)) as integer) as reported_on,
    list_distinct([
        ['verbal', 'physical', 'exclusion', 'online', 'property'][1 + picked(case_id, 21, 5)],
        ['verbal', 'exclusion', 'online'][1 + picked(case_id, 22, 3)]
    ]) as kinds,
    case
        when chance(case_id, 23) < 0.9
            then [['classroom', 'yard', 'corridor', 'online', 'gym'][1 + picked(case_id, 24, 5)]]
        else []
    end as places,
    case
        when chance(case_id, 25) < 0.8
            then ['before_school', 'lesson', 'break', 'after_school'][1 + picked(case_id, 26, 4)]
    end as day_part,
    class_id,
    year_group,
    team_id
from cases, range(1, 3) as numbers (number)
where number = 1 or chance(case_id, 27) < 0.3;

create or replace table aftercare as
select
    case_id,
    cast(number as integer) as number,
    cast(1 + number % 2 as smallint) as pupil_in_case,
    'step19' as step,
    ['target', 'displaying', 'parents'][1 + number % 3] as kind,
    stopped_on as planned_on,
    stopped_on + cast(10 * number as integer) as first_due_on,
    stopped_on + cast(10 * number as integer) + 7 as first_window_ends_on,
    case
        when chance(case_id, 20 + number) < 0.1 then [
            {
                'moved_on': stopped_on + cast(9 * number as integer),
                'due_on': stopped_on + cast(10 * number as integer) + 5,
                'window_ends_on': stopped_on + cast(10 * number as integer) + 12
            }
        ]
    end as moves,
    case
        when chance(case_id, 45 + number) < 0.05 then stopped_on + 1
    end as extra_on,
    case
        when chance(case_id, 30 + number) < 0.8
            then stopped_on + greatest(
                0, cast(10 * number as integer) - 2 + picked(case_id, 40 + number, 16)
            )
    end as done_on,
    case
        when chance(case_id, 50 + number) < 0.05
            then stopped_on + cast(8 * number as integer)
    end as set_aside_on,
    case
        when chance(case_id, 55) < 0.05 then stopped_on + picked(case_id, 56, 40)
    end as reopened_on,
    case
        when chance(case_id, 30 + number) < 0.8
            then ['stopped', 'less', 'same', 'worse'][1 + picked(case_id, 60 + number, 4)]
    end as outcome,
    class_id,
    year_group,
    team_id
from cases, range(4) as numbers (number)
where stopped_on is not null;

create or replace table scores as
select
    case_id,
    cast(number as integer) as number,
    cast(1 as smallint) as pupil_in_case,
    'target' as role,
    opened_on + cast(14 * number as integer) as said_on,
    1 + picked(case_id, 70 + number, 10) as score
from cases, range(3) as numbers (number)
where number < 1 + picked(case_id, 79, 3);

create or replace table closings as
select
    closed_on,
    ending,
    case when chance(case_id, 90) < 0.2 then closed_on + 1 + picked(case_id, 91, 250) end
        as next_report_on,
    case when chance(case_id, 92) < 0.2 then closed_on + picked(case_id, 93, 300) end
        as followed_until
from cases
where closed_on is not null;

create or replace table prevention as
select
    'c' || picked(n, 95, {classes}) as class_id,
    date '2023-08-28' + picked(n, 96, 1040) as held_on
from range({classes} * 12) as numbers (n);

create or replace table card as
select
    cast(1 as integer) as card_version,
    cast(place as smallint) as place,
    'step' || place as step,
    ['analyse', 'talks', 'facilitate', 'act', 'communicate', 'evaluate'][1 + place % 6] as column_id,
    case
        when place = 0 then 'reported'
        when place = 5 then 'parents_informed'
        when place = 19 then 'aftercare_done'
        else 'talk_held'
    end as form,
    case when place = 19 then 'moment' else 'case' end as per
from range(20) as numbers (place);

create or replace table steps as
with of_case as (
    select
        cases.case_id,
        card.step,
        card.form,
        card.place,
        case when (hash(cases.case_id, 100) + card.place) % 2 = 0 then 'target' else 'displaying' end
            as side,
        chance(cases.case_id, 110 + card.place) as luck,
        cases.opened_on as asked_on,
        cases.opened_on + 2 + picked(cases.case_id, 140 + card.place, 40) as due_on,
        cases.closed_on,
        cases.class_id,
        cases.year_group,
        cases.team_id
    from cases, card
    where card.form <> 'parents_informed'
    union all
    select
        cases.case_id, card.step, card.form, card.place, sides.side,
        chance(cases.case_id, 110 + card.place), cases.opened_on, cases.opened_on + 5,
        cases.closed_on,
        cases.class_id, cases.year_group, cases.team_id
    from cases, card, (values ('target'), ('displaying')) as sides (side)
    where card.form = 'parents_informed'
)

select
    case_id,
    step,
    form,
    side,
    luck < 0.95 as is_required,
    case
        when luck < 0.75 then 'done'
        when luck < 0.8 then 'set_aside'
        when luck < 0.9 and closed_on is not null then 'lapsed'
        when luck < 0.95 then 'open'
        else 'optional'
    end as status,
    asked_on,
    due_on,
    due_on as in_time_until,
    case when luck < 0.8 then due_on - 3 + picked(case_id, 170 + place, 12) end as done_on,
    case when luck < 0.75 then due_on - 3 + picked(case_id, 170 + place, 12) end as first_done_on,
    class_id,
    year_group,
    team_id
from of_case;
