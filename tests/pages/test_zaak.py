"""Zaak: the case as the card, and what every form on it stores."""

import re
from datetime import date, timedelta
from html import escape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.desk import ReportedPart
from casework.entries import NewEntry, Payload
from casework.errors import NotHere
from casework.people import Role
from server import state
from tests.cast import TODAY, Cast
from tests.pages.conftest import Open, open_screen
from tests.pages.file_buttons import file_buttons, press_file
from tests.pages.html_reading import html, html_links
from tests.pages.test_vandaag import texts
from ui.forms import second_tap
from ui.labels import plain

FIELDS = ("text_area", "text_input", "selectbox", "radio", "date_input", "checkbox", "button_group")


@pytest.fixture
def school(among_others: Cast) -> Cast:
    """Each test has a case of its own, in one school."""
    return among_others


def field(app: AppTest, form: str, name: str) -> Any:
    """The widget of a field of a form."""
    for kind in FIELDS:
        for widget in app.get(kind):
            if re.fullmatch(f"{form}_.*(?<=[0-9a-f]{{8}})_{name}", str(widget.key)):
                return widget
    raise AssertionError(f"no field {name} in {form}")


def press(app: AppTest, label: str, form: str = "") -> AppTest:
    """Press the button with these words, of this form when there are more, and look again."""
    labelled = [button for button in app.button if button.label == label]
    [button] = [button for button in labelled if str(button.key).startswith(form)]
    button.click()
    app.run()
    assert not app.exception
    return app


def record_all(school: Cast, case_id: str, *entries: tuple[Payload, date, str, str]) -> None:
    """Record steps through Samira's desk."""
    for number, (payload, day, step, pupil) in enumerate(entries):
        desk = school.desk("Samira")
        seen = desk.cases.open(case_id).case.last_number
        new = NewEntry(payload, day, step, school.pupils.get(pupil, ""))
        desk.cases.record(case_id, [new], seen=seen, form_key=f"entry-{case_id}-{seen}-{number}")


def case_of(school: Cast, case_id: str, name: str = "Samira") -> Case:
    """The case as it is stored now."""
    return school.desk(name).cases.open(case_id).case


def last(school: Cast, case_id: str) -> Payload:
    """What the newest entry says."""
    return case_of(school, case_id).entries[-1].payload


def choose(app: AppTest, decision: str) -> AppTest:
    """Choose one of the decisions about the case as a whole."""
    app.query_params["doe"] = decision
    app.run()
    assert not app.exception
    return app


def on_line(app: AppTest, act: str, number: int) -> AppTest:
    """Press an act of one line of the timeline."""
    [target] = [
        target
        for _, target in html_links(app)
        if (target.get("doe"), target.get("regel")) == (act, str(number))
    ]
    for name, value in target.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def prints(school: Cast, label: str) -> list[str]:
    """Who printed this case, as the read log has it."""
    lines = school.store.access_log.lines(TODAY, date.max - timedelta(days=9))
    return [
        line.staff_name for line in lines if (line.case_label, line.reason) == (label, "afgedrukt")
    ]


TALK = kinds.TalkHeld(notes="Goed gesproken.")


def test_who_may_see_a_case_can_take_it_along_on_paper(opened: Open, school: Cast) -> None:
    case = school.case()
    assert list(file_buttons(opened("Samira", "zaak", zaak=case.subject_id))) == ["Zaak als PDF"]
    assert not file_buttons(opened("Joris", "zaak", zaak=case.subject_id))
    assert prints(school, case.label) == []


def test_a_print_is_made_and_logged_when_the_button_is_pressed(opened: Open, school: Cast) -> None:
    case = school.case()
    app = opened("Samira", "zaak", zaak=case.subject_id)
    assert prints(school, case.label) == []
    assert press_file(app, "Zaak als PDF").startswith(b"%PDF")
    with pytest.raises(NotHere):
        press_file(app, "Zaak als PDF")
    assert prints(school, case.label) == ["Samira el Idrissi"]


