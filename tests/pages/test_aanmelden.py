"""How people sign in, on the screen of Beheer: of whom a second step is required, and passwords."""

import pytest
from streamlit.testing.v1 import AppTest

from casework.errors import InputRefused
from casework.second_factor import SecondFactorFor
from tests.cast import PASSWORD, Cast
from tests.pages.conftest import Open
from tests.pages.test_beheer import field, press, receipts
from tests.pages.test_vandaag import texts
from tests.passwords import choose_password
from ui.office import sign_in
from ui.oversight import change_words


@pytest.fixture
def school(own_school: Cast) -> Cast:
    return own_school


def screen(opened: Open) -> AppTest:
    return opened("Ineke", "beheer", deel="Aanmelden")


def with_google(patch: pytest.MonkeyPatch) -> None:
    patch.setenv("HANDELINGSKAART_GOOGLE_DOMAIN", "school.nl")


def test_every_choice_has_its_words() -> None:
    assert set(sign_in.SECOND_FACTOR_FOR) == set(SecondFactorFor)
    assert set(change_words.SECOND_FACTOR_FOR) == set(SecondFactorFor)


def test_a_beheerder_requires_it_of_who_opens_cases(opened: Open, school: Cast) -> None:
    page = screen(opened)
    field(page, "second_factor", "second_factor_for").set_value("case_workers")
    press(page, "Opslaan")
    assert receipts(page) == ["In twee stappen: ook ieder die zaken opent."]
    samira = school.staff["Samira"]
    assert school.store.school.second_factor_for() is SecondFactorFor.CASE_WORKERS
    assert school.store.second_factors.is_required(samira, school.today)


def test_a_choice_that_always_holds_cannot_be_emptied(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty list would have been read as: no passwords any more, and no second step."""
    with_google(monkeypatch)
    school.store.school_accounts.bind(school.staff["Ineke"], "google", "ineke-at-google")
    page = screen(opened)
    field(page, "school_account", "own_accounts").set_value(None)
    [button for button in page.button if button.label == "Opslaan"][1].click().run()
    field(page, "second_factor", "second_factor_for").set_value(None)
    next(button for button in page.button if button.label == "Opslaan").click().run()
    assert not page.exception
    assert school.store.school.has_own_accounts()
    assert school.store.school.second_factor_for() is SecondFactorFor.LEADERS


def test_without_a_provider_the_screen_says_where_to_begin(opened: Open, school: Cast) -> None:
    page = screen(opened)
    assert "dan stelt ICT dat in" in texts(page)
    assert len(page.selectbox) == 1


def test_passwords_go_off_only_when_somebody_can_come_in(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_google(monkeypatch)
    page = screen(opened)
    assert "Nog niemand heeft een schoolaccount gekoppeld" in texts(page)
    with pytest.raises(InputRefused, match="kan niemand meer naar binnen"):
        school.desk("Ineke").office.sign_in.set_own_accounts(False)
    school.store.school_accounts.bind(school.staff["Ineke"], "google", "ineke-at-google")
    page = screen(opened)
    assert "1 collega heeft een schoolaccount gekoppeld" in texts(page)
    choose_password(school.store, school.staff["Samira"], PASSWORD)
    choose_password(school.store, school.staff["Ineke"], PASSWORD)
    school.store.school_accounts.bind(school.staff["Ineke"], "google", "ineke-at-google")
    school.store.school_accounts.bind(school.staff["Joris"], "google", "joris-at-google")
    page = screen(opened)
    assert "1 collega heeft alleen een eigen wachtwoord." in texts(page)
    field(page, "school_account", "own_accounts").set_value("no")
    field(page, "school_account", "step_after_provider").set_value("yes")
    [button for button in page.button if button.label == "Opslaan"][1].click().run()
    assert receipts(page)[0].startswith("Tweede stap na het schoolaccount: ja, ook dan.")
    assert not school.store.school.has_own_accounts()
    assert school.store.school.has_own_step_after_provider()
    assert "1 collega heeft alleen een wachtwoord van eerder" in texts(screen(opened))
    school.store.school.end_staff(school.staff["Samira"], school.today, "")
    school.store.school.end_staff(school.staff["Joris"], school.today, "")
    page = screen(opened)
    assert "alleen een wachtwoord" not in texts(page)
    assert "1 collega heeft een schoolaccount gekoppeld" in texts(page)
    sql = "select kind from reference_change where kind like 'own_accounts%'"
    assert school.store.database.rows(sql) == [("own_accounts:off",)]
