-- By an invitation a colleague chooses a password that nobody else knows; of its link only a keyed
-- fingerprint is kept. E-mail addresses of colleagues are sealed. Every statement may run twice.

create table if not exists invitation (
    staff_id uuid primary key,
    mark varchar not null,
    made_at timestamp not null,
    expires_at timestamp not null,
    made_by uuid,
    is_handed_out boolean not null
);

-- Who handed out the invitation by which the password of an account was chosen; nobody, when it
-- went by e-mail.
create table if not exists account_origin (
    staff_id uuid primary key,
    redeemed_at timestamp not null,
    handed_out_by uuid
);

create table if not exists staff_email (
    staff_id uuid primary key,
    sealed_email bytea not null
);
