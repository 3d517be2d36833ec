-- The second step of signing in: the secret of an app that shows codes, sealed, with the last time
-- step of which a code was used; and recovery codes, of which only a keyed hash is kept. Besides:
-- which account at a provider belongs to whom, by a keyed hash of who that is at the provider.
-- Every statement may run twice.

create table if not exists second_factor (
    staff_id uuid primary key,
    sealed_secret bytea not null,
    set_at timestamp not null,
    last_step bigint not null
);

create table if not exists recovery_code (
    staff_id uuid not null,
    mark varchar not null
);

create table if not exists school_account (
    staff_id uuid primary key,
    provider varchar not null,
    identity_mark varchar not null,
    bound_at timestamp not null
);
