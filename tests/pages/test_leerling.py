"""Leerling: one child over all cases in sight, and the way to a melding about this child."""

import pytest
from streamlit.testing.v1 import AppTest

from casework.entries import CheckedIn, Closed, NewEntry
from tests.cast import TODAY, Cast, case_at_level, record_at
from tests.pages.conftest import Open
from tests.pages.html_reading import addresses, follow, html, words
from ui import hidden_names
from ui.pupil import scores

NOBODY = "00000000-0000-4000-8000-000000000000"


def page_of(opened: Open, school: Cast, name: str, pupil: str) -> AppTest:
    app: AppTest = opened(name, "leerling", leerling=school.pupils[pupil])
    return app


def test_the_page_says_part_state_score_and_what_is_due(opened: Open, school: Cast) -> None:
    case_id = case_at_level(school, "Samira", target="Noor", displaying="Daan")
    for score in (4, 6):
        checked = CheckedIn(note="", safety_score=score)
        step = NewEntry(checked, TODAY, "check_in", school.pupils["Noor"])
        record_at(school.desk("Samira"), case_id, step)

    app = page_of(opened, school, "Samira", "Noor")

    assert app.title[0].value == "Noor Visser"
    text = words(html(app))
    assert "Gepeste, met Daan B." in text
    assert "niveau 1" in text
    assert "Van 1 tot 10: 4 (23 nov), 6 (23 nov): gaat omhoog." in text
    assert "Gesprek met de gepeste leerling · zaak 2026-001" in text
    assert html(app).count("--score:") == 2
    follow(app, "Gepeste, met Daan B.")


def test_a_melding_about_this_pupil_begins_with_the_pupil(opened: Open, school: Cast) -> None:
    app = page_of(opened, school, "Samira", "Noor")
    assert "Je hebt geen zaken met deze leerling." in words(html(app))
    app.button(key="report_pupil").click().run()
    assert not app.exception
    assert app.query_params["leerling"] in (school.pupils["Noor"], [school.pupils["Noor"]])
    assert app.title[0].value == "Melden"
    assert "**Noor V" in "\n".join(element.value for element in app.markdown)
    assert [group for group in app.get("button_group") if "named_0" in str(group.key)]


@pytest.mark.parametrize("pupil_id", ["x", NOBODY])
def test_a_melding_about_nobody_that_is_known_is_an_ordinary_one(
    opened: Open, school: Cast, pupil_id: str
) -> None:
    app = opened("Samira", "melden", leerling=pupil_id)
    assert not [group for group in app.get("button_group") if "named_0" in str(group.key)]


def test_closed_cases_fold(opened: Open, school: Cast) -> None:
    case_id = case_at_level(school, "Samira")
    closed = NewEntry(Closed(ending="no_bullying", reason="Nee."), TODAY)
    record_at(school.desk("Samira"), case_id, closed)
    text = words(html(page_of(opened, school, "Samira", "Noor")))
    assert text.index("Afgesloten: 1 zaak") < text.index("Gepeste, met Daan B.")


def test_of_cases_out_of_sight_the_page_tells_nothing(opened: Open, school: Cast) -> None:
    case_at_level(school, "Samira")
    app = page_of(opened, school, "Fatima", "Noor")
    assert app.title[0].value == "Noor Visser"
    assert "Je hebt geen zaken met deze leerling." in words(html(app))
    assert not addresses(app)


@pytest.mark.parametrize("name", ["Joris", "Dirk", "Ineke", "Petra", "Sofie"])
def test_a_stranger_to_the_pupil_reads_nothing(opened: Open, school: Cast, name: str) -> None:
    case_at_level(school, "Samira")
    app = page_of(opened, school, name, "Noor")
    shown = " ".join(str(e.value) for kind in ("title", "caption", "error") for e in app.get(kind))
    assert "Noor" not in shown + words(html(app))
    assert not any(school.pupils["Noor"] in to for _, to in addresses(app))


@pytest.mark.parametrize("pupil_id", ["", "x", NOBODY])
def test_an_unknown_pupil_is_refused_in_the_same_words(
    opened: Open, school: Cast, pupil_id: str
) -> None:
    app = opened("Samira", "leerling", leerling=pupil_id)
    assert [error.value for error in app.error] == [
        error.value for error in page_of(opened, school, "Joris", "Noor").error
    ]


def test_with_names_hidden_the_page_has_no_name(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_at_level(school, "Samira", target="Noor", displaying="Daan")
    monkeypatch.setattr(hidden_names, "are_hidden", lambda: True)
    app = page_of(opened, school, "Samira", "Noor")
    assert app.title[0].value == "Leerling"
    assert "Noor" not in words(html(app))
    assert "Daan" not in words(html(app))
    assert "Zaak 2026-001" in words(html(app))


def test_scores_read_as_a_person_says_them() -> None:
    day = TODAY
    assert scores.in_words([(day, 5)], day) == "Van 1 tot 10: 5 (23 nov)."
    assert scores.in_words([(day, 5), (day, 5)], day).endswith("blijft gelijk.")
    assert scores.in_words([(day, 7), (day, 5)], day).endswith("gaat omlaag.")
