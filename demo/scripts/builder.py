"""A story while it is told: acts planned for a school day and played in their order."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from random import Random

from casework.card.model import ActionCard
from casework.entries import Payload
from demo.scripts.case_script import NOBODY, Line, Moment, Story
from demo.scripts.plans import Plan
from demo.words import said, told

FIRST_MINUTE, LAST_MINUTE = 7 * 60 + 20, 14 * 60 + 50  # UTC: inside school hours, all year round

Act = Callable[[], None]


@dataclass
class Tale:
    """A story while it is told: acts are planned for a day and played in order.

    `gone` are the members of the cast who left the school.
    An act that was planned for a case that has closed in the meantime is left out, unless it
    was planned with `even_closed`.
    """

    course: Plan
    card: ActionCard
    rng: Random
    cast: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    today: int = 0
    has_stopped: bool = False
    is_closed: bool = False
    open_aftercare: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    _standing: list[Moment] = field(default_factory=list)
    _agenda: list[tuple[int, int, bool, Act]] = field(default_factory=list)
    _planned: int = 0
    _act: int = 0

    def plan(self, day: int, act: Act, even_closed: bool = False) -> None:
        """Do `act` on `day`, or today when that day has passed."""
        self._planned += 1
        heappush(self._agenda, (max(day, self.today), self._planned, even_closed, act))

    def play(self) -> None:
        """Play every act that is planned, and those that they plan in turn."""
        act = 0
        while self._agenda:
            self.today, _, even_closed, play = heappop(self._agenda)
            if self._is_handed_over():
                break
            if self.is_closed and not even_closed:
                continue
            before = len(self.lines)
            self._act = act
            play()
            if len(self.lines) > before:
                act += 1
                moment = Moment(self.is_closed, len(self.open_aftercare))
                self._standing += [moment] * (len(self.lines) - before)

    def _is_handed_over(self) -> bool:
        """The next mentor has still to read the case, and writes nothing yet."""
        return self.course.hands_over_on is not None and self.today > self.course.hands_over_on

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
        self.lines.append(Line(payload, day, self.today, self._act, step, pupil, by))
        return len(self.lines)

    def with_part(self, *roles: str) -> list[int]:
        """The members of the cast who have one of these parts now."""
        return [place for place, role in enumerate(self.parts) if role in roles]

    def step(
        self,
        step: str,
        term: int,
        act: Callable[[str, int], None],
        place: int = 0,
        *,
        exact: bool = False,
    ) -> None:
        """Plan a step of the card, mostly inside its term; whoever has no part is left alone."""
        if step in self.course.forgets:
            return
        share = self.rng.triangular(0.2, 1.0, 0.7)
        wait = term if exact else round(term * share * self.course.pace)

        def play() -> None:
            if self.is_here(place):
                act(step, place)

        self.plan(self.today + wait, play)

    def is_here(self, place: int) -> bool:
        """Whether this member of the cast has a part, and still goes to this school."""
        return bool(self.parts[place]) and place not in self.gone

    def words(self, about: str, which: str = "any", place: int = 0) -> str:
        """Words for the note at hand, with the first gepeste and pestende leerling in them."""
        return said(self.rng, about, which, t=0, d=self.displaying, p=place)

    def talk(self, about: str, place: int = 0) -> str:
        """Notes of a talk, in a few sentences."""
        return told(self.rng, about, t=0, d=self.displaying, p=place)

    def just_before(self) -> int:
        """Today, or now and then yesterday: what was only written down the day after."""
        return self.today - 1 if self.today > 1 and self.rng.random() < 0.15 else self.today

    @property
    def displaying(self) -> int:
        """The first pestende leerling; the gepeste when there is none."""
        return next(iter(self.with_part("displaying")), 0)

    def some(self, most: int) -> int:
        """A number from 0 up to `most`, `most` not included."""
        return int(self.rng.random() * most)

    def told(self, elsewhere: frozenset[int], leaves_on: int | None) -> Story:
        """The finished story, each act at a minute of its own."""
        minutes = self._minutes()
        lines = tuple(replace(line, minute=minutes[line.recorded, line.act]) for line in self.lines)
        return Story(tuple(self.cast), lines, tuple(self._standing), elsewhere, leaves_on)

    def _minutes(self) -> dict[tuple[int, int], int]:
        acts = sorted({(line.recorded, line.act) for line in self.lines})
        by_day: dict[int, list[int]] = {}
        for day, act in acts:
            by_day.setdefault(day, []).append(act)
        found = {}
        for day, there in by_day.items():
            picked = sorted(self.rng.sample(range(FIRST_MINUTE, LAST_MINUTE), len(there)))
            found.update({(day, act): at for act, at in zip(there, picked, strict=True)})
        return found
