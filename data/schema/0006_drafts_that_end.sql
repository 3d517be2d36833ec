-- What is typed about a case, a signal, a meeting or a person is sealed with their keys as well
-- (`subjects`), so that it goes when their words go. `sign_in` names the sign-in in which it was
-- typed. A form that ended stays known by its key, with the screen on which it ended: what arrives
-- late for it makes nothing, also after a restart.
-- Every statement may run twice.

alter table draft add column if not exists subjects varchar default '';
alter table draft add column if not exists sign_in varchar default '';

create table if not exists ended_form (
    form_key varchar primary key,
    screen varchar not null,
    ended_at timestamp not null
);
