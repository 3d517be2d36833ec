"""Zaak: putting right, merging and splitting, and how the timeline tells of it."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.cases.case import CaseState
from casework.entries import Payload
from tests.cast import TODAY, Cast
from tests.pages.conftest import Open
from tests.pages.html_reading import html, html_links
from tests.pages.test_vandaag import texts
from tests.pages.test_zaak import TALK, case_of, choose, field, last, on_line, press, record_all

STOP = (kinds.Stopped(said_by="target", words="Ja."), TODAY, "stopped", "")


@pytest.fixture
def school(among_others: Cast) -> Cast:
    """Each test has a case of its own, in one school."""
    return among_others


def links(app: AppTest) -> set[tuple[str, str]]:
    """The links on the screen: what they are called and which case they lead to."""
    links: list[Any] = [link.proto for link in app.get("page_link")]
    pressed = {(link.label, link.query_string.removeprefix("zaak=")) for link in links}
    return pressed | {(words, to["zaak"]) for words, to in html_links(app) if set(to) == {"zaak"}}


def correcting(opened: Open, case_id: str, number: int) -> AppTest:
    """The form that puts this entry right."""
    return on_line(opened("Samira", "zaak", zaak=case_id), "correct", number)


def put_right(app: AppTest) -> AppTest:
    return press(app, "Verbetering vastleggen")


def second_case(school: Cast, name: str = "Samira", **answers: str) -> str:
    answers = {"displaying": "Yusuf", **answers}
    melding = school.melding(**answers)  # type: ignore[arg-type]
    desk = school.desk(name)
    return desk.cases.report(melding, form_key=str(uuid4()), reason="Ander voorval.").subject_id


# --- correcting -----------------------------------------------------------------------------------


def test_a_talk_is_put_right_in_its_own_form_and_both_versions_show(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    payload = kinds.TalkHeld(
        notes="Goed gesproken.", present="Vader", safety_score=4, next_on=TODAY
    )
    record_all(school, case_id, (payload, TODAY, "talk_target", "Noor"))
    number = case_of(school, case_id).last_number
    app = correcting(opened, case_id, number)
    form = f"correct_{number}"

    assert field(app, form, "notes").value == "Goed gesproken."
    assert field(app, form, "happened_on").value == TODAY
    field(app, form, "notes").set_value("Noor sliep slecht.")
    field(app, form, "next_on").set_value(None)
    put_right(app)

    assert "Verbeterd" in app.success[0].value
    [(entry, now)] = case_of(school, case_id).of(kinds.TalkHeld)
    assert (entry.number, now.notes, now.present) == (number, "Noor sliep slecht.", "Vader")
    assert (now.safety_score, now.next_on) == (4, None)
    text = texts(app)
    assert re.search(r"verbeterd op [0-9-]+ [0-9:]+ door Samira el Idrissi", text)
    assert "Goed gesproken." in text
    assert "<summary>Wat er eerst stond</summary>" in html(app)
    assert app.query_params == {"zaak": case_id}


def test_a_correction_can_be_corrected_and_a_refusal_keeps_what_was_typed(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    record_all(school, case_id, (TALK, TODAY, "talk_target", "Noor"))
    number = case_of(school, case_id).last_number
    app = correcting(opened, case_id, number)
    put_right(app)
    assert "nog niets veranderd" in app.error[0].value
    field(app, f"correct_{number}", "notes").set_value("")
    field(app, f"correct_{number}", "present").set_value("Moeder")
    put_right(app)
    assert "wat er is besproken" in app.error[0].value
    assert field(app, f"correct_{number}", "notes").value == ""
    assert field(app, f"correct_{number}", "present").value == "Moeder"
    for words in ("Tweede versie.", "Derde versie."):
        app = correcting(opened, case_id, number)
        field(app, f"correct_{number}", "notes").set_value(words)
        put_right(app)
    assert "<summary>Wat er eerst stond (2)</summary>" in html(app)
    notes = [talk.notes for _, talk in case_of(school, case_id).of(kinds.TalkHeld)]
    assert notes == ["Derde versie."]


def test_a_melding_is_put_right_with_the_five_questions(opened: Open, school: Cast) -> None:
    case_id = school.case(where="Bij de kluisjes.", why="Ruzie.").subject_id  # type: ignore[arg-type]
    app = correcting(opened, case_id, 2)
    assert field(app, "correct_2", "kinds").value == ["verbal"]
    assert field(app, "correct_2", "where").value == "Bij de kluisjes."
    field(app, "correct_2", "kinds").set_value(["verbal", "online"])
    field(app, "correct_2", "what").set_value("Er wordt geroepen en geappt.")
    field(app, "correct_2", "why").set_value("")
    field(app, "correct_2", "group_level").set_value(True)
    field(app, "correct_2", "happened_on").set_value(date(2026, 11, 20))
    put_right(app)

    [(entry, report)] = case_of(school, case_id).reports
    assert (entry.number, entry.happened_on) == (2, date(2026, 11, 20))
    assert (report.kinds, report.what) == (["verbal", "online"], "Er wordt geroepen en geappt.")
    assert (report.where, report.why, report.answered) == (
        "Bij de kluisjes.",
        "",
        ["what", "where"],
    )
    assert report.group_level
    assert report.class_id == school.classes["2B"]
    assert texts(app).count("Wie: Noor V. (gepeste), Daan B. (pestende leerling)") == 2
    assert "Betrokken leerling" not in texts(app)


@pytest.mark.parametrize(
    ("payload", "step", "pupil", "name", "answer"),
    [
        (kinds.AnalysisAdded(why="Ruzie."), "five_questions", "", "why", "Jaloezie."),
        (kinds.CheckedIn(note="Gaat."), "check_in", "Noor", "note", "Gaat niet."),
        (
            kinds.MeasureAgreed(measure="weekly_talk", level=1, until=TODAY),
            "measure_1",
            "",
            "words",
            "Elke maandag.",
        ),
        (kinds.ParentsInformed(way="phone"), "parents", "Daan", "way", "email"),
        (kinds.MagisterNoted(text="Kort."), "magister", "Noor", "text", "Lang."),
        (kinds.TeamInformed(message="Let op."), "inform_team", "", "message", "Let goed op."),
        (kinds.StepSetAside(reason="Nee."), "parents", "Noor", "reason", "Is achttien."),
        (kinds.SupportAsked(question="Wat nu?"), "support", "", "question", "Wat nog?"),
        (kinds.HandoverNoted(note="Bel."), "", "", "note", "Bel de vader."),
    ],
)
def test_each_kind_has_a_form_that_stores_one_correction(
    opened: Open, school: Cast, payload: Payload, step: str, pupil: str, name: str, answer: str
) -> None:
    case_id = school.case().subject_id
    record_all(school, case_id, (payload, TODAY, step, pupil))
    before = case_of(school, case_id)
    app = correcting(opened, case_id, before.last_number)
    field(app, f"correct_{before.last_number}", name).set_value(answer)
    put_right(app)

    assert app.success
    case = case_of(school, case_id)
    newest = last(school, case_id)
    assert (type(newest), newest.corrects) == (type(payload), before.last_number)
    assert case.last_number == before.last_number + 1
    filled_in = {"corrects", "answered", "group_level", "reply_by", name}
    before_dump, after_dump = (p.model_dump(exclude=filled_in) for p in (payload, newest))
    assert (getattr(newest, name), after_dump) == (answer, before_dump)


def test_a_nazorg_that_was_put_right_shuts_the_case_it_had_opened(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    record_all(school, case_id, STOP)
    moment = case_of(school, case_id).current_aftercare[0]
    done = kinds.AftercareDone(planned_number=moment.number, outcome="worse")
    record_all(school, case_id, (done, TODAY, "aftercare", "Noor"))
    number = next(entry.number for entry, _ in case_of(school, case_id).of(kinds.AftercareDone))
    app = correcting(opened, case_id, number)
    field(app, f"correct_{number}", "outcome").set_value("stopped")
    put_right(app)

    assert "De zaak is niet langer heropend." in app.success[0].value
    assert case_of(school, case_id).state is CaseState.STOPPED


def test_advice_is_put_right_by_whoever_gave_it_only(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    record_all(school, case_id, (kinds.SupportAsked(question="Wat nu?"), TODAY, "support", ""))
    app = opened("Anneke", "zaak", zaak=case_id)
    field(app, "advise", "advice").set_value("Betrek de wijkagent.")
    field(app, "advise", "alone").check()
    press(app, "Advies geven")
    number = str(case_of(school, case_id).last_number)
    for name, may in (("Samira", False), ("Anneke", True)):
        acts = [
            to.get("doe")
            for _, to in html_links(opened(name, "zaak", zaak=case_id))
            if to.get("regel") == number
        ]
        assert ("correct" in acts) is may


def test_a_struck_out_correction_shows_struck_with_its_first_version(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    record_all(school, case_id, (TALK, TODAY, "talk_target", "Noor"))
    number = case_of(school, case_id).last_number
    better = kinds.TalkHeld(notes="Beter gezegd.", corrects=number)
    record_all(school, case_id, (better, TODAY, "talk_target", "Noor"))
    app = on_line(opened("Samira", "zaak", zaak=case_id), "strike", number)
    field(app, "strike", "reason").set_value("Andere leerling.")
    press(app, "Doorhalen")

    assert case_of(school, case_id).withdrawn == {number, number + 1}
    assert "doorgehaald" in texts(app)
    assert "Beter gezegd." in texts(app)


# --- roles ----------------------------------------------------------------------------------------


def test_a_part_can_be_taken_away_and_history_shows_it(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = choose(opened("Samira", "zaak", zaak=case_id), "role")
    field(app, "role", "pupil").set_value(school.pupils["Daan"])
    field(app, "role", "role").set_value("none")
    press(app, "Veranderen")
    assert "waarom de rol verandert" in app.error[0].value
    field(app, "role", "reason").set_value("Hij was er niet bij.")
    press(app, "Veranderen")
    assert school.pupils["Daan"] not in case_of(school, case_id).parts
    assert "Heeft geen rol meer" in texts(app)


def test_the_only_gepeste_keeps_that_part(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = choose(opened("Samira", "zaak", zaak=case_id), "role")
    field(app, "role", "pupil").set_value(school.pupils["Noor"])
    field(app, "role", "role").set_value("none")
    field(app, "role", "reason").set_value("Vergissing.")
    press(app, "Veranderen")
    assert "altijd een gepeste leerling" in app.error[0].value


# --- merging --------------------------------------------------------------------------------------


def test_two_cases_are_merged_and_each_shows_the_way_to_the_other(
    opened: Open, school: Cast
) -> None:
    case_id, other_id = school.case().subject_id, second_case(school)
    merged, other = case_of(school, case_id), case_of(school, other_id)
    app = choose(opened("Samira", "zaak", zaak=case_id), "merge")
    assert "Lijkt hierop: dezelfde gepeste leerling." in texts(app)
    assert (f"Naar zaak {other.label}", other_id) in links(app)
    press(app, "Samenvoegen")
    assert "Kies de zaak" in app.error[0].value
    field(app, "merge", "other").set_value(other_id)
    press(app, "Samenvoegen")
    assert "waarom dit één zaak is" in app.error[0].value
    field(app, "merge", "reason").set_value("Hetzelfde voorval.")
    press(app, "Samenvoegen")

    assert f"Zaak {other.label} staat nu in zaak {merged.label}" in app.success[0].value
    text = texts(app)
    assert f"overgenomen uit zaak {other.label}, daar vastgelegd door Samira el Idrissi" in text
    assert "Voorstel: niveau 2" in text
    assert "Betrokken leerling · Yusuf Y." in text
    assert (f"Naar zaak {other.label}", other_id) in links(app)
    assert len(case_of(school, case_id).reports) == 2


def test_a_merged_case_says_where_it_goes_on_and_has_no_form(opened: Open, school: Cast) -> None:
    case_id, other_id = school.case().subject_id, second_case(school)
    desk, label = school.desk("Samira"), case_of(school, case_id).label
    seen = case_of(school, case_id).last_number
    desk.merging.merge(case_id, other_id, "Eén zaak.", seen=seen, form_key=f"merge-{case_id}")
    pupil = school.pupils["Noor"]
    app = opened("Samira", "zaak", zaak=other_id, stap="talk_target", leerling=pupil, nr="0")

    assert f"Deze zaak gaat verder als zaak {label}." in texts(app)
    assert (f"Naar zaak {label}", case_id) in links(app)
    assert not app.text_area
    assert not app.selectbox


def test_without_another_case_there_is_nothing_to_merge(opened: Open, school: Cast) -> None:
    app = choose(opened("Samira", "zaak", zaak=school.case().subject_id), "merge")
    assert "Er is geen andere lopende zaak" in texts(app)
    assert not [button for button in app.button if button.label == "Samenvoegen"]


def test_the_way_to_a_case_that_somebody_may_not_see_is_not_shown(
    opened: Open, school: Cast
) -> None:
    case_id = school.case(displaying="Sem").subject_id
    other_id = second_case(school, displaying="Daan")
    seen = case_of(school, case_id).last_number
    desk = school.desk("Samira")
    desk.merging.merge(case_id, other_id, "Eén zaak.", seen=seen, form_key=f"merge-{case_id}")

    app = opened("Joris", "zaak", zaak=case_id)
    assert "Samengevoegd met een andere zaak" in texts(app)
    assert other_id not in {linked_id for _, linked_id in links(app)}


# --- splitting ------------------------------------------------------------------------------------


def test_a_case_is_split_and_the_receipt_leads_to_the_new_one(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    second = school.melding(target="Emma", displaying="Yusuf")
    school.desk("Samira").cases.report(second, join=case_id, form_key="second")
    number = case_of(school, case_id).reports[1][0].number
    emma, yusuf = school.pupils["Emma"], school.pupils["Yusuf"]
    app = choose(opened("Samira", "zaak", zaak=case_id), "split")
    press(app, "Zaak splitsen")
    assert "waarom dit een eigen zaak is" in app.error[0].value
    field(app, "split", "reason").set_value("Twee verschillende dingen.")
    press(app, "Zaak splitsen")
    assert "wie in de nieuwe zaak de gepeste" in app.error[0].value
    field(app, "split", f"role_{emma[:13]}").set_value("target")
    field(app, "split", f"role_{yusuf[:13]}").set_value("displaying")
    press(app, "Zaak splitsen")
    assert "welke melding" in app.error[0].value
    field(app, "split", "reports").set_value([str(number)])
    press(app, "Zaak splitsen")

    [(_, split_off)] = case_of(school, case_id).of(kinds.SplitOff)
    new = case_of(school, split_off.other_id)
    assert f"Zaak {new.label} is gemaakt." in app.success[0].value
    assert (f"Naar zaak {new.label}", new.case_id) in links(app)
    assert set(new.parts) == {emma, yusuf}
    assert set(case_of(school, case_id).parts) == {school.pupils["Noor"], school.pupils["Daan"]}
    app = opened("Samira", "zaak", zaak=new.case_id)
    assert "Afgesplitst van een andere zaak" in texts(app)
    assert case_id in {linked_id for _, linked_id in links(app)}
