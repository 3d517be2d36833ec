"""The file of a card as text: read as TOML, with the line on which each thing in it stands."""

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from casework.errors import CardFault

MOST_BYTES = 1_000_000
MOST_FAULTS = 20
MOST_DOTS = 20
MOST_BITS = 64
LONGEST_QUOTE = 40
# A place in the card: table names, positions in a table from 0, and keys.
Place = tuple[str | int, ...]
Fault = tuple[Place, str]

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_NAME})[ \t]*\]\]?")
_SETTING = re.compile(rf"[ \t]*({_NAME})[ \t]*=[ \t]*")
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|.',
    re.DOTALL,
)
# It begins where a name can begin, and gives nothing back: each character is looked at as often as
# there may be dots, however long a run of letters or digits is.
_ONCE = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_DOTTED = re.compile(rf"(?<![A-Za-z0-9_\\-])(?:{_ONCE}[ \t]*+\.[ \t]*+){{{MOST_DOTS}}}")
_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
# How messages of `tomllib` begin, and the sentence that helps somebody who typed it.
_TOML_FAULTS = (
    ("Cannot declare", "deze tabel staat er al; voeg ze samen of haal er een weg"),
    ("Cannot overwrite", "dit staat er al; haal een van de twee weg"),
    ("Cannot mutate", "dit staat er al; haal een van de twee weg"),
    ("Duplicate inline", "dit staat er al; haal een van de twee weg"),
    ("Unterminated string", "een tekst heeft geen aanhalingsteken aan het eind"),
    ('Expected """', "een tekst heeft geen aanhalingsteken aan het eind"),
    ("Expected '\"", "een tekst heeft geen aanhalingsteken aan het eind"),
    ("Expected \"'", "een tekst heeft geen aanhalingsteken aan het eind"),
    ("Illegal character '\\n'", "een tekst heeft geen aanhalingsteken aan het eind"),
    ("Found invalid character '\\n'", "een tekst heeft geen aanhalingsteken aan het eind"),
    ("Illegal character", "hier staat een teken dat niet in het bestand mag; haal het weg"),
    ("Found invalid character", "hier staat een teken dat niet in het bestand mag; haal het weg"),
    ("Unescaped", "zet voor een schuine streep (\\) in een tekst nog een schuine streep"),
    ("Escaped character", "deze code na \\u is geen teken"),
    ("Expected '=' after", "achter een naam hoort een =-teken met een waarde"),
    ("Unclosed array", "een lijst heeft geen ] aan het eind, of er ontbreekt een komma"),
    ("Unclosed inline", "een tabel heeft geen } aan het eind, of er ontbreekt een komma"),
    ("Expected ']", "een kop heeft geen ] aan het eind"),
    ("Expected newline", "na deze waarde hoort een nieuwe regel"),
    ("Invalid value", "hier staat geen geldige waarde; zet tekst tussen aanhalingstekens"),
)


