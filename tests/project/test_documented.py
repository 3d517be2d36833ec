"""The docs say what the program has: every command, setting and screen."""

import re
from pathlib import Path

import pytest

import run
from ui import navigation

HERE = Path(__file__).parents[2]
SOURCES = ["casework", "data", "analytics", "exchange", "server", "ui", "pages"]


def text(path: str) -> str:
    """A page of the docs."""
    return (HERE / path).read_text("utf-8")


def settings() -> set[str]:
    """Every environment variable that the code reads."""
    names: set[str] = set()
    for folder in SOURCES:
        for file in (HERE / folder).rglob("*.py"):
            names |= set(re.findall(r"HANDELINGSKAART_[A-Z_]+[A-Z]", file.read_text("utf-8")))
    return names


@pytest.mark.parametrize("name", sorted(settings()))
def test_every_setting_is_in_the_guide_for_it(name: str) -> None:
    assert f"`{name}`" in text("docs/beheer.md")


@pytest.mark.parametrize("option", re.findall(r"--[a-z]+", run.USAGE))
def test_every_option_is_in_the_readme_and_the_guide_for_it(option: str) -> None:
    assert option in text("README.md")
    assert option in text("docs/beheer.md")


@pytest.mark.parametrize("screen", navigation.SCREENS, ids=lambda screen: screen.title)
def test_every_screen_has_a_chapter_in_the_manual(screen: navigation.Screen) -> None:
    assert f"\n## {screen.title}\n" in text("docs/handleiding.md")


def test_every_command_of_the_data_is_in_the_readme_and_the_guide_for_it() -> None:
    offered = re.findall(r'_command\(commands, "([a-z]+)"', text("manage/__main__.py"))
    assert len(offered) >= 4
    for command in offered:
        assert f"python run.py data {command}" in text("README.md")
        assert f"python run.py data {command}" in text("docs/beheer.md")


@pytest.mark.parametrize("page", ["README.md", "docs/handleiding.md"])
def test_every_picture_is_there(page: str) -> None:
    folder = (HERE / page).parent
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text(page)):
        assert (folder / picture).is_file(), picture


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "docs/handleiding.md", "docs/beheer.md"]
)
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    folder = (HERE / page).parent
    for link in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#:]+)(?:#[^)]*)?\)", text(page)):
        assert (folder / link).exists(), link


def test_the_first_screen_of_the_readme_has_both_commands() -> None:
    first_screen = "\n".join(text("README.md").splitlines()[:30])
    assert "python run.py" in first_screen
    assert "python run.py test" in first_screen


def test_every_requirement_is_pinned_exactly() -> None:
    for file in ("requirements.txt", "requirements-dev.txt"):
        for line in text(file).splitlines():
            assert line.startswith("-r ") or re.fullmatch(r"[a-z0-9\-\[\]]+==[\w.]+", line), line
