"""Pictures go to the page unchecked: here each is held beside what plotly makes of it."""

import json
from typing import Any

import plotly.graph_objects as go
import plotly.io
import pytest

from tests.cast import Cast
from tests.pages.conftest import Open
from tests.pages.test_bespreken import rich_case
from tests.pages.trends_screen import charts
from tests.pages.trends_screen import opened as opened_trends
from ui import charts_on_page
from ui.trends import questions


def checked(spec: dict[str, Any]) -> dict[str, Any]:
    """The same picture as plotly writes it after it has checked it; ValueError for a wrong one."""
    layout = {name: value for name, value in spec["layout"].items() if name != "template"}
    figure = go.Figure(spec | {"layout": layout})
    known: dict[str, Any] = json.loads(plotly.io.to_json(figure, validate=False))
    # An empty list of texts is left out there, and means the same.
    texts = {"annotations": []} if spec["layout"].get("annotations") == [] else {}
    return known | {"layout": known["layout"] | texts}


@pytest.mark.parametrize(
    "code", [code for code in questions.WORDS if code not in (questions.EXPLORE, questions.BESIDE)]
)
def test_every_picture_of_trends_is_as_plotly_would_write_it(read_only: Cast, code: str) -> None:
    pictures = charts(opened_trends(read_only, "Willem", t_vraag=code))
    assert pictures or code == "does_it_stop"
    for spec in pictures:
        assert spec == checked(spec)
        # In its place the browser puts the colours of the theme.
        assert spec["layout"]["template"]["layout"]["colorway"]


def test_the_pictures_of_a_case_are_as_plotly_would_write_them(opened: Open, school: Cast) -> None:
    case_id = rich_case(school)
    pictures = charts(opened("Samira", "bespreken", zaak=case_id))
    assert len(pictures) == 2
    assert pictures == [checked(spec) for spec in pictures]


def test_a_wrong_picture_would_be_noticed() -> None:
    with pytest.raises(ValueError, match="barmoode"):
        checked({"data": [], "layout": {"barmoode": "stack"}})


def test_a_picture_is_left_as_it_was() -> None:
    picture: dict[str, Any] = {"data": [], "layout": {"height": 200}}
    charts_on_page.plotted(picture, "Titel", "Zin.", key="one")
    assert picture == {"data": [], "layout": {"height": 200}}
