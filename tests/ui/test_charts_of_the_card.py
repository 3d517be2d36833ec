"""The pictures, words and tables of nazorg, the card and what gepesten say: valid, plain, exact."""

import json
import re
from importlib import import_module

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings

from analytics.figure import compute_figure
from analytics.figures import BY_KEY
from analytics.period import Period
from tests.analytics.case_views import view_on, views
from tests.analytics.small_schools import DAY, END, FIRST, START, after, figures_of, school, schools
from tests.analytics.test_aftercare import PLANNED, moment
from tests.analytics.test_card_steps import DUE as STEP_DUE
from tests.analytics.test_card_steps import case, parents, step
from ui.charts import style

KEYS = (
    "aftercare",
    "aftercare_by_month",
    "parents_informed",
    "steps",
    "steps_per_year_group",
    "work",
    "outcomes",
    "safety_change",
)
BARS = ("aftercare", "parents_informed", "steps")
WORDS = {
    "steps": {
        "parents": "Ouders informeren",
        "talk_target": "Gesprek met de gepeste",
        "aftercare": "Nazorg",
    }
}
DUE, ENDS = after(25), after(30)
THEN = Period(FIRST, START - DAY, START - DAY)
EARLY = after(2)


def chart_of(key):
    return import_module(f"ui.charts.{BY_KEY[key].chart}")


def computed(key, seen=END, before=None, **rows):
    """A figure over the rows of this year, and of the days before START as the year before."""
    return compute_figure(BY_KEY[key], figures_of(school(**rows)), view_on(seen, before=before))


def sentence(key, seen=END, before=None, **rows):
    return chart_of(key).description(computed(key, seen, before, **rows), WORDS)


def drawn(key, seen=END, before=None, **rows):
    return chart_of(key).figure(computed(key, seen, before, **rows), WORDS)


def traces(figure, kind="bar"):
    return [one for one in figure["data"] if one["type"] == kind]


def trace(figure, name):
    return next(one for one in figure["data"] if one.get("name") == name)


# --- every figure ---------------------------------------------------------------------------------


def assert_drawn_well(key, answer):
    chart = chart_of(key)
    figure = chart.figure(answer, WORDS)
    go.Figure(figure)
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure
    assert figure["layout"]["dragmode"] is False
    assert all(figure["layout"][axis]["fixedrange"] for axis in ("xaxis", "yaxis"))
    words = chart.description(answer, WORDS)
    assert words.endswith(".")
    assert not re.search(r"nan|None|\bNaT\b|toeval|minst|verborgen|  |\(\)", words)
    table = chart.table(answer, WORDS)
    assert list(table.columns) == list(dict.fromkeys(table.columns))
    assert not table.isna().any(axis=None)
    for name in ("share", "lower", "upper"):
        assert not re.search(r"\bnan\b", table.to_string()), name
    return figure


@pytest.mark.parametrize("key", BARS)
@settings(deadline=None, max_examples=25)
@given(schools, views)
def test_the_parts_of_a_bar_add_up_to_exactly_100(key, small, view):
    answer = compute_figure(BY_KEY[key], figures_of(small), view)
    bars = traces(chart_of(key).figure(answer, WORDS))
    for place in range(len(bars[0]["y"]) if bars else 0):
        whole = sum(bar["x"][place] for bar in bars)
        assert whole == pytest.approx(1, abs=1e-12) or whole == 0
    frame = answer.now.frame
    whole = "count_cases" if key == "parents_informed" else "count_due"
    inside = sum(int(text or 0) for bar in bars for text in bar["text"])
    assert inside == frame[whole].sum()


FULL = {
    "aftercare": [
        moment(
            (DUE, ENDS + DAY, DUE - DAY, None)[n % 4], case_id=f"c{n}", pupil_in_case=1, number=n
        )
        | {"outcome": ("stopped", "less", "same", None)[n % 4], "kind": "target"}
        for n in range(20)
    ],
    "steps": [
        *(step("done", STEP_DUE, case_id=f"c{n}", year_group=1 + n % 2) for n in range(12)),
        *(parents(f"c{n}", side) for n in range(12) for side in ("target", "displaying")),
        *(step(case_id=f"d{n}", team_id="t2") for n in range(3)),
    ],
    "scores": [
        {"case_id": f"c{n}", "pupil_in_case": 1, "number": k, "role": "target", "said_on": day}
        | {"score": 4 + 2 * k}
        for n in range(11)
        for k, day in enumerate((DUE, ENDS))
    ],
}
LAST_YEAR = {
    "aftercare": [
        moment(EARLY, due=EARLY, planned_on=FIRST, case_id=f"y{n}", number=n, outcome="stopped")
        | {"pupil_in_case": 1}
        for n in range(10)
    ],
    "steps": [step("done", EARLY, due=EARLY, case_id=f"y{n}") for n in range(12)],
    "scores": [
        {"case_id": f"y{n}", "pupil_in_case": 1, "number": k, "role": "target", "said_on": EARLY}
        | {"score": 3}
        for n in range(10)
        for k in range(2)
    ],
}
BOTH = {name: [*FULL[name], *LAST_YEAR[name]] for name in FULL}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("rows", [{}, FULL, BOTH, LAST_YEAR])
def test_two_years_are_in_one_picture(key, rows):
    assert_drawn_well(key, computed(key, before=THEN, **rows))


