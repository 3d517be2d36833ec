"""The figures of the demo school: pinned, and the facts behind them counted one by one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from analytics import (
    adherence,
    aftercare,
    delays,
    ends,
    escalation,
    outcomes,
    places,
    prevention,
    recurrence,
    reports_over_time,
    resolution,
    work,
)
from analytics.period import Period
from casework import entries as kinds
from casework.action_card import ActionCard, Step
from casework.case import Case
from casework.store import FigureFilter, Figures
from data.store import Store
from tests.store.test_demo import TODAY, demo, histories
from tests.store.test_facts import asks, expected_steps

LAST_YEAR = Period(date(2025, 8, 1), date(2026, 7, 31), TODAY)
IDS_OF_PUPILS = {"pupil_id", "pupil_ids", "recorded_by"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("figures")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "keys"))
        patch.setenv("APPDATA", str(folder / "keys"))
        made = demo(folder / "school")
        yield made
        made.close()


@pytest.fixture
def figures(store: Store) -> Figures:
    return store.facts.figures(None, FigureFilter(), may_open_all=True)


@pytest.fixture(scope="module")
def cases(store: Store) -> list[Case]:
    days, card = store.school.school_days(), store.cards.version(1)
    return [Case.from_entries(found, card, days, TODAY) for found in histories(store)]


RELATIONS = [name for name in Figures.__dataclass_fields__ if name not in ("may_open_all", "version")]


# --- the facts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RELATIONS)
def test_nothing_that_is_handed_out_has_the_id_of_a_pupil(store: Store, name: str) -> None:
    relation = getattr(store.facts.figures(None, FigureFilter(), may_open_all=True), name)
    assert not IDS_OF_PUPILS & set(relation.columns)
    pupils = {row[0] for row in store.database.rows("select pupil_id from pupil")}
    told = {value for row in relation.fetchall() for value in row if isinstance(value, str)}
    assert not pupils & told


@pytest.mark.parametrize("name", ["cases", "reports", "aftercare", "steps", "scores", "closings"])
def test_everything_handed_out_is_cut_to_the_team_the_class_and_the_kind(
    store: Store, name: str
) -> None:
    whole = getattr(store.facts.figures(None, FigureFilter(), may_open_all=True), name)
    team = whole.aggregate("min(team_id)").fetchall()[0][0]
    for teams, wanted in (
        (frozenset({team}), FigureFilter()),
        (None, FigureFilter(team_id=team)),
        (None, FigureFilter(kind="online")),
    ):
        cut = getattr(store.facts.figures(teams, wanted, may_open_all=False), name)
        kept = f"team_id = '{team}'"
        if wanted.kind:
            of_kind = "select case_id from facts.case_fact where list_contains(kinds, 'online')"
            ids = [row[0] for row in store.database.rows(of_kind)]
            if name == "reports":
                continue
            kept = "case_id in ({})".format(", ".join(f"'{found}'" for found in ids))
        assert cut.aggregate("count(*)").fetchall() == (
            whole.filter(kept).aggregate("count(*)").fetchall()
        )


def steps_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    figures = store.facts.figures(None, FigureFilter(), may_open_all=True)
    names = "case_id, step, pupil_in_case, occurrence, status, due_on, done_on"
    found: dict[str, list[tuple[object, ...]]] = {}
    for case_id, step, pupil, number, status, due_on, done_on in figures.steps.project(
        names
    ).fetchall():
        due = due_on if asks(status) else None
        found.setdefault(case_id, []).append((step, pupil or 0, number, status, due, done_on))
    return found


def test_every_step_of_every_case_stands_as_the_case_itself_says(
    store: Store, cases: list[Case]
) -> None:
    told = steps_of(store)
    for case in cases:
        assert sorted(told[case.case_id], key=str) == sorted(expected_steps(case), key=str)


def other(step: Step, chance: Random) -> Step:
    """The step with other rules; those that come back, and nazorg with its evaluation, stay."""
    if step.per not in ("case", "target", "displaying", "concerned") or step.after == (
        "last_aftercare"
    ):
        return step
    required = ("always", "optional", "bullying", "group", "serious", "level_2", "stopped")
    return step.model_copy(
        update={
            "required": chance.choice(required),
            "after": chance.choice(("report", "level_2", "level_3", "stopped")),
            "school_days": chance.choice((0, 3, 7)),
            "gate": chance.choice(("", "", "joint_talk")),
            "renewed_by_report": chance.random() < 0.4,
            "renewed_by_talk": chance.random() < 0.3,
        }
    )


def test_the_steps_follow_the_card_whatever_it_asks(
    store: Store, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    card = store.cards.version(1)
    odd: ActionCard = card.model_copy(
        update={"steps": tuple(other(step, Random(place)) for place, step in enumerate(card.steps))}
    )
    monkeypatch.setitem(store.cards._read, 1, odd)
    store.facts.cards_changed()
    told = steps_of(store)
    for case in cases:
        odd_case = Case.from_entries(case.entries, odd, case.school_days, TODAY)
        assert sorted(told[case.case_id], key=str) == sorted(expected_steps(odd_case), key=str)
    monkeypatch.undo()
    store.facts.cards_changed()


def test_what_was_due_stays_known_of_what_is_done(figures: Figures) -> None:
    done = figures.steps.filter("status = 'done' and is_required and form <> 'reported'")
    assert done.filter("due_on is null or first_done_on is null").fetchall() == []
    assert done.filter("first_done_on > done_on and form <> 'analysis_added'").fetchall() == []


def test_recurrence_is_the_next_melding_of_the_same_gepeste_in_any_case(
    store: Store, figures: Figures, cases: list[Case]
) -> None:
    meldingen = [
        (pupil, case.case_id, entry.number, entry.happened_on)
        for case in cases
        for pupil in case.pupils("target")
        for entry, _ in case.reports
    ]
    left = {
        pupil: None if None in ends else max(ends)
        for pupil, ends in _enrolments(store).items()
        if ends
    }
    wanted = []
    for case in cases:
        closings = list(case.of(kinds.Closed))
        for place, (closing, said) in enumerate(closings):
            again = closings[place + 1][0].happened_on if place + 1 < len(closings) else None
            for pupil in case.pupils("target"):
                later = [
                    day
                    for who, case_id, number, day in meldingen
                    if who == pupil
                    and (
                        number > closing.number
                        if case_id == case.case_id
                        else day > closing.happened_on
                    )
                ]
                until = min((day for day in (again, left.get(pupil)) if day), default=None)
                back = min(later, default=None)
                wanted.append((case.case_id, closing.happened_on, said.ending, back, until))
    names = "case_id, closed_on, ending, next_report_on, followed_until"
    assert sorted(figures.closings.project(names).fetchall(), key=str) == sorted(wanted, key=str)


def _enrolments(store: Store) -> dict[str, list[date | None]]:
    found: dict[str, list[date | None]] = {}
    for pupil, ends_on in store.database.rows("select pupil_id, ends_on from enrolment"):
        found.setdefault(pupil, []).append(ends_on)
    return found


# --- the figures ----------------------------------------------------------------------------------


def row(frame: object, **where: object) -> dict[str, object]:
    found = frame  # a pandas frame; the first row that fits
    for name, value in where.items():
        found = found[found[name] == value]  # type: ignore[index]
    return dict(found.iloc[0])  # type: ignore[attr-defined]
