"""What a roster file would change in the school; nothing is written, and nobody is guessed.

`plan_roster` is a function of the file, the school and the answers of a person. Done to the
school, its changes make the school say what the file says; then the same file changes nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from casework import year_groups
from casework.name_spelling import name_key
from casework.pupil_identity import OLDEST, number_key
from casework.roster.changes import (
    ClassChanged,
    NewClass,
    PupilBack,
    PupilDetailsChanged,
    PupilGone,
    PupilMoved,
    PupilRenamed,
    PupilWithoutPlace,
    Recognised,
    RosterChange,
    RosterPlan,
    WhichPupil,
)
from casework.roster.model import RosterClass, RosterFault, RosterFile, RosterPupil
from casework.roster.recognition import Match, NumberTaken, recognised
from casework.roster.school import SchoolState
from casework.roster.staff_plan import plan_staff

NO_CLASS = (
    "Deze leerling is nieuw en er staat geen klas bij. Zet de klas in het bestand; de leerling is "
    "niet toegevoegd."
)
NUMBER_TAKEN = (
    "Dit nummer is van een leerling die ook op een andere regel staat. Zet het goede nummer in het "
    "bestand; deze regel is niet meegenomen."
)
NOT_A_PUPIL = "Deze geboortedatum kan niet van een leerling zijn; hij is niet overgenomen."
NO_YEAR_GROUP = (
    "Van deze klas is het leerjaar niet te zien. Ze komt bij “overig”; zet het leerjaar in het "
    "bestand, of verander het bij Klassen."
)


def usual_team(year_group: str) -> str:
    """The team of a class of which nothing says it, as most schools have it."""
    return "onderbouw" if year_group[:1] in ("1", "2", "3") else "bovenbouw"


def plan_roster(
    file: RosterFile, state: SchoolState, answers: Mapping[str, str] | None = None
) -> RosterPlan:
    """Everything that would change. `answers` are pupil ids (or NEW) by the key of a WhichPupil."""
    planning = _Planning(file, state)
    planning.take_classes()
    staff = plan_staff(file, state, planning.new_teams())
    planning.take_pupils(answers or {})
    return RosterPlan(
        changes=(*planning.class_changes, *staff.changes, *planning.pupil_changes),
        faults=tuple(
            sorted(
                (*file.faults, *planning.faults, *staff.faults),
                key=lambda fault: (fault.file, fault.line),
            )
        ),
        unchanged_count=planning.unchanged_count + staff.unchanged_count,
        other_classes=planning.other_classes(),
    )


class _Planning:
    def __init__(self, file: RosterFile, state: SchoolState) -> None:
        self._file, self._state = file, state
        self._class_keys = {name_key(held.name) for held in file.classes}
        self.class_changes: list[RosterChange] = []
        self.pupil_changes: list[RosterChange] = []
        self.faults: list[RosterFault] = []
        self.unchanged_count = 0

    def new_teams(self) -> set[str]:
        """The teams of new classes, also those that are proposed because the file has none."""
        new = (one.row for one in self.class_changes if isinstance(one, NewClass))
        return {row.team or usual_team(row.year_group) for row in new}

    def other_classes(self) -> tuple[str, ...]:
        """The classes that the file says nothing about."""
        return tuple(
            held.name
            for held in self._state.classes
            if self._class_keys and name_key(held.name) not in self._class_keys
        )

    def take_classes(self) -> None:
        """Classes that are new, or of another year group or team."""
        known = {name_key(held.name): held for held in self._state.classes}
        for row in self._file.classes:
            held = known.get(name_key(row.name))
            if held is None:
                self._take_new_class(row)
                continue
            said = year_groups.from_text(row.year_group) if row.year_group else None
            before = year_groups.from_text(held.year_group)
            year_group = held.year_group if said in (None, before) else year_groups.short(said or 0)
            team = held.team if name_key(row.team) in ("", name_key(held.team)) else row.team
            if (year_group, team) != (held.year_group, held.team):
                self.class_changes.append(ClassChanged(held.class_id, held, year_group, team))

    def _take_new_class(self, row: RosterClass) -> None:
        code = year_groups.from_text(row.year_group) if row.year_group else None
        code = code or year_groups.from_text(row.name)
        if code is None:
            code = year_groups.OTHER
            self.faults.append(
                RosterFault(row.file, row.line, "leerjaar", row.name, NO_YEAR_GROUP, is_notice=True)
            )
        team = row.team or self._team_of(code)
        self.class_changes.append(
            NewClass(
                RosterClass(
                    row.name, year_groups.short(code), team, row.mentors, row.line, row.file
                )
            )
        )

    def _team_of(self, code: int) -> str:
        """The team of most other classes of this year group; empty when there are none."""
        teams = Counter(
            held.team
            for held in self._state.classes
            if year_groups.from_text(held.year_group) == code
        )
        return max(teams, key=lambda team: teams[team], default="")

    def take_pupils(self, answers: Mapping[str, str]) -> None:
        """Every line, then who is in none."""
        present: set[str] = set()
        rows = [self._with_a_birth_date_that_can_be(row) for row in self._file.pupils]
        for outcome in recognised(rows, self._state.pupils, answers):
            if isinstance(outcome, Match):
                present.add(outcome.pupil.pupil_id)
                changes = list(_changes(outcome))
                self.pupil_changes += changes
                self.unchanged_count += not changes
                continue
            if isinstance(outcome, NumberTaken):
                self._fault(outcome.row, "leerlingnummer", outcome.row.number, NUMBER_TAKEN)
                continue
            if isinstance(outcome, WhichPupil):
                present |= set(outcome.candidates)
            elif not outcome.row.class_name:
                self._fault(outcome.row, "klas", outcome.row.name.full, NO_CLASS)
                continue
            self.pupil_changes.append(outcome)
        self._take_absent(present)

    def _with_a_birth_date_that_can_be(self, row: RosterPupil) -> RosterPupil:
        day, born = self._state.day, row.birth_date
        if day is None or born is None or 0 < day.year - born.year <= OLDEST:
            return row
        value = f"{born:%d-%m-%Y}"
        fault = RosterFault(row.file, row.line, "geboortedatum", value, NOT_A_PUPIL, is_notice=True)
        self.faults.append(fault)
        return replace(row, birth_date=None)

    def _fault(self, row: RosterPupil, column: str, value: str, why: str) -> None:
        self.faults.append(RosterFault(row.file, row.line, column, value, why))

    def _take_absent(self, present: set[str]) -> None:
        """Who is in no line: gone, without a place in a new year, or of a class not in the file."""
        removed = {number_key(number) for number in self._file.removed_numbers}
        says_all = bool(self._file.pupils) and not self._file.is_delta
        for pupil in self._state.pupils:
            if pupil.pupil_id in present or pupil.left_on is not None:
                continue
            if pupil.number and number_key(pupil.number) in removed:
                change: RosterChange = PupilGone(pupil.pupil_id, pupil.class_name, is_said=True)
            elif says_all and not pupil.is_placed:
                change = PupilWithoutPlace(pupil.pupil_id, pupil.class_name)
            elif says_all and name_key(pupil.class_name) in self._class_keys:
                change = PupilGone(pupil.pupil_id, pupil.class_name)
            else:
                continue
            self.pupil_changes.append(change)


def _changes(match: Match) -> Iterator[RosterChange]:
    row, pupil = match.row, match.pupil
    if name_key(row.name.full) != name_key(pupil.name.full):
        former = {name_key(name.full) for name in pupil.former_names}
        is_former = name_key(row.name.full) in former
        yield PupilRenamed(pupil.pupil_id, pupil.name, row.name, is_former)
    if details := _details(match):
        yield details
    if not row.class_name:
        if not pupil.is_placed and pupil.left_on is None:
            yield PupilWithoutPlace(pupil.pupil_id, pupil.class_name)
    elif pupil.left_on is not None:
        yield PupilBack(pupil.pupil_id, pupil.left_on, row.class_name)
    elif not pupil.is_placed or name_key(row.class_name) != name_key(pupil.class_name):
        yield PupilMoved(pupil.pupil_id, pupil.class_name, row.class_name, pupil.is_placed)


def _details(match: Match) -> PupilDetailsChanged | None:
    """What the file fills in or changes; what it leaves empty stays."""
    row, pupil = match.row, match.pupil
    number = pupil.number if _is_same_number(match) else row.number or pupil.number
    email = row.email or pupil.email
    birth_date = row.birth_date or pupil.birth_date
    fields = tuple(
        name
        for name, is_other in (
            ("number", number_key(number) != number_key(pupil.number)),
            ("email", email.casefold() != pupil.email.casefold()),
            ("birth_date", birth_date != pupil.birth_date),
        )
        if is_other
    )
    if not fields:
        return None
    return PupilDetailsChanged(
        pupil.pupil_id, number, email, birth_date, fields, recognised=match.by
    )


def _is_same_number(match: Match) -> bool:
    """Recognised by number: the one that the school has stays, with its leading zeros."""
    return match.by is Recognised.NUMBER and bool(match.pupil.number)
