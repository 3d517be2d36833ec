"""The leerlingnummer, e-mail address and birth date of a pupil: sealed, a number one pupil's."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import reduce

from casework.errors import InputRefused
from casework.masking import NameBook
from casework.pupil_identity import PupilDetails, number_key, tidy_details
from data.ids import is_id
from data.pupil_names import PupilNames
from data.register import known_id

DETAILS = "details"
NOTHING = PupilDetails()
TAKEN = "Dit leerlingnummer hoort al bij een andere leerling. Zoek op het nummer wie dat is."
ALL_DETAILS = "select pupil_id, sealed from pupil_detail"


def _completed(known: PupilDetails, other: PupilDetails) -> PupilDetails:
    """With what another record of the same pupil says besides."""
    return PupilDetails(
        known.number or other.number,
        known.email or other.email,
        known.birth_date or other.birth_date,
    )


class PupilDetailBook(PupilNames):
    """The part of `casework.ports.school` about what identifies a pupil."""

    def pupil_details(self, pupil_id: str) -> PupilDetails:
        """What is known of a pupil besides the name; nothing of an unknown one.

        What the own record does not have is that of another record of the same pupil.
        """
        if not is_id(pupil_id):
            return NOTHING
        records = self._records([pupil_id.lower()])
        sql = "select pupil_id, sealed from pupil_detail where pupil_id = any($1::uuid[])"
        sealed: dict[str, bytes] = dict(self._database.rows(sql, (records,)))
        known = [self._opened_details(one, sealed[one]) for one in records if one in sealed]
        return reduce(_completed, known, NOTHING)

    def all_details(self) -> dict[str, PupilDetails]:
        """The same of every pupil of whom something is known."""
        rows, merged = self._database.rows(ALL_DETAILS), self.merged_pupils()
        self._vault.recall(pupil_id for pupil_id, _ in rows)
        every: dict[str, PupilDetails] = {}
        for pupil_id, sealed in sorted(rows, key=lambda row: row[0] in merged):
            kept = merged.get(pupil_id, pupil_id)
            known = self._opened_details(pupil_id, sealed)
            every[kept] = _completed(every.get(kept, NOTHING), known)
        return every

    def other_numbers(self) -> dict[str, tuple[str, ...]]:
        """The numbers of merged records, by the pupil to whom they lead as well."""
        merged = self.merged_pupils()
        sql = f"{ALL_DETAILS} where pupil_id = any($1::uuid[])"
        rows = self._database.rows(sql, (list(merged),)) if merged else []
        others: dict[str, tuple[str, ...]] = {}
        for pupil_id, sealed in rows:
            number, kept = self._opened_details(pupil_id, sealed).number, merged[pupil_id]
            if number:
                others[kept] = (*others.get(kept, ()), number)
        return others

    def pupil_numbers(self) -> dict[str, str]:
        """The leerlingnummer of every pupil who has one, by id: for an import alone."""
        return {one: known.number for one, known in self.all_details().items() if known.number}

    def name_book(self) -> NameBook:
        """Every name that a pupil of the school ever had, to find them in a text.

        With the leerlingnummers and e-mail addresses, also those of merged records.
        """
        return self._cached("name_book", self._name_book)

    def _name_book(self) -> NameBook:
        rows = self._database.rows("select pupil_id, sealed_name from pupil")
        self._vault.recall(pupil_id for pupil_id, _ in rows)
        renamed = self._names_of_renamed()
        return NameBook(self._all_names(rows), renamed=renamed, contacts=dict(self._contacts()))

    def _contacts(self) -> Iterator[tuple[str, str]]:
        """Each number and e-mail address with whose it is."""
        merged = self.merged_pupils()
        for pupil_id, sealed in self._database.rows(ALL_DETAILS):
            details, holder = self._opened_details(pupil_id, sealed), merged.get(pupil_id, pupil_id)
            for contact in filter(None, (details.number, details.email)):
                yield contact, holder

    def pupil_with_number(self, number: str) -> str:
        """The id of the pupil with this leerlingnummer, also that of a merged record; or ""."""
        mark = self._number_mark(number)
        if not mark:
            return ""
        row = self._database.one(
            "select pupil_id from pupil_detail where number_mark = $1", (mark,)
        )
        return self.merged_pupils().get(row[0], row[0]) if row else ""

    def change_details(self, pupil_id: str, details: PupilDetails, by: str) -> None:
        """Other details of a pupil; InputRefused when the number is another pupil's."""
        pupil_id, details = known_id(pupil_id), tidy_details(details, self._now().date())
        with self._changing("pupil_details", pupil_id, by):
            self._first_name(pupil_id)
            self._refuse_taken({pupil_id: details})
            self._database.run(
                """
                insert into pupil_detail (pupil_id, sealed, number_mark) values ($1, $2, $3)
                on conflict (pupil_id) do update
                set sealed = excluded.sealed, number_mark = excluded.number_mark
                """,
                self._details_row(pupil_id, details),
            )

    def load_pupil_details(self, details: Mapping[str, PupilDetails]) -> None:
        """The details of many new pupils at once, who have none yet."""
        tidied = {one: tidy_details(some, self._now().date()) for one, some in details.items()}
        filled = {one: some for one, some in tidied.items() if some != NOTHING}
        with self._database.write():
            self._refuse_taken(filled)
            self._vault.make_keys(filled)
            self._database.load("pupil_detail", [self._details_row(*one) for one in filled.items()])

    def _refuse_taken(self, details: Mapping[str, PupilDetails]) -> None:
        """Within the writer's lock, so that nobody else takes it in between."""
        marks = {one: self._number_mark(some.number) for one, some in details.items()}
        asked = [mark for mark in marks.values() if mark]
        if len(set(asked)) < len(asked):
            raise InputRefused("Hetzelfde leerlingnummer staat er twee keer.", "number")
        rows = self._database.rows(
            "select pupil_id, number_mark from pupil_detail where number_mark = any($1)", (asked,)
        )
        merged = self.merged_pupils()
        if any(merged.get(holder, holder) not in marks for holder, _ in rows):
            raise InputRefused(TAKEN, "number")

    def _details_row(self, pupil_id: str, details: PupilDetails) -> tuple[str, bytes, str]:
        born = details.birth_date.isoformat() if details.birth_date else ""
        text = json.dumps([details.number, details.email, born])
        mark = self._number_mark(details.number)
        return (pupil_id, self._vault.seal(pupil_id, text, DETAILS), mark)

    def _opened_details(self, pupil_id: str, sealed: bytes) -> PupilDetails:
        text = self._vault.unseal(pupil_id, sealed, DETAILS)
        if not text:
            return NOTHING
        number, email, born = json.loads(text)
        return PupilDetails(number, email, date.fromisoformat(born) if born else None)

    def _number_mark(self, number: str) -> str:
        key = number_key(number)
        return self._vault.fingerprint(f"pupil number:{key}") if key else ""
