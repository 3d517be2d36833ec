"""The pictures, words and tables of the figures about cases: valid, plain, and the same numbers."""

import json
import re
from importlib import import_module

import plotly.graph_objects as go
import pytest

from analytics.figure import compute_figure
from analytics.figures import BY_KEY
from tests.analytics.case_views import view_on, with_before
from tests.analytics.small_schools import DAY, START, after, figures_of, school
from tests.analytics.test_resolution import SEEN, begun, later

KEYS = (
    "resolution",
    "comparison",
    "ends",
    "delays",
    "recurrence",
    "open_cases",
    "reached",
    "flow",
)
EARLY = START - 20 * DAY


def chart_of(key):
    return import_module(f"ui.charts.{BY_KEY[key].chart}")


def sentence(key, rows, rows_before=(), seen=SEEN, **relations):
    """The description of a figure over this year and the one before."""
    return chart_of(key).description(with_before(key, rows, rows_before, seen, **relations), {})


def drawn(key, rows, rows_before=(), seen=SEEN, **relations):
    return chart_of(key).figure(with_before(key, rows, rows_before, seen, **relations), {})


def trace(figure, name):
    return next(one for one in figure["data"] if one.get("name") == name)


# --- every figure ---------------------------------------------------------------------------------


def assert_drawn_well(key, computed):
    chart = chart_of(key)
    figure = chart.figure(computed, {})
    go.Figure(figure)
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure
    assert figure["layout"]["dragmode"] is False
    assert all(figure["layout"][axis]["fixedrange"] for axis in ("xaxis", "yaxis"))
    words = chart.description(computed, {})
    assert words.endswith(".")
    assert not re.search(r"nan|None|\bNaT\b|toeval|  |\(\)", words)
    table = chart.table(computed, {})
    assert list(table.columns) == list(dict.fromkeys(table.columns))
    assert not table.isna().any(axis=None)


FULL = [begun(later(3 + 4 * n) if n % 3 else None, opened=START + (n % 7) * DAY) for n in range(30)]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    ("now", "before"),
    [
        (FULL, FULL[:0]),
        (FULL, [begun(opened=EARLY)] * 12),
        (FULL[:2], [begun(opened=EARLY)]),
        ([], []),
    ],
)
def test_two_years_are_in_one_picture(key, now, before):
    assert_drawn_well(key, with_before(key, now, before, SEEN))


# --- time to stopped ------------------------------------------------------------------------------

STOPS = [begun(later(day)) for day in range(1, 46)]


def test_the_size_comes_first_with_its_interval_and_the_year_before():
    before = [begun(EARLY + DAY, opened=EARLY)] * 12
    words = sentence("resolution", [*STOPS, begun()], before)
    # 46 cases of which half has stopped after 23 school days; last year all after one.
    assert words.startswith("De helft is gestopt binnen 23 schooldagen (95%-interval ")
    assert "; vorig jaar rond deze tijd 1. 46 zaken: 45 gestopt, 1 loopt nog." in words


def test_a_median_that_is_not_reached_says_how_far_it_is_and_what_still_runs():
    stops = [begun(later(day)) for day in (3, 6, 9, 12, 15, 18, 21, 24)]
    words = sentence("resolution", [*stops, *[begun()] * 16])
    # S = 2/3 of 24: exp(1,96 · √(1/48) / ln 1,5) = 2,009; 1 - S^(1/2,009) = 18 % and
    # 1 - S^2,009 = 56 %.
    assert words == (
        "De helft is nog niet bereikt: na 110 schooldagen is 33% gestopt"
        " (95%-interval 18% tot 56%). 24 zaken: 8 gestopt, 16 lopen nog."
    )


def test_a_line_stops_where_too_few_are_followed_and_says_how_many_are():
    young = [begun(opened=later(90))] * 12
    old = [begun(later(50))] * 9
    figure = drawn("resolution", [*young, *old])
    assert max(trace(figure, "gestopt")["x"]) == 20
    assert "Langer dan 20 schooldagen gevolgd: 9 zaken" in sentence("resolution", [*young, *old])
    assert any("nog 9 gevolgd" in note["text"] for note in figure["layout"]["annotations"])


def test_the_year_before_is_a_thin_line_in_the_same_picture():
    figure = drawn("resolution", FULL, [begun(opened=EARLY)] * 12)
    thin, main = trace(figure, "vorig jaar rond deze tijd"), trace(figure, "gestopt")
    assert thin["line"]["width"] < main["line"]["width"]
    assert thin["line"]["dash"] != main["line"]["dash"]


def test_too_few_cases_say_from_how_many_it_can_be_said():
    assert sentence("resolution", [begun()] * 3) == (
        "Hoe lang het duurt, staat hier vanaf 10 zaken: in deze periode begonnen er 3."
    )
    assert sentence("resolution", []) == "In deze periode zijn geen zaken begonnen."


# --- two years ------------------------------------------------------------------------------------


