"""What Streamlit tells every screen of the computer that it runs on, taken out."""

import hashlib

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import Message
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.version import STREAMLIT_VERSION_STRING

from server.settings import CHECKOUT

PLACE = str(CHECKOUT).encode()
# Another mark after an upgrade: then a page that is open loads itself anew.
MARK = hashlib.sha256(f"{CHECKOUT} {STREAMLIT_VERSION_STRING}".encode()).hexdigest()[:8]
NAME = "handelingskaart"


def without_internals(message: Message) -> Message:
    """The same message of a websocket, with no path, no version and no number of this computer."""
    data = message.get("bytes")
    if not data or PLACE not in data:
        return message
    said = ForwardMsg()
    try:
        said.ParseFromString(data)
    except DecodeError:
        return message
    if said.WhichOneof("type") != "new_session":
        return message
    said.new_session.main_script_path = NAME
    initialize = said.new_session.initialize
    initialize.user_info.Clear()
    initialize.user_info.SetInParent()
    initialize.environment_info.Clear()
    initialize.environment_info.streamlit_version = MARK
    return {**message, "bytes": said.SerializeToString()}
