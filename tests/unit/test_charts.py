"""The figures as pictures, words and tables: complete, honest, Dutch, and never by colour alone."""

import copy
import itertools
import json
import math

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.aftercare import KINDS
from analytics.escalation import RUNGS
from analytics.reports import SchoolRate
from analytics.resolution import Resolution
from analytics.statistics import (
    kaplan_meier,
    median_interval,
    median_time,
    survival_at,
    wilson_interval,
)
from ui.charts import aftercare, escalation, levels_reached, reports, resolution, style

NOTHING = float("nan")
SCHOOL = SchoolRate(12, 200, 6.0, 3.1, 10.48)


def classes(*rows):
    """Rows of (name, meldingen, leerlingen), with a rate but made-up limits."""
    frame = pd.DataFrame(rows, columns=["class_name", "count_reports", "count_pupils"])
    frame["class_id"] = [f"id-{place}" for place in range(len(frame))]
    frame["year_group"], frame["school_year"] = 2, "2026-2027"
    pupils = frame["count_pupils"].where(frame["count_pupils"] > 0)
    frame["rate_per_100"] = 100 * frame["count_reports"] / pupils
    return frame.assign(lower=frame["rate_per_100"] / 2, upper=frame["rate_per_100"] * 2 + 5)


def levels(*counts):
    """Rows of (running, stopped) for levels 1, 2 and 3."""
    frame = pd.DataFrame(counts, columns=["count_running", "count_stopped"])
    frame.insert(0, "level", [1, 2, 3])
    return frame.assign(count_cases=frame["count_running"] + frame["count_stopped"])


def reached(counts, followed, too_recent=0):
    limits = [wilson_interval(count, followed) for count in counts]
    frame = pd.DataFrame({"rung": RUNGS, "count_reached": counts})
    frame["follow_up"], frame["count_followed"] = 60, followed
    frame["count_too_recent"] = too_recent
    frame["share"] = [count / followed if followed else NOTHING for count in counts]
    frame["lower"] = [low if followed else NOTHING for low, _ in limits]
    return frame.assign(upper=[high if followed else NOTHING for _, high in limits])


def resolved(durations, marks, other_ends=0, left_out=0):
    curve = kaplan_meier(durations, marks)
    lower, upper = median_interval(curve)
    left = [survival_at(curve, days) for days in (20, 40, 60)]
    milestones = pd.DataFrame(
        [(1 - middle, 1 - high, 1 - low) for middle, low, high in left],
        columns=["share", "lower", "upper"],
    )
    milestones.insert(0, "school_days", [20, 40, 60])
    stopped = sum(marks)
    return Resolution(
        curve=curve,
        count=len(durations),
        count_stopped=stopped,
        count_censored=len(durations) - stopped - other_ends,
        count_other_ends=other_ends,
        count_left_out=left_out,
        median=median_time(curve),
        median_lower=lower,
        median_upper=upper,
        milestones=milestones,
    )


def nazorg(*rows):
    """Rows of (in window, late, missed, open, set aside, ahead) for the four kinds."""
    names = ["in_window", "late", "missed", "open", "set_aside", "ahead"]
    frame = pd.DataFrame(rows, columns=[f"count_{name}" for name in names])
    due = frame.iloc[:, :4].sum(axis=1)
    limits = [
        wilson_interval(done, of) if of else (NOTHING, NOTHING)
        for done, of in zip(frame["count_in_window"], due, strict=True)
    ]
    frame.insert(0, "kind", KINDS)
    frame.insert(1, "count_due", due)
    frame["share"] = frame["count_in_window"] / due.where(due > 0)
    frame["lower"] = [low for low, _ in limits]
    return frame.assign(upper=[high for _, high in limits])


FULL = {
    "reports": (reports, classes(("1A", 3, 25), ("1B", 0, 20), ("1C", 9, 0))),
    "escalation": (escalation, levels((7, 5), (5, 2), (2, 0))),
    "levels reached": (levels_reached, reached([14, 5, 3], 48, 9)),
    "resolution": (resolution, resolved([5, 9, 9, 30, 61, 70] * 2, [1, 1, 1, 1, 1, 0] * 2)),
    "aftercare": (
        aftercare,
        nazorg((9, 1, 1, 1, 0, 0), (3, 1, 0, 0, 2, 1), (0,) * 6, (12, 2, 1, 1, 2, 1)),
    ),
}
EMPTY = {
    "reports": (reports, classes()),
    "escalation": (escalation, levels((0, 0), (0, 0), (0, 0))),
    "levels reached": (levels_reached, reached([0, 0, 0], 0)),
    "resolution": (resolution, resolved([], [])),
    "aftercare": (aftercare, nazorg(*[(0,) * 6] * 4)),
}
EVERY = [(*pair, name) for figures in (FULL, EMPTY) for name, pair in figures.items()]