@pytest.mark.parametrize("key", ["aftercare", "steps", "outcomes"])
def test_last_year_is_a_thin_line_across_the_bar(key):
    figure = drawn(key, before=THEN, **BOTH)
    (line,) = traces(figure, "scatter")
    assert line["marker"]["symbol"] == "line-ns-open"
    assert line["hoverinfo"] == "skip"
    assert line["x"]
    assert set(line["y"]) <= set(figure["layout"]["yaxis"]["categoryarray"])
    assert not traces(drawn(key, **BOTH), "scatter")


# --- the words ------------------------------------------------------------------------------------


def nazorg(on_time, late=0, ahead=0, missed=0, is_open=0, **more):
    days = [DUE] * on_time + [ENDS + DAY] * late + [None] * (ahead + missed)
    rows = [moment(day, case_id=f"c{n}", **more) for n, day in enumerate(days)]
    for row in rows[on_time + late : on_time + late + ahead]:
        row["extra_on"] = PLANNED
    return [*rows, *[moment(due=END - DAY, ends=END, case_id="o")] * is_open]


def test_the_share_of_nazorg_comes_first_with_its_interval_and_last_year():
    before = [moment(EARLY if n < 7 else None, due=EARLY, planned_on=FIRST) for n in range(10)]
    words = sentence("aftercare", before=THEN, aftercare=[*nazorg(64, 3, 1, 6, 1), *before])
    # 64 of 75 by Wilson (z = 1,96): (0,8533 + 0,0256) / 1,0512 ± 0,0772 = 0,756 to 0,916.
    assert words == (
        "85% van de nazorg was op tijd (64 van 75; 95%-interval 76% tot 92%); vorig jaar rond deze"
        " tijd 70%. 6 niet gedaan, 3 te laat, 1 alleen te vroeg (een extra gesprek, geen nazorg)"
        " en 1 nog open."
    )


def test_few_talks_say_from_how_many_a_share_can_be_said():
    assert sentence("aftercare", aftercare=nazorg(3, late=1)) == (
        "Het deel dat op tijd is, staat hier vanaf 10 gesprekken die aan de beurt waren: het zijn"
        " er 4, waarvan 3 op tijd."
    )
    assert sentence("aftercare") == "Er was in deze periode geen nazorg aan de beurt."


def test_few_talks_last_year_are_counts_and_no_share():
    before = [moment(EARLY, due=EARLY, planned_on=FIRST), moment(due=EARLY, planned_on=FIRST)]
    words = sentence("aftercare", before=THEN, aftercare=[*nazorg(12), *before])
    assert "; vorig jaar rond deze tijd 1 van 2." in words


def test_a_kind_without_nazorg_due_says_so_instead_of_zero_per_cent():
    figure = drawn("aftercare", aftercare=nazorg(12))
    notes = {note["y"]: note["text"] for note in figure["layout"]["annotations"]}
    assert notes == dict.fromkeys(("Pestende leerling", "Ouders"), "niets aan de beurt")
    assert figure["layout"]["yaxis"]["categoryarray"][0] == "Gepeste<br>100% op tijd"


def test_a_part_of_nazorg_is_pressed_by_what_became_of_it_and_for_whom():
    bar = trace(drawn("aftercare", aftercare=nazorg(12, ahead=2)), "te vroeg")
    assert bar["customdata"][0] == "outcome:ahead+concerns:target"
    assert bar["customdata"][-1] == "outcome:ahead"
    assert bar["text"][0] == bar["text"][-1] == "2"


def test_the_months_say_the_same_share_as_the_headline():
    rows = [*nazorg(8, missed=2), *nazorg(4, due=after(60), planned_on=after(40))]
    rows = [
        row | ({"done_on": after(60)} if row["first_due_on"] == after(60) else {}) for row in rows
    ]
    share = sentence("aftercare", aftercare=rows).split(" van de nazorg")[0]
    words = sentence("aftercare_by_month", aftercare=rows)
    assert share == words.split(" van de nazorg")[0] == "86%"
    assert words.endswith("Per maand: oktober 2026 80% (8 van 10) en november 2026 100% (4 van 4).")


