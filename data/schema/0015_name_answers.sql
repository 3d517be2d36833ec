-- What a mentor answered when a word in a text might be the name of a pupil, remembered for the
-- class. Of the word, the class and the pupil together only a keyed fingerprint is kept. Every
-- statement may run twice.

create table if not exists name_answer (
    mark varchar primary key,
    class_id uuid not null,
    is_pupil boolean not null,
    answered_on date not null
);
