"""Zaak: the case as the card, and what every form on it stores."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.case import Case, CaseState
from casework.entries import NewEntry, Payload
from casework.errors import NotHere, NotSignedIn
from casework.people import Role
from server import state
from tests.cast import TODAY, Cast
from tests.pages.conftest import Open
from tests.pages.test_vandaag import texts
from ui.labels import plain

FIELDS = ("text_area", "text_input", "selectbox", "date_input", "checkbox", "button_group")


def field(app: AppTest, form: str, name: str) -> Any:
    """The widget of a field of a form."""
    for kind in FIELDS:
        for widget in app.get(kind):
            key = str(widget.key)
            if key.startswith(f"{form}_") and key.endswith(f"_{name}"):
                return widget
    raise AssertionError(f"no field {name} in {form}")


def press(app: AppTest, label: str, form: str = "") -> AppTest:
    """Press the button with these words, of this form when there are more, and look again."""
    named = [found for found in app.button if found.label == label]
    [button] = [found for found in named if str(found.key).startswith(form)]
    button.click()
    app.run()
    assert not app.exception
    return app


def told(school: Cast, case_id: str, *said: tuple[Payload, date, str, str]) -> None:
    """Record steps through Samira's desk."""
    for number, (payload, day, step, pupil) in enumerate(said):
        desk = school.desk("Samira")
        seen = desk.case(case_id).case.last_number
        new = NewEntry(payload, day, step, school.pupils.get(pupil, ""))
        desk.record(case_id, [new], seen=seen, form_key=f"told-{case_id}-{seen}-{number}")


def case_of(school: Cast, case_id: str, name: str = "Samira") -> Case:
    """The case as it is stored now."""
    return school.desk(name).case(case_id).case


def last(school: Cast, case_id: str) -> Payload:
    """What the newest entry says."""
    return case_of(school, case_id).entries[-1].payload


def choose(app: AppTest, decision: str) -> AppTest:
    """Choose one of the decisions about the case as a whole."""
    app.selectbox(key="more").set_value(decision).run()
    assert not app.exception
    return app


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bytes]:
    """Presses the last download button that was drawn, as Streamlit does: after the run."""
    drawn: list[Callable[[], bytes]] = []

    def draw(label: str, *, data: Callable[[], bytes], **_: object) -> None:
        drawn.append(data)

    monkeypatch.setattr(st, "download_button", draw)
    return lambda: drawn[-1]()


def prints(school: Cast) -> list[str]:
    """Who printed a case, as the read log has it."""
    lines = school.store.access_log.lines(TODAY, date.max - timedelta(days=9))
    return [line.staff_name for line in lines if line.reason == "afgedrukt"]


TALK = kinds.TalkHeld(notes="Goed gesproken.")


