"""Mijn account: where I am signed in, and out again; each widget does what it says."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from server import state
from tests.cast import Cast
from ui.account import own_sessions

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


@pytest.mark.parametrize(
    ("used_at", "words"),
    [
        (datetime(2026, 11, 30, 9, 42, tzinfo=UTC), "laatst gebruikt om 10.42"),
        (datetime(2026, 11, 29, 9, 42, tzinfo=UTC), "laatst gebruikt gisteren 10.42"),
    ],
    ids=["today", "yesterday"],
)
def test_a_device_says_when_it_was_last_used(school: Cast, used_at: datetime, words: str) -> None:
    _, begun = state.sessions.begin(school.staff["Samira"])
    used = replace(begun, created_at=used_at - timedelta(hours=1), last_seen_at=used_at)
    assert own_sessions._times(used, date(2026, 11, 30)).endswith(words)
