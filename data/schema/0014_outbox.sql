-- Messages that wait to be sent by e-mail. What a message says is sealed under the key of the person
-- it goes to, and is taken out as soon as the message has ended. Every statement may run twice.

create table if not exists outbox (
    message_id uuid primary key,
    kind varchar not null,
    staff_id uuid not null,
    sealed bytea not null,
    made_at timestamp not null,
    tries integer not null,
    next_at timestamp not null,
    fault varchar not null,
    fault_at timestamp,
    outcome varchar not null,
    ended_at timestamp
);

create table if not exists digest_reader (
    staff_id uuid primary key,
    last_on date
);
