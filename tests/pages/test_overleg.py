"""Overleg: the agenda, one case a screen with letters, the decision, and the minutes."""

import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.cases.team_decisions import team_decisions
from casework.entries import NewEntry
from casework.errors import MeetingMovedOn, NotHere
from casework.meetings.meeting import Meeting, MeetingState
from server import state
from tests.cast import TODAY, Cast
from tests.pages import html_reading
from tests.pages.conftest import Open
from ui import session

PAGE = Path(__file__).parents[2] / "pages" / "overleg.py"
NOTHING = "Er is niets om te bespreken"


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens have the clock of the desks of the cast."""
    monkeypatch.setattr(session, "_now", lambda: datetime.combine(TODAY, time(12), UTC))


def put(school: Cast, target: str = "Noor", displaying: str = "Daan", by: str = "Samira") -> str:
    """A case that was put to the team; its id."""
    desk = school.desk(by)
    melding = school.melding(target=target, displaying=displaying)
    case_id = desk.cases.report(melding, form_key=str(uuid4()), reason="Ander voorval.").subject_id
    asked = kinds.SupportAsked(question=f"{target} durft niet meer. Wat nu?", tried="Gepraat.")
    desk.cases.record(
        case_id,
        [NewEntry(asked, TODAY, "support")],
        seen=last(school, case_id),
        form_key=str(uuid4()),
    )
    return case_id


def last(school: Cast, subject_id: str) -> int:
    return len(school.store.log.entries(subject_id))


def meeting_of(school: Cast, *cases: str) -> str:
    """A meeting of Anneke's that stands ready."""
    desk = school.desk("Anneke")
    here = [school.staff["Anneke"]]
    return desk.meetings.start(cases, here, "", str(uuid4())).subject_id


def begun(school: Cast, *cases: str) -> str:
    """A meeting that is at its first case."""
    meeting_id = meeting_of(school, *cases)
    turn(school, meeting_id, cases[0])
    return meeting_id


def turn(school: Cast, meeting_id: str, case_id: str) -> None:
    seen = folded(school, meeting_id).place_number
    school.desk("Anneke").meetings.turn_to(meeting_id, case_id, seen=seen, form_key=str(uuid4()))


def folded(school: Cast, meeting_id: str) -> Meeting:
    return school.desk("Anneke").meetings.open(meeting_id).meeting


def decisions(school: Cast, case_id: str) -> list[Any]:
    return team_decisions(school.desk("Samira").cases.open(case_id).case)


def screen_text(app: AppTest) -> str:
    kinds_ = ("title", "header", "subheader", "markdown", "caption", "text")
    kinds_ += ("error", "success", "info", "warning")
    text = "\n".join(str(element.value) for kind in kinds_ for element in app.get(kind))
    return re.sub(r"\\(?=\W)", "", text)


def widget(app: AppTest, ending: str) -> Any:
    groups = (
        *(app.button, app.multiselect, app.button_group, app.text_area, app.text_input),
        *(app.date_input, app.selectbox, app.toggle),
    )
    [widget] = [
        element for group in groups for element in group if str(element.key).endswith(ending)
    ]
    return widget


def has(app: AppTest, ending: str) -> bool:
    return any(str(one.key).endswith(ending) for one in app.button)


def press(app: AppTest, ending: str) -> AppTest:
    widget(app, ending).click()
    app.run()
    assert not app.exception
    return app


def fill(app: AppTest, ending: str, value: Any) -> AppTest:
    widget(app, ending).set_value(value)
    app.run()
    assert not app.exception
    return app


# --- the agenda -----------------------------------------------------------------------------------


def test_without_a_question_there_is_nothing_to_discuss(opened: Open, school: Cast) -> None:
    school.case()
    app = opened("Anneke", "overleg")
    assert NOTHING in screen_text(app)
    assert "Er is nog geen overleg afgesloten" in screen_text(app)


