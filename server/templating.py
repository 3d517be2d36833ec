"""The door's own pages: templates of Jinja2 that make text of every value, and no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from casework.text_direction import isolated
from server.assets import address

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Notice:
    """A line above a form; a fault is read out at once by a screen reader."""

    text: str
    is_fault: bool = False


@dataclass(frozen=True)
class Way:
    """Where somebody can go on who can do nothing here."""

    address: str
    words: str


TO_SIGN_IN = Way("/aanmelden", "Naar aanmelden")
TO_ACCOUNT = Way("/account", "Terug naar Mijn account")
TO_START = Way("/", "Naar Vandaag")


@dataclass(frozen=True)
class FormField:
    """A labelled input with its hint and, when refused, why.

    `lines` makes it a text area, `options` a list to choose from; `keyboard` is what a phone shows.
    """

    label: str
    name: str
    value: str = ""
    hint: str = ""
    fault: str = ""
    kind: str = "text"
    autocomplete: str = "off"
    lines: int = 0
    options: Sequence[str] = ()
    example: str = ""
    keyboard: str = ""
    has_focus: bool = False
    longest: int = 0


def fault(text: str) -> Notice | None:
    """A refusal above a form, when there is one."""
    return Notice(text, is_fault=True) if text else None


def page(
    template: str,
    title: str,
    *,
    status: int = 200,
    is_wide: bool = False,
    reload_after: int = 0,
    ahead: Sequence[str] = (),
    style_sheet: str = "",
    **values: object,
) -> HTMLResponse:
    """A whole page of the door; `reload_after` seconds it asks again by itself.

    `ahead` are the files of the page that comes next, fetched while nobody waits; `style_sheet` is
    the address of the look, where the file of ours cannot be asked for.
    """
    return HTMLResponse(
        environment()
        .get_template(f"{template}.html")
        .render(
            title=title,
            is_wide=is_wide,
            reload_after=reload_after,
            ahead=ahead,
            style_sheet=style_sheet or address("/look.css"),
            **values,
        ),
        status,
    )


def _of_own_direction(value: object) -> object:
    return isolated(value) if type(value) is str else value


@cache
def environment() -> Environment:
    """Jinja2 as it is used here: every value escaped and of its own direction, and none missing."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_of_own_direction,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
