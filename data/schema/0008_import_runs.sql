-- What came in from a file: each run with its way back, sealed under a key of its own, until it was
-- taken back, and how far the log of entries was; and which heading of a file means what, by the fingerprint of its headings.
-- Every statement may run twice.

create table if not exists import_run (
    run_id uuid primary key,
    run_at timestamp not null,
    run_by uuid,
    school_year varchar not null,
    log_position bigint not null,
    counts varchar not null,
    sealed_undo bytea,
    undone_at timestamp,
    undone_by uuid
);

create table if not exists import_columns (
    heading_mark varchar primary key,
    columns varchar not null,
    kept_at timestamp not null
);
