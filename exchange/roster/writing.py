"""The roster as it is now, as a file that a person can open and that is read back the same."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import pandas as pd

from casework.name_order import family_parts
from casework.roster import RosterClass, RosterFile, RosterPupil, RosterStaff
from exchange.cells import Cell
from exchange.csv_file import csv_file
from exchange.roster.names import joined_family
from exchange.roster.own import (
    CLASS_HEADINGS,
    PUPIL_HEADINGS,
    SEVERAL,
    STAFF_HEADINGS,
    written_roles,
)
from exchange.workbook import Sheet, workbook

NOTE = "Uit Handelingskaart. Wat je hier verandert, kun je bij Beheer weer inlezen."


def pupils_csv(roster: RosterFile) -> bytes:
    """The pupils, one a line."""
    return csv_file(_frame(PUPIL_HEADINGS, map(_pupil, roster.pupils)))


def classes_csv(roster: RosterFile) -> bytes:
    """The classes with their mentors."""
    return csv_file(_frame(CLASS_HEADINGS, map(_class, roster.classes)))


def staff_csv(roster: RosterFile) -> bytes:
    """The staff with their roles, but for the one of beheerder."""
    return csv_file(_frame(STAFF_HEADINGS, map(_person, roster.staff)))


def roster_workbook(roster: RosterFile, made_at: datetime) -> bytes:
    """All of it as an Excel workbook of three sheets."""
    sheets = [
        Sheet("Leerlingen", [NOTE], _frame(PUPIL_HEADINGS, map(_pupil, roster.pupils))),
        Sheet("Klassen", [NOTE], _frame(CLASS_HEADINGS, map(_class, roster.classes))),
        Sheet("Medewerkers", [NOTE], _frame(STAFF_HEADINGS, map(_person, roster.staff))),
    ]
    return workbook(sheets, made_at, "Leerlingen, klassen en medewerkers")


def _frame(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> pd.DataFrame:
    return pd.DataFrame([list(row) for row in rows], columns=list(headings), dtype=object)


def _parts(family: str) -> tuple[str, str]:
    """Tussenvoegsel and name, when they make the same name together again."""
    prefix, rest = family_parts(family)
    return (prefix, rest) if joined_family(prefix, rest) == family else ("", family)


def _pupil(pupil: RosterPupil) -> list[Cell]:
    return [
        pupil.number,
        pupil.given,
        *_parts(pupil.family),
        pupil.class_name,
        pupil.year_group,
        pupil.email,
        pupil.birth_date or "",
    ]


def _class(held: RosterClass) -> list[Cell]:
    return [held.name, held.year_group, held.team, SEVERAL.join(held.mentors)]


def _person(person: RosterStaff) -> list[Cell]:
    return [
        person.user_name,
        person.number,
        person.given,
        *_parts(person.family),
        written_roles(person.roles),
        person.email,
        "ja" if person.is_active else "nee",
    ]
