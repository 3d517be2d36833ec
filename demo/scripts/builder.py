"""The script of a case while it is made: acts scheduled for a school day and run in order."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from random import Random

from casework.card.model import ActionCard
from casework.entries import Payload
from demo.scripts.case_script import NOBODY, CaseScript, CaseStatus, ScriptLine
from demo.scripts.plans import Plan
from demo.words import note, talk_notes

FIRST_MINUTE, LAST_MINUTE = 7 * 60 + 20, 14 * 60 + 50  # UTC: inside school hours, all year round

Act = Callable[[], None]


@dataclass
class ScriptBuilder:
    """Runs the acts of one case in order and collects the lines that they write.

    A pupil is a place: 0 is the first gepeste. `first_roles` has the role of each at the first
    melding, `roles` the role now ("" when it was withdrawn), `departed` who left the school. An
    act for a case that has closed in the meantime is left out, unless scheduled with
    `even_closed`.
    """

    plan: Plan
    card: ActionCard
    rng: Random
    first_roles: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    lines: list[ScriptLine] = field(default_factory=list)
    today: int = 0
    has_stopped: bool = False
    is_closed: bool = False
    open_aftercare: set[int] = field(default_factory=set)
    departed: set[int] = field(default_factory=set)
    _statuses: list[CaseStatus] = field(default_factory=list)
    _queue: list[tuple[int, int, bool, Act]] = field(default_factory=list)
    _count_scheduled: int = 0
    _act: int = 0

    def schedule(self, day: int, act: Act, even_closed: bool = False) -> None:
        """Do `act` on `day`, or today when that day has passed."""
        self._count_scheduled += 1
        heappush(self._queue, (max(day, self.today), self._count_scheduled, even_closed, act))

    def run(self) -> None:
        """Run every act that is scheduled, and those that they schedule in turn."""
        number = 0
        while self._queue:
            self.today, _, even_closed, act = heappop(self._queue)
            if self._is_handed_over():
                break
            if self.is_closed and not even_closed:
                continue
            before = len(self.lines)
            self._act = number
            act()
            if len(self.lines) > before:
                number += 1
                status = CaseStatus(self.is_closed, len(self.open_aftercare))
                self._statuses += [status] * (len(self.lines) - before)

    def _is_handed_over(self) -> bool:
        """The next mentor has still to read the case, and writes nothing yet."""
        return self.plan.hands_over_on is not None and self.today > self.plan.hands_over_on

    def write(
        self,
        payload: Payload,
        step: str = "",
        pupil: int = NOBODY,
        *,
        by: str = "mentor",
        happened: int | None = None,
    ) -> int:
        """One more line today; gives the number that the entry will have."""
        day = self.today if happened is None else max(happened, 0)
        self.lines.append(ScriptLine(payload, day, self.today, self._act, step, pupil, by))
        return len(self.lines)

    def with_role(self, *roles: str) -> list[int]:
        """The places of the pupils who have one of these roles now."""
        return [place for place, role in enumerate(self.roles) if role in roles]

    def schedule_step(
        self,
        step: str,
        term: int,
        act: Callable[[str, int], None],
        place: int = 0,
        *,
        exact: bool = False,
    ) -> None:
        """Schedule a step of the card, mostly inside its term, unless the pupil has no role then.

        `term` is in school days; with `exact` the step is taken on its last day.
        """
        if step in self.plan.forgets:
            return
        share = self.rng.triangular(0.2, 1.0, 0.7)
        wait = term if exact else round(term * share * self.plan.pace)

        def take_step() -> None:
            if self.is_here(place):
                act(step, place)

        self.schedule(self.today + wait, take_step)

    def is_here(self, place: int) -> bool:
        """Whether the pupil at this place has a role, and still goes to this school."""
        return bool(self.roles[place]) and place not in self.departed

    def note(self, about: str, which: str = "any", place: int = 0) -> str:
        """A note from the templates that names the first gepeste and pestende leerling."""
        return note(self.rng, about, which, t=0, d=self.displaying, p=place)

    def talk_notes(self, about: str, place: int = 0) -> str:
        """Notes of a talk, in a few sentences."""
        return talk_notes(self.rng, about, t=0, d=self.displaying, p=place)

    def just_before(self) -> int:
        """Today, or now and then yesterday: what was only written down the day after."""
        return self.today - 1 if self.today > 1 and self.rng.random() < 0.15 else self.today

    @property
    def displaying(self) -> int:
        """The first pestende leerling; the gepeste when there is none."""
        return next(iter(self.with_role("displaying")), 0)

    def random_below(self, limit: int) -> int:
        """A whole number from 0 up to `limit`, `limit` not included."""
        return int(self.rng.random() * limit)

    def finished(self, elsewhere: frozenset[int], leaves_on: int | None) -> CaseScript:
        """The script as it is, each act at a minute of its own."""
        minutes = self._minutes()
        lines = tuple(replace(line, minute=minutes[line.recorded, line.act]) for line in self.lines)
        return CaseScript(
            tuple(self.first_roles), lines, tuple(self._statuses), elsewhere, leaves_on
        )

    def _minutes(self) -> dict[tuple[int, int], int]:
        acts = sorted({(line.recorded, line.act) for line in self.lines})
        by_day: dict[int, list[int]] = {}
        for day, act in acts:
            by_day.setdefault(day, []).append(act)
        minutes = {}
        for day, of_day in by_day.items():
            drawn = sorted(self.rng.sample(range(FIRST_MINUTE, LAST_MINUTE), len(of_day)))
            minutes.update({(day, act): at for act, at in zip(of_day, drawn, strict=True)})
        return minutes
