-- The secret address of a person's own agenda: only a keyed fingerprint of it is kept.
-- Every statement may run twice.

create table if not exists calendar_address (
    staff_id uuid primary key,
    mark varchar not null,
    made_at timestamp not null
);
