"""People and classes gathered from lines into one roster, each of them once.

A line that cannot stand beside an earlier one is a fault; what is the same is one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from casework.name_spelling import name_key
from casework.pupil_identity import number_key
from casework.roster import (
    FileKind,
    RosterClass,
    RosterFault,
    RosterFile,
    RosterPupil,
    RosterStaff,
)

SMALL_PART = 0.2


@dataclass
class _ClassNotes:
    """What the lines say about one class."""

    name: str
    file: str
    line: int
    year_groups: Counter[str] = field(default_factory=Counter)
    teams: Counter[str] = field(default_factory=Counter)
    mentors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ClassWords:
    """What one line says about the class in it."""

    year_group: str = ""
    team: str = ""
    mentors: tuple[str, ...] = ()


class Gathering:
    """Takes lines one by one; `roster` is what they say together."""

    def __init__(self) -> None:
        self._pupils: dict[str, RosterPupil] = {}
        self._unnumbered: defaultdict[tuple[str, str], list[RosterPupil]] = defaultdict(list)
        self._staff: dict[tuple[str, ...], RosterStaff] = {}
        self._classes: dict[str, _ClassNotes] = {}
        self.faults: list[RosterFault] = []
        self.school_years: Counter[str] = Counter()
        self.removed_numbers: set[str] = set()
        self.removed_staff: set[str] = set()

    def fault(
        self, where: tuple[str, int], column: str, value: str, why: str, is_notice: bool = False
    ) -> None:
        """Something that was not understood, or that a person should know."""
        self.faults.append(RosterFault(*where, column, value[:200], why, is_notice))

    def add_class(self, name: str, words: ClassWords, where: tuple[str, int]) -> None:
        """What a line says about a class."""
        key = name_key(name)
        notes = self._classes.setdefault(key, _ClassNotes(name, *where))
        if words.year_group:
            notes.year_groups[words.year_group] += 1
        if words.team:
            notes.teams[words.team] += 1
        for mentor in words.mentors:
            notes.mentors.setdefault(name_key(mentor), mentor)

    def add_pupil(self, pupil: RosterPupil, number_heading: str = "leerlingnummer") -> bool:
        """One line about a pupil; several lines with one number and one name are one pupil.

        False when the line cannot be: its number is that of another name.
        """
        if not pupil.number:
            self._add_without_number(pupil)
            return True
        held = self._pupils.get(number_key(pupil.number))
        if held is None:
            self._pupils[number_key(pupil.number)] = pupil
        elif name_key(held.name.full) != name_key(pupil.name.full):
            self.fault(
                (pupil.file, pupil.line),
                number_heading,
                pupil.number,
                f"Dit nummer staat ook op regel {held.line}, bij een andere naam. Zet het goede "
                "nummer erbij; deze regel is niet gelezen.",
            )
            return False
        else:
            self._pupils[number_key(pupil.number)] = _joined(held, pupil)
        return True

    def _add_without_number(self, pupil: RosterPupil) -> None:
        alike = self._unnumbered[(name_key(pupil.name.full), name_key(pupil.class_name))]
        for held in alike:
            if not _told_apart(held, pupil):
                is_copy = replace(held, line=0, file="") == replace(pupil, line=0, file="")
                if not is_copy or not (pupil.birth_date or pupil.email):
                    self.fault(
                        (pupil.file, pupil.line),
                        "naam",
                        pupil.name.full,
                        f"Deze leerling staat ook op regel {held.line}, in dezelfde klas. Zijn het "
                        "er twee? Zet er dan een leerlingnummer bij; nu is het er één.",
                        is_notice=True,
                    )
                return
        alike.append(pupil)

    def add_staff(self, person: RosterStaff) -> None:
        """One line about a colleague; lines with the same number, or name and address, are one."""
        key = _staff_key(person)
        held = self._staff.get(key)
        if held is None:
            self._staff[key] = person
        elif name_key(held.name.full) != name_key(person.name.full):
            self.fault(
                (person.file, person.line),
                "afkorting of nummer",
                person.number or person.user_name or person.email,
                f"Dit staat ook op regel {held.line}, bij een andere naam. Deze regel is niet "
                "gelezen.",
            )
        else:
            roles = tuple(dict.fromkeys((*held.roles, *person.roles)))
            self._staff[key] = replace(
                held,
                roles=roles,
                number=held.number or person.number,
                user_name=held.user_name or person.user_name,
                email=held.email or person.email,
                is_active=held.is_active or person.is_active,
            )

    def roster(self, kind: FileKind, *, is_delta: bool = False) -> RosterFile:
        """All of it, in the order of the lines."""
        unnumbered = (pupil for alike in self._unnumbered.values() for pupil in alike)
        return RosterFile(
            pupils=tuple(_in_order((*self._pupils.values(), *unnumbered))),
            classes=tuple(_roster_class(notes) for notes in self._classes.values()),
            staff=tuple(self._staff.values()),
            faults=tuple(sorted(self.faults, key=lambda fault: (fault.file, fault.line))),
            kind=kind,
            school_year=max(self.school_years, default=""),
            removed_numbers=frozenset(self.removed_numbers),
            removed_staff=frozenset(self.removed_staff),
            is_delta=is_delta,
        )


def _in_order(pupils: Iterable[RosterPupil]) -> list[RosterPupil]:
    files: dict[str, int] = {}
    return sorted(pupils, key=lambda pupil: (files.setdefault(pupil.file, len(files)), pupil.line))


def _told_apart(one: RosterPupil, other: RosterPupil) -> bool:
    """Whether a birth date or an address says that these are two."""
    if one.birth_date and other.birth_date and one.birth_date != other.birth_date:
        return True
    return bool(one.email and other.email and one.email != other.email)


def _joined(held: RosterPupil, more: RosterPupil) -> RosterPupil:
    """One pupil on two lines: the first class is the homeroom."""
    return replace(
        held,
        email=held.email or more.email,
        birth_date=held.birth_date or more.birth_date,
        class_names=tuple(dict.fromkeys((*held.class_names, *more.class_names))),
        year_group=held.year_group or more.year_group,
    )


def _staff_key(person: RosterStaff) -> tuple[str, ...]:
    for kind, text in (
        ("number", person.number),
        ("user_name", person.user_name),
        ("email", person.email),
    ):
        if text:
            return kind, name_key(text)
    return "name", name_key(person.name.full)


def _roster_class(notes: _ClassNotes) -> RosterClass:
    return RosterClass(
        name=notes.name,
        year_group=_year_group(notes.year_groups),
        team=max(notes.teams, key=lambda team: notes.teams[team], default=""),
        mentors=tuple(notes.mentors.values()),
        line=notes.line,
        file=notes.file,
    )


def _year_group(counted: Counter[str]) -> str:
    """The year group of a class; of two that both have many pupils it is a combined one."""
    total = sum(counted.values())
    many = sorted(text for text, count in counted.items() if count >= SMALL_PART * total)
    if len(many) > 1 and all(text.isdecimal() for text in many):
        return "/".join(many)
    return max(counted, key=lambda text: counted[text], default="")
