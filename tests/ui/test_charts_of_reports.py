"""How often, where, when, what and prevention in pictures and words, with last year in them."""

from datetime import date

import plotly.graph_objects as go
import pytest

from analytics.figure import compute_figure
from analytics.figures import BY_KEY
from analytics.period import Period
from analytics.view import View
from casework.figures import FigureFilter
from tests.analytics.small_schools import figures_of, school
from tests.analytics.test_over_time import (
    EVERYTHING,
    MONTHS,
    YEAR,
    over_time,
    rare,
    ten_a_month,
    two_years,
)
from tests.analytics.test_over_time import meldingen as on_days
from ui.charts import funnel, kind_by_month, place_by_moment, prevention, reports
from ui.charts import over_time as chart

WORDS = {
    "kinds": {"verbal": "schelden", "online": "online", "origin": "om <b>afkomst</b>"},
    "places": {"yard": "schoolplein", "online": "online", "corridor": "gang"},
    "day_parts": {"break": "pauze", "after": "na school"},
}
NOW = Period(date(2026, 8, 1), date(2027, 7, 31), date(2026, 11, 27))
THEN = Period(date(2025, 8, 1), date(2026, 7, 31), date(2025, 11, 27))
DAY, DAY_THEN = date(2026, 10, 5), date(2025, 10, 6)
NAMES = ("1A", "1B", "1C")
CLASSES = [
    {
        "class_id": f"{name}-{year}",
        "class_name": name,
        "year_group": 1,
        "team_id": "t1",
        "team_name": "onderbouw",
        "school_year": f"{year}-{year + 1}",
    }
    for year in (2025, 2026)
    for name in NAMES
]


def made(key, has_before=True, hidden_kinds=frozenset(), **rows):
    view = View(FigureFilter(), NOW, NOW, THEN if has_before else None, THEN)
    small = school(classes=CLASSES, **rows)
    return compute_figure(BY_KEY[key], figures_of(small, hidden_kinds=hidden_kinds), view)


def meldingen(class_name, count, day=DAY, **more):
    year = day.year
    row = {"class_id": f"{class_name}-{year}", "reported_on": day, "case_id": "a", **more}
    return [{**row, "number": n} for n in range(count)]


def pupils(year, *sizes):
    return [
        {
            "pupil_number": 1000 * place + n,
            "class_id": f"{name}-{year}",
            "starts_on": date(year, 8, 1),
            "ends_on": date(year + 1, 7, 31),
        }
        for place, (name, size) in enumerate(zip(NAMES, sizes, strict=True))
        for n in range(size)
    ]


# --- per class ------------------------------------------------------------------------------------


def per_class(has_before=True):
    rows = [*meldingen("1A", 3), *meldingen("1C", 9), *meldingen("1A", 1, DAY_THEN)]
    enrolments = [*pupils(2026, 25, 20, 0), *pupils(2025, 20, 20, 20)]
    return made("reports", has_before, reports=rows, enrolments=enrolments)


def test_meldingen_per_class_say_how_many_per_how_many_pupils_and_how_many_last_year():
    # 12 on 45 pupils; Garwood: 12 events, 6.2006 to 20.9616.
    assert reports.description(per_class(), {}) == (
        "12 meldingen, 26,7 per 100 leerlingen (95%-interval 13,8 tot 46,6; 45 leerlingen)."
        " Vorig jaar in dezelfde tijd 1. 3 klassen, waarvan 1 zonder melding."
    )


def test_the_class_of_the_same_name_last_year_is_a_mark_in_the_same_row():
    before, dots = reports.figure(per_class(), {})["data"]
    assert (dots["x"], dots["y"]) == ([12, 0, None], list(NAMES))
    assert dots["marker"]["symbol"] == ["circle", "circle-open", "circle"]
    assert dots["customdata"] == [f"class_id:{name}-2026" for name in NAMES]
    assert (before["x"], before["y"]) == ([5, 0, 0], list(NAMES))
    alone = reports.figure(per_class(has_before=False), {})
    assert len(alone["data"]) == 1