def test_who_may_see_a_case_can_take_it_along_on_paper(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    [button] = opened("Samira", "zaak", zaak=case_id).get("download_button")
    assert button.proto.label == "Zaak als PDF"
    assert not opened("Joris", "zaak", zaak=case_id).get("download_button")
    assert prints(school) == []


def test_a_print_is_made_and_logged_when_the_button_is_pressed(
    opened: Open, school: Cast, pressed: Callable[[], bytes]
) -> None:
    opened("Samira", "zaak", zaak=school.case().subject_id)
    assert prints(school) == []
    assert pressed().startswith(b"%PDF")
    pressed()
    assert prints(school) == ["Samira el Idrissi"] * 2


def test_the_button_of_an_old_screen_opens_nothing_after_signing_out(
    opened: Open, school: Cast, pressed: Callable[[], bytes]
) -> None:
    opened("Samira", "zaak", zaak=school.case().subject_id)
    state.sessions.end_all(school.staff["Samira"])
    with pytest.raises(NotSignedIn):
        pressed()
    assert prints(school) == []


def test_the_button_of_an_old_screen_opens_nothing_when_the_role_has_ended(
    opened: Open, school: Cast, pressed: Callable[[], bytes]
) -> None:
    opened("Samira", "zaak", zaak=school.case().subject_id)
    [held] = [one for one in school.actor("Samira").assignments if one.role is Role.MENTOR]
    school.store.school.end_assignment(
        school.staff["Samira"], held, TODAY - timedelta(days=1), school.staff["Ineke"]
    )
    with pytest.raises(NotHere):
        pressed()
    assert prints(school) == []


def test_the_case_shows_the_six_columns_of_the_card(opened: Open, school: Cast) -> None:
    app = opened("Samira", "zaak", zaak=school.case().subject_id)
    columns = [b.label.split(" · ")[0] for b in app.button if str(b.key).startswith("unfold_")]
    assert columns == [
        "Analyseer",
        "In gesprek",
        "Faciliteer",
        "Actie",
        "Communicatie",
        "Evalueer",
    ]


def test_the_next_step_and_its_due_date_are_on_top(opened: Open, school: Cast) -> None:
    app = opened("Samira", "zaak", zaak=school.case().subject_id)
    assert any("Nu: Vijf vragen beantwoord" in str(found.value) for found in app.markdown)
    assert "Uiterlijk overmorgen, woensdag 25 november 2026" in texts(app)


@pytest.mark.parametrize(
    ("step", "pupil", "label", "answers", "stored"),
    [
        ("talk_target", "Noor", "Gesprek vastleggen", {"notes": "Ja."}, kinds.TalkHeld),
        ("talk_displaying", "Daan", "Gesprek vastleggen", {"notes": "Nee."}, kinds.TalkHeld),
        ("check_in", "Noor", "Vastleggen", {"note": "Gaat beter."}, kinds.CheckedIn),
        (
            "measure_1",
            "",
            "Maatregel vastleggen",
            {"measure": "weekly_talk"},
            kinds.MeasureAgreed,
        ),
        ("parents", "Noor", "Contact vastleggen", {"way": "phone"}, kinds.ParentsInformed),
        ("magister", "Daan", "In Magister gezet", {}, kinds.MagisterNoted),
        ("inform_team", "", "Bericht verstuurd", {}, kinds.TeamInformed),
        ("five_questions", "", "Aanvullen", {"why": "Ruzie."}, kinds.AnalysisAdded),
        ("support", "", "Vraag stellen", {"question": "Wat nu?"}, kinds.SupportAsked),
    ],
)
def test_each_step_has_a_form_that_stores_one_entry(
    opened: Open,
    school: Cast,
    step: str,
    pupil: str,
    label: str,
    answers: dict[str, str],
    stored: type[Payload],
) -> None:
    case_id = school.case().subject_id
    before = case_of(school, case_id).last_number
    pupil_id = school.pupils.get(pupil, "")
    app = opened("Samira", "zaak", zaak=case_id, stap=step, leerling=pupil_id, nr="0")
    for name, value in answers.items():
        field(app, f"step_{step}", name).set_value(value)
    press(app, label, f"step_{step}")
    assert app.success
    case = case_of(school, case_id)
    assert case.last_number == before + 1
    assert isinstance(case.entries[-1].payload, stored)
    assert case.entries[-1].pupil_id == pupil_id
    assert case.entries[-1].happened_on == TODAY


def test_a_refused_form_says_why_at_the_field_and_keeps_what_was_typed(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    pupil_id = school.pupils["Noor"]
    app = opened("Samira", "zaak", zaak=case_id, stap="parents", leerling=pupil_id, nr="0")
    field(app, "step_parents", "reaction").set_value("Moeder wil morgen bellen.")
    press(app, "Contact vastleggen")
    assert [found.value for found in app.error] == [plain("Kies hoe je contact hebt gehad.")]
    assert field(app, "step_parents", "reaction").value == "Moeder wil morgen bellen."
    assert not isinstance(last(school, case_id), kinds.ParentsInformed)


def test_a_step_can_be_set_aside_with_a_reason(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    pupil_id = school.pupils["Daan"]
    app = opened("Samira", "zaak", zaak=case_id, stap="parents", leerling=pupil_id, nr="0")
    press(app, "Vastleggen", "aside_parents")
    assert "Schrijf op waarom" in app.error[0].value
    field(app, "aside_parents", "reason").set_value("De leerling is achttien en wil het niet.")
    press(app, "Vastleggen", "aside_parents")
    assert isinstance(last(school, case_id), kinds.StepSetAside)


def test_the_joint_talk_says_what_has_to_come_first(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id, stap="talk_joint", leerling="", nr="0")
    assert "Eerst het gesprek met de" in app.info[0].value
    assert not [b for b in app.button if b.label == "Gesprek vastleggen"]


def test_the_joint_talk_is_refused_until_the_gepeste_agrees(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    told(
        school,
        case_id,
        (TALK, TODAY, "talk_target", "Noor"),
        (TALK, TODAY, "talk_displaying", "Daan"),
    )
    app = opened("Samira", "zaak", zaak=case_id, stap="talk_joint", leerling="", nr="0")
    field(app, "step_talk_joint", "notes").set_value("Samen gesproken.")
    press(app, "Gesprek vastleggen")
    assert "als de gepeste" in app.error[0].value.lower() or "gepeste het zelf" in texts(app)
    field(app, "step_talk_joint", "target_agrees").set_value(True)
    field(app, "step_talk_joint", "led_by").set_value("De leerlingcoördinator")
    press(app, "Gesprek vastleggen")
    assert app.success


def test_a_second_melding_brings_a_proposal_that_a_person_decides(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    school.desk("Samira").report(school.melding(), join=case_id, form_key="second")
    app = opened("Samira", "zaak", zaak=case_id)
    assert "Voorstel: niveau 2" in texts(app)
    press(app, "Niveau zo laten")
    assert "waarom de zaak op dit niveau blijft" in app.error[0].value
    press(app, "Naar niveau 2")
    assert case_of(school, case_id).level == 2
    assert "Voorstel" not in texts(app)


def test_stopped_plans_nazorg_and_nazorg_done_is_stored(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id, stap="stopped", leerling="", nr="0")
    field(app, "step_stopped", "said_by").set_value("target")
    field(app, "step_stopped", "words").set_value("Het is over, zegt Noor.")
    press(app, "Vastleggen dat het gestopt is")
    assert "5 nazorgmomenten gepland" in app.success[0].value
    moment = case_of(school, case_id).standing_aftercare[0]
    app.query_params["stap"] = "aftercare"
    app.query_params["leerling"] = moment.planned.pupil_id
    app.query_params["nr"] = str(moment.number)
    app.run()
    field(app, "step_aftercare", "outcome").set_value("stopped")
    field(app, "step_aftercare", "notes").set_value("Gaat goed.")
    press(app, "Nazorg vastleggen")
    assert case_of(school, case_id).standing_aftercare[0].done is not None


def test_nazorg_that_is_worse_opens_the_case_again(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    told(school, case_id, (kinds.Stopped(said_by="target", words="Ja."), TODAY, "stopped", ""))
    moment = case_of(school, case_id).standing_aftercare[0]
    pupil_id = moment.planned.pupil_id
    app = opened(
        "Samira", "zaak", zaak=case_id, stap="aftercare", leerling=pupil_id, nr=str(moment.number)
    )
    field(app, "step_aftercare", "outcome").set_value("worse")
    press(app, "Nazorg vastleggen")
    assert "weer geopend" in app.success[0].value
    assert case_of(school, case_id).state is CaseState.RUNNING
    assert "Voorstel: niveau 2" in texts(app)


def test_nazorg_can_be_moved_with_a_reason(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    told(school, case_id, (kinds.Stopped(said_by="target", words="Ja."), TODAY, "stopped", ""))
    moment = case_of(school, case_id).standing_aftercare[0]
    pupil_id, number = moment.planned.pupil_id, str(moment.number)
    app = opened("Samira", "zaak", zaak=case_id, stap="aftercare", leerling=pupil_id, nr=number)
    field(app, f"move_{number}", "due_on").set_value(TODAY + timedelta(days=30))
    field(app, f"move_{number}", "reason").set_value("De leerling is op kamp.")
    press(app, "Verzetten")
    assert case_of(school, case_id).standing_aftercare[0].due_on == TODAY + timedelta(days=30)


def test_closing_with_open_nazorg_asks_a_reason_and_counts_it(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    told(school, case_id, (kinds.Stopped(said_by="target", words="Ja."), TODAY, "stopped", ""))
    app = opened("Samira", "zaak", zaak=case_id)
    choose(app, "close")
    field(app, "close", "ending").set_value("stopped")
    press(app, "Zaak afsluiten")
    assert "nazorg open" in app.error[0].value
    field(app, "close", "reason").set_value("De leerling is verhuisd.")
    press(app, "Zaak afsluiten")
    closed = last(school, case_id)
    assert isinstance(closed, kinds.Closed)
    assert closed.count_open_aftercare == 5
    choose(app, "reopen")
    field(app, "reopen", "reason").set_value("Het begon opnieuw.")
    press(app, "Weer openen")
    assert case_of(school, case_id).state is CaseState.RUNNING


def test_a_mistake_is_struck_out_and_stays_readable(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    told(school, case_id, (TALK, TODAY, "talk_target", "Noor"))
    number = case_of(school, case_id).last_number
    app = opened("Samira", "zaak", zaak=case_id)
    choose(app, "strike")
    field(app, "strike", "entry").set_value(str(number))
    field(app, "strike", "reason").set_value("Verkeerde leerling.")
    press(app, "Doorhalen")
    shown = texts(app)
    assert "doorgehaald" in shown
    assert "Goed gesproken." in shown
    assert number in case_of(school, case_id).withdrawn


def test_a_role_changes_and_history_shows_it(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id)
    choose(app, "role")
    field(app, "role", "pupil").set_value(school.pupils["Daan"])
    field(app, "role", "role").set_value("bystander")
    field(app, "role", "reason").set_value("Hij stond erbij.")
    press(app, "Veranderen")
    assert case_of(school, case_id).parts[school.pupils["Daan"]].role == "bystander"
    assert "Rol: omstander" in texts(app)


def test_a_pupil_who_turns_out_to_be_involved_is_added(opened: Open, school: Cast) -> None:
    case_id = school.case(displaying="").subject_id
    app = choose(opened("Samira", "zaak", zaak=case_id), "pupil")
    press(app, "Toevoegen")
    assert "Kies de leerling" in app.error[0].value
    field(app, "add_pupil", "pupil").set_value(school.pupils["Emma"])
    field(app, "add_pupil", "role").set_value("displaying")
    press(app, "Toevoegen")
    part = case_of(school, case_id).parts[school.pupils["Emma"]]
    assert part.role == "displaying"
    assert part.home.class_id == school.classes["2B"]
    assert "Rol: pestende leerling" in texts(app)


def test_a_text_that_is_too_long_is_refused_and_kept(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    where = {"zaak": case_id, "stap": "inform_team", "leerling": "", "nr": "0"}
    app = opened("Samira", "zaak", **where)
    field(app, "step_inform_team", "message").set_value("a" * 50_001)
    press(app, "Bericht verstuurd")
    assert "te lang" in app.error[0].value
    assert len(field(app, "step_inform_team", "message").value) == 50_001


def test_a_mentor_hour_of_the_own_class_shows_in_the_case(opened: Open, school: Cast) -> None:
    app = opened("Samira", "zaak", zaak=school.case().subject_id)
    choose(app, "hour")
    field(app, "mentor_hour", "theme").set_value("online")
    press(app, "Vastleggen", "mentor_hour")
    assert "Mentoruur: 23 nov" in texts(app)


def test_the_second_of_two_tabs_sees_the_fresh_case_with_its_text_intact(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    where = {"zaak": case_id, "stap": "inform_team", "leerling": "", "nr": "0"}
    first, second = opened("Samira", "zaak", **where), opened("Samira", "zaak", **where)
    field(second, "step_inform_team", "message").set_value("Let op in de gang.")
    press(first, "Bericht verstuurd")
    press(second, "Bericht verstuurd")
    assert "net bijgewerkt" in second.error[0].value
    assert field(second, "step_inform_team", "message").value == "Let op in de gang."
    assert sum(1 for _ in case_of(school, case_id).of(kinds.TeamInformed)) == 1
    press(second, "Bericht verstuurd")
    assert sum(1 for _ in case_of(school, case_id).of(kinds.TeamInformed)) == 2


@pytest.mark.parametrize("wrong", ["", "abc", "../../etc", "00000000-0000-0000-0000-000000000000"])
def test_a_wrong_or_unknown_number_says_so_kindly(opened: Open, wrong: str) -> None:
    app = opened("Samira", "zaak", zaak=wrong)
    assert "De zaak bestaat niet, of hoort niet bij jou" in app.error[0].value


def test_somebody_elses_case_looks_like_one_that_does_not_exist(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = opened("Joris", "zaak", zaak=case_id)
    assert "De zaak bestaat niet, of hoort niet bij jou" in app.error[0].value
    assert "Noor" not in texts(app)


def test_the_ondersteuningsteam_advises_in_a_case_that_was_put_to_it(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    told(school, case_id, (kinds.SupportAsked(question="Wat nu?"), TODAY, "support", ""))
    app = opened("Anneke", "zaak", zaak=case_id)
    assert "Wat nu?" in texts(app)
    field(app, "advise", "advice").set_value("Betrek de wijkagent.")
    press(app, "Advies geven")
    said = case_of(school, case_id).entries[-1].payload
    assert isinstance(said, kinds.SupportAdvised)
    app = opened("Samira", "zaak", zaak=case_id)
    choose(app, "advice")
    field(app, "advice_used", "what_was_done").set_value("Gebeld.")
    press(app, "Vastleggen", "advice_used")
    assert isinstance(last(school, case_id), kinds.AdviceUsed)


def test_hostile_words_are_shown_as_they_were_typed(opened: Open, school: Cast) -> None:
    words = "<script>alert(1)</script> ![x](http://x/y.png) =1+1 \u202eomgekeerd 😀 " + "a" * 20_000
    case_id = school.case(what=words).subject_id
    app = opened("Samira", "zaak", zaak=case_id)
    assert words.strip() in [found.value for found in app.text]
    assert all("<script>" not in str(found.value) for found in app.markdown)


def test_opening_a_case_is_logged_once_a_visit(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id)
    app.run()
    app.run()
    lines = school.store.access_log.lines(date(2020, 1, 1), date(2030, 1, 1))
    assert len(lines) == 1
