"""A case with pupils of two classes: each mentor has what is to be done for the own pupils."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.cast import Cast
from tests.pages.conftest import Open
from tests.pages.html_reading import html, html_links
from tests.pages.test_vandaag import texts
from tests.pages.test_zaak import ask, choose, field, press

SAMIRA, JORIS = "Samira el Idrissi, mentor van 2B", "Joris Kuipers, mentor van 2C"


@pytest.fixture
def school(among_others: Cast) -> Cast:
    """Each test has a case of its own, in one school."""
    return among_others


@pytest.fixture
def case_id(school: Cast) -> str:
    """Noor of 2B is the gepeste, Sem of 2C the pestende leerling."""
    return school.case(displaying="Sem").subject_id


def group_case(school: Cast, displaying: str = "Daan") -> str:
    return school.case(displaying=displaying, group_level=True).subject_id


def at(opened: Open, name: str, case_id: str, **where: str) -> AppTest:
    return opened(name, "zaak", zaak=case_id, **where)


def test_each_mentor_asks_the_own_pupils_how_it_goes(
    opened: Open, school: Cast, case_id: str
) -> None:
    app = choose(at(opened, "Samira", case_id), "ask")
    assert "**Noor V.** (1 van 1)" in texts(app)
    assert f"is voor {JORIS}." in texts(app)
    field(app, ask(app, school, "Noor"), "safety_score").set_value(6)
    press(app, "Vastleggen", ask(app, school, "Noor"))
    assert app.query_params == {"zaak": case_id}

    app = choose(at(opened, "Joris", case_id), "ask")
    assert "(1 van 1)" in texts(app)
    assert f"Noor V. is voor {SAMIRA}." in texts(app)
    assert ask(app, school, "Sem")


def test_whom_the_other_mentor_asks_can_be_asked_alone(
    opened: Open, school: Cast, case_id: str
) -> None:
    app = at(opened, "Samira", case_id, doe="ask", leerling=school.pupils["Sem"])
    assert ask(app, school, "Sem")
    assert "(1 van 1)" in texts(app)


def test_a_mentor_of_an_added_class_has_nobody_to_ask(opened: Open, school: Cast) -> None:
    case_id = group_case(school)
    seen = school.desk("Samira").cases.open(case_id).case.last_number
    school.desk("Samira").case_acts.add_class(
        case_id, school.classes["2C"], seen=seen, form_key=case_id
    )
    assert "Even vragen" in [words for words, _ in html_links(at(opened, "Samira", case_id))]
    assert "Even vragen" not in [words for words, _ in html_links(at(opened, "Joris", case_id))]


def test_what_is_for_the_case_as_a_whole_is_for_one_of_them(
    opened: Open, school: Cast, case_id: str
) -> None:
    """The message to the docententeam is of the mentor of the gepeste, as on Vandaag."""
    app = at(opened, "Joris", case_id, stap="inform_team")
    assert f"Dit doet {SAMIRA}. Deed jij het toch?" in texts(app)
    assert "Dit doet" not in texts(at(opened, "Samira", case_id, stap="inform_team"))


def test_the_text_for_magister_says_whose_it_is(opened: Open, school: Cast, case_id: str) -> None:
    app = at(opened, "Samira", case_id, stap="magister", leerling=school.pupils["Sem"])
    assert f"Dit doet {JORIS}. Deed jij het toch?" in texts(app)


def test_after_a_talk_with_the_group_each_is_offered_the_own_pupils(
    opened: Open, school: Cast
) -> None:
    case_id = group_case(school, displaying="Sem")
    for name, own, other in (("Samira", "Noor", "Sem"), ("Joris", "Sem", "Noor")):
        app = at(opened, name, case_id, stap="talk_group")
        field(app, "step_talk_group", "notes").set_value("Goed gesprek.")
        press(app, "Gesprek vastleggen")
        offered = html(app).split("Na dit gesprek:")[1].split("</nav>")[0]
        assert f"Ouders informeren · {own}" in offered
        assert other not in offered
        assert ("Passende maatregel" in offered) == (name == "Samira")
