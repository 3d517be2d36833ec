"""On a device that hides names no screen with a list has one, in words or for a screen reader."""

import pytest
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.signals.signal import NewSignal
from tests.cast import PUPILS, TODAY, Cast
from tests.pages.conftest import Open
from tests.pages.test_zaak import record_all
from ui import session

NAMES = {*PUPILS, *(family for family, _ in PUPILS.values())}
NOTE = "Noor werd uitgescholden door Daan"


def everything(app: AppTest) -> str:
    """All that goes to the browser, with what is no text: names, hints, options, addresses."""
    return "\n".join(str(getattr(element, "proto", "")) for element in app._tree)


def names_in(app: AppTest) -> list[str]:
    sent = everything(app)
    return sorted(name for name in NAMES if name in sent)


@pytest.mark.parametrize(
    ("name", "screen"),
    [
        pytest.param("Samira", "vandaag", id="mentor, Vandaag"),
        pytest.param("Samira", "zaken", id="mentor, Zaken"),
        pytest.param("Samira", "klas", id="mentor, Klas"),
        pytest.param("Fatima", "vandaag", id="coordinator, Vandaag"),
        pytest.param("Fatima", "klas", id="coordinator, Klas"),
        pytest.param("Anneke", "vandaag", id="team leader, Vandaag"),
        pytest.param("Anneke", "zaken", id="team leader, Zaken"),
        pytest.param("Dirk", "signaal", id="docent, own signals"),
    ],
)
def test_no_name_goes_to_a_screen_with_a_list(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch, name: str, screen: str
) -> None:
    case_id = school.case(target="Noor", displaying="Daan").subject_id
    record_all(
        school, case_id, (kinds.CheckedIn(safety_score=4, note="Gaat."), TODAY, "check_in", "Noor")
    )
    signal = NewSignal(what="Noor werd geduwd.", pupils=(school.pupils["Emma"],))
    school.desk("Dirk").signals.send(signal, "a-signal")
    shows = names_in(opened(name, screen))
    monkeypatch.setattr(session, "hides_names", lambda: True)
    assert names_in(opened(name, screen)) == []
    if name in ("Samira", "Dirk"):
        assert shows


def test_a_note_that_waits_says_so_without_its_words(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("Samira", "vandaag")
    note = next(area for area in app.text_area if "Wat is er gebeurd" in area.label)
    note.set_value(NOTE).run()
    assert names_in(app)
    monkeypatch.setattr(session, "hides_names", lambda: True)
    app.run()
    assert names_in(app) == []
    assert "er staat nog iets" in everything(app)


def test_a_search_with_hidden_names_answers_with_letters(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "hides_names", lambda: True)
    app = opened("Samira", "zaken")
    app.text_input(key="search_typed").set_value("viss").run()
    assert "N.V." in everything(app)
    assert names_in(app) == []


def test_the_page_of_a_pupil_names_nobody(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.case(target="Noor", displaying="Daan")
    monkeypatch.setattr(session, "hides_names", lambda: True)
    app = opened("Samira", "leerling", leerling=school.pupils["Noor"])
    assert app.title[0].value == "Leerling"
    assert names_in(app) == []
