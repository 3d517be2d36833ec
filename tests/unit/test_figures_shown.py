"""The figures for who may not open the cases: no count of 1 to 4, in words, picture or table."""

import itertools
import json
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import aftercare, escalation, reports, resolution
from analytics.disclosure import is_small
from analytics.overview import Overview, shown
from analytics.reports import SchoolRate
from tests.unit.test_charts import classes, levels, nazorg, reached, resolved
from ui.charts import aftercare as aftercare_chart
from ui.charts import escalation as escalation_chart
from ui.charts import levels_reached as levels_chart
from ui.charts import reports as reports_chart
from ui.charts import resolution as resolution_chart
from ui.charts import style

COUNT_COLUMNS = {
    "Meldingen",
    *("Aan de beurt", "Op tijd", "Te laat gedaan", "Niet gedaan", "Nog open"),
    *("Niet van toepassing", "Eerder gedaan"),
    *("Open zaken", "Loopt", "Gestopt, nog niet gesloten"),
    *("Zaken", "Nog te kort gevolgd"),
}
count = st.integers(0, 9)


def small_in_table(table):
    """Cells of counts that show 1 to 4."""
    shown_here = [table[name] for name in table.columns if name in COUNT_COLUMNS]
    return [cell for column in shown_here for cell in column if str(cell) in set("1234")]


def small_in_words(text):
    """Numbers of 1 to 4 in a sentence that are no level and no interval."""
    told = re.sub(
        r"niveau \d|95%-interval [^;).]*|minder dan 5|\d+ klas(sen)?|\d+ zonder mel", "", text
    )
    return re.findall(r"(?<![\d,.%])[1-4](?![\d%,])(?!\.\d)", told)


def school_of(frame):
    return SchoolRate(int(frame["count_reports"].sum()), 100, 6.0, 3.1, 10.48)


def everything_of(chart, answer, *more):
    """What a person gets to read of a figure: words, hover and table."""
    figure = chart.figure(answer, *more)
    json.dumps(figure, allow_nan=False)
    hover = [text for trace in figure["data"] for text in trace.get("hovertext") or []]
    notes = [note["text"] for note in figure["layout"].get("annotations", [])]
    return chart.description(answer, *more), hover, notes, chart.table(answer)


def assert_nothing_small(chart, answer, *more):
    words, hover, notes, table = everything_of(chart, answer, *more)
    assert small_in_words(words) == []
    assert small_in_table(table) == []
    for text in (*hover, *notes):
        assert not re.search(
            r"(?<![\d,.])[1-4] (op tijd|te laat|niet|nog|loopt|gestopt|mel|van|zaa)", text
        )
    assert not {f"<b>{number}</b>" for number in range(1, 5)} & set(notes)


def test_these_tests_would_see_a_small_number():
    exact = nazorg((9, 3, 2, 1, 2, 0), (0,) * 6, (0,) * 6, (9, 3, 2, 1, 2, 0))
    assert small_in_words(aftercare_chart.description(exact)) == ["3", "2", "1", "2"]
    assert small_in_table(aftercare_chart.table(exact))
    with pytest.raises(AssertionError):
        assert_nothing_small(escalation_chart, levels((7, 3), (9, 0), (8, 8)))


# --- nazorg ---------------------------------------------------------------------------------------


def test_nazorg_hides_the_small_parts_and_keeps_the_share_on_time_where_it_can():
    exact = nazorg(
        (50, 10, 8, 1, 10, 0), (25, 11, 6, 0, 12, 0), (64, 11, 4, 0, 16, 0), (139, 32, 18, 1, 38, 0)
    )
    told = aftercare.shown(exact).set_index("kind")
    assert told["count_open"].isna().tolist() == [True, False, False, True]
    assert told["is_small_count_open"].tolist() == [True, False, False, True]
    assert pd.isna(told.loc["parents", "count_missed"])
    assert told["share"].notna().all()
    assert told["count_due"].tolist() == [69, 42, 79, 190]
    assert not told["is_small_count_late"].any()


