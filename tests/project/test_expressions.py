"""No regular expression of the program takes time that grows faster than its text.

Looked for in the expression itself, not by the clock: a repeat without a bound inside another, and
two such repeats one after the other that can take the same letters, so that each place where the
one may end and the other begin is tried.
"""

import re
from collections.abc import Iterable, Iterator
from re import _constants as of  # type: ignore[attr-defined]
from re import _parser
from typing import Any

import pytest

from benchmarks.expressions import Pattern, expressions

# From how many times on a repeat counts as one without a bound.
MANY = 400
SIGNS = [chr(code) for code in range(256)] + list("ı€–’…\u200b🙂")
REPEATS = (of.MAX_REPEAT, of.MIN_REPEAT)

A_CELL = "one cell of a list, cut at 2,000 signs, without two spaces in a row"
OURS = "a text of the program itself"
A_SIGN_BETWEEN = "a sign that neither of the two takes stands between them"
# What is seen in the expression and does no harm: why.
KNOWN = {
    "casework.card.reading._HEADER": "at the start of a line of a card that has a bound",
    "casework.card.reading._SETTING": "at the start of a line of a card that has a bound",
    "casework.free_periods.LINE": "a line on its own, of which the last part takes the rest",
    "casework.masking.handles.CHUNK": A_SIGN_BETWEEN,
    "casework.roster.staff_names._IN_BRACKETS": A_CELL,
    "casework.year_groups._FROM_TO": A_CELL,
    "data.statements": OURS,
    "data.statements.CHANGE": OURS,
    "exchange.printable.EMPTY_LINES": "begins with a new line, and three of them are enough",
    "exchange.roster.class_names": A_CELL,
    "exchange.roster.class_names._AROUND": A_CELL,
    "exchange.roster.dates._PARTS": A_CELL,
    "exchange.roster.dates._WORDS": A_CELL,
    "exchange.roster.list_line._MENTORS": A_CELL,
    "exchange.roster.names._BEHIND": A_CELL,
    "exchange.roster.names._IN_BRACKETS": A_CELL,
    "exchange.roster.roles._BETWEEN": A_CELL,
    "exchange.roster.roles._PATTERNS": A_CELL,
    "server.mail.settings.AN_ADDRESS": A_SIGN_BETWEEN,
    "server.streamlit_inside.dutch.AHEAD": OURS,
}


def _letters(code: Any, value: Any, flags: int) -> frozenset[str]:
    """Which of the signs one item of an expression can be."""
    if code is of.LITERAL:
        return frozenset(sign for sign in SIGNS if _same(sign, chr(value), flags))
    if code is of.NOT_LITERAL:
        return frozenset(SIGNS) - _letters(of.LITERAL, value, flags)
    if code is of.ANY:
        return frozenset(SIGNS) - (frozenset() if flags & re.DOTALL else frozenset("\n"))
    if code is of.RANGE:
        return frozenset(sign for sign in SIGNS if value[0] <= ord(sign) <= value[1])
    if code is of.CATEGORY:
        return frozenset(filter(re.compile(_CATEGORIES[value]).match, SIGNS))
    if code is of.IN:
        inside = [_letters(c, v, flags) for c, v in value if c is not of.NEGATE]
        union = frozenset[str]().union(*inside)
        return frozenset(SIGNS) - union if value[0][0] is of.NEGATE else union
    return frozenset()


_CATEGORIES = {
    of.CATEGORY_DIGIT: r"\d",
    of.CATEGORY_NOT_DIGIT: r"\D",
    of.CATEGORY_SPACE: r"\s",
    of.CATEGORY_NOT_SPACE: r"\S",
    of.CATEGORY_WORD: r"\w",
    of.CATEGORY_NOT_WORD: r"\W",
}


def _same(sign: str, letter: str, flags: int) -> bool:
    return sign == letter or bool(flags & re.IGNORECASE and sign.lower() == letter.lower())


