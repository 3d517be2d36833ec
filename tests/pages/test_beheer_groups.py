"""Beheer: slips in classes, teams and colleagues put right, long lists, and who comes back."""

from datetime import date
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from casework.people import PersonName, Role
from casework.records import SchoolYear
from casework.year_groups import ISK
from tests.cast import TODAY, Cast
from tests.pages.test_beheer import (
    Screen,
    at_tab,
    counted,
    field,
    press,
    receipts,
    refusals,
    table_text,
)

YEAR = "2026-2027"


@pytest.fixture
def screen(own_school: Cast) -> Screen:
    """Opens the page as somebody of the cast, at one tab."""
    return partial(at_tab, own_school)


def unfold(page: AppTest, label: str) -> AppTest:
    """Open an expander that draws nothing while it is shut."""
    next(one for one in page.expander if one.label == label)
    key = {"Klas wijzigen of weghalen": "wijzigen", "Teams": "teams", "Iemand komt terug": "terug"}
    page.session_state[key[label]] = True
    return page.run()


def of_class(screen: Screen, class_id: str) -> AppTest:
    """The screen with the form of one class."""
    return unfold(screen(wijzig_klas=class_id), "Klas wijzigen of weghalen")


def of_team(screen: Screen, team_id: str) -> AppTest:
    """The screen with the form of one team."""
    return unfold(screen(team=team_id), "Teams")


def search(page: AppTest, label: str, typed: str) -> AppTest:
    """Type in a search box."""
    box = next(one for one in page.text_input if one.label == label)
    box.input(typed)
    return page.run()


# --- classes --------------------------------------------------------------------------------------


def test_a_class_gets_another_name_year_group_and_team(screen: Screen, own_school: Cast) -> None:
    page = of_class(screen, own_school.classes["2C"])
    class_id = own_school.classes["2C"]
    field(page, f"class_change_{class_id}", "name").input("I1")
    field(page, f"class_change_{class_id}", "year_group").select("ISK")
    field(page, f"class_change_{class_id}", "team").select("bovenbouw")
    press(page, "Klas wijzigen")
    assert receipts(page) == ["Opgeslagen: klas I1, ISK, team bovenbouw, voor heel 2026-2027."]
    held = own_school.store.school.class_index(YEAR)[class_id]
    assert (held.name, held.year_group, held.team_name) == ("I1", ISK, "bovenbouw")
    assert "I1" in table_text(page)


def test_the_name_of_another_class_is_refused_with_what_to_do(
    screen: Screen, own_school: Cast
) -> None:
    page = of_class(screen, own_school.classes["2C"])
    field(page, f"class_change_{own_school.classes['2C']}", "name").input("2b")
    press(page, "Klas wijzigen")
    assert len(refusals(page)) == 1
    assert "Verplaats de leerlingen van 2C naar 2B" in refusals(page)[0]


def test_a_class_in_use_is_not_taken_away_and_says_why(screen: Screen, own_school: Cast) -> None:
    page = of_class(screen, own_school.classes["2B"])
    press(page, "Klas weghalen")
    assert "Zet eerst het vinkje" in refusals(page)[0]
    field(page, f"class_remove_{own_school.classes['2B']}", "sure").check()
    press(page, "Klas weghalen")
    assert "4 leerlingen zitten of zaten erin" in refusals(page)[0]


def test_a_class_made_by_mistake_is_taken_away(screen: Screen, own_school: Cast) -> None:
    made = own_school.store.school.add_class("2Z", 2, "onderbouw", YEAR, "")
    page = of_class(screen, made)
    field(page, f"class_remove_{made}", "sure").check()
    press(page, "Klas weghalen")
    assert receipts(page) == ["Klas 2Z van 2026-2027 is weggehaald."]
    assert made not in own_school.store.school.class_index(YEAR)


def test_a_combined_class_is_made_and_stands_between_its_years(
    screen: Screen, own_school: Cast
) -> None:
    page = screen()
    field(page, "class", "name").input("1/2 HV")
    field(page, "class", "year_group").select("leerjaar 1/2")
    field(page, "class", "team").select("onderbouw")
    press(page, "Klas toevoegen")
    assert [c.name for c in own_school.store.school.classes(YEAR)] == ["1/2 HV", "2B", "2C", "4V1"]
    assert "1/2 HV 1/2 onderbouw" in table_text(page)


def test_classes_are_found_by_name_team_or_year_group(screen: Screen) -> None:
    for typed, names in {"4v": "4V1", "bovenb": "4V1", "leerjaar 4": "4V1"}.items():
        page = search(screen(), "Zoek een klas", typed)
        assert names in table_text(page)
        assert "2B" not in table_text(page)


def test_a_long_list_of_classes_has_pages(screen: Screen, own_school: Cast) -> None:
    for number in range(1, 61):
        own_school.store.school.add_class(f"3k{number}", 3, "onderbouw", YEAR, "")
    page = screen()
    assert any(one.value == "1 tot en met 50 van 63 klassen" for one in page.caption)
    assert "3k10" in table_text(page)
    assert "4V1" not in table_text(page)
    page = search(page, "Zoek een klas", "4V1")
    assert "4V1" in table_text(page)


# --- teams ----------------------------------------------------------------------------------------


def test_a_team_gets_another_name(screen: Screen, own_school: Cast) -> None:
    page = of_team(screen, own_school.teams["onderbouw"])
    field(page, f"team_name_{own_school.teams['onderbouw']}", "name").input("leerjaar 1 en 2")
    press(page, "Team hernoemen")
    assert receipts(page) == ["Team onderbouw heet nu leerjaar 1 en 2, in alle jaren."]


