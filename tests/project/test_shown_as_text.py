"""What may hold typed words goes through the function that makes it text, wherever it is shown.

The screens themselves are read by tests/pages/test_typed_text.py; this looks at the code, so that a
refusal or an error that no test calls forth is found too.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.settings import CHECKOUT

READ_AS_MARKUP = frozenset(
    {
        "badge",
        "button",
        "caption",
        "checkbox",
        "error",
        "expander",
        "header",
        "html",
        "info",
        "link_button",
        "markdown",
        "metric",
        "page_link",
        "popover",
        "status",
        "subheader",
        "success",
        "title",
        "toast",
        "toggle",
        "warning",
        "write",
    }
)
"""Streamlit reads Markdown or HTML in these."""
WORDS_OF_PEOPLE = frozenset(
    {
        "agreements",
        "class_name",
        "comment",
        "decision",
        "device",
        "email",
        "explanation",
        "family",
        "file_name",
        "full",
        "given",
        "given_name",
        "guests",
        "motto",
        "name",
        "note",
        "notes",
        "question",
        "reaction",
        "reason",
        "recorded_by",
        "school_name",
        "sentence",
        "short",
        "source",
        "staff_name",
        "team_name",
        "text",
        "theme",
        "title",
        "user_name",
        "what",
        "why",
        "words",
    }
)
"""So are called what people typed, and what may quote it: a refusal, the name of a file."""
MAKES_TEXT = frozenset({"contained", "escape", "isolated", "plain", "plain_lines"})
MARKED = ("**", "<")
"""A text with these in it is put together for Markdown or HTML."""
OURS = frozenset({("ui/forms/form.py", "field.note")})
"""Written by us, as Markdown."""
SCREENS = [
    path
    for folder in ("ui", "pages", "server")
    for path in sorted((CHECKOUT / folder).rglob("*.py"))
]


def shown_as_it_is(code: str, place: str = "") -> list[str]:
    """What of people's words this code shows without making it text first."""
    faults = []
    for node in ast.walk(ast.parse(code)):
        for words in _marked_up(node):
            for read in _as_it_is(words):
                if (place, ast.unparse(read)) not in OURS:
                    faults.append(f"{place}:{read.lineno}: {ast.unparse(read)}")
    return faults


def _marked_up(node: ast.AST) -> Iterator[ast.AST]:
    """The texts in which markup would be read."""
    if isinstance(node, ast.Call) and _name(node) in READ_AS_MARKUP:
        yield from node.args[:1]
        yield from (key.value for key in node.keywords if key.arg in ("label", "help", "body"))
    elif isinstance(node, ast.JoinedStr):
        ours = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        if ours.startswith("- ") or any(mark in ours for mark in MARKED):
            yield node


def _as_it_is(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call):
        if _name(node) == "str" and node.args and isinstance(node.args[0], ast.Name):
            yield node
        elif _name(node) == "join":
            yield from (read for part in node.args for read in _as_it_is(part))
    elif isinstance(node, ast.Attribute):
        if node.attr in WORDS_OF_PEOPLE:
            yield node
    elif isinstance(node, ast.IfExp):
        yield from _as_it_is(node.body)
        yield from _as_it_is(node.orelse)
    elif not isinstance(node, ast.Compare):
        for part in ast.iter_child_nodes(node):
            yield from _as_it_is(part)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.relative_to(CHECKOUT).as_posix())
def test_words_of_people_are_made_text_before_they_are_shown(path: Path) -> None:
    place = path.relative_to(CHECKOUT).as_posix()
    if not place.startswith("ui/charts/"):
        assert shown_as_it_is(path.read_text("utf-8"), place) == []


@pytest.mark.parametrize(
    "code",
    [
        "st.warning(problem.sentence)",
        "st.error(str(refusal))",
        "st.info(f'In {file.name} staat niets')",
        "place.caption(label=pupil.class_name)",
        "st.button('Open', help=f'Zaak van {name.full}')",
        "words = f'**{member.name}**'",
        "st.html(''.join(f'<b>{one.note}</b>' for one in all))",
    ],
    ids=["sentence", "error", "file", "label", "help", "bold", "html"],
)
def test_words_that_are_shown_as_they_are_would_be_noticed(code: str) -> None:
    assert shown_as_it_is(code)
    made = code.replace("problem.sentence", "plain(problem.sentence)")
    assert made == code or shown_as_it_is(made) == []


def test_html_is_escaped_by_the_one_function_alone() -> None:
    """`html.escape` leaves the direction of what it escapes to whatever stands around it."""
    allowed = {"ui/labels.py", "ui/charts/style.py"}
    using = {
        path.relative_to(CHECKOUT).as_posix()
        for path in SCREENS
        if "html.escape(" in (code := path.read_text("utf-8")) or "from html import" in code
    }
    assert using == allowed
