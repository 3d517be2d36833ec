"""Marks on the time axis: numbered in the picture, in words beside it, made and taken away here.

The words are read from the desk on each run and written as text; no cache and no file has them.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from analytics.view import View
from casework.desk import Desk
from casework.people import Action
from casework.text_direction import isolated
from casework.trend_notes import Annotation
from casework.words import short_date
from ui.charts import marks
from ui.charts.style import PlotlyFigure
from ui.forms.field import Day, Pills, TextLine
from ui.forms.form import Form
from ui.forms.storing import store
from ui.labels import plain

SCHOOL = "school"
WHOLE_SCHOOL = "hele school"
NO_NAMES = (
    "Schrijf geen namen van leerlingen: iedereen die deze cijfers ziet, leest dit mee. Wat er "
    "tegelijk verandert hoeft niet de oorzaak te zijn."
)
OUTSIDE = "Buiten de periode van deze figuur; een lijn komt er zodra die maand in de figuur staat."
FORM = "annotation"
REMOVAL = "annotation_removal"


def of_view(desk: Desk, view: View) -> list[Annotation]:
    """The marks of the team of the view and of the whole school; without a team all in sight."""
    team_id = view.filter.team_id
    return [
        annotation
        for annotation in desk.trend_notes.annotations()
        if not team_id or annotation.team_id in ("", team_id)
    ]


def within(picture: PlotlyFigure, annotations: Sequence[Annotation]) -> list[Annotation]:
    """The marks that lie on the time axis of a picture, in the order of their numbers."""
    if not marks.has_timeline(picture):
        return []
    days = set(marks.within(picture, [annotation.on for annotation in annotations]))
    return [annotation for annotation in annotations if annotation.on in days]


def with_lines(picture: PlotlyFigure, here: Sequence[Annotation]) -> PlotlyFigure:
    """The picture with a numbered line for each mark."""
    return marks.with_marks(picture, [annotation.on for annotation in here]) if here else picture


def show(desk: Desk, figure_key: str, here: Sequence[Annotation]) -> None:
    """The marks in a picture, in words."""
    if not here:
        return
    teams = desk.trends.teams()
    with st.container(gap="xxsmall", key=f"marks_{figure_key}"):
        for number, annotation in enumerate(here, start=1):
            st.text(isolated(f"{number}. {in_words(annotation, teams, desk.today)}"))


def in_words(annotation: Annotation, teams: Mapping[str, str], today: date) -> str:
    """Day, text, and for whom."""
    whom = f"team {teams.get(annotation.team_id, '')}" if annotation.team_id else WHOLE_SCHOOL
    return f"{short_date(annotation.on, today)}: {annotation.text} ({whom})"


def may_change(desk: Desk, picture: PlotlyFigure) -> bool:
    """Whether this person may put a mark on the time axis of this picture."""
    return marks.has_timeline(picture) and desk.may(Action.ANNOTATE)


def show_form(desk: Desk, figure_key: str, view: View, picture: PlotlyFigure) -> None:
    """A form for a new mark, and a button to take each one away, also outside the picture."""
    in_view, teams = of_view(desk, view), desk.trends.teams()
    here = within(picture, in_view)
    chosen = view.filter.team_id or next(iter(teams), SCHOOL)
    form = Form(
        f"{FORM}_{figure_key}",
        Day("on", "Dag waarop het begon"),
        TextLine("text", "Wat begon er? (een paar woorden)", note=NO_NAMES),
        Pills("scope", "Voor wie?", _scopes(teams), initial=chosen),
    )
    form.show("Op de tijdlijn zetten", partial(_save, form))
    removal = Form(f"{REMOVAL}_{figure_key}")
    with st.container(horizontal=True):
        for number, annotation in enumerate(here, start=1):
            _remover(removal, annotation, f"Haal {number} weg")
    others = [annotation for annotation in in_view if annotation not in here]
    if others:
        st.caption(OUTSIDE)
    for annotation in others:
        st.text(isolated(in_words(annotation, teams, desk.today)))
        _remover(removal, annotation, f"Haal {short_date(annotation.on, desk.today)} weg")
    removal.draw_last_answer()


def _remover(removal: Form, annotation: Annotation, words: str) -> None:
    st.button(
        plain(words),
        key=f"un{removal.name}_{annotation.annotation_id}",
        icon=":material/delete:",
        help="De tekst is daarna nergens meer te lezen.",
        on_click=store,
        args=removal.act_args(partial(_remove, annotation.annotation_id)),
    )


def _scopes(teams: Mapping[str, str]) -> dict[str, str]:
    return {**{team_id: f"team {name}" for team_id, name in teams.items()}, SCHOOL: WHOLE_SCHOOL}


def _save(form: Form, desk: Desk) -> str:
    scope = form.read("scope") or SCHOOL
    stored = desk.trend_notes.annotate(
        form.read("on"),
        form.read("text"),
        team_id="" if scope == SCHOOL else scope,
        form_key=form.form_key,
    )
    return f"Bewaard voor de tijdlijn: {short_date(stored.on, desk.today)}."


def _remove(annotation_id: str, desk: Desk) -> str:
    desk.trend_notes.remove_annotation(annotation_id)
    return "Weggehaald van de tijdlijn."
