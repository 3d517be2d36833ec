"""What stands in the elements of a screen that are HTML: its words, and where its links lead."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from streamlit.testing.v1 import AppTest

from ui.navigation import SCREENS

LINK = re.compile(r'<a class="inside[^"]*" href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
BLOCK_ENDS = re.compile(r"</(?:p|li|h\d|summary|div|header|b|span|a)>")


def html(app: AppTest) -> str:
    """The HTML of the screen."""
    return "\n".join(element.proto.body for element in app.get("html"))


def words(markup: str) -> str:
    """What can be read of HTML: a line for each block."""
    lines = re.sub(r"<[^>]*>", "", BLOCK_ENDS.sub("\n", markup)).splitlines()
    return unescape("\n".join(line for line in lines if line.strip()))


def html_links(app: AppTest) -> list[tuple[str, dict[str, str]]]:
    """The links in HTML: their words, and what they ask for."""
    links = LINK.findall(html(app))
    return [
        (" ".join(words(text).split()), dict(parse_qsl(urlsplit(unescape(target)).query)))
        for target, text in links
    ]


def addresses(app: AppTest) -> list[tuple[str, str]]:
    """The links in HTML: their words, and where each leads."""
    links = LINK.findall(html(app))
    return [(" ".join(words(text).split()), unescape(target)) for target, text in links]


def follow(app: AppTest, text: str) -> AppTest:
    """The screen to which the first link with these words leads."""
    target = urlsplit(next(to for link_words, to in addresses(app) if text in link_words))
    page = next(screen for screen in SCREENS if screen.address == target.path.strip("/"))
    app.query_params.clear()
    for name, value in parse_qsl(target.query):
        app.query_params[name] = value
    app.switch_page(f"../pages/{page.file}").run()
    assert not app.exception
    return app
