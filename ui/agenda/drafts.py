"""On Vandaag: the forms that this person left half filled, each with the way back to it."""

import re
from html import escape
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from casework.desk import Desk
from casework.people import Action
from casework.records import Draft
from casework.words import near_moment
from ui import navigation
from ui.inner_link import link_around

MOST = 5
ADDRESS = re.compile(r"/?[a-z_-]{1,40}(\?[a-z]{1,20}=[\w-]{0,60}(&[a-z]{1,20}=[\w-]{0,60})*)?")


def show(desk: Desk) -> None:
    """A line for each, the newest first; nothing when there is none."""
    drafts = [draft for draft in desk.drafts.all() if draft.kept_at and _screen(draft)][:MOST]
    if not drafts:
        return
    numbers = _numbers(desk, drafts)
    items = "".join(f"<li>{_line(desk, draft, numbers)}</li>" for draft in drafts)
    st.html(f'<ul class="work-lines work-drafts">{items}</ul>')


def _line(desk: Desk, draft: Draft, numbers: dict[str, str]) -> str:
    assert draft.kept_at is not None
    screen = _screen(draft)
    about = numbers.get(_case_id(draft), screen.title if screen else "")
    words = f"Concept van {near_moment(draft.kept_at, desk.today).removeprefix('vandaag ')}"
    content = (
        f'<span class="work-what">{escape(words)}<small>{escape(about)}</small></span>'
        '<span class="mark mark-new">verder gaan</span>'
    )
    return link_around(content, f"/{draft.address.lstrip('/')}", "work-line")


def _numbers(desk: Desk, drafts: list[Draft]) -> dict[str, str]:
    """ "Zaak 2026-044" for each case that a draft is in and that this person may still open."""
    ids = {_case_id(draft) for draft in drafts} - {""}
    if not ids or not desk.may(Action.SEE_CASE):
        return {}
    return {c.case_id: f"Zaak {c.label}" for c in desk.cases.all() if c.case_id in ids}


def _screen(draft: Draft) -> navigation.Screen | None:
    """The screen to which the address of a draft leads; an address is checked like any input."""
    if not ADDRESS.fullmatch(draft.address):
        return None
    path = urlsplit(draft.address).path.strip("/")
    return next((screen for screen in navigation.SCREENS if screen.address == path), None)


def _case_id(draft: Draft) -> str:
    return parse_qs(urlsplit(draft.address).query).get("zaak", [""])[0]
