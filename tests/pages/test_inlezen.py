"""Beheer, Inlezen: a file is shown before anything is written, done whole, and taken back."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.cast import TODAY, Cast
from tests.pages.test_beheer import at_tab

Screen = Callable[..., AppTest]

PUPILS = """Stamnummer\tRoepnaam\tTussenvoegsel\tAchternaam\tKlas\tMentor
1001\tNoor\t\tVisser\t2B\tSamira
1002\tDaan\tde\tBoer\t2C\t
1003\tAda\tvan den\tBerg\t2D\t
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
    return button.click().run()


def words(page: AppTest) -> str:
    kinds = ("markdown", "caption", "success", "error", "warning", "info", "header")
    return "\n".join(one.value for kind in kinds for one in getattr(page, kind))


def test_a_pasted_list_is_shown_and_nothing_is_written(cast: Cast, screen: Screen) -> None:
    page = pasted(screen(), PUPILS)

    assert not page.exception
    print(words(page))
    print([one.label for one in page.expander], [b.label for b in page.button])
    print([t.value for t in page.table])
    assert 0
