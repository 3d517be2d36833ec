-- The first shape. Primary keys only on what never changes; no other indexes, no foreign keys.
-- Ids are made in Python. Every statement may run twice.

create table if not exists entry (
    subject_id uuid not null,
    number integer not null,
    kind varchar not null,
    step varchar not null,
    pupil_id uuid,
    happened_on date not null,
    recorded_at timestamp not null,
    recorded_by uuid,
    card_version integer not null,
    coded varchar not null,
    sealed bytea,
    primary key (subject_id, number)
);

-- One row per commit of entries; `position` counts all entries so far, `chain` links the rows.
create table if not exists form_receipt (
    form_key varchar primary key,
    subject_id uuid,
    first_number integer not null,
    last_number integer not null,
    label varchar not null,
    recorded_at timestamp not null,
    position bigint not null,
    digest varchar not null,
    chain varchar not null
);

create table if not exists case_number (
    year integer not null,
    sequence integer not null,
    case_id uuid not null,
    primary key (year, sequence)
);

create table if not exists setting (
    key varchar primary key,
    value varchar not null
);

create table if not exists school_year (
    school_year varchar primary key,
    starts_on date not null,
    ends_on date not null
);

create table if not exists free_day (
    first_on date not null,
    last_on date not null,
    name varchar not null
);

create table if not exists team (
    team_id uuid primary key,
    name varchar not null
);

create table if not exists school_class (
    class_id uuid primary key,
    name varchar not null,
    year_group integer not null,
    team_id uuid not null,
    school_year varchar not null
);

create table if not exists pupil (
    pupil_id uuid primary key,
    sealed_name bytea not null,
    left_on date
);

create table if not exists enrolment (
    pupil_id uuid not null,
    class_id uuid not null,
    starts_on date not null,
    ends_on date
);

create table if not exists staff (
    staff_id uuid primary key,
    sealed_name bytea not null,
    sealed_user_name bytea not null,
    user_mark varchar not null,
    ended_on date
);

create table if not exists assignment (
    staff_id uuid not null,
    role varchar not null,
    scope varchar not null,
    starts_on date not null,
    ends_on date not null
);

create table if not exists account (
    staff_id uuid primary key,
    password_hash varchar not null,
    set_at timestamp not null
);

create table if not exists card_version (
    version integer primary key,
    text varchar not null,
    kept_at timestamp not null,
    kept_by uuid
);

create table if not exists draft (
    staff_id uuid not null,
    form varchar not null,
    form_key varchar not null,
    sealed bytea not null,
    kept_at timestamp not null
);

create table if not exists access_log (
    number bigint primary key,
    read_at timestamp not null,
    staff_id uuid not null,
    case_id uuid not null,
    visit varchar not null,
    sealed_reason bytea,
    chain varchar not null
);

create table if not exists reference_change (
    changed_at timestamp not null,
    changed_by uuid,
    kind varchar not null,
    subject_id varchar not null
);