def test_a_share_goes_with_the_count_it_could_be_worked_out_from():
    told = aftercare.shown(nazorg((3, 9, 0, 0, 0, 0), (0,) * 6, (0,) * 6, (3, 9, 0, 0, 0, 0)))
    assert told["count_in_window"].isna().tolist() == [True, False, False, True]
    assert (
        told.loc[told["count_in_window"].isna(), ["share", "lower", "upper"]].isna().all(axis=None)
    )


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(*[count] * 6), min_size=3, max_size=3))
def test_no_small_number_of_nazorg_shows_anywhere(rows):
    total = tuple(sum(column) for column in zip(*rows, strict=True))
    exact = nazorg(*rows, total)
    if not aftercare.too_few(exact):
        assert_nothing_small(aftercare_chart, aftercare.shown(exact))


def test_the_hidden_parts_of_a_bar_are_drawn_as_one():
    exact = nazorg(
        (18, 2, 3, 0, 0, 0), (12, 1, 1, 0, 0, 0), (24, 3, 2, 0, 0, 0), (54, 6, 6, 0, 0, 0)
    )
    figure = aftercare_chart.figure(aftercare.shown(exact))
    bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
    for place in range(4):
        assert sum(bar["x"][place] for bar in bars) == pytest.approx(1)
    assert [bar["name"] for bar in bars].count("verborgen: kleine aantallen") >= 1


# --- open cases -----------------------------------------------------------------------------------


def test_open_cases_keep_their_total_where_it_gives_nothing_away():
    told = escalation.open_cases_shown(levels((17, 8), (5, 3), (2, 1)))
    assert told["level"].tolist() == [1, 2, 3, escalation.ALL_LEVELS]
    assert told["count_cases"].isna().tolist() == [False, True, True, False]
    assert told["count_cases"].tolist()[0] == 25
    assert told["count_cases"].tolist()[3] == 36
    assert escalation_chart.description(told) == (
        "Nu 36 open zaken: 25 op niveau 1, een verborgen aantal op niveau 2 en minder dan 5 op"
        " niveau 3. In 12 daarvan is het gestopt en loopt de nazorg nog."
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(count, count), min_size=3, max_size=3))
def test_no_small_number_of_open_cases_shows_anywhere(rows):
    told = escalation.open_cases_shown(levels(*rows))
    assert_nothing_small(escalation_chart, told)
    lengths = [length for trace in escalation_chart.figure(told)["data"] for length in trace["x"]]
    # 4 is the end of the band that stands for "less than 5".
    assert not {1, 2, 3} & set(lengths)


# --- levels reached -------------------------------------------------------------------------------


def test_a_rung_that_few_reached_or_few_did_not_reach_is_hidden():
    told = escalation.levels_reached_shown(reached([45, 20, 3], 48, 2))
    assert told["count_reached"].isna().tolist() == [True, False, True]
    assert told["is_small_count_reached"].tolist() == [False, False, True]
    assert told["share"].isna().tolist() == [True, False, True]
    assert told["count_too_recent"].isna().all()


def test_level_3_is_hidden_when_few_cases_stand_between_it_and_level_2():
    told = escalation.levels_reached_shown(reached([14, 11, 0], 48))
    assert told["count_reached"].isna().tolist() == [False, True, False]
    assert told["count_reached"].tolist()[0] == 14


@settings(max_examples=60, deadline=None)
@given(st.integers(10, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), count)
def test_no_small_number_of_the_levels_shows_anywhere(followed, two, three, team, recent):
    two = min(two, followed)
    exact = reached([two, min(three, two), min(team, followed)], followed, recent)
    told = escalation.levels_reached_shown(exact)
    assert_nothing_small(levels_chart, told)
    known = dict(zip(told["rung"], told["count_reached"], strict=True))
    for number in known.values():
        assert pd.isna(number) or not is_small(followed - number)
    if not pd.isna(known["level_2"]) and not pd.isna(known["level_3"]):
        assert not is_small(known["level_2"] - known["level_3"])


# --- time to stopped ------------------------------------------------------------------------------


def stops_between(exact, first, last):
    inside = (exact.curve["time"] > first) & (exact.curve["time"] <= last)
    return int(exact.curve.loc[inside, "events"].sum())


