"""Marks on the time axis: numbered in the picture, in words beside it, made and taken away here.

The words are asked of the desk on each run and shown as text; no cache and no download has them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from casework.desk import Desk
from casework.people import Action
from casework.trend_notes import Annotation
from ui import form, session
from ui.charts import marks
from ui.form import Form
from ui.labels import plain, short_date
from ui.trends.blocks import Block

SCHOOL = "school"
WHOLE_SCHOOL = "hele school"
NO_NAMES = (
    "Schrijf geen namen van leerlingen: iedereen die deze cijfers ziet, leest dit mee. Wat er "
    "tegelijk verandert hoeft niet de oorzaak te zijn."
)
OUTSIDE = "Buiten de periode van deze figuur; een lijn komt er zodra die maand in de figuur staat."
FORM = "annotation"
REMOVAL = "annotation_removal"


def on(block: Block, known: Sequence[Annotation], team_id: str) -> list[Annotation]:
    """The marks that belong in this figure, in the order of their numbers."""
    if block.picture is None or not marks.has_timeline(block.picture):
        return []
    days = set(marks.within(block.picture, [one.on for one in known]))
    return [one for one in of_team(known, team_id) if one.on in days]


def of_team(known: Sequence[Annotation], team_id: str) -> list[Annotation]:
    """The marks of that team and of the whole school; all of them without a team."""
    return [one for one in known if not team_id or one.team_id in ("", team_id)]


def drawn(block: Block, found: Sequence[Annotation]) -> Block:
    """The figure with a numbered line for each mark."""
    if block.picture is None or not found:
        return block
    return replace(block, picture=marks.with_marks(block.picture, [one.on for one in found]))


def show(
    desk: Desk,
    block: Block,
    found: Sequence[Annotation],
    known: Sequence[Annotation],
    teams: Mapping[str, str],
) -> None:
    """The marks in words, and for who may: a form for a new one, and buttons to take one away.

    `found` are those in this figure, `known` all of the team: those that lie outside the figure
    can be read and taken away as well.
    """
    if block.picture is None or not marks.has_timeline(block.picture):
        return
    if found:
        with st.container(gap="xxsmall", key=f"marks_{block.key}"):
            st.caption("Op de tijdlijn:")
            for number, one in enumerate(found, start=1):
                st.text(f"{number}. {in_words(one, teams, desk.today)}")
    if desk.may(Action.ANNOTATE):
        _change(desk, block.key, found, known, teams)


def in_words(one: Annotation, teams: Mapping[str, str], today: date) -> str:
    """Day, text, and for whom."""
    whom = f"team {teams.get(one.team_id, '')}" if one.team_id else WHOLE_SCHOOL
    return f"{short_date(one.on, today)}: {one.text} ({whom})"


def _change(
    desk: Desk,
    key: str,
    found: Sequence[Annotation],
    known: Sequence[Annotation],
    teams: Mapping[str, str],
) -> None:
    made = Form(f"{FORM}_{key}")
    removal = f"{REMOVAL}_{key}"
    is_refused = session.refusal(made.name) or session.refusal(removal)
    with st.expander(
        "Iets op de tijdlijn zetten", icon=":material/flag:", expanded=bool(is_refused)
    ):
        with made.drawn():
            made.day("on", "Dag waarop het begon")
            made.line("text", "Wat begon er? (een paar woorden)")
            st.caption(NO_NAMES)
            made.pills("scope", "Voor wie?", _scopes(teams), next(iter(teams), SCHOOL))
            made.submit("Op de tijdlijn zetten", partial(_save, made), primary=False)
        with st.container(horizontal=True):
            for number, one in enumerate(found, start=1):
                _remover(removal, one, f"Haal {number} weg")
        others = [one for one in known if one not in found]
        if others:
            st.caption(OUTSIDE)
        for one in others:
            st.text(in_words(one, teams, desk.today))
            _remover(removal, one, f"Haal {short_date(one.on, desk.today)} weg")
        refused = session.refusal(removal)
        if refused:
            st.error(plain(refused.sentence))
            session.forget_refusal(removal)


def _remover(removal: str, one: Annotation, words: str) -> None:
    st.button(
        plain(words),
        key=f"un{removal}_{one.annotation_id}",
        icon=":material/delete:",
        help="De tekst is daarna nergens meer te lezen.",
        on_click=form.store,
        args=(removal, partial(_remove, one.annotation_id)),
    )


def _scopes(teams: Mapping[str, str]) -> dict[str, str]:
    return {**{team_id: f"team {name}" for team_id, name in teams.items()}, SCHOOL: WHOLE_SCHOOL}


def _save(made: Form, desk: Desk) -> str:
    scope = made.code("scope") or SCHOOL
    kept = desk.annotate(
        made.value("on"),
        made.words("text"),
        team_id="" if scope == SCHOOL else scope,
        form_key=made.form_key,
    )
    return f"Bewaard voor de tijdlijn: {short_date(kept.on, desk.today)}."


def _remove(annotation_id: str, desk: Desk) -> str:
    desk.remove_annotation(annotation_id)
    return "Weggehaald van de tijdlijn."
