"""Trends: what a teamleider sees of the own team, and that small numbers stay small."""

import json
import re
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from server import state
from tests.cast import PUPILS, Cast
from tests.pages.busy_school import begun
from tests.pages.conftest import START, Open
from ui.trends import found
from ui.trends.tables import table_html

BLOCKS = [
    "In één oogopslag",
    "Nazorg op tijd",
    "Meldingen door het jaar",
    "Meldingen per klas",
    "Verschilt een klas meer dan toeval?",
    "Zelf zoeken",
]
TOO_FEW = "Te weinig gegevens om iets te zeggen."
NOT_HERE = "Deze pagina kunnen we niet laten zien."


# --- the screen -----------------------------------------------------------------------------------


def opened(school: Cast, name: str, **query: str) -> AppTest:
    """Trends as this person has it open, with these filters in the address."""
    app = AppTest.from_file(START, default_timeout=60)
    _, signed_in = state.sessions.begin(school.staff[name])
    app.user = {"session": signed_in.public_id}
    app.switch_page("../pages/trends.py")
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    groups = (app.title, app.header, app.markdown, app.caption, app.info, app.error)
    return "\n".join(str(one.value) for group in groups for one in group).replace("\\", "")


def charts(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(found.proto.spec) for found in app.get("plotly_chart")]


def tables(app: AppTest) -> list[ElementTree.Element]:
    bodies = [found.proto.body for found in app.get("html")]
    return [ElementTree.fromstring(body) for body in bodies if "<table>" in body]


def cells(app: AppTest) -> dict[str, list[str]]:
    """All columns of all tables, by their heading, as they can be read."""
    columns = {}
    for table in tables(app):
        rows = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]
        columns |= {name: list(rest) for name, *rest in zip(*rows, strict=True)}
    return columns


def choose(app: AppTest, key: str, value: str) -> AppTest:
    app.selectbox(key=key).set_value(value).run()
    assert not app.exception
    return app


# --- what is there --------------------------------------------------------------------------------


def test_the_teamleider_sees_nazorg_first_and_each_figure_once(looked_at: Cast) -> None:
    app = opened(looked_at, "Willem")
    assert [header.value for header in app.header] == BLOCKS
    assert "nazorgmomenten was" in text(app)


def test_every_picture_has_its_words_its_period_and_its_table(looked_at: Cast) -> None:
    app = opened(looked_at, "Willem")
    pictures = app.get("plotly_chart")
    # Which days lay between nineteen meldingen is the day of each case: no picture of that.
    # The fourth table is that of Zelf zoeken, which has no picture.
    assert (len(pictures), len(tables(app))) == (3, 4)
    assert all(len(found.proto.alt) > 40 for found in pictures)
    assert text(app).count("Periode: 1 aug tot en met 31 okt.") == 5
    assert sum(expander.label == "Hoe lees ik dit?" for expander in app.expander) == 5


def test_a_figure_with_too_few_cases_says_so_and_no_more(looked_at: Cast) -> None:
    app = opened(looked_at, "Willem", t_vraag="does_it_stop")
    # No case is sixty school days old at the end of October; the safety of nobody was asked twice.
    assert "Hoever zaken opschalen" in [header.value for header in app.header]
    assert TOO_FEW in [info.value for info in app.info]


def test_an_empty_school_says_everywhere_that_there_is_too_little(
    opened: Open, school: Cast
) -> None:
    app = opened("Willem", "trends")
    assert [info.value for info in app.info].count(TOO_FEW) == 4
    assert not charts(app)


def test_nobody_is_named(looked_at: Cast) -> None:
    app = opened(looked_at, "Willem")
    everything = text(app) + json.dumps(charts(app)) + str(cells(app))
    for given, (family, _) in PUPILS.items():
        assert given not in everything
        assert family not in everything


# --- whose figures --------------------------------------------------------------------------------


def test_the_leader_of_another_team_sees_the_figures_of_that_team(looked_at: Cast) -> None:
    assert cells(opened(looked_at, "Willem"))["Klas"] == ["2B", "2C"]
    petra = opened(looked_at, "Petra")
    assert cells(petra)["Klas"] == ["4V1"]
    assert "7 meldingen in 1 klas." in text(petra)
    assert "Nu 7 open zaken: 7 op niveau 1" in text(
        opened(looked_at, "Petra", t_vraag="does_it_stop")
    )


