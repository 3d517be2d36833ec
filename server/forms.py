"""Reads the plain forms of the door, and decides where somebody may be sent after signing in."""

import re
from urllib.parse import parse_qs

from starlette.requests import Request

from casework.errors import InputRefused

LARGEST = 64 * 1024
MOST_FIELDS = 60

# A path of one piece on this server with a plain query: nothing that a browser could read as
# another host, another scheme or a header of its own.
SAFE_TARGET = re.compile(r"/[A-Za-z0-9_-]{0,60}(\?[A-Za-z0-9_.~%&=+,:-]{0,400})?")


async def read(request: Request) -> dict[str, str]:
    """The fields of a posted form, each once; what is no such form is refused."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise InputRefused("Dit formulier is te groot. Kort de tekst in en probeer het weer.")
    try:
        fields = parse_qs(
            body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
        )
    except ValueError as problem:
        raise InputRefused("Dit formulier is niet leesbaar. Probeer het opnieuw.") from problem
    return {name: values[-1] for name, values in fields.items()}


def safe_target(text: str, or_else: str = "/") -> str:
    """Where to go after signing in: this path when it is ours, else the first page."""
    return text if SAFE_TARGET.fullmatch(text) else or_else
