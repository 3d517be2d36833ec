"""*Ongedaan maken* under the receipt, on the screen where something was saved."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.desk import Desk
from casework.desk.undoing import SIGNAL_SETTLED
from casework.entries import NewEntry
from casework.signals.signal import NewSignal, SignalState
from tests.cast import TODAY, Cast, desk_with
from tests.pages.conftest import Open
from tests.pages.test_quick_note import the_case, typed, widget
from ui.forms import second_tap


def just_now(school: Cast, name: str) -> Desk:
    """The desk of somebody who acts this minute, by the clock of the screens."""
    return desk_with(school.desk(name), now=lambda: datetime.now(UTC))


def takes_back(app: AppTest) -> AppTest:
    [button] = [button for button in app.button if button.label == "Ongedaan maken"]
    button.click().run()
    assert not app.exception
    return app


def sent(school: Cast) -> str:
    signal = NewSignal(what="Er werd geduwd.", pupils=(school.pupils["Noor"],))
    return just_now(school, "Dirk").signals.send(signal, str(uuid4())).subject_id


def test_a_quick_note_is_taken_back_on_vandaag(opened: Open, school: Cast) -> None:
    case_id = the_case(school)
    app = typed(opened("Samira"), "noor vandaag nog even gesproken, gaat 7")
    widget(app, "button_group", "others").set_value([school.pupils["Noor"]]).run()
    widget(app, "button", "submit").click().run()
    assert any("Terug te nemen tot" in one.value for one in app.caption)

    takes_back(app)

    assert "Ongedaan gemaakt" in app.success[0].value
    assert school.desk("Samira").cases.open(case_id).case.safety_scores == []


def test_the_sender_takes_a_signal_back_where_the_own_signals_stand(
    opened: Open, school: Cast
) -> None:
    sent(school)
    app = opened("Dirk", "signaal")
    assert any(one.value.endswith(": signaal") for one in app.caption)

    takes_back(app)

    assert school.desk("Dirk").signals.own() == []
    assert school.desk("Samira").signals.waiting() == []


def test_taken_up_meanwhile_it_stays_and_the_sender_reads_what_to_do(
    opened: Open, school: Cast
) -> None:
    signal_id = sent(school)
    app = opened("Dirk", "signaal")
    just_now(school, "Samira").cases.report(
        school.melding(), signal=signal_id, form_key=str(uuid4())
    )

    takes_back(app)

    assert [error.value for error in app.error] == [SIGNAL_SETTLED[SignalState.TAKEN]]
    assert "Ongedaan maken" not in [button.label for button in app.button]


def test_a_signal_closed_by_mistake_waits_again(opened: Open, school: Cast) -> None:
    signal_id, samira = sent(school), just_now(school, "Samira")
    samira.signals.set_aside(signal_id, "Ik was erbij.", form_key=str(uuid4()))

    takes_back(opened("Samira", "signaal", signaal=signal_id))

    assert [signal.signal_id for signal, _ in samira.signals.waiting()] == [signal_id]


def test_a_mentor_hour_is_taken_back_on_klas(opened: Open, school: Cast) -> None:
    samira, class_id = just_now(school, "Samira"), school.classes["2B"]
    hour = kinds.MentorHourHeld(theme="online")
    samira.classroom.log_hour(class_id, TODAY, hour, str(uuid4()))

    takes_back(opened("Samira", "klas"))

    assert samira.classroom.open(class_id).hours == ()


def test_a_new_melding_taken_back_leads_to_no_page_that_fails(opened: Open, school: Cast) -> None:
    samira = just_now(school, "Samira")
    case_id = samira.cases.report(school.melding(), form_key=str(uuid4())).subject_id

    app = takes_back(opened("Samira", "zaak", zaak=case_id))

    assert school.desk("Samira").cases.all() == []
    assert [error.value for error in app.error] == []
    assert "Ongedaan gemaakt" in app.success[0].value


def test_two_taps_take_back_one_save(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_tap, "SECONDS_OF_TWO_TAPS", float("inf"))
    case_id = the_case(school)
    desk = just_now(school, "Samira")
    for note in ("Eerst.", "Daarna."):
        seen = desk.cases.open(case_id).case.last_number
        new = [NewEntry(kinds.Noted(note=note), desk.today)]
        desk.cases.record(case_id, new, seen=seen, form_key=str(uuid4()))
    app = opened("Samira", "zaak", zaak=case_id)

    takes_back(takes_back(app))

    notes = [noted.note for _, noted in desk.cases.open(case_id).case.of(kinds.Noted)]
    assert notes == ["Eerst."]
    assert "Ongedaan gemaakt" in app.success[0].value
