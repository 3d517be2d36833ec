"""The figures of the demo school: pinned, and the facts behind them counted one by one."""

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from analytics import (
    adherence,
    aftercare,
    outcomes,
    places,
    prevention,
    reports_over_time,
    work,
)
from analytics.answer import Answer
from analytics.period import Period
from analytics.statistics import Runs
from casework import entries as kinds
from casework.action_card import ActionCard, Step
from casework.case import Case
from casework.figures import FigureFilter, Figures
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
    days, version = store.school.school_days(), store.cards.version
    return [
        Case.from_entries(found, version(found[0].card_version), days, TODAY)
        for found in histories(store)
    ]


RELATIONS = [
    name for name in Figures.__dataclass_fields__ if name not in ("may_open_all", "version")
]


# --- the facts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RELATIONS)
def test_nothing_that_is_handed_out_has_the_id_of_a_pupil(store: Store, name: str) -> None:
    relation = getattr(store.facts.figures(None, FigureFilter(), may_open_all=True), name)
    assert not IDS_OF_PUPILS & set(relation.columns)
    pupils = {row[0] for row in store.database.rows("select pupil_id from pupil")}
    told = {value for row in relation.fetchall() for value in row if isinstance(value, str)}
    assert not pupils & told


@pytest.mark.parametrize("name", ["cases", "reports", "aftercare", "steps", "scores", "closings"])
def test_everything_handed_out_is_cut_to_the_team(store: Store, name: str) -> None:
    whole = getattr(store.facts.figures(None, FigureFilter(), may_open_all=True), name)
    team = whole.aggregate("min(team_id)").fetchall()[0][0]
    count = whole.filter(f"team_id = '{team}'").aggregate("count(*)").fetchall()
    for teams, wanted in (
        (frozenset({team}), FigureFilter()),
        (None, FigureFilter(team_id=team)),
    ):
        cut = getattr(store.facts.figures(teams, wanted, may_open_all=False), name)
        assert cut.aggregate("count(*)").fetchall() == count


@pytest.mark.parametrize("name", ["aftercare", "steps", "scores", "closings"])
def test_what_is_of_a_case_is_cut_by_the_kinds_of_that_case(store: Store, name: str) -> None:
    cut = store.facts.figures(None, FigureFilter(kind="online"), may_open_all=True)
    of_kind = {row[0] for row in cut.cases.project("case_id").fetchall()}
    everything = store.facts.figures(None, FigureFilter(), may_open_all=True)
    whole = getattr(everything, name).project("case_id").fetchall()
    told = getattr(cut, name).project("case_id").fetchall()
    assert sorted(told) == sorted(row for row in whole if row[0] in of_kind)


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


# --- the figures ----------------------------------------------------------------------------------


def numbers(answer: Answer, *columns: str, **where: str) -> list[object]:
    """These columns of the first row of a figure that has these values."""
    frame = answer.frame
    for name, value in where.items():
        frame = frame[frame[name] == value]
    return [frame[column].iloc[0] for column in columns]


def test_the_card_of_last_year(figures: Figures) -> None:
    steps = adherence.steps(figures.steps, figures.card, LAST_YEAR)
    counts = ("count_due", "count_in_time", "count_late", "count_missed")
    assert numbers(steps, *counts, step="talk_target") == [101, 99, 2, 0]
    assert numbers(steps, *counts, step="parents") == [217, 209, 5, 3]
    assert numbers(steps, *counts, step="talk_joint") == [39, 28, 0, 11]
    assert numbers(steps, "count_set_aside", step="talk_joint") == [52]
    assert (steps.count, steps.is_few) == (1964, False)
    parents = adherence.parents_informed(figures.steps, LAST_YEAR)
    assert numbers(parents, "count_cases", "count_in_time") == [90, 86]
    assert parents.left_out == {"one_side": 0, "set_aside": 4, "not_asked": 0}


def test_the_year_groups_of_a_step_add_up_to_the_step(figures: Figures) -> None:
    steps = adherence.steps(figures.steps, figures.card, LAST_YEAR)
    per_year = adherence.steps_per_year_group(figures.steps, LAST_YEAR)
    assert per_year.count == steps.count
    summed = per_year.frame.groupby("step")["count_in_time"].sum()
    for step, count in summed.items():
        assert numbers(steps, "count_in_time", step=str(step)) == [count]


def test_what_the_gepesten_said_last_year(figures: Figures) -> None:
    answer = outcomes.outcomes(figures.aftercare, LAST_YEAR)
    assert answer.frame["count_targets"].tolist() == [65, 11, 2, 0]
    safety = outcomes.safety_change(figures.scores, LAST_YEAR)
    columns = ("count_pairs", "first_median", "last_median", "count_rose")
    assert numbers(safety, *columns) == [87, 4, 7, 71]
    assert safety.left_out == {"one_score": 22}


def test_meldingen_over_last_year(figures: Figures) -> None:
    relations = (figures.reports, figures.enrolments, figures.calendar, LAST_YEAR)
    answer = reports_over_time.reports_over_time(*relations)
    assert answer.frame["count_reports"].tolist() == [0, 15, 18, 21, 7, 10, 6, 9, 6, 9, 11, 7]
    assert answer.frame["school_days"].sum() == 199
    assert not answer.frame["signal"].any()
    assert answer.runs == Runs(
        longest=8, longest_limit=6, crossings=1, crossings_limit=2, signal=True
    )
    assert not answer.is_rare
    twenty = reports_over_time.reports_over_time(*relations, "school_days")
    assert twenty.frame["count_reports"].tolist() == [14, 19, 22, 9, 9, 10, 7, 11, 8, 10]
    gaps = reports_over_time.days_between(figures.reports, figures.calendar, LAST_YEAR)
    assert (gaps.count, len(gaps.frame)) == (119, 118)


def test_places_hours_work_and_nazorg_per_month(figures: Figures) -> None:
    table = places.place_by_moment(figures.reports, LAST_YEAR)
    assert numbers(table, "count_reports", place="online", day_part="after_school") == [27]
    assert (table.count, table.left_out["no_place"]) == (119, 19)
    hours = prevention.hours_per_class(figures.prevention, figures.classes, LAST_YEAR)
    assert (hours.count, len(hours.frame)) == (120, 40)
    waiting = work.open_steps_per_team(figures.steps, figures.classes, figures.calendar, LAST_YEAR)
    onderbouw = numbers(waiting, "count_cases", "count_open", "count_late", team_name="Onderbouw")
    assert onderbouw == [36, 138, 23]
    months = aftercare.completion_by_month(figures.aftercare, LAST_YEAR)
    year = aftercare.completion(
        figures.aftercare, LAST_YEAR.start, LAST_YEAR.end, LAST_YEAR.observed_on
    )
    assert months.count == year["count_due"].iloc[-1] == 427
