"""Ondersteuningsteam: the queue, the hard cases, the figures, and one advice by several members."""

from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.card.model import packaged_card
from casework.cases.consult import Turn
from casework.desk.advice import NOBODY_AGREED
from casework.desk.support import WHY_OPEN
from casework.errors import AdviceMovedOn
from casework.people import Assignment, PersonName, Role
from server import state
from tests.cast import TODAY, YEAR_STARTS_ON, Cast
from tests.pages.conftest import Open
from tests.pages.test_vandaag import texts
from tests.pages.test_zaak import case_of, field, last, press, record_all
from ui.navigation import PAGES

ASKED = (kinds.SupportAsked(question="Wat nu?"), TODAY, "support", "")
PAGE = "ondersteuningsteam"
HARD = {"deel": "Zware zaken"}
FIGURES = {"deel": "Cijfers"}


def member(school: Cast, given: str = "Bas") -> str:
    """One more member of the team."""
    admin = school.staff["Ineke"]
    staff_id = school.store.school.add_staff(PersonName(given, "Lid"), given.lower(), admin)
    held = Assignment(Role.SUPPORT_TEAM, "", YEAR_STARTS_ON)
    school.store.school.assign(staff_id, held, admin)
    school.staff[given] = staff_id
    return staff_id


def put(school: Cast) -> str:
    case_id = school.case().subject_id
    record_all(school, case_id, ASKED)
    return case_id


