"""Changes in the file of a card that leave the rest of it, and its comments, as they were.

Each change is made in the text and, apart from that, in what the text says; when the two do not
come out the same the file is written in a way that this module cannot change, and it says so.
"""

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.card.reading import Layout, Place, layout, next_line, plain_lines, tables
from casework.errors import CardFault

Value = str | int | bool | Sequence[str]
LONGEST_CODE = 40
CANNOT_BE_CHANGED = (
    "Dit kaartbestand is anders opgeschreven dan de kaart van het programma. Pas het aan bij "
    "'Het hele bestand'."
)


@dataclass(frozen=True)
class Put:
    """Give a setting this value, whether it was there or not."""

    place: Place
    value: Value


@dataclass(frozen=True)
class Drop:
    """Take a setting, or a whole row of a table, away."""

    place: Place


@dataclass(frozen=True)
class Add:
    """One more row at the end of a table."""

    table: str
    values: Mapping[str, Value]


Change = Put | Drop | Add


def edited(text: str, changes: Iterable[Change]) -> str:
    """The text with these changes made one after the other; CardFault when one cannot be made."""
    text = plain_lines(text)
    for change in changes:
        expected = _expected(tables(text), change)
        text = _written(text, change)
        if _read(text) != expected:
            raise CardFault(CANNOT_BE_CHANGED)
    return text


def _read(text: str) -> object:
    try:
        return tables(text)
    except CardFault:
        return None


def _expected(content: dict[str, Any], change: Change) -> dict[str, Any]:
    """What the file has to say after the change."""
    try:
        if isinstance(change, Add):
            content.setdefault(change.table, []).append(dict(change.values))
            return content
        inner: Any = content
        for part in change.place[:-1]:
            inner = inner[part]
        if isinstance(change, Put):
            inner[change.place[-1]] = change.value
        else:
            del inner[change.place[-1]]
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise CardFault(CANNOT_BE_CHANGED) from error
    return content


def _written(text: str, change: Change) -> str:
    where = layout(text)
    if isinstance(change, Put):
        return _put(where, change)
    if isinstance(change, Add):
        return _add(where, change)
    return _drop(where, change.place)


def _put(where: Layout, change: Put) -> str:
    value, setting = _toml(change.value), where.settings.get(change.place)
    if setting:
        return where.text[: setting.value] + value + where.text[setting.end :]
    return _inserted(where.text, _end_of(where, change.place[:-1]), f"{change.place[-1]} = {value}")


def _add(where: Layout, change: Add) -> str:
    rows = [place for place in where.headers if place[0] == change.table and len(place) == 2]
    at = _end_of(where, rows[-1]) if rows else len(where.text)
    settings = (f"{key} = {_toml(value)}" for key, value in change.values.items())
    return _inserted(where.text, at, "\n".join(("", f"[[{change.table}]]", *settings)))


def _drop(where: Layout, place: Place) -> str:
    text, setting = where.text, where.settings.get(place)
    if setting:
        return text[: setting.start] + text[next_line(text, setting.end) :]
    if place not in where.headers:
        raise CardFault(CANNOT_BE_CHANGED)
    end = _end_of(where, place)
    if text.startswith("\n", end):
        end += 1
    return text[: where.headers[place]] + text[end:]


def _end_of(where: Layout, table: Place) -> int:
    """The end of the last line of a table: of its header or of its last setting.

    Without a table: that of the last setting that stands alone, before every table.
    """
    if not table:
        alone = [setting.end for place, setting in where.settings.items() if len(place) == 1]
        return next_line(where.text, max(alone)) if alone else 0
    inside = [
        setting.end
        for place, setting in where.settings.items()
        if place[: len(table)] == table and len(place) > len(table)
    ]
    if not (inside or table in where.headers):
        raise CardFault(CANNOT_BE_CHANGED)
    return next_line(where.text, max([*inside, where.headers.get(table, 0)]))


def _inserted(text: str, at: int, lines: str) -> str:
    before = text[:at]
    glue = "" if not before or before.endswith("\n") else "\n"
    return f"{before}{glue}{lines}\n{text[at:]}"


def _toml(value: Value) -> str:
    """A value as TOML; the escapes of JSON are those of TOML, save for one character."""
    if isinstance(value, (bool, int, str)):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return "[" + ", ".join(_toml(item) for item in value) + "]"


def new_code(words: str, taken: Collection[str]) -> str:
    """A code made from words, that no choice has or ever had: "Fietsenhok" gives `fietsenhok`."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    start = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_CODE].strip("_") or "eigen"
    code, number = start, 1
    while code in taken:
        number += 1
        code = f"{start[: LONGEST_CODE - len(str(number)) - 1]}_{number}"
    return code