@pytest.mark.parametrize(("chart", "answer", "name"), EVERY)
def test_every_picture_is_a_plotly_figure_that_travels_as_strict_json(chart, answer, name):
    figure = chart.figure(answer)
    travelled = json.loads(json.dumps(figure, allow_nan=False))
    assert len(go.Figure(travelled).data) == len(figure["data"])


@pytest.mark.parametrize(("chart", "answer", "name"), EVERY)
def test_every_figure_has_words_and_a_table_beside_it(chart, answer, name):
    assert chart.description(answer).endswith(".")
    assert "nan" not in chart.description(answer).lower()
    shown = chart.table(answer)
    assert "nan" not in shown.to_string().lower()
    assert len(chart.HOW_TO_READ) > 100
    assert chart.TITLE


@pytest.mark.parametrize(("chart", "answer", "name"), EVERY)
def test_no_picture_can_be_dragged_or_zoomed_out_of_sight_on_a_phone(chart, answer, name):
    layout = chart.figure(answer)["layout"]
    assert layout["dragmode"] is False
    assert layout["xaxis"]["fixedrange"]
    assert layout["yaxis"]["fixedrange"]
    assert layout["xaxis"]["automargin"]
    assert layout["yaxis"]["automargin"]
    assert layout["separators"] == ",."
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0, 0, 0, 0)"


def test_a_picture_leaves_its_numbers_alone():
    for chart, answer in FULL.values():
        before = copy.deepcopy(answer)
        chart.figure(answer), chart.description(answer), chart.table(answer)
        if isinstance(answer, pd.DataFrame):
            pd.testing.assert_frame_equal(answer, before)
        else:
            pd.testing.assert_frame_equal(answer.curve, before.curve)


def test_classes_keep_their_order_with_the_first_on_top():
    frame = classes(("2A", 1, 25), ("2B", 9, 25), ("10A", 4, 25))
    axis = reports.figure(frame, SCHOOL)["layout"]["yaxis"]
    assert axis["categoryarray"] == axis["tickvals"] == ["2A", "2B", "10A"]
    assert axis["range"][0] > axis["range"][1]


def test_forty_classes_get_the_height_that_their_names_need():
    few, many = (
        reports.figure(classes(*[(f"{number}A", 1, 25) for number in range(count)]))
        for count in (6, 40)
    )
    assert many["layout"]["height"] - few["layout"]["height"] == 34 * 24


def test_a_class_without_meldingen_has_an_open_dot_and_one_without_pupils_has_none():
    figure = reports.figure(FULL["reports"][1], SCHOOL)
    dots = figure["data"][0]
    assert dots["marker"]["symbol"] == ["circle", "circle-open", "circle"]
    assert dots["x"] == [12, 0, None]
    words = [note["text"] for note in figure["layout"]["annotations"]]
    assert words == ["alle klassen: 6,0", "geen leerlingen in deze periode"]


def test_two_classes_with_one_name_show_their_school_year():
    frame = classes(("2A", 1, 25), ("2A", 2, 25), ("2B", 1, 25))
    frame["school_year"] = ["2025-2026", "2026-2027", "2026-2027"]
    names = ["2A (2025-2026)", "2A (2026-2027)", "2B"]
    assert reports.figure(frame)["layout"]["yaxis"]["categoryarray"] == names
    assert reports.table(frame)["Klas"].tolist() == names


def test_a_class_name_is_never_read_as_markup():
    figure = reports.figure(classes(('<a href="x">2A</a>', 3, 25)))
    assert "<a" not in json.dumps(figure)
    assert figure["layout"]["yaxis"]["categoryarray"] == ['&lt;a href="x"&gt;2A&lt;/a&gt;']


def test_the_words_on_meldingen_say_that_more_is_not_less_safe():
    frame = classes(("2A", 12, 100), ("2B", 0, 100))
    assert reports.description(frame, SCHOOL) == (
        "12 meldingen in 2 klassen, waarvan 1 zonder melding. Over alle klassen samen is dat 6,0"
        " per 100 leerlingen (95%-interval 3,1 tot 10,5; 200 leerlingen). Meer meldingen betekent"
        " niet dat een klas minder veilig is."
    )
    assert reports.table(frame).iloc[0].tolist() == ["2A", 2, 12, 100, "12,0", "6,0 tot 29,0"]


