"""How a case ends in its script: gestopt, nazorg, evaluatie, closed, and open again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from casework import entries as kinds
from casework.card.model import AftercareTerm
from demo.scripts.builder import ScriptBuilder
from demo.scripts.case_script import script_date
from demo.scripts.plans import drawn

# For whom a nazorg moment is planned, as plan_aftercare of the Desk does.
ROLES = {
    "target": ("target",),
    "displaying": ("displaying",),
    "parents": ("target", "displaying"),
}
HELPED = {
    "talks": 6,
    "measure": 6,
    "parents": 5,
    "check_ins": 4,
    "seating": 3,
    "supervision": 3,
    "defenders": 2,
    "group_talk": 1,
}


@dataclass(frozen=True)
class _Nazorg:
    """One moment: its number, for whom, and which stop it belongs to."""

    number: int
    aftercare: str
    place: int
    stop: int


class CaseEnd:
    """The last column of the card; `fall_back` is called when nazorg says it has not stopped."""

    def __init__(self, builder: ScriptBuilder, fall_back: Callable[[], None]) -> None:
        self.plan = builder.plan
        self.builder = builder
        self.rng = builder.rng
        self._fall_back = fall_back
        self._fell_back = False
        self._stop_count = 0
        self._moment_count = 0

    def stop(self) -> None:
        """It has stopped, in the gepeste's own words; the moments of nazorg are planned."""
        if self.builder.has_stopped or self.builder.is_closed:
            return
        self.builder.has_stopped = True
        self._stop_count += 1
        said_by = drawn(self.rng, {"target": 8, "target_parents": 2, "other": 1})
        words = self.builder.note("stop", said_by)
        self.builder.write(kinds.Stopped(said_by=said_by, words=words), "stopped")
        for term in self.builder.card.aftercare:
            for place in self.builder.with_role(*ROLES[term.aftercare]):
                self._plan_moment(term, place)
        self._plan_closing()

    def reopen(self, cause: str, nazorg: int | None = None) -> None:
        """The first entry of whatever starts again; nothing when the case still runs."""
        if not (self.builder.has_stopped or self.builder.is_closed):
            return
        self.builder.write(kinds.Reopened(cause=cause, planned_number=nazorg))
        self.builder.has_stopped = False
        self.builder.is_closed = False
        self.builder.open_aftercare.clear()

    def close(self, ending: str) -> None:
        """Close, with a reason where the rules ask for one."""
        count = len(self.builder.open_aftercare)
        reason = self.builder.note("close", ending) if ending != "stopped" else ""
        if ending == "stopped" and count:
            reason = self.builder.note("close", "open_aftercare")
        closed = kinds.Closed(ending=ending, count_open_aftercare=count, reason=reason)
        self.builder.write(closed)
        self.builder.is_closed = True
        self.builder.has_stopped = False

    def _plan_moment(self, term: AftercareTerm, place: int) -> None:
        builder = self.builder
        due = builder.today + term.school_days
        planned = kinds.AftercarePlanned(
            moment=term.id, aftercare=term.aftercare, **self._window(due)
        )
        number = builder.write(planned, "aftercare", place)
        builder.open_aftercare.add(number)
        style = self.plan.aftercare[self._moment_count % len(self.plan.aftercare)]
        self._moment_count += 1
        nazorg = _Nazorg(number, term.aftercare, place, self._stop_count)
        if place in builder.departed:
            builder.schedule(builder.today + 1, lambda: self._set_aside(nazorg, "left"))
        else:
            self._plan_nazorg(style, nazorg, due)

    def _window(self, due: int) -> dict[str, date]:
        """The days of a moment, as `aftercare_window` of the casework makes them."""
        card = self.builder.card
        return {
            "window_starts_on": script_date(due - card.aftercare_window_before_school_days),
            "due_on": script_date(due),
            "window_ends_on": script_date(due + card.aftercare_window_school_days),
        }

    def _plan_nazorg(self, style: str, nazorg: _Nazorg, due: int) -> None:
        plan = self.builder.schedule
        some = self.builder.random_below(5)
        if style == "on_time":
            plan(due - 1 + some, lambda: self._look_back(nazorg))
        elif style == "late":
            plan(due + 6 + 3 * some, lambda: self._look_back(nazorg))
        elif style == "moved":
            plan(due - 1, lambda: self._move(nazorg, due + 2 + some))
        elif style == "aside":
            plan(due + some, lambda: self._set_aside(nazorg))

    def _stands(self, nazorg: _Nazorg) -> bool:
        return nazorg.stop == self._stop_count and nazorg.number in self.builder.open_aftercare

    def _look_back(self, nazorg: _Nazorg) -> None:
        if not self._stands(nazorg):
            return
        outcome = self._outcome(nazorg)
        score = min(6 + self.builder.random_below(4), 9) if outcome in ("stopped", "less") else 3
        about = "parents" if nazorg.aftercare == "parents" else outcome
        done = kinds.AftercareDone(
            planned_number=nazorg.number,
            outcome=outcome,
            safety_score=score if nazorg.aftercare == "target" else None,
            notes=self.builder.note("aftercare", about, nazorg.place),
        )
        self.builder.write(done, "aftercare", nazorg.place)
        self.builder.open_aftercare.discard(nazorg.number)
        if outcome in ("same", "worse"):
            self._fell_back = True
            self.reopen("aftercare_worse", nazorg.number)
            self._fall_back()

    def _outcome(self, nazorg: _Nazorg) -> str:
        if nazorg.aftercare == "target" and not self._fell_back:
            return self.plan.outcome
        return drawn(self.rng, {"stopped": 9, "less": 1})

    def _move(self, nazorg: _Nazorg, due: int) -> None:
        if not self._stands(nazorg):
            return
        moved = kinds.AftercareMoved(
            planned_number=nazorg.number,
            reason=self.builder.note("moved", place=nazorg.place),
            **self._window(due),
        )
        self.builder.write(moved, "aftercare", nazorg.place)
        self.builder.schedule(due, lambda: self._look_back(nazorg))

    def _set_aside(self, nazorg: _Nazorg, why: str = "aftercare") -> None:
        if not self._stands(nazorg):
            return
        reason = self.builder.note("aside", why, nazorg.place)
        aside = kinds.AftercareSetAside(planned_number=nazorg.number, reason=reason)
        self.builder.write(aside, "aftercare", nazorg.place)
        self.builder.open_aftercare.discard(nazorg.number)

    def _plan_closing(self) -> None:
        if self.plan.ending != "stopped":
            return
        last = max(term.school_days for term in self.builder.card.aftercare)
        wait = 60 if "slow_to_close" in self.plan.slips else 3
        day, stop = (
            self.builder.today + last + wait + self.builder.random_below(9),
            self._stop_count,
        )
        self.builder.schedule(day, lambda: self._conclude(stop))

    def _conclude(self, stop: int) -> None:
        if stop != self._stop_count or not self.builder.has_stopped:
            return
        if "evaluation" not in self.plan.forgets:
            self._write_evaluation()
        self.close("stopped")

    def _write_evaluation(self) -> None:
        helped = sorted({drawn(self.rng, HELPED), drawn(self.rng, HELPED)})
        evaluated = kinds.Evaluated(
            helped=helped,
            not_helped=self._not_helped(helped),
            what_helped=self.builder.note("evaluation", "helped"),
            what_did_not=self.builder.note("evaluation", "did_not"),
        )
        self.builder.write(evaluated, "evaluation")

    def _not_helped(self, helped: Sequence[str]) -> list[str]:
        measure = drawn(self.rng, HELPED)
        return [measure] if measure not in helped and self.rng.random() < 0.4 else []
