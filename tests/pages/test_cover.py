"""Scherm afdekken: under the cover no page is drawn, and what was typed stands there afterwards."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.navigation.page import Page
from streamlit.testing.v1 import AppTest

from server.streamlit_inside import widget_values
from tests.cast import Cast, case_at_level, copy_of
from tests.pages.conftest import Open, behind_the_door, open_screen
from ui.cases import search_box

WORDS = "Geduwd bij de kluisjes"
WITH_VALUES = (
    "text_area",
    "text_input",
    "selectbox",
    "multiselect",
    "date_input",
    "number_input",
    "checkbox",
    "toggle",
    "radio",
    "button_group",
)
SCREENS = {
    "Samira": ("vandaag", "signaal", "melden", "zaken", "zaak", "bespreken", "klas"),
    "Willem": ("trends", "rapport", "handelingskaart"),
    "Anneke": ("ondersteuningsteam", "overleg"),
    "Ineke": ("beheer",),
}


def nodes(block: Any) -> list[Any]:
    """All elements on the screen, without the boxes around them."""
    if not hasattr(block, "children"):
        return [block]
    return [node for child in block.children.values() for node in nodes(child)]


def values(app: AppTest) -> dict[str, Any]:
    """Key to value of every field on the screen."""
    fields = [field for kind in WITH_VALUES for field in app.get(kind)]
    return {field.key: field.value for field in fields if field.key}


def cover(app: AppTest) -> AppTest:
    """Press Scherm afdekken."""
    return app.button(key="cover_down").click().run()


def lift(app: AppTest) -> AppTest:
    """Press Verder werken."""
    app.button(key="cover_lift").click().run()
    assert not app.exception
    return app


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the pages that were run."""
    titles: list[str] = []
    run = Page.run

    def noted(page: Page) -> None:
        titles.append(page.title)
        run(page)

    monkeypatch.setattr(Page, "run", noted)
    return titles


def test_under_the_cover_the_page_is_not_run(opened: Open, school: Cast, runs: list[str]) -> None:
    app = opened("Samira", "zaak", zaak=school.case(what=WORDS).subject_id)
    assert runs == ["Zaak"]
    cover(app)
    assert runs == ["Zaak"]
    lift(app)
    assert runs == ["Zaak", "Zaak"]


def test_under_the_cover_there_is_nothing_but_the_cover(opened: Open, school: Cast) -> None:
    case_id = school.case(what=WORDS).subject_id
    app = opened("Samira", "zaak", zaak=case_id)
    assert WORDS in "".join(str(node.proto) for node in nodes(app.main))
    covered = [node for block in (cover(app).main, app.sidebar) for node in nodes(block)]
    assert [node.type for node in covered] == ["title", "markdown", "button"]
    text = "".join(str(node.proto) for node in covered)
    names = ("Noor", "Daan", "Samira", WORDS, case_id)
    assert [name for name in names if name in text] == []


@pytest.fixture(scope="module")
def covered_school(busy_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The busy school, in which each screen is filled and covered once."""
    cast = copy_of(busy_files, tmp_path_factory.mktemp("covered") / "school")
    yield cast
    cast.store.close()


@pytest.fixture
def covered(covered_school: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """That school behind the door."""
    with behind_the_door(covered_school, monkeypatch) as cast:
        yield cast


@pytest.mark.parametrize(
    ("name", "page"), [(name, page) for name, pages in SCREENS.items() for page in pages]
)
def test_every_screen_comes_back_with_what_stood_in_it(covered: Cast, name: str, page: str) -> None:
    query = {"zaak": case_at_level(covered, "Samira")} if page in {"zaak", "bespreken"} else {}
    app = open_screen(covered, name, page, **query)
    for field in (*app.text_area, *app.text_input):
        # Whoever types in the box of the head goes to another screen.
        if field.key and not field.disabled and field.key != search_box.HEAD:
            field.set_value("Halverwege een zin")
    for box in (*app.checkbox, *app.toggle):
        box.set_value(not box.value)
    app.run()
    former, address = values(app), dict(app.query_params)
    lift(cover(app))
    assert values(app) == former
    assert address.items() <= dict(app.query_params).items()


def test_the_tab_that_was_open_is_open_again(school: Cast) -> None:
    app = open_screen(school, "Ineke", "beheer", deel="Medewerkers")
    heading = [one.value for one in app.subheader]
    assert cover(app).query_params.get("deel") is None
    lift(app)
    assert app.query_params["deel"] in ("Medewerkers", ["Medewerkers"])
    assert [one.value for one in app.subheader] == heading


def test_what_was_typed_is_stored_after_the_cover(opened: Open, school: Cast) -> None:
    app = opened("Samira", "melden")
    app.text_area(key=next(k for k in values(app) if k.endswith("_what"))).set_value(WORDS).run()
    lift(cover(app))
    draft = school.desk("Samira").drafts.get("melding")
    assert draft is not None
    assert draft.values["what"] == WORDS


def test_a_field_that_was_emptied_stays_empty(opened: Open, school: Cast) -> None:
    app = opened("Samira", "signaal")
    [key, *_] = [field.key for field in app.text_area if field.key]
    app.text_area(key=key).set_value(WORDS).run()
    app.text_area(key=key).set_value("").run()
    lift(cover(app))
    assert app.text_area(key=key).value == ""


def test_on_another_page_nothing_is_filled_in(opened: Open, school: Cast) -> None:
    app = opened("Samira", "zaken")
    app.session_state["memory"]["visit_where"] = "here"
    cover(app)
    app.session_state["memory"]["visit_where"] = "elsewhere"
    former = values(lift(app))
    assert former == values(opened("Samira", "zaken"))


def test_without_streamlits_inside_the_cover_still_works(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(widget_values, "get_script_run_ctx", object)
    caplog.set_level(logging.WARNING)
    app = opened("Samira", "melden")
    assert cover(app).title[0].value == "Scherm afgedekt"
    assert "could not be read" in caplog.text
    assert lift(app).title[0].value == "Melden"
