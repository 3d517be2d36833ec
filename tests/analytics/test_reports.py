"""Meldingen per class: by hand on a small school, and by brute force on random ones."""

import math
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.figure import compute_figure
from analytics.figures.funnel import FIGURE as FUNNEL
from analytics.figures.funnel import with_funnel
from analytics.figures.reports import FIGURE, overall_rate, reports_per_class
from analytics.period import Period
from analytics.statistics import funnel_limits, poisson_interval
from analytics.view import View
from casework.figures import FigureFilter
from tests.analytics import small_schools
from tests.analytics.cut_schools import cut, filters, scopes
from tests.analytics.small_schools import after, figures_of, periods, schools

START, END = date(2026, 8, 1), date(2027, 1, 31)
ALL = Period(START, END, END)
COLUMNS = [
    "class_id",
    "class_name",
    "year_group",
    "school_year",
    "count_reports",
    "count_pupils",
    "rate_per_100",
    "lower",
    "upper",
]

days = st.integers(0, 500).map(lambda count: date(2026, 3, 1) + timedelta(days=count))
class_ids = st.sampled_from(["a", "b", "c", "d"])


def school(reports=(), enrolments=(), classes=()):
    """The three relations: (class, reported), (pupil, class, from, until), (id, name, year)."""
    cursor = duckdb.connect().cursor()
    cursor.execute("create table report_fact (class_id varchar, reported_on date)")
    cursor.execute(
        "create table enrolment_fact"
        " (pupil_number varchar, class_id varchar, starts_on date, ends_on date)"
    )
    cursor.execute(
        "create table class_fact (class_id varchar, class_name varchar, school_year varchar,"
        " year_group integer)"
    )
    for table, rows in (
        ("report_fact", reports),
        ("enrolment_fact", enrolments),
        ("class_fact", [(*row, 2) for row in classes]),
    ):
        for row in rows:
            marks = ", ".join("?" * len(row))
            cursor.execute(f"insert into {table} values ({marks})", row)
    return [cursor.table(name) for name in ("report_fact", "enrolment_fact", "class_fact")]


def pupils(class_id, count, starts_on=START, ends_on=None):
    return [(f"{class_id}-{number}", class_id, starts_on, ends_on) for number in range(count)]


def test_a_class_with_three_meldingen_and_25_pupils_has_12_per_100():
    facts = school(
        reports=[("a", START), ("a", date(2026, 10, 5)), ("a", END)],
        enrolments=pupils("a", 25),
        classes=[("a", "2B", "2026-2027")],
    )
    row = reports_per_class(*facts, ALL).iloc[0]
    assert (row["count_reports"], row["count_pupils"], row["rate_per_100"]) == (3, 25, 12)
    # Garwood: 3 events, 0,6187 to 8,7673; times four for 25 pupils.
    assert (row["lower"], row["upper"]) == pytest.approx((2.475, 35.069), abs=1e-3)


def test_a_class_without_meldingen_is_there_with_zero():
    facts = school(enrolments=pupils("a", 20), classes=[("a", "2B", "2026-2027")])
    row = reports_per_class(*facts, ALL).iloc[0]
    assert (row["count_reports"], row["rate_per_100"], row["lower"]) == (0, 0, 0)
    assert row["upper"] == pytest.approx(5 * 3.6889, abs=1e-3)


def test_a_class_without_pupils_has_no_rate():
    facts = school(reports=[("a", START)], classes=[("a", "2B", "2026-2027")])
    row = reports_per_class(*facts, ALL).iloc[0]
    assert (row["count_reports"], row["count_pupils"]) == (1, 0)
    assert row[["rate_per_100", "lower", "upper"]].isna().all()


def test_a_melding_the_day_before_or_after_the_period_does_not_count():
    outside = [START - timedelta(days=1), END + timedelta(days=1)]
    facts = school(
        reports=[("a", day) for day in outside],
        enrolments=pupils("a", 20),
        classes=[("a", "2B", "2026-2027")],
    )
    assert reports_per_class(*facts, ALL)["count_reports"].tolist() == [0]


def test_pupils_who_left_before_or_came_after_the_period_do_not_count():
    day = timedelta(days=1)
    facts = school(
        enrolments=[
            ("left before", "a", date(2026, 1, 1), START - day),
            ("left on the first day", "a", date(2026, 1, 1), START),
            ("came on the last day", "a", END, None),
            ("came after", "a", END + day, None),
            ("came, left and came again", "a", START, START + day),
            ("came, left and came again", "a", END - day, None),
        ],
        classes=[("a", "2B", "2026-2027")],
    )
    assert reports_per_class(*facts, ALL)["count_pupils"].tolist() == [3]