def test_a_team_without_classes_is_shown_and_taken_away(screen: Screen, own_school: Cast) -> None:
    school = own_school.store.school
    school.remove_class(school.add_class("2Z", 2, "tikfout", YEAR, ""), "")
    page = unfold(screen(), "Teams")
    assert "tikfout geen klassen nog geen" in table_text(page)
    page = of_team(screen, next(t.team_id for t in school.all_teams() if t.name == "tikfout"))
    press(page, "Team weghalen")
    assert receipts(page) == ["Team tikfout is weggehaald."]


def test_a_team_in_use_stays_with_the_reason(screen: Screen, own_school: Cast) -> None:
    page = of_team(screen, own_school.teams["onderbouw"])
    press(page, "Team weghalen")
    assert "2 klassen en 1 teamleider" in refusals(page)[0]


# --- colleagues -----------------------------------------------------------------------------------


def test_colleagues_stand_by_family_name_and_are_found(screen: Screen) -> None:
    page = screen(tab="Medewerkers")
    names = table_text(page)
    assert names.index("Aydın, Fatima") < names.index("Dam, Willem van") < names.index("Vos")
    found = table_text(search(page, "Zoek een medewerker", "aydin"))
    assert "Aydın, Fatima (fatima)" in found
    assert "Vos" not in found


def test_the_name_and_user_name_of_a_colleague_are_put_right(
    screen: Screen, own_school: Cast
) -> None:
    joris = own_school.staff["Joris"]
    page = screen(tab="Medewerkers", medewerker=joris)
    field(page, f"staff_name_{joris}", "family").input("Kuiper")
    field(page, f"staff_name_{joris}", "user_name").input(" kpr ")
    press(page, "Verbeteren")
    assert receipts(page) == ["Opgeslagen: Joris Kuiper, meldt zich aan als kpr."]
    member = next(m for m in own_school.store.school.staff(TODAY) if m.staff_id == joris)
    assert (member.name, member.user_name) == (PersonName("Joris", "Kuiper"), "kpr")


def test_a_user_name_of_another_is_refused_and_nothing_is_half_done(
    screen: Screen, own_school: Cast
) -> None:
    joris = own_school.staff["Joris"]
    page = screen(tab="Medewerkers", medewerker=joris)
    field(page, f"staff_name_{joris}", "family").input("Kuiper")
    field(page, f"staff_name_{joris}", "user_name").input("samira")
    press(page, "Verbeteren")
    assert "al in gebruik" in refusals(page)[0]
    member = next(m for m in own_school.store.school.staff(TODAY) if m.staff_id == joris)
    assert member.name.family == "Kuipers"


def test_somebody_comes_back_with_the_role_of_then(screen: Screen, own_school: Cast) -> None:
    school, hanna = own_school.store.school, own_school.staff["Hanna"]
    assert "Iemand komt terug" not in {one.label for one in screen(tab="Medewerkers").expander}
    school.end_staff(hanna, TODAY, "")
    page = unfold(screen(tab="Medewerkers", vertrokken=hanna), "Iemand komt terug")
    field(page, f"staff_reopen_{hanna}", "roles").select("mentor van 4V1")
    press(page, "Account weer openen en uitnodigen")
    assert receipts(page) == [
        "Het account van Hanna Dekker is weer open. Terug vanaf vandaag: mentor van 4V1. De "
        "uitnodiging voor Hanna Dekker is gemaakt. De link staat hieronder."
    ]
    actor = school.actor(hanna, own_school.store.school._now().date())
    assert actor is not None
    assert actor.has(Role.MENTOR)


# --- read log -------------------------------------------------------------------------------------


def test_the_read_log_counts_by_colleague_and_names_no_case(
    screen: Screen, own_school: Cast
) -> None:
    receipt = own_school.case()
    own_school.desk("Samira").cases.open(receipt.subject_id)
    page = screen(tab="Leeslog", van="2026-01-01", tot="2026-12-31")
    assert counted(page)["Samira el Idrissi"] == {"Dagen": "1", "Geopend": "1", "Leeslog": "–"}
    assert receipt.label not in f"{counted(page)} {page.main}"


# --- school years ---------------------------------------------------------------------------------


def test_a_school_year_gets_another_name_and_an_empty_one_goes(
    screen: Screen, own_school: Cast
) -> None:
    school = own_school.store.school
    following = SchoolYear("2027-2029", date(2027, 8, 1), date(2028, 7, 31))
    school.add_school_year(following, "")
    page = screen(tab="Schooljaar en vrije dagen", jaarnaam="true", welk_jaar="2027-2029")
    field(page, "year_name_2027-2029", "name").input("2027-2028")
    press(page, "Schooljaar hernoemen")
    assert receipts(page) == ["Schooljaar 2027-2029 heet nu 2027-2028."]
    page = screen(tab="Schooljaar en vrije dagen", jaarnaam="true", welk_jaar="2027-2028")
    press(page, "Schooljaar weghalen")
    assert receipts(page) == ["Schooljaar 2027-2028 is weggehaald."]
    assert [year.school_year for year in school.school_years()] == [YEAR]


def test_a_school_year_with_classes_stays(screen: Screen) -> None:
    page = screen(tab="Schooljaar en vrije dagen", jaarnaam="true", welk_jaar=YEAR)
    press(page, "Schooljaar weghalen")
    assert "er zijn 3 klassen in" in refusals(page)[0]
