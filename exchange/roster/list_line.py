"""One line of a list, by what its columns hold; a line that cannot be read says why."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from casework.errors import InputRefused
from casework.name_spelling import tidy_name, tidy_person_name
from casework.people import PersonName
from casework.pupil_identity import tidy_number
from exchange.roster.class_names import bare_class_name
from exchange.roster.columns import Columns
from exchange.roster.gathering import ClassWords
from exchange.roster.headings import Field
from exchange.roster.names import NUMBER_BEHIND, family_name, is_broken, joined_family, whole_name
from exchange.roster.own import SEVERAL
from exchange.roster.table import Cells

LONGEST_CLASS = 40
_WHOLE_NUMBER = re.compile(r"(\d+)[.,]0+")
_EXCEL_POWER = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)
_MENTORS = re.compile(r"\s*[;/&+\n]\s*|\s+en\s+")
_CLASSES = re.compile(r"\s*[,;]\s*")
_NOT_ACTIVE = frozenset(
    ("nee", "n", "no", "false", "0", "inactief", "inactive", "uitgeschreven", "tobedeleted", "uit")
)
_OF_NAMES = (Field.FULL_NAME, Field.FAMILY, Field.GIVEN, Field.GIVEN_NAMES, Field.INITIALS)
BROKEN = (
    "letters met een accent bij het bewaren stukgegaan. Maak het bestand opnieuw en bewaar "
    "het als CSV UTF-8 of als Excel-werkmap; deze regel is niet gelezen."
)
SHORTENED = (
    "Excel heeft dit nummer afgekort. Maak de kolom breder of maak er tekst van, en bewaar opnieuw."
)
T = TypeVar("T")


class LineFault(Exception):
    """Why one line cannot be read: the column, the value and a sentence."""

    def __init__(self, column: str, value: str, why: str) -> None:
        super().__init__(why)
        self.column, self.value, self.why = column, value, why


@dataclass(frozen=True)
class ListReading:
    """How the lines of one table are read. Our own files (`is_own`) are taken as they are."""

    columns: Columns
    places: dict[Field, tuple[int, ...]]
    is_own: bool = False
    class_of_sheet: str = ""


@dataclass(frozen=True)
class ListLine:
    """One line, with its number in the file."""

    reading: ListReading
    number: int
    cells: Cells

    def text(self, field: Field) -> str:
        """What stands in the column for this; empty when there is none."""
        return next(iter(self.texts(field)), "")

    def texts(self, field: Field) -> list[str]:
        """The same of every column for it."""
        places = self.reading.places.get(field, ())
        return [self.cells[n] for n in places if n < len(self.cells) and self.cells[n]]

    def heading(self, *fields: Field) -> str:
        """What the first of these columns is called in the file."""
        places = [n for field in fields for n in self.reading.places.get(field, ())]
        return self.reading.columns.columns[places[0]].heading if places else "naam"

    @property
    def first(self) -> str:
        """What stands first on the line, to find it by."""
        return next(filter(None, self.cells), "")

    @property
    def is_no_more(self) -> bool:
        """Whether the line says that somebody is not here any more."""
        return self.text(Field.ACTIVE).casefold() in _NOT_ACTIVE

    def person(self, *, is_staff: bool = False) -> PersonName:
        """The name, refused when there is none or when it broke on the way."""
        name = self._written_name()
        heading = self.heading(*_OF_NAMES)
        if not name.full:
            raise LineFault(heading, self.first, "Er staat geen naam op deze regel.")
        if is_broken(name.full) and not self.reading.is_own:
            raise LineFault(heading, name.full, f"In deze naam zijn {BROKEN}")
        return _accepted(heading, name.full, lambda: tidy_person_name(name, needs_given=is_staff))

    def _written_name(self) -> PersonName:
        prefix, family = self.text(Field.PREFIX), self.text(Field.FAMILY)
        if self.reading.is_own:
            return PersonName(self.text(Field.GIVEN), joined_family(prefix, family))
        whole = whole_name(self.text(Field.FULL_NAME))
        official = self.text(Field.GIVEN_NAMES).partition(" ")[0]
        given = self.text(Field.GIVEN) or official or whole.given or self.text(Field.INITIALS)
        return PersonName(given, family_name(prefix, family or whole.family))

    def identity(self) -> str:
        """The leerlingnummer or number of staff."""
        text = self.text(Field.NUMBER)
        heading = self.heading(Field.NUMBER)
        if not text and (behind := NUMBER_BEHIND.match(self.text(Field.FULL_NAME))):
            return behind[1]
        if not self.reading.is_own:
            if whole := _WHOLE_NUMBER.fullmatch(text):
                text = whole[1]
            if _EXCEL_POWER.fullmatch(text) or (text and not text.strip("#")):
                raise LineFault(heading, text, SHORTENED)
        return _accepted(heading, text, lambda: tidy_number(text))

    def classes(self) -> tuple[str, ...]:
        """The classes, the homeroom first; that of the sheet where the line has none."""
        text = self.text(Field.CLASS) or self.reading.class_of_sheet
        names = (text,) if self.reading.is_own else map(bare_class_name, _CLASSES.split(text))
        return tuple(dict.fromkeys(self._class(name) for name in names if name))

    def _class(self, text: str) -> str:
        heading = self.heading(Field.CLASS)
        if len(text) > LONGEST_CLASS:
            raise LineFault(heading, text, "Deze naam is te lang voor een klas.")
        return _accepted(heading, text, lambda: tidy_name(text, "klas"))

    def year_group(self) -> str:
        """The text of the year group, or of the study that says it."""
        text = self.text(Field.YEAR_GROUP) or self.text(Field.STUDY)
        whole = _WHOLE_NUMBER.fullmatch(text)
        return whole[1] if whole else text

    def about_class(self) -> ClassWords:
        """What the line says about the class in it."""
        split = own_mentors if self.reading.is_own else mentors_in
        mentors = tuple(mentor for text in self.texts(Field.MENTOR) for mentor in split(text))
        return ClassWords(self.year_group(), self.tidied(Field.TEAM, "team"), mentors)

    def tidied(self, field: Field, what: str) -> str:
        """A text as the school keeps it, refused when something in it cannot be seen."""
        text = self.text(field)
        return _accepted(self.heading(field), text, lambda: tidy_name(text, what))


def _accepted(heading: str, value: str, tidied: Callable[[], T]) -> T:
    try:
        return tidied()
    except InputRefused as refusal:
        raise LineFault(heading, value, refusal.sentence) from refusal


def own_mentors(text: str) -> list[str]:
    """The mentors in a file of our own."""
    return text.split(SEVERAL)


def mentors_in(text: str) -> list[str]:
    """Each mentor that a cell names: "GRO, JAN" are two abbreviations, "Groot, Anna de" is one."""
    mentors: list[str] = []
    for piece in filter(None, _MENTORS.split(text)):
        parts = [part.strip() for part in piece.split(",")]
        are_codes = all(0 < len(part) <= 5 and " " not in part for part in parts)
        are_codes = are_codes and (piece == piece.upper() or piece == piece.lower())
        mentors += parts if are_codes and len(parts) > 1 else [piece]
    return mentors
