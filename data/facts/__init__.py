"""The coded facts in memory: one table a grain, asked here, kept up to date by `FactTables`."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from casework.card.model import ActionCard
from casework.cases.consult import Turn
from casework.cases.hard_cases import CaseFigures
from casework.cases.involvement import DAYS_AFTER_CLOSING
from casework.figures import Comparison, FiguresByFilter, SupportFigures
from casework.people import FigureScope, Home, Reach
from casework.records import CaseSummary, PutRight, RelatedCase
from casework.school_days import SchoolDays
from casework.signals.signal import is_near
from data.cache import Memory
from data.database import Database
from data.facts.comparison import comparison_on
from data.facts.cut import Cut, CutFigures, support_on
from data.facts.sight import CaseLine, Sights, summary_of
from data.facts.statements import statement
from data.facts.upkeep import FactTables

MOST_KEPT = 500

T = TypeVar("T")


class Facts(FactTables):
    """Coded facts beside the file, in the same engine; no name and no word is in them."""

    def __init__(
        self,
        database: Database,
        school_days: Callable[[], SchoolDays],
        cards: Callable[[], Sequence[ActionCard]],
        put_right: Callable[[], PutRight] = PutRight,
        merged_pupils: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        super().__init__(database, school_days, cards, put_right, merged_pupils)
        self._memory = Memory(lambda: self.version, MOST_KEPT)
        self._conclusions = Memory(lambda: self.journal.beginnings, MOST_KEPT)
        self._lines = Memory(lambda: self.journal.beginnings, MOST_KEPT)
        self._sights = Sights(self.journal, self._summaries, self._line)

    def cached(self, question: Hashable, rests_on: Hashable, ask: Callable[[], T]) -> T:
        """What `ask` gives, from memory while `rests_on`, the register and the cards are the same.

        For the entries that it follows from, `rests_on` has `sight_version` and `signals_version`.
        """
        self._catch_up()
        return self._conclusions.answer(question, ask, rests_on)

    def summaries(self, reach: Reach, today: date) -> list[CaseSummary]:
        """The cases within `reach` today, one line each."""
        self._catch_up()
        return list(self._sights.sight(reach, today).cases.values())

    def sight_version(self, reach: Reach, today: date) -> int:
        """Another number after something was written in a case that is or was within `reach`."""
        self._catch_up()
        return self._sights.sight(reach, today).version

    def _line(self, case_id: str, today: date, place: int) -> CaseLine | None:
        """A case that was last written in at that place; the same for everybody who asks."""
        return self._lines.answer((case_id, today, place), lambda: self._read_line(case_id, today))

    def _read_line(self, case_id: str, today: date) -> CaseLine | None:
        self._homes_of(today)
        rows = self._rows(statement("case_columns", "case_line"), [UUID(case_id), today])
        return CaseLine.from_row(rows[0]) if rows else None

    def _summaries(self, reach: Reach, today: date) -> list[CaseSummary]:
        self._homes_of(today)
        consults = self._rows(
            """
            select case_id, ordinal, turn, access_ends_on, closed_on is not null
            from facts.consult_fact join facts.case_fact using (case_id)
            """
        )
        consulted = [case_id for case_id, _, _, ends_on, _ in consults if ends_on >= today]
        turns = {case_id: turn for case_id, _, turn, *_ in sorted(consults)}
        closed = {case_id for case_id, *_, is_closed in consults if is_closed}
        posts = reach.posts
        params = [
            [UUID(class_id) for class_id in reach.classes],
            list(reach.year_groups),
            [UUID(team_id) for team_id in reach.teams],
            [*consulted, *self._looked_at(reach, today)] if reach.consulted else [],
            list(posts.year_groups) if posts is not None else None,
            today - DAYS_AFTER_CLOSING,
            [case_id for case_id in closed if turns[case_id] != Turn.NOBODY],
        ]
        rows = self._rows(statement("case_columns", "in_sight"), params)
        return [summary_of(row, turns.get(row[0], "")) for row in rows]

    def _looked_at(self, reach: Reach, today: date) -> list[UUID]:
        """The cases that a member of the ondersteuningsteam looks along with today."""
        if not reach.member:
            return []
        sql = "select case_id from facts.look_fact where staff_id = $1 and access_ends_on >= $2"
        return [case_id for (case_id,) in self._rows(sql, [UUID(reach.member), today])]

    def related(self, pupil_ids: Iterable[str], since: date) -> list[RelatedCase]:
        """Open cases, and cases with a melding since that day, that share one of these pupils."""
        self._catch_up()
        pupils = tuple(sorted(pupil_ids))
        return list(self._memory.answer((pupils, since), lambda: self._related(pupils, since)))

    def _related(self, pupil_ids: Sequence[str], since: date) -> list[RelatedCase]:
        params = [[UUID(pupil_id) for pupil_id in pupil_ids], since]
        parts: dict[tuple[Any, ...], dict[str, str]] = {}
        for *case, pupil_id, role in self._rows(statement("related"), params):
            parts.setdefault(tuple(case), {})[str(pupil_id)] = role
        return [
            RelatedCase(str(case_id), label, state, last_report_on, roles, count_reports)
            for (case_id, label, state, last_report_on, count_reports), roles in parts.items()
        ]

    def case_figures(self, today: date, since: date, also: str = "") -> list[CaseFigures]:
        """What makes a case hard, for every running case and the case `also`.

        Other cases around a pupil count when they had a melding since `since`.
        """
        self._catch_up()
        self._make_steps()
        params = [today, since, UUID(also) if also else None]
        rows = self._rows(statement("hard_case"), params)
        return [CaseFigures(str(case_id), *figures) for case_id, *figures in rows]

    def support(self) -> SupportFigures:
        """What the figures of the ondersteuningsteam rest on, on a cursor of their own."""
        self._catch_up()
        self._catch_up_references()
        return support_on(self._database.cursor())

    def signals_version(self) -> int:
        """Another number after anything was written in a signal."""
        self._catch_up()
        return self._signals_changed

    def signals_near(self, reach: Reach, posts: Reach, today: date) -> list[str]:
        """The waiting signals that may be for somebody with this reach; which, a rule decides."""
        self._catch_up()
        waiting = self._conclusions.answer(
            ("waiting", today), lambda: self._waiting_signals(today), self.signals_version()
        )
        return sorted({signal_id for signal_id, home in waiting if is_near(home, reach, posts)})

    def _waiting_signals(self, today: date) -> list[tuple[str, Home | None]]:
        self._homes_of(today)
        return [
            (str(signal_id), Home(str(class_id), year_group, str(team_id)) if class_id else None)
            for signal_id, class_id, year_group, team_id in self._rows(statement("waiting_signals"))
        ]

    def signals_of(self, staff_id: str, since: date) -> list[str]:
        """The signals that somebody sent since that day, the newest first."""
        self._catch_up()
        sql = """
            select signal_id from facts.signal_fact where sent_by = $1 and sent_on >= $2
            order by sent_on desc, signal_id
        """
        return [str(signal_id) for (signal_id,) in self._rows(sql, [UUID(staff_id), since])]

    def whole_version(self) -> int:
        """The version of the facts, another number after every change."""
        self._catch_up()
        self._catch_up_references()
        return self.version

    def figures(self, scope: FigureScope) -> FiguresByFilter:
        """The relations of a scope, on a cursor of their own, to be limited by any filter."""
        self._catch_up()
        self._catch_up_references()
        # The version is from before the steps are made: what changes in between makes it old.
        version = self.version
        self._make_steps()
        cut = Cut(self._database.cursor(), scope)
        return lambda figure_filter: CutFigures(cut, figure_filter, version)

    def comparison(self, case_id: str, may_open: Iterable[str], since: date) -> Comparison:
        """What one case is held against: all cases, with no id of one that may not be opened."""
        self._catch_up()
        self._make_steps()
        return comparison_on(self._database.cursor(), case_id, may_open, since)