def test_a_meeting_is_made_in_the_order_that_was_chosen(opened: Open, school: Cast) -> None:
    one, two = put(school), put(school, "Sem", "Lotte", "Joris")
    app = opened("Anneke", "overleg")
    press(app, "_start")
    assert "Kies minstens één zaak" in screen_text(app)
    press(app, "_all")
    first, second = widget(app, "_cases").value
    press(app, f"_later_{first[:8]}")
    assert widget(app, "_cases").value == [second, first]
    fill(app, "_guests", "jeugdarts")
    press(app, "_start")
    assert "Het overleg staat klaar." in screen_text(app)
    [summary] = school.desk("Anneke").meetings.latest()
    meeting = folded(school, summary.meeting_id)
    assert [line.case_id for line in meeting.agenda] == [second, first]
    assert {one, two} == {first, second}
    assert (meeting.guests, meeting.members) == ("jeugdarts", (school.staff["Anneke"],))
    assert meeting.state is MeetingState.PLANNED


def test_a_half_made_agenda_is_found_again(opened: Open, school: Cast) -> None:
    case_id = put(school)
    fill(opened("Anneke", "overleg"), "_cases", [case_id])
    again = opened("Anneke", "overleg")
    assert "Je was al een agenda aan het maken" in screen_text(again)
    assert widget(again, "_cases").value == [case_id]


def test_somebody_has_to_be_there(opened: Open, school: Cast) -> None:
    case_id = put(school)
    app = fill(opened("Anneke", "overleg"), "_cases", [case_id])
    fill(app, "_members", [])
    press(app, "_start")
    assert "Kies wie er van het ondersteuningsteam zijn" in screen_text(app)


def test_the_agenda_is_changed_during_the_meeting(opened: Open, school: Cast) -> None:
    one, two = put(school), put(school, "Sem", "Lotte", "Joris")
    third = put(school, "Yusuf", "Emma")
    meeting_id = begun(school, one, two)
    app = opened("Anneke", "overleg", overleg=meeting_id)
    fill(app, "meeting_change_agenda", True)
    press(app, f"later_{one[:8]}")
    assert [line.case_id for line in folded(school, meeting_id).agenda] == [two, one]
    press(app, f"earlier_{one[:8]}")
    fill(app, "meeting_case_to_add", third)
    press(app, "meeting_add_case")
    assert [line.case_id for line in folded(school, meeting_id).agenda] == [one, two, third]
    press(app, f"off_{two[:8]}")
    assert [line.case_id for line in folded(school, meeting_id).agenda] == [one, third]


# --- one case a screen ----------------------------------------------------------------------------


def test_a_case_is_shown_with_letters_and_why_it_is_here(opened: Open, school: Cast) -> None:
    meeting_id = begun(school, put(school))
    text = screen_text(opened("Anneke", "overleg", overleg=meeting_id))
    for words in ("Zaak 2026-001", "Zaak 1 van 1", "Niveau", "durft niet meer. Wat nu?"):
        assert words.lower() in text.lower()
    assert "Vraag aan het team van 23-11-2026; nog geen advies." in text
    assert "Gepraat." in text
    assert "leerling A" in text
    assert not [name for name in ("Noor", "Daan", "Visser", "Boer") if name in text]


def test_names_are_shown_when_asked_and_off_again_at_the_next_case(
    opened: Open, school: Cast
) -> None:
    one, two = put(school), put(school, "Yusuf", "Emma")
    meeting_id = begun(school, one, two)
    app = opened("Anneke", "overleg", overleg=meeting_id)
    toggle = f"meeting_names_{folded(school, meeting_id).place_number}"
    fill(app, toggle, True)
    assert "Noor Visser" in screen_text(app)
    press(app, "meeting_next")
    assert "Zaak 2026-002" in screen_text(app)
    assert not [name for name in ("Noor", "Yusuf", "Emma") if name in screen_text(app)]
    press(app, "meeting_previous")
    assert "Noor" not in screen_text(app)


def test_next_and_previous_go_along_the_agenda(opened: Open, school: Cast) -> None:
    one, two = put(school), put(school, "Yusuf", "Emma")
    meeting_id = begun(school, one, two)
    app = opened("Anneke", "overleg", overleg=meeting_id)
    assert widget(app, "meeting_previous").disabled
    press(app, "meeting_next")
    assert folded(school, meeting_id).place == two
    assert not has(app, "meeting_next")
    press(app, f"agenda_go_{one[:8]}")
    assert folded(school, meeting_id).place == one


