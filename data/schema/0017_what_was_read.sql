-- Of each line of the read log what was done (opened, seen, printed, exported, searched, fetched,
-- figures, looked up), and which pupils it showed where that does not follow from a case; lines of
-- before have neither. Every statement may run twice.

alter table access_log add column if not exists act varchar;
alter table access_log add column if not exists pupils varchar;

-- What who looks after privacy made of unusual reading; the words are sealed.
create table if not exists reading_review (
    finding_key varchar primary key,
    reviewed_at timestamp not null,
    reviewed_by uuid not null,
    sealed_note bytea
);
