"""On Vandaag: the forms that this person left half filled, each with the way back to it."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from casework.desk import Desk
from casework.people import Action
from casework.records import Draft
from casework.words import enumeration, near_moment
from ui import hidden_names, navigation
from ui.inner_link import link_around
from ui.labels import escape

MOST = 5
VALUE = r"[\w.%+-]{0,80}"
ADDRESS = re.compile(rf"/?[a-z_-]{{1,40}}(\?[a-z_]{{1,20}}={VALUE}(&[a-z_]{{1,20}}={VALUE})*)?")


def show(desk: Desk) -> None:
    """A line for each, the newest first; nothing when there is none."""
    drafts = [draft for draft in desk.drafts.all() if draft.kept_at and _screen(draft)][:MOST]
    if not drafts:
        return
    cases = _cases(desk, drafts)
    items = "".join(f"<li>{_line(desk, draft, cases)}</li>" for draft in drafts)
    st.html(f'<ul class="work-lines work-drafts">{items}</ul>')


def _line(desk: Desk, draft: Draft, cases: Mapping[str, str]) -> str:
    assert draft.kept_at is not None
    when = near_moment(draft.kept_at, desk.today).removeprefix("vandaag ")
    content = (
        f'<span class="work-what">Concept van {escape(when)} '
        f"<small>{escape(_about(desk, draft, cases))}</small></span>"
        '<span class="mark mark-new">verder gaan</span>'
    )
    return link_around(content, f"/{draft.address.lstrip('/')}", "work-line")


def _about(desk: Desk, draft: Draft, cases: Mapping[str, str]) -> str:
    """Where it was typed: the case with its step, or else the screen."""
    query, screen = _query(draft), _screen(draft)
    steps = {step.id: step.title for step in desk.known_card.steps}
    case = cases.get(query.get("zaak", ""), "")
    title = screen.title if screen and not case else ""
    return " · ".join(filter(None, (case, steps.get(query.get("stap", ""), ""), title)))


def _cases(desk: Desk, drafts: Sequence[Draft]) -> dict[str, str]:
    """Each case that a draft is in, by name and number, as far as this person may still open it."""
    ids = {_query(draft).get("zaak", "") for draft in drafts} - {""}
    if not ids or not desk.may(Action.SEE_CASE):
        return {}
    names = {} if hidden_names.are_hidden() else desk.pupils.in_cases(ids)
    return {
        case.case_id: " · ".join(
            filter(None, (enumeration(names.get(case.case_id, ())), f"zaak {case.label}"))
        )
        for case in desk.cases.all()
        if case.case_id in ids
    }


def _screen(draft: Draft) -> navigation.Screen | None:
    """The screen to which the address of a draft leads; an address is checked like any input."""
    if not ADDRESS.fullmatch(draft.address):
        return None
    path = urlsplit(draft.address).path.strip("/")
    return next((screen for screen in navigation.SCREENS if screen.address == path), None)


def _query(draft: Draft) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(draft.address).query))
