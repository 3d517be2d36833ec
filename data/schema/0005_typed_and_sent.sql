-- A person may have several drafts of one form: each is known by its form key, with the screen that
-- has it open and the address that leads back to it. A receipt says who sent the form, and has a
-- keyed hash of what was sent. What is stored outside the log of entries has receipts of its own.
-- Every statement may run twice.

alter table draft add column if not exists screen varchar default '';
alter table draft add column if not exists address varchar default '';

alter table form_receipt add column if not exists content varchar default '';
alter table form_receipt add column if not exists staff_id uuid;

create table if not exists act_receipt (
    form_key varchar primary key,
    staff_id uuid,
    content varchar not null,
    label varchar not null,
    recorded_at timestamp not null
);
