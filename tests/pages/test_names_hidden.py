"""On a device that hides names no screen with a list has one, in words or for a screen reader."""

import inspect
import re
from dataclasses import replace
from types import ModuleType
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.cases.case_file import CaseFile
from casework.desk import Desk
from casework.entries import NewEntry
from casework.signals.signal import NewSignal
from tests.cast import PUPILS, TODAY, Cast
from tests.pages.conftest import Open
from tests.pages.test_zaak import field, press, record_all
from ui import hidden_names
from ui.case import check_in, decisions, line_acts
from ui.case.step_forms import STEP_FORMS
from ui.names_switch import SHOW_HERE
from ui.navigation import SCREENS
from ui.quick_note.form import EXAMPLE

NAMES = {*PUPILS, *(family for family, _ in PUPILS.values())}
TICKET = re.compile(r'data-concept=\\?"[^"]*"')
NOTE = "Noor werd uitgescholden door Daan"


def everything(app: AppTest) -> str:
    """All that goes to the browser, with what is no text: names, hints, options, addresses.

    A ticket is random letters, in which a short name stands now and then.
    """
    sent = "\n".join(str(getattr(element, "proto", "")) for element in app._tree)
    return TICKET.sub("", sent).replace(EXAMPLE, "")


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
    monkeypatch.setattr(hidden_names, "is_hiding", lambda _cookies: True)
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
    monkeypatch.setattr(hidden_names, "is_hiding", lambda _cookies: True)
    # The switch loads the screen anew.
    app = opened("Samira", "vandaag")
    assert names_in(app) == []
    assert "er staat nog iets" in everything(app)


def test_a_search_with_hidden_names_answers_with_letters(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hidden_names, "is_hiding", lambda _cookies: True)
    app = opened("Samira", "zaken")
    app.text_input(key="search_typed").set_value("viss").run()
    assert "N.V." in everything(app)
    assert names_in(app) == []


