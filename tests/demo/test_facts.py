"""The facts of the demo school, counted one by one; and each cut of them, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from random import Random
from typing import Any

import pytest

from casework import entries as kinds
from casework.card.model import ActionCard, Step
from casework.cases.case import Case
from casework.figures import WHOLE_SCHOOL, FigureFilter, Figures, FigureScope
from data.store import Store
from tests.data.test_facts import asks, expected_steps
from tests.demo.demo_school import TODAY, all_cases

IDS_OF_PUPILS = {"pupil_id", "pupil_ids", "recorded_by"}


@pytest.fixture
def figures(store: Store) -> Figures:
    return store.facts.figures(WHOLE_SCHOOL)(FigureFilter())


@pytest.fixture(scope="module")
def cases(store: Store) -> list[Case]:
    return all_cases(store)


CUT = (
    "cases",
    "reports",
    "aftercare",
    "steps",
    "scores",
    "closings",
    "turns",
    "classes",
    "prevention",
    "enrolments",
)
RELATIONS = (*CUT, "calendar", "card")
MARKS = {"is_exact", "hidden_kinds", "sensitive_kinds", "version"}


def test_every_relation_that_is_handed_out_is_in_these_tests() -> None:
    assert {field.name for field in fields(Figures)} == {*RELATIONS, *MARKS}


# --- the facts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RELATIONS)
def test_nothing_that_is_handed_out_has_the_id_of_a_pupil(store: Store, name: str) -> None:
    relation = getattr(store.facts.figures(WHOLE_SCHOOL)(FigureFilter()), name)
    assert not IDS_OF_PUPILS & set(relation.columns)
    pupils = {row[0] for row in store.database.rows("select pupil_id from pupil")}
    told = {value for row in relation.fetchall() for value in row if isinstance(value, str)}
    assert not pupils & told


def steps_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    figures = store.facts.figures(WHOLE_SCHOOL)(FigureFilter())
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
        asked = [] if case.merged_into else expected_steps(case)
        assert sorted(told.get(case.case_id, []), key=str) == sorted(asked, key=str)


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
    for case in (case for case in cases if case.card.version == 1):
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


# --- the cut: every row of the scope and the filter, and no other ---------------------------------

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Place:
    """Where a row is from; of which kinds it is, and of which school year its class."""

    class_id: str
    year_group: int
    team_id: str
    kinds: tuple[str, ...] = ()
    school_year: str = ""


class Counted:
    """Every row of the school with its place, to be cut by hand."""

    def __init__(self, figures: Figures) -> None:
        self.rows: dict[str, list[tuple[Row, Place]]] = {}
        classes = {row["class_id"]: row for row in records(figures.classes)}
        cases = {row["case_id"]: row for row in records(figures.cases)}
        for name in CUT:
            by = {"turns": ("case_id", cases)}.get(name, ("class_id", classes))
            has_own = name not in ("turns", "prevention", "enrolments")
            self.rows[name] = [
                (tuple(row.values()), place_of(row if has_own else by[1][row[by[0]]]))
                for row in records(getattr(figures, name))
            ]

    def cut(self, name: str, scope: FigureScope, wanted: FigureFilter) -> list[Row]:
        """The rows of a relation that are in the scope and match every part of the filter."""
        of_class = name in ("classes", "prevention", "enrolments")
        return [
            row
            for row, place in self.rows[name]
            if (
                scope.is_whole_school
                or place.class_id in scope.classes
                or place.year_group in scope.year_groups
                or place.team_id in scope.teams
            )
            and wanted.class_id in ("", place.class_id)
            and wanted.year_group in (0, place.year_group)
            and wanted.team_id in ("", place.team_id)
            and (of_class or not wanted.kind or wanted.kind in place.kinds)
            and (not of_class or wanted.school_year in ("", place.school_year))
        ]


def records(relation: Any) -> list[dict[str, Any]]:
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def place_of(row: Mapping[str, Any]) -> Place:
    return Place(
        row["class_id"],
        row["year_group"],
        row["team_id"],
        tuple(row.get("kinds") or ()),
        row.get("school_year") or "",
    )


@pytest.fixture(scope="module")
def counted(store: Store) -> Counted:
    return Counted(store.facts.figures(WHOLE_SCHOOL)(FigureFilter()))


def drawn(chance: Random, store: Store) -> tuple[FigureScope, FigureFilter]:
    """A scope and a filter by lot; of each part about half of the time nothing."""
    classes = store.school.all_classes()
    some = chance.choice(classes)

    def maybe(value: Any, otherwise: Any) -> Any:
        return value if chance.random() < 0.5 else otherwise

    scope = FigureScope(
        frozenset(one.class_id for one in chance.sample(classes, chance.choice((0, 1, 3)))),
        frozenset(chance.sample(range(1, 7), chance.choice((0, 0, 1, 2)))),
        frozenset(chance.sample([c.team_id for c in classes], chance.choice((0, 0, 1)))),
        is_whole_school=chance.random() < 0.25,
    )
    wanted = FigureFilter(
        school_year=maybe(some.school_year, ""),
        team_id=maybe(some.team_id, ""),
        year_group=maybe(some.year_group, 0),
        class_id=some.class_id if chance.random() < 0.2 else "",
        kind=maybe(chance.choice(("verbal", "online", "excluding", "discriminating")), ""),
    )
    return scope, wanted


@pytest.mark.parametrize("seed", range(40))
def test_a_cut_has_every_row_of_the_scope_and_the_filter_and_no_other(
    store: Store, counted: Counted, seed: int
) -> None:
    chance = Random(seed)
    scope, wanted = drawn(chance, store)
    figures = store.facts.figures(scope)(wanted)

    for name in chance.sample(CUT, len(CUT)):
        told = getattr(figures, name).fetchall()
        assert sorted(told, key=str) == sorted(counted.cut(name, scope, wanted), key=str), name


def test_one_cut_answers_any_number_of_filters(store: Store, counted: Counted) -> None:
    chance = Random(7)
    scope = FigureScope(teams=frozenset({store.school.all_classes()[0].team_id}))
    ask = store.facts.figures(scope)

    for _ in range(12):
        _, wanted = drawn(chance, store)
        for name in ("steps", "turns", "enrolments", "closings"):
            told = getattr(ask(wanted), name).fetchall()
            assert sorted(told, key=str) == sorted(counted.cut(name, scope, wanted), key=str)


def test_of_an_empty_scope_nothing_is_handed_out(store: Store) -> None:
    figures = store.facts.figures(FigureScope())(FigureFilter())

    assert {name: getattr(figures, name).fetchall() for name in CUT} == {name: [] for name in CUT}


def test_figures_of_the_demo_school_have_rows_to_cut(counted: Counted) -> None:
    assert all(len(rows) > 50 for rows in counted.rows.values())


def test_what_the_facts_hand_out_is_never_exact_by_itself(store: Store) -> None:
    figures = store.facts.figures(WHOLE_SCHOOL)(FigureFilter())

    assert not figures.is_exact