def test_the_button_of_an_old_screen_opens_nothing_after_signing_out(
    opened: Open, school: Cast
) -> None:
    case = school.case()
    app = opened("Samira", "zaak", zaak=case.subject_id)
    state.sessions.end_all(school.staff["Samira"])
    with pytest.raises(NotHere):
        press_file(app, "Zaak als PDF")
    assert prints(school, case.label) == []


def test_the_button_of_an_old_screen_opens_nothing_when_the_role_has_ended(
    own_school: Cast,
) -> None:
    case = own_school.case()
    app = open_screen(own_school, "Samira", "zaak", zaak=case.subject_id)
    [mentorship] = [a for a in own_school.actor("Samira").assignments if a.role is Role.MENTOR]
    own_school.store.school.end_assignment(
        own_school.staff["Samira"], mentorship, TODAY - timedelta(days=1), own_school.staff["Ineke"]
    )
    with pytest.raises(NotHere):
        press_file(app, "Zaak als PDF")
    assert prints(own_school, case.label) == []


def test_the_case_shows_the_six_columns_of_the_card(opened: Open, school: Cast) -> None:
    app = opened("Samira", "zaak", zaak=school.case().subject_id)
    summaries = re.findall(r"<summary><b>(.*?)</b>.*?>([^<]*)</span>", html(app))
    assert [title for title, _ in summaries] == [
        "Analyseer",
        "In gesprek",
        "Faciliteer",
        "Actie",
        "Communicatie",
        "Evalueer",
    ]
    counts = [count for _, count in summaries]
    assert counts == ["1 van 2", "0 van 3", "later", "0 van 1", "0 van 5", "0 van 1"]


def test_the_next_step_and_its_due_date_are_on_top(opened: Open, school: Cast) -> None:
    app = opened("Samira", "zaak", zaak=school.case().subject_id)
    assert any("Nu: Vijf vragen beantwoord" in str(element.value) for element in app.markdown)
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
    assert [element.value for element in app.error] == [plain("Kies hoe je contact hebt gehad.")]
    assert field(app, "step_parents", "reaction").value == "Moeder wil morgen bellen."
    assert not isinstance(last(school, case_id), kinds.ParentsInformed)


def ask(app: AppTest, school: Cast, pupil: str) -> Any:
    """The key that the form to ask this pupil how it goes begins with."""
    [form_key] = {
        str(b.key).rsplit("_", 2)[0]
        for b in app.button
        if str(b.key).startswith("ask_") and school.pupils[pupil][:8] in str(b.key)
    }
    return form_key


def test_a_pupil_is_asked_how_it_goes_in_two_taps(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id)
    assert not [b for b in app.button if str(b.key).startswith("ask_")]
    choose(app, "ask")
    assert "**Noor V.** (1 van 2)" in texts(app)
    assert "Nog niet gevraagd hoe veilig" in texts(app)
    field(app, ask(app, school, "Noor"), "safety_score").set_value(6)
    press(app, "Volgende", ask(app, school, "Noor"))
    entry = case_of(school, case_id).entries[-1]
    assert entry.payload == kinds.CheckedIn(safety_score=6)
    assert (entry.step, entry.pupil_id) == ("check_in", school.pupils["Noor"])
    assert "6 op 10" in app.success[0].value

    assert "**Daan B.** (2 van 2)" in texts(app)
    press(app, "Vastleggen", ask(app, school, "Daan"))
    assert last(school, case_id) == kinds.CheckedIn()
    assert app.query_params == {"zaak": case_id}

    app = choose(opened("Samira", "zaak", zaak=case_id), "ask")
    assert "Vorige keer: 6 op 10 (23 nov)." in texts(app)
    number = case_of(school, case_id).last_number
    press(app, "Overslaan")
    assert "**Daan B.** (2 van 2)" in texts(app)
    assert case_of(school, case_id).last_number == number


def test_two_taps_on_next_do_not_put_down_the_next_pupil_as_asked(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_tap, "SECONDS_OF_TWO_TAPS", float("inf"))
    case_id = school.case().subject_id
    app = choose(opened("Samira", "zaak", zaak=case_id), "ask")
    field(app, ask(app, school, "Noor"), "safety_score").set_value(6)
    press(app, "Volgende", ask(app, school, "Noor"))
    number = case_of(school, case_id).last_number
    press(app, "Vastleggen", ask(app, school, "Daan"))
    assert case_of(school, case_id).last_number == number
    assert "6 op 10" in app.success[0].value
    assert "**Daan B.** (2 van 2)" in texts(app)


