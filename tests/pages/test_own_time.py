"""Own time on the screens: working days, a stand-in, and the days between two school years."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from casework.records import SchoolYear
from casework.signals.signal import NewSignal
from tests.cast import TODAY, YEAR_STARTS_ON, Cast
from tests.pages.conftest import Open, open_screen
from tests.pages.test_vandaag import texts
from ui import session
from ui.agenda import own_time

FRIDAY = date(2026, 12, 4)
NEXT_YEAR = SchoolYear("2027-2028", date(2027, 8, 23), date(2028, 7, 14))


def html(app: AppTest) -> str:
    return " ".join(str(one.proto.body) for one in app.get("html"))


def unfolded(app: AppTest) -> AppTest:
    app.session_state[own_time.BOX] = True
    app.run()
    assert not app.exception
    return app


def test_a_mentor_says_on_which_days_and_reads_it_back(opened: Open, school: Cast) -> None:
    app = unfolded(opened("Samira"))
    pills = next(one for one in app.get("button_group") if "weekdays" in str(one.key))
    assert list(pills.value) == ["0", "1", "2", "3", "4"]

    pills.set_value(["0", "1", "3"])
    next(b for b in app.button if b.label == "Werkdagen opslaan").click().run()

    assert not app.exception
    assert school.desk("Samira").own_time.working_time().weekdays == {0, 1, 3}
    assert "Opgeslagen: je werkt op maandag, dinsdag en donderdag." in texts(app)


def test_days_away_are_kept_shown_and_taken_away_again(opened: Open, school: Cast) -> None:
    app = unfolded(opened("Samira"))
    next(d for d in app.date_input if "_last" in str(d.key)).set_value(FRIDAY)
    next(b for b in app.button if b.label == "Afwezigheid opslaan").click().run()

    assert not app.exception
    [away] = school.desk("Samira").own_time.working_time().away
    assert (away.first, away.last) == (TODAY, FRIDAY)
    assert "van 23 nov tot en met 4 dec" in texts(app)
    next(b for b in unfolded(app).button if b.label == "Weghalen").click().run()
    assert school.desk("Samira").own_time.working_time().away == ()


def test_what_is_due_on_a_day_off_is_shown_on_the_last_working_day_before_it(
    opened: Open, school: Cast
) -> None:
    school.case()
    [first] = [i for i in school.desk("Samira").agenda.items() if i.step_id == "talk_target"]
    assert first.due_on is not None
    off = first.due_on.weekday()
    school.desk("Samira").own_time.set_working_days(set(range(5)) - {off}, form_key=str(uuid4()))
    [line] = [i for i in school.desk("Samira").agenda.items() if i.step_id == "talk_target"]
    assert line.due_on == first.due_on
    assert line.work_by is not None
    assert line.work_by < first.due_on

    page = html(opened("Samira"))

    assert "dag werk je niet: " in page
    assert "is je laatste dag ervoor" in page


def test_a_stand_in_reads_for_whom_and_the_mentor_reads_who(opened: Open, school: Cast) -> None:
    school.desk("Ineke").office.time.add_stand_in(
        school.staff["Dirk"], school.classes["2B"], school.staff["Samira"], TODAY, FRIDAY
    )

    assert "Je vervangt Samira el Idrissi als mentor van 2B, tot en met 4 december 2026." in texts(
        opened("Dirk")
    )
    assert "vervangt je als mentor van 2B, tot en met 4 december 2026." in texts(opened("Samira"))


def test_who_leads_reads_that_the_mentor_is_not_there_today(opened: Open, school: Cast) -> None:
    school.desk("Samira").own_time.add_away(TODAY, TODAY, form_key=str(uuid4()))

    page = texts(opened("Fatima", "klas", klas=school.classes["2B"]))

    assert "Samira el Idrissi werkt vandaag niet; dinsdag 24 november 2026 weer." in page
    case_id = school.case().subject_id
    assert "Samira el Idrissi werkt vandaag niet" in html(opened("Samira", "zaak", zaak=case_id))


def test_what_is_due_after_the_last_known_vacation_says_so(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = school.desk("Samira").school.vacations_known_until()
    school.case()
    assert "kent het programma de vakanties" not in texts(opened("Samira"))

    last_days = known - timedelta(days=2)
    monkeypatch.setattr(session, "today", lambda: last_days)
    replace(school, today=last_days).case(target="Emma", displaying="Yusuf")
    assert f"Van de dagen na 31 december {known.year} kent het programma" in texts(opened("Samira"))


# --- between two school years ---------------------------------------------------------------------


@pytest.fixture
def in_july(own_school: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """20 July 2027: this year ended on the ninth, the next begins on 23 August."""
    own_school.case()
    own_school.desk("Ineke").office.time.set_year_dates(
        "2026-2027", YEAR_STARTS_ON, date(2027, 7, 9)
    )
    own_school.store.school.add_school_year(NEXT_YEAR, "")
    today = date(2027, 7, 20)
    monkeypatch.setattr(session, "today", lambda: today)
    return replace(own_school, today=today)


@pytest.mark.parametrize(
    ("name", "page", "words"),
    [
        pytest.param("Samira", "vandaag", "Mentor van 2B", id="vandaag"),
        pytest.param("Samira", "klas", "Klas 2B", id="klas"),
        pytest.param("Samira", "melden", "Wie wordt er gepest?", id="melden"),
        pytest.param("Samira", "zaken", "2026-001", id="zaken"),
        pytest.param("Fatima", "trends", "", id="trends"),
        pytest.param("Pim", "trends", "", id="trends of the school"),
        pytest.param("Sofie", "rapport", "2026-2027", id="rapport"),
        pytest.param("Dirk", "signaal", "", id="signaal"),
        pytest.param("Ineke", "beheer", "Beheer", id="beheer"),
    ],
)
def test_between_two_years_every_screen_works(
    in_july: Cast, name: str, page: str, words: str
) -> None:
    app = open_screen(in_july, name, page)

    seen = texts(app) + html(app) + " ".join(str(one.value) for one in (*app.title, *app.header))
    seen += " ".join(str(one.label) for one in (*app.selectbox, *app.text_input))
    seen += " ".join(str(option) for one in app.selectbox for option in one.options)
    assert not app.error
    assert words in seen


def test_a_melding_of_between_two_years_is_of_the_year_before_and_in_its_figures(
    in_july: Cast,
) -> None:
    told_on = in_july.today - timedelta(days=5)
    receipt = in_july.case(reported_on=told_on, target="Emma", displaying="Yusuf")

    assert receipt.label == "2026-002"
    reports = in_july.desk("Pim").trends.whole_school_figures().reports.df()
    assert set(reports["school_year"]) == {"2026-2027"}
    [this_year] = [y for y in in_july.desk("Pim").school.years() if y.starts_on <= told_on]
    assert told_on <= this_year.ends_on


def test_a_signal_of_last_year_is_taken_up_under_the_day_it_was_told(
    opened: Open, own_school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = own_school.desk("Ineke").office
    own_school.store.school.add_school_year(office.next_year(), "")
    told_on, today = date(2027, 7, 7), date(2027, 8, 25)
    signal = own_school.desk("Dirk", told_on).signals.send(
        NewSignal(pupils=(own_school.pupils["Noor"],), what="Ze werd geduwd."), str(uuid4())
    )
    monkeypatch.setattr(session, "today", lambda: today)

    app = opened("Samira", "melden", signaal=signal.subject_id)

    days = [one.value for one in app.date_input if str(one.key).endswith("reported_on")]
    assert days == [told_on]
