-- The last day on which somebody signed in, and no more than that: Beheer says who never did.
-- Every statement may run twice.

create table if not exists signed_in (
    staff_id uuid primary key,
    last_on date not null
);