def test_two_years_are_compared_at_the_same_school_day_with_their_intervals():
    before = [begun(EARLY + 3 * DAY, opened=EARLY)] * 6 + [begun(opened=EARLY)] * 10
    words = sentence("comparison", [begun(later(5))] * 8 + [begun()] * 12, before)
    assert re.match(
        r"Na 13 schooldagen is 40% \(95%-interval \d+% tot \d+%\) gestopt; "
        r"vorig jaar rond deze tijd 38% \(95%-interval \d+% tot \d+%\)\.",
        words,
    )
    assert "20 tegen 16 zaken; log-rangtoets p = " in words


def test_both_lines_have_the_number_still_followed_under_the_axis():
    before = [begun(opened=EARLY)] * 12
    figure = drawn("comparison", [begun()] * 20, before)
    assert [one["name"] for one in figure["data"]] == ["deze periode", "vorig jaar rond deze tijd"]
    assert figure["layout"]["xaxis"]["ticktext"][0] == "0<br>20<br>12"


def test_without_a_year_before_nothing_is_compared():
    assert sentence("comparison", FULL) == "Er is geen jaar om mee te vergelijken."
    assert sentence("comparison", FULL, [begun(opened=EARLY)]).startswith(
        "Vergelijken kan vanaf 10"
    )


# --- ends, levels, flow ---------------------------------------------------------------------------


def test_the_ends_and_what_runs_add_up_to_100():
    rows = [
        *[begun(later(5))] * 7,
        *[begun(closed=later(9), ending="no_bullying")] * 7,
        *[begun()] * 7,
    ]
    words = sentence("ends", rows)
    assert [int(computed) for computed in re.findall(r"(\d+)%", words)] == [34, 33, 33]


def test_nobody_is_told_that_nothing_runs_while_cases_do():
    young, old = [begun(opened=later(107))] * 12, [begun(later(5))] * 12
    computed = with_before("ends", [*young, *old], [], SEEN)
    words = chart_of("ends").description(computed, {})
    # All who were followed for five days had stopped then; twelve were not followed for so long.
    assert words == (
        "Na 5 schooldagen is naar schatting 100% gestopt. 24 zaken, waarvan er nu nog 12 lopen."
    )
    assert chart_of("ends").table(computed, {})["Na 5 schooldagen"].tolist()[-1] == "–"


def test_open_cases_are_told_by_level_with_the_year_before():
    rows = [begun(), begun(later(5)), {**begun(), "level_2_on": later(3)}]
    assert sentence("open_cases", rows, [begun(opened=EARLY)] * 2) == (
        "Nu zijn er 5 open zaken (vorig jaar rond deze tijd 2): 4 op niveau 1, 1 op niveau 2"
        " en 0 op niveau 3. In 1 daarvan is het gestopt en loopt de nazorg."
    )


def test_an_earlier_day_is_named():
    small = school(cases=[begun()] * 2)
    computed = compute_figure(BY_KEY["open_cases"], figures_of(small), view_on(SEEN, end=after(40)))
    assert (
        chart_of("open_cases")
        .description(computed, {})
        .startswith("Op 26 okt waren er 2 open zaken: ")
    )


def test_a_press_on_a_part_of_a_bar_says_its_level_and_how_it_stands():
    figure = drawn("open_cases", [begun()])
    assert trace(figure, "loopt")["customdata"][0] == "level:1+state:running"
    figure = drawn("flow", FULL)
    assert trace(figure, "gestopt met nazorg")["customdata"][2] == "level:3+state:stopped"


def test_a_bar_of_the_flow_is_exactly_100_percent():
    rows = [begun(), begun(later(4)), begun(closed=later(3), ending="other")] * 5
    bars = drawn("flow", rows)["data"]
    assert sum(bar["x"][0] for bar in bars) == pytest.approx(1)
    assert sum(bar["x"][1] for bar in bars) == 0


def test_levels_reached_say_share_interval_and_who_is_too_young():
    rows = [{**begun(), "level_2_on": later(5)}] * 3 + [begun()] * 9 + [begun(opened=later(80))]
    assert sentence("reached", rows) == (
        "Binnen 60 schooldagen bereikte 25% niveau 2 (95%-interval 9% tot 53%), 0% niveau 3"
        " (95%-interval 0% tot 24%) en 0% het ondersteuningsteam (95%-interval 0% tot 24%)."
        " 12 zaken zo lang gevolgd; 1 is daar nog te jong voor."
    )


# --- delays and what comes back -------------------------------------------------------------------


def test_delays_say_the_median_who_waits_and_what_is_missing():
    talked = {**begun(), "first_talk_on": later(2), "incident_on": START - DAY}
    words = sentence("delays", [*[talked] * 11, begun()])
    assert "van melding tot eerste gesprek 2 (middelste helft 2 tot 2)" in words
    assert "12 zaken, waarvan 1 zonder gesprek en 11 zonder maatregel." in words
    assert "In 1 zaak is de dag van het voorval onbekend; die telt" in words


def test_what_comes_back_is_told_on_the_last_day_that_can_be():
    away = {"closed_on": START, "ending": "stopped", "followed_until": later(80)}
    back = {"closed_on": START, "ending": "stopped", "next_report_on": later(30)}
    words = sentence("recurrence", [], closings=[*[away] * 12, *[back] * 4])
    assert words.startswith("Binnen 60 schooldagen kwam bij 25% opnieuw een melding (95%-interval ")
    assert "16 gepesten, bij 4 kwam er een nieuwe melding" in words