def test_the_words_on_open_cases_count_them_by_level():
    answer = FULL["escalation"][1]
    assert escalation.description(answer) == (
        "Nu 21 open zaken: 12 op niveau 1, 7 op niveau 2 en 2 op niveau 3."
        " In 7 daarvan is het gestopt en loopt de nazorg nog."
    )
    assert escalation.table(answer)["Erbij betrokken"].tolist() == [
        *("mentor", "leerlingcoördinator", "teamleider", "")
    ]
    assert escalation.table(answer)["Open zaken"].tolist() == [12, 7, 2, 21]


def test_the_words_on_escalation_name_who_was_followed_and_who_not_yet():
    # Wilson, by the formula: 14, 5 and 3 of 48.
    assert levels_reached.description(FULL["levels reached"][1]) == (
        "Van 48 zaken bereikte binnen 60 schooldagen 29% niveau 2 (14, 95%-interval 18% tot 43%),"
        " 10% niveau 3 (5, 95%-interval 5% tot 22%) en 6% het ondersteuningsteam"
        " (3, 95%-interval 2% tot 17%). 9 zaken zijn nog te kort gevolgd en tellen niet mee."
    )


def test_the_words_on_resolution_give_the_median_or_say_that_it_is_not_reached():
    marks = [True, True, True, True, True, False]
    said = resolution.description(resolved([5, 9, 9, 30, 61, 70] * 2, marks * 2, left_out=1))
    assert said.startswith("Van 12 zaken is het in 10 gestopt; 2 nog open, 0 anders geëindigd.")
    assert "In de helft van de zaken was het binnen 9 schooldagen gestopt" in said
    assert "Gestopt: 50% na 20, 67% na 40, 67% na 60 schooldagen." in said
    assert said.endswith("1 zaak is weggelaten omdat de datums niet kunnen kloppen.")
    waiting = resolved([5.0] * 2 + [90.0] * 10, [True] * 2 + [False] * 10)
    assert "De mediaan is niet bereikt" in resolution.description(waiting)
    assert resolution.figure(waiting)["layout"]["shapes"] == []


def test_the_line_is_dotted_from_where_fewer_than_five_cases_are_followed():
    answer = resolved([float(day) for day in range(1, 11)], [True] * 10)
    _, _, full, dotted, _ = resolution.figure(answer)["data"]
    assert full["x"] == [0, 1, 2, 3, 4, 5, 6]
    assert dotted["x"] == [6, 7, 8, 9, 10]
    assert dotted["line"]["dash"] == "dot"
    assert dotted["y"][-1] == 1


def test_the_words_on_nazorg_give_the_share_its_interval_and_the_rest():
    # Wilson, by the formula: 12 of 16 is 0,505 to 0,898.
    answer = FULL["aftercare"][1]
    assert aftercare.description(answer) == (
        "Van 16 nazorgmomenten was 75% op tijd (12; 95%-interval 51% tot 90%)."
        " Verder 2 te laat, 1 niet gedaan en 1 nog open."
        " Apart: 2 niet van toepassing en 1 eerder gedaan dan gepland."
    )
    assert aftercare.table(answer)["Aandeel op tijd"].tolist() == ["75%", "75%", "–", "75%"]


def test_a_kind_without_nazorg_due_says_so_instead_of_zero_per_cent():
    figure = aftercare.figure(FULL["aftercare"][1])
    assert [note["y"] for note in figure["layout"]["annotations"]] == ["Ouders"]
    assert "0% op tijd" not in json.dumps(figure)


@pytest.mark.parametrize(
    ("chart", "answer", "said"),
    [
        (reports, classes(("2A", 4, 25)), "4 meldingen in 1 klas in deze periode."),
        (levels_reached, reached([1, 0, 0], 9), "9 zaken minstens 60 schooldagen gevolgd."),
        (resolution, resolved([5.0, 9.0], [True, False]), "2 zaken in deze periode, 1 gestopt."),
        (aftercare, nazorg(*[(3, 1, 0, 0, 0, 0)] * 4), "4 nazorgmomenten aan de beurt, 3 op tijd."),
    ],
)
def test_too_little_data_is_a_proper_answer_with_its_number(chart, answer, said):
    assert chart.description(answer) == f"Te weinig gegevens om iets te zeggen: {said}"


