"""Forms with words are drafts by themselves: opened again, on one screen at a time, of one case."""

from typing import Any

from server import state
from tests.cast import Cast
from tests.pages.conftest import Open

STEP: dict[str, Any] = {"stap": "stopped", "leerling": "", "nr": "0"}
ELSEWHERE = "Dit formulier staat ook open op een ander scherm"


def words(app: Any) -> Any:
    """The field for the words of who says that it stopped."""
    [field] = [area for area in app.text_area if str(area.key).endswith("_words")]
    return field


def choice(app: Any) -> Any:
    """The field for who says so."""
    kinds = (app.selectbox, app.radio, app.get("button_group"))
    [field] = [one for kind in kinds for one in kind if str(one.key).endswith("_said_by")]
    return field


def press(app: Any, label: str) -> None:
    [button] = [button for button in app.button if button.label == label]
    button.click()
    app.run()
    assert not app.exception


def words_on(app: Any) -> str:
    return " ".join(one.value for kind in (app.caption, app.warning, app.error) for one in kind)


def test_words_in_a_step_are_there_again_with_the_choice_beside_them(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id, **STEP)
    words(app).set_value("Het is over, zegt Noor.")
    choice(app).set_value("target")
    app.run()

    again = opened("Samira", "zaak", zaak=case_id, **STEP)
    assert words(again).value == "Het is over, zegt Noor."
    assert choice(again).value == "target"
    assert "Je gaat verder met je concept van" in words_on(again)
    [draft] = school.desk("Samira").drafts.all()
    assert f"zaak={case_id}&stap=stopped" in draft.address

    press(again, "Weggooien")
    assert words(again).value == ""
    assert school.desk("Samira").drafts.all() == []


def test_words_of_one_case_never_stand_in_another(opened: Open, school: Cast) -> None:
    one = school.case().subject_id
    other = school.case(target="Daan", displaying="Noor").subject_id
    app = opened("Samira", "zaak", zaak=one, **STEP)
    words(app).set_value("Alleen hier.")
    app.run()
    app.query_params["zaak"] = other
    app.run()
    assert words(app).value == ""
    app.query_params["zaak"] = one
    app.run()
    assert words(app).value == "Alleen hier."


def signed_in(school: Cast) -> str:
    """Samira is signed in at a browser, by the public id of it."""
    return state.sessions.begin(school.staff["Samira"], has_second_step=True)[1].public_id


def test_a_second_living_screen_is_told_and_chooses(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    first = opened("Samira", "zaak", zaak=case_id, **STEP)
    words(first).set_value("Op de telefoon.")
    first.run()
    [draft] = school.desk("Samira").drafts.all()
    state.screens.hear(draft.screen, signed_in(school), is_visible=True, number=1)

    second = opened("Samira", "zaak", zaak=case_id, **STEP)
    assert ELSEWHERE in words_on(second)
    assert words(second).disabled
    assert words(second).value == "Op de telefoon."
    press(second, "Ga hier verder")
    assert ELSEWHERE not in words_on(second)
    assert not words(second).disabled
    assert words(second).value == "Op de telefoon."

    state.screens.hear(draft.screen, "", is_visible=False, number=2)
    press(first, "Vastleggen dat het gestopt is")
    assert "verdergegaan op een ander scherm" in words_on(first)
    assert words(first).disabled


def test_a_form_begun_anew_leaves_the_other_as_it_is(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    first = opened("Samira", "zaak", zaak=case_id, **STEP)
    words(first).set_value("Op de telefoon.")
    first.run()
    [draft] = school.desk("Samira").drafts.all()
    state.screens.hear(draft.screen, signed_in(school), is_visible=True, number=1)

    second = opened("Samira", "zaak", zaak=case_id, **STEP)
    press(second, "Nieuw formulier beginnen")
    assert words(second).value == ""
    words(second).set_value("Iets anders.")
    second.run()
    kept = {draft.values["words"] for draft in school.desk("Samira").drafts.all()}
    assert kept == {"Op de telefoon.", "Iets anders."}


def test_a_stored_step_leaves_no_draft(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id, **STEP)
    words(app).set_value("Het is over, zegt Noor.")
    app.run()
    choice(app).set_value("target")
    press(app, "Vastleggen dat het gestopt is")
    assert school.desk("Samira").drafts.all() == []