def test_who_is_behind_a_colleague_is_told_so(opened: Open, school: Cast) -> None:
    one, two, three = put(school), put(school, "Yusuf", "Emma"), put(school, "Sem", "", "Joris")
    meeting_id = begun(school, one, two, three)
    app = opened("Anneke", "overleg", overleg=meeting_id)
    turn(school, meeting_id, three)
    press(app, "meeting_next")
    assert MeetingMovedOn.default in screen_text(app)
    assert folded(school, meeting_id).place == three
    assert "Zaak 2026-003" in screen_text(app)


# --- deciding -------------------------------------------------------------------------------------


def decide(app: AppTest, words: str, who: str, day: Any = TODAY) -> AppTest:
    widget(app, "_decision").set_value(words)
    widget(app, "_who").set_value(who)
    widget(app, "_due_on").set_value(day)
    app.run()
    return press(app, "_submit")


def test_a_decision_is_stored_and_the_form_is_empty_again(opened: Open, school: Cast) -> None:
    case_id = put(school)
    meeting_id = begun(school, case_id)
    app = opened("Anneke", "overleg", overleg=meeting_id)
    press(app, "_submit")
    assert "Schrijf op wat jullie besluiten." in screen_text(app)
    decide(app, "De mentor belt de ouders.", school.staff["Samira"])
    assert "Het besluit staat in de zaak" in screen_text(app)
    [decision] = decisions(school, case_id)
    assert decision.decided.decision == "De mentor belt de ouders."
    assert decision.decided.due_on == TODAY
    assert widget(app, "_decision").value == ""
    assert "Agenda (1 van 1 besloten)" in screen_text(app)
    assert "Samira el Idrissi** · uiterlijk 23 nov" in screen_text(app)


def test_no_decision_asks_why_and_nobody(opened: Open, school: Cast) -> None:
    case_id = put(school)
    app = opened("Anneke", "overleg", overleg=begun(school, case_id))
    fill(app, "_choice", "none")
    assert not [one for one in app.selectbox if str(one.key).endswith("_who")]
    fill(app, "_decision", "Eerst het gesprek van vrijdag.")
    press(app, "_submit")
    [decision] = decisions(school, case_id)
    assert not decision.decided.is_decided


def test_what_was_typed_stays_when_a_colleague_was_first_and_both_are_read(
    opened: Open, school: Cast
) -> None:
    case_id = put(school)
    meeting_id = begun(school, case_id)
    app = opened("Anneke", "overleg", overleg=meeting_id)
    made = kinds.TeamDecided(
        meeting_id="", who=school.staff["Samira"], due_on=TODAY, decision="Besluit van een collega."
    )
    seen = last(school, case_id)
    school.desk("Anneke").decisions.decide(
        meeting_id, case_id, made, seen=seen, form_key=str(uuid4())
    )
    # The screen still shows the case as it was; only the press is new.
    for ending, value in (("_decision", "Mijn besluit."), ("_who", school.staff["Anneke"])):
        widget(app, ending).set_value(value)
    widget(app, "_due_on").set_value(TODAY)
    press(app, "_submit")
    assert "Een collega heeft deze zaak net bijgewerkt" in screen_text(app)
    assert "Besluit van een collega." in screen_text(app)
    assert widget(app, "_decision").value == "Mijn besluit."
    assert len(decisions(school, case_id)) == 1
    press(app, "_submit")
    assert len(decisions(school, case_id)) == 2


def test_a_half_typed_decision_is_there_after_a_reload(opened: Open, school: Cast) -> None:
    meeting_id = begun(school, put(school))
    fill(opened("Anneke", "overleg", overleg=meeting_id), "_decision", "Half zin")
    assert widget(opened("Anneke", "overleg", overleg=meeting_id), "_decision").value == "Half zin"