def test_what_one_leader_saw_is_not_shown_to_another(looked_at: Cast) -> None:
    opened(looked_at, "Willem")
    assert "2B" not in str(cells(opened(looked_at, "Petra")))
    assert "4V1" not in str(cells(opened(looked_at, "Willem")))


@pytest.mark.parametrize("name", ["Samira", "Fatima", "Anneke", "Ineke", "Dirk", ""])
def test_who_leads_no_team_gets_no_figure_at_all(looked_at: Cast, name: str) -> None:
    app = AppTest.from_file(START.parents[1] / "pages" / "trends.py", default_timeout=30)
    if name:
        _, signed_in = state.sessions.begin(looked_at.staff[name])
        app.user = {"session": signed_in.public_id}
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert not app.get("plotly_chart")
    assert not tables(app)
    assert not app.selectbox


# --- the filters ----------------------------------------------------------------------------------


def test_a_kind_limits_what_is_told(looked_at: Cast) -> None:
    app = choose(opened(looked_at, "Willem"), "t_soort", "physical")
    assert app.query_params["t_soort"] in ("physical", ["physical"])
    # Seven physical cases in 2B are too few; of twelve that are verbal a number is told.
    assert "Meldingen: te weinig gegevens om iets te zeggen." in text(app)
    verbal = text(choose(opened(looked_at, "Willem"), "t_soort", "verbal"))
    assert "Er waren 12 meldingen op" in verbal
    assert "Nazorg op tijd: te weinig gegevens om iets te zeggen." in text(app)
    assert "De andere figuren zijn er van het hele team" in text(app)


def test_a_class_limits_what_is_told(looked_at: Cast) -> None:
    app = opened(looked_at, "Willem", t_klas=looked_at.classes["2B"])
    assert app.selectbox(key="t_klas").value == looked_at.classes["2B"]
    assert cells(app)["Klas"] == ["2B"]
    assert "Van 16 zaken" not in text(app)


def test_a_team_of_ones_own_is_all_there_is(looked_at: Cast) -> None:
    by_team = opened(looked_at, "Willem", t_team=looked_at.teams["onderbouw"])
    assert text(by_team) == text(opened(looked_at, "Willem"))


def test_the_address_holds_ids_and_no_words(looked_at: Cast) -> None:
    app = choose(opened(looked_at, "Willem"), "t_klas", looked_at.classes["2B"])
    assert app.query_params["t_klas"] in (looked_at.classes["2B"], [looked_at.classes["2B"]])


@pytest.mark.parametrize(
    "query",
    [
        {"t_jaar": "1999-2000"},
        {"t_team": "onderbouw"},
        {"t_klas": "2B"},
        {"t_klas": str(uuid4())},
        {"t_leerjaar": "-1"},
        {"t_leerjaar": "6; drop table"},
        {"t_soort": "<script>"},
    ],
)
def test_what_is_unknown_in_the_address_limits_nothing(
    looked_at: Cast, query: dict[str, str]
) -> None:
    assert text(opened(looked_at, "Willem", **query)) == text(opened(looked_at, "Willem"))


def test_a_class_of_another_team_limits_nothing_and_shows_nothing_of_it(looked_at: Cast) -> None:
    app = opened(looked_at, "Willem", t_klas=looked_at.classes["4V1"])
    assert cells(app)["Klas"] == ["2B", "2C"]


@pytest.mark.parametrize("is_there", [True, False])
def test_another_team_and_no_team_at_all_are_refused_alike(looked_at: Cast, is_there: bool) -> None:
    team = looked_at.teams["bovenbouw"] if is_there else str(uuid4())
    app = opened(looked_at, "Willem", t_team=team)
    assert NOT_HERE in app.error[0].value
    assert not app.get("plotly_chart")
    assert not tables(app)


# --- small numbers --------------------------------------------------------------------------------

COUNTS = {
    *("Meldingen", "Aan de beurt", "Op tijd", "Te laat gedaan", "Niet gedaan", "Nog open"),
    *("Niet van toepassing", "Eerder gedaan", "Open zaken", "Loopt"),
    *("Gestopt, nog niet gesloten", "Zaken", "Nog te kort gevolgd"),
}
NO_COUNTS = (
    r"[Nn]iveau \d|leerjaar \d|cijfer van 1 tot|95%-interval [^;).]*"
    r"|\d+ klas(sen)?|\d+ zonder melding|\d+ leerlingen|\d+ (aug|nov)"
)


