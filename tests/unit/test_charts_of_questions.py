"""The charts behind the questions of Trends: words exact, and hidden numbers nowhere."""

import json
from datetime import date

import pandas as pd
import pytest

from analytics import adherence, ends, escalation, places, work
from analytics.answer import Answer, with_share
from analytics.period import Period
from analytics.questions import Funnel
from analytics.reports import SchoolRate, funnel
from analytics.reports_over_time import OverTime, reports_over_time_shown
from analytics.statistics import LogRank, Runs
from ui.charts import comparison as comparison_chart
from ui.charts import flow as flow_chart
from ui.charts import funnel as funnel_chart
from ui.charts import parents_informed, place_by_moment, prevention, reports_over_time, style
from ui.charts import steps as steps_chart
from ui.charts import work as work_chart

YEAR = Period(date(2026, 8, 1), date(2027, 7, 31), date(2026, 11, 24))


def answer(frame: pd.DataFrame, count: int, **more: object) -> Answer:
    return Answer(frame, YEAR, count, **more)  # type: ignore[arg-type]


def told(chart: object, given: object) -> str:
    """All that can be read: sentence, table and picture."""
    figure = json.dumps(chart.figure(given), allow_nan=False)  # type: ignore[attr-defined]
    table = chart.table(given).to_string()  # type: ignore[attr-defined]
    return chart.description(given) + table + figure  # type: ignore[attr-defined]


# --- hoe vaak -------------------------------------------------------------------------------------


def a_funnel() -> Funnel:
    frame = pd.DataFrame(
        {
            "class_id": ["a", "b", "c"],
            "class_name": ["1A", "1B", "1C"],
            "count_reports": [2, 3, 25],
            "count_pupils": [25] * 3,
        }
    )
    frame["rate_per_100"] = 4.0 * frame["count_reports"]
    school = SchoolRate(30, 75, 40.0, 27.0, 57.1)
    return Funnel(funnel(frame, school), YEAR, 30, school=school)


def test_the_funnel_names_a_class_beyond_chance_and_keeps_the_order_of_names() -> None:
    # Poisson with mean 10: 2 or fewer 0.3 %, 3 or fewer 1.0 %, 25 or more below 0.01 %.
    assert funnel_chart.description(a_funnel()) == (
        "30 meldingen, 40,0 per 100 leerlingen. 0 klassen liggen binnen wat bij toeval past."
        " Buiten de 95% liggen 1A en 1B. Buiten de 99,9% ligt 1C."
    )
    assert funnel_chart.table(a_funnel())["Klas"].tolist() == ["1A", "1B", "1C"]


def test_a_hidden_class_is_not_in_the_funnel() -> None:
    made = a_funnel()
    frame = made.frame.assign(
        count_reports=pd.array([None, None, 25], dtype="Int64"),
        rate_per_100=[float("nan"), float("nan"), 100.0],
    )
    hidden = Funnel(frame, YEAR, 30, is_hidden=True, school=made.school)
    assert funnel_chart.figure(hidden)["data"][-1]["x"] == [25]
    assert "2 klassen staan er niet in" in funnel_chart.description(hidden)


