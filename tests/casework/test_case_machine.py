"""A case on a random but legal walk: what holds at every step, whatever people do in it."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from casework import entries as kinds
from casework.card.model import Who
from casework.cases.case import Case, CaseState
from casework.cases.merging import check_merge, merged_entries
from casework.cases.planned_talks import planned_talks
from casework.cases.steps import StepStatus, key_of, step_states
from casework.entries import Entry, NewEntry
from casework.errors import InputRefused
from tests.histories import (
    DAAN,
    EMMA,
    HOME,
    NOOR,
    OPENED_ON,
    SORTS,
    YUSUF,
    History,
    Move,
    act_of,
    let_through,
    melding,
    opened,
    parts,
)

OTHER_ID = "55555555-5555-4555-8555-555555555555"
PUPILS = (NOOR, DAAN, YUSUF, EMMA)
HOMES = dict.fromkeys(PUPILS, HOME)
PLACES = st.integers(0, 199)


class WalkOfACase(RuleBasedStateMachine):
    """One case in which everything that the rules allow happens in some order."""

    def __init__(self) -> None:
        super().__init__()
        self.history = opened()
        self.recorded: list[Entry] = []
        self.level = 1
        self.taken = 1

    @property
    def case(self) -> Case:
        return self.history.case

    # --- what people do -----------------------------------------------------------------------

    @rule(days=st.sampled_from((1, 3, 12)))
    def time_passes(self, days: int) -> None:
        self.history.on(self.history.today + timedelta(days=days))

    @rule(pupil=st.sampled_from((DAAN, YUSUF)), is_serious=st.booleans())
    def a_melding_joins(self, pupil: str, is_serious: bool) -> None:
        roles = parts({NOOR: "target", pupil: "displaying"})
        serious = ("threat",) if is_serious else ()
        self.history.report(melding(self.history.today, parts=roles, serious=serious))

    @rule(sort=st.integers(1, len(SORTS)), which=PLACES)
    def something_is_tried(self, sort: int, which: int) -> None:
        self._try(act_of(self.case, (sort, which, 0), extra_pupil=EMMA))

    @precondition(lambda self: self.case.state is CaseState.RUNNING)
    @rule()
    def it_stops(self) -> None:
        self.history.stop()

    @precondition(lambda self: self.case.state is CaseState.STOPPED)
    @rule(which=PLACES, move=st.sampled_from(("stopped", "less", "same", "worse")))
    def nazorg_is_done(self, which: int, move: str) -> None:
        waiting = [n for n, m in enumerate(self.case.current_aftercare) if m.is_open]
        if waiting:
            self.history.aftercare_done(waiting[which % len(waiting)], move)

    @precondition(lambda self: self.case.state is CaseState.STOPPED)
    @rule()
    def it_is_closed_as_stopped(self) -> None:
        self.history.close("stopped")

    @rule(moves=st.lists(st.tuples(st.integers(1, len(SORTS)), PLACES), max_size=6))
    def another_case_is_taken_in(self, moves: Sequence[tuple[int, int]]) -> None:
        today = self.history.today
        roles = parts({NOOR: "target", YUSUF: "displaying"})
        other = History(today).open(melding(today, parts=roles))
        for sort, which in moves:
            _tried(other, act_of(other.case, (sort, which, 0), extra_pupil=EMMA))
        before, taken = self.case, self._other(other)
        try:
            check_merge(before, taken)
        except InputRefused:
            assert taken.state is not CaseState.RUNNING or taken.opened_on < before.opened_on
            return
        here, _ = merged_entries(before, taken, HOMES, "Eén zaak.", today)
        self.history.add(*here)
        assert self.case.state is CaseState.RUNNING
        assert len(self.case.reports) == len(before.reports) + len(taken.reports)
        assert self.case.level == max(before.level, taken.level)

    def _other(self, history: History) -> Case:
        """This history as a case with a number of its own."""
        self.taken += 1
        first = history.entries[0]
        said = first.payload.model_copy(update={"label": f"2026-{self.taken:03d}"})
        entries = [replace(first, payload=said), *history.entries[1:]]
        case = history.case
        made = Case.from_entries(entries, case.card, case.school_days, case.today)
        return replace(made, case_id=OTHER_ID)

    def _try(self, act: NewEntry | str) -> None:
        before = self.case.entries
        if not _tried(self.history, act):
            assert self.case.entries == before

    # --- what holds ---------------------------------------------------------------------------

    @invariant()
    def levels_never_fall(self) -> None:
        """But by taking a level back right after it was confirmed: it was never there."""
        was_undone = isinstance(self.case.entries[-1].payload, kinds.SaveUndone)
        assert self.case.level >= self.level or was_undone
        self.level = self.case.level

    @invariant()
    def nothing_that_was_recorded_is_lost(self) -> None:
        assert list(self.case.entries[: len(self.recorded)]) == self.recorded
        self.recorded = list(self.case.entries)

    @invariant()
    def every_open_step_has_one_owner_and_one_day(self) -> None:
        asked = [s for s in step_states(self.case) if s.status is StepStatus.OPEN]
        assert all(state.step.who in get_args(Who) and state.due_on for state in asked)
        places = [(s.step.id, s.pupil_id, s.occurrence) for s in asked]
        assert len(places) == len(set(places))

    @invariant()
    def a_stopped_case_is_not_closed_over_open_nazorg_without_a_reason(self) -> None:
        case = self.case
        if case.ending != "stopped" or case.closing is None:
            return
        said = case.closing.payload
        assert isinstance(said, kinds.Closed)
        assert said.reason or not any(moment.is_open for moment in case.current_aftercare)

    @invariant()
    def what_lapsed_never_counts_as_done(self) -> None:
        lapsed = {(e.step, e.pupil_id, p.occurrence) for e, p in self.case.of(kinds.StepLapsed)}
        for state in step_states(self.case):
            if key_of(state) in lapsed and state.status is StepStatus.LAPSED:
                assert state.done_on is None

    @invariant()
    def a_planned_talk_is_of_a_pupil_and_step_of_the_case(self) -> None:
        for talk in planned_talks(self.case):
            step, pupil, _ = talk.key
            assert self.case.card.has_step(step)
            assert not pupil or pupil in self.case.parts_ever

    @invariant()
    def the_order_of_arrival_does_not_matter(self) -> None:
        case, entries = self.case, list(self.history.entries)
        random.Random(len(entries)).shuffle(entries)
        assert Case.from_entries(entries, case.card, case.school_days, case.today) == case

    @invariant()
    def what_counts_is_counted_once(self) -> None:
        case = self.case
        numbers = [entry.number for entry in case.effective_entries]
        assert numbers == sorted(set(numbers))
        assert not case.withdrawn & set(numbers)
        ordinals = [said.ordinal for _, said in case.reports]
        assert len(ordinals) == len(set(ordinals))

    @invariant()
    def what_refers_to_an_entry_comes_after_it(self) -> None:
        for entry, said in self.case.of(kinds.MeasureReviewed):
            assert said.measure_number < entry.number
        for entry, looked in self.case.of(kinds.AgreementReviewed):
            assert looked.talk_number < entry.number

    @invariant()
    def a_case_has_a_gepeste_and_begins_with_its_first_melding(self) -> None:
        assert self.case.pupils("target")
        first = min((e.happened_on for e, _ in self.case.reports), default=date.max)
        assert self.case.opened_on == first


def _tried(history: History, act: NewEntry | str) -> bool:
    """Whether the rules let it through."""
    if isinstance(act, str):
        history.report()
        return True
    try:
        history.add(*let_through(history.case, act))
    except InputRefused:
        return False
    return True


WalkOfACase.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_a_case_keeps_its_promises_on_every_walk = WalkOfACase.TestCase


def test_such_walks_put_many_kinds_of_entry_right() -> None:
    """Else the walk would hold little about corrections."""
    corrected: set[str] = set()
    draw = random.Random(7)
    for _ in range(30):
        history = opened(OPENED_ON)
        for _ in range(25):
            move: Move = (draw.randint(1, len(SORTS)), draw.randint(0, 199), 0)
            history.on(history.today + timedelta(days=draw.choice((0, 1, 3))))
            _tried(history, act_of(history.case, move, extra_pupil=EMMA))
        corrected |= {e.kind for e in history.entries if e.payload.corrects is not None}
    assert len(corrected) >= 6
