"""The picture of a case: what stands in which lane, and the table that says the same."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from casework import entries as kinds
from casework.cases.case import Case
from casework.cases.review import course
from casework.desk import CaseFile
from casework.people import PersonName
from casework.records import Pupil
from tests.histories import DAAN, EMMA, MOVES, NOOR, YUSUF, History, Move, opened, play, talked
from ui.charts import case_lanes, case_timeline

FRIDAY, NEXT_FRIDAY = date(2026, 11, 6), date(2026, 11, 13)
NAMES = {NOOR: "Noor", DAAN: "<i>Daan</i>", YUSUF: "Yusuf", EMMA: "Emma"}
HIDDEN = dict(zip(NAMES, ("leerling A", "leerling B", "leerling C", "leerling D"), strict=True))


def file_of(case: Case) -> CaseFile:
    pupils = {
        pupil: Pupil(pupil, PersonName(given_name, "Visser"), "2b", "2B")
        for pupil, given_name in NAMES.items()
    }
    return CaseFile(case, pupils, {}, (), may_record=False, may_advise=False)


def rich() -> History:
    """Talks, a green and a red measure, a score, level 2, stopped with nazorg planned and done."""
    history = talked(opened(FRIDAY))
    seating = kinds.MeasureAgreed(measure="seating", level=1, words="Voorin.")
    history.record(seating, "measure_1")
    number = history.case.measures[0].number
    history.record(kinds.CheckedIn(safety_score=4), "check_in", NOOR).on(NEXT_FRIDAY)
    looked = kinds.MeasureReviewed(measure_number=number, outcome="less")
    history.record(looked, "measure_review").raise_level(2)
    detention = kinds.MeasureAgreed(
        measure="detention", level=2, reason="Op eigen verzoek.", words="Een middag."
    )
    history.record(detention, "measure_2")
    history.record(kinds.CheckedIn(safety_score=6), "check_in", NOOR)
    aside = kinds.StepSetAside(reason="De gepeste wil het niet.")
    history.record(aside, "talk_joint").stop()
    return history.on(date(2026, 11, 27)).aftercare_done()


def traces(case: Case) -> dict[str, list[dict[str, Any]]]:
    of_kind: dict[str, list[dict[str, Any]]] = {}
    for trace in case_timeline.figure(file_of(case), course(case))["data"]:
        of_kind.setdefault(trace["name"], []).append(trace)
    return of_kind


def test_every_sort_of_thing_has_a_sign_and_a_word_of_its_own() -> None:
    of_kind = traces(rich().case)
    points = ("vastgelegd", "niet van toepassing", "nazorg gedaan", "nazorg gepland")
    symbols = [of_kind[name][0]["marker"]["symbol"] for name in points]
    assert len(set(symbols)) == len(points)
    assert [of_kind[name][0]["line"]["dash"] for name in ("maatregel",)] == ["solid"]
    assert of_kind["maatregel, nog niet nagekeken"][0]["line"]["dash"] == "dot"
    assert of_kind["cijfer Noor V."][0]["y"] == [4, 6]
    assert of_kind["niveau"][0]["y"] == [1, 2, 2]


def test_a_measure_has_the_colour_of_its_risk_and_a_short_name() -> None:
    of_kind = traces(rich().case)
    [green], [red] = of_kind["maatregel"], of_kind["maatregel, nog niet nagekeken"]
    assert green["line"]["color"] == case_lanes.RISK["green"]
    assert red["line"]["color"] == case_lanes.RISK["red"]
    assert (green["text"][0], red["text"][0]) == ("M1\u00a0", "M2\u00a0")
    assert green["x"] == ["2026-11-06", "2026-11-13"]


def test_points_stand_in_the_lane_of_their_column_and_in_no_other() -> None:
    case = rich().case
    picture = case_timeline.figure(file_of(case), course(case))
    titles = {column.title for column in case.card.columns}
    heads = {
        note["text"].removeprefix("<b>").removesuffix("</b>"): note["y"]
        for note in picture["layout"]["annotations"]
    }
    assert titles <= set(heads)
    assert list(heads.values()) == sorted(heads.values(), reverse=True)
    top = picture["layout"]["yaxis"]["range"][0]
    for trace in picture["data"]:
        if trace.get("yaxis") is None:
            assert all(0 < y < top for y in trace["y"])


def test_two_things_on_one_day_do_not_cover_one_another() -> None:
    case = talked(opened(FRIDAY)).case
    [points] = traces(case)["vastgelegd"]
    places = list(zip(points["x"], points["y"], strict=True))
    assert len(set(places)) == len(places)


def test_days_off_are_grey_and_ticks_count_school_days() -> None:
    case = opened(date(2027, 1, 15)).case
    layout = case_timeline.figure(file_of(case), course(case))["layout"]
    grey = [shape for shape in layout["shapes"] if shape["type"] == "rect"]
    assert [(shape["x0"], shape["x1"]) for shape in grey] == [
        ("2026-12-18T12:00", "2027-01-03T12:00")
    ]
    # 2 November to 15 January: 74 days, of which 44 school days after the first.
    assert layout["xaxis"]["ticktext"][0] == "2 nov<br>2026<br>dag 0"
    assert layout["xaxis"]["ticktext"][-1] == "15 jan<br>2027<br>dag 44"


def test_without_a_score_there_is_no_panel_for_it() -> None:
    case = opened(FRIDAY).case
    assert "yaxis3" not in case_timeline.figure(file_of(case), course(case))["layout"]
    assert "Veiligheidscijfer" not in case_timeline.description(file_of(case), course(case))


def test_the_sentence_says_what_the_picture_shows() -> None:
    case = rich().case
    sentence = case_timeline.description(file_of(case), course(case))
    assert "1 melding, 2 gesprekken en 2 maatregelen" in sentence
    assert "Niveau 2." in sentence
    assert f"Nazorg: 1 van {len(case.aftercare)} gedaan." in sentence
    assert "Veiligheidscijfer van Noor V.: van 4 naar 6." in sentence


def test_the_table_has_everything_by_day() -> None:
    case = rich().case
    course_of_case = case_timeline.table(file_of(case), course(case))
    words = " / ".join(course_of_case["Wat"])
    for part in ("Melding 1", "M1: Andere plek", "M2: Nablijven", "Niveau 2", "Noor V.: 4"):
        assert part in words
    assert course_of_case["Schooldag"].is_monotonic_increasing
    assert course_of_case["Schooldag"].iloc[0] == 0


def test_a_name_is_never_markup() -> None:
    case = rich().case
    figure = case_timeline.figure(file_of(case), course(case))
    for trace in figure["data"]:
        assert not any("<i>" in words for words in trace["hovertext"])


def test_what_people_typed_is_not_in_the_picture_or_the_table() -> None:
    case = rich().case
    course_of_case = case_timeline.table(file_of(case), course(case))
    whole = f"{case_timeline.figure(file_of(case), course(case))} {course_of_case.to_csv()}"
    for words in ("Voorin", "Rustig gesprek", "Op eigen verzoek", "geroepen in de gang"):
        assert words not in whole


@settings(max_examples=20, deadline=None)
@given(moves=MOVES)
def test_any_history_can_be_drawn_with_letters_for_names(moves: list[Move]) -> None:
    case = play(opened(), moves)[-1]
    file = file_of(case).called(HIDDEN)
    drawn = course(case)
    whole = f"{case_timeline.figure(file, drawn)} {case_timeline.table(file, drawn).to_csv()}"
    whole += case_timeline.description(file, drawn)
    assert not any(name in whole for name in ("Noor", "Daan", "Yusuf", "Emma", "Visser"))
    assert len(case_timeline.table(file, drawn)) >= 2


@pytest.mark.parametrize("day", [FRIDAY, date(2027, 7, 1)])
def test_a_case_of_a_day_and_one_of_a_year_can_be_drawn(day: date) -> None:
    case = replace(opened().case, today=day)
    assert case_timeline.figure(file_of(case), course(case))["layout"]["height"] > 300
