-- What people add to the figures: marks on the time axis (words sealed under a key of their own),
-- targets of a team, and views of one person (name sealed under the key of that person). Every
-- statement may run twice.

create table if not exists annotation (
    annotation_id uuid primary key,
    team_id uuid,
    marked_on date not null,
    sealed bytea not null,
    form_key varchar not null
);

create table if not exists target (
    team_id uuid not null,
    figure varchar not null,
    percentage integer not null
);

create table if not exists saved_view (
    view_id uuid primary key,
    staff_id uuid not null,
    sealed_name bytea not null,
    address varchar not null,
    form_key varchar not null
);