def test_the_table_of_classes_has_the_numbers_of_the_picture_and_of_last_year():
    table = reports.table(per_class(), {})
    assert table["Klas"].tolist() == list(NAMES)
    assert table.iloc[0].tolist() == ["1A", 1, 3, 25, "12,0", "2,5 tot 35,1", "1", "5,0"]
    assert "Meldingen vorig jaar" not in reports.table(per_class(has_before=False), {})


def test_forty_classes_get_a_height_that_a_screen_can_hold():
    def height(count):
        classes = [{**CLASSES[3], "class_id": f"c{n}", "class_name": f"{n}A"} for n in range(count)]
        computed = compute_figure(
            BY_KEY["reports"], figures_of(school(classes=classes)), View(EVERYTHING, NOW, NOW)
        )
        return reports.figure(computed, {})["layout"]["height"]

    assert height(6) == 118 + 6 * 24
    assert height(40) == 118 + 40 * 18


def test_a_class_without_pupils_says_so_with_its_count():
    notes = reports.figure(per_class(), {})["layout"]["annotations"]
    assert [note["text"] for note in notes] == [
        "samen: 26,7",
        "9 meldingen, geen leerlingen in deze periode",
    ]


def test_a_class_name_is_never_read_as_markup():
    classes = [{**CLASSES[3], "class_name": '<a href="x">2A</a>'}]
    for key, one in (("reports", reports), ("prevention", prevention)):
        view = View(EVERYTHING, NOW, NOW)
        computed = compute_figure(BY_KEY[key], figures_of(school(classes=classes)), view)
        axis = one.figure(computed, {})["layout"]["yaxis"]
        assert axis["categoryarray"] == ['&lt;a href="x"&gt;2A&lt;/a&gt;']


def test_the_funnel_names_a_class_beyond_and_keeps_the_order_of_names():
    # Poisson with mean 10: 2 or fewer 0.3 %, 3 or fewer 1.0 %, 25 or more below 0.01 %.
    rows = [*meldingen("1A", 2), *meldingen("1B", 3), *meldingen("1C", 25)]
    computed = made("funnel", reports=rows, enrolments=pupils(2026, 25, 25, 25))
    assert funnel.description(computed, {}) == (
        "Buiten de 99,9%-grenzen ligt 1C. Buiten de 95%-grenzen liggen 1A en 1B."
        " 0 klassen liggen binnen de 95%-grenzen. 30 meldingen, 40,0 per 100 leerlingen."
    )
    assert funnel.table(computed, {})["Klas"].tolist() == list(NAMES)
    dots = funnel.figure(computed, {})["data"][-1]
    assert dots["marker"]["symbol"] == ["diamond", "diamond", "star"]


def test_a_funnel_that_cannot_be_drawn_says_when_it_can():
    computed = made("funnel", reports=meldingen("1A", 4), enrolments=pupils(2026, 25, 25, 25))
    assert funnel.description(computed, {}) == (
        "Dit is te zien bij 5 meldingen of meer in 3 klassen of meer; nu 4 meldingen."
    )


# --- over time ------------------------------------------------------------------------------------


def autumn(*counts, **more):
    rows = on_days(*ten_a_month(), *zip(MONTHS, counts, strict=False))
    return over_time(two_years(rows), **more)


def test_meldingen_over_time_say_how_many_and_which_month_lies_beyond():
    # 52 meldingen in 64 school days: 3.2 times 20; 52 / 3.2 = 16.25, Garwood 38.8363 to 68.1912.
    assert chart.description(autumn(12, 28, 12), {}) == (
        "52 meldingen, 16,2 per 100 leerlingen en 20 schooldagen (95%-interval 12,1 tot 21,3);"
        " vorig jaar in dezelfde tijd 30. Oktober ligt boven de grens van wat past bij het"
        " schooljaar ervoor."
    )
    assert chart.description(autumn(10, 10, 10), {}).endswith(
        "Geen maand ligt buiten wat past bij het schooljaar ervoor."
    )


