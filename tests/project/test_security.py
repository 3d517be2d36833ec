"""SECURITY.md: every threat has a test that is there, and no section of level 2 is left out."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
# Of OWASP ASVS 5.0.
CHAPTERS = set(range(1, 18))


def threats() -> list[list[str]]:
    """The cells of each line of the table of threats."""
    part = PAGE.split("## Threats")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_threat_has_a_test_that_is_there() -> None:
    assert len(threats()) > 30
    for threat, defence, test in threats():
        path, _, name = test.strip("`").partition("::")
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert name in names, (threat, test)
        assert defence


def test_no_threat_stands_there_twice() -> None:
    named = [threat for threat, _, _ in threats()]
    assert len(named) == len(set(named))


def test_no_chapter_of_the_yardstick_is_left_out() -> None:
    part = PAGE.split("## OWASP ASVS")[1].split("\n## ")[0]
    chapters = {int(number) for number in re.findall(r"\bV(\d+)\b", part)}
    assert chapters == CHAPTERS


def test_every_page_that_is_named_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (ROOT / target).exists(), target
