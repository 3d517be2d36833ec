"""Links to screens of the program as HTML, so that one element can hold as many as it needs.

A press is answered as one in the menu is, without loading the program again
(server/static/frame/links.js); without that script it is an ordinary link.
"""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlencode

from ui.labels import escape


def address(query: Mapping[str, str], screen: str = "") -> str:
    """Where a link leads: with `screen` to another screen, else on this one; ids and codes only."""
    return _address(tuple(query.items()), screen)


@lru_cache(maxsize=5_000)
def _address(query: tuple[tuple[str, str], ...], screen: str) -> str:
    """A timeline has four links on each line, the same ones at each run."""
    words = urlencode([(name, value) for name, value in query if value])
    return f"/{screen}?{words}" if screen else f"?{words}"


def link(words: str, target: str, look: str = "", name: str = "") -> str:
    """A link with these words; a screen reader reads `name` where they alone say too little."""
    return link_around(escape(words), target, look, name)


def link_around(content: str, target: str, look: str = "", name: str = "", case: str = "") -> str:
    """The same around HTML that was made safe already; `case` is the number of its case."""
    label = f' aria-label="{escape(name)}"' if name else ""
    of_case = f' data-case="{escape(case)}"' if case else ""
    classes = f"inside {look}".strip()
    return f'<a class="{classes}" href="{escape(target)}"{label}{of_case}>{content}</a>'
