"""Zaak: plan a talk, close honestly, take back a save, put a wrong pupil right, add a class."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.cases.case import CaseState
from casework.cases.planned_talks import planned_talks
from casework.cases.steps import StepStatus
from tests.cast import TODAY, Cast
from tests.pages.conftest import Open
from tests.pages.html_reading import html
from tests.pages.test_vandaag import texts
from tests.pages.test_zaak import case_of, choose, field, press, record_all


@pytest.fixture
def school(among_others: Cast) -> Cast:
    """Each test has a case of its own, in one school."""
    return among_others


TALK = kinds.TalkHeld(notes="Rustig gesprek.", agreements="Apart zitten in de les.")


def step_page(opened: Open, school: Cast, case_id: str, step: str, name: str = "") -> AppTest:
    pupil = school.pupils.get(name, "")
    return opened("Samira", "zaak", zaak=case_id, stap=step, leerling=pupil, nr="")


# --- plan -----------------------------------------------------------------------------------------


def test_a_talk_is_planned_from_its_step_and_recorded_with_one_tap(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    app = step_page(opened, school, case_id, "talk_target", "Noor")
    form = f"plan_talk_target_{school.pupils['Noor'][:8]}_0"
    field(app, form, "planned_on").set_value(TODAY)
    field(app, form, "at").set_value("9.30")
    field(app, form, "place").set_value("Lokaal 12")
    field(app, form, "with_whom").set_value("Noor en haar moeder")
    press(app, "Plannen")

    (talk,) = planned_talks(case_of(school, case_id))
    assert (talk.plan.planned_on, talk.plan.at, talk.plan.place) == (TODAY, "09:30", "Lokaal 12")
    assert "Het staat op Vandaag" in app.success[0].value
    assert "Gepland vandaag om 09.30, Lokaal 12" in html(app)

    app = step_page(opened, school, case_id, "talk_target", "Noor")
    assert any("Lokaal 12" in info.value for info in app.info)
    assert field(app, "step_talk_target", "present").value == "Noor en haar moeder"
    field(app, "step_talk_target", "notes").set_value("Goed gesprek.")
    press(app, "Gesprek vastleggen")
    assert planned_talks(case_of(school, case_id)) == []


def test_the_next_talk_is_planned_from_the_top_of_the_case_and_held_with_one_tap(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    known = kinds.StepSetAside(reason="Alles is bekend.")
    record_all(school, case_id, (known, TODAY, "five_questions", ""))
    app = opened("Samira", "zaak", zaak=case_id)
    press(app, "Plannen")
    talk = "Gesprek met de gepeste leerling · Noor V."
    assert [head.value for head in app.header] == [f"Plannen: {talk}"]
    assert '<details class="guide">' in html(app)
    form = f"plan_talk_target_{school.pupils['Noor'][:8]}_0"
    field(app, form, "planned_on").set_value(TODAY + timedelta(days=1))
    press(app, "Plannen")
    assert "doe" not in app.query_params
    app = opened("Samira", "zaak", zaak=case_id)
    assert any("Gepland: morgen" in caption.value for caption in app.caption)
    assert "Gepland morgen" not in html(app)
    assert "Nu doen" in [button.label for button in app.button]

    press(app, "Verzetten")
    field(app, form, "planned_on").set_value(TODAY)
    press(app, "Plannen")
    app = opened("Samira", "zaak", zaak=case_id)
    press(app, "Gesproken")
    assert [head.value for head in app.header] == [talk]
    field(app, "step_talk_target", "notes").set_value("Goed gesprek.")
    press(app, "Gesprek vastleggen")
    assert planned_talks(case_of(school, case_id)) == []


def test_what_is_no_talk_cannot_be_planned(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id)
    assert "Plannen" not in [button.label for button in app.button]
    app = opened("Samira", "zaak", zaak=case_id, doe="plan", stap="stopped")
    assert [head.value for head in app.header if head.value.startswith("Plannen")] == []


def test_before_a_talk_the_last_agreements_are_there_and_after_it_what_follows(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    record_all(school, case_id, (TALK, TODAY, "talk_displaying", "Daan"))
    app = step_page(opened, school, case_id, "parents", "Daan")
    assert "Apart zitten in de les." in texts(app)

    app = step_page(opened, school, case_id, "talk_target", "Noor")
    field(app, "step_talk_target", "notes").set_value("Goed gesprek.")
    press(app, "Gesprek vastleggen")
    after = html(app)
    for offered in ("Passende maatregel", "Ouders informeren", "Aantekening in Magister"):
        assert offered in after[after.index("Na dit gesprek") :]


def test_a_time_that_is_none_is_refused_at_its_field(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = step_page(opened, school, case_id, "talk_target", "Noor")
    form = f"plan_talk_target_{school.pupils['Noor'][:8]}_0"
    field(app, form, "planned_on").set_value(TODAY + timedelta(days=1))
    field(app, form, "at").set_value("na de les")
    press(app, "Plannen")

    assert "Schrijf de tijd als" in app.error[0].value
    assert planned_talks(case_of(school, case_id)) == []


# --- close ----------------------------------------------------------------------------------------


def test_what_is_open_is_listed_and_each_lapses_with_a_reason(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    record_all(school, case_id, (TALK, TODAY, "talk_target", "Noor"))
    app = choose(opened("Samira", "zaak", zaak=case_id), "close")
    listed = html(app)
    assert "Gevraagd door melding 1" in listed
    assert "Ouders informeren" in listed
    assert "Gesprek met de gepeste leerling" not in listed
    field(app, "close", "ending").set_value("no_bullying")
    press(app, "Zaak afsluiten")
    assert app.error
    assert case_of(school, case_id).state is CaseState.RUNNING

    field(app, "close", "reason").set_value("Het bleek plagen.")
    field(app, "close", "lapsed_inform_team__0").set_value("Het team wist het al.")
    press(app, "Zaak afsluiten")

    case = case_of(school, case_id)
    reasons = {entry.step: lapsed.reason for entry, lapsed in case.of(kinds.StepLapsed)}
    assert reasons["inform_team"] == "Het team wist het al."
    assert reasons["parents"] == "Het bleek plagen."
    app = opened("Samira", "zaak", zaak=case_id)
    assert "1 van 3, 2 vervallen" in html(app)
    assert "✓ klaar" not in html(app)


# --- undo -----------------------------------------------------------------------------------------


def test_right_after_a_save_one_tap_takes_it_back(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = step_page(opened, school, case_id, "talk_target", "Noor")
    field(app, "step_talk_target", "notes").set_value("Goed gesprek.")
    press(app, "Gesprek vastleggen")
    assert list(case_of(school, case_id).of(kinds.TalkHeld))
    assert any("Terug te nemen tot" in one.value for one in app.caption)

    press(app, "Ongedaan maken")

    assert "Ongedaan gemaakt" in app.success[0].value
    assert not list(case_of(school, case_id).of(kinds.TalkHeld))
    assert "ongedaan gemaakt" in html(app)


def test_nobody_else_is_offered_to_take_it_back(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    level = kinds.LevelReached(level=2, proposed=2, cause="judgement", reason="Nodig.")
    record_all(school, case_id, (level, TODAY, "", ""))
    app = opened("Fatima", "zaak", zaak=case_id)

    assert "Ongedaan maken" not in [button.label for button in app.button]


# --- a wrong pupil, one class more ----------------------------------------------------------------


def test_a_wrong_pupil_is_replaced(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = choose(opened("Samira", "zaak", zaak=case_id), "wrong_pupil")
    field(app, "wrong_pupil", "wrong").set_value(school.pupils["Daan"])
    field(app, "wrong_pupil", "how").set_value("replace")
    app.run()
    field(app, "wrong_pupil", "instead").set_value(school.pupils["Emma"])
    field(app, "wrong_pupil", "follows").set_value("yes")
    field(app, "wrong_pupil", "reason").set_value("De naam eronder aangetikt.")
    press(app, "Rechtzetten")

    case = case_of(school, case_id)
    assert case.pupils("displaying") == [school.pupils["Emma"]]
    assert school.pupils["Daan"] not in case.parts_ever


def test_a_wrong_pupil_is_taken_out(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = choose(opened("Samira", "zaak", zaak=case_id), "wrong_pupil")
    field(app, "wrong_pupil", "wrong").set_value(school.pupils["Daan"])
    field(app, "wrong_pupil", "how").set_value("take_out")
    app.run()
    field(app, "wrong_pupil", "reason").set_value("Was ziek die dag.")
    press(app, "Rechtzetten")

    assert list(case_of(school, case_id).parts_ever) == [school.pupils["Noor"]]


def test_a_group_case_gets_one_class_more(opened: Open, school: Cast) -> None:
    case_id = school.case(group_level=True).subject_id
    app = choose(opened("Samira", "zaak", zaak=case_id), "class")
    field(app, "add_class", "class_id").set_value(school.classes["2C"])
    press(app, "Klas toevoegen")

    assert "Klas 2C staat nu bij de zaak" in app.success[0].value
    assert school.desk("Joris").cases.open(case_id).class_names == ["2B", "2C"]


def test_a_talk_recorded_with_the_wrong_pupil_is_moved_with_its_words(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    record_all(school, case_id, (TALK, TODAY, "talk_target", "Noor"))
    number = case_of(school, case_id).last_number
    app = opened("Samira", "zaak", zaak=case_id, doe="other", regel=str(number))
    assert field(app, "other_pupil", "pupil").options == ["Daan B."]
    field(app, "other_pupil", "pupil").set_value(school.pupils["Daan"])

    press(app, "Verplaatsen")

    [(entry, talk)] = case_of(school, case_id).of(kinds.TalkHeld)
    assert (entry.pupil_id, talk.notes) == (school.pupils["Daan"], TALK.notes)
    assert "Verplaatst naar Daan B." in app.success[0].value


def test_a_step_of_a_closed_case_says_so_before_anything_is_filled_in(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    app = choose(opened("Samira", "zaak", zaak=case_id), "close")
    press(app, "Zaak afsluiten")
    # The button can be far below the field: a line beside it says why, and leads there.
    assert any("Nog niet opgeslagen. Kies waarom" in caption.value for caption in app.caption)
    field(app, "close", "ending").set_value("other")
    field(app, "close", "reason").set_value("Andere afdeling.")
    press(app, "Zaak afsluiten")
    steps = school.desk("Samira").cases.open(case_id).steps
    count = sum(state.status is StepStatus.LAPSED for state in steps)
    # As many as the card says, and the question whether it stopped is one of them.
    assert f"{count} stappen vervallen" in app.success[0].value

    app = step_page(opened, school, case_id, "parents", "Noor")
    assert "Open de zaak weer" in html(app)
    assert not [one for one in app.button if one.label in ("Contact vastleggen", "Plannen")]
