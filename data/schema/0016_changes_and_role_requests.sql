-- What a change of a role, a setting or an account was and became: codes and days, no name and no
-- word that somebody typed. And roles that wait for a second beheerder, with what was decided.
-- Every statement may run twice.

alter table reference_change add column if not exists detail varchar;

create table if not exists role_request (
    request_id uuid primary key,
    staff_id uuid not null,
    role varchar not null,
    scope varchar not null,
    starts_on date not null,
    ends_on date not null,
    asked_by uuid not null,
    asked_at timestamp not null,
    outcome varchar not null,
    decided_by uuid,
    decided_at timestamp
);

-- Until when somebody has seen what Vandaag tells of changes of who may see what.
create table if not exists notices_seen (
    staff_id uuid primary key,
    seen_at timestamp not null
);
