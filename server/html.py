"""The door's own pages: small templates, every value escaped, no script."""

import html
from functools import cache
from pathlib import Path
from string import Template

from starlette.responses import HTMLResponse

from server.assets import assets

TEMPLATES = Path(__file__).parent / "templates"


class Markup(str):
    """Text that is HTML already and is put in as it is."""

    __slots__ = ()


def render(template: str, **values: object) -> Markup:
    """Fill `templates/<template>.html`; whatever is not Markup is escaped."""
    safe = {
        name: value if isinstance(value, Markup) else escape(value)
        for name, value in values.items()
    }
    return Markup(_template(template).substitute(safe))


def escape(value: object) -> Markup:
    """Any value as harmless text, also inside a quoted attribute."""
    return Markup(html.escape(str(value), quote=True))


def join(parts: list[Markup]) -> Markup:
    """Pieces of a page after one another."""
    return Markup("\n".join(parts))


def page(
    title: str, body: Markup, *, status: int = 200, width: str = "narrow", reload_after: int = 0
) -> HTMLResponse:
    """A whole page of the door; `reload_after` seconds it asks again by itself."""
    refresh = Markup(f'<meta http-equiv="refresh" content="{reload_after}">')
    whole = render(
        "layout",
        title=title,
        body=body,
        width=width,
        refresh=refresh if reload_after else "",
        version=look_version(),
    )
    return HTMLResponse(whole, status)


def notice(kind: str, text: str) -> Markup:
    """A line above a form: `kind` is "kind" for good news, "fault" for a refusal."""
    if not text:
        return Markup("")
    return render("notice", kind=kind, text=text, role="alert" if kind == "fault" else "status")


def field(
    label: str,
    name: str,
    *,
    value: str = "",
    hint: str = "",
    fault: str = "",
    kind: str = "text",
    complete: str = "off",
    lines: int = 0,
    example: str = "",
    focus: bool = False,
) -> Markup:
    """A labelled input with its hint and, when refused, why; `lines` makes it a text area."""
    attributes = _described(name, hint, fault)
    attributes += [f'placeholder="{escape(example)}"'] if example else []
    attributes += ["autofocus"] if focus else []
    return render(
        "area" if lines else "field",
        label=label,
        name=name,
        value=value,
        kind=kind,
        complete=complete,
        lines=lines,
        attributes=Markup(" ".join(attributes)),
        hint=render("hint", name=name, text=hint) if hint else "",
        fault=render("fault", name=name, text=fault) if fault else "",
    )


def choice(
    label: str,
    name: str,
    options: list[str],
    *,
    value: str,
    hint: str = "",
    fault: str = "",
) -> Markup:
    """A labelled list to choose one from."""
    inner = [
        Markup(
            f'<option value="{escape(one)}"{" selected" if one == value else ""}>'
            f"{escape(one)}</option>"
        )
        for one in options
    ]
    return render(
        "choice",
        label=label,
        name=name,
        options=join(inner),
        attributes=Markup(" ".join(_described(name, hint, fault))),
        hint=render("hint", name=name, text=hint) if hint else "",
        fault=render("fault", name=name, text=fault) if fault else "",
    )


def _described(name: str, hint: str, fault: str) -> list[str]:
    notes = [f"{name}-hint"] if hint else []
    notes += [f"{name}-fault"] if fault else []
    attributes = [f'aria-describedby="{" ".join(notes)}"'] if notes else []
    return [*attributes, 'aria-invalid="true"'] if fault else attributes


def look_version() -> str:
    """A short mark of the style sheet, so that a browser fetches a changed one."""
    return assets()["/look.css"].mark


@cache
def _template(name: str) -> Template:
    return Template((TEMPLATES / f"{name}.html").read_text("utf-8"))