def _all_letters(tree: Iterable[Any], flags: int) -> frozenset[str]:
    """Every sign that something in it can be."""
    letters: frozenset[str] = frozenset()
    for code, value in tree:
        inside = list(_inside(code, value))
        letters |= _letters(code, value, flags)
        letters = letters.union(*(_all_letters(one, flags) for one in inside))
    return letters


def _inside(code: Any, value: Any) -> Iterator[Any]:
    if code in (*REPEATS, of.POSSESSIVE_REPEAT):
        yield value[2]
    elif code is of.SUBPATTERN:
        yield value[3]
    elif code is of.BRANCH:
        yield from value[1]


def _is_endless(code: Any, value: Any) -> bool:
    return code in REPEATS and value[1] >= MANY


def _may_be_empty(code: Any, value: Any) -> bool:
    if code in (*REPEATS, of.POSSESSIVE_REPEAT):
        return value[0] == 0 or all(_may_be_empty(*one) for one in value[2])
    if code is of.SUBPATTERN:
        return all(_may_be_empty(*one) for one in value[3])
    if code is of.BRANCH:
        return any(all(_may_be_empty(*one) for one in way) for way in value[1])
    return code in (of.AT, of.ASSERT, of.ASSERT_NOT)


def _flat(tree: Iterable[Any]) -> Iterator[Any]:
    """The items one after the other, also those in groups."""
    for code, value in tree:
        if code is of.SUBPATTERN:
            yield from _flat(value[3])
        else:
            yield code, value


def faults(pattern: Pattern) -> list[str]:
    """Why the time of this expression may grow faster than its text."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin1")
    return list(_faults(_parser.parse(text, pattern.flags & ~re.DEBUG), pattern.flags))


def _faults(tree: Iterable[Any], flags: int) -> Iterator[str]:
    items = list(_flat(tree))
    for place, (code, value) in enumerate(items):
        for inside in _inside(code, value):
            yield from _faults(inside, flags)
        if not _is_endless(code, value):
            continue
        if _ends_in_a_repeat_like_itself(value[2], flags):
            yield "a repeat in a repeat"
        shared = _all_letters([(code, value)], flags)
        between: list[frozenset[str]] = []
        for other, what in items[place + 1 :]:
            both = shared & _all_letters([(other, what)], flags)
            if _is_endless(other, what) and both and all(one & both for one in between):
                yield f"two repeats of the same: {min(both)!r}"
                break
            if not _may_be_empty(other, what):
                between.append(both)
                if not both:
                    break


def _ends_in_a_repeat_like_itself(body: Iterable[Any], flags: int) -> bool:
    items = list(_flat(body))
    for place, (code, value) in enumerate(items):
        others = [one for n, one in enumerate(items) if n != place and not _may_be_empty(*one)]
        letters = _all_letters([(code, value)], flags)
        apart = any(not _all_letters([one], flags) & letters for one in others)
        if _is_endless(code, value) and not apart:
            return True
    return False


@pytest.mark.parametrize(
    ("expression", "is_good"),
    [
        (r"(a+)+b", False),
        (r"(\w+\s?)*!", False),
        (r"\s*(x?)\s*y", False),
        (r"<a[^>]*b[^>]*>", False),
        (r'<a[^<>]*?name="([^"]*)"[^<>]*?id=', False),
        (r"(a+,)*b", True),
        (r"[a-z]+[0-9]+", True),
        (r"\w{1,40}\s*\w{1,40}", True),
    ],
)
def test_what_grows_with_the_square_is_seen(expression: str, is_good: bool) -> None:
    assert (faults(re.compile(expression)) == []) is is_good


def test_no_expression_of_the_program_grows_faster_than_its_text() -> None:
    seen = {where for where, pattern in expressions() if faults(pattern)}

    assert seen == set(KNOWN)


def test_the_expressions_of_the_program_are_seen() -> None:
    names = {where for where, _ in expressions()}

    assert {"exchange.roster.spreadsheet._CELL", "casework.masking.contacts._ADDRESS"} <= names
    assert len(names) > 100
