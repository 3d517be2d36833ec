"""The glossary and the record of dependencies say what the card, the code and the pins say."""

import re
from collections.abc import Iterable
from pathlib import Path

from casework.card.model import packaged_card
from casework.entries import KINDS
from casework.people import Role
from docs import glossary

HERE = Path(__file__).parents[2]
RECORD = "docs/decisions/0002-run-time-dependencies.md"


def written(path: str) -> str:
    """A page of the docs."""
    return (HERE / path).read_text("utf-8")


def missing(words: Iterable[object]) -> list[str]:
    """The words that are not in the glossary as code."""
    page = written("docs/glossary.md")
    return [str(word) for word in words if f"`{word}`" not in page]


def test_every_id_of_the_card_is_in_the_glossary() -> None:
    card = packaged_card()
    named = (card.columns, card.steps, card.parts, card.measures, card.guides, card.aftercare)
    assert missing(item.id for items in named for item in items) == []


def test_every_list_of_the_card_and_every_code_in_it_is_in_the_glossary() -> None:
    lists = packaged_card().lists
    assert missing(lists) == []
    assert missing(code for codes in lists.values() for code in codes) == []


def test_every_kind_of_entry_is_in_the_glossary_with_its_model() -> None:
    assert missing(KINDS) == []
    assert missing(model.__name__ for model in KINDS.values()) == []


def test_every_role_is_in_the_glossary() -> None:
    assert missing(role.value for role in Role) == []


def test_the_glossary_is_the_one_that_the_card_gives_today() -> None:
    fresh = glossary.text(packaged_card())
    assert fresh == written("docs/glossary.md"), "run `python -m docs.glossary`"


def test_every_pin_is_in_the_record_of_dependencies() -> None:
    pins = [line for line in written("requirements.txt").splitlines() if "==" in line]
    record = written(RECORD)
    assert pins
    assert [pin for pin in pins if f"| {pin.replace('==', ' ')} |" not in record] == []


def test_no_record_of_dependencies_outlives_its_pin() -> None:
    pins = written("requirements.txt")
    rows = re.findall(r"^\| ([a-z0-9-]+) [0-9.]+ \|", written(RECORD), re.MULTILINE)
    assert rows
    assert [name for name in rows if f"{name}==" not in pins] == []


def test_every_picture_is_there_is_shown_and_is_made_by_the_script() -> None:
    pages = written("docs/handleiding.md") + written("README.md")
    pictures = set(re.findall(r"images/([a-z-]+)\.png", pages))
    script = written("docs/make_screenshots.py")
    assert pictures == {path.stem for path in (HERE / "docs" / "images").iterdir()}
    assert {name for name in pictures if f'"{name}"' not in script} == set()