def test_the_curve_is_told_on_days_with_five_stops_between_them():
    # One stop on each of the days 1 to 40, and twenty cases that go on.
    exact = resolved([float(day) for day in [*range(1, 41), *[90] * 20]], [1] * 40 + [0] * 20)
    told = resolution.shown(exact)
    assert told.curve["time"].tolist() == [5, 10, 15, 20, 25, 30, 35, 40, 60]
    # 20 of 60 have stopped after 20 days: two thirds are left, to the percent.
    assert told.curve["survival"].tolist()[3] == 0.67
    assert told.curve[["at_risk", "events", "censored"]].isna().all(axis=None)
    assert told.milestones["share"].tolist() == pytest.approx([0.33, 0.67, 0.67])
    # Half of sixty is on day 30; the day before on which the curve is told is 25.
    assert told.median == 30
    assert told.median_lower <= exact.median_lower


def test_a_milestone_with_one_stop_since_the_day_before_is_not_told():
    exact = resolved([*[10.0] * 6, 30.0, *[70.0] * 6, *[90.0] * 6], [1] * 13 + [0] * 6)
    told = resolution.shown(exact)
    assert 40 not in told.curve["time"].tolist()
    assert np.isnan(told.milestones["share"].tolist()[1])
    assert "na 40" not in resolution_chart.description(told)


def test_a_handful_of_stops_gives_no_curve_at_all():
    told = resolution.shown(resolved([float(day) for day in range(1, 13)], [1] * 4 + [0] * 8))
    assert told.curve.empty
    assert (told.count, told.count_stopped) == (12, None)
    assert "count_stopped" in told.small


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 80), st.booleans()), min_size=10, max_size=60))
def test_no_step_of_the_curve_is_one_case_or_a_few(cases):
    exact = resolved([float(day) for day, _ in cases], [mark for _, mark in cases])
    told = resolution.shown(exact)
    days = [-1, *told.curve["time"], np.inf]
    for first, last in itertools.pairwise(days):
        assert not is_small(stops_between(exact, first, last)) or len(days) == 2
    assert all(day % 5 == 0 for day in told.curve["time"])
    assert_nothing_small(resolution_chart, told)
    drawn = resolution_chart.figure(told)["data"]
    assert not any(trace.get("name") == "open of anders geëindigd" for trace in drawn)


def test_the_total_of_the_curve_can_be_kept_for_the_sake_of_another_figure():
    exact = resolved([float(day) for day in range(1, 31)], [1] * 20 + [0] * 10)
    told = resolution.shown(exact, keep=["count"])
    assert told.count is None
    # Nor can it be added up from its parts.
    assert None in (told.count_stopped, told.count_censored, told.count_other_ends)
    assert "Van 30 zaken" not in resolution_chart.description(told)


# --- meldingen ------------------------------------------------------------------------------------


def test_a_class_with_few_meldingen_has_a_band_from_one_to_four_and_no_rate():
    exact = classes(("1A", 3, 25), ("1B", 0, 20), ("1C", 9, 30), ("1D", 2, 20))
    told, school = reports.shown(exact, school_of(exact), exact, school_of(exact))
    assert told["count_reports"].isna().tolist() == [True, False, False, True]
    assert told.loc[0, ["rate_per_100"]].isna().all()
    assert told.loc[0, ["lower", "upper"]].tolist() == [4, 16]
    assert told.loc[2, "rate_per_100"] == 30
    assert school is not None
    assert school.count_reports == 14
    assert reports_chart.table(told)["Meldingen"].tolist() == ["<5", "0", "9", "<5"]
    assert reports_chart.table(told)["95%-interval"].tolist()[0] == style.NO_VALUE
    assert "2 klassen hebben minder dan 5 meldingen" in reports_chart.description(told, school)
    band = reports_chart.figure(told, school)["data"][1]
    assert band["base"] == [4, 5]
    assert band["x"] == [12, 15]


def test_one_small_class_takes_a_second_one_with_it_under_every_filter():
    everything = classes(("1A", 2, 25), ("1B", 9, 25), ("1C", 7, 25), ("2A", 8, 25))
    everything["year_group"] = [1, 1, 1, 2]
    whole = school_of(everything)
    told, _ = reports.shown(everything, whole, everything, whole)
    hidden = told["count_reports"].isna()
    assert hidden.sum() == 2
    for place in range(4):
        alone = everything.iloc[[place]]
        shown_alone, school = reports.shown(alone, school_of(alone), everything, whole)
        assert shown_alone["count_reports"].isna().item() == hidden[place]
        assert (school is None) == hidden[place]


