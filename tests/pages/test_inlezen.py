"""Beheer, Inlezen: a file is shown before anything is written, done whole, and taken back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from casework.people import Assignment, Role
from casework.roster import RoleGiven
from tests.cast import PASSWORD, TODAY, Cast
from tests.data.test_roster_import import dump
from tests.pages.file_buttons import file_buttons
from tests.pages.test_beheer import at_tab
from tests.passwords import choose_password
from ui import session
from ui.labels import plain

Screen = Callable[..., AppTest]

PUPILS = """Stamnummer\tRoepnaam\tTussenvoegsel\tAchternaam\tKlas\tMentor
1001\tNoor\t\tVisser\t2B\tSamira
1002\tDaan\tde\tBoer\t2C\t
1003\tAda\tvan den\tBerg\t2D\t
"""
STAFF = """Afkorting\tVoornaam\tTussenvoegsel\tAchternaam\tFunctie\tMentor van
BOE\tAns\tde\tBoer\tdocent\t2C
SMI\tTom\t\tSmit\tteamleider onderbouw\t
"""


@pytest.fixture
def screen(own_school: Cast) -> Screen:
    """The tab as the beheerder has it open."""
    return partial(at_tab, own_school, tab="Inlezen")


def pasted(page: AppTest, text: str) -> AppTest:
    page.text_area[0].set_value(text)
    return page.run()


def press(page: AppTest, label: str) -> AppTest:
    (button,) = (one for one in page.button if one.label == label)
    page = button.click().run()
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    kinds = ("markdown", "caption", "success", "error", "warning", "info", "header")
    return "\n".join(one.value for kind in kinds for one in getattr(page, kind))


def cells(page: AppTest) -> str:
    return "\n".join(table.value.to_string() for table in page.table)


def names_in(cast: Cast, class_name: str) -> list[str]:
    classes = {c.name: c.class_id for c in cast.store.school.classes("2026-2027")}
    if class_name not in classes:
        return []
    return [p.name.full for p in cast.store.school.class_list(classes[class_name], TODAY)]


def test_a_pasted_list_is_shown_and_nothing_is_written(cast: Cast, screen: Screen) -> None:
    before = dump(cast.store)

    page = pasted(screen(), PUPILS)

    assert [one.label for one in page.expander][2:5] == [
        "Nieuwe leerlingen: 1",
        "Andere gegevens: 1",
        "Nieuwe klassen: 1",
    ]
    assert "Ada van den Berg" in cells(page)
    assert dump(cast.store) == before


def test_what_was_shown_is_done_with_one_press_and_counted_again(
    cast: Cast, screen: Screen
) -> None:
    page = press(pasted(screen(), PUPILS), "Doorvoeren")

    assert names_in(cast, "2D") == ["Ada van den Berg"]
    assert "Doorgevoerd: 1 nieuwe leerling, 1 ander gegeven en 1 nieuwe klas." in words(page)
    assert "2026-2027 heeft nu 8 leerlingen in 4 klassen" in words(page)
    assert not page.text_area[0].value, "the file is gone from the screen"


def test_a_role_that_will_wait_is_said_before_and_after(cast: Cast, screen: Screen) -> None:
    choose_password(cast.store, cast.staff["Dirk"], PASSWORD)
    cast.store.school.assign(cast.staff["Dirk"], Assignment(Role.ADMIN), "")
    page = pasted(screen(), STAFF)
    assert (
        "2 rollen in dit bestand wachten, als je ze doorvoert, tot een andere beheerder"
        in words(page)
    )

    page = press(page, "Doorvoeren")
    assert "De rol van Ans de Boer (mentor van 2C) wacht tot een andere beheerder" in words(page)


def test_the_same_list_again_changes_nothing(cast: Cast, screen: Screen) -> None:
    lines = PUPILS.replace("1002\tDaan\tde\tBoer\t2C", "1002\tDaan\tde\tBoer\t2B")
    press(pasted(screen(), lines), "Doorvoeren")

    page = pasted(screen(), lines)
    assert "Alles is al gelijk" in words(page)
    page = press(page, "Doorvoeren")

    assert "Alles is al gelijk" in words(page)
    assert len(cast.store.imports.import_runs()) == 1


def test_who_is_perhaps_somebody_else_is_asked_and_stays_until_it_is_said(
    cast: Cast, screen: Screen
) -> None:
    page = pasted(screen(), PUPILS)
    (asked,) = (one for one in page.selectbox if one.label.startswith("Daan de Boer"))
    assert asked.value is None

    page = asked.set_value(cast.pupils["Daan"]).run()
    assert "Naar een andere klas: 1" in [one.label for one in page.expander]
    press(page, "Doorvoeren")

    assert "Daan de Boer" in names_in(cast, "2C")
    assert "Daan de Boer" not in names_in(cast, "2B")


def test_nobody_leaves_unless_a_person_says_so(cast: Cast, screen: Screen) -> None:
    page = pasted(screen(), "Stamnummer\tRoepnaam\tAchternaam\tKlas\n1\tNoor\tVisser\t2B\n")
    (choice,) = page.radio
    assert choice.value == "stay"
    press(page, "Doorvoeren")
    assert len(names_in(cast, "2B")) == 4


def test_who_leaves_needs_a_last_day(cast: Cast, screen: Screen) -> None:
    page = pasted(screen(), "Stamnummer\tRoepnaam\tAchternaam\tKlas\n1\tNoor\tVisser\t2B\n")
    page = page.radio[0].set_value("some").run()
    (who,) = page.multiselect
    emma = next(key for key in who.options if key.startswith("Emma"))
    page = who.set_value([f"gone:{cast.pupils['Emma']}"]).run()
    assert emma.startswith("Emma Bakker")

    refused = press(page, "Doorvoeren")
    assert "Kies de laatste dag" in words(refused)
    assert len(names_in(cast, "2B")) == 4

    (day,) = (one for one in refused.date_input if one.label.startswith("Laatste dag op school"))
    press(day.set_value(TODAY.replace(day=20)).run(), "Doorvoeren")
    assert "Emma Bakker" not in names_in(cast, "2B")


def test_a_role_that_opens_cases_is_given_by_a_person_and_mentor_by_the_file(
    cast: Cast, screen: Screen
) -> None:
    page = press(pasted(screen(), STAFF), "Doorvoeren")

    staff = {one.user_name: one for one in cast.store.school.staff(TODAY)}
    assert {held.role for held in staff["boe"].assignments} == {Role.STAFF, Role.MENTOR}
    assert {held.role for held in staff["smi"].assignments} == {Role.STAFF}
    assert "Doorgevoerd: 2 nieuwe collega's" in words(page)

    page = pasted(screen(), STAFF)
    (roles,) = (one for one in page.multiselect if one.label == "Deze rollen geven")
    preview = page.session_state["memory"]["roster_preview"][1]
    (key,) = (change.key for change in preview.plan.only(RoleGiven))
    press(roles.set_value([key]).run(), "Doorvoeren")
    staff = {one.user_name: one for one in cast.store.school.staff(TODAY)}
    assert {held.role for held in staff["smi"].assignments} == {Role.STAFF, Role.TEAM_LEADER}


def test_a_run_is_taken_back_and_says_so(cast: Cast, screen: Screen) -> None:
    before = dump(cast.store)
    page = press(pasted(screen(), PUPILS), "Doorvoeren")

    page = press(page, "Alles terugdraaien")

    assert "teruggedraaid; alles is weer zoals daarvoor" in words(page)
    assert dump(cast.store) == before


def test_what_changed_meanwhile_is_shown_again_and_not_done_blindly(
    cast: Cast, screen: Screen
) -> None:
    page = pasted(screen(), PUPILS)
    office = cast.desk("Ineke").office
    office.add_class("2D", 2, "bovenbouw", "2026-2027")

    page = press(page, "Doorvoeren")

    assert "intussen veranderd" in words(page)
    assert cast.store.imports.import_runs() == []
    assert "Nieuwe klassen: 1" not in [one.label for one in page.expander]


def test_columns_that_are_put_right_are_remembered(cast: Cast, screen: Screen) -> None:
    lines = "1004\tAda Berg\t2B\n1005\tBo Wit\t2B\n1006\tCas Vos\t2C\n"
    page = pasted(screen(), lines)
    assert "Doorvoeren" not in [button.label for button in page.button]
    (number,) = (one for one in page.selectbox if one.label.startswith("kolom A"))
    assert number.value == "number"
    page = number.set_value("not_read").run()

    page = press(page, "Zo klopt het")
    assert "Nieuwe leerlingen: 3" in [one.label for one in page.expander]

    again = pasted(screen(), lines)
    assert "Nieuwe leerlingen: 3" in [one.label for one in again.expander]
    press(again, "Doorvoeren")
    assert cast.store.school.pupil_numbers() == {}


def test_a_list_without_a_class_asks_which_column_it_is(cast: Cast, screen: Screen) -> None:
    lines = "Stamnummer\tRoepnaam\tAchternaam\tPlek\n1004\tAda\tBerg\t2B\n1005\tBo\tWit\t2C\n"
    page = pasted(screen(), lines)
    assert "geen kolom met de klas" in words(page)
    (column,) = (one for one in page.selectbox if one.label.startswith("Plek"))

    page = press(column.set_value("class").run(), "Zo klopt het")

    assert "geen kolom met de klas" not in words(page)
    assert "Nieuwe leerlingen: 2" in [one.label for one in page.expander]


def test_a_line_that_is_not_understood_is_told_and_the_others_go_on(
    cast: Cast, screen: Screen
) -> None:
    lines = (
        "Stamnummer\tRoepnaam\tAchternaam\tKlas\tGeboortedatum\n"
        "1004\tAda\tBerg\t2B\tgisteren\n1005\tBo\tWit\t2B\t\n1005\tCas\tVos\t2C\t\n"
    )
    page = pasted(screen(), lines)

    assert any(one.label.startswith("Niet begrepen") for one in page.expander)
    press(page, "Doorvoeren")
    assert "Bo Wit" in names_in(cast, "2B")


def test_the_next_year_is_made_with_its_dates_by_its_own_file(
    cast: Cast, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "today", lambda: date(2027, 6, 21))
    lines = "Stamnummer\tRoepnaam\tAchternaam\tKlas\n1\tAda\tBerg\t3A\n"
    page = pasted(screen(), lines)
    (year,) = (one for one in page.selectbox if one.label == "Voor welk schooljaar?")
    page = year.set_value("2027-2028").run()
    (last,) = (one for one in page.date_input if one.label == "Laatste dag van dat jaar")
    page = last.set_value(date(2028, 7, 14)).run()
    assert "2027-2028" not in [one.school_year for one in cast.store.school.school_years()]

    page = press(page, "Doorvoeren")

    made = cast.store.school.school_years()[-1]
    assert (made.school_year, made.ends_on) == ("2027-2028", date(2028, 7, 14))
    assert "2027-2028 heeft nu 1 leerling in 1 klas" in words(page)


def test_invitations_are_made_at_once_and_shown_once(cast: Cast, screen: Screen) -> None:
    press(pasted(screen(), STAFF), "Doorvoeren")
    waiting = cast.store.accounts.without_password()

    page = press(screen(), "Uitnodigingen maken")

    made = page.session_state["memory"]["invitations"]
    assert {one.staff_id for one in made} == waiting
    boe = next(one for one in made if one.user_name == "boe")
    assert plain(boe.link) in cells(page)
    now, token = datetime.now(UTC), boe.link.rpartition("/")[2]
    assert cast.store.accounts.invited(token, now).user_name == "boe"
    page = press(page, "Lijst weghalen")
    assert plain(boe.link) not in cells(page)
    assert plain(boe.link) not in cells(screen())


def test_the_list_of_now_can_be_saved(screen: Screen) -> None:
    assert list(file_buttons(screen())) == [
        "Alles (Excel)",
        "Leerlingen (CSV)",
        "Klassen (CSV)",
        "Medewerkers (CSV)",
    ]
