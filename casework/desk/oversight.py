"""Who changed what: the record of changes, for a beheerder and for who looks after privacy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.change_log import About, ChangeLine, ChangeSearch, Group
from casework.desk.access import Room
from casework.desk.office_rules import check_look_back
from casework.desk.role_words import class_words, role_words, team_words
from casework.labels import A_COLLEAGUE, A_PUPIL
from casework.people import Action
from casework.role_watch import role_of

STAFF_IN_DETAIL = ("asked_by", "was", "now")


@dataclass(frozen=True)
class ChangeRow:
    """One change, with the names of colleagues, classes and teams; a pupil has none here.

    `names` are those of the colleagues that its detail names, by their ids.
    """

    line: ChangeLine
    by: str
    about: str
    role: str
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OversightRoom(Room):
    """What a second person reads of what was changed; of pupils it has no name."""

    _needs = Action.SEE_CHANGE_LOG

    @property
    def today(self) -> date:
        """The day at school."""
        return self._access.today

    def count(
        self, first: date | None, last: date | None, typed: str = "", group: Group | None = None
    ) -> int:
        """How many changes `changes` gives in all."""
        return self._access.store.changes.count(self._sought(first, last, typed, group))

    def changes(
        self,
        first: date | None,
        last: date | None,
        typed: str = "",
        group: Group | None = None,
        rows: slice = slice(None),
    ) -> list[ChangeRow]:
        """The changes in these days, the newest first; `rows` are those of a page.

        `typed` is a part of the name of a colleague, who made the change or whom it is about.
        """
        lines = self._access.store.changes.search(self._sought(first, last, typed, group), rows)
        names = self._access.names_of({one for line in lines for one in _staff_of(line)})
        return [self._row(line, names) for line in lines]

    def _sought(
        self, first: date | None, last: date | None, typed: str, group: Group | None
    ) -> ChangeSearch:
        days = check_look_back(first, last)
        if not typed.strip():
            return ChangeSearch(*days, group=group)
        finder = self._access.store.school.staff_finder(self._access.today)
        people = [*finder.find(typed), *finder.find(typed, is_active=False)]
        return ChangeSearch(*days, tuple(member.staff_id for member in people), group)

    def _row(self, line: ChangeLine, names: dict[str, str]) -> ChangeRow:
        held = role_of(line.detail)
        return ChangeRow(
            line,
            by=names.get(line.by, A_COLLEAGUE) if line.by else "",
            about=self._about(line, names),
            role=role_words(self._access, held) if held else "",
            names={one: names[one] for one in _staff_of(line) if one in names},
        )

    def _about(self, line: ChangeLine, names: dict[str, str]) -> str:
        if line.about is About.STAFF:
            return names.get(line.subject_id, A_COLLEAGUE)
        if line.about is About.PUPIL:
            return A_PUPIL
        if line.about is About.CLASS:
            return class_words(self._access, line.subject_id) or "een klas"
        if line.about is About.TEAM:
            return team_words(self._access, line.subject_id) or "een team"
        return ""


def _staff_of(line: ChangeLine) -> Sequence[str]:
    named: Iterable[str] = (line.detail.get(name, "") for name in STAFF_IN_DETAIL)
    subject = (line.subject_id,) if line.about is About.STAFF else ()
    return [one for one in (line.by, *subject, *named) if one]