def test_a_year_group_does_not_give_away_its_one_small_class():
    everything = classes(("1A", 2, 25), ("1B", 9, 25), ("2A", 8, 25), ("2B", 7, 25))
    everything["year_group"] = [1, 1, 2, 2]
    whole = school_of(everything)
    group = everything.iloc[:2]
    told, school = reports.shown(group, school_of(group), everything, whole)
    known = told["count_reports"].dropna().sum()
    assert told["count_reports"].isna().sum() == 2 or school is None
    assert school is None or school.count_reports - known > 4


@settings(max_examples=40, deadline=None)
@given(st.lists(count, min_size=1, max_size=8), st.integers(0, 3))
def test_no_small_number_of_meldingen_shows_anywhere(counts, elsewhere):
    exact = classes(*[(f"{place % 3 + 5}A{place}", n, 25) for place, n in enumerate(counts)])
    exact["year_group"] = [place % 3 + 5 for place in range(len(counts))]
    school = SchoolRate(sum(counts) + elsewhere, 100, 6.0, 3.1, 10.48)
    told, school_told = reports.shown(exact, school, exact, school)
    if sum(counts) + elsewhere >= reports.MINIMUM_N:
        assert_nothing_small(reports_chart, told, school_told)
    rates = reports_chart.figure(told, school_told)["data"][0]["x"]
    assert [rate is None for rate in rates] == told["count_reports"].isna().tolist()


def test_the_figure_of_the_year_before_is_one_sentence():
    assert reports_chart.rate_in_words(SchoolRate(12, 200, 6.0, 3.1, 10.48)) == (
        "12 meldingen, dat is 6,0 per 100 leerlingen (95%-interval 3,1 tot 10,5)."
    )
    assert reports_chart.rate_in_words(SchoolRate(0, 200, 0.0, 0.0, 1.8)) == "Geen meldingen."
    assert reports_chart.rate_in_words(SchoolRate(3, 200, 1.5, 0.3, 4.4)) == (
        "Te weinig gegevens om iets te zeggen."
    )
    assert reports_chart.rate_in_words(None) == "Te weinig gegevens om iets te zeggen."
    assert reports_chart.rate_in_words(SchoolRate(7, 0, None, None, None)) == "7 meldingen."


# --- all of them together -------------------------------------------------------------------------


def an_overview(**parts):
    """A school of thirty cases in which no figure has a small number of its own."""
    meldingen = classes(("1A", 15, 25), ("1B", 15, 25))
    made = {
        "aftercare": nazorg((9, 0, 0, 0, 0, 0), (0,) * 6, (0,) * 6, (9, 0, 0, 0, 0, 0)),
        "resolution": resolved([float(day) for day in range(1, 31)], [1] * 15 + [0] * 15),
        "open_cases": levels((15, 0), (0, 0), (0, 0)),
        "reached": reached([10, 5, 0], 30),
        "reports": meldingen,
        "school": school_of(meldingen),
        "too_few": frozenset(),
    }
    return Overview(**{**made, **parts})


def shown_alone(exact):
    return shown(exact, exact.reports, exact.school)


def test_without_small_numbers_everything_shows():
    assert shown_alone(an_overview()).resolution.count == 30


def test_two_cases_that_are_too_recent_are_not_the_difference_of_two_figures():
    # 30 begun, 28 followed long enough: the curve may not say 30.
    told = shown_alone(an_overview(reached=reached([10, 5, 0], 28, 2)))
    assert told.resolution.count is None


def test_two_later_meldingen_are_not_the_difference_of_two_figures():
    meldingen = classes(("1A", 17, 25), ("1B", 15, 25))
    told = shown_alone(an_overview(reports=meldingen, school=school_of(meldingen)))
    assert told.resolution.count is None


def test_two_old_cases_that_run_are_not_the_difference_of_two_figures():
    told = shown_alone(an_overview(open_cases=levels((17, 0), (0, 0), (0, 0))))
    assert told.resolution.count_censored is None


def test_numbers_that_are_hidden_already_are_not_hidden_twice():
    with pytest.raises(ValueError, match="hidden already"):
        shown(an_overview(school=None), an_overview().reports, an_overview().school)
