-- The tables of facts. What a row is stands with its class in casework/facts/rows.py; the columns
-- here are its fields in the same order.

create or replace table facts.case_fact (
    case_id uuid,
    label varchar,
    school_year varchar,
    class_id uuid,
    year_group integer,
    team_id uuid,
    incident_on date,
    opened_on date,
    last_report_on date,
    first_talk_on date,
    first_talk_target_on date,
    first_talk_displaying_on date,
    first_measure_on date,
    count_reports integer,
    level integer,
    level_2_on date,
    level_3_on date,
    support_asked_on date,
    group_level boolean,
    serious boolean,
    verdict varchar,
    kinds varchar[],
    stopped_on date,
    closed_on date,
    ending varchar,
    count_reopened integer,
    state varchar,
    asked varchar[]
);

create or replace table facts.report_fact (
    case_id uuid,
    number integer,
    ordinal integer,
    reported_on date,
    incident_on date,
    school_year varchar,
    class_id uuid,
    year_group integer,
    team_id uuid,
    kinds varchar[],
    places varchar[],
    day_part varchar,
    teller varchar,
    verdict varchar,
    serious boolean
);

create or replace table facts.part_fact (
    case_id uuid,
    pupil_id uuid,
    role varchar,
    since date,
    pupil_in_case smallint
);

create or replace table facts.class_part_fact (
    case_id uuid,
    class_id uuid,
    class_name varchar,
    year_group integer,
    team_id uuid
);

create or replace table facts.aftercare_fact (
    case_id uuid,
    number integer,
    step varchar,
    pupil_in_case smallint,
    kind varchar,
    planned_on date,
    first_due_on date,
    first_window_ends_on date,
    moves struct(moved_on date, due_on date, window_ends_on date)[],
    extra_on date,
    done_on date,
    set_aside_on date,
    reopened_on date,
    outcome varchar,
    safety_score integer,
    school_year varchar,
    class_id uuid,
    year_group integer,
    team_id uuid
);

create or replace table facts.safety_fact (
    case_id uuid,
    number integer,
    pupil_in_case smallint,
    role varchar,
    said_on date,
    score integer
);

create or replace table facts.turn_fact (
    case_id uuid,
    number integer,
    turn varchar,
    happened_on date,
    ending varchar
);

create or replace table facts.consult_fact (
    case_id uuid,
    ordinal integer,
    asked_on date,
    advice_due_on date,
    advised_on date,
    count_more_asked integer,
    count_agreed integer,
    used_on date,
    followed varchar,
    access_ends_on date,
    turn varchar,
    due_on date
);

create or replace table facts.look_fact (
    case_id uuid,
    staff_id uuid,
    looked_on date,
    access_ends_on date
);

create or replace table facts.likeness_fact (
    case_id uuid,
    places varchar[],
    evaluated_on date,
    helped varchar[],
    not_helped varchar[],
    measures_seen varchar[],
    measures_helped varchar[]
);

create or replace table facts.signal_fact (
    signal_id uuid,
    sent_on date,
    sent_by uuid,
    class_id uuid,
    year_group integer,
    team_id uuid,
    taken_on date,
    set_aside_on date,
    case_id uuid
);

create or replace table facts.signal_pupil_fact (
    signal_id uuid,
    pupil_id uuid,
    role varchar
);

create or replace table facts.prevention_fact (
    class_id uuid,
    number integer,
    held_on date,
    theme varchar
);

-- Made when it is first asked for.
create or replace table facts.step_fact (
    case_id uuid,
    place smallint,
    card_version integer,
    pupil_in_case smallint,
    side varchar,
    occurrence integer,
    is_required boolean,
    asked_on date,
    status varchar,
    due_on date,
    in_time_until date,
    done_on date,
    first_done_on date,
    team_id uuid
);

-- Of the steps of each version of the card; `place` counts them as the card has them.
create or replace table facts.step_card (
    card_version integer,
    place smallint,
    step varchar,
    column_id varchar,
    who varchar,
    per varchar,
    form varchar
);
