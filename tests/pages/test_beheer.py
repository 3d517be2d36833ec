"""Beheer: what every form of the administration does, and for whom the screen is not there."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from casework.desk import Desk
from casework.errors import NotHere, StoreFull
from casework.figures import Way
from casework.people import Assignment, PersonName, Role
from casework.records import MentorChange
from server import state
from tests.cast import PASSWORD, TODAY, YEAR_STARTS_ON, Cast
from tests.passwords import choose_password
from ui import session
from ui.forms import form_keys, storing

PAGE = Path(__file__).parents[2] / "pages" / "beheer.py"
NEXT_YEAR = "2027-2028"
SCHOOL = "Schooljaar en vrije dagen"
TABS = (
    "Overzicht",
    "Inlezen",
    "Klassen",
    "Leerlingen",
    "Medewerkers",
    SCHOOL,
    "Handelingskaart",
    "Leeslog",
)

Screen = Callable[..., AppTest]


@pytest.fixture
def screen(own_school: Cast) -> Screen:
    """Opens the page as somebody of the cast, at one tab."""
    return partial(at_tab, own_school)


@pytest.fixture
def look(shared: Cast) -> Screen:
    """The same in the school that the tests of this file share."""
    return partial(at_tab, shared)


def at_tab(cast: Cast, name: str = "Ineke", tab: str = "Klassen", **query: str) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    _, signed_in = state.sessions.begin(cast.staff[name], has_second_step=True)
    page.user = {"session": signed_in.public_id}
    for place, value in {"deel": tab, **query}.items():
        page.query_params[place] = value
    return page.run()


def field(page: AppTest, form: str, name: str) -> Any:
    """The field of a form, wherever it is on the screen."""
    kinds = (
        *("text_input", "text_area", "number_input"),
        *("selectbox", "multiselect", "date_input", "checkbox", "radio"),
    )
    for kind in kinds:
        for widget in page.get(kind):
            key = str(widget.key)
            if key.startswith(f"office_{form}") and key.endswith(f"_{name}"):
                return widget
    raise AssertionError(f"no field {name} in form {form}")


def words(page: AppTest) -> list[str]:
    """The sentences on the screen, outside its tables."""
    return [text.value for text in page.markdown]


def press(page: AppTest, label: str) -> AppTest:
    """Press the button with these words, and let the screen answer."""
    buttons = [button for button in page.button if button.label == label]
    assert len(buttons) == 1, [button.label for button in page.button]
    buttons[0].click()
    page.run()
    assert not page.exception
    return page


def receipts(page: AppTest) -> list[str]:
    """The receipts on the screen."""
    return [str(box.value) for box in page.success]


def refusals(page: AppTest) -> list[str]:
    """The refusals on the screen, as they read once Markdown is drawn."""
    return [str(box.value).replace("\\", "") for box in page.error]


def listed(page: AppTest) -> str:
    """The lists of links on the screen."""
    return " ".join(str(html.proto.body) for html in page.get("html"))


def table_text(page: AppTest) -> str:
    """Everything in the tables of the screen."""
    return " ".join(str(cell) for table in page.table for cell in table.value.to_numpy().flat)


def counted(page: AppTest) -> dict[str, dict[str, str]]:
    """The table of the read log: of each colleague the number in each column."""
    body = next(one.proto.body for one in page.get("html") if "figure-table" in one.proto.body)
    titles, *lines = [re.findall(r"<t[hd][^>]*>(.*?)</t", row) for row in body.split("<tr>")[1:]]
    return {line[0]: dict(zip(titles[1:], line[1:], strict=True)) for line in lines}


# --- who gets in ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Samira", "Fatima", "Willem", "Anneke", "Dirk"])
def test_whoever_is_not_beheerder_sees_only_that_it_is_not_here(look: Screen, name: str) -> None:
    for tab in TABS:
        page = look(name, tab)
        assert refusals(page) == [NotHere.default]
        assert not page.table
        assert not page.button
        assert not page.text_input


def test_a_stranger_is_stopped_on_the_first_line(shared: Cast) -> None:
    state.use(shared.store)
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    page.user = {"session": "made-up"}
    page.run()
    assert not page.title
    assert not page.table
    state.use(None)


def test_every_tab_opens_for_the_beheerder(look: Screen) -> None:
    for tab in TABS:
        page = look(tab=tab)
        assert not page.exception
        assert not page.error
        assert page.title[0].value == "Beheer"


def test_a_beheerder_sees_nothing_of_a_case(cast: Cast, screen: Screen) -> None:
    cast.case(what="Dit is heel vertrouwelijk.")
    for tab in TABS:
        page = screen(tab=tab)
        whole = f"{page.main} {table_text(page)}"
        assert "vertrouwelijk" not in whole


# --- Klassen -------------------------------------------------------------------------------------


def test_a_new_class_is_listed_with_its_team(cast: Cast, screen: Screen) -> None:
    page = screen()
    field(page, "class", "name").input("2D")
    field(page, "class", "year_group").select("2")
    field(page, "class", "team").select("onderbouw")
    press(page, "Klas toevoegen")
    assert receipts(page) == ["Klas 2D staat in 2026-2027, bij team onderbouw."]
    new_class = next(c for c in cast.store.school.classes("2026-2027") if c.name == "2D")
    assert (new_class.year_group, new_class.team_name) == (2, "onderbouw")
    assert "2D" in table_text(page)
    assert field(page, "class", "name").value == ""


def test_a_class_that_is_there_already_is_refused_with_all_that_was_typed(
    shared: Cast, look: Screen
) -> None:
    page = look()
    field(page, "class", "name").input("2b")
    field(page, "class", "year_group").select("2")
    field(page, "class", "team").select("onderbouw")
    press(page, "Klas toevoegen")
    assert refusals(page) == ["In 2026-2027 is er al een klas 2b."]
    assert field(page, "class", "name").value == "2b"
    assert field(page, "class", "year_group").value == "2"
    assert field(page, "class", "team").value == "onderbouw"
    assert len(shared.store.school.classes("2026-2027")) == 3


def test_a_class_without_year_group_or_team_is_refused(look: Screen) -> None:
    page = look()
    field(page, "class", "name").input("2D")
    press(page, "Klas toevoegen")
    assert refusals(page) == ["Vul een team in."]
    field(page, "class", "team").select("onderbouw")
    press(page, "Klas toevoegen")
    assert refusals(page) == ["Kies een leerjaar uit de lijst."]


def test_a_year_without_classes_says_so_and_takes_over_those_of_the_year_before(
    cast: Cast, screen: Screen
) -> None:
    office = cast.desk("Ineke").office
    office.add_school_year(office.next_year())
    page = screen(jaar=NEXT_YEAR)
    assert "nog geen klassen" in str(page.info[0].value)
    press(page, "Klassen van 2026-2027 overnemen")
    assert receipts(page) == ["3 klassen staan nu ook in 2027-2028."]
    assert [c.name for c in cast.store.school.classes(NEXT_YEAR)] == ["2B", "2C", "4V1"]
    assert cast.store.school.class_list(cast.classes["2B"], TODAY)


def test_a_class_without_mentor_is_pointed_out(cast: Cast, screen: Screen) -> None:
    cast.store.school.add_class("2D", 2, "onderbouw", "2026-2027", cast.staff["Ineke"])
    page = screen()
    assert "2D" in str(page.info[0].value)
    assert "nog geen" in table_text(page)


def chosen(page: AppTest, label: str) -> Any:
    """The choice with these words above it."""
    boxes = [box for box in page.selectbox if box.label.replace("\\", "") == label]
    assert len(boxes) == 1, [box.label for box in page.selectbox]
    return boxes[0]


def test_several_classes_get_another_mentor_with_one_button(cast: Cast, screen: Screen) -> None:
    page = screen(wisselen="true")
    dirk, samira = cast.staff["Dirk"], cast.staff["Samira"]
    chosen(page, "2B: nu Samira el Idrissi").select(dirk)
    chosen(page, "2C: nu Joris Kuipers").select(samira)
    press(page, "Mentoren wisselen")

    assert receipts(page) == ["2B en 2C hebben vanaf vandaag een andere mentor. De zaken gaan mee."]
    school = cast.store.school
    mentors = {
        n: [m.staff_id for m in school.mentors_of(cast.classes[n], TODAY)] for n in ("2B", "2C")
    }
    assert mentors == {"2B": [dirk], "2C": [samira]}
    assert chosen(page, "2B: nu Dirk Prins").value is None
    assert "Dirk Prins" in table_text(page)


def test_the_receipt_of_a_change_of_mentors_says_which_role_waits(
    cast: Cast, screen: Screen
) -> None:
    choose_password(cast.store, cast.staff["Dirk"], PASSWORD)
    cast.store.school.assign(cast.staff["Dirk"], Assignment(Role.ADMIN), "")
    page = screen(wisselen="true")
    chosen(page, "2B: nu Samira el Idrissi").select(cast.staff["Ineke"])
    press(page, "Mentoren wisselen")
    assert receipts(page) == [
        "De wisseling van 2B is vastgelegd, vanaf vandaag. Wie het was, is dat dan niet meer. De "
        "rol van Ineke Hofman (mentor van 2B) wacht tot een andere beheerder haar toestaat; bij "
        "Medewerkers staat wie dat kan."
    ]


def test_a_mentor_changes_on_a_day_to_come_and_the_list_is_of_that_day(
    cast: Cast, screen: Screen
) -> None:
    page = screen(wisselen="true")
    field(page, "mentors", "starts_on").set_value(date(2027, 1, 11)).run()
    chosen(page, "2B: nu Samira el Idrissi").select(cast.staff["Dirk"])
    press(page, "Mentoren wisselen")

    assert receipts(page) == [
        "2B heeft vanaf maandag 11 januari 2027 een andere mentor. De zaken gaan mee."
    ]
    assert cast.actor("Samira").has(Role.MENTOR)
    chosen(page, "2B: nu Samira el Idrissi")
    field(page, "mentors", "starts_on").set_value(date(2027, 1, 11)).run()
    chosen(page, "2B: nu Dirk Prins")


def test_a_mentor_change_without_a_choice_or_a_day_is_refused(shared: Cast, look: Screen) -> None:
    page = look(wisselen="true")
    press(page, "Mentoren wisselen")
    assert refusals(page) == ["Kies bij minstens één klas de nieuwe mentor."]
    field(page, "mentors", "starts_on").set_value(date(2026, 7, 31)).run()
    chosen(page, "2B: nog geen mentor").select(shared.staff["Dirk"])
    press(page, "Mentoren wisselen")
    assert refusals(page) == [
        "De eerste dag ligt niet in schooljaar 2026-2027, dat loopt van 1-8-2026 tot en met "
        "31-7-2027."
    ]
    assert shared.actor("Samira").has(Role.MENTOR)


def test_somebody_who_became_mentor_meanwhile_is_not_put_aside(cast: Cast, screen: Screen) -> None:
    page = screen(wisselen="true")
    chosen(page, "2B: nu Samira el Idrissi").select(cast.staff["Dirk"])
    change = MentorChange(cast.classes["2B"], cast.staff["Samira"], cast.staff["Joris"])
    cast.desk("Ineke").office.handover.change_mentors([change], TODAY)
    press(page, "Mentoren wisselen")
    assert "De mentor van 2B is op die dag een ander" in refusals(page)[0]
    assert not cast.actor("Dirk").has(Role.MENTOR)


# --- Leerlingen ----------------------------------------------------------------------------------


def pupils_of(cast: Cast, class_name: str, day: date = TODAY) -> list[str]:
    pupils = cast.store.school.class_list(cast.classes[class_name], day)
    return [pupil.name.full for pupil in pupils]


def test_several_pupils_are_added_at_once(cast: Cast, screen: Screen) -> None:
    page = screen(tab="Leerlingen", klas=cast.classes["2C"])
    field(page, "pupils", "pupils").input("Amir; El Idrissi\n\nJip\tvan den Berg\n")
    press(page, "Leerlingen toevoegen")
    assert receipts(page) == ["2 leerlingen toegevoegd aan 2C."]
    assert pupils_of(cast, "2C") == [
        "Amir El Idrissi",
        "Jip van den Berg",
        "Lotte Smit",
        "Sem Jansen",
    ]
    assert "Jip van den Berg" in listed(page)
    assert field(page, "pupils", "pupils").value == ""


def test_one_wrong_line_stores_nobody_and_is_named_by_its_number(
    shared: Cast, look: Screen
) -> None:
    typed = "Amir; El Idrissi\nzonder puntkomma\n ; \nSem; Jansen\namir; el idrissi"
    page = look(tab="Leerlingen", klas=shared.classes["2C"])
    field(page, "pupils", "pupils").input(typed)
    press(page, "Leerlingen toevoegen")
    refusal = refusals(page)[0]
    assert refusal.startswith("Er is nog niets opgeslagen.")
    for number in ("Regel 2:", "Regel 3:", "Regel 4:", "Regel 5:"):
        assert number in refusal
    assert "Regel 1:" not in refusal
    assert field(page, "pupils", "pupils").value == typed
    assert pupils_of(shared, "2C") == ["Lotte Smit", "Sem Jansen"]


def test_a_first_day_outside_the_school_year_stores_nobody(shared: Cast, look: Screen) -> None:
    page = look(tab="Leerlingen", klas=shared.classes["2C"])
    field(page, "pupils", "pupils").input("Amir; El Idrissi\nJip; van den Berg")
    field(page, "pupils", "starts_on").set_value(date(2026, 7, 1))
    press(page, "Leerlingen toevoegen")
    assert refusals(page) == [
        "De eerste dag ligt niet in schooljaar 2026-2027, dat loopt van 1-8-2026 tot en met "
        "31-7-2027."
    ]
    assert len(pupils_of(shared, "2C")) == 2


def test_an_empty_class_starts_at_the_beginning_of_the_year(cast: Cast, screen: Screen) -> None:
    new_class = cast.store.school.add_class("2D", 2, "onderbouw", "2026-2027", cast.staff["Ineke"])
    page = screen(tab="Leerlingen", klas=new_class)
    assert "nog geen leerlingen" in str(page.info[0].value)
    assert field(page, "pupils", "starts_on").value == YEAR_STARTS_ON


def test_names_that_look_like_code_are_names(cast: Cast, screen: Screen) -> None:
    page = screen(tab="Leerlingen", klas=cast.classes["2C"])
    field(page, "pupils", "pupils").input("<script>; =1+1\n![x](//elders/x.png); مريم 😀")
    press(page, "Leerlingen toevoegen")
    assert "<script> =1+1" in pupils_of(cast, "2C")
    assert "&lt;script&gt;" in listed(page)


def test_a_name_can_be_corrected_and_the_former_one_stays_in_the_list(
    cast: Cast, screen: Screen
) -> None:
    page = screen(tab="Leerlingen", leerling=cast.pupils["Noor"])
    field(page, "pupil_name", "given").input("Noortje")
    field(page, "pupil_name", "family").input("  de   Vries ")
    field(page, "pupil_name", "kind").set_value("corrected")
    press(page, "Naam vastleggen")
    assert "Noortje de Vries" in receipts(page)[0]
    assert "Noortje de Vries" in pupils_of(cast, "2B")
    assert "Noor Visser" in table_text(page)
    assert "verbeterd" in table_text(page)


def test_a_name_is_not_emptied_and_says_why_it_changes(shared: Cast, look: Screen) -> None:
    page = look(tab="Leerlingen", leerling=shared.pupils["Noor"])
    field(page, "pupil_name", "given").input("Noortje")
    press(page, "Naam vastleggen")
    assert refusals(page) == ["Kies waarom de naam verandert."]
    field(page, "pupil_name", "kind").set_value("corrected")
    field(page, "pupil_name", "given").input("   ")
    field(page, "pupil_name", "family").input("   ")
    press(page, "Naam vastleggen")
    assert refusals(page) == ["Vul een voornaam of een achternaam in."]
    assert "Noor Visser" in pupils_of(shared, "2B")


def test_a_number_is_kept_with_its_zeros(cast: Cast, screen: Screen) -> None:
    page = screen(tab="Leerlingen", leerling=cast.pupils["Noor"])
    field(page, "pupil_details", "number").input(" 00417 ")
    field(page, "pupil_details", "birth_date").set_value(date(2012, 3, 4))
    press(page, "Gegevens bewaren")
    assert receipts(page) == ["Bewaard bij Noor Visser: leerlingnummer 00417."]
    assert cast.store.school.pupil_details(cast.pupils["Noor"]).birth_date == date(2012, 3, 4)


def test_a_pupil_is_found_by_typing(shared: Cast, look: Screen) -> None:
    page = look(tab="Leerlingen")
    page.text_input(key="office_search_pupils").input("viss").run()
    assert "Noor Visser" in listed(page)
    page.text_input(key="office_search_pupils").input("zzz").run()
    assert any("Niemand gevonden" in info.value for info in page.info)


def test_two_records_become_one_and_are_taken_apart(cast: Cast, screen: Screen) -> None:
    twin = cast.store.school.add_pupil(
        PersonName("Noortje", "Visser"), cast.classes["2C"], YEAR_STARTS_ON, cast.staff["Ineke"]
    )
    page = screen(tab="Leerlingen", leerling=cast.pupils["Noor"])
    page.text_input(key="office_search_double").input("noortje").run()
    chosen(page, "Dit is dezelfde leerling").select(twin).run()
    assert "Noortje Visser" in table_text(page)
    press(page, "Samenvoegen tot één leerling")
    assert "zijn nu één leerling: Noor Visser" in receipts(page)[0]
    assert cast.store.school.merged_pupils() == {twin: cast.pupils["Noor"]}
    press(page, "Uit elkaar halen")
    assert receipts(page) == ["Noortje Visser staat weer apart: klas 2C."]
    assert cast.store.school.merged_pupils() == {}


def test_a_leaving_is_taken_back(cast: Cast, screen: Screen) -> None:
    page = screen(tab="Leerlingen", leerling=cast.pupils["Noor"])
    field(page, "pupil_goes", "last_day").set_value(date(2026, 11, 20))
    press(page, "Vertrek vastleggen")
    assert receipts(page) == ["Noor Visser is op school tot en met vrijdag 20 november 2026."]
    press(page, "Vertrek terugnemen")
    assert receipts(page) == ["Noor Visser blijft op school en zit in 2B."]


def test_who_was_entered_by_mistake_goes_and_who_is_in_a_case_stays(
    cast: Cast, screen: Screen
) -> None:
    cast.case(target="Noor", displaying="")
    page = screen(tab="Leerlingen", leerling=cast.pupils["Noor"])
    press(page, "Weghalen")
    assert "blijft daarom bekend" in refusals(page)[0]
    page = screen(tab="Leerlingen", leerling=cast.pupils["Emma"])
    press(page, "Weghalen")
    assert receipts(page) == ["Emma Bakker is weggehaald."]
    assert "Emma Bakker" not in pupils_of(cast, "2B")


def test_how_long_a_draft_stays_is_a_setting_of_the_school(cast: Cast, screen: Screen) -> None:
    page = screen(tab=YEARS)
    assert field(page, "draft_days", "days").value == 30
    field(page, "draft_days", "days").set_value(7)
    press(page, "Termijn opslaan")
    assert refusals(page) == ["Kies een heel getal van 14 tot en met 90 dagen."]
    field(page, "draft_days", "days").set_value(60)
    press(page, "Termijn opslaan")
    assert receipts(page) == ["Opgeslagen: een concept blijft 60 dagen staan."]
    assert cast.store.school.draft_days() == 60


def test_what_is_chosen_stands_in_the_address_and_follows_it(cast: Cast, screen: Screen) -> None:
    page = screen(tab="Leerlingen", klas=cast.classes["2C"])
    assert chosen(page, "Klas").value == cast.classes["2C"]
    page.query_params["klas"] = cast.classes["2B"]
    page.run()
    assert chosen(page, "Klas").value == cast.classes["2B"]


def change(page: AppTest, act: str) -> None:
    groups: list[Any] = list(page.get("button_group"))
    next(group for group in groups if group.key == "office_pupil_act").set_value(act)
    page.run()


def test_pupils_move_to_another_class_from_a_day_on(cast: Cast, screen: Screen) -> None:
    page = screen(tab="Leerlingen", klas=cast.classes["2B"])
    change(page, "move")
    for first_name in ("Noor", "Emma"):
        field(page, "pupils_move", "pupils").select(cast.pupils[first_name])
    field(page, "pupils_move", "class").select(cast.classes["2C"])
    field(page, "pupils_move", "starts_on").set_value(date(2026, 12, 1))
    press(page, "Verplaatsen")
    assert receipts(page) == ["2 leerlingen zitten vanaf dinsdag 1 december 2026 in 2C."]
    assert "Noor Visser" in pupils_of(cast, "2B", date(2026, 11, 30))
    assert "Noor Visser" in pupils_of(cast, "2C", date(2026, 12, 1))
    assert "Emma Bakker" in pupils_of(cast, "2C", date(2026, 12, 1))


def test_nobody_moves_when_no_one_or_no_class_was_chosen(shared: Cast, look: Screen) -> None:
    page = look(tab="Leerlingen", klas=shared.classes["2B"])
    change(page, "move")
    press(page, "Verplaatsen")
    assert refusals(page) == ["Kies wie er naar een andere klas gaat."]
    field(page, "pupils_move", "pupils").select(shared.pupils["Noor"])
    press(page, "Verplaatsen")
    assert refusals(page) == ["Kies de klas waar het heen gaat."]
    assert field(page, "pupils_move", "pupils").value == [shared.pupils["Noor"]]


def test_a_pupil_leaves_the_school_on_a_day(cast: Cast, screen: Screen) -> None:
    page = screen(tab="Leerlingen", klas=cast.classes["2B"])
    change(page, "leave")
    field(page, "pupil_leaves", "pupil").select(cast.pupils["Daan"])
    field(page, "pupil_leaves", "last_day").set_value(date(2026, 11, 20))
    press(page, "Vertrek vastleggen")
    assert receipts(page) == ["Daan de Boer is op school tot en met vrijdag 20 november 2026."]
    assert "Daan de Boer" not in pupils_of(cast, "2B")
    assert "de Boer" not in listed(page)


def test_leaving_asks_who(shared: Cast, look: Screen) -> None:
    page = look(tab="Leerlingen", klas=shared.classes["2B"])
    change(page, "leave")
    press(page, "Vertrek vastleggen")
    assert refusals(page) == ["Kies wie er van school gaat."]


# --- Medewerkers ---------------------------------------------------------------------------------


def hire(page: AppTest, user_name: str, email: str = "") -> None:
    field(page, "staff_new", "given").input("Bram")
    field(page, "staff_new", "family").input("van Loon")
    field(page, "staff_new", "user_name").input(user_name)
    field(page, "staff_new", "email").input(email)
    press(page, "Toevoegen en uitnodigen")


def shown_link(page: AppTest) -> str:
    """The link of the invitation that stands on the screen."""
    (link,) = (code.value for code in page.code if "/uitnodiging/" in code.value)
    return str(link)


def choose_by(cast: Cast, link: str, password: str) -> str:
    """Whoever has the link chooses a password; whose it is."""
    return cast.store.accounts.redeem(link.rpartition("/")[2], password, datetime.now(UTC))


def signs_in(cast: Cast, user_name: str, password: str) -> str | None:
    return cast.store.accounts.check(user_name, password, datetime.now(UTC)).staff_id


def test_a_new_colleague_is_invited_and_is_chosen_for_the_roles(cast: Cast, screen: Screen) -> None:
    page = screen(tab="Medewerkers")
    hire(page, "bram", "B.vanLoon@School.example")
    assert receipts(page)[0].startswith("Bram van Loon staat erbij, als docent met gebruikersnaam")
    staff_id = choose_by(cast, shown_link(page), "vier woorden op een rij")
    assert signs_in(cast, "bram", "vier woorden op een rij") == staff_id
    assert staff_id in page.query_params["medewerker"]
    assert page.header[0].value == "Bram van Loon"
    assert cast.store.school.email_of(staff_id) == "b.vanloon@school.example"
    page = press(page, "Link weghalen")
    assert not page.code


def test_who_cannot_be_invited_is_not_made(
    cast: Cast, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(cast.store.school.staff(TODAY))
    page = screen(tab="Medewerkers")
    full = StoreFull()

    def refuse(*_: object, **__: object) -> None:
        raise full

    monkeypatch.setattr(cast.store.accounts, "invite", refuse)
    hire(page, "bram")
    assert refusals(page) == [full.sentence]
    assert len(cast.store.school.staff(TODAY)) == before


def test_what_is_no_address_hires_nobody(cast: Cast, screen: Screen) -> None:
    before = len(cast.store.school.staff(TODAY))
    page = screen(tab="Medewerkers")
    hire(page, "bram", "geen adres")
    assert "e-mailadres" in refusals(page)[0]
    assert field(page, "staff_new", "given").value == "Bram"
    assert len(cast.store.school.staff(TODAY)) == before


def test_a_user_name_in_use_is_refused_and_hires_nobody(shared: Cast, look: Screen) -> None:
    before = len(shared.store.school.staff(TODAY))
    page = look(tab="Medewerkers")
    hire(page, "SAMIRA")
    assert refusals(page) == ["Deze gebruikersnaam is al in gebruik. Kies een andere."]
    assert field(page, "staff_new", "family").value == "van Loon"
    assert len(shared.store.school.staff(TODAY)) == before


def give(page: AppTest, staff_id: str, role: Role) -> None:
    field(page, "which_role", staff_id).select(role).run()


def test_a_mentor_is_given_a_class(cast: Cast, screen: Screen) -> None:
    page = screen(tab="Medewerkers", medewerker=cast.staff["Dirk"])
    give(page, cast.staff["Dirk"], Role.MENTOR)
    field(page, "role_", "scope").select(cast.classes["2B"])
    press(page, "Rol geven")
    assert receipts(page) == ["Dirk Prins is mentor van 2B, vanaf nu."]
    assert cast.actor("Dirk").has(Role.MENTOR)


def test_a_coordinator_has_a_year_group_and_a_team_leader_a_team(
    cast: Cast, screen: Screen
) -> None:
    dirk = cast.staff["Dirk"]
    page = screen(tab="Medewerkers", medewerker=dirk)
    give(page, dirk, Role.COORDINATOR)
    field(page, "role_", "scope").select("4")
    press(page, "Rol geven")
    give(page, dirk, Role.TEAM_LEADER)
    field(page, "role_", "scope").select(cast.teams["bovenbouw"])
    press(page, "Rol geven")
    roles = {(a.role, a.scope) for a in cast.actor("Dirk").assignments}
    assert (Role.COORDINATOR, "4") in roles
    assert (Role.TEAM_LEADER, cast.teams["bovenbouw"]) in roles


def test_the_ondersteuningsteam_is_for_the_whole_school_with_a_last_day(
    cast: Cast, screen: Screen
) -> None:
    dirk = cast.staff["Dirk"]
    page = screen(tab="Medewerkers", medewerker=dirk)
    give(page, dirk, Role.SUPPORT_TEAM)
    field(page, "role_", "ends_on").set_value(date(2027, 7, 16))
    press(page, "Rol geven")
    assert "t/m 16 jul 2027" in receipts(page)[0]
    assignment = next(a for a in cast.actor("Dirk").assignments if a.role is Role.SUPPORT_TEAM)
    assert (assignment.scope, assignment.ends_on) == ("", date(2027, 7, 16))


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.POLICY_COORDINATOR, "coördinator pestbeleid"),
        (Role.SCHOOL_LEADER, "lid van de schoolleiding"),
    ],
)
def test_who_answers_for_the_school_gets_the_role_here_and_loses_it_here(
    cast: Cast, screen: Screen, role: Role, words: str
) -> None:
    dirk = cast.staff["Dirk"]
    page = screen(tab="Medewerkers", medewerker=dirk)
    give(page, dirk, role)
    press(page, "Rol geven")
    assert words in receipts(page)[0]
    assert cast.desk("Dirk").trends.scope.is_whole_school
    press(page, "Rol beëindigen")
    assert receipts(page)[0].startswith(f"Dirk Prins is geen {words} meer.")
    with pytest.raises(NotHere):
        _ = cast.desk("Dirk").trends


def test_a_role_without_its_class_is_refused(shared: Cast, look: Screen) -> None:
    dirk = shared.staff["Dirk"]
    page = look(tab="Medewerkers", medewerker=dirk)
    give(page, dirk, Role.MENTOR)
    press(page, "Rol geven")
    assert refusals(page) == ["Kies de klas van deze mentor."]
    assert not shared.actor("Dirk").has(Role.MENTOR)


def test_ending_a_role_ends_the_access_at_once(cast: Cast, screen: Screen) -> None:
    cast.case()
    assert cast.desk("Samira").cases.all()
    page = screen(tab="Medewerkers", medewerker=cast.staff["Samira"])
    press(page, "Rol beëindigen")
    assert receipts(page)[0].startswith("Samira el Idrissi is geen mentor van 2B meer.")
    with pytest.raises(NotHere):
        cast.desk("Samira").cases.all()


def test_a_role_can_end_later(cast: Cast, screen: Screen) -> None:
    page = screen(tab="Medewerkers", medewerker=cast.staff["Samira"])
    field(page, "role_end", "last_day").set_value(date(2027, 1, 29))
    press(page, "Rol beëindigen")
    assert receipts(page) == [
        "Samira el Idrissi is mentor van 2B tot en met vrijdag 29 januari 2027."
    ]
    assert cast.actor("Samira").has(Role.MENTOR)
    assert "t/m 29 jan 2027" in table_text(page)


def test_the_last_beheerder_keeps_the_role(shared: Cast, look: Screen) -> None:
    page = look(tab="Medewerkers", medewerker=shared.staff["Ineke"])
    press(page, "Rol beëindigen")
    assert "minstens één beheerder" in refusals(page)[0]
    assert shared.actor("Ineke").has(Role.ADMIN)
    assert "Account beëindigen" not in [button.label for button in page.button]


def test_a_role_of_next_year_is_shown_before_it_begins(cast: Cast, screen: Screen) -> None:
    office = cast.desk("Ineke").office
    office.add_school_year(office.next_year())
    first_day = date(2027, 8, 1)
    office.assign(cast.staff["Dirk"], Assignment(Role.SUPPORT_TEAM, "", first_day))
    page = screen(tab="Medewerkers", medewerker=cast.staff["Dirk"])
    assert "vanaf 1 aug 2027" in table_text(page)


def test_who_forgot_the_password_gets_a_new_invitation(cast: Cast, screen: Screen) -> None:
    dirk, forgotten = cast.staff["Dirk"], "dat ben ik helaas vergeten"
    choose_password(cast.store, dirk, forgotten)
    page = screen(tab="Medewerkers", medewerker=dirk)
    press(page, "Nieuwe uitnodiging maken")
    assert receipts(page)[0].startswith("De uitnodiging voor Dirk Prins is gemaakt.")
    assert signs_in(cast, "dirk", forgotten) == dirk
    choose_by(cast, shown_link(page), "vier woorden op een rij")
    assert signs_in(cast, "dirk", forgotten) is None
    assert signs_in(cast, "dirk", "vier woorden op een rij") == dirk


def test_a_stolen_password_ends_at_once(cast: Cast, screen: Screen) -> None:
    dirk, stolen = cast.staff["Dirk"], "dat weet nu ook een ander"
    choose_password(cast.store, dirk, stolen)
    _, session_of_dirk = state.sessions.begin(dirk, has_second_step=True)
    page = screen(tab="Medewerkers", medewerker=dirk)
    field(page, f"invite_{dirk}", "ends_password").check()
    press(page, "Nieuwe uitnodiging maken")
    assert signs_in(cast, "dirk", stolen) is None
    assert state.sessions.find_public(session_of_dirk.public_id) is None


def test_who_signed_in_a_while_ago_is_asked_for_the_own_password(
    cast: Cast, screen: Screen
) -> None:
    """What was filled in stays; after the right password the role is given."""
    dirk = cast.staff["Dirk"]
    page = screen(tab="Medewerkers", medewerker=dirk)
    (own,) = state.sessions.of(cast.staff["Ineke"])
    state.sessions._change(own.public_id, confirmed_at=datetime.now(UTC) - timedelta(hours=1))
    give(page, dirk, Role.MENTOR)
    field(page, "role_", "scope").select(cast.classes["2B"])
    press(page, "Rol geven")
    assert not cast.actor("Dirk").has(Role.MENTOR)
    prove(page, "niet het wachtwoord")
    assert "Dit wachtwoord klopt niet" in refusals(page)[0]
    assert not cast.actor("Dirk").has(Role.MENTOR)
    prove(page, PASSWORD)
    assert receipts(page) == ["Dirk Prins is mentor van 2B, vanaf nu."]
    assert cast.actor("Dirk").has(Role.MENTOR)


def prove(page: AppTest, password: str) -> None:
    (asked,) = (one for one in page.text_input if str(one.key).startswith("confirm_password"))
    asked.input(password)
    press(page, "Bevestigen en doorgaan")


def test_an_account_ends_only_with_the_tick(cast: Cast, screen: Screen) -> None:
    page = screen(tab="Medewerkers", medewerker=cast.staff["Samira"])
    press(page, "Account beëindigen")
    assert "vinkje" in refusals(page)[0]
    assert cast.actor("Samira").has(Role.MENTOR)
    field(page, "staff_end", "sure").check()
    press(page, "Account beëindigen")
    assert receipts(page)[0].startswith("Samira el Idrissi kan zich niet meer aanmelden.")
    assert "Samira" not in table_text(page)


def test_nobody_ends_the_own_account(shared: Cast) -> None:
    with pytest.raises(Exception, match="eigen account"):
        shared.desk("Ineke").office.end_staff(shared.staff["Ineke"])


# --- Schooljaar en vrije dagen -------------------------------------------------------------------


def test_free_days_of_the_school_stop_the_clock(cast: Cast, screen: Screen) -> None:
    studiedag = date(2026, 12, 4)
    assert cast.store.school.school_days().is_school_day(studiedag)
    page = screen(tab=SCHOOL)
    field(page, "free_days", "name").input("Studiedag")
    field(page, "free_days", "first").set_value(studiedag)
    field(page, "free_days", "last").set_value(studiedag)
    press(page, "Vrije dagen toevoegen")
    assert receipts(page) == ["Studiedag staat in de kalender: 4 dec 2026."]
    assert not cast.store.school.school_days().is_school_day(studiedag)
    assert "Studiedag" in table_text(page)
    press(page, "Weghalen")
    assert cast.store.school.school_days().is_school_day(studiedag)
    assert "Studiedag" not in table_text(page)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (None, None, "Kies de eerste vrije dag."),
        (date(2026, 12, 4), None, "Kies de laatste vrije dag; bij één dag is dat dezelfde."),
        (date(2026, 12, 4), date(2026, 12, 3), "De laatste vrije dag ligt voor de eerste."),
    ],
)
def test_free_days_the_wrong_way_round_are_refused(
    look: Screen, first: date | None, last: date | None, sentence: str
) -> None:
    page = look(tab=SCHOOL)
    field(page, "free_days", "name").input("Studiedag")
    field(page, "free_days", "first").set_value(first)
    field(page, "free_days", "last").set_value(last)
    press(page, "Vrije dagen toevoegen")
    assert refusals(page) == [sentence]
    assert field(page, "free_days", "name").value == "Studiedag"


def test_exact_figures_for_who_leads_are_turned_off_and_on_again(
    cast: Cast, screen: Screen
) -> None:
    page = screen(tab="Schooljaar en vrije dagen")
    assert any("Een mentor ziet de cijfers van de eigen klas altijd." in w for w in words(page))
    assert "Nu: **aan**" in words(page)
    press(page, "Uitzetten")
    assert receipts(page)[0].startswith("Uitgezet: wie leidinggeeft")
    assert "Nu: **uit**" in words(page)
    assert not cast.store.school.leaders_see_exact_figures()
    assert not cast.desk("Willem").trends.is_exact(Way.SCREEN)
    press(page, "Aanzetten")
    assert receipts(page)[0].startswith("Aangezet: wie leidinggeeft")
    assert cast.desk("Willem").trends.is_exact(Way.SCREEN)


def test_the_coming_holidays_are_those_of_the_region(screen: Screen) -> None:
    page = screen(tab=SCHOOL)
    assert "19 dec 2026 t/m 3 jan 2027" in table_text(page)
    field(page, "school", "region").select("Zuid")
    press(page, "Opslaan")
    assert receipts(page) == ["Opgeslagen: Het Lindelyceum, vakanties van regio Zuid."]
    # rijksoverheid.nl: voorjaarsvakantie 2027 in regio Zuid is 13 t/m 21 februari.
    assert "13 feb t/m 21 feb 2027" in table_text(page)


def test_the_name_of_the_school_is_not_emptied(shared: Cast, look: Screen) -> None:
    page = look(tab=SCHOOL)
    field(page, "school", "name").input(" ")
    press(page, "Opslaan")
    assert refusals(page) == ["Vul een naam van de school in."]
    assert shared.store.school.school_name() == "Het Lindelyceum"


def test_the_next_school_year_follows_the_last(cast: Cast, screen: Screen) -> None:
    page = screen(tab=SCHOOL)
    press(page, "Schooljaar 2027-2028 toevoegen")
    assert receipts(page)[0].startswith("Schooljaar 2027-2028 is toegevoegd.")
    added = cast.store.school.school_years()[-1]
    assert (added.starts_on, added.ends_on) == (date(2027, 8, 1), date(2028, 7, 31))
    assert "Schooljaar 2028-2029 toevoegen" in [button.label for button in page.button]


# --- Leeslog -------------------------------------------------------------------------------------


YEARS = "Schooljaar en vrije dagen"


def next_year(cast: Cast, *names: str) -> dict[str, str]:
    """Next year with these classes; their ids by name."""
    office = cast.desk("Ineke").office
    office.add_school_year(office.next_year())
    return {name: office.add_class(name, int(name[0]), "onderbouw", NEXT_YEAR) for name in names}


def test_the_turn_of_the_year_says_what_has_to_be_there_first(cast: Cast, screen: Screen) -> None:
    page = screen(tab=YEARS)
    assert any("voeg eerst het volgende schooljaar toe" in text.value for text in page.markdown)
    next_year(cast)
    page = screen(tab=YEARS)
    assert any("In 2027-2028 zijn nog geen klassen" in text.value for text in page.markdown)


def test_all_pupils_go_to_their_next_class_with_one_button(cast: Cast, screen: Screen) -> None:
    classes = next_year(cast, "3B", "3D", "5V1")
    page = screen(tab=YEARS)
    assert chosen(page, "2B, 4 leerlingen").value == classes["3B"]
    assert chosen(page, "2C, 2 leerlingen").value == "later"
    chosen(page, "2C, 2 leerlingen").select(classes["3B"]).run()
    chosen(page, "4V1, 1 leerling").select("leaves").run()
    preview = next(table.value for table in page.table if "Komt erbij" in table.value)
    assert preview.iloc[0].tolist() == ["3B", "0", "6", "6"]
    assert any(text.value == "Van school: 1 leerling." for text in page.markdown)
    press(page, "Leerlingen overzetten")

    assert receipts(page) == ["7 leerlingen overgezet naar 2027-2028."]
    there = cast.store.school.class_list(classes["3B"], date(2027, 8, 1))
    assert {pupil.name.given for pupil in there} == {
        "Noor",
        "Daan",
        "Yusuf",
        "Emma",
        "Sem",
        "Lotte",
    }
    assert any("zijn overgezet" in text.value for text in page.markdown)
    assert ["In 2027-2028 nog zonder mentor: 3B, 3D en 5V1" in box.value for box in page.info] == [
        True
    ]


def test_a_class_that_waits_is_named_and_can_follow(cast: Cast, screen: Screen) -> None:
    classes = next_year(cast, "3B", "5V1")
    page = screen(tab=YEARS)
    press(page, "Leerlingen overzetten")
    assert receipts(page) == ["5 leerlingen overgezet naar 2027-2028. Nog niet overgezet: 2C."]
    press(page, "Leerlingen overzetten")
    assert refusals(page) == ["Kies bij minstens één klas waar de leerlingen heen gaan."]
    chosen(page, "2C, 2 leerlingen").select(classes["3B"])
    press(page, "Leerlingen overzetten")
    assert receipts(page) == ["2 leerlingen overgezet naar 2027-2028."]


def test_the_turn_can_be_done_after_the_new_year_began(
    cast: Cast, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_year(cast, "3B", "3C", "5V1")
    office = cast.desk("Ineke").office
    office.add_school_year(office.next_year())
    monkeypatch.setattr(session, "today", lambda: date(2027, 9, 6))
    page = screen(tab=YEARS)
    assert chosen(page, "Welk jaar?").value == "2026-2027"
    press(page, "Leerlingen overzetten")
    assert receipts(page) == ["7 leerlingen overgezet naar 2027-2028."]
    assert any("zijn overgezet" in text.value for text in page.markdown)
    chosen(page, "Welk jaar?").select("2027-2028").run()
    assert any("In 2028-2029 zijn nog geen klassen" in text.value for text in page.markdown)


def test_the_read_log_tells_a_beheerder_how_often_and_no_case(cast: Cast, screen: Screen) -> None:
    receipt = cast.case(what="Dit is heel vertrouwelijk.")
    cast.desk("Samira").cases.open(receipt.subject_id)
    cast.desk("Samira").cases.printed(receipt.subject_id)
    cast.desk("Willem").trends.log_exact_look()
    page = screen(tab="Leeslog")
    rows = counted(page)
    assert rows["Samira el Idrissi"] == {
        "Dagen": "1",
        "Geopend": "1",
        "Afgedrukt of meegenomen": "1",
        "Cijfers": "–",
    }
    assert rows["Willem van Dam"]["Cijfers"] == "1"
    shown = f"{rows} {page.main}"
    assert not any(word in shown for word in ("2026-", "Noor", "vertrouwelijk"))


def test_days_without_a_visit_say_so(screen: Screen) -> None:
    page = screen(tab="Leeslog")
    page.date_input(key="tot").set_value(date(2026, 11, 20)).run()
    assert "heeft niemand iets geopend" in str(page.info[0].value)


def test_the_wrong_way_round_is_refused_in_the_read_log(look: Screen) -> None:
    page = look(tab="Leeslog")
    page.date_input(key="van").set_value(date(2026, 11, 24)).run()
    assert refusals(page) == ["De laatste dag ligt voor de eerste. Draai ze om."]


# --- pressing twice ------------------------------------------------------------------------------


def test_a_second_press_of_the_same_form_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pressed: list[str] = []
    monkeypatch.setattr(form_keys, "form_key", lambda _: "the key of the next form")

    def save(_: Desk) -> str:
        pressed.append("again")
        return "stored"

    storing.store("office_staff_new", "the key of the form that was stored", save)
    assert pressed == []
