"""The step Magister: other pupils are masked, doubts are decided, what was shown is stored."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from casework import entries as kinds
from casework.entries import NewEntry
from casework.people import PersonName
from tests.cast import TODAY, YEAR_STARTS_ON, Cast
from tests.pages.conftest import Open
from tests.pages.test_vandaag import texts
from tests.pages.test_zaak import field, last, press, record_all

NOTES = "Noor zegt dat Daan de Boer haar uitlacht. Roos lacht mee, en Roos filmt."
BUTTON = "In Magister gezet"


@pytest.fixture
def school(among_others: Cast) -> Cast:
    """Each test has a case of its own, in one school."""
    return among_others


@pytest.fixture
def case_id(school: Cast) -> str:
    """A case with a talk with Noor; a Roos is in the other class."""
    name = PersonName("Roos", "Vos")
    school.store.school.add_pupil(name, school.classes["2C"], YEAR_STARTS_ON, school.staff["Ineke"])
    case_id = school.case().subject_id
    record_all(school, case_id, (kinds.TalkHeld(notes=NOTES), TODAY, "talk_target", "Noor"))
    return case_id


def open_step(opened: Open, school: Cast, case_id: str, pupil: str = "Noor") -> AppTest:
    where = {"zaak": case_id, "stap": "magister", "leerling": school.pupils[pupil], "nr": "0"}
    return opened("Samira", "zaak", **where)


def noted(school: Cast, case_id: str) -> kinds.MagisterNoted:
    """The newest entry, which is a note in Magister."""
    payload = last(school, case_id)
    assert isinstance(payload, kinds.MagisterNoted)
    return payload


def copied_text(app: AppTest) -> str:
    """The text with the copy button."""
    [code] = app.code
    return str(code.value)


def test_every_other_pupil_is_masked_in_the_text_to_copy(
    opened: Open, school: Cast, case_id: str
) -> None:
    text = copied_text(open_step(opened, school, case_id))

    assert "Besproken: Noor zegt dat een medeleerling haar uitlacht." in text
    assert "Een medeleerling lacht mee, en een medeleerling filmt." in text


def test_the_text_about_another_pupil_has_nothing_of_this_talk(
    opened: Open, school: Cast, case_id: str
) -> None:
    text = copied_text(open_step(opened, school, case_id, "Daan"))

    assert "Daan is hierin pestende leerling" in text
    assert "uitlacht" not in text


def test_a_doubt_is_asked_once_and_can_stay_as_it_was_typed(
    opened: Open, school: Cast, case_id: str
) -> None:
    app = open_step(opened, school, case_id)
    [doubt] = app.radio
    assert doubt.label.startswith("**Roos** (2 keer) kan ook een gewoon woord zijn: ")
    assert doubt.value == "leave_out"

    doubt.set_value("keep").run()

    assert "Roos lacht mee, en Roos filmt." in copied_text(app)
    assert "dat een medeleerling haar" in copied_text(app)


def test_what_is_stored_is_what_was_shown_to_copy(opened: Open, school: Cast, case_id: str) -> None:
    app = open_step(opened, school, case_id)
    app.radio[0].set_value("keep").run()
    text = copied_text(app)

    press(app, BUTTON)

    assert app.success
    assert noted(school, case_id).text == text


def test_a_text_that_was_changed_by_hand_is_shown_and_stored_like_that(
    opened: Open, school: Cast, case_id: str
) -> None:
    app = open_step(opened, school, case_id)
    field(app, "step_magister", "text").set_value("  Met Noor gesproken.  ").run()
    assert copied_text(app) == "Met Noor gesproken."

    press(app, BUTTON)

    assert noted(school, case_id).text == "Met Noor gesproken."


def test_a_change_that_was_not_shown_to_copy_yet_is_looked_at_first(
    opened: Open, school: Cast, case_id: str
) -> None:
    app = open_step(opened, school, case_id)
    field(app, "step_magister", "text").set_value("Net nog veranderd.")
    press(app, BUTTON)
    assert "Kijk hem na" in app.error[0].value
    assert not isinstance(last(school, case_id), kinds.MagisterNoted)
    assert copied_text(app) == "Net nog veranderd."

    press(app, BUTTON)

    assert noted(school, case_id).text == "Net nog veranderd."


def test_an_empty_text_is_not_noted(opened: Open, school: Cast, case_id: str) -> None:
    app = open_step(opened, school, case_id)
    field(app, "step_magister", "text").set_value(" ").run()

    press(app, BUTTON)

    assert "Er staat geen tekst" in app.error[0].value
    assert not isinstance(last(school, case_id), kinds.MagisterNoted)


def test_a_decision_does_not_undo_what_was_typed_and_a_new_text_can_be_asked(
    opened: Open, school: Cast, case_id: str
) -> None:
    app = open_step(opened, school, case_id)
    field(app, "step_magister", "text").set_value("Van mezelf.").run()
    app.radio[0].set_value("keep").run()
    assert copied_text(app) == "Van mezelf."
    assert "verandert hem niet meer" in texts(app)

    press(app, "Begin met een nieuwe tekst")

    assert "Roos lacht mee" in copied_text(app)
    assert "verandert hem niet meer" not in texts(app)


def test_decisions_and_typing_survive_a_refusal(opened: Open, school: Cast, case_id: str) -> None:
    app = open_step(opened, school, case_id)
    app.radio[0].set_value("keep").run()
    text = f"{copied_text(app)}\nMorgen bel ik de ouders."
    field(app, "step_magister", "text").set_value(text).run()
    field(app, "step_magister", "happened_on").set_value(date(2030, 1, 1))

    press(app, BUTTON)

    assert app.error
    assert not isinstance(last(school, case_id), kinds.MagisterNoted)
    assert (copied_text(app), app.radio[0].value) == (text, "keep")


def test_a_colleague_who_writes_in_between_refuses_nothing_and_is_not_in_the_note(
    opened: Open, school: Cast, case_id: str
) -> None:
    app = open_step(opened, school, case_id)
    payload = kinds.ParentsInformed(way="phone", reaction="Moeder kent Sem Jansen ook.")
    new = NewEntry(payload, TODAY, "parents", school.pupils["Noor"])
    desk = school.desk("Samira")
    seen = desk.cases.open(case_id).case.last_number
    desk.cases.record(case_id, [new], seen=seen, form_key="elsewhere")

    press(app, BUTTON)

    assert not app.error
    note = last(school, case_id)
    assert isinstance(note, kinds.MagisterNoted)
    assert "Moeder kent" not in note.text


def test_hostile_words_in_a_doubt_are_shown_as_they_were_typed(
    opened: Open, school: Cast, case_id: str
) -> None:
    words = kinds.TalkHeld(notes="![x](http://x/y.png) <script> Roos :red[niet]")
    record_all(school, case_id, (words, TODAY, "talk_target", "Noor"))

    labels = [radio.label for radio in open_step(opened, school, case_id).radio]

    assert all("![x](" not in label and "<script>" not in label for label in labels)


def test_what_is_no_pupil_is_remembered_for_the_class(
    opened: Open, school: Cast, case_id: str
) -> None:
    words = kinds.TalkHeld(notes="Met Timmie gesproken.")
    record_all(school, case_id, (words, TODAY, "talk_target", "Noor"))
    app = open_step(opened, school, case_id)
    doubt = next(radio for radio in app.radio if "Timmie" in radio.label)
    assert doubt.label.startswith("**Timmie** lijkt een verkleinde naam: is dit Tim?")
    assert doubt.options == ["ja, weglaten", "nee, laten staan"]

    doubt.set_value("keep").run()

    assert "Met Timmie gesproken." in copied_text(app)
    assert any("niet meer gevraagd" in caption.value for caption in app.caption)
    again = open_step(opened, school, case_id)
    assert "Met Timmie gesproken." in copied_text(again)
    assert "Eerder beantwoord voor deze klas: 1" in [box.label for box in again.expander]


# --- once, and after the copy ---------------------------------------------------------------------


def copy_button(app: AppTest) -> Button:
    return next(button for button in app.button if button.label == "Kopiëren")


def done_button(app: AppTest) -> Button:
    return next(button for button in app.button if button.label == BUTTON)


def test_after_a_note_only_what_is_new_is_there_to_copy(
    opened: Open, school: Cast, case_id: str
) -> None:
    press(open_step(opened, school, case_id), BUTTON)
    app = open_step(opened, school, case_id)
    assert "is er niets nieuws" in app.info[0].value
    assert "uitlacht" not in copied_text(app)

    talk = kinds.TalkHeld(notes="Het gaat beter.")
    record_all(school, case_id, (talk, TODAY, "talk_target", "Noor"))
    app = open_step(opened, school, case_id)

    assert copied_text(app).splitlines()[0].startswith("Vervolg op de aantekening van ")
    assert "Het gaat beter." in copied_text(app)
    assert "uitlacht" not in copied_text(app)
    [scope] = app.pills
    assert scope.options == ["Nieuw sinds 23 nov (1)", "Alles"]

    scope.set_value("whole").run()

    assert "uitlacht" in copied_text(app)
    assert "Het gaat beter." in copied_text(app)


def test_a_note_keeps_up_to_where_its_text_told(opened: Open, school: Cast, case_id: str) -> None:
    entries = school.store.log.entries(case_id)
    talk = next(entry.number for entry in entries if isinstance(entry.payload, kinds.TalkHeld))

    press(open_step(opened, school, case_id), BUTTON)

    assert noted(school, case_id).up_to == talk


def test_in_magister_gezet_is_offered_after_the_copy(
    opened: Open, school: Cast, case_id: str
) -> None:
    app = open_step(opened, school, case_id)
    assert "Kopieer de tekst, zet hem in Magister" in texts(app)
    assert (copy_button(app).proto.type, done_button(app).proto.type) == ("primary", "secondary")

    copy_button(app).click().run()
    assert (copy_button(app).proto.type, done_button(app).proto.type) == ("secondary", "primary")
    assert "Staat de tekst in Magister? Druk dan op de knop." in texts(app)

    # Another text was not copied.
    field(app, "step_magister", "text").set_value("Een andere tekst.").run()
    assert "Kopieer de tekst, zet hem in Magister" in texts(app)
