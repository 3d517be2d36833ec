"""The bar at the bottom of a phone: the screens that somebody uses most, the rest behind Meer.

It is one element, the same on every screen, so that it neither flickers nor loses the focus;
server/static/frame/bar.js marks where one is and goes there without loading the page anew.
The style sheet shows it where Streamlit would put its menu behind a button.
"""

from collections.abc import Sequence

import streamlit as st

from casework.desk import Desk
from ui.labels import escape
from ui.navigation import (
    CARD,
    CASES,
    CLASSROOM,
    MEETING,
    OFFICE,
    OUTSIDE_MENU,
    OVERSIGHT,
    REPORT,
    SCREENS,
    SIGNAL,
    SUPPORT,
    TODAY,
    TRENDS,
    YEAR_REPORT,
    Screen,
)

MOST = 5
"""A thumb finds five things side by side at 375 px."""
USED_MOST = (TODAY, REPORT, CLASSROOM, CASES)
OTHERWISE = (OFFICE, OVERSIGHT, SUPPORT, TRENDS, SIGNAL, MEETING, CARD, YEAR_REPORT)
"""What takes the place of a screen that somebody does not have, in this order."""
SEARCH = "Zoeken"
BACK, MORE, LOOK_FOR = ":material/arrow_back:", ":material/more_horiz:", ":material/search:"


def bar(desk: Desk) -> None:
    """The bar of this person."""
    st.html(markup([screen for screen in SCREENS if desk.may(screen.action)]))


def chosen(screens: Sequence[Screen]) -> tuple[list[Screen], list[Screen]]:
    """What of these stands in the bar, and what is behind Meer; that takes a place itself."""
    listed = [screen for screen in screens if screen not in OUTSIDE_MENU]
    if len(listed) <= MOST:
        return _with_search_last(listed), []
    by_use = [screen for screen in (*USED_MOST, *OTHERWISE) if screen in listed]
    in_bar = by_use[: MOST - 1]
    return _with_search_last(in_bar), [screen for screen in listed if screen not in in_bar]


def _with_search_last(screens: Sequence[Screen]) -> list[Screen]:
    return sorted(screens, key=lambda screen: screen is CASES)


def markup(screens: Sequence[Screen]) -> str:
    """The bar as HTML; there is no word in it that somebody typed."""
    in_bar, behind = chosen(screens)
    links = "".join(f"<li>{_link(screen, _short(screen))}</li>" for screen in in_bar)
    return (
        f'<a class="phone-back" href="/" aria-label="Terug">{_icon(BACK)}</a>'
        f'<nav class="phone-bar" aria-label="Menu"><ul>{links}{_more(behind)}</ul></nav>'
    )


def _more(screens: Sequence[Screen]) -> str:
    if not screens:
        return ""
    links = "".join(f"<li>{_link(screen, screen.title)}</li>" for screen in screens)
    return (
        f'<li class="phone-more"><details><summary>{_icon(MORE)}<span>Meer</span></summary>'
        f"<ul>{links}</ul></details></li>"
    )


def _link(screen: Screen, words: str) -> str:
    address = "/" if screen is TODAY else f"/{screen.address}"
    # Who hears the page hears the whole title, in which the short word is.
    name = "" if words in (screen.title, SEARCH) else f' aria-label="{escape(screen.title)}"'
    icon = LOOK_FOR if words == SEARCH else screen.icon
    return f'<a href="{address}"{name}>{_icon(icon)}<span>{escape(words)}</span></a>'


def _short(screen: Screen) -> str:
    return SEARCH if screen is CASES else screen.short or screen.title


def _icon(icon: str) -> str:
    name = icon.removeprefix(":material/").rstrip(":")
    return f'<span class="phone-icon" aria-hidden="true" data-icon="{name}"></span>'
