"""Beheer: the dates of a year, free days from a list, a file or by custom, and stand-ins."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from casework.own_time import Away
from tests.cast import TODAY, Cast
from tests.pages.test_beheer import at_tab, field, words
from ui.office import free_days

SCHOOL, STAFF = "Schooljaar en vrije dagen", "Medewerkers"
FRIDAY = date(2026, 12, 4)
Screen = Callable[..., AppTest]

CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//School//NL\r\n"
    "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20270201\r\nDTEND;VALUE=DATE:20270203\r\n"
    "SUMMARY:Studiedagen (leerlingen vrij)\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20270311\r\nSUMMARY:Open dag\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:3\r\nDTSTART;VALUE=DATE:20261219\r\nDTEND;VALUE=DATE:20270104\r\n"
    "SUMMARY:Kerstvakantie\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:4\r\nDTSTART:20270310T190000\r\nDTEND:20270310T210000\r\n"
    "SUMMARY:Ouderavond\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def screen(own_school: Cast) -> Screen:
    """Opens the page as somebody of the cast, at one tab."""
    return partial(at_tab, own_school)


@pytest.fixture
def school(own_school: Cast) -> Cast:
    """The school that is looked at."""
    return own_school


def press(page: AppTest, label: str, place: int = 0) -> AppTest:
    buttons = [button for button in page.button if button.label == label]
    buttons[place].click().run()
    assert not page.exception
    return page


def said(page: AppTest) -> str:
    shown = (*page.markdown, *page.caption, *page.success, *page.warning, *page.error, *page.info)
    return " ".join(str(one.value) for one in shown)


class File:
    """What the uploader hands over."""

    def __init__(self, content: str) -> None:
        self._content = content.encode()

    def getvalue(self) -> bytes:
        return self._content


@pytest.fixture
def uploaded(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """As if this file was chosen."""

    def choose(content: str) -> None:
        file: Any = File(content)
        monkeypatch.setattr(free_days.st, "file_uploader", lambda *_, **__: file)

    return choose


# --- the year -------------------------------------------------------------------------------------


def test_a_school_year_gets_other_days(school: Cast, screen: Screen) -> None:
    page = screen(tab=SCHOOL)
    field(page, "year_dates", "starts_on").set_value(date(2026, 8, 24))
    field(page, "year_dates", "ends_on").set_value(date(2027, 7, 9))
    press(page, "Dagen opslaan")

    [year] = school.desk("Ineke").office.school_years()
    assert (year.starts_on, year.ends_on) == (date(2026, 8, 24), date(2027, 7, 9))
    assert "loopt nu van 24 augustus 2026 tot en met 9 juli 2027" in said(page)


def test_days_that_cannot_be_are_refused_at_the_field(school: Cast, screen: Screen) -> None:
    page = screen(tab=SCHOOL)
    field(page, "year_dates", "ends_on").set_value(date(2026, 7, 9))
    press(page, "Dagen opslaan")

    assert "eindigt voordat het begint" in said(page)
    assert school.desk("Ineke").office.school_years()[0].ends_on == date(2027, 7, 31)


# --- free days ------------------------------------------------------------------------------------


def test_what_most_schools_have_free_is_asked_and_taken_over(school: Cast, screen: Screen) -> None:
    page = screen(tab=SCHOOL)
    assert [box.label for box in page.checkbox][:2] == [
        "Tweede week meivakantie · 3 mei t/m 7 mei 2027",
        "Vrijdag na Hemelvaart · 7 mei 2027",
    ]
    press(page, "Overnemen")

    assert school.desk("Ineke").office.free_days() == [
        (date(2027, 5, 3), date(2027, 5, 7), "Tweede week meivakantie")
    ]
    assert "Overgenomen als vrij: 3 mei t/m 7 mei 2027" in said(page)
    assert "Zijn jullie dan ook vrij?" not in " ".join(words(screen(tab=SCHOOL)))


def test_the_calendar_of_the_school_is_shown_first_and_only_what_is_ticked_is_free(
    school: Cast, screen: Screen, uploaded: Callable[[str], None]
) -> None:
    uploaded(CALENDAR)
    page = screen(tab=SCHOOL)

    ticks = [box for box in page.checkbox if "Studiedagen" in str(box.label)]
    assert [(box.label, box.value) for box in ticks] == [
        ("Studiedagen (leerlingen vrij) · 1 feb t/m 2 feb 2027", True)
    ]
    assert "1 dag of periode is al vrij" in said(page)
    assert "1 afspraak duurt korter dan een schooldag" in said(page)
    assert school.desk("Ineke").office.free_days() == []

    press(page, "Overnemen", place=1)
    assert school.desk("Ineke").office.free_days() == [
        (date(2027, 2, 1), date(2027, 2, 2), "Studiedagen (leerlingen vrij)")
    ]
    again = screen(tab=SCHOOL)
    assert not [box for box in again.checkbox if "Studiedagen" in str(box.label)]
    assert "2 dagen of periodes zijn al vrij" in said(again)


def test_what_did_not_seem_free_can_be_chosen_as_well(
    school: Cast, screen: Screen, uploaded: Callable[[str], None]
) -> None:
    uploaded(CALENDAR)
    page = screen(tab=SCHOOL)
    tick = next(box for box in page.checkbox if "Studiedagen" in str(box.label))
    tick.uncheck()
    other = next(one for one in page.multiselect if str(one.key).endswith("others"))
    assert other.options == ["Open dag · 11 mrt 2027"]
    other.set_value([0])
    press(page, "Overnemen", place=1)

    [(first, _, name)] = school.desk("Ineke").office.free_days()
    assert (first, name) == (date(2027, 3, 11), "Open dag")


def test_a_file_that_is_no_calendar_gets_a_sentence(
    screen: Screen, uploaded: Callable[[str], None]
) -> None:
    uploaded("<html><body>Agenda</body></html>")

    assert "Dit is een webpagina en geen agendabestand." in said(screen(tab=SCHOOL))


def test_a_pasted_list_is_shown_first(school: Cast, screen: Screen) -> None:
    page = screen(tab=SCHOOL)
    lines = field(page, "pasted_days", "lines")
    lines.input("1-2-2027 Studiedag\nmorgen vrij").run()
    assert "Regel 2: schrijf bijvoorbeeld" in said(page)

    field(page, "pasted_days", "lines").input("1-2-2027 Studiedag").run()
    assert school.desk("Ineke").office.free_days() == []
    press(page, "Overnemen", place=1)
    assert school.desk("Ineke").office.free_days() == [
        (date(2027, 2, 1), date(2027, 2, 1), "Studiedag")
    ]


def test_until_when_the_vacations_are_known_is_always_said(screen: Screen) -> None:
    assert "De schoolvakanties zijn bekend tot en met 31 december" in said(screen(tab=SCHOOL))


# --- stand-ins and working days -------------------------------------------------------------------


def unfolded(school: Cast, name: str, box: str) -> AppTest:
    """The card of a colleague with one of its parts open."""
    staff_id = school.staff[name]
    page = at_tab(school, tab=STAFF, medewerker=staff_id)
    page.session_state[f"office_{box}_{staff_id}"] = True
    page.run()
    assert not page.exception
    return page


def test_a_mentor_gets_a_stand_in_until_a_day(school: Cast) -> None:
    page = unfolded(school, "Samira", "stand_in")
    form = f"stand_in_{school.staff['Samira']}"
    field(page, form, "stand_in").set_value(school.staff["Dirk"])
    field(page, form, "last").set_value(FRIDAY)
    press(page, "Vervanger vastleggen")

    [held] = school.desk("Ineke").office.time.stand_ins()
    assert (held.staff_id, held.starts_on, held.ends_on) == (school.staff["Dirk"], TODAY, FRIDAY)
    assert "als mentor van 2B tot en met 4 december 2026." in said(page)

    press(at_tab(school, tab=STAFF), "Nu beëindigen")
    assert school.desk("Ineke").office.time.stand_ins() == []


def test_a_beheerder_who_stands_in_is_told_and_the_receipt_says_so(school: Cast) -> None:
    page = unfolded(school, "Samira", "stand_in")
    form = f"stand_in_{school.staff['Samira']}"
    field(page, form, "stand_in").set_value(school.staff["Ineke"])
    field(page, form, "last").set_value(date(2026, 12, 18))
    page = press(page, "Vervanger vastleggen")
    assert "Wie het aangaat, ziet dit op Vandaag." in " ".join(one.value for one in page.success)


def test_without_a_last_day_or_a_colleague_there_is_no_stand_in(school: Cast) -> None:
    page = press(unfolded(school, "Samira", "stand_in"), "Vervanger vastleggen")
    assert "Kies wie de klas zo lang overneemt." in said(page)

    form = f"stand_in_{school.staff['Samira']}"
    field(page, form, "stand_in").set_value(school.staff["Dirk"])
    assert "Kies de laatste dag." in said(press(page, "Vervanger vastleggen"))
    assert school.desk("Ineke").office.time.stand_ins() == []


def test_who_is_no_mentor_has_no_stand_in(school: Cast) -> None:
    page = at_tab(school, tab=STAFF, medewerker=school.staff["Dirk"])

    assert "Vervanger" not in [fold.label for fold in page.expander]


def test_working_days_and_days_away_of_a_colleague(school: Cast) -> None:
    page = unfolded(school, "Samira", "working")
    pills = next(one for one in page.get("button_group") if "working_days" in str(one.key))
    pills.set_value(["0", "1"])
    press(page, "Werkdagen opslaan")
    assert school.desk("Samira").own_time.working_time().weekdays == {0, 1}

    page = unfolded(school, "Samira", "working")
    form = f"away_{school.staff['Samira']}"
    field(page, form, "first").set_value(TODAY)
    field(page, form, "last").set_value(FRIDAY)
    press(page, "Afwezigheid opslaan")
    assert school.desk("Samira").own_time.working_time().away == (Away(TODAY, FRIDAY),)
    press(unfolded(school, "Samira", "working"), "Weghalen")
    assert school.desk("Samira").own_time.working_time().away == ()