def test_a_decision_is_put_right(opened: Open, school: Cast) -> None:
    case_id = put(school)
    app = opened("Anneke", "overleg", overleg=begun(school, case_id))
    decide(app, "De mentor belt.", school.staff["Samira"])
    [first] = decisions(school, case_id)
    press(app, f"decision_correct_{first.number}")
    assert widget(app, "_decision").value == "De mentor belt."
    fill(app, "_decision", "De mentor belt vandaag.")
    press(app, "_submit")
    [again] = decisions(school, case_id)
    assert (again.number, again.decided.decision) == (first.number, "De mentor belt vandaag.")
    press(app, f"decision_correct_{first.number}")
    press(app, "_cancel")
    assert widget(app, "_decision").value == ""


def test_a_decision_is_still_put_right_after_a_reload(opened: Open, school: Cast) -> None:
    meeting_id = begun(school, case_id := put(school))
    app = opened("Anneke", "overleg", overleg=meeting_id)
    decide(app, "De mentor belt.", school.staff["Samira"])
    [first] = decisions(school, case_id)
    press(app, f"decision_correct_{first.number}")
    again = opened("Anneke", "overleg", overleg=meeting_id)
    assert widget(again, "_decision").value == "De mentor belt."
    assert "Besluit verbeteren" in screen_text(again)
    fill(again, "_decision", "De mentor belt vandaag.")
    press(again, "_submit")
    assert [one.decided.decision for one in decisions(school, case_id)] == [
        "De mentor belt vandaag."
    ]


# --- between times --------------------------------------------------------------------------------


def test_a_meeting_that_stands_ready_is_begun(opened: Open, school: Cast) -> None:
    meeting_id = meeting_of(school, put(school))
    app = opened("Anneke", "overleg", overleg=meeting_id)
    assert "Het overleg staat klaar." in screen_text(app)
    assert "durft niet meer" not in screen_text(app)
    press(app, "meeting_go_on")
    assert folded(school, meeting_id).state is MeetingState.RUNNING
    assert "durft niet meer" in screen_text(app)


def test_who_is_there_is_put_right(opened: Open, school: Cast) -> None:
    meeting_id = meeting_of(school, put(school))
    app = opened("Anneke", "overleg", overleg=meeting_id)
    widget(app, "_guests").set_value("jeugdarts")
    press(app, "_submit")
    assert "Vastgelegd wie er zijn." in screen_text(app)
    assert folded(school, meeting_id).guests == "jeugdarts"
    assert "Aanwezig: Anneke Vos en jeugdarts" in screen_text(app)
    widget(app, "_members").set_value([])
    press(app, "_submit")
    assert "Kies wie er van het ondersteuningsteam zijn" in screen_text(app)


def test_in_a_pause_nothing_of_the_case_is_shown(opened: Open, school: Cast) -> None:
    meeting_id = begun(school, put(school))
    app = opened("Anneke", "overleg", overleg=meeting_id)
    press(app, "meeting_pause")
    assert "Het overleg is onderbroken" in screen_text(app)
    assert "durft niet meer" not in screen_text(app)
    press(app, "meeting_go_on")
    assert "durft niet meer" in screen_text(app)


def test_a_meeting_is_closed_and_opened_again(opened: Open, school: Cast) -> None:
    meeting_id = begun(school, put(school))
    app = opened("Anneke", "overleg", overleg=meeting_id)
    press(app, "meeting_close")
    assert "De notulen staan klaar." in screen_text(app)
    assert folded(school, meeting_id).state is MeetingState.CLOSED
    assert "afgesloten" in screen_text(opened("Anneke", "overleg"))
    press(app, "meeting_go_on")
    assert folded(school, meeting_id).state is MeetingState.RUNNING


def test_the_list_leads_to_the_meeting(opened: Open, school: Cast) -> None:
    meeting_id = begun(school, put(school))
    app = opened("Anneke", "overleg")
    press(app, f"meeting_open_{meeting_id[:8]}")
    assert app.query_params["overleg"] in (meeting_id, [meeting_id])


def test_minutes_can_be_had_with_letters_or_with_names(opened: Open, school: Cast) -> None:
    meeting_id = begun(school, put(school))
    app = opened("Anneke", "overleg", overleg=meeting_id)
    assert "Leerlingen staan erin als letters." in screen_text(app)
    fill(app, "meeting_minutes_names", True)
    assert "daar staat ook dat er namen in staan" in screen_text(app)


