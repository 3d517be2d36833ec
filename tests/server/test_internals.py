"""No screen is told where the program stands, on what computer, or in which versions."""

import sys

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.version import STREAMLIT_VERSION_STRING

from server.settings import CHECKOUT
from server.streamlit_inside.internals import without_internals


def new_session() -> ForwardMsg:
    """What Streamlit begins every run with."""
    message = ForwardMsg(hash="een")
    session = message.new_session
    session.name = "router"
    session.main_script_path = f"{CHECKOUT}/ui/router.py"
    session.page_script_hash = "bladzijde"
    session.initialize.session_id = "scherm"
    session.initialize.user_info.installation_id = "computer-7"
    session.initialize.user_info.installation_id_v3 = "computer-7"
    environment = session.initialize.environment_info
    environment.streamlit_version = STREAMLIT_VERSION_STRING
    environment.python_version = sys.version.split()[0]
    environment.server_os = sys.platform
    return message


def sent(message: ForwardMsg) -> bytes:
    data = {"type": "websocket.send", "bytes": message.SerializeToString()}
    return bytes(without_internals(data)["bytes"])


def test_a_screen_hears_no_path_no_version_and_no_number_of_the_computer() -> None:
    raw = sent(new_session())
    for word in (str(CHECKOUT), STREAMLIT_VERSION_STRING, "computer-7", sys.platform, "3.1"):
        assert word.encode() not in raw


def test_all_else_of_the_message_stays() -> None:
    message = ForwardMsg.FromString(sent(new_session()))
    session = message.new_session
    assert (message.hash, session.name, session.page_script_hash) == ("een", "router", "bladzijde")
    assert session.initialize.session_id == "scherm"
    assert session.initialize.HasField("user_info")
    assert session.initialize.environment_info.streamlit_version


def test_what_somebody_typed_is_passed_on_as_it_is() -> None:
    message = ForwardMsg()
    message.delta.new_element.text.body = f"Zie {CHECKOUT}/ui"
    assert sent(message) == message.SerializeToString()


def test_bytes_that_are_no_message_are_passed_on_as_they_are() -> None:
    data = {"type": "websocket.send", "bytes": b"\xff" + str(CHECKOUT).encode()}
    assert without_internals(data) == data
    assert without_internals({"type": "websocket.accept"}) == {"type": "websocket.accept"}
