"""What was stored is said on the page as it stands, before that page is drawn again."""

from typing import Any

import pytest
from streamlit.proto.Alert_pb2 import Alert
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from casework.errors import StoreFull
from tests.cast import Cast
from tests.pages.conftest import Open
from tests.pages.test_quick_note import the_case, typed, widget

Sent = tuple[list[int], str, str]


@pytest.fixture
def receipts(monkeypatch: pytest.MonkeyPatch) -> list[Sent]:
    """Every receipt that is sent to the browser: its place, its words, and of which fragment."""
    sent: list[Sent] = []
    enqueue = ScriptRunContext.enqueue

    def noted(context: ScriptRunContext, message: Any) -> None:
        alert = message.delta.new_element.alert
        if alert.format == Alert.SUCCESS:
            path = list(message.metadata.delta_path)
            sent.append((path, alert.body, message.delta.fragment_id))
        enqueue(context, message)

    monkeypatch.setattr(ScriptRunContext, "enqueue", noted)
    return sent


def test_it_is_said_twice_in_one_place_first_by_the_press_and_then_by_the_page(
    opened: Open, school: Cast, receipts: list[Sent]
) -> None:
    the_case(school)
    app = opened("Samira")
    for words in ("noor vandaag nog even gesproken, gaat 7", "noor weer gesproken, gaat 8"):
        typed(app, words)
        widget(app, "button_group", "others").set_value([school.pupils["Noor"]]).run()
        receipts.clear()
        widget(app, "button", "submit").click().run()
        assert not app.exception
        of_the_press, of_the_page = receipts
        assert of_the_press == of_the_page
        assert of_the_page[1] == app.success[0].value
        assert of_the_page[2] == ""


def test_a_refusal_says_nothing_of_the_kind(
    opened: Open, school: Cast, receipts: list[Sent], monkeypatch: pytest.MonkeyPatch
) -> None:
    the_case(school)
    app = typed(opened("Samira"), "noor vandaag nog even gesproken, gaat 7")
    widget(app, "button_group", "others").set_value([school.pupils["Noor"]]).run()
    receipts.clear()
    monkeypatch.setattr(type(school.store.log), "append", _refused)
    widget(app, "button", "submit").click().run()
    assert receipts == []
    assert not app.success


def _refused(*_given: object, **_named: object) -> None:
    raise StoreFull
