"""A story: the entries of one case by school day, with places for the pupils still to be cast."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import heappop, heappush
from random import Random

from casework.action_card import ActionCard
from casework.entries import Payload

NOBODY = -1
# A date in a story counts school days from here; casting turns it into a day of the calendar.
DAY_0 = date(2000, 1, 1)
FIRST_MINUTE, LAST_MINUTE = 7 * 60 + 20, 14 * 60 + 50  # UTC: inside school hours, all year round


def story_date(day: int) -> date:
    """The date that stands for a school day of a story."""
    return DAY_0 + timedelta(days=day)


@dataclass(frozen=True)
class Line:
    """One entry to be: when it happened and was recorded, who wrote it, about whom."""

    payload: Payload
    happened: int
    recorded: int
    act: int
    step: str = ""
    pupil: int = NOBODY
    by: str = "mentor"
    minute: int = 0


@dataclass(frozen=True)
class Moment:
    """How the case stands after an act: what a closing would have to say."""

    is_closed: bool
    count_open_aftercare: int


@dataclass(frozen=True)
class Story:
    """`cast` are the parts at the first mention; `standing[n]` holds after line n."""

    cast: tuple[str, ...]
    lines: tuple[Line, ...]
    standing: tuple[Moment, ...]
    elsewhere: frozenset[int] = frozenset()
    leaves_on: int | None = None


Act = Callable[[], None]


@dataclass
class Tale:
    """A story while it is told: acts are planned for a day and played in order.

    An act that was planned for a case that has closed in the meantime is left out, unless it
    was planned with `even_closed`.
    """

    rng: Random
    card: ActionCard
    cast: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    today: int = 0
    is_closed: bool = False
    open_aftercare: set[int] = field(default_factory=set)
    _standing: list[Moment] = field(default_factory=list)
    _agenda: list[tuple[int, int, bool, Act]] = field(default_factory=list)
    _planned: int = 0

    def plan(self, day: int, act: Act, even_closed: bool = False) -> None:
        """Do `act` on `day`, or today when that day has passed."""
        self._planned += 1
        heappush(self._agenda, (max(day, self.today), self._planned, even_closed, act))

    def play(self) -> None:
        """Play every act that is planned, and those that they plan in turn."""
        act = 0
        while self._agenda:
            self.today, _, even_closed, play = heappop(self._agenda)
            if self.is_closed and not even_closed:
                continue
            before = len(self.lines)
            self._act = act
            play()
            if len(self.lines) > before:
                act += 1
                moment = Moment(self.is_closed, len(self.open_aftercare))
                self._standing += [moment] * (len(self.lines) - before)

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

    def told(self, elsewhere: frozenset[int], leaves_on: int | None) -> Story:
        """The finished story, each act at a minute of its own."""
        minutes = self._minutes()
        lines = tuple(
            Line(**{**vars(line), "minute": minutes[line.recorded, line.act]})
            for line in self.lines
        )
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

    _act: int = 0
