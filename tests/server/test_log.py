"""The log says where it went wrong, and nothing that somebody typed."""

import logging
import sys
import threading
from collections.abc import Iterator
from io import StringIO

import pytest

from server import log

CANARY = "Noor huilde op de gang"


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What a log of any library would write, with the words kept out."""
    former_factory, former_state = logging.getLogRecordFactory(), _excepthooks()
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s"))
    library = logging.getLogger("some.library")
    library.addHandler(handler)
    log.keep_words_out()
    yield stream
    library.removeHandler(handler)
    logging.setLogRecordFactory(former_factory)
    _restore(former_state)


def test_a_failure_is_logged_by_kind_and_place_without_its_message(written: StringIO) -> None:
    try:
        _fail()
    except KeyError:
        logging.getLogger("some.library").exception("page failed")
    text = written.getvalue()
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "test_log.py" in text
    assert "_fail" in text
    assert CANARY not in text


def test_a_failure_as_part_of_a_line_is_named_by_kind(written: StringIO) -> None:
    logging.getLogger("some.library").warning("could not: %s", ValueError(CANARY))
    assert written.getvalue() == "could not: ValueError\n"


def test_each_failure_has_a_number_of_its_own() -> None:
    assert len({log.reference() for _ in range(50)}) == 50


def _fail() -> None:
    try:
        raise ValueError(CANARY)
    except ValueError as problem:
        raise KeyError(CANARY) from problem


def _excepthooks() -> tuple[object, object, bool]:
    streamlit = logging.getLogger("streamlit.error_util")
    return sys.excepthook, threading.excepthook, streamlit.disabled


def _restore(state: tuple[object, object, bool]) -> None:
    sys.excepthook, threading.excepthook = state[0], state[1]  # type: ignore[assignment]
    logging.getLogger("streamlit.error_util").disabled = state[2]
