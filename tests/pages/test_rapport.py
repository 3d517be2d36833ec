"""Rapport: what a teamleider takes to MR, board and inspection, without a small number in it."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pyarrow import parquet
from streamlit.testing.v1 import AppTest

from casework.desk import Desk
from casework.people import Assignment, Role
from tests.cast import YEAR_STARTS_ON, Cast
from tests.exchange import pdf_reading, workbook_reading
from tests.pages.conftest import Open
from ui import session
from ui.report import files

WORDS = "Wij zijn dit jaar begonnen met mentoruren."
MONITOR = "De monitor laat zien dat 9 van de 10 leerlingen zich veilig voelen."
NOT_HERE = "Deze pagina kunnen we niet laten zien."


def fill(cast: Cast, elsewhere: int = 0) -> None:
    """2B: six cases in September; and some in 4V1, of the other team."""
    for place in range(6 + elsewhere):
        mentor, target = ("Samira", "Noor") if place < 6 else ("Hanna", "Tim")
        day = date(2026, 9, 7) + timedelta(days=place)
        own_text = cast.melding(target=target, displaying="", reported_on=day)
        cast.desk(mentor, day).cases.report(own_text, form_key=str(uuid4()), reason="Iets anders.")


@pytest.fixture
def filled(school: Cast) -> Cast:
    fill(school)
    return school


@pytest.fixture(scope="module")
def shared_school(shared_school: Cast) -> Cast:
    fill(shared_school)
    return shared_school


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[Desk], bytes]]:
    """What each download button of the screen does when it is pressed, by its label."""
    acts: dict[str, Callable[[Desk], bytes]] = {}

    def button(label: str, make: Any, **settings: Any) -> None:
        acts[label] = make

    monkeypatch.setattr(files, "download_button", button)
    return acts


def words_on(app: AppTest) -> str:
    """All that is on the screen, tables too."""
    page_words = [
        *app.markdown,
        *app.caption,
        *app.info,
        *app.header,
        *app.subheader,
        *app.get("html"),
    ]
    return "\n".join(str(getattr(one, "value", "") or one.proto.body) for one in page_words)


def numbers_in(text: str) -> set[str]:
    """The cells of the tables on the screen that are a small number."""
    return {cell for cell in re.findall(r"<td>([^<]*)</td>", text) if cell in {"1", "2", "3", "4"}}


def test_a_team_leader_reads_the_report_before_it_leaves(shared: Cast, look: Open) -> None:
    app = look("Willem", "rapport")
    text = words_on(app)
    assert [header.value for header in app.header] == [
        "Voorkomen",
        "Afhandelen",
        "Registreren",
        "Evalueren",
    ]
    assert "In deze periode zijn 6 meldingen vastgelegd" in text
    assert "Meer registraties is niet minder veilig" in text.replace("\\", "")
    assert numbers_in(text) == set()


def test_two_cases_of_the_other_team_are_in_no_report(school: Cast, opened: Open) -> None:
    fill(school, elsewhere=2)
    own = words_on(opened("Willem", "rapport"))
    assert "In deze periode zijn 6 meldingen vastgelegd" in own
    other = words_on(opened("Petra", "rapport"))
    assert "Te weinig gegevens om iets te zeggen." in other
    assert not re.search(r"zijn \d+ meldingen", other)
    assert numbers_in(own) == numbers_in(other) == set()


def test_nor_do_they_follow_from_the_report_of_the_school(school: Cast, opened: Open) -> None:
    fill(school, elsewhere=2)
    held = Assignment(Role.TEAM_LEADER, school.teams["onderbouw"], YEAR_STARTS_ON)
    school.store.school.assign(school.staff["Petra"], held, school.staff["Ineke"])
    whole = words_on(opened("Petra", "rapport"))
    assert "8 meldingen" not in whole
    assert numbers_in(whole) == set()


def test_a_year_of_which_no_month_is_over_has_no_report(
    school: Cast, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "today", lambda: YEAR_STARTS_ON)
    app = opened("Willem", "rapport")
    assert "nog geen hele maand" in app.info[0].value


def test_the_words_of_the_school_are_kept_and_are_in_the_report(
    filled: Cast, opened: Open, pressed: dict[str, Callable[[Desk], bytes]]
) -> None:
    app = opened("Willem", "rapport")
    app.text_area[0].set_value(WORDS).run()
    app.text_area[1].set_value(MONITOR).run()
    again = opened("Willem", "rapport")
    assert [area.value for area in again.text_area] == [WORDS, MONITOR]
    text = pdf_reading.words(pressed["Rapport als PDF"](filled.desk("Willem")))
    assert WORDS in text
    assert MONITOR in text


def test_a_colleague_does_not_see_what_somebody_wrote(filled: Cast, opened: Open) -> None:
    app = opened("Willem", "rapport")
    app.text_area[0].set_value(WORDS).run()
    held = Assignment(Role.TEAM_LEADER, filled.teams["onderbouw"], YEAR_STARTS_ON)
    filled.store.school.assign(filled.staff["Petra"], held, filled.staff["Ineke"])
    other = opened("Petra", "rapport", r_team=filled.teams["onderbouw"])
    assert other.text_area[0].value == ""


def test_who_leads_every_team_makes_the_report_of_the_school(filled: Cast, opened: Open) -> None:
    held = Assignment(Role.TEAM_LEADER, filled.teams["onderbouw"], YEAR_STARTS_ON)
    filled.store.school.assign(filled.staff["Petra"], held, filled.staff["Ineke"])
    app = opened("Petra", "rapport")
    assert app.selectbox[1].options == ["de hele school", "bovenbouw", "onderbouw"]
    assert numbers_in(words_on(app)) == set()


@pytest.mark.parametrize("name", ["Pim", "Sofie"])
def test_who_answers_for_the_school_makes_its_report_and_those_of_the_teams(
    shared: Cast, look: Open, name: str
) -> None:
    app = look(name, "rapport")
    assert app.selectbox[1].options == ["de hele school", "bovenbouw", "onderbouw"]
    assert numbers_in(words_on(app)) == set()


def test_every_file_that_leaves_is_in_the_read_log(
    filled: Cast, opened: Open, pressed: dict[str, Callable[[Desk], bytes]]
) -> None:
    opened("Willem", "rapport")
    assert len(pressed) == 6
    for act in pressed.values():
        assert act(filled.desk("Willem"))
    entries = filled.store.access_log.lines(filled.today, filled.today)
    lines = [line for line in entries if line.case_label == "cijfers onderbouw"]
    assert [(line.staff_name, line.reason) for line in lines] == [
        ("Willem van Dam", "rapport gemaakt")
    ] * 6


def test_who_is_no_longer_team_leader_gets_no_file(
    shared: Cast, look: Open, pressed: dict[str, Callable[[Desk], bytes]]
) -> None:
    look("Willem", "rapport")
    for act in pressed.values():
        for name in ("Petra", "Samira"):
            with pytest.raises(Exception, match=NOT_HERE):
                act(shared.desk(name))


def test_the_files_say_what_the_screen_says(
    shared: Cast, look: Open, pressed: dict[str, Callable[[Desk], bytes]]
) -> None:
    look("Willem", "rapport")
    made = {label: act(shared.desk("Willem")) for label, act in pressed.items()}
    assert "6 meldingen" in pdf_reading.words(made["Rapport als PDF"])
    assert "Meldingen per maand" in workbook_reading.sheets(made["Rapport als Excel"])
    september = "Meldingen per maand;september 2026;meldingen;6"
    assert september in made["Feiten (CSV)"].decode("utf-8-sig")
    rows = parquet.read_table(io.BytesIO(made["Feiten (Parquet)"])).to_pylist()
    assert 6 in {row["aantal"] for row in rows}
    assert not {row["aantal"] for row in rows} & {1, 2, 3, 4}
