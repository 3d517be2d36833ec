"""Contact that leaves a case: parents of both in one round, and the message to the docententeam."""

from urllib.parse import urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from tests.cast import Cast
from tests.pages.conftest import Open
from tests.pages.test_vandaag import texts
from tests.pages.test_zaak import case_of, field, press


@pytest.fixture
def school(among_others: Cast) -> Cast:
    """Each test has a case of its own, in one school."""
    return among_others


@pytest.fixture
def case_id(school: Cast) -> str:
    return school.case().subject_id


def html(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def at_parents(opened: Open, school: Cast, case_id: str, pupil: str = "Noor") -> AppTest:
    return opened("Samira", "zaak", zaak=case_id, stap="parents", leerling=school.pupils[pupil])


def informed(school: Cast, case_id: str) -> dict[str, str]:
    """Of whom the parents were told, and how."""
    names = {pupil_id: name for name, pupil_id in school.pupils.items()}
    told = case_of(school, case_id).of(kinds.ParentsInformed)
    return {names[entry.pupil_id]: payload.way for entry, payload in told}


def test_the_parents_of_both_are_told_in_one_round_each_with_a_script(
    opened: Open, school: Cast, case_id: str
) -> None:
    app = at_parents(opened, school, case_id)
    drawn = html(app)
    assert "Wat zeg je tegen de ouders van Noor V.?" in drawn
    assert "dat Noor last heeft van anderen" in drawn
    assert "dat Daan iets doet waar een ander last van heeft" in drawn
    assert "In dezelfde ronde: de ouders van Daan B." in [fold.label for fold in app.expander]

    field(app, "step_parents", "way").set_value("phone")
    field(app, "step_parents", "way_0").set_value("email")
    press(app, "Contact vastleggen")

    assert informed(school, case_id) == {"Noor": "phone", "Daan": "email"}


def test_the_mentor_of_each_class_calls_the_parents_of_that_class(
    opened: Open, school: Cast
) -> None:
    case_id = school.case(displaying="Lotte").subject_id
    app = at_parents(opened, school, case_id)
    assert not [fold.label for fold in app.expander if "In dezelfde ronde" in fold.label]
    assert "De ouders van Lotte S. belt Joris Kuipers, mentor van 2C." in texts(app)

    app = at_parents(opened, school, case_id, "Lotte")
    assert "belt Joris Kuipers, mentor van 2C. Deed jij het toch?" in texts(app)


def test_one_of_both_alone_is_told_as_well(opened: Open, school: Cast, case_id: str) -> None:
    app = at_parents(opened, school, case_id, "Daan")
    field(app, "step_parents", "way").set_value("phone")
    press(app, "Contact vastleggen")
    assert informed(school, case_id) == {"Daan": "phone"}
    # Who was told is not offered in the round of the other.
    folds = [fold.label for fold in at_parents(opened, school, case_id).expander]
    assert not [label for label in folds if "In dezelfde ronde" in label]


def test_a_reaction_without_a_way_is_refused_at_its_field(
    opened: Open, school: Cast, case_id: str
) -> None:
    app = at_parents(opened, school, case_id)
    field(app, "step_parents", "way").set_value("phone")
    field(app, "step_parents", "reaction_0").set_value("Vader schrok.")
    press(app, "Contact vastleggen")
    assert "Kies hoe je contact hebt gehad" in app.error[0].value
    assert informed(school, case_id) == {}
    assert field(app, "step_parents", "reaction_0").value == "Vader schrok."


def at_team(opened: Open, case_id: str) -> AppTest:
    return opened("Samira", "zaak", zaak=case_id, stap="inform_team")


def test_the_message_has_a_link_and_no_name(opened: Open, school: Cast, case_id: str) -> None:
    [code] = at_team(opened, case_id).code
    message = str(code.value)
    [link] = [word for word in message.split() if "/letop" in word]
    assert (urlsplit(link).path, urlsplit(link).query) == ("/letop", f"zaak={case_id}")
    assert not [name for name in school.pupils if name in message]


def test_a_colleague_is_found_by_typing_and_reads_who_it_is(
    opened: Open, school: Cast, case_id: str
) -> None:
    assert "geen naam" in texts(opened("Dirk", "letop", zaak=case_id))
    app = at_team(opened, case_id)
    field(app, "step_inform_team", "find").set_value("dirk").run()
    [pills] = [one for one in app.pills if one.label == "Wie moet op een leerling letten?"]
    pills.set_value([school.staff["Dirk"]])
    press(app, "Bericht verstuurd")

    entries = case_of(school, case_id).of(kinds.TeamInformed)
    assert [payload.on_watch for _, payload in entries] == [(school.staff["Dirk"],)]
    text = texts(opened("Dirk", "letop", zaak=case_id))
    assert "Noor Visser" in text
    assert "Daan de Boer" in text
    assert "geen naam" in texts(opened("Ineke", "letop", zaak=case_id))