def test_last_year_is_a_thin_line_month_for_month_and_the_limits_are_a_band():
    figure = chart.figure(autumn(12, 28, 12), {})
    go.Figure(figure)
    band, _, before, now = figure["data"]
    assert (band["type"], band["width"], band["x"]) == ("bar", 1, [0, 1, 2])
    assert [low + size for low, size in zip(band["base"], band["y"], strict=True)] == (
        pytest.approx(autumn(12, 28, 12).now.frame["upper"].tolist())
    )
    # Ten in the 22 school days of September 2025, the 23 of October and the 19 to 27 November.
    assert before["y"] == pytest.approx([10 / 1.1, 10 / 1.15, 10 / 0.95])
    assert before["line"]["width"] < now["line"]["width"]
    assert now["marker"]["symbol"] == ["circle", "diamond", "circle"]
    assert now["customdata"] == ["month:2026-09", "month:2026-10", "month:2026-11"]
    assert figure["layout"]["xaxis"]["ticktext"] == ["sep<br>12", "okt<br>28", "nov<br>12"]
    assert figure["layout"]["meta"] == {
        "days": ["2026-09-01", "2026-10-01", "2026-11-01"],
        "is_months": True,
    }


def test_the_table_over_time_has_the_counts_of_both_years_and_the_side_of_a_signal():
    table = chart.table(autumn(12, 28, 12), {})
    assert table["Meldingen"].tolist() == [12, 28, 12]
    assert table["Meldingen vorig jaar"].tolist() == ["10", "10", "10"]
    assert table["Signaal"].tolist() == ["", "boven", ""]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"year_before": None}, "Grenzen staan erbij zodra er een schooljaar achter ligt."),
        (
            {"changes": [date(2026, 9, 14)]},
            "Sinds de verandering op 14 sep is er 1 maand; bij 6 hele maanden komen er nieuwe"
            " grenzen.",
        ),
    ],
)
def test_without_limits_it_says_when_they_come(more, sentence):
    computed = autumn(10, 10, 10, **more)
    assert chart.description(computed, {}).endswith(sentence)
    assert all(one["type"] == "scatter" for one in chart.figure(computed, {})["data"])


def test_before_the_first_five_school_days_the_line_has_not_begun():
    seen = Period(YEAR.start, YEAR.end, date(2026, 9, 3))
    rows = [*on_days(*ten_a_month()), {"reported_on": date(2026, 9, 1)}]
    assert chart.description(over_time(two_years(rows), seen), {}) == (
        "1 melding. De lijn begint bij de eerste maand met 5 schooldagen en leerlingen."
    )


def test_rare_meldingen_are_drawn_by_the_days_between_them():
    computed = over_time(two_years(rare(date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 16))))
    figure = chart.figure(computed, {})
    go.Figure(figure)
    assert figure["data"][-1]["y"] == [31, 1, 10]
    assert figure["layout"]["meta"]["is_months"] is False
    assert chart.description(computed, {}).endswith(
        "Meldingen zijn hier zeldzaam, daarom gaat het om de tijd ertussen. 1 keer kwam een"
        " melding sneller dan eerder gewoon was. 1 keer bleef het langer stil dan eerder gewoon"
        " was."
    )
    assert chart.table(computed, {})["Signaal"].tolist() == ["boven", "onder", ""]


# --- where, when and what -------------------------------------------------------------------------


def in_places():
    rows = [
        *meldingen("1A", 4, places=["yard"], day_part="break", kinds=["verbal"]),
        *meldingen("1A", 2, places=["yard", "online"], day_part="after", kinds=["online"]),
        *meldingen("1A", 1, places=[], day_part=None, kinds=["verbal", "online"]),
        *meldingen("1A", 3, DAY_THEN, places=["corridor"], day_part="break", kinds=["verbal"]),
    ]
    return made("place_by_moment", reports=rows), made("kind_by_month", reports=rows)


def test_places_are_said_with_their_numbers_and_what_is_not_named():
    places, _ = in_places()
    assert place_by_moment.description(places, WORDS) == (
        "7 meldingen. Vorig jaar in dezelfde tijd 3. Genoemd: schoolplein 6 en online 2."
        " 2 noemen meer dan één plek en tellen vaker mee. 1 noemt geen plek."
        " 1 noemt geen moment."
    )