# --- what can happen in the middle ----------------------------------------------------------------


def test_a_closed_case_says_so_and_the_meeting_goes_on(opened: Open, school: Cast) -> None:
    one, two = put(school), put(school, "Yusuf", "Emma")
    meeting_id = begun(school, one, two)
    payload = kinds.Closed(ending="no_bullying", reason="Een spel.")
    samira = school.desk("Samira")
    seen = last(school, one)
    samira.cases.record(one, [NewEntry(payload, TODAY)], seen=seen, form_key=str(uuid4()))
    app = opened("Anneke", "overleg", overleg=meeting_id)
    assert "Deze zaak is afgesloten." in screen_text(app)
    decide(app, "Bellen.", school.staff["Samira"])
    assert "er kan geen taak meer bij" in screen_text(app)
    assert widget(app, "_decision").value == "Bellen."
    press(app, "meeting_next")
    assert "Zaak 2026-002" in screen_text(app)


def test_the_case_that_a_merged_one_goes_on_in_takes_its_place(opened: Open, school: Cast) -> None:
    older, newer = put(school), put(school, "Noor", "Emma")
    meeting_id = begun(school, newer)
    samira = school.desk("Samira")
    seen = last(school, older)
    samira.merging.merge(older, newer, "Het is één zaak.", seen=seen, form_key=str(uuid4()))
    app = opened("Anneke", "overleg", overleg=meeting_id)
    assert "gaat verder als zaak 2026-001" in screen_text(app)
    assert not [one for one in app.text_area if str(one.key).endswith("_decision")]
    press(app, "meeting_replace")
    assert [line.case_id for line in folded(school, meeting_id).agenda] == [older]


def test_an_erased_case_is_passed_over(opened: Open, school: Cast) -> None:
    one, two = put(school), put(school, "Yusuf", "Emma")
    meeting_id = begun(school, one, two)
    with school.store.database.reshaping():
        school.store.database.run("delete from entry where subject_id = $1", (one,))
    school.store.vault.erase(one)
    app = opened("Anneke", "overleg", overleg=meeting_id)
    assert "Deze zaak is intussen gewist" in screen_text(app)
    press(app, "meeting_next")
    assert "Yusuf" not in screen_text(app)
    assert "Zaak 2026-002" in screen_text(app)


@pytest.mark.parametrize("name", ["Samira", "Fatima", "Willem", "Ineke", "Dirk"])
def test_nobody_else_gets_in(school: Cast, name: str) -> None:
    meeting_id = begun(school, put(school))
    _, signed_in = state.sessions.begin(school.staff[name], has_second_step=True)
    app = AppTest.from_file(str(PAGE), default_timeout=30)
    app.user = {"session": signed_in.public_id}
    app.query_params["overleg"] = meeting_id
    app.run()
    assert NotHere.default in screen_text(app)
    # Samira put the question herself: the receipt of that is hers.
    text = re.sub(r"Net opgeslagen: .*", "", screen_text(app))
    assert "2026-001" not in text
    assert "leerling A" not in text


# --- on the screen of the case --------------------------------------------------------------------


def test_the_mentor_reads_the_decision_in_the_case_and_says_it_is_done(
    opened: Open, school: Cast
) -> None:
    case_id = put(school)
    meeting_id = begun(school, case_id)
    made = kinds.TeamDecided(
        meeting_id="", who=school.staff["Samira"], due_on=TODAY, decision="Bel de ouders."
    )
    seen = last(school, case_id)
    school.desk("Anneke").decisions.decide(
        meeting_id, case_id, made, seen=seen, form_key=str(uuid4())
    )
    today = html_reading.words(html_reading.html(opened("Samira", "vandaag")))
    assert "Besluit van het ondersteuningsteam: uitvoeren" in today
    app = opened("Samira", "zaak", zaak=case_id)
    assert "**Besluit van het ondersteuningsteam** · jij · uiterlijk maandag 23" in screen_text(app)
    [button] = [one for one in app.button if one.label == "Uitgevoerd"]
    button.click()
    app.run()
    assert not app.exception
    assert "het besluit van het team is uitgevoerd" in screen_text(app)
    assert not decisions(school, case_id)[0].is_open