def test_the_page_of_a_pupil_names_nobody(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.case(target="Noor", displaying="Daan")
    monkeypatch.setattr(hidden_names, "is_hiding", lambda _cookies: True)
    app = opened("Samira", "leerling", leerling=school.pupils["Noor"])
    assert app.title[0].value == "Leerling"
    assert names_in(app) == []


# --- opened forms ---------------------------------------------------------------------------------

WORDS = "Noor Visser werd geduwd door Daan, en Emma Smit keek toe."


@pytest.fixture
def hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """The device of these screens has the switch turned on."""
    monkeypatch.setattr(hidden_names, "is_hiding", lambda _cookies: True)


def full_case(school: Cast, reason: str = "") -> str:
    """A case with words in it that name the pupils, and everything on it that opens a form."""
    case_id = (
        school.desk("Samira")
        .cases.report(
            school.melding(what=WORDS, group_level=True), form_key=str(uuid4()), reason=reason
        )
        .subject_id
    )
    plan = kinds.TalkPlanned(planned_on=TODAY, place="Bij Noor thuis", with_whom="Noor en Daan")
    record_all(
        school,
        case_id,
        (plan, TODAY, "talk_target", "Noor"),
        (
            kinds.TalkHeld(notes=WORDS, agreements=WORDS, next_on=TODAY),
            TODAY,
            "talk_displaying",
            "Daan",
        ),
        (kinds.CheckedIn(safety_score=4, note=WORDS), TODAY, "check_in", "Noor"),
        (
            kinds.MeasureAgreed(measure="own", level=1, words=WORDS, review_on=TODAY),
            TODAY,
            "measure_1",
            "",
        ),
        (kinds.SupportAsked(question=WORDS, tried=WORDS), TODAY, "support", ""),
        (kinds.Noted(note=WORDS), TODAY, "", ""),
    )
    return case_id


def codes_in(module: ModuleType) -> set[str]:
    """The acts that a module offers, read from its text: a new one is opened here too."""
    return set(re.findall(r'acts\["(\w+)"\]', inspect.getsource(module)))


def advise(school: Cast, case_id: str, advised: kinds.SupportAdvised) -> None:
    cases = school.desk("Anneke").cases
    seen = cases.open(case_id).case.last_number
    new = [NewEntry(advised, TODAY)]
    cases.record(case_id, new, seen=seen, form_key=str(uuid4()))


def places_in(desk: Desk, file: CaseFile) -> list[dict[str, str]]:
    """Every step and every act of a case, and every act on a line of it, by address."""
    plan = {"doe": "plan", "stap": "talk_target", "leerling": file.case.pupils("target")[0]}
    return [
        *(
            {"stap": s.step.id, "leerling": s.pupil_id, "nr": str(s.occurrence or "")}
            for s in file.steps
        ),
        *({"doe": code} for code in [*decisions.offered(desk, file), check_in.ROUND]),
        plan,
        *(
            {"doe": code, "regel": str(entry.number)}
            for entry in file.case.entries
            for code in line_acts.offered(file, entry)
        ),
    ]


def test_no_form_of_a_case_shows_a_name(opened: Open, school: Cast, hidden: None) -> None:
    """In a running case and a closed one, with everything on it that opens a form."""
    running, closed = full_case(school), full_case(school, "Iets anders.")
    advised = kinds.SupportAdvised(advice=WORDS)
    advise(school, running, advised)
    ended = kinds.Closed(ending="no_bullying", reason=WORDS)
    record_all(school, closed, (ended, TODAY, "", ""))
    files = [school.desk("Samira").cases.open(case_id) for case_id in (running, closed)]
    desk = school.desk("Samira")
    places = [(file.case.case_id, place) for file in files for place in places_in(desk, file)]
    acts = {place["doe"] for _, place in places if "doe" in place}
    assert acts >= codes_in(decisions) | codes_in(line_acts)
    assert {s.step.form for s in files[0].steps} >= STEP_FORMS.keys()
    for case_id, place in [(running, {}), (closed, {}), *places]:
        app = opened("Samira", "zaak", zaak=case_id, **place)
        assert names_in(app) == [], place
        assert "N.V." in everything(app), place
        assert [b for b in app.button if b.label == SHOW_HERE], place
        # Nothing that was recorded can be put right from what stands here.
        assert not ("regel" in place and app.text_area), place


def test_names_are_there_after_one_press_and_hidden_again_on_the_next_form(
    opened: Open, school: Cast, hidden: None
) -> None:
    case_id = full_case(school)
    app = opened("Samira", "zaak", zaak=case_id, stap="talk_target", leerling=school.pupils["Noor"])
    # What was planned stands in the form: it waits.
    assert not [area for area in app.text_area if "step_talk_target" in str(area.key)]
    press(app, SHOW_HERE)
    assert names_in(app)
    assert field(app, "step_talk_target", "present").value == "Noor en Daan"
    field(app, "step_talk_target", "notes").set_value(WORDS)
    press(app, "Gesprek vastleggen")
    assert "stap" not in app.query_params
    assert names_in(app) == []
    talk = school.desk("Samira").cases.open(case_id).case.entries[-1].payload
    assert isinstance(talk, kinds.TalkHeld)
    assert (talk.notes, talk.present) == (WORDS, "Noor en Daan")


def test_a_form_that_begins_empty_can_be_used_without_names(
    opened: Open, school: Cast, hidden: None
) -> None:
    case_id = full_case(school)
    app = opened("Samira", "zaak", zaak=case_id, doe="note")
    field(app, "note", "note").set_value("Moeder van Noor belt.").run()
    # What somebody types here and now stays in sight.
    assert field(app, "note", "note").value == "Moeder van Noor belt."
    app = opened("Samira", "zaak", zaak=case_id, doe="note")
    assert names_in(app) == []
    press(app, SHOW_HERE)
    assert field(app, "note", "note").value == "Moeder van Noor belt."


def test_pupils_are_chosen_by_initials_or_by_name_after_one_press(
    opened: Open, school: Cast, hidden: None
) -> None:
    for screen, name in (("melden", "Samira"), ("signaal", "Dirk")):
        app = opened(name, screen)
        assert names_in(app) == []
    app = opened("Samira", "melden")
    assert "N.V." in everything(app)
    press(app, SHOW_HERE)
    assert {"Noor", "Daan"} <= {*names_in(app)}
    assert names_in(opened("Samira", "melden")) == []


def test_a_found_pupil_stands_there_in_letters(opened: Open, school: Cast, hidden: None) -> None:
    app = opened("Dirk", "signaal")
    find = next(one for one in app.text_input if str(one.key).endswith("pupils_find"))
    find.set_value("viss").run()
    assert names_in(app) == []
    assert "N.V." in everything(app)


def test_a_signal_is_read_with_initials_and_becomes_a_melding_by_name(
    opened: Open, school: Cast, hidden: None
) -> None:
    signal = NewSignal(what=WORDS, pupils=(school.pupils["Noor"],))
    signal_id = school.desk("Dirk").signals.send(signal, "a-signal").subject_id
    app = opened("Samira", "signaal", signaal=signal_id)
    assert names_in(app) == []
    assert "N.V. werd geduwd" in everything(app)
    app = opened("Samira", "melden", signaal=signal_id)
    assert names_in(app) == []
    assert not app.text_area
    press(app, SHOW_HERE)
    assert WORDS in [area.value for area in app.text_area]


def test_a_note_gives_chips_in_letters(opened: Open, school: Cast, hidden: None) -> None:
    app = opened("Samira", "vandaag")
    note = next(area for area in app.text_area if "Wat is er gebeurd" in area.label)
    note.set_value("iemand werd uitgescholden door Daan").run()
    assert "D.B." in everything(app)
    assert [name for name in names_in(app) if name != "Daan"] == []


@pytest.mark.parametrize("screen", [pytest.param(s.address, id=s.title) for s in SCREENS])
def test_no_screen_shows_a_name(opened: Open, school: Cast, hidden: None, screen: str) -> None:
    """Whoever may open it, with a case, a pupil and a signal to open it on."""
    case_id = full_case(school)
    school.desk("Samira").cases.open(case_id)
    about = {"zaak": case_id} if screen in ("zaak", "bespreken", "letop") else {}
    about |= {"leerling": school.pupils["Noor"]} if screen == "leerling" else {}
    file = next(s.file for s in SCREENS if s.address == screen).removesuffix(".py")
    reads = []
    for name in school.staff:
        desk = school.desk(name)
        if desk.may(next(s.action for s in SCREENS if s.address == screen)):
            reads.append(name)
            assert names_in(opened(name, file, **about)) == [], name
    assert reads


def test_who_puts_right_recorded_words_has_them_whole(school: Cast) -> None:
    """A desk that hides names hands out no words that could be stored in their place."""
    case_id = full_case(school)
    access = school.desk("Samira").cases._access
    file = Desk(replace(access, hides_names=True)).cases.open(case_id)
    assert WORDS not in str(file.case.entries)
    assert file.full_name(school.pupils["Noor"]) == "N.V."