def decoded(data: bytes) -> str:
    """The text of an uploaded file; CardFault when it is too big or not written as UTF-8."""
    if len(data) > MOST_BYTES:
        raise CardFault(TOO_BIG)
    try:
        return plain_lines(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CardFault(
            f"De handelingskaart klopt niet:\nregel {line}: hier staat een teken dat niet als "
            "UTF-8 is bewaard. Kies in je teksteditor 'Opslaan als' met de codering UTF-8."
        ) from error


TOO_BIG = (
    "Dit bestand is groter dan 1 MB. Zo groot is geen handelingskaart; kies het bestand dat je "
    "hier hebt gedownload en aangepast."
)


def plain_lines(text: str) -> str:
    """The text without a byte order mark, its lines ended as everywhere else."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def tables(text: str) -> dict[str, Any]:
    """What the file says, as TOML; CardFault with the line when it cannot be read."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        line = _line(text, error.start)
        raise CardFault(
            listed_faults(text, [(line, "hier staat een teken dat geen tekst is")])
        ) from error
    if size > MOST_BYTES:
        raise CardFault(TOO_BIG)
    if dotted := _DOTTED.search(text):
        raise CardFault(
            listed_faults(text, [(_line(text, dotted.start()), "deze naam heeft te veel punten")])
        )
    try:
        read = tomllib.loads(text)
        if _has_huge_number(read):
            raise ValueError
        return read
    except tomllib.TOMLDecodeError as error:
        raise CardFault(listed_faults(text, [_toml_fault(text, str(error))])) from error
    except RecursionError as error:
        raise CardFault(listed_faults(text, [(0, "er zitten te veel haken in elkaar")])) from error
    except ValueError as error:
        raise CardFault(
            listed_faults(text, [(0, "er staat een veel te groot getal in")])
        ) from error


def _has_huge_number(table: dict[str, Any]) -> bool:
    """Whether a whole number in it is larger than TOML allows (64 bits): 0x with a long tail."""
    inside: list[Any] = [table]
    while inside:
        one = inside.pop()
        if isinstance(one, int) and one.bit_length() > MOST_BITS:
            return True
        if isinstance(one, dict | list):
            inside.extend(one.values() if isinstance(one, dict) else one)
    return False


def _toml_fault(text: str, message: str) -> tuple[int, str]:
    place = _WHERE.search(message)
    line = int(place[1]) if place and place[1] else text.rstrip("\n").count("\n") + 1
    reason = next((dutch for start, dutch in _TOML_FAULTS if message.startswith(start)), "")
    return line, reason or "dit is geen geldige TOML"


def listed_faults(text: str, faults: Iterable[tuple[int, str]]) -> str:
    """All faults in one refusal, a line each, in the order of the file; line 0 is nowhere.

    What stands on the line is quoted too: an editor may show no numbers, and can search.
    """
    rows = text.split("\n")
    lines = [
        f"regel {line}{_quoted(rows, line)}: {sentence}" if line else sentence
        for line, sentence in sorted(faults)
    ]
    more = len(lines) - MOST_FAULTS
    rest = [f"En nog {more} fouten."] if more > 1 else ["En nog een fout."] if more == 1 else []
    return "\n".join(["De handelingskaart klopt niet:", *lines[:MOST_FAULTS], *rest])


def _quoted(rows: Sequence[str], line: int) -> str:
    row = rows[line - 1].strip() if line <= len(rows) else ""
    printable = "".join(c if c.isprintable() else "?" for c in row)
    is_short = len(printable) <= LONGEST_QUOTE
    short = printable if is_short else f"{printable[:LONGEST_QUOTE]}..."
    return f" ({short})" if short else ""


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def shortened(value: object) -> str:
    """What somebody typed, short enough for a sentence."""
    short = value if isinstance(value, str) else repr(value) if isinstance(value, float) else ""
    if isinstance(value, int) and abs(value) < 10**9:
        short = str(value)
    return short[:40]


@dataclass(frozen=True)
class Setting:
    """Where one `key = value` stands in the text: its line, its value, and the value's end."""

    start: int
    value: int
    end: int


@dataclass(frozen=True)
class Layout:
    """Where everything stands in a text that is sound TOML, as offsets in it."""

    text: str
    headers: dict[Place, int] = field(default_factory=dict)
    settings: dict[Place, Setting] = field(default_factory=dict)

    def line_of(self, place: Place) -> int:
        """The line of this place, or of the nearest thing around it; 0 when nothing is."""
        for length in range(len(place), 0, -1):
            part = place[:length]
            if part in self.settings:
                return self._line_at(self.settings[part].start)
            if part in self.headers:
                return self._line_at(self.headers[part])
        return 0

    def _line_at(self, offset: int) -> int:
        return bisect_left(self._line_ends, offset) + 1

    @cached_property
    def _line_ends(self) -> list[int]:
        """Where lines end, found once: a file may have a fault on each of its lines."""
        return [at for at, sign in enumerate(self.text) if sign == "\n"]


def layout(text: str) -> Layout:
    """Find every header and every setting of `text`, which has been read as TOML before."""
    places = Layout(text)
    rows: Counter[Place] = Counter()
    table: Place = ()
    at = 0
    while at < len(text):
        if header := _HEADER.match(text, at):
            table = _table(header[2], rows, is_row=header[1] == "[[")
            places.headers[table] = at
            at = next_line(text, header.end())
        elif setting := _SETTING.match(text, at):
            end = _value_end(text, setting.end())
            places.settings[(*table, *_parts(setting[1]))] = Setting(at, setting.end(), end)
            at = next_line(text, end)
        else:
            at = next_line(text, at)
    return places


def _table(name: str, rows: Counter[Place], *, is_row: bool) -> Place:
    place: Place = ()
    parts = list(_parts(name))
    for number, part in enumerate(parts, 1):
        place = (*place, part)
        if is_row and number == len(parts):
            rows[place] += 1
        if rows[place]:
            place = (*place, rows[place] - 1)
    return place


def _parts(name: str) -> Iterator[str]:
    for part in re.findall(_PART, name):
        quoted = part[0] in "\"'"
        yield tomllib.loads(f"{part} = 1").popitem()[0] if quoted else part


def next_line(text: str, at: int) -> int:
    """Where the line after this place begins; the end of the text when there is none."""
    line_end = text.find("\n", at)
    return len(text) if line_end < 0 else line_end + 1


def _value_end(text: str, start: int) -> int:
    """The end of a value: a list or a table goes on until its last bracket."""
    depth, end = 0, start
    for token in _TOKEN.finditer(text, start):
        typed = token[0]
        if typed in "[{":
            depth += 1
        elif typed in "]}":
            depth -= 1
        elif depth == 0 and (typed == "\n" or typed.startswith("#")):
            break
        if not typed.isspace() and not typed.startswith("#"):
            end = token.end()
    return end