def test_an_empty_school_is_told_kindly_what_is_missing():
    said = {name: chart.description(answer) for name, (chart, answer) in EMPTY.items()}
    assert said["reports"] == "In deze periode zijn er geen meldingen in 0 klassen."
    assert said["escalation"] == "Er zijn op dit moment geen open zaken."
    assert said["resolution"] == "In deze periode zijn geen zaken begonnen."
    assert said["aftercare"] == "Er was in deze periode geen nazorg aan de beurt."


def test_what_became_of_nazorg_shows_by_pattern_as_well_as_by_colour():
    bars = [trace for trace in aftercare.figure(FULL["aftercare"][1])["data"] if "name" in trace]
    patterns = [bar["marker"]["pattern"]["shape"] for bar in bars if bar["type"] == "bar"]
    assert len(patterns) == len(set(patterns)) == 4


def test_rungs_and_parts_of_levels_show_without_colour():
    dots = levels_reached.figure(FULL["levels reached"][1])["data"][0]
    assert len(set(dots["marker"]["symbol"])) == 3
    bars = escalation.figure(FULL["escalation"][1])["data"]
    assert len({bar["marker"]["pattern"]["shape"] for bar in bars}) == 2


def luminance(colour):
    """Relative luminance of WCAG 2.2."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("paper", ["#fbfaf7", "#0e1117"])
def test_colours_of_data_stand_out_three_to_one_on_light_and_dark_paper(paper):
    colours = {style.MAIN, *style.LEVEL.values(), *style.OUTCOME.values()}
    assert min(contrast(colour, paper) for colour in colours) >= 3


def test_text_stands_out_four_and_a_half_to_one_in_both_themes():
    assert contrast(style.THEME_TEXT["light"], "#fbfaf7") >= 4.5
    assert contrast(style.THEME_TEXT["dark"], "#0e1117") >= 4.5
    assert contrast(style.TEXT, "#ffffff") >= 4.5


# Machado, Oliveira and Fernandes (IEEE TVCG 15, 2009, 1291-1298), severity 1, linear RGB.
PROTANOPIA = [
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
]
DEUTERANOPIA = [
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
]


def seen(colour, eye):
    """The colour as that eye sees it, in CIE L*a*b*."""
    parts = linear(colour)
    red, green, blue = (sum(a * b for a, b in zip(row, parts, strict=True)) for row in eye)
    white = (0.95047, 1.0, 1.08883)
    tristimulus = (
        0.4124 * red + 0.3576 * green + 0.1805 * blue,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        0.0193 * red + 0.1192 * green + 0.9505 * blue,
    )
    x, y, z = (
        math.copysign(abs(part / full) ** (1 / 3), part)
        for part, full in zip(tristimulus, white, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eye", [PROTANOPIA, DEUTERANOPIA])
def test_colour_blind_people_tell_the_outcomes_of_nazorg_apart(eye):
    # CIE76: a difference of 10 is seen at a glance (2,3 is just noticeable).
    for one, other in itertools.combinations(style.OUTCOME.values(), 2):
        assert math.dist(seen(one, eye), seen(other, eye)) > 10


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(1234.5, 1, "1.234,5"), (0, 0, "0"), (1234567, 0, "1.234.567"), (NOTHING, 1, "–")],
)
def test_numbers_are_written_the_dutch_way(value, digits, text):
    assert style.number(value, digits) == text


def test_shares_and_limits_are_written_the_dutch_way():
    assert style.percent(0.724) == "72%"
    assert style.percent(None) == "–"
    assert style.interval(1.23, 1234.5) == "1,2 tot 1.234,5"
    assert style.interval(0.441, 0.72, "percent") == "44% tot 72%"
    assert style.interval(NOTHING, 1) == "–"
    assert style.counted(1, "zaak", "zaken") == "1 zaak"
    assert style.counted(1200, "zaak", "zaken") == "1.200 zaken"


def test_plotly_speaks_dutch_and_offers_nothing_but_saving_the_picture():
    dutch = style.CONFIG["locales"][style.CONFIG["locale"]]
    assert dutch["format"]["months"][2] == "maart"
    assert len(dutch["format"]["shortMonths"]) == 12
    assert dutch["format"]["days"][0] == "zondag"
    assert style.CONFIG["modeBarButtons"] == [["toImage"]]
    assert style.CONFIG["displaylogo"] is False