def buttons(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


# --- who gets it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Samira", "Fatima", "Willem", "Ineke", "Dirk"])
def test_whoever_is_not_in_the_team_has_it_in_no_menu_and_gets_nothing_by_address(
    opened: Open, school: Cast, name: str
) -> None:
    put(school)
    assert texts(opened(name, PAGE)) == texts(opened(name))

    app = AppTest.from_file(PAGES / f"{PAGE}.py", default_timeout=30)
    _, signed_in = state.sessions.begin(school.staff[name], has_second_step=True)
    app.user = {"session": signed_in.public_id}
    app.run()
    assert "hoort niet bij jou" in app.error[0].value
    assert "wacht op advies" not in texts(app)


# --- the queue ------------------------------------------------------------------------------------


def test_an_empty_queue_says_kindly_what_will_be_here(look: Open, shared: Cast) -> None:
    assert "Geen vraag wacht op jullie" in texts(look("Anneke", PAGE))


def test_the_queue_names_the_case_the_asker_and_the_day_and_no_word(
    opened: Open, school: Cast
) -> None:
    case_id = put(school)
    text = texts(opened("Anneke", PAGE))

    assert "Aan jullie (1)" in text
    assert "wacht op advies" in text
    assert "gevraagd op 23 nov door Samira el Idrissi" in text
    assert "Wat nu?" not in text
    assert "Noor" not in text

    desk = school.desk("Anneke")
    desk.advice.give(case_id, "Spreek.", 0, alone=True, form_key=str(uuid4()))
    text = texts(opened("Anneke", PAGE))
    assert "Geen vraag wacht op jullie" in text
    assert "mee te lezen tot en met" in text


def test_a_line_of_the_queue_opens_the_case_at_the_question(opened: Open, school: Cast) -> None:
    put(school)
    app = opened("Anneke", PAGE)
    press(app, "Openen")

    assert app.query_params["stap"] == "support"


def test_an_own_question_is_left_to_a_colleague_and_says_so(opened: Open, school: Cast) -> None:
    put(school)
    held = Assignment(Role.MENTOR, school.classes["2B"], YEAR_STARTS_ON)
    school.store.school.assign(school.staff["Anneke"], held, school.staff["Ineke"])

    assert "een ander lid van het team geeft het advies" in texts(opened("Anneke", PAGE))


# --- hard cases -----------------------------------------------------------------------------------


def test_without_a_hard_case_the_list_says_what_will_be_here(opened: Open, school: Cast) -> None:
    school.case()
    assert "Geen lopende zaak valt op" in texts(opened("Anneke", PAGE, **HARD))


def test_a_hard_case_shows_its_reasons_and_no_name_until_it_is_opened_with_one(
    opened: Open, school: Cast
) -> None:
    case_id = school.case(serious=("threat",)).subject_id
    app = opened("Anneke", PAGE, **HARD)
    text = texts(app)
    assert "Ernstig signaal bij de melding" in text
    assert "leerjaar 2" in text
    assert not any(name in text for name in ("Noor", "Daan", "2B"))

    press(app, "Openen met een reden")
    press(app, "Vastleggen en toegang krijgen")
    assert WHY_OPEN in [error.value.replace("\\", "") for error in app.error]

    field(app, "look", "reason").set_value("Er is nog niets gevraagd.")
    press(app, "Vastleggen en toegang krijgen")
    assert isinstance(last(school, case_id), kinds.CaseLookedInto)
    assert "De mentor ziet op Vandaag" in app.success[0].value
    assert "Openen met een reden" not in buttons(app)
    assert "Openen" in buttons(app)
    assert "Noor" in texts(opened("Anneke", "zaak", zaak=case_id))


# --- figures --------------------------------------------------------------------------------------


def test_the_figures_of_a_school_without_questions_say_so(look: Open, shared: Cast) -> None:
    app = look("Anneke", PAGE, **FIGURES)

    assert "Te weinig gegevens om iets te zeggen" in " ".join(info.value for info in app.info)
    assert "juist de zware zaken worden voorgelegd" in app.warning[0].value


# --- on the case: rounds --------------------------------------------------------------------------


def test_more_information_is_asked_and_answered_in_the_thread(opened: Open, school: Cast) -> None:
    case_id = put(school)
    there = {"zaak": case_id, "stap": "support"}
    app = opened("Anneke", "zaak", **there)
    field(app, "more_asked", "question").set_value("Wie waren erbij?")
    press(app, "Vragen")
    assert isinstance(last(school, case_id), kinds.SupportMoreAsked)

    app = opened("Samira", "zaak", **there)
    assert "Wie waren erbij?" in texts(app)
    press(app, "Antwoorden")
    assert "Schrijf het antwoord op" in app.error[0].value
    field(app, "support_answer", "answer").set_value("Twee klasgenoten.")
    press(app, "Antwoorden")
    assert isinstance(last(school, case_id), kinds.SupportAnswered)

    app = opened("Anneke", "zaak", **there)
    assert "Twee klasgenoten." in texts(app)
    assert case_of(school, case_id).consults[-1].turn is Turn.TEAM


def test_advice_without_the_answer_is_ticked(opened: Open, school: Cast) -> None:
    case_id = put(school)
    there = {"zaak": case_id, "stap": "support"}
    app = opened("Anneke", "zaak", **there)
    field(app, "more_asked", "question").set_value("Wie waren erbij?")
    press(app, "Vragen")

    app = opened("Anneke", "zaak", **there)
    assert "Vragen" not in buttons(app)
    field(app, "advise", "advice").set_value("Spreek de ouders.")
    field(app, "advise", "alone").check()
    press(app, "Advies geven")
    assert "vink aan dat je advies geeft zonder dat antwoord" in app.error[0].value

    field(app, "advise", "without_answer").check()
    field(app, "advise", "alone").check()
    press(app, "Advies geven")
    payload = last(school, case_id)
    assert isinstance(payload, kinds.SupportAdvised)
    assert payload.without_answer
    assert payload.advice == "Spreek de ouders."


# --- on the case: one text ------------------------------------------------------------------------


def test_two_members_agree_on_one_text_and_the_mentor_reads_who(opened: Open, school: Cast) -> None:
    case_id = put(school)
    member(school)
    there = {"zaak": case_id, "stap": "support"}
    app = opened("Anneke", "zaak", **there)
    field(app, "advise", "advice").set_value("Spreek de ouders samen.")
    press(app, "Bewaren voor het team")
    assert "Bewaard voor het team" in app.success[0].value
    assert "Akkoord met deze tekst" not in buttons(app)
    assert "Laatst geschreven door jou" in texts(app)

    app = opened("Bas", "zaak", **there)
    assert field(app, "advise", "advice").value == "Spreek de ouders samen."
    press(app, "Akkoord met deze tekst")
    assert "Akkoord: Bas Lid" in texts(app)
    assert "Akkoord met deze tekst" not in buttons(app)

    press(opened("Anneke", "zaak", **there), "Advies geven")
    payload = last(school, case_id)
    assert isinstance(payload, kinds.SupportAdvised)
    assert payload.agreed_by == [school.staff["Bas"]]
    assert "Akkoord: Bas Lid" in texts(opened("Samira", "zaak", **there))


def test_advice_alone_is_asked_about_and_said(opened: Open, school: Cast) -> None:
    case_id = put(school)
    there = {"zaak": case_id, "stap": "support"}
    app = opened("Anneke", "zaak", **there)
    field(app, "advise", "advice").set_value("Spreek de ouders samen.")
    press(app, "Advies geven")
    assert NOBODY_AGREED in [error.value.replace("\\", "") for error in app.error]
    assert field(app, "advise", "advice").value == "Spreek de ouders samen."

    field(app, "advise", "alone").check()
    press(app, "Advies geven")
    assert isinstance(last(school, case_id), kinds.SupportAdvised)
    assert "Alleen gegeven door Anneke Vos" in texts(opened("Samira", "zaak", **there))


def test_who_saves_over_a_newer_text_sees_both_and_loses_nothing(
    opened: Open, school: Cast
) -> None:
    case_id = put(school)
    member(school)
    there = {"zaak": case_id, "stap": "support"}
    app = opened("Anneke", "zaak", **there)
    school.desk("Bas").advice.save(case_id, "De tekst van Bas.", 0)

    field(app, "advise", "advice").set_value("De tekst van Anneke.")
    press(app, "Bewaren voor het team")

    assert AdviceMovedOn.default in [error.value.replace("\\", "") for error in app.error]
    assert field(app, "advise", "advice").value == "De tekst van Anneke."
    assert "De tekst van Bas." in texts(app)
    assert school.desk("Bas").advice.open(case_id).text == "De tekst van Bas."

    field(app, "advise", "advice").set_value("De tekst van ons samen.")
    press(app, "Bewaren voor het team")
    assert school.desk("Bas").advice.open(case_id).text == "De tekst van ons samen."
    assert "De tekst van Bas." not in texts(app)


def test_an_untouched_field_follows_the_text_of_a_colleague(opened: Open, school: Cast) -> None:
    case_id = put(school)
    member(school)
    app = opened("Anneke", "zaak", zaak=case_id, stap="support")
    school.desk("Bas").advice.save(case_id, "De tekst van Bas.", 0)
    app.run()

    assert field(app, "advise", "advice").value == "De tekst van Bas."


def test_an_empty_advice_is_refused(opened: Open, school: Cast) -> None:
    case_id = put(school)
    app = opened("Anneke", "zaak", zaak=case_id, stap="support")
    for label in ("Bewaren voor het team", "Advies geven"):
        press(app, label)
        assert "Schrijf het advies op" in app.error[0].value


def test_the_mentor_in_the_team_reads_the_thread_and_gets_no_advice_form(
    opened: Open, school: Cast
) -> None:
    case_id = put(school)
    held = Assignment(Role.SUPPORT_TEAM, "", YEAR_STARTS_ON)
    school.store.school.assign(school.staff["Samira"], held, school.staff["Ineke"])
    app = opened("Samira", "zaak", zaak=case_id, stap="support")

    assert "Wat nu?" in texts(app)
    assert "Advies geven" not in buttons(app)


def test_a_member_who_looked_into_a_case_reads_it_and_writes_nothing(
    opened: Open, school: Cast
) -> None:
    case_id = school.case(serious=("threat",)).subject_id
    school.desk("Anneke").support.look_into(case_id, "Er is niets gevraagd.", str(uuid4()))
    app = opened("Anneke", "zaak", zaak=case_id)

    assert "Advies geven" not in buttons(app)
    assert "Er is niets gevraagd." in texts(app)


# --- Beheer ---------------------------------------------------------------------------------------


def test_the_school_changes_terms_and_reasons_in_the_draft_of_the_card(
    opened: Open, school: Cast
) -> None:
    where = {"deel": "Handelingskaart", "onderdeel": "ondersteuningsteam"}
    app = opened("Ineke", "beheer", **where)

    def number(name: str) -> object:
        (widget,) = [number for number in app.number_input if str(number.key).endswith(f"_{name}")]
        return widget

    number("support_advice_school_days").set_value(8)  # type: ignore[attr-defined]
    number("reports_weight").set_value(0)  # type: ignore[attr-defined]
    number("late_steps_threshold").set_value(5)  # type: ignore[attr-defined]
    press(app, "In mijn concept bewaren")

    draft = school.desk("Ineke").office.card.draft()
    assert draft is not None
    assert draft.card is not None
    assert draft.card.support_advice_school_days == 8
    assert set(draft.changes) == {
        "Advies van het ondersteuningsteam: 5 → 8 schooldagen",
        "Aantal meldingen in de zaak: gewicht 3 → 0",
        "Aantal stappen dat te laat is: grens 3 → 5",
    }


@pytest.mark.parametrize(
    ("name", "value", "refusal"),
    [
        ("serious_weight", 11, "Ten hoogste 10"),
        ("long_open_threshold", 100, "Ten hoogste 99"),
        ("reports_threshold", 0, "De grens is minstens 1"),
    ],
)
def test_a_weight_or_limit_that_cannot_be_is_refused_at_its_field(
    look: Open, shared: Cast, name: str, value: int, refusal: str
) -> None:
    where = {"deel": "Handelingskaart", "onderdeel": "ondersteuningsteam"}
    app = look("Ineke", "beheer", **where)
    (widget,) = [number for number in app.number_input if str(number.key).endswith(f"_{name}")]
    widget.set_value(value)
    press(app, "In mijn concept bewaren")

    assert refusal in app.error[0].value
    assert shared.desk("Ineke").office.card.draft() is None


def test_a_card_from_before_gets_a_row_for_what_is_changed(school: Cast) -> None:
    office = school.desk("Ineke").office.card
    text = office.text()
    lines = text[: text.index("# When a running case")].splitlines()
    newer = ("support_", "look_into_", "advice_needs_")
    older = [line for line in lines if not line.startswith(newer)]
    office.replace("\n".join(older) + "\n")
    ours = {r.id: (r.weight, r.threshold) for r in packaged_card().hard_reasons}

    count = office.change_support({("support_advice_school_days",): 7}, {**ours, "reports": (9, 2)})

    draft = office.draft()
    assert count == 2
    assert draft is not None
    assert draft.card is not None
    assert draft.card.support_advice_school_days == 7
    assert [(r.id, r.weight, r.threshold) for r in draft.card.hard_reasons] == [("reports", 9, 2)]
