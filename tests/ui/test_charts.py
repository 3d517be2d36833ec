"""The look of all figures; and every figure has a picture, words and a table that are valid."""

import itertools
import json
import math
import re
import tomllib
from importlib import import_module
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings

from analytics.figure import compute_figure
from analytics.figures import FIGURES
from casework.card.model import packaged_card
from casework.words import counted
from tests.analytics.case_views import views
from tests.analytics.small_schools import figures_of, schools
from ui.charts import plotly_settings, style

NOTHING = float("nan")
WORDS = style.words_of(packaged_card())


def chart_of(figure):
    return import_module(f"ui.charts.{figure.chart}")


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_a_figure_has_a_title_reading_help_a_definition_and_what_it_counts(figure):
    chart = chart_of(figure)
    assert chart.TITLE
    assert chart.UNIT
    assert chart.DEFINITION.endswith(".")
    assert len(chart.HOW_TO_READ) > 100


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
@settings(deadline=None, max_examples=5)
@given(small=schools, view=views)
def test_every_small_school_has_a_picture_words_and_a_table(figure, small, view):
    computed, chart = compute_figure(figure, figures_of(small), view), chart_of(figure)
    picture = chart.figure(computed, WORDS)
    travelled = json.loads(json.dumps(picture, allow_nan=False))
    assert len(go.Figure(travelled).data) == len(picture["data"])
    assert picture["layout"]["dragmode"] is False
    assert all(picture["layout"][axis]["fixedrange"] for axis in ("xaxis", "yaxis"))
    assert not [mark for mark in marks_over_bars(travelled) if mark["hoverinfo"] != "skip"]
    sentence = chart.description(computed, WORDS)
    assert sentence.endswith(".")
    assert not re.search(r"nan|None|NaT|toeval|  |\(\)", sentence)
    assert "nan" not in chart.table(computed, WORDS).to_string().lower()


def marks_over_bars(picture):
    """Points drawn over bars: one within 20 pixels of the mouse would take the press of the bar."""
    kinds = {trace["type"] for trace in picture["data"]}
    return [trace for trace in picture["data"] if trace["type"] == "scatter" and "bar" in kinds]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
@settings(deadline=None, max_examples=5)
@given(small=schools, view=views)
def test_a_picture_leaves_its_numbers_alone(figure, small, view):
    computed, chart = compute_figure(figure, figures_of(small), view), chart_of(figure)
    before = [frame.copy() for frame in frames_of(computed.now)]
    chart.figure(computed, WORDS), chart.description(computed, WORDS), chart.table(computed, WORDS)
    for one, other in zip(frames_of(computed.now), before, strict=True):
        pd.testing.assert_frame_equal(one, other)


def frames_of(answer):
    """The frames of an answer, also those within what it holds."""
    held = vars(answer).values() if hasattr(answer, "__dict__") else ()
    own = [one for one in held if isinstance(one, pd.DataFrame)]
    within = [
        frame
        for one in held
        if type(one).__module__.startswith("analytics")
        for frame in frames_of(one)
    ]
    return [*own, *within]


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
    theme = tomllib.loads(Path(".streamlit/config.toml").read_text("utf-8"))["theme"]
    for name, paper in (("light", "#fbfaf7"), ("dark", "#0e1117")):
        assert contrast(theme[name]["chartCategoricalColors"][0], paper) >= 4.5
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
    for one, other in itertools.combinations(set(style.OUTCOME.values()), 2):
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
    assert counted(1, "zaak", "zaken") == "1 zaak"
    assert counted(1200, "zaak", "zaken") == "1.200 zaken"


def test_plotly_speaks_dutch_and_offers_nothing_but_saving_the_picture():
    dutch = plotly_settings.CONFIG["locales"][plotly_settings.CONFIG["locale"]]
    assert dutch["format"]["months"][2] == "maart"
    assert len(dutch["format"]["shortMonths"]) == 12
    assert dutch["format"]["days"][0] == "zondag"
    assert plotly_settings.CONFIG["modeBarButtons"] == [["toImage"]]
    assert plotly_settings.CONFIG["displaylogo"] is False


def test_only_a_picture_that_may_leave_has_a_button_that_saves_it():
    saving = plotly_settings.config("Komt het terug?", has_saving=True)
    assert saving["toImageButtonOptions"]["filename"] == "komt-het-terug"
    assert saving.get("displayModeBar", True)
    assert plotly_settings.config("Komt het terug?", has_saving=False)["displayModeBar"] is False


def test_codes_become_the_words_of_the_card_in_its_order():
    frame = pd.DataFrame({"place": ["yard", "unknown", "gone", "hall"], "count": [1, 2, 3, 4]})
    read = style.in_words(frame, "place", {"hall": "de gang", "yard": "het plein"})
    assert list(read["place"]) == ["het plein", "niet genoemd", "gone", "de gang"]
    assert list(read.sort_values("place")["place"]) == [
        "de gang",
        "het plein",
        "gone",
        "niet genoemd",
    ]
    assert list(frame["place"]) == ["yard", "unknown", "gone", "hall"]


def test_two_places_with_one_word_stay_apart():
    frame = pd.DataFrame({"place": ["hall", "yard"]})
    read = style.in_words(frame, "place", {"hall": "buiten", "yard": "buiten"})
    assert list(read["place"]) == ["buiten (1)", "buiten (2)"]


def test_a_cell_is_two_things_at_once():
    whole = style.joined_subgroups(
        style.subgroup("place", "yard"), style.subgroup("day_part", "break")
    )
    assert whole == "place:yard+day_part:break"
