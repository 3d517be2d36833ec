"""The year group of a class: one of six, several together, or a department without years.

A year group is kept as one number, so that entries, facts and figures hold what they always held.
Its digits are the years that sit in it: 2 is leerjaar 2, and 12 the leerjaren 1 and 2 of a combined
class. A department that is not divided into years has a number that begins with a 9
(docs/decisions/0071).
"""

import re
from collections.abc import Iterable
from functools import cache

YEARS = range(1, 7)
ISK, PRO, VAVO, OTHER = 91, 92, 93, 99
NAMED = {ISK: "ISK", PRO: "PrO", VAVO: "vavo", OTHER: "overig"}
COMBINED = tuple(
    int("".join(map(str, range(first, last + 1))))
    for first in YEARS
    for last in range(first + 1, YEARS[-1] + 1)
)
"""Years that follow each other; those of one class always do."""

_NAMES = (
    (ISK, r"isk(?![a-z])|internationale schakelklas"),
    (PRO, r"pro(?![a-z])|praktijkonderwijs|praktijkschool"),
    (VAVO, r"vavo(?![a-z])"),
    (OTHER, r"overige?(?![a-z])"),
)
_BESIDE = r"\s*(?:/|\+|&|,|\ben\b)\s*"
_SEVERAL = re.compile(rf"(?<!\d)0?([1-6])((?:{_BESIDE}0?[1-6])+)(?!\d)")
_FROM_TO = re.compile(
    r"^(?:leerjaar|jaar|klas)?\s*0?([1-6])\s*(?:-|–|t/m|tot en met)\s*0?([1-6])(?!\d)"
)
_ONE = re.compile(r"(?<!\d)0?([1-6])(?!\d)")
_AFTER_LETTER = re.compile(r"[a-z]([1-6])\d(?!\d)")


def is_year_group(code: int) -> bool:
    """Whether a class can have this year group."""
    return code in YEARS or code in COMBINED or code in NAMED


def every() -> tuple[int, ...]:
    """All year groups there are, in the order of a list."""
    return tuple(sorted((*YEARS, *COMBINED, *NAMED), key=order))


def for_coordinators() -> tuple[int, ...]:
    """Those of which somebody is leerlingcoördinator: a year, or a department."""
    return (*YEARS, *NAMED)


def years_of(code: int) -> tuple[int, ...]:
    """The years that sit in a year group; none in a department."""
    return () if code in NAMED else tuple(map(int, str(code)))


def parts_of(code: int) -> tuple[int, ...]:
    """What has a coordinator of its own: the years, or the department itself."""
    return years_of(code) or (code,)


@cache
def with_combined(part: int) -> frozenset[int]:
    """The year groups in which this year sits: 2 is in 2, in 1/2, in 2/3 and so on."""
    return frozenset({part, *(code for code in COMBINED if part in years_of(code))})


def within(parts: Iterable[int]) -> frozenset[int]:
    """Every year group in which one of these sits."""
    return frozenset[int]().union(*map(with_combined, parts))


def combined(years: Iterable[int]) -> int | None:
    """The year group of a class with pupils of these years; None when there is no such."""
    in_order = sorted(set(years))
    code = int("".join(map(str, in_order))) if in_order else 0
    return code if is_year_group(code) else None


def order(code: int) -> tuple[int, ...]:
    """The place in a list: 1, 1/2, 2, 2/3 and on, the departments last."""
    return (YEARS[-1] + 1, code) if code in NAMED else years_of(code)


def short(code: int) -> str:
    """ "2", "1/2", "ISK"."""
    return NAMED.get(code) or "/".join(map(str, years_of(code)))


def words(code: int) -> str:
    """ "leerjaar 2", "leerjaar 1/2", "ISK", "overige groepen"."""
    if code == OTHER:
        return "overige groepen"
    return NAMED.get(code) or f"leerjaar {short(code)}"


def from_text(text: str) -> int | None:
    """The year group that a text says: "1/2 HV", "leerjaar 3", "H4", "V5b", "ISK", "vavo".

    A text can be what stands in a column for the year, or the name of a class. None when it says
    nothing that is sure ("HV", "10A", "2026").
    """
    plain = " ".join(text.casefold().split())
    for code, pattern in _NAMES:
        if re.search(rf"(?<![a-z])(?:{pattern})", plain):
            return code
    if several := _SEVERAL.search(plain):
        return combined(map(int, re.findall("[1-6]", several[0])))
    if (span := _FROM_TO.search(plain)) and span[1] < span[2]:
        return combined(range(int(span[1]), int(span[2]) + 1))
    single = _ONE.search(plain) or _AFTER_LETTER.search(plain)
    return int(single[1]) if single else None
