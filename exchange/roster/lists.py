"""The lines of a list, such as Magister and Somtoday export, as pupils, classes and staff."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from casework.email_address import tidy_email
from casework.errors import InputRefused
from casework.people import Role
from casework.roster import RosterPupil, RosterStaff
from exchange.roster.class_names import bare_class_name, is_class_name
from exchange.roster.columns import Columns, Subject
from exchange.roster.dates import Order, day_of, order_of
from exchange.roster.gathering import Gathering
from exchange.roster.headings import Field
from exchange.roster.list_line import LineFault, ListLine, ListReading
from exchange.roster.own import OWN_MARKS, own_roles
from exchange.roster.roles import WITH_SCOPE, Roles, is_admin, is_pupil, roles_in, scopes_in
from exchange.roster.table import Cells, Line, Table

_SCHOOL_YEAR = re.compile(r"(?<!\d)(?:20)?(\d\d)\s*[-/]\s*(?:20)?(\d\d)(?!\d)")


def read_list(table: Table, columns: Columns, gathering: Gathering) -> None:
    """Put every line of a list into the gathering, or why it could not be read."""
    reader = _ListReader(table, columns, gathering)
    for line in table.lines:
        reader.read(line)


class _ListReader:
    def __init__(self, table: Table, columns: Columns, gathering: Gathering) -> None:
        self._table, self._columns, self._gathering = table, columns, gathering
        places = {field: columns.places(field) for field in Field}
        self._reading = ListReading(
            columns,
            places,
            is_own=columns.mark in OWN_MARKS,
            class_of_sheet=table.sheet if is_class_name(table.sheet) else "",
        )
        self._order = _order(table, places[Field.BIRTH_DATE])
        year = school_year_of(table.file)
        if year and not places[Field.SCHOOL_YEAR]:
            gathering.school_years[year] += 1

    def read(self, line: Line) -> None:
        number, cells = line
        row = ListLine(self._reading, number, cells)
        where = self._table.title, number
        try:
            self._check_width(cells)
            self._reader(row)(row, where)
        except LineFault as fault:
            self._gathering.fault(where, fault.column, fault.value, fault.why)

    def _reader(self, row: ListLine) -> Callable[[ListLine, tuple[str, int]], None]:
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
            raise LineFault("", next(filter(None, cells)), why)

    def _read_pupil(self, row: ListLine, where: tuple[str, int]) -> None:
        if year := school_year_of(row.text(Field.SCHOOL_YEAR)):
            self._gathering.school_years[year] += 1
        name = row.person()
        classes = row.classes()
        pupil = RosterPupil(
            number=row.identity(),
            given=name.given,
            family=name.family,
            email=self._email(row, where),
            birth_date=self._birth_date(row, where),
            class_names=classes,
            year_group=row.year_group(),
            line=row.number,
            file=self._table.title,
        )
        if row.is_no_more:
            if pupil.number:
                self._gathering.removed_numbers.add(pupil.number)
            return
        if not self._gathering.add_pupil(pupil, row.heading(Field.NUMBER)):
            return
        if classes:
            self._gathering.add_class(classes[0], row.about_class(), where)
        else:
            self._gathering.fault(
                where,
                row.heading(Field.CLASS),
                pupil.name.full,
                "Er staat geen klas bij deze leerling.",
                is_notice=True,
            )

    def _read_class(self, row: ListLine, where: tuple[str, int]) -> None:
        classes = row.classes()
        if not classes:
            raise LineFault(row.heading(Field.CLASS), row.first, "De klas ontbreekt.")
        self._gathering.add_class(classes[0], row.about_class(), where)

    def _read_staff(self, row: ListLine, where: tuple[str, int]) -> None:
        name = row.person(is_staff=True)
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
                number=row.text(Field.CODE) or row.identity(),
                given=name.given,
                family=name.family,
                user_name=row.tidied(Field.USER_NAME, "gebruikersnaam"),
                email=self._email(row, where),
                roles=tuple(self._roles(row, said)),
                is_active=not row.is_no_more,
                line=row.number,
                file=self._table.title,
            )
        )

    def _roles(self, row: ListLine, said: str) -> Roles:
        """The roles of a colleague, with the class, year group or team of their own columns."""
        beside = {
            Role.MENTOR: row.text(Field.MENTOR_OF) or row.text(Field.CLASS),
            Role.COORDINATOR: row.text(Field.YEAR_GROUP),
            Role.TEAM_LEADER: row.text(Field.TEAM),
        }
        if self._reading.is_own:
            return own_roles(said)
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

    def _email(self, row: ListLine, where: tuple[str, int]) -> str:
        text = row.text(Field.EMAIL)
        try:
            return tidy_email(text)
        except InputRefused:
            why = "Dit is geen e-mailadres; het is niet overgenomen."
            self._gathering.fault(where, row.heading(Field.EMAIL), text, why, is_notice=True)
            return ""

    def _birth_date(self, row: ListLine, where: tuple[str, int]) -> date | None:
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
