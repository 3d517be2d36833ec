"""The pages of the door: whatever is put in stays text, and every page needs all that it uses."""

import re
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError

from server.settings import CHECKOUT
from server.templating import TEMPLATES, FormField, Notice, environment, fault, page

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "{{ 7 * 7 }}{% include 'layout.html' %}",
    "$name ${name}",
    "a & b &amp; c",
    "\u2028\u0000é",
)


class Reader(HTMLParser):
    """The tags of a page, its attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def filled_in(text: str) -> Reader:
    """A page with this text in every place that takes one."""
    fields = [
        FormField(
            text,
            "a",
            value=text,
            hint=text,
            fault=text,
            example=text,
            lines=lines,
            options=options,
        )
        for lines, options in ((0, ()), (3, ()), (0, (text,)))
    ]
    response = page(
        "sign_in",
        text,
        notice=Notice(text),
        school=text,
        target=text,
        fields=fields,
        providers=[(text, "/aanmelden/entra")],
        has_passwords=True,
        is_refused=False,
    )
    return Reader(bytes(response.body).decode())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_value_stays_text(text: str) -> None:
    harmless, hostile = filled_in("x"), filled_in(text)
    assert hostile.tags == harmless.tags
    assert [name for name, _ in hostile.attributes] == [name for name, _ in harmless.attributes]
    # A parser reads NUL as the mark for an unknown sign.
    readable = text.replace("\0", "\ufffd")
    values = [value.replace("\0", "\ufffd") for _, value in hostile.attributes if value]
    assert values.count(readable) >= 5
    assert hostile.text.replace("\0", "\ufffd").count(readable) >= 10


def test_signs_of_direction_turn_nothing_around_a_value() -> None:
    text = filled_in("kwaad\u202e\u2067").text
    assert "\u202e" not in text
    assert text.count("\u2068kwaad\u2067\u2069\u2069") >= 10


def test_a_value_that_is_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        page("sign_in", "Aanmelden", notice=None, target="/", fields=[])


# A file of ours by its address; nothing that runs stands in a page itself.
OWN_SCRIPT = '<script src="{{ script }}" defer></script>'


def test_every_template_escapes_and_none_says_that_a_value_is_safe() -> None:
    assert environment().autoescape is True
    templates = list(TEMPLATES.glob("*.html"))
    assert len(templates) >= 10
    for template in templates:
        text = template.read_text("utf-8").replace(OWN_SCRIPT, "")
        assert not re.search(r"\|\s*safe|autoescape|<script|style=|\son\w+=", text), template.name
    for module in (CHECKOUT / "server").rglob("*.py"):
        assert "Markup" not in module.read_text("utf-8"), module.name


def test_every_template_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in (CHECKOUT / "server").glob("*.py"))
    pages = {path.stem for path in TEMPLATES.glob("*.html")} - {"layout", "fields"}
    assert {name for name in pages if f'"{name}"' not in code} == set()


def test_a_mistake_is_told_beside_its_field() -> None:
    field = FormField("Code", "code", hint="Tien tekens.", fault="Deze code klopt niet.")
    text = bytes(page("code", "Beginnen", notice=fault("Fout"), code=field).body).decode()
    assert 'aria-describedby="code-hint code-fault" aria-invalid="true"' in text
    assert '<p class="fault" id="code-fault">Deze code klopt niet.</p>' in text
    assert '<p class="notice fault" role="alert">Fout</p>' in text