def test_parents_of_both_sides_are_one_share_with_what_is_left_out():
    late = [parents("z", side, done=STEP_DUE + DAY) for side in ("target", "displaying")]
    rows = [parents(f"c{n}", side) for n in range(9) for side in ("target", "displaying")]
    words = sentence("parents_informed", steps=[*rows, *late, parents("x", "target")])
    # 9 of 10 by Wilson: 0,5958 to 0,9821 (Newcombe 1998, method 3).
    assert words == (
        "In 90% van de zaken zijn de ouders van beide kanten op tijd geïnformeerd (9 van 10;"
        " 95%-interval 60% tot 98%). 1 te laat. Niet meegeteld: 1 met één bekende kant."
    )


def test_the_steps_say_how_many_were_in_time_and_name_no_best_or_worst():
    rows = [step("done", STEP_DUE, case_id=f"c{n}") for n in range(9)]
    rows += [parents("a", "target", done=STEP_DUE + DAY), parents("b", "target", "open", None)]
    assert sentence("steps", steps=rows) == (
        "82% van de stappen was op tijd (9 van 11). 1 te laat en 1 niet gedaan."
    )
    names = drawn("steps", steps=rows)["layout"]["yaxis"]["categoryarray"]
    assert names == ["Ouders informeren<br><b>0%</b>", "Gesprek met de gepeste<br><b>100%</b>"]


def test_a_year_group_shows_the_share_with_its_counts_and_no_colour_for_few():
    many = [step("done", STEP_DUE, case_id=f"c{n}") for n in range(9)] + [step()]
    few = [step("done", STEP_DUE, year_group=3), step(year_group=3)]
    figure = drawn("steps_per_year_group", steps=[*many, *few])
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert texts == ["<b>90%</b><br>9/10", "1/2"]
    colours = [shape["fillcolor"].startswith("#") for shape in figure["layout"]["shapes"]]
    assert colours == [True, False]
    assert figure["data"][0]["customdata"] == [
        "step:talk_target+year_group:2",
        "step:talk_target+year_group:3",
    ]


def test_work_says_what_is_late_in_how_many_cases_and_then_each_team():
    rows = [step(), step(), step(case_id="b"), step(case_id="d", team_id="t2", due=END)]
    cases = [case(), case(case_id="b"), case(case_id="d")]
    assert sentence("work", steps=rows, cases=cases) == (
        "3 stappen nu te laat, in 2 zaken; 4 open stappen in totaal. Per team: bovenbouw 1 open,"
        " waarvan 0 te laat; onderbouw 3 open, waarvan 3 te laat; vavo 0 open, waarvan 0 te laat."
    )
    assert sentence("work") == "Er staan nu geen stappen open."
    late = trace(drawn("work", steps=rows, cases=cases), "te laat")
    assert (late["marker"]["color"], late["x"]) == (style.RED, [0, 3, 0])


def test_what_gepesten_say_is_percents_that_add_up_to_100():
    outcomes = ["stopped"] * 5 + ["less"] * 4 + ["same"] * 4 + ["worse"] * 4
    rows = [
        moment(DUE, outcome=outcome, case_id=f"c{n}", pupil_in_case=1)
        for n, outcome in enumerate(outcomes)
    ]
    words = sentence("outcomes", aftercare=rows)
    # 5, 4, 4 and 4 of 17 are 29,4% and three times 23,5%: rounded 101, by largest remainder 100.
    assert [int(one) for one in re.findall(r"(\d+)% (?:van|minder|gelijk|erger)", words)] == [
        *(29, 24, 24, 23),
    ]
    table = chart_of("outcomes").table(computed("outcomes", aftercare=rows), WORDS)
    assert sum(int(one.rstrip("%")) for one in table["Aandeel"]) == 100


def test_the_safety_score_says_from_where_to_where_and_how_many_rose():
    assert sentence("safety_change", scores=FULL["scores"]).startswith(
        "De mediaan ging van 4 naar 6. Bij 100% was het laatste cijfer hoger dan het eerste"
        " (11 van 11; 95%-interval 74% tot 100%); 0 even hoog en 0 lager."
    )


def test_red_is_only_for_what_is_late_or_missed():
    for key in KEYS:
        for bar in traces(drawn(key, before=THEN, **BOTH)):
            if style.RED in bar["marker"].get("color", ""):
                assert bar["name"] in ("niet gedaan", "te laat")


def test_the_outcomes_of_a_bar_show_by_pattern_as_well_as_by_colour():
    bars = traces(drawn("aftercare", aftercare=nazorg(9, 1, 1, 1, 1)))
    patterns = [bar["marker"]["pattern"]["shape"] for bar in bars]
    assert len(patterns) == len(set(patterns)) == 5