def test_classes_stand_in_the_order_of_their_names_and_not_of_their_counts():
    facts = school(
        reports=[("ten", START)] * 9 + [("two", START)],
        classes=[
            ("ten", "10A", "2026-2027"),
            ("b", "2b", "2026-2027"),
            ("two", "2A", "2026-2027"),
            ("m", "MH1", "2026-2027"),
        ],
    )
    frame = reports_per_class(*facts, ALL)
    assert frame["class_name"].tolist() == ["2A", "2b", "10A", "MH1"]


def test_classes_of_another_school_year_stay_away_unless_something_happened_there():
    facts = school(
        reports=[("old and named", START)],
        classes=[
            ("old", "2A", "2024-2025"),
            ("old and named", "2A", "2025-2026"),
            ("now", "2A", "2026-2027"),
        ],
    )
    frame = reports_per_class(*facts, ALL)
    assert frame["class_id"].tolist() == ["old and named", "now"]
    assert list(frame.columns) == COLUMNS


def test_a_school_without_classes_has_no_rows():
    frame = reports_per_class(*school(), ALL)
    assert list(frame.columns) == COLUMNS
    assert frame.empty


def test_a_pupil_who_changed_class_counts_once_for_the_school():
    reports, enrolments, _ = school(
        reports=[("a", START), (None, START)],
        enrolments=[("p", "a", START, date(2026, 10, 1)), ("p", "b", date(2026, 10, 2), None)],
    )
    rate = overall_rate(reports, enrolments, ALL)
    assert (rate.count_reports, rate.count_pupils, rate.rate_per_100) == (2, 1, 200)


def test_a_school_without_pupils_has_no_rate():
    reports, enrolments, _ = school(reports=[("a", START)])
    rate = overall_rate(reports, enrolments, ALL)
    assert (rate.count_reports, rate.count_pupils) == (1, 0)
    assert rate.rate_per_100 is rate.lower is rate.upper is None


def test_a_period_that_ends_before_it_starts_is_refused():
    facts = school()
    with pytest.raises(ValueError, match="before it starts"):
        reports_per_class(*facts, Period(END, START, END))
    with pytest.raises(ValueError, match="before it starts"):
        overall_rate(*facts[:2], Period(END, START, END))


@settings(deadline=None)
@given(
    st.lists(st.tuples(class_ids, days), max_size=15),
    st.lists(st.tuples(st.sampled_from("pqrst"), class_ids, days, st.none() | days), max_size=15),
)
def test_the_figure_equals_counting_one_by_one(reports, enrolments):
    classes = [("a", "1A", "2025-2026"), ("b", "1B", "2026-2027"), ("c", "1C", "2026-2027")]
    facts = school(reports, enrolments, classes)
    present = {
        (pupil, class_id)
        for pupil, class_id, starts_on, ends_on in enrolments
        for day in [max(starts_on, START)]
        if day <= min(ends_on or END, END)
    }
    expected = []
    for class_id, name, year in classes:
        count = sum(one == class_id and START <= day <= END for one, day in reports)
        members = sum(one == class_id for _, one in present)
        if count or members or year == "2026-2027":
            expected.append((class_id, name, count, members))
    frame = reports_per_class(*facts, ALL)
    listed = frame[["class_id", "class_name", "count_reports", "count_pupils"]]
    assert list(listed.itertuples(index=False, name=None)) == expected
    for row in frame.itertuples():
        if row.count_pupils == 0:
            assert math.isnan(row.rate_per_100)
        else:
            limits = [
                100 * limit / row.count_pupils for limit in poisson_interval(row.count_reports)
            ]
            assert row.rate_per_100 == pytest.approx(100 * row.count_reports / row.count_pupils)
            assert [row.lower, row.upper] == pytest.approx(limits)
    rate = overall_rate(*facts[:2], ALL)
    assert rate.count_reports == sum(START <= day <= END for _, day in reports)
    assert rate.count_pupils == len({pupil for pupil, _ in present})


# --- the figure, for one viewer ------------------------------------------------------------------


EVERYTHING = FigureFilter()


def answer(small, period, figure_filter=EVERYTHING, figure=FIGURE):
    return compute_figure(figure, figures_of(small), View(figure_filter, period, period)).now


