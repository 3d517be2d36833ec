"""The runs of imports: what each changed, sealed, and the way back while nothing leans on it."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from casework.errors import InputRefused, NotHere, StoreError
from casework.roster.decisions import ImportRun
from casework.words import counted, enumeration
from data import row_changes
from data.ids import is_id
from data.receipts import NOT_READ_BACK, tip_of
from data.roster_state import RosterState
from data.row_changes import RowChanges
from data.rows import shown_moment, stored_moment

UNDO = "undo"
RUNS = """
    select run_id, run_at, run_by, school_year, counts, undone_at, sealed_undo is not null
    from import_run
"""
COUNTS = """
    select
        (
            select count(distinct e.pupil_id)
            from pupil_enrolment e join school_class c on c.class_id = e.class_id
            where c.school_year = $1 and e.starts_on <= $2
                and (e.ends_on is null or e.ends_on >= $2)
        ),
        (select count(*) from school_class where school_year = $1),
        (select count(*) from staff where ended_on is null or ended_on > $2)
"""
# What refers to a row of another table: child, its column, which rows of it, parent, its key.
REFERENCES = (
    ("enrolment", "class_id", "", "school_class", "class_id"),
    ("enrolment", "pupil_id", "", "pupil", "pupil_id"),
    ("pupil_name", "pupil_id", "", "pupil", "pupil_id"),
    ("pupil_detail", "pupil_id", "", "pupil", "pupil_id"),
    ("pupil_merge", "pupil_id", "undone_at is null", "pupil", "pupil_id"),
    ("pupil_merge", "into_id", "undone_at is null", "pupil", "pupil_id"),
    ("school_class", "team_id", "", "team", "team_id"),
    ("school_class", "school_year", "", "school_year", "school_year"),
    ("assignment", "scope", "role = 'mentor'", "school_class", "class_id"),
    ("assignment", "scope", "role = 'team_leader'", "team", "team_id"),
    ("assignment", "staff_id", "", "staff", "staff_id"),
    ("role_request", "scope", "outcome = 'open' and role = 'mentor'", "school_class", "class_id"),
    ("role_request", "scope", "outcome = 'open' and role = 'team_leader'", "team", "team_id"),
    ("role_request", "staff_id", "", "staff", "staff_id"),
    ("annotation", "team_id", "team_id is not null", "team", "team_id"),
    ("target", "team_id", "", "team", "team_id"),
    ("saved_view", "staff_id", "", "staff", "staff_id"),
    ("access_log", "staff_id", "", "staff", "staff_id"),
    ("reading_review", "reviewed_by", "", "staff", "staff_id"),
    ("signed_in", "staff_id", "", "staff", "staff_id"),
    ("account_origin", "staff_id", "", "staff", "staff_id"),
    ("school_account", "staff_id", "", "staff", "staff_id"),
    ("second_factor", "staff_id", "", "staff", "staff_id"),
    ("recovery_code", "staff_id", "", "staff", "staff_id"),
    ("notices_seen", "staff_id", "", "staff", "staff_id"),
    ("digest_reader", "staff_id", "", "staff", "staff_id"),
    ("name_answer", "class_id", "", "school_class", "class_id"),
    ("staff_email", "staff_id", "", "staff", "staff_id"),
    ("working_days", "staff_id", "", "staff", "staff_id"),
    ("away", "staff_id", "", "staff", "staff_id"),
    ("stand_in", "staff_id", "", "staff", "staff_id"),
    ("stand_in", "for_staff_id", "", "staff", "staff_id"),
    ("stand_in", "class_id", "", "school_class", "class_id"),
    ("calendar_address", "staff_id", "", "staff", "staff_id"),
)
CHANGED_SINCE = {
    "signed_in": ("aanmelding", "aanmeldingen"),
    "account_origin": ("gekozen wachtwoord", "gekozen wachtwoorden"),
    "school_account": ("gekoppeld schoolaccount", "gekoppelde schoolaccounts"),
    "second_factor": ("tweede stap bij het aanmelden", "tweede stappen bij het aanmelden"),
    "name_answer": ("antwoord over een naam", "antwoorden over namen"),
    "stand_in": ("vervanging van een mentor", "vervangingen van mentoren"),
    "away": ("afwezigheid van een collega", "afwezigheden van collega's"),
    "access_log": ("regel van het leeslog", "regels van het leeslog"),
    "pupil_merge": ("samenvoeging van leerlingen", "samenvoegingen van leerlingen"),
    "enrolment": ("plaatsing in een klas", "plaatsingen in een klas"),
    "pupil": ("leerling", "leerlingen"),
    "pupil_name": ("naam van een leerling", "namen van leerlingen"),
    "pupil_detail": ("leerling (nummer of e-mail)", "leerlingen (nummer of e-mail)"),
    "school_class": ("klas", "klassen"),
    "team": ("team", "teams"),
    "school_year": ("schooljaar", "schooljaren"),
    "staff": ("collega", "collega's"),
    "staff_email": ("e-mailadres van een collega", "e-mailadressen van collega's"),
    "assignment": ("rol van een collega", "rollen van collega's"),
    "role_request": ("aangevraagde rol", "aangevraagde rollen"),
}
OTHER = ("gegeven", "gegevens")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class ImportRecords(RosterState):
    """The runs that are kept, and taking one back."""

    @contextmanager
    def _recorded_run(
        self, run_id: str, school_year: str, counts: Mapping[str, int], by: str
    ) -> Iterator[None]:
        """What changes inside is one run, in one transaction; it is read back after that."""
        self._vault.make_key(run_id)
        with self._changing("roster_imported", run_id, by):
            row_changes.begin(self._database)
            yield
            changes = row_changes.finish(self._database)
            self._database.run(
                """
                insert into import_run (
                    run_id, run_at, run_by, school_year, log_position, counts, sealed_undo
                ) values ($1, $2, $3, $4, $5, $6, $7)
                """,
                (
                    run_id,
                    stored_moment(self._now()),
                    by if is_id(by) else None,
                    school_year,
                    tip_of(self._database).count,
                    json.dumps(counts),
                    self._vault.seal(run_id, row_changes.as_text(changes), UNDO),
                ),
            )
            self._database.after_commit(lambda: self._check_there(run_id))

    def _check_there(self, run_id: str) -> None:
        if not any(run.run_id == run_id for run in self.import_runs()):
            raise StoreError(NOT_READ_BACK)

    def import_runs(self) -> list[ImportRun]:
        """Every run, the newest first."""
        return [
            ImportRun(
                run_id,
                shown_moment(run_at),
                run_by or "",
                school_year,
                json.loads(counts),
                shown_moment(undone_at) if undone_at else None,
                can_be_undone,
            )
            for run_id, run_at, run_by, school_year, counts, undone_at, can_be_undone in (
                self._database.rows(f"{RUNS} order by run_at desc, run_id")
            )
        ]

    def counts_in(self, school_year: str, day: date) -> tuple[int, int, int]:
        """How many pupils have a class in that year on that day, its classes, and the staff."""
        counts = self._database.one(COUNTS, (school_year, day))
        pupils, classes, staff = counts or (0, 0, 0)
        return pupils, classes, staff

    def columns_of(self, heading_mark: str) -> dict[str, str] | None:
        """What is remembered of files with these headings."""
        sql = "select columns from import_columns where heading_mark = $1"
        row = self._database.one(sql, (heading_mark,))
        return json.loads(row[0]) if row else None

    def keep_columns(self, heading_mark: str, columns: Mapping[str, str], by: str) -> None:
        """Remember which column is which field, in the place of what was remembered."""
        with self._changing("import_columns", heading_mark, by):
            self._database.run(
                """
                insert into import_columns (heading_mark, columns, kept_at) values ($1, $2, $3)
                on conflict (heading_mark) do update
                set columns = excluded.columns, kept_at = excluded.kept_at
                """,
                (heading_mark, json.dumps(dict(columns)), stored_moment(self._now())),
            )

    def undo_import(self, run_id: str, by: str) -> None:
        """Put everything back as it was before this run.

        InputRefused, with nothing changed, when something newer leans on it; it says what.
        """
        position, changes = self._way_back(run_id)
        new_pupils = changes["pupil"].keys("pupil_id") if "pupil" in changes else set()
        with self._changing("roster_import_undone", run_id, by):
            self._refuse_leaning(changes, position)
            loose = self._without_parent()
            row_changes.revert(self._database, changes)
            self._forget_invitations(changes)
            self._refuse_left_over(loose)
            self._database.run(
                """
                update import_run set sealed_undo = null, undone_at = $2, undone_by = $3
                where run_id = $1
                """,
                (run_id, stored_moment(self._now()), by if is_id(by) else None),
            )
            self._database.after_commit(self._forget_identity)
            self._database.after_commit(lambda: self._vault.erase_all([run_id, *new_pupils]))

    def _way_back(self, run_id: str) -> tuple[int, RowChanges]:
        sql = "select log_position, sealed_undo from import_run where run_id = $1"
        row = self._database.one(sql, (run_id,)) if is_id(run_id) else None
        if row is None:
            raise NotHere()
        text = self._vault.unseal(run_id.lower(), row[1], UNDO)
        if text is None:
            raise InputRefused("Dit is al teruggedraaid.")
        return row[0], row_changes.from_text(text)

    # --- what leans on a run ----------------------------------------------------------------------

    def _refuse_leaning(self, changes: RowChanges, position: int) -> None:
        reasons = [
            *self._written_since(changes, position),
            *(
                f"{counted(count, *CHANGED_SINCE[table])} daarna veranderd of verwijderd"
                for table, count in row_changes.changed_since(self._database, changes).items()
                if table in CHANGED_SINCE
            ),
        ]
        _refuse(reasons)

    def _written_since(self, changes: RowChanges, position: int) -> list[str]:
        """What was written since then about new pupils, in new classes, by new colleagues."""
        pupils, classes, staff = (
            changes[table].keys(key) if table in changes else set()
            for table, key in (
                ("pupil", "pupil_id"),
                ("school_class", "class_id"),
                ("staff", "staff_id"),
            )
        )
        named: Counter[str] = Counter()
        for about, pupil_id, coded, writer in self._entries_since(position):
            one = {pupil_id, *_ID.findall(coded)} & pupils
            named.update(f"p{pupil}" for pupil in one)
            named.update(f"c{class_id}" for class_id in {about, *_ID.findall(coded)} & classes)
            named.update(f"s{person}" for person in {writer} & staff)
        kinds = Counter(key[0] for key in named)
        drafts = self._drafts_about(pupils | staff)
        words = {
            "p": ("nieuwe leerling komt", "nieuwe leerlingen komen", "al in een zaak of signaal"),
            "c": ("nieuwe klas staat", "nieuwe klassen staan", "al in wat is vastgelegd"),
            "s": ("nieuwe collega heeft", "nieuwe collega's hebben", "al iets vastgelegd"),
        }
        reasons = [
            f"{counted(kinds[kind], one, more)} {rest}"
            for kind, (one, more, rest) in words.items()
            if kinds[kind]
        ]
        if drafts:
            concepts = counted(drafts, "concept gaat", "concepten gaan")
            reasons.append(f"{concepts} over of is van iemand uit dit bestand")
        return reasons

    def _entries_since(self, position: int) -> list[tuple[str, str, str, str]]:
        sql = """
            select e.subject_id, e.pupil_id, e.coded, e.recorded_by
            from form_receipt r join entry e on e.subject_id = r.subject_id
                and e.number between r.first_number and r.last_number
            where r.position > $1
        """
        rows = self._database.rows(sql, (position,))
        return [(about, pupil or "", coded, writer or "") for about, pupil, coded, writer in rows]

    def _drafts_about(self, ids: set[str]) -> int:
        rows = self._database.rows("select staff_id, subjects from draft")
        return sum(not ids.isdisjoint({staff, *subjects.split()}) for staff, subjects in rows)

    def _forget_invitations(self, changes: RowChanges) -> None:
        """An invitation that nobody used goes with the colleague, and a password of before them."""
        staff = sorted(changes["staff"].keys("staff_id")) if "staff" in changes else []
        for table in ("invitation", "account") if staff else ():
            sql = f"delete from {table} where staff_id = any($1::uuid[])"
            self._database.run(sql, (staff,))

    def _without_parent(self) -> Counter[str]:
        """By table, how many rows refer to a row that is not there."""
        loose: Counter[str] = Counter()
        for child, column, which, parent, key in REFERENCES:
            row = self._database.one(
                f"""
                select count(*) from {child} where {which or "true"} and not exists (
                    select 1 from {parent}
                    where cast({parent}.{key} as varchar) = cast({child}.{column} as varchar)
                )
                """
            )
            loose[child] += row[0] if row else 0
        return loose

    def _refuse_left_over(self, before: Counter[str]) -> None:
        """Something newer that refers to what is gone now: then nothing is put back at all."""
        _refuse(
            [
                f"{counted(count, *CHANGED_SINCE.get(child, OTHER))} van later hoort bij wat in "
                "dit bestand nieuw was"
                for child, count in (self._without_parent() - before).items()
            ]
        )


def _refuse(reasons: list[str]) -> None:
    if reasons:
        raise InputRefused(
            f"Terugdraaien kan niet meer: {enumeration(reasons)}. Er is niets veranderd. Verander "
            "bij Leerlingen, Klassen of Medewerkers wat niet klopt, of lees een verbeterd bestand "
            "in."
        )