def test_the_table_of_places_has_last_year_beside_it():
    table = place_by_moment.table(in_places()[0], WORDS)
    assert table["Plek"].tolist() == ["schoolplein", "online", "gang", "niet genoemd"]
    assert table["Pauze"].tolist() == [4, 0, 0, 0]
    assert table["Meldingen met deze plek"].tolist() == [6, 2, 0, 1]
    assert table["Vorig jaar"].tolist() == [0, 0, 3, 0]


def test_a_cell_is_pressed_for_its_place_and_its_moment():
    figure = place_by_moment.figure(in_places()[0], WORDS)
    assert figure["data"][0]["customdata"][0] == "place:online+day_part:after"
    names = figure["layout"]["yaxis"]["ticktext"]
    assert names[0] == "schoolplein<br>6 (0)"
    assert names[2] == "gang<br>0 (3)"


def test_kinds_are_said_with_their_numbers_and_that_one_can_be_of_two():
    _, kinds = in_places()
    assert kind_by_month.description(kinds, WORDS) == (
        "7 meldingen. Vorig jaar in dezelfde tijd 3. Genoemd: schelden 5 en online 3."
        " 1 noemt meer dan één soort en telt vaker mee."
    )
    table = kind_by_month.table(kinds, WORDS)
    assert table["Oktober 2026"].tolist() == ["5", "3"]
    assert table["Vorig jaar"].tolist() == ["3", "0"]
    assert kind_by_month.figure(kinds, WORDS)["data"][0]["customdata"] == [
        "kind:online+month:2026-10",
        "kind:verbal+month:2026-10",
    ]


def test_a_small_number_of_a_sensitive_kind_is_in_no_sentence_table_or_picture():
    rows = [
        *meldingen("1A", 3, kinds=["origin"]),
        *meldingen("1A", 8, kinds=["verbal"]),
        *meldingen("1A", 9, kinds=["online"]),
        *meldingen("1A", 6, date(2026, 11, 3), kinds=["verbal"]),
    ]
    computed = made("kind_by_month", reports=rows, hidden_kinds=frozenset({"origin"}))
    assert "om <b>afkomst</b> <5" in kind_by_month.description(computed, WORDS)
    table = kind_by_month.table(computed, WORDS).set_index("Soort")
    assert table.loc["om <b>afkomst</b>", "Oktober 2026"] == "<5"
    assert table.loc["om <b>afkomst</b>", "Meldingen met deze soort"] == "<5"
    texts = [
        note["text"] for note in kind_by_month.figure(computed, WORDS)["layout"]["annotations"]
    ]
    assert "3" not in texts
    assert "&lt;5" in texts


def test_where_nothing_can_be_shown_of_the_kinds_it_says_what_helps():
    rows = meldingen("1A", 3, kinds=["origin"])
    computed = made("kind_by_month", False, frozenset({"origin"}), reports=rows)
    assert kind_by_month.description(computed, WORDS) == (
        "De soorten staan er niet bij: bij zo weinig meldingen zou te zien zijn hoe vaak een"
        " gevoelige soort voorkomt. Kies een langere tijd of meer klassen."
    )


# --- prevention -----------------------------------------------------------------------------------


def test_mentor_hours_are_by_class_name_with_those_of_last_year_beside_them():
    hours = [{"class_id": "1B-2026", "held_on": DAY}] * 4
    hours += [{"class_id": "1A-2025", "held_on": DAY_THEN}] * 2
    computed = made("prevention", prevention=hours)
    assert prevention.description(computed, {}) == (
        "4 mentoruren over pesten, in 1 van 3 klassen. Vorig jaar in dezelfde tijd 2."
    )
    now, before = prevention.figure(computed, {})["data"]
    assert (now["x"], before["x"]) == ([0, 4, 0], [2, 0, 0])
    assert prevention.table(computed, {})["Vorig jaar"].tolist() == ["2", "0", "0"]
