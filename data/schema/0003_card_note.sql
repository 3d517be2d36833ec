-- Why a version of the card was taken into use, sealed under the key of whoever did.
create table if not exists card_note (
    version integer primary key,
    sealed bytea not null
);
