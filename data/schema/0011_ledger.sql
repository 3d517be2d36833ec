-- One ledger: a numbered, chained row for every commit. What is only ever appended carries the
-- number of its commit (0: from before there was a ledger); of a table of present state, which
-- follows from no other, the digest is noted after each commit that changed it.
-- Every statement may run twice.

create table if not exists ledger (
    number bigint primary key,
    committed_at timestamp not null,
    counts varchar not null,
    appended varchar not null,
    chain varchar not null
);

create table if not exists ledger_state (
    ledger bigint not null,
    table_name varchar not null,
    count_rows bigint not null,
    digest varchar not null
);

-- What the tables added up to before a change of shape, while that is going on.
create table if not exists ledger_before (
    table_name varchar primary key,
    count_rows bigint not null,
    digest varchar not null
);

alter table form_receipt add column if not exists ledger bigint default 0;
alter table act_receipt add column if not exists ledger bigint default 0;
alter table case_number add column if not exists ledger bigint default 0;
alter table access_log add column if not exists ledger bigint default 0;
alter table reference_change add column if not exists ledger bigint default 0;
alter table reference_change add column if not exists line integer default 0
