"""Melden: what a reporter fills in is kept, checked and stored once."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.desk.reporting import Melding
from casework.errors import NotOwnPupil
from server import state
from tests.cast import Cast
from ui import session

START = Path(__file__).parents[2] / "ui" / "start.py"
ROUTE = "Dan geldt een andere weg"


@pytest.fixture
def school(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The school of the cast behind the door, on the day of the cast."""
    monkeypatch.setattr(session, "today", lambda: cast.today)
    state.use(cast.store)
    yield cast
    state.use(None)


class Screen:
    """The screen of Melden as one person has it open."""

    def __init__(self, school: Cast, name: str) -> None:
        self.school = school
        self.app = AppTest.from_file(START, default_timeout=20)
        _, signed_in = state.sessions.begin(school.staff[name])
        self.app.user = {"session": signed_in.public_id}
        self.app.run()
        self.app.switch_page("../pages/melden.py").run()
        self.is_sound()

    def is_sound(self) -> None:
        assert not self.app.exception

    def field(self, name: str) -> Any:
        """The widget of one field."""
        found = [one for one in self.widgets() if str(one.key).endswith(f"_{name}")]
        assert len(found) == 1, name
        return found[0]

    def widgets(self) -> list[Any]:
        app = self.app
        groups = (app.multiselect, app.button_group, app.text_area, app.date_input, app.selectbox)
        more = (app.checkbox, app.radio, app.button)
        return [one for group in (*groups, *more) for one in group]

    def has(self, name: str) -> bool:
        return any(str(one.key).endswith(f"_{name}") for one in self.widgets())

    def fill(self, name: str, value: Any) -> "Screen":
        self.field(name).set_value(value)
        return self.run()

    def pick(self, part: str, *names: str) -> "Screen":
        return self.fill(f"part_{part}", [self.school.pupils[name] for name in names])

    def press(self, name: str) -> "Screen":
        self.field(name).click()
        return self.run()

    def run(self) -> "Screen":
        self.app.run()
        self.is_sound()
        return self

    def told(self) -> "Screen":
        """A melding with no more than is needed."""
        self.pick("target", "Noor").pick("displaying", "Daan")
        return self.fill("kinds", ["verbal"]).fill("what", "Schelden bij de kluisjes.")

    def errors(self) -> str:
        return " ".join(found.value for found in self.app.error)

    def text(self) -> str:
        app = self.app
        groups = (app.title, app.header, app.markdown, app.caption, app.info, app.warning)
        return " ".join(str(one.value) for group in (*groups, app.success) for one in group)


def cases(school: Cast, name: str = "Samira") -> list[Any]:
    return school.desk(name).cases()


def test_a_mentor_finds_the_own_class_chosen_already(school: Cast) -> None:
    screen = Screen(school, "Samira")
    assert screen.field("classes").value == [school.classes["2B"]]
    assert "Noor Visser" in screen.field("part_target").options
    assert "Sem Jansen" not in screen.field("part_target").options


def test_who_and_what_are_enough_for_a_case(school: Cast) -> None:
    screen = Screen(school, "Samira").told().press("save")
    [case] = cases(school)
    file = school.desk("Samira").case(case.case_id)
    assert {school.pupils["Noor"]: "target", school.pupils["Daan"]: "displaying"} == {
        pupil: part.role for pupil, part in file.case.parts.items()
    }
    assert file.case.latest("what") == "Schelden bij de kluisjes."
    assert f"De melding is opgeslagen als zaak {case.label}." in screen.text()


def test_every_answer_is_stored(school: Cast) -> None:
    screen = Screen(school, "Samira").told()
    screen.pick("bystander", "Emma").fill("places", ["corridor"]).fill("where", "Bij kluis 12")
    screen.fill("incident_on", school.today - timedelta(days=3)).fill("day_part", ["break"])
    screen.fill("since", "weeks").fill("frequency", "weekly").fill("why", "Ruzie in de app")
    screen.fill("teller", "parents").fill("verdict", ["bullying"]).fill("group_level", True)
    screen.fill("serious", ["threat"]).press("save")
    [case] = cases(school)
    said = school.desk("Samira").case(case.case_id).case.reports[0][1]
    assert said == kinds.Reported(
        ordinal=1, incident_on=date(2026, 11, 20), day_part="break", since="weeks",
        frequency="weekly", kinds=["verbal"], places=["corridor"], teller="parents",
        verdict="bullying", serious=["threat"], group_level=True, class_id=said.class_id,
        year_group=2, team_id=said.team_id, what="Schelden bij de kluisjes.",
        where="Bij kluis 12", why="Ruzie in de app",
    )
