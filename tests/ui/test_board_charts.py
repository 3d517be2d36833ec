"""The four charts of the first screen and its data: valid for plotly, small, and honest."""

import copy
import json
from dataclasses import replace
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from analytics import headline
from analytics.figures import BY_KEY
from analytics.period import Period
from analytics.view import View
from casework.figures import FigureFilter
from tests.analytics.small_schools import DAY, LAST, calendar, figures_of, school
from ui.charts import style
from ui.trends import first_screen

THEN = date(2025, 9, 1)
FIRST, TODAY = date(2026, 8, 31), date(2026, 11, 29)
DAYS = calendar(THEN - 40 * DAY, LAST)
CLASSES = [f"{1 + n // 8}{'ABCDEFGH'[n % 8]}" for n in range(16)]
NUMBERS = ("reports", "open_cases", "resolution", "aftercare", "late")
PRESSES = {"filter": {"name", "value"}, "cases": set(), "figure": {"key"}}


def home(place):
    return {"class_id": f"00000000-0000-4000-8000-{place:012}", "year_group": 1, "team_id": "t1"}


def made_school(count=16, cases=48):
    """A school with so many classes and cases, and half as many in the year before."""
    rows = {"cases": [], "reports": [], "aftercare": [], "classes": [], "enrolments": []}
    for place in range(count):
        for year, start in (("2025-2026", THEN), ("2026-2027", FIRST)):
            here = home(place + (100 if start == THEN else 0))
            name = {"class_name": CLASSES[place % 16] + "x" * (place // 16), "team_name": "t"}
            rows["classes"].append({**here, **name, "school_year": year})
            rows["enrolments"] += [
                {
                    "pupil_number": 1000 * place + n,
                    "class_id": here["class_id"],
                    "starts_on": start,
                    "ends_on": date(2026, 7, 3) if start == THEN else None,
                }
                for n in range(25)
            ]
    for start, number, first in ((FIRST, cases, 0), (THEN, cases // 2, 100)):
        for n in range(number):
            add_case(rows, f"{start}-{n}", n, start + (n % 60) * DAY, home(first + n % count))
    return figures_of(school(calendar=DAYS, **rows))


def add_case(rows, case_id, n, opened, here):
    stopped = opened + (7 + n % 40) * DAY if n % 4 else None
    level = {"level_2_on": opened + DAY if n % 3 == 0 else None}
    level["level_3_on"] = opened + 2 * DAY if n % 9 == 0 else None
    times = {"opened_on": opened, "stopped_on": stopped, "closed_on": None, "ending": None}
    rows["cases"].append({"case_id": case_id, **times, **level, **here})
    rows["reports"].append({"case_id": case_id, "number": 1, "reported_on": opened, **here})
    for number, kind in enumerate(("target", "displaying", "parents"), 1):
        due = opened + 20 * DAY
        done = [due + DAY, due + 12 * DAY, None, None][n % 4]
        extra = due - 9 * DAY if n % 4 == 2 else None
        moment = {"case_id": case_id, "number": number, "pupil_in_case": 1, "kind": kind}
        days = {"planned_on": opened, "first_due_on": due, "first_window_ends_on": due + 5 * DAY}
        talks = {"done_on": done, "extra_on": extra}
        rows["aftercare"].append({**moment, **days, **talks, "moves": [], **here})


def view_now(**filters):
    period = Period(FIRST, LAST, TODAY)
    as_far = Period(THEN, date(2025, 11, 29), date(2025, 11, 29))
    whole = Period(THEN, date(2026, 7, 3), date(2026, 7, 4))
    return View(FigureFilter(**filters), period, period, as_far, whole)


@pytest.fixture(scope="module")
def figures():
    return made_school()


@pytest.fixture(scope="module")
def board(figures):
    return headline.board(figures, view_now(), target=90)


@pytest.fixture(scope="module")
def payload(board):
    return first_screen.view_payload(board, {}, TODAY)


@pytest.fixture(scope="module")
def charts(payload):
    return payload["charts"]


# --- for plotly -----------------------------------------------------------------------------------


def drawn(key, chart):
    """The figure as the browser puts it together: the view over what is the same for all."""
    known = first_screen.static_charts()[key]["layout"]
    layout = copy.deepcopy({**known, **chart["layout"]})
    return go.Figure({"data": copy.deepcopy(chart["data"]), "layout": layout})


@pytest.mark.parametrize("key", list(first_screen.CHARTS))
def test_every_chart_is_a_plotly_figure_that_travels_as_strict_json(charts, key):
    travelled = json.loads(json.dumps(charts[key], allow_nan=False))
    assert travelled["data"]
    figure = drawn(key, travelled)
    assert len(figure.data) == len(charts[key]["data"])
    assert travelled["alt"].endswith(".")
    assert travelled["n"].endswith(".")


@pytest.mark.parametrize("key", list(first_screen.CHARTS))
def test_every_table_is_whole_and_every_press_is_one_the_board_knows(charts, key):
    table, presses = charts[key]["table"], charts[key]["presses"]
    assert {len(row) for row in table["rows"]} == {len(table["head"])}
    for press in presses.values():
        assert set(press) == {"kind"} | PRESSES[press["kind"]]
    pressed = {part for trace in charts[key]["data"] for part in trace.get("customdata", [])}
    assert set(presses) <= pressed | set(table.get("parts", []))


def test_what_is_the_same_for_all_views_is_sent_once():
    known = first_screen.static_charts()
    assert list(known) == ["per_class", "levels", "time_to_stopped", "aftercare"]
    for chart in known.values():
        assert set(chart) == {"title", "info", "layout"}
        assert chart["info"].endswith(".")
        assert json.dumps(chart, allow_nan=False)


def size(payload):
    return len(json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode())


def test_a_view_stays_small(figures, payload):
    assert size(payload) < 13_000
    names = figures.classes.filter("school_year = '2026-2027'").fetchall()
    one = headline.board(
        figures_of(figures.small, reports=figures.reports.filter(f"class_id = '{names[0][0]}'")),
        replace(view_now(class_id=names[0][0]), before=None, year_before=None),
    )
    assert size(first_screen.view_payload(one, {}, TODAY)) < size(payload)


# --- what they show -------------------------------------------------------------------------------


def test_the_band_of_a_class_never_lies_below_zero_and_holds_its_dot(board, charts):
    band, _, dots = charts["per_class"]["data"]
    for low, length, dot in zip(band["base"], band["y"], dots["y"], strict=True):
        assert 0 <= low <= dot <= low + length + 0.1
    assert dots["text"] == [
        style.number(count) for count in board.charts["reports"].now.frame["count_reports"]
    ]


def test_sixteen_classes_fit_and_forty_scroll(charts):
    assert charts["per_class"]["layout"]["meta"]["min_width"] <= 560
    many = headline.board(made_school(40), view_now())
    wide = first_screen.view_payload(many, {}, TODAY)["charts"]["per_class"]
    assert wide["layout"]["meta"]["min_width"] == 40 * 30 + 60
    assert len(wide["data"][2]["x"]) == len(set(wide["data"][2]["x"])) == 40


def test_a_press_on_a_class_chooses_it_and_on_the_chosen_one_lets_it_go(figures, board):
    class_id = home(3)["class_id"]
    view = replace(view_now(class_id=class_id), before=None, year_before=None)
    chosen = headline.board(figures, view, classes=board.charts["reports"])
    chart = first_screen.view_payload(chosen, {}, TODAY)["charts"]["per_class"]
    values = [press["value"] for press in chart["presses"].values()]
    assert values[3] == ""
    assert values[4] == f"c{home(4)['class_id']}"
    assert chart["data"][2]["selectedpoints"] == [3]


def test_the_levels_add_up_to_the_open_cases_and_only_level_3_is_red(board, charts):
    running, stopped, before = charts["levels"]["data"]
    assert sum(running["x"]) + sum(stopped["x"]) == board.numbers.open_cases.count
    assert before["x"] == [board.numbers.open_before.by_level[level] for level in (1, 2, 3)]
    assert running["marker"]["color"] == [style.MAIN, style.MAIN, style.RED]
    rows = charts["levels"]["table"]["rows"]
    assert [row[1] for row in rows] == [row[2] + row[3] for row in rows]


def test_the_curve_rises_from_nothing_and_stops_where_too_few_are_followed(board, charts):
    followed = board.charts["resolution"].now.followed
    line = charts["time_to_stopped"]["data"][3]
    assert (line["x"][0], line["y"][0]) == (0, 0)
    assert all(low <= high for low, high in pairwise(line["y"]))
    assert line["x"][-1] == followed.until
    assert followed.at_risk([followed.until])[0] >= 10


def test_the_median_is_marked_once_and_at_most_three_say_how_many_are_followed(board, charts):
    chart = charts["time_to_stopped"]
    median = board.charts["resolution"].now.followed.median
    assert chart["data"][4]["x"] == [median]
    assert [note["x"] for note in chart["layout"]["annotations"]] == [median]
    ticks = [text for text in chart["layout"]["xaxis"]["ticktext"] if "gevolgd" in text]
    assert 1 <= len(ticks) <= 3


def test_every_bar_of_nazorg_adds_up_to_100_with_its_counts_inside(board, charts):
    bars = charts["aftercare"]["data"]
    for place in range(3):
        assert sum(bar["x"][place] for bar in bars) == 100
    due = board.charts["aftercare"].now.count
    assert sum(int(text or 0) for bar in bars for text in bar["text"]) == due
    assert [bar["name"] for bar in bars] == ["op tijd", "te laat", "te vroeg", "niet gedaan"]


def test_the_target_is_a_line_behind_the_bars_and_only_where_there_is_one(figures, charts):
    (line,) = charts["aftercare"]["layout"]["shapes"]
    assert (line["x0"], line["x1"], line["layer"]) == (90, 90, "below")
    without = headline.board(figures, view_now())
    chart = first_screen.view_payload(without, {}, TODAY)["charts"]["aftercare"]
    assert chart["layout"] == {"shapes": [], "annotations": []}


def test_without_anything_a_chart_says_so_and_draws_nothing():
    empty = headline.board(figures_of(school(calendar=DAYS)), view_now())
    charts = first_screen.view_payload(empty, {}, TODAY)["charts"]
    for key in ("time_to_stopped", "aftercare"):
        assert (charts[key]["data"], charts[key]["table"]["rows"]) == ([], [])
        assert charts[key]["alt"].endswith(".")


# --- the numbers ----------------------------------------------------------------------------------


def test_the_five_numbers_say_the_year_before_and_lead_somewhere(board, payload):
    numbers = {one["key"]: one for one in payload["numbers"]}
    assert tuple(numbers) == NUMBERS
    assert numbers["reports"]["value"] == "48"
    assert numbers["reports"]["before"] == "vorig jaar rond deze tijd 24"
    assert numbers["reports"]["note"] == "twee keer zoveel"
    assert sum(numbers["reports"]["spark"]) == 48
    assert numbers["aftercare"]["unit"] == "doel 90%"
    assert numbers["aftercare"]["tone"] == "missed"
    assert "op niveau 3" in numbers["open_cases"]["note"]
    for one in payload["numbers"]:
        assert set(one) == {
            "key",
            "label",
            "value",
            "unit",
            "note",
            "before",
            "tone",
            "spark",
            "spark_before",
            "press",
        }
        press = one["press"]
        if press and press["kind"] == "figure":
            assert press["key"] in BY_KEY
    share = board.charts["aftercare"].now.frame["share"].iloc[-1]
    assert numbers["aftercare"]["value"] == style.percent(share)


def test_how_sure_stands_behind_the_i_and_not_in_the_number(payload):
    assert "48 tegen 24 vorig jaar rond deze tijd" in payload["charts"]["per_class"]["n"]
    assert "95%-interval" in payload["charts"]["per_class"]["n"]
    assert "toeval" not in json.dumps(payload["numbers"], ensure_ascii=False)
    assert "toeval" not in json.dumps(payload["attention"], ensure_ascii=False)


def test_without_a_year_before_the_comparison_is_left_out(figures):
    view = replace(view_now(), before=None, year_before=None)
    drawn_chart = first_screen.view_payload(headline.board(figures, view), {}, TODAY)
    assert "vorig jaar" not in json.dumps(drawn_chart["numbers"])
    assert all("jaar" not in one["before"] for one in drawn_chart["numbers"])
    assert [one["spark_before"] for one in drawn_chart["numbers"]] == [[]] * 5