@settings(deadline=None)
@given(schools, periods, scopes, filters)
def test_the_figure_is_exact_in_every_scope_and_under_all_filters_together(
    whole, period, scope, figure_filter
):
    small = cut(whole, scope, figure_filter)
    result = answer(small, period, figure_filter)
    of_period = [
        row for row in small.all("reports") if period.start <= row["reported_on"] <= period.last_day
    ]
    counts = dict(zip(result.frame["class_id"], result.frame["count_reports"], strict=True))
    for class_id in {row["class_id"] for row in small.all("classes")} - {"c0"}:
        assert counts[class_id] == sum(row["class_id"] == class_id for row in of_period)
    assert result.count == result.overall.count_reports == len(of_period)
    assert result.left_out == {"no_class": 0}
    assert result.is_few == result.frame.empty
    assert (result.frame["lower"].dropna() >= 0).all()
    present = {
        row["pupil_number"]
        for row in small.all("enrolments")
        if row["starts_on"] <= period.last_day
        and min(row["ends_on"] or period.last_day, period.last_day)
        >= max(row["starts_on"], period.start)
    }
    assert result.overall.count_pupils == len(present)


def test_a_class_of_which_nothing_is_reported_has_a_limit_of_zero_and_not_below():
    enrolments = [{"pupil_number": n, "class_id": "c1", "starts_on": START} for n in range(20)]
    result = answer(small_schools.school(enrolments=enrolments), Period(START, END, END))
    row = result.frame.set_index("class_id").loc["c1"]
    assert (row["rate_per_100"], row["lower"]) == (0, 0)


def test_a_melding_without_a_class_counts_for_all_together_and_is_said():
    rows = [{"reported_on": START, "case_id": "a", "number": 1}]
    result = answer(small_schools.school(reports=rows), Period(START, END, END))
    assert (result.count, result.left_out) == (1, {"no_class": 1})


# --- the funnel ----------------------------------------------------------------------------------

YEAR = Period(date(2026, 8, 1), date(2027, 7, 31), date(2026, 12, 31))


def classes_of(*rows):
    """(class, meldingen, pupils), on the same day of October."""
    reports = [
        {"class_id": class_id, "reported_on": after(30), "case_id": "a", "number": n}
        for class_id, count, _ in rows
        for n in range(count)
    ]
    pupils = [(class_id, n) for class_id, _, size in rows for n in range(size)]
    enrolments = [
        {"pupil_number": number, "class_id": class_id, "starts_on": START}
        for number, (class_id, _) in enumerate(pupils)
    ]
    return answer(small_schools.school(reports=reports, enrolments=enrolments), YEAR, figure=FUNNEL)


def test_a_class_far_from_the_rate_of_all_lies_beyond_the_funnel():
    result = classes_of(("c1", 18, 25), ("c3", 2, 25), ("c2", 0, 0))
    frame = result.frame.set_index("class_id")
    # 20 meldingen on 50 pupils: 10 are to be expected in each class of 25.
    limits = funnel_limits([25], 0.4, 0.95)
    assert frame.loc["c1", "lower_95"] == pytest.approx(100 * limits["lower"].iloc[0])
    assert frame.loc["c1", "upper_95"] == pytest.approx(100 * limits["upper"].iloc[0])
    assert frame["beyond"].to_dict() == {"c1": "95", "c2": "", "c3": "95"}


def test_a_class_beyond_the_outer_limits_is_told_apart():
    # 12 on 200: 0.24 to be expected in a class of 4; four or more has a chance below 0.1 %.
    frame = classes_of(("c1", 4, 4), ("c3", 8, 196), ("c2", 0, 0)).frame.set_index("class_id")
    assert frame.loc["c1", "beyond"] == "99_9"


@pytest.mark.parametrize(
    ("rows", "is_few"),
    [
        ([("c1", 3, 20), ("c2", 1, 20), ("c3", 0, 20)], True),
        ([("c1", 3, 20), ("c2", 2, 20), ("c3", 0, 20)], False),
        ([("c1", 30, 20), ("c2", 2, 20)], True),
    ],
)
def test_a_funnel_needs_five_meldingen_and_three_classes_with_pupils(rows, is_few):
    assert classes_of(*rows).is_few is is_few


def test_without_pupils_or_meldingen_nothing_is_beyond():
    assert classes_of().frame["beyond"].tolist() == ["", "", ""]
    frame = reports_per_class(*school(classes=[("a", "2B", "2026-2027")]), ALL)
    rate = overall_rate(*school()[:2], ALL)
    assert with_funnel(frame, rate)["beyond"].tolist() == [""]
