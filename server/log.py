"""The log without words of a case: of a failure it keeps the kind and the places, no messages."""

import logging
import secrets
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

LOG = logging.getLogger("handelingskaart")
# The logger of Streamlit for pages that fail (server/streamlit_inside/README.md).
STREAMLIT_FAILURES = "streamlit.error_util"
READABLE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def places(problem: BaseException) -> str:
    """Kind of failure and where it passed, the innermost place last, causes after it."""
    lines: list[str] = []
    current: BaseException | None = problem
    while current is not None:
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in _frames(current)]
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def reference() -> str:
    """A short number to find one failure in the log."""
    return "".join(secrets.choice(READABLE) for _ in range(6))


def keep_words_out() -> None:
    """From now on no log line of any library carries the message of an exception."""
    former = logging.getLogRecordFactory()
    if getattr(former, "keeps_words_out", False):
        return

    def factory(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = former(*args, **kwargs)
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = places(record.exc_info[1])
            record.exc_info = None
        if isinstance(record.args, tuple):
            record.args = tuple(_without_words(value) for value in record.args)
        return record

    factory.keeps_words_out = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(factory)
    # Streamlit logs a failed page too, without the reference; once is enough.
    logging.getLogger(STREAMLIT_FAILURES).disabled = True
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def to_console() -> None:
    """Our own lines and those of the server on the console, warnings and worse."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )


def _frames(problem: BaseException) -> traceback.StackSummary:
    return traceback.extract_tb(problem.__traceback__)


def _without_words(value: object) -> object:
    return type(value).__qualname__ if isinstance(value, BaseException) else value


def _uncaught(
    kind: type[BaseException], problem: BaseException, trace: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        LOG.critical("uncaught failure", exc_info=(kind, problem, trace))


def _uncaught_in_thread(failure: threading.ExceptHookArgs) -> None:
    if failure.exc_value is not None:
        LOG.error(
            "uncaught failure in a thread",
            exc_info=(failure.exc_type, failure.exc_value, failure.exc_traceback),
        )