def over_time(counts: list[int]) -> OverTime:
    months = [date(2025 + (8 + n) // 12, (8 + n) % 12 + 1, 1) for n in range(len(counts))]
    frame = pd.DataFrame({"starts_on": pd.to_datetime(months), "count_reports": counts})
    frame = frame.assign(school_days=20, rate=[count / 10 for count in counts], signal=False)
    frame = frame.assign(centre=0.7, lower=0.1, upper=1.4)
    return OverTime(frame, YEAR, sum(counts), runs=Runs(3, 7, 4, 2, False))


def test_meldingen_over_time_say_the_average_and_that_it_can_be_chance() -> None:
    assert reports_over_time.description(over_time([7, 8, 6, 9])) == (
        "30 meldingen in deze periode. Gemiddeld 0,7 per 100 leerlingen en 20 schooldagen."
        " Geen enkele stip ligt buiten de grenzen van toeval. Ook de volgorde past bij toeval."
        " Meer meldingen betekent niet minder veilig."
    )


def test_a_year_of_which_the_sum_is_told_hides_two_of_its_own_months() -> None:
    exact = over_time([3, 9, 8, 12, 7, 6])
    shown = reports_over_time_shown(exact, [date(2025, 12, 1)])
    is_hidden = shown.frame["count_reports"].isna().tolist()
    assert is_hidden[0]
    assert sum(is_hidden[:3]) == 2
    assert "?" in told(reports_over_time, shown)
    assert shown.frame["rate"].isna().tolist() == is_hidden


# --- waar en wanneer ------------------------------------------------------------------------------


def test_a_small_number_of_a_place_is_in_no_sentence_picture_or_table() -> None:
    frame = pd.DataFrame(
        [("plein", "pauze", 23), ("plein", "ochtend", 3), ("gang", "pauze", 17)],
        columns=["place", "day_part", "count_reports"],
    )
    exact = answer(frame, 43, left_out={"no_place": 0, "no_day_part": 0})
    assert place_by_moment.description(exact) == (
        "43 meldingen in deze periode. Het vaakst genoemd: plein (pauze), 23 keer."
    )
    hidden = places.place_by_moment_shown(exact)
    words = place_by_moment.table(hidden)
    assert words["Ochtend"].tolist() == ["<5", "0"]
    notes = [note["text"] for note in place_by_moment.figure(hidden)["layout"]["annotations"]]
    assert "3" not in notes
    assert "&lt;5" in notes


# --- hoe lang -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("p_value", "said"),
    [
        (0.21, "Dat verschil kan toeval zijn (log-rangtoets, p = 0,21)."),
        (0.003, "Dat verschil is waarschijnlijk geen toeval (log-rangtoets, p < 0,01)."),
        (float("nan"), "De twee perioden zijn niet te vergelijken: er is nog niets gestopt."),
    ],
)
def test_two_years_are_compared_in_words(p_value: float, said: str) -> None:
    frame = pd.DataFrame(
        {"group": ["dit schooljaar", "vorig schooljaar"], "count": [62, 40], "median": [28.0, None]}
    )
    frame = frame.assign(count_stopped=[20, 15], median_lower=float("nan"), median_upper=None)
    made = ends.Comparison(frame, LogRank(1.0, 1, p_value), is_few=False)
    assert comparison_chart.description(made) == (
        "Dit schooljaar: 62 zaken, de helft gestopt binnen 28 schooldagen; vorig schooljaar:"
        f" 40 zaken, de helft is nog niet bereikt. {said}"
    )


# --- houdt het op ---------------------------------------------------------------------------------


def a_flow() -> Answer:
    rows = [(level, outcome) for level in (1, 2, 3) for outcome in escalation.OUTCOMES]
    frame = pd.DataFrame(rows, columns=["level", "outcome"])
    frame["count_cases"] = [11, 6, 0, 3, 0, 0, 7, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0]
    return answer(frame, 29)


def test_the_flow_says_how_the_cases_of_each_level_stand() -> None:
    assert flow_chart.description(a_flow()) == (
        "Van 29 zaken staan er 20 op niveau 1, 7 op niveau 2 en 2 op niveau 3. Niveau 1: loopt"
        " (11), gestopt met nazorg (6) en gesloten: geen pesten (3). Niveau 2: loopt (7)."
        " Niveau 3: loopt (2)."
    )


def test_without_the_cases_the_flow_is_in_tenths_and_holds_no_count() -> None:
    hidden = escalation.flow_in_tenths(a_flow())
    # 11, 6 and 3 of 20: 55 %, 30 % and 15 %, in even tenths.
    assert hidden.frame["share"].dropna().tolist() == [0.6, 0.3, 0.0, 0.2, 0.0, 0.0]
    assert hidden.frame["count_cases"].isna().all()
    assert hidden.count is None
    assert "Niveau 2: te weinig zaken om iets te zeggen." in flow_chart.description(hidden)
    assert flow_chart.table(hidden).iloc[1, 1] == style.NO_VALUE
    assert '"x": [0.6, 0.0, 0.0]' in told(flow_chart, hidden)


# --- de kaart -------------------------------------------------------------------------------------


def some_steps() -> Answer:
    counts = ["count_in_time", "count_late", "count_missed", "count_open"]
    rows = [("Melding lezen", 30, 6, 5, 9), ("Ouders <b>bellen</b>", 11, 9, 2, 8)]
    frame = pd.DataFrame(rows, columns=["step", *counts])
    frame["count_due"] = frame[counts].sum(axis=1)
    frame = frame.assign(count_set_aside=0, count_blocked=0)
    return answer(with_share(frame, "count_in_time", "count_due"), 80)


def test_the_steps_say_what_was_in_time_and_where_help_is_needed() -> None:
    # 41 of 80; 30 of 50 and 11 of 30.
    assert steps_chart.description(some_steps()) == (
        "80 stappen aan de beurt in deze periode. Daarvan was 51% op tijd (41)."
        " Het minst vaak op tijd: Ouders <b>bellen</b> (37%)."
    )
    assert "<b>bellen" not in json.dumps(steps_chart.figure(some_steps()))


def test_what_is_hidden_of_a_step_is_a_part_without_ink() -> None:
    hidden = adherence.steps_shown(some_steps())
    bars = steps_chart.figure(hidden)["data"]
    assert bars[-1]["name"] == "verborgen: kleine aantallen"
    assert bars[2]["x"][1] == 0
    assert steps_chart.table(hidden)["Niet gedaan"].tolist()[1] == "<5"


def test_parents_of_both_sides_are_one_share_with_what_is_left_out() -> None:
    frame = with_share(
        pd.DataFrame({"count_cases": [20], "count_in_time": [15]}), "count_in_time", "count_cases"
    )
    left_out = {"one_side": 6, "set_aside": 0, "not_asked": 5}
    # Wilson, by the formula: 15 of 20 is 0,531 to 0,888.
    assert parents_informed.description(answer(frame, 20, left_out=left_out)) == (
        "In 75% van 20 zaken zijn de ouders van beide kanten op tijd geïnformeerd (15;"
        " 95%-interval 53% tot 89%). Niet meegeteld: 6 met één bekende kant en 5 eerder gesloten."
    )


def test_work_is_told_per_team_and_a_small_number_is_not() -> None:
    frame = pd.DataFrame({"team_id": ["a", "b"], "team_name": ["Boven", "Onder"]})
    exact = answer(frame.assign(count_cases=[9, 8], count_open=[20, 30], count_late=[3, 12]), 50)
    assert work_chart.description(exact) == (
        "Nu: Boven 20 open, waarvan 3 over tijd; Onder 30 open, waarvan 12 over tijd."
    )
    hidden = work.shown(exact)
    assert "Boven 20 open, waarvan minder dan 5 over tijd" in work_chart.description(hidden)
    assert work_chart.table(hidden)["Over tijd"].tolist()[0] == "<5"


# --- voorkomen ------------------------------------------------------------------------------------


def test_mentor_hours_are_by_class_name_and_a_class_without_is_there() -> None:
    frame = pd.DataFrame({"class_name": ["1A", "1B"], "year_group": 1, "count_hours": [0, 4]})
    hours = answer(frame.assign(school_year="2026-2027"), 4)
    assert prevention.description(hours) == "4 mentoruren over pesten, in 1 van 2 klassen."
    assert prevention.figure(hours)["data"][0]["x"] == [0, 4]


def test_a_saved_picture_has_a_dutch_name() -> None:
    options = style.config("Komt het terug?")["toImageButtonOptions"]
    assert options["filename"] == "komt-het-terug"
