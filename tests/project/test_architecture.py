"""The pictures and paths of docs/architecture.md are the code's, and one module remembers."""

import re
from pathlib import Path

from docs import import_graph

HERE = Path(__file__).parents[2]


def page() -> str:
    """The page as it is kept."""
    return import_graph.FILE.read_text("utf-8")


def test_the_pictures_are_those_of_the_code() -> None:
    assert "-->" in page()
    assert page() == import_graph.with_pictures(page()), "run `python -m docs.import_graph`"


def test_every_path_on_the_page_is_there() -> None:
    paths = re.findall(r"`([a-z_]+/[a-z_/]*(?:\.[a-z]+)?)`", page())
    assert len(paths) > 20
    assert [path for path in paths if not (HERE / path).exists()] == []


def test_what_a_screen_remembers_is_kept_in_one_place() -> None:
    reads = {
        str(path.relative_to(HERE))
        for folder in ("pages", "ui")
        for path in (HERE / folder).rglob("*.py")
        if "session_state" in path.read_text("utf-8")
    }

    # What the board's browser side sends is the component's own.
    assert reads == {"ui/memory.py", "ui/board/component.py"}