def small_numbers(app: AppTest) -> list[str]:
    """Every exact count of 1 to 4 that can be read, hovered over or taken from a picture."""
    told = re.sub(NO_COUNTS, "", text(app))
    told = told.replace("minder dan 5", "").replace("1 tot en met 4", "").replace("minstens 5", "")
    found = re.findall(r"(?<![\d,.%])[1-4](?![\d%,])(?!\.\d)", told)
    found += [str(n) for name, rows in cells(app).items() if name in COUNTS for n in rows]
    for chart in charts(app):
        hover = [words for trace in chart["data"] for words in trace.get("hovertext") or []]
        notes = [note["text"] for note in chart["layout"].get("annotations", [])]
        found += [
            match
            for words in hover
            for match in re.findall(r"(?<!Niveau )(?<!leerjaar )\b\d+\b", words)
            if "interval" not in words and "leerling" not in words
        ]
        found += [re.sub(r"</?b>", "", note) for note in notes]
    return [number for number in found if number in ("1", "2", "3", "4")]


def test_small_numbers_are_called_small_and_no_more_can_be_read(looked_at: Cast) -> None:
    app = opened(looked_at, "Willem")
    assert cells(app)["Meldingen"] == ["verborgen", "<5"]
    assert "<5" in cells(app)["Te laat gedaan"]
    assert "1 klas heeft minder dan 5 meldingen" in text(app)
    assert small_numbers(app) == []


def test_the_class_that_hides_another_stays_hidden_when_it_is_chosen_itself(
    looked_at: Cast,
) -> None:
    app = opened(looked_at, "Willem", t_klas=looked_at.classes["2B"])
    assert cells(app)["Meldingen"] == ["verborgen"]
    assert small_numbers(app) == []


@pytest.mark.parametrize("kind", ["", "physical", "verbal"])
@pytest.mark.parametrize("class_name", ["", "2B", "2C"])
def test_no_combination_of_filters_shows_a_small_number(
    looked_at: Cast, kind: str, class_name: str
) -> None:
    class_id = looked_at.classes[class_name] if class_name else ""
    assert small_numbers(opened(looked_at, "Willem", t_soort=kind, t_klas=class_id)) == []


def test_the_picture_has_no_dot_for_a_hidden_class(looked_at: Cast) -> None:
    dots, band = charts(opened(looked_at, "Willem"))[1]["data"]
    assert dots["x"] == [None, None]
    # 1 and 4 of the two pupils of 2C.
    assert (band["y"], band["base"], band["x"]) == (["2C"], [50], [150])


# --- what is remembered ---------------------------------------------------------------------------


def test_the_same_question_is_computed_once_until_something_is_recorded(
    busy: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    exact = found.in_sight

    def counting(*given: Any) -> Any:
        asked.append(given)
        return exact(*given)

    monkeypatch.setattr(found, "in_sight", counting)
    app = opened(busy, "Willem")
    app.run()
    opened(busy, "Willem")
    assert len(asked) == 1
    begun(busy, "Samira", ("Noor", "Emma"), busy.today, "verbal")
    app.run()
    assert len(asked) == 2


def test_who_may_open_all_cases_would_see_exact_numbers(
    busy: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = type(busy.store.facts).figures

    def for_all(facts: Any, teams: Any, wanted: Any, may_open_all: bool) -> Any:
        return figures(facts, teams, wanted, True)

    monkeypatch.setattr(type(busy.store.facts), "figures", for_all)
    app = opened(busy, "Willem")
    assert cells(app)["Meldingen"] == ["16", "3"]
    long = opened(busy, "Willem", t_vraag="how_long")
    assert "Van 19 zaken is het in 11 gestopt; 8 nog open" in text(long)
    # So the eye of the tests above does see a small number where there is one.
    assert "3" in small_numbers(app)


def test_what_a_school_typed_as_a_class_name_is_never_markup() -> None:
    table = pd.DataFrame({"Klas": ["<b>2B</b> *x* [y](z)"], "Meldingen": ["<5"]})
    row = ElementTree.fromstring(table_html(table, "Meldingen per klas")).find(".//tbody/tr")
    assert row is not None
    assert [cell.text for cell in row] == ["<b>2B</b> *x* [y](z)", "<5"]
