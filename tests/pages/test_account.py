"""Mijn account: where I am signed in, and out again; each widget does what it says."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from server import state
from tests.cast import Cast

PAGE = Path(__file__).parents[2] / "pages" / "account.py"


def as_samira(cast: Cast) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    _, here = state.sessions.begin(cast.staff["Samira"], device="iPhone, Safari")
    page.user = {"session": here.public_id}
    return page.run()


def press(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label == label).click().run()


def test_one_other_device_is_signed_out(school: Cast) -> None:
    _, other = state.sessions.begin(school.staff["Samira"], device="Windows-computer, Edge")
    _, of_joris = state.sessions.begin(school.staff["Joris"])
    page = as_samira(school)
    words = " ".join(one.value for one in page.markdown)
    assert "Windows\\\\-computer, Edge" in words or "Windows-computer, Edge" in words
    assert words.count("dit apparaat") == 1
    page = press(page, "Uitloggen")
    assert state.sessions.find_public(other.public_id) is None
    assert state.sessions.find_public(of_joris.public_id)
    assert [one.value for one in page.success] == ["Dat apparaat is uitgelogd."]


def test_everywhere_is_here_as_well(school: Cast) -> None:
    state.sessions.begin(school.staff["Samira"])
    page = press(as_samira(school), "Overal uitloggen")
    assert state.sessions.of(school.staff["Samira"]) == []
    assert [one.value for one in page.error]
