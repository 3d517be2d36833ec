"""The lines of a list, such as Magister and Somtoday export, as pupils, classes and staff."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from casework.errors import InputRefused
from casework.name_spelling import tidy_name, tidy_person_name
from casework.people import PersonName, Role
from casework.pupil_identity import LONGEST_EMAIL, tidy_number
from casework.roster import RosterPupil, RosterStaff
from exchange.roster.class_names import bare_class_name, is_class_name
from exchange.roster.columns import Columns, Subject
from exchange.roster.dates import Order, day_of, order_of
from exchange.roster.gathering import ClassWords, Gathering
from exchange.roster.headings import Field
from exchange.roster.names import family_name, is_broken, whole_name
from exchange.roster.roles import WITH_SCOPE, Roles, is_admin, is_pupil, roles_in, scopes_in
from exchange.roster.table import Cells, Line, Table

LONGEST_CLASS = 40
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+")
_WHOLE_NUMBER = re.compile(r"(\d+)[.,]0+")
_EXCEL_POWER = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(r"(?<!\d)(?:20)?(\d\d)\s*[-/]\s*(?:20)?(\d\d)(?!\d)")
_MENTORS = re.compile(r"\s*[;/&+\n]\s*|\s+en\s+")
_NOT_ACTIVE = frozenset(
    ("nee", "n", "no", "false", "0", "inactief", "inactive", "uitgeschreven", "tobedeleted", "uit")
)
BROKEN = (
    "letters met een accent zijn bij het bewaren stukgegaan. Maak het bestand opnieuw en bewaar "
    "het als CSV UTF-8 of als Excel-werkmap; deze regel is niet gelezen."
)


class LineFault(Exception):
    """Why one line cannot be read: the column, the value and a sentence."""

    def __init__(self, column: str, value: str, why: str) -> None:
        super().__init__(why)
        self.column, self.value, self.why = column, value, why


@dataclass(frozen=True)
class _Cells:
    """One line, by what its columns hold."""

    columns: Columns
    places: dict[Field, tuple[int, ...]]
    line: int
    cells: Cells

    def text(self, field: Field) -> str:
        """What stands in the column for this; empty when there is none."""
        return next((self.cells[n] for n in self._filled(field)), "")

    def texts(self, field: Field) -> list[str]:
        """The same of every column for it."""
        return [self.cells[n] for n in self._filled(field)]

    def heading(self, field: Field) -> str:
        """What the column is called in the file."""
        places = self.places.get(field, ())
        return self.columns.columns[places[0]].heading if places else str(field)

    def _filled(self, field: Field) -> list[int]:
        return [n for n in self.places.get(field, ()) if n < len(self.cells) and self.cells[n]]


def read_list(table: Table, columns: Columns, gathering: Gathering) -> None:
    """Put every line of a list into the gathering, or why it could not be read."""
    reader = _ListReader(table, columns, gathering)
    for line in table.lines:
        reader.read(line)


class _ListReader:
    def __init__(self, table: Table, columns: Columns, gathering: Gathering) -> None:
        self._table, self._columns, self._gathering = table, columns, gathering
        self._places = {field: columns.places(field) for field in Field}
        self._order = _order(table, self._places[Field.BIRTH_DATE])
        self._of_sheet = table.sheet if is_class_name(table.sheet) else ""
        year = school_year_of(table.file)
        if year and not self._places[Field.SCHOOL_YEAR]:
            gathering.school_years[year] += 1

    def read(self, line: Line) -> None:
        number, cells = line
        row = _Cells(self._columns, self._places, number, cells)
        where = self._table.title, number
        try:
            self._check_width(cells)
            self._reading(row)(row, where)
        except LineFault as fault:
            self._gathering.fault(where, fault.column, fault.value, fault.why)

    def _reading(self, row: _Cells) -> Callable[[_Cells, tuple[str, int]], None]:
        if self._columns.subject is Subject.CLASSES:
            return self._read_class
        role = row.text(Field.ROLE)
        if role and is_pupil(role):
            return self._read_pupil
        if self._columns.subject is Subject.STAFF or role:
            return self._read_staff
        return self._read_pupil

    def _check_width(self, cells: Cells) -> None:
        extra = [cell for cell in cells[len(self._table.headings) :] if cell]
        if extra and self._table.has_headings:
            # Of cells that moved up nobody knows which is a password: the first is named.
            why = (
                "Deze regel heeft meer kolommen dan de kopregel. Staat er een scheidingsteken in "
                "een naam? Zet er dan aanhalingstekens omheen."
            )
            raise LineFault("", _first(cells), why)

    def _read_pupil(self, row: _Cells, where: tuple[str, int]) -> None:
        if year := school_year_of(row.text(Field.SCHOOL_YEAR)):
            self._gathering.school_years[year] += 1
        name = _name(row)
        classes = self._classes(row)
        pupil = RosterPupil(
            number=_number(row),
            given=name.given,
            family=name.family,
            email=self._email(row, where),
            birth_date=self._birth_date(row, where),
            class_names=classes,
            year_group=_year_group(row),
            line=row.line,
            file=self._table.title,
        )
        if _is_no_more(row):
            if pupil.number:
                self._gathering.removed_numbers.add(pupil.number)
            return
        self._gathering.add_pupil(pupil)
        if classes:
            self._gathering.add_class(classes[0], _class_words(row), where)
        else:
            self._gathering.fault(
                where,
                row.heading(Field.CLASS),
                pupil.name.full,
                "Er staat geen klas bij deze leerling.",
                is_notice=True,
            )

    def _read_class(self, row: _Cells, where: tuple[str, int]) -> None:
        classes = self._classes(row)
        if not classes:
            raise LineFault(row.heading(Field.CLASS), _first(row.cells), "De klas ontbreekt.")
        self._gathering.add_class(classes[0], _class_words(row), where)

    def _read_staff(self, row: _Cells, where: tuple[str, int]) -> None:
        name = _name(row)
        said = row.text(Field.ROLE)
        if is_admin(said):
            self._gathering.fault(
                where,
                row.heading(Field.ROLE),
                said,
                "Beheerder word je niet door een bestand. Geef die rol zelf, bij Rollen.",
                is_notice=True,
            )
        self._gathering.add_staff(
            RosterStaff(
                number=row.text(Field.CODE) or _number(row),
                given=name.given,
                family=name.family,
                user_name=row.text(Field.USER_NAME),
                email=self._email(row, where),
                roles=tuple(self._roles(row, said)),
                is_active=not _is_no_more(row),
                line=row.line,
                file=self._table.title,
            )
        )

    def _roles(self, row: _Cells, said: str) -> Roles:
        """The roles of a colleague, with the class, year group or team of their own columns."""
        beside = {
            Role.MENTOR: row.text(Field.MENTOR_OF) or row.text(Field.CLASS),
            Role.COORDINATOR: row.text(Field.YEAR_GROUP),
            Role.TEAM_LEADER: row.text(Field.TEAM),
        }
        roles: Roles = []
        for role, scope in roles_in(said):
            if role in WITH_SCOPE and not scope:
                roles += [(role, one) for one in scopes_in(role, beside[role])]
            else:
                roles.append((role, scope))
        if row.text(Field.MENTOR_OF):
            roles += [(Role.MENTOR, one) for one in scopes_in(Role.MENTOR, beside[Role.MENTOR])]
        return [
            (role, bare_class_name(scope) if role is Role.MENTOR else scope)
            for role, scope in dict.fromkeys(roles)
        ]

    def _classes(self, row: _Cells) -> tuple[str, ...]:
        names = []
        for text in re.split(r"\s*[,;]\s*", row.text(Field.CLASS) or self._of_sheet):
            if not text:
                continue
            name = _tidy(row, Field.CLASS, bare_class_name(text), "klas")
            if len(name) > LONGEST_CLASS:
                raise LineFault(
                    row.heading(Field.CLASS), text, "Deze naam is te lang voor een klas."
                )
            names.append(name)
        return tuple(dict.fromkeys(names))

    def _email(self, row: _Cells, where: tuple[str, int]) -> str:
        text = row.text(Field.EMAIL).casefold()
        if text and (len(text) > LONGEST_EMAIL or not _EMAIL.fullmatch(text)):
            why = "Dit is geen e-mailadres; het is niet overgenomen."
            self._gathering.fault(where, row.heading(Field.EMAIL), text, why, is_notice=True)
            return ""
        return text

    def _birth_date(self, row: _Cells, where: tuple[str, int]) -> date | None:
        text = row.text(Field.BIRTH_DATE)
        day = day_of(text, self._order) if text else None
        if text and (day is None or not date(1930, 1, 1) < day < date(2100, 1, 1)):
            why = "Deze geboortedatum is niet te lezen; hij is niet overgenomen."
            self._gathering.fault(where, row.heading(Field.BIRTH_DATE), text, why, is_notice=True)
            return None
        return day


def school_year_of(text: str) -> str:
    """ "2026-2027" out of "2026/27", "26-27" or a name of a file; empty when there is none."""
    for found in _SCHOOL_YEAR.finditer(text):
        first, second = int(found[1]), int(found[2])
        if second == first + 1:
            return f"20{first:02}-20{second:02}"
    return ""


def _order(table: Table, places: Sequence[int]) -> Order:
    return order_of(table.column(places[0])) if places else Order.DAY_FIRST


def _first(cells: Cells) -> str:
    return next(filter(None, cells), "")


def _is_no_more(row: _Cells) -> bool:
    return row.text(Field.ACTIVE).casefold() in _NOT_ACTIVE


def _name(row: _Cells) -> PersonName:
    """The name of a line, refused when there is none, or when it broke on the way."""
    whole = whole_name(row.text(Field.FULL_NAME)) if row.text(Field.FULL_NAME) else None
    given = (
        row.text(Field.GIVEN)
        or _first_word(row.text(Field.GIVEN_NAMES))
        or (whole.given if whole else "")
        or row.text(Field.INITIALS)
    )
    family = family_name(row.text(Field.PREFIX), row.text(Field.FAMILY) or "")
    if not row.text(Field.FAMILY):
        family = family_name(row.text(Field.PREFIX), whole.family) if whole else ""
    if not f"{given}{family}":
        raise LineFault("naam", _first(row.cells), "Er staat geen naam op deze regel.")
    if is_broken(f"{given} {family}"):
        raise LineFault("naam", f"{given} {family}", f"In deze naam zijn {BROKEN}")
    try:
        return tidy_person_name(PersonName(given, family))
    except InputRefused as refusal:
        raise LineFault("naam", f"{given} {family}", refusal.sentence) from refusal


def _first_word(text: str) -> str:
    return text.split()[0] if text else ""


def _number(row: _Cells) -> str:
    text = row.text(Field.NUMBER)
    if whole := _WHOLE_NUMBER.fullmatch(text):
        text = whole[1]
    if _EXCEL_POWER.fullmatch(text) or (text and not text.strip("#")):
        raise LineFault(
            row.heading(Field.NUMBER),
            text,
            "Excel heeft dit nummer afgekort. Maak de kolom breder of maak er tekst van, en bewaar "
            "opnieuw.",
        )
    try:
        return tidy_number(text)
    except InputRefused as refusal:
        raise LineFault(row.heading(Field.NUMBER), text, refusal.sentence) from refusal


def _tidy(row: _Cells, field: Field, text: str, what: str) -> str:
    try:
        return tidy_name(text, what)
    except InputRefused as refusal:
        raise LineFault(row.heading(field), text, refusal.sentence) from refusal


def _year_group(row: _Cells) -> str:
    text = row.text(Field.YEAR_GROUP) or row.text(Field.STUDY)
    if whole := _WHOLE_NUMBER.fullmatch(text):
        return whole[1]
    return text


def _class_words(row: _Cells) -> ClassWords:
    return ClassWords(
        year_group=_year_group(row),
        team=row.text(Field.TEAM),
        mentors=tuple(mentor for text in row.texts(Field.MENTOR) for mentor in mentors_in(text)),
    )


def mentors_in(text: str) -> list[str]:
    """Each mentor that a cell names: "GRO, JAN" are two abbreviations, "Groot, Anna de" is one."""
    pieces = [piece for piece in _MENTORS.split(text) if piece]
    mentors: list[str] = []
    for piece in pieces:
        parts = [part.strip() for part in piece.split(",")]
        are_codes = all(0 < len(part) <= 5 and " " not in part for part in parts)
        are_codes = are_codes and (piece == piece.upper() or piece == piece.lower())
        mentors += parts if are_codes and len(parts) > 1 else [piece]
    return mentors
