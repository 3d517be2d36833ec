"""Every regular expression of the program against the texts that are worst for it.

For each repeat in an expression a text is made that gives it as much as it can take, and then
fails: what grows with the square takes four times as long for a text twice as long.
"""

import argparse
import ast
import importlib
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from re import _constants as of  # type: ignore[attr-defined]
from re import _parser
from types import ModuleType
from typing import Any

from benchmarks import verdict

ROOT = Path(__file__).parent.parent
PACKAGES = ("casework", "data", "exchange", "manage", "server", "ui")
# Run by a developer, on nothing that anybody sent, and with packages of their own.
BY_HAND = ("server.letters.cut", "ui.board.refresh_plotly")
LENGTH = 20_000
SLOW = 0.05
LETTERS = "ab1 -_.,;:@#*\"'()[]<>/\\=+|\n\té"
FAILS = ("", "\x00")
MOST_FRONTS = 4

Pattern = re.Pattern[str] | re.Pattern[bytes]


def expressions() -> list[tuple[str, Pattern]]:
    """The compiled expressions of every module, with where each stands."""
    known: dict[tuple[str | bytes, int], tuple[str, Pattern]] = {}
    for module, tree in _modules():
        named = [(name, one) for name, value in vars(module).items() for one in _compiled(value)]
        for name, pattern in (*named, *(("", one) for one in _inline(tree))):
            where = f"{module.__name__}.{name}".rstrip(".")
            known.setdefault((pattern.pattern, pattern.flags), (where, pattern))
    return sorted(known.values(), key=lambda one: one[0])


def _modules() -> Iterator[tuple[ModuleType, ast.Module]]:
    """The modules that use expressions, with their text read."""
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        text = path.read_text("utf-8")
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if "import re\n" in text and name not in BY_HAND:
            yield importlib.import_module(name.removesuffix(".__init__")), ast.parse(text)


def _inline(tree: ast.Module) -> Iterator[Pattern]:
    """What is given to a function of `re` where it is used."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            home, first = node.func.value, node.args[0]
            if isinstance(home, ast.Name) and home.id == "re" and isinstance(first, ast.Constant):
                yield re.compile(first.value)


def _compiled(value: object, depth: int = 3) -> Iterator[Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, list | tuple | set | frozenset | dict) and depth:
        inside = [*value, *value.values()] if isinstance(value, dict) else value
        for one in inside:
            yield from _compiled(one, depth - 1)


def attacks(pattern: Pattern, length: int = LENGTH) -> Iterator[str]:
    """Texts about as long as this, that make each repeat take all it can."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin1")
    tree = _parser.parse(text, pattern.flags & ~re.DEBUG)
    repeats = list(_repeats(tree, ""))
    units = {unit for _, unit in repeats if unit} | set("a1 ")
    fronts = {"", *(front for front, _ in repeats[:MOST_FRONTS])}
    whole = _example(tree)
    for unit in sorted({*units, whole, whole[:-1]} - {""}):
        for front in sorted(fronts):
            for fails in FAILS:
                yield front + unit * (length // len(unit)) + fails


def _repeats(tree: Iterable[Any], front: str) -> Iterator[tuple[str, str]]:
    """Of each repeat what stands before it, and one of what it repeats."""
    for code, value in tree:
        if code in (of.MAX_REPEAT, of.MIN_REPEAT, of.POSSESSIVE_REPEAT):
            yield front, _example(value[2])
            yield from _repeats(value[2], front)
        elif code is of.SUBPATTERN:
            yield from _repeats(value[3], front)
        elif code is of.BRANCH:
            for way in value[1]:
                yield from _repeats(way, front)
        elif code is of.ATOMIC_GROUP:
            yield from _repeats(value, front)
        front += _example([(code, value)])


def _example(tree: Iterable[Any]) -> str:
    """A short text that fits."""
    return "".join(_one(code, value) for code, value in tree)


def _one(code: Any, value: Any) -> str:
    if code is of.LITERAL:
        return chr(value)
    if code in (of.ANY, of.NOT_LITERAL):
        return "b" if value == ord("a") else "a"
    if code is of.IN:
        return _of_set(value)
    if code in (of.MAX_REPEAT, of.MIN_REPEAT, of.POSSESSIVE_REPEAT):
        return _example(value[2]) * max(value[0], 1 if value[1] else 0)
    if code is of.SUBPATTERN:
        return _example(value[3])
    if code is of.BRANCH:
        return _example(value[1][0])
    return _example(value) if code is of.ATOMIC_GROUP else ""


def _of_set(items: Any) -> str:
    kinds = {of.CATEGORY_DIGIT: "1", of.CATEGORY_SPACE: " ", of.CATEGORY_WORD: "a"}
    if items[0][0] is of.NEGATE:
        inside = re.compile("|".join(map(_written, items[1:])), re.DOTALL)
        return next((letter for letter in LETTERS if not inside.fullmatch(letter)), "")
    code, value = items[0]
    if code is of.LITERAL:
        return chr(value)
    if code is of.RANGE:
        return chr(value[0])
    return kinds.get(value, "-")


def _written(item: Any) -> str:
    code, value = item
    names = {of.CATEGORY_DIGIT: r"\d", of.CATEGORY_SPACE: r"\s", of.CATEGORY_WORD: r"\w"}
    names |= {of.CATEGORY_NOT_DIGIT: r"\D", of.CATEGORY_NOT_SPACE: r"\S"}
    if code is of.LITERAL:
        return re.escape(chr(value))
    if code is of.RANGE:
        return f"[{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}]"
    return names.get(value, r"\W")


def seconds(pattern: Pattern, text: str) -> float:
    """How long it takes to look for this everywhere in a text."""
    began = time.process_time()
    if isinstance(pattern.pattern, bytes):
        sum(1 for _ in pattern.finditer(text.encode("utf-8", "replace")))  # type: ignore[arg-type]
    else:
        sum(1 for _ in pattern.finditer(text))  # type: ignore[arg-type]
    return time.process_time() - began


def worst(pattern: Pattern, length: int) -> tuple[float, float, str]:
    """Of the worst text: seconds, how many times that for one twice as long, and its beginning."""
    slowest, once = "", 0.0
    for size in (24, 400, length):
        took = [(seconds(pattern, text), text) for text in attacks(pattern, size)]
        once, slowest = max(took)
        if once > SLOW:
            break
    half = len(slowest) // 2
    twice = seconds(pattern, slowest[:half] + slowest)
    return once, twice / max(once, 1e-6), slowest[:24]


def report(length: int) -> None:
    """The slowest, and every one that grows faster than its text."""
    rows = []
    for where, pattern in expressions():
        once, growth, start = worst(pattern, length)
        if once > SLOW:
            rows.append((once, where, verdict.ms(once), f"{growth:.1f}", repr(start)))
    rows.sort(reverse=True)
    titles = ("expression", "processor", "twice as long", "begins with")
    verdict.table(f"Expressions, texts of {length:,} characters", titles, [r[1:] for r in rows])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--length", type=int, default=LENGTH)
    report(parser.parse_args().length)
