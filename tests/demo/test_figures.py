"""The figures of the demo school that count entries, counted again from the entries themselves."""

from collections import Counter
from datetime import date

import pandas as pd
import pytest

from analytics.figures import BY_KEY
from analytics.view import View
from casework import entries as kinds
from casework.entries import Entry
from casework.figures import WHOLE_SCHOOL, FigureFilter, Figures
from data.store import Store
from tests.demo.demo_school import LAST_YEAR, cases

VIEW = View(FigureFilter(), LAST_YEAR, LAST_YEAR)


@pytest.fixture
def figures(store: Store) -> Figures:
    return store.facts.figures(WHOLE_SCHOOL)(FigureFilter())


@pytest.fixture(scope="module")
def meldingen(store: Store) -> list[tuple[date, kinds.Reported]]:
    """The meldingen of last year, as the cases themselves say."""
    return [
        (entry.happened_on, report)
        for case in cases(store)
        for entry, report in case.reports
        if LAST_YEAR.start <= entry.happened_on <= LAST_YEAR.end
    ]


def counted(frame: pd.DataFrame, *columns: str) -> dict[object, int]:
    """The counts of a figure by these columns; what is 0 is left out."""
    keys = [frame[column].tolist() for column in columns]
    rows = zip(*keys, frame["count_reports"].tolist(), strict=True)
    return {row[:-1]: int(row[-1]) for row in rows if row[-1]}


def test_meldingen_per_month_and_per_class_are_those_of_the_entries(
    figures: Figures, meldingen: list[tuple[date, kinds.Reported]]
) -> None:
    months = BY_KEY["over_time"].compute(figures, VIEW)
    classes = BY_KEY["reports"].compute(figures, VIEW)

    assert months.count == classes.count == len(meldingen) == 119
    starts = [day.date() for day in pd.to_datetime(months.frame["starts_on"])]
    by_month = Counter(day.replace(day=1) for day, _ in meldingen)
    assert dict(zip(starts, months.frame["count_reports"], strict=True)) == {
        start: by_month[start] for start in starts
    }
    by_class = Counter((report.class_id,) for _, report in meldingen)
    assert counted(classes.frame, "class_id") == by_class


def test_where_when_and_what_are_those_of_the_entries(
    figures: Figures, meldingen: list[tuple[date, kinds.Reported]]
) -> None:
    places = BY_KEY["place_by_moment"].compute(figures, VIEW)
    by_place = Counter(
        (place, report.day_part or "unknown")
        for _, report in meldingen
        for place in report.places or ("unknown",)
    )
    assert counted(places.frame, "place", "day_part") == by_place
    assert places.left_out["no_place"] == sum(not report.places for _, report in meldingen)

    months = BY_KEY["kind_by_month"].compute(figures, VIEW)
    months.frame["month"] = [day.date() for day in pd.to_datetime(months.frame["month"])]
    by_kind = Counter(
        (day.replace(day=1), kind) for day, report in meldingen for kind in report.kinds
    )
    assert counted(months.frame, "month", "kind") == by_kind


def hours(store: Store) -> Counter[str]:
    """The mentor hours of last year by class, of the entries that were not withdrawn."""
    hours_of_class: Counter[str] = Counter()
    for one in store.school.all_classes():
        entries: list[Entry] = store.log.entries(one.class_id)
        gone = {
            entry.payload.number
            for entry in entries
            if isinstance(entry.payload, kinds.EntryWithdrawn)
        }
        for entry in entries:
            is_hour = isinstance(entry.payload, kinds.MentorHourHeld) and entry.number not in gone
            if is_hour and LAST_YEAR.start <= entry.happened_on <= LAST_YEAR.end:
                hours_of_class[one.class_id] += 1
    return hours_of_class


def test_mentor_hours_per_class_are_those_of_the_entries(figures: Figures, store: Store) -> None:
    answer = BY_KEY["prevention"].compute(figures, VIEW)
    by_class_id = dict(
        zip(answer.frame["class_id"], answer.frame["count_hours"].astype(int), strict=True)
    )

    assert {class_id: count for class_id, count in by_class_id.items() if count} == hours(store)
    assert (answer.count, len(by_class_id)) == (120, 40)


def test_the_parts_of_a_year_add_up_to_the_year(figures: Figures) -> None:
    steps = BY_KEY["steps"].compute(figures, VIEW)
    per_year_group = BY_KEY["steps_per_year_group"].compute(figures, VIEW)
    of_year = steps.frame.set_index("step")
    summed = per_year_group.frame.groupby("step")[list(COUNTS)].sum()
    assert per_year_group.count == steps.count > 1_000
    for step in summed.index:
        assert summed.loc[step].tolist() == of_year.loc[step, list(COUNTS)].tolist(), step

    year = BY_KEY["aftercare"].compute(figures, VIEW)
    months = BY_KEY["aftercare_by_month"].compute(figures, VIEW)
    whole = year.frame.set_index("kind").loc["all"]
    assert months.count == year.count == whole["count_due"] > 400
    for name in ("count_due", "count_in_window", "count_late", "count_ahead", "count_missed"):
        assert months.frame[name].sum() == whole[name], name


COUNTS = ("count_due", "count_in_time", "count_late", "count_missed", "count_open")