def test_a_note_is_kept_in_the_timeline_and_can_be_added_to(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id)
    assert ("Notitie", {"zaak": case_id, "doe": "note"}) in html_links(app)
    choose(app, "note")
    field(app, "note", "note").set_value("Moeder belt morgen terug.")
    press(app, "Notitie vastleggen")
    assert last(school, case_id) == kinds.Noted(note="Moeder belt morgen terug.")

    number = case_of(school, case_id).last_number
    on_line(app, "add", number)
    press(app, "Toevoegen")
    assert "Schrijf op wat je wilt toevoegen" in app.error[0].value
    field(app, "add", "more").set_value("Ze belde om vier uur.")
    press(app, "Toevoegen")
    [(_, note)] = case_of(school, case_id).of(kinds.Noted)
    assert note.note == (
        "Moeder belt morgen terug.\n\nToegevoegd op 23-11-2026: Ze belde om vier uur."
    )
    assert "Moeder belt morgen terug." in texts(app)


def test_the_questions_of_a_guide_become_one_note(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = at_step(opened, case_id, "talk_target", pupil=school.pupils["Noor"])
    labels = [area.label for area in app.text_area if "answer_" in str(area.key)]
    assert labels[0] == "Wat is er gebeurd, sinds wanneer en hoe vaak?"
    assert not any("1 tot 10" in label for label in labels)
    press(app, "Gesprek vastleggen")
    assert "wat er is besproken" in app.error[0].value
    field(app, "step_talk_target", "answer_0").set_value("In de pauze.")
    field(app, "step_talk_target", "answer_4").set_value("De conciërge.")
    field(app, "step_talk_target", "notes").set_value("Ze moest huilen.")
    press(app, "Gesprek vastleggen")
    talk = last(school, case_id)
    assert isinstance(talk, kinds.TalkHeld)
    assert talk.notes == (
        f"{labels[0]}\nIn de pauze.\n\n{labels[4]}\nDe conciërge.\n\nZe moest huilen."
    )
    assert app.query_params == {"zaak": case_id}
    assert "Hierna: " in texts(app)


def test_nobody_is_asked_in_a_closed_case(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    closed = kinds.Closed(ending="no_bullying", reason="Het was een misverstand.")
    record_all(school, case_id, (closed, TODAY, "", ""))
    app = choose(opened("Samira", "zaak", zaak=case_id), "ask")
    assert not [b for b in app.button if str(b.key).startswith("ask_")]
    assert "Even vragen" not in [words for words, _ in html_links(app)]
    assert not app.toggle


def test_one_switch_puts_the_case_at_group_level_and_back(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id)
    app.toggle[0].set_value(True).run()
    assert "Het gesprek met de groep staat nu bij Faciliteer" in app.success[0].value
    assert case_of(school, case_id).group_level
    assert "Speelt in de groep" in texts(app)
    assert app.toggle[0].value
    app.toggle[0].set_value(False).run()
    assert not case_of(school, case_id).group_level
    assert not app.exception


def test_a_switch_that_was_refused_stands_as_the_case_stands(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id)
    record_all(school, case_id, (TALK, TODAY, "talk_target", "Noor"))
    app.toggle[0].set_value(True).run()
    assert "net bijgewerkt" in app.error[0].value
    assert not app.toggle[0].value
    assert not case_of(school, case_id).group_level


def at_step(
    opened: Open, case_id: str, step: str, name: str = "Samira", pupil: str = ""
) -> AppTest:
    """The case with the form of this step open."""
    return opened(name, "zaak", zaak=case_id, stap=step, leerling=pupil, nr="0")


def test_a_red_measure_shows_its_risk_and_asks_a_reason(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = at_step(opened, case_id, "measure_1")
    field(app, "step_measure_1", "measure").set_value("detention").run()
    assert "red-badge" in texts(app)
    assert "leidt vaak tot wraak" in texts(app)
    assert field(app, "step_measure_1", "for_pupil").value == school.pupils["Daan"]
    field(app, "step_measure_1", "with_whom").set_value("Daan en zijn moeder")
    press(app, "Maatregel vastleggen")
    assert "Schrijf op waarom hij hier wel past" in app.error[0].value
    assert field(app, "step_measure_1", "measure").value == "detention"
    assert field(app, "step_measure_1", "with_whom").value == "Daan en zijn moeder"
    field(app, "step_measure_1", "reason").set_value("Daan vroeg er zelf om.")
    press(app, "Maatregel vastleggen")
    payload = last(school, case_id)
    assert isinstance(payload, kinds.MeasureAgreed)
    assert (payload.for_pupil, payload.reason) == (school.pupils["Daan"], "Daan vroeg er zelf om.")
    # Two weeks after Monday 23 November.
    assert payload.review_on == date(2026, 12, 7)
    assert "voor Daan B. · afgesproken 23 nov · nakijken op 7 dec" in texts(app)


def test_a_green_measure_asks_no_reason_and_may_be_for_more(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = at_step(opened, case_id, "measure_1")
    field(app, "step_measure_1", "measure").set_value("supervision").run()
    with pytest.raises(AssertionError):
        field(app, "step_measure_1", "reason")
    with pytest.raises(AssertionError):
        field(app, "step_measure_1", "agreed_by")
    field(app, "step_measure_1", "for_pupil").set_value("all")
    press(app, "Maatregel vastleggen")
    payload = last(school, case_id)
    assert isinstance(payload, kinds.MeasureAgreed)
    assert payload.for_pupil == ""


def raised(school: Cast, case_id: str, level: int = 2) -> None:
    """The case at a higher level, by the judgement of the mentor."""
    payload = kinds.LevelReached(level=level, proposed=1, cause="judgement", reason="Nodig.")
    record_all(school, case_id, (payload, TODAY, "", ""))


def test_a_measure_at_level_2_says_who_agrees_it(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    raised(school, case_id)
    app = at_step(opened, case_id, "measure_2")
    field(app, "step_measure_2", "measure").set_value("supervision").run()
    press(app, "Maatregel vastleggen")
    payload = last(school, case_id)
    assert isinstance(payload, kinds.MeasureAgreed)
    assert (payload.level, payload.agreed_by) == (2, "coordinator")


def test_the_mentor_reads_whose_step_it_is_and_the_coordinator_takes_note(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    raised(school, case_id)
    app = at_step(opened, case_id, "coordinator")
    assert "Deze stap is voor de leerlingcoördinator; die ziet hem nu op Vandaag" in texts(app)
    assert not [b for b in app.button if b.label == "Gezien"]

    assert "Nu: Leerlingcoördinator betrokken" in texts(opened("Fatima", "zaak", zaak=case_id))
    assert "Nu: Vijf vragen beantwoord" in texts(opened("Samira", "zaak", zaak=case_id))
    app = at_step(opened, case_id, "coordinator", "Fatima")
    app.checkbox[0].check().run()
    field(app, "step_coordinator", "measure").set_value("leadership_talk").run()
    press(app, "Gezien", "step_coordinator")
    assert "Je maatregel staat erbij" in app.success[0].value
    seen, agreed = case_of(school, case_id).entries[-2:]
    assert isinstance(seen.payload, kinds.ColleagueInvolved)
    assert isinstance(agreed.payload, kinds.MeasureAgreed)
    assert (agreed.step, agreed.payload.level) == ("measure_2", 2)


def test_taking_note_may_be_all(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    raised(school, case_id)
    app = at_step(opened, case_id, "coordinator", "Fatima")
    press(app, "Gezien", "step_coordinator")
    assert isinstance(last(school, case_id), kinds.ColleagueInvolved)


def test_a_level_is_raised_by_hand_with_a_reason(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = choose(opened("Samira", "zaak", zaak=case_id), "level")
    field(app, "raise", "level").set_value("2")
    press(app, "Niveau verhogen", "raise")
    assert "Schrijf op waarom" in app.error[0].value
    field(app, "raise", "reason").set_value("Het loopt hoog op in de klas.")
    press(app, "Niveau verhogen", "raise")
    assert case_of(school, case_id).level == 2
    assert "leerlingcoördinator ziet hem nu op Vandaag" in app.success[0].value


def test_a_note_for_the_next_mentor_is_on_top_for_who_never_wrote_here(
    opened: Open, school: Cast
) -> None:
    case_id = school.case(target="Noor", displaying="Sem").subject_id
    app = choose(opened("Samira", "zaak", zaak=case_id), "handover")
    field(app, "handover", "note").set_value("Bel moeder liever na vier uur.")
    press(app, "Meegeven", "handover")
    assert isinstance(last(school, case_id), kinds.HandoverNoted)
    assert "Meegegeven door" not in texts(app)
    assert "Meegegeven door Samira el Idrissi" in texts(opened("Joris", "zaak", zaak=case_id))


def test_parents_who_are_not_told_are_called_so(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = at_step(opened, case_id, "parents", pupil=school.pupils["Daan"])
    assert "Niet geïnformeerd, want..." in [element.label for element in app.expander]
    field(app, "aside_parents", "reason").set_value("De leerling wil het eerst zelf vertellen.")
    press(app, "Vastleggen", "aside_parents")
    assert app.success[0].value == "Vastgelegd: niet geïnformeerd."
    assert "Ouders niet geïnformeerd" in texts(app)
    assert any("niet geïnformeerd · 23 nov" in words for words, _ in html_links(app))


def test_a_pupil_who_left_is_told_calmly(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    day = TODAY - timedelta(days=3)
    school.store.school.pupil_leaves(school.pupils["Daan"], day, school.staff["Ineke"])
    app = opened("Samira", "zaak", zaak=case_id)
    assert "Daan de Boer is van school" in app.info[0].value
    assert "vrijdag 20 november 2026" in app.info[0].value


def test_an_agreement_is_looked_back_on_with_what_was_agreed(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    payload = kinds.TalkHeld(notes="Goed.", agreements="Daan blijft weg.", next_on=TODAY)
    record_all(school, case_id, (payload, TODAY, "talk_target", "Noor"))
    number, pupil = str(case_of(school, case_id).last_number), school.pupils["Noor"]
    app = opened("Samira", "zaak", zaak=case_id, stap="agreement", leerling=pupil, nr=number)
    assert "Afspraak uit: Gesprek met de gepeste leerling · Noor V." in texts(app)
    assert "Daan blijft weg." in [element.value for element in app.text]
    field(app, "step_agreement", "kept").set_value("partly")
    press(app, "Vastleggen", "step_agreement")
    assert isinstance(last(school, case_id), kinds.AgreementReviewed)
    assert "Gelukt: deels" in texts(app)


def test_an_evaluation_keeps_what_helped_and_what_did_not(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    record_all(
        school, case_id, (kinds.Stopped(said_by="target", words="Ja."), TODAY, "stopped", "")
    )
    app = at_step(opened, case_id, "evaluation")
    field(app, "step_evaluation", "helped").set_value(["talks"])
    field(app, "step_evaluation", "not_helped").set_value(["seating"])
    press(app, "Evaluatie vastleggen")
    assert "Wat hielp niet: een andere plek of indeling" in texts(app)


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
    text = texts(app)
    assert "Nog apart spreken met Noor V." in text
    assert "Nog apart spreken met Daan B." in text
    talks = [query for words, query in html_links(app) if "Nog apart spreken" in words]
    assert len(talks) == 2
    assert "Bron: Olweus, stopbullying.gov." in text
    assert not [b for b in app.button if b.label == "Gesprek vastleggen"]


def test_a_joint_talk_that_the_gepeste_does_not_want_is_set_aside(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id, stap="talk_joint", leerling="", nr="0")
    assert "Wil één van hen het niet, dan gaat het niet door" in texts(app)
    assert "Nog apart spreken met Noor V." in texts(app)
    assert "Nog apart spreken met Daan B." in texts(app)
    field(app, "aside_talk_joint", "reason").set_value("Noor wil dit niet.")
    press(app, "Vastleggen", "aside_talk_joint")
    assert isinstance(last(school, case_id), kinds.StepSetAside)


def test_the_joint_talk_is_refused_until_the_gepeste_agrees(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    record_all(
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
    press(app, "Gesprek vastleggen")
    assert "ook de pestende leerling" in app.error[0].value
    field(app, "step_talk_joint", "displaying_agrees").set_value(True)
    field(app, "step_talk_joint", "led_by").set_value("De leerlingcoördinator")
    press(app, "Gesprek vastleggen")
    assert app.success


def test_a_joint_talk_is_asked_of_each_pupil_in_it(opened: Open, school: Cast) -> None:
    parts = [
        (school.pupils["Noor"], "target"),
        (school.pupils["Daan"], "displaying"),
        (school.pupils["Yusuf"], "displaying"),
    ]
    roles = tuple(ReportedPart(pupil_id=pupil, role=role) for pupil, role in parts)
    case_id = school.case(parts=roles).subject_id
    talks = [("talk_target", "Noor"), ("talk_displaying", "Daan"), ("talk_displaying", "Yusuf")]
    record_all(school, case_id, *((TALK, TODAY, step, name) for step, name in talks))
    app = opened("Samira", "zaak", zaak=case_id, stap="talk_joint", leerling="", nr="0")
    boxes = {box.label: box for box in app.checkbox if "wil dit gesprek zelf" in box.label}
    assert list(boxes) == [
        f"{name} wil dit gesprek zelf" for name in ("Noor V.", "Daan B.", "Yusuf Y.")
    ]
    field(app, "step_talk_joint", "notes").set_value("Samen gesproken.")
    field(app, "step_talk_joint", "led_by").set_value("De leerlingcoördinator")
    for name in ("Noor V.", "Daan B."):
        boxes[f"{name} wil dit gesprek zelf"].set_value(True)

    press(app, "Gesprek vastleggen")

    assert "ook de pestende leerling" in app.error[0].value
    boxes = {box.label: box for box in app.checkbox}
    boxes["Yusuf Y. wil dit gesprek zelf"].set_value(True)
    press(app, "Gesprek vastleggen")
    assert "willen dit gesprek zelf" in texts(opened("Samira", "zaak", zaak=case_id))


def test_a_second_melding_brings_a_proposal_that_a_person_decides(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    school.desk("Samira").cases.report(school.melding(), join=case_id, form_key="second")
    app = opened("Samira", "zaak", zaak=case_id)
    assert "Voorstel: niveau 2" in texts(app)
    press(app, "Niveau zo laten")
    assert "waarom de zaak op dit niveau blijft" in app.error[0].value
    press(app, "Naar niveau 2")
    assert case_of(school, case_id).level == 2
    assert "Voorstel" not in texts(app)


def test_stopped_plans_nazorg_and_a_talk_that_day_is_an_extra_one(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id, stap="stopped", leerling="", nr="0")
    field(app, "step_stopped", "said_by").set_value("target")
    field(app, "step_stopped", "words").set_value("Het is over, zegt Noor.")
    press(app, "Vastleggen dat het gestopt is")
    assert "5 nazorgmomenten gepland" in app.success[0].value
    moment = case_of(school, case_id).current_aftercare[0]
    app.query_params["stap"] = "aftercare"
    app.query_params["leerling"] = moment.planned.pupil_id
    app.query_params["nr"] = str(moment.number)
    app.run()
    field(app, "step_aftercare", "outcome").set_value("stopped")
    field(app, "step_aftercare", "notes").set_value("Gaat goed.")
    press(app, "Nazorg vastleggen")
    assert "Dit telt als extra gesprek" in app.success[0].value
    moment = case_of(school, case_id).current_aftercare[0]
    assert (moment.done, len(moment.extra)) == (None, 1)


def test_nazorg_that_is_worse_opens_the_case_again(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    record_all(
        school, case_id, (kinds.Stopped(said_by="target", words="Ja."), TODAY, "stopped", "")
    )
    moment = case_of(school, case_id).current_aftercare[0]
    pupil_id = moment.planned.pupil_id
    app = opened(
        "Samira", "zaak", zaak=case_id, stap="aftercare", leerling=pupil_id, nr=str(moment.number)
    )
    field(app, "step_aftercare", "outcome").set_value("worse")
    press(app, "Nazorg vastleggen")
    assert "weer geopend, en bovenaan staat het voorstel voor niveau 2" in app.success[0].value
    assert case_of(school, case_id).state is CaseState.RUNNING
    assert "Voorstel: niveau 2" in texts(app)


def test_nazorg_can_be_moved_with_a_reason(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    record_all(
        school, case_id, (kinds.Stopped(said_by="target", words="Ja."), TODAY, "stopped", "")
    )
    moment = case_of(school, case_id).current_aftercare[0]
    pupil_id, number = moment.planned.pupil_id, str(moment.number)
    app = opened("Samira", "zaak", zaak=case_id, stap="aftercare", leerling=pupil_id, nr=number)
    field(app, f"move_{number}", "due_on").set_value(TODAY + timedelta(days=30))
    field(app, f"move_{number}", "reason").set_value("De leerling is op kamp.")
    press(app, "Verzetten")
    assert case_of(school, case_id).current_aftercare[0].due_on == TODAY + timedelta(days=30)


def test_closing_with_open_nazorg_asks_a_reason_and_counts_it(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    record_all(
        school, case_id, (kinds.Stopped(said_by="target", words="Ja."), TODAY, "stopped", "")
    )
    app = opened("Samira", "zaak", zaak=case_id)
    choose(app, "close")
    field(app, "close", "ending").set_value("stopped")
    press(app, "Zaak afsluiten")
    assert "stappen staan nog open" in app.error[0].value
    field(app, "close", "reason").set_value("De leerling is verhuisd.")
    press(app, "Zaak afsluiten")
    case = case_of(school, case_id)
    assert case.closing is not None
    closed = case.closing.payload
    assert isinstance(closed, kinds.Closed)
    assert closed.count_open_aftercare == 5
    assert {lapsed.reason for _, lapsed in case.of(kinds.StepLapsed)} == {closed.reason}
    choose(app, "reopen")
    field(app, "reopen", "reason").set_value("Het begon opnieuw.")
    press(app, "Weer openen")
    assert case_of(school, case_id).state is CaseState.RUNNING


def test_a_mistake_is_struck_out_and_stays_readable(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    record_all(school, case_id, (TALK, TODAY, "talk_target", "Noor"))
    number = case_of(school, case_id).last_number
    app = opened("Samira", "zaak", zaak=case_id)
    on_line(app, "strike", number)
    field(app, "strike", "reason").set_value("Verkeerde leerling.")
    press(app, "Doorhalen")
    text = texts(app)
    assert "doorgehaald" in text
    assert "Goed gesproken." in text
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
    assert "Tik aan om wie het gaat" in app.error[0].value
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


def test_the_last_mentor_hour_of_the_class_shows_in_the_case(opened: Open, school: Cast) -> None:
    payload = kinds.MentorHourHeld(theme="online")
    school.desk("Samira").classroom.log_hour(school.classes["2B"], TODAY, payload, "uur")
    app = opened("Samira", "zaak", zaak=school.case().subject_id)
    assert "Mentoruur: 23 nov (online met elkaar omgaan)" in [words for words, _ in html_links(app)]


def test_what_two_tabs_record_at_once_and_does_not_conflict_is_stored_with_one_press_each(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    where = {"zaak": case_id, "stap": "inform_team", "leerling": "", "nr": "0"}
    first, second = opened("Samira", "zaak", **where), opened("Samira", "zaak", **where)
    field(second, "step_inform_team", "message").set_value("Let op in de gang.")
    press(first, "Bericht verstuurd")
    press(second, "Bericht verstuurd")
    assert not second.error
    messages = [told.message for _, told in case_of(school, case_id).of(kinds.TeamInformed)]
    assert messages[1] == "Let op in de gang."


def test_what_decides_in_the_second_of_two_tabs_stops_with_both_texts(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    where = {"zaak": case_id, "stap": "stopped", "leerling": "", "nr": "0"}
    app = opened("Samira", "zaak", **where)
    field(app, "step_stopped", "said_by").set_value("target")
    field(app, "step_stopped", "words").set_value("Het is klaar.")
    record_all(school, case_id, (TALK, TODAY, "talk_target", "Noor"))
    press(app, "Vastleggen dat het gestopt is")
    assert "net bijgewerkt" in app.error[0].value
    assert TALK.notes in [text.value for text in app.text]
    assert field(app, "step_stopped", "words").value == "Het is klaar."
    assert not list(case_of(school, case_id).of(kinds.Stopped))
    press(app, "Vastleggen dat het gestopt is")
    assert len(list(case_of(school, case_id).of(kinds.Stopped))) == 1


@pytest.mark.parametrize("wrong", ["", "abc", "../../etc", "00000000-0000-0000-0000-000000000000"])
def test_a_wrong_or_unknown_number_says_so_kindly(look: Open, wrong: str) -> None:
    app = look("Samira", "zaak", zaak=wrong)
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
    record_all(school, case_id, (kinds.SupportAsked(question="Wat nu?"), TODAY, "support", ""))
    app = opened("Anneke", "zaak", zaak=case_id)
    assert "Wat nu?" in texts(app)
    field(app, "advise", "advice").set_value("Betrek de wijkagent.")
    field(app, "advise", "alone").check()
    press(app, "Advies geven")
    payload = case_of(school, case_id).entries[-1].payload
    assert isinstance(payload, kinds.SupportAdvised)
    app = opened("Samira", "zaak", zaak=case_id)
    choose(app, "advice")
    field(app, "advice_used", "followed").set_value("yes")
    field(app, "advice_used", "what_was_done").set_value("Gebeld.")
    press(app, "Vastleggen", "advice_used")
    assert isinstance(last(school, case_id), kinds.AdviceUsed)


def test_advice_is_asked_given_and_used_on_the_spot_that_vandaag_leads_to(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    record_all(school, case_id, (kinds.SupportAsked(question="Wat nu?"), TODAY, "support", ""))
    there = {"zaak": case_id, "stap": "support"}
    app = opened("Anneke", "zaak", **there)
    assert app.header[0].value == "Ondersteuningsteam denkt mee"
    field(app, "advise", "advice").set_value("Betrek de wijkagent.")
    field(app, "advise", "alone").check()
    press(app, "Advies geven")

    app = opened("Samira", "zaak", **there)
    assert "Betrek de wijkagent." in texts(app)
    assert all(button.label != "Vraag stellen" for button in app.button)
    field(app, "advice_used", "followed").set_value("yes")
    field(app, "advice_used", "what_was_done").set_value("Gebeld.")
    press(app, "Vastleggen", "advice_used")
    assert isinstance(last(school, case_id), kinds.AdviceUsed)


def test_a_pupil_is_named_the_same_in_every_choice(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id, stap="measure_1", leerling="", nr="0")
    names = field(app, "step_measure_1__0", "for_pupil").options
    assert any(name.endswith(".") for name in names)
    assert not any("\\" in name for name in names)


def test_hostile_words_are_shown_as_they_were_typed(opened: Open, school: Cast) -> None:
    words = "<script>alert(1)</script> ![x](http://x/y.png) =1+1 \u202eomgekeerd 😀 " + "a" * 20_000
    case_id = school.case(what=words).subject_id
    app = opened("Samira", "zaak", zaak=case_id)
    # A sign that has words read backwards is left out; the words themselves are whole.
    in_order = words.replace("\u202e", "")
    assert f'<p class="line-words">{escape(in_order)}</p>' in html(app)
    assert "<script" not in html(app)
    assert "<img" not in html(app)


def test_opening_a_case_is_logged_once_a_visit(opened: Open, school: Cast) -> None:
    case = school.case()
    app = opened("Samira", "zaak", zaak=case.subject_id)
    app.run()
    app.run()
    lines = school.store.access_log.lines(date(2020, 1, 1), date(2030, 1, 1))
    assert [line.case_label for line in lines].count(case.label) == 1
