"""The panel "Delen of bewaren" of a figure: what of it may leave, exactly as it leaves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

import streamlit as st

from analytics.figure import Figure
from casework.desk import Desk
from casework.errors import NotHere
from casework.people import Action
from casework.records import SchoolYear
from casework.words import SMALL_NUMBERS
from exchange import figure_file
from exchange.published_tables import (
    Publication,
    PublishedTable,
    Report,
    published_tables,
)
from ui import navigation, publications
from ui.charts import plotly_settings, published_table
from ui.charts_on_page import plotted
from ui.download import XLSX, download_button
from ui.labels import plain
from ui.trends.tables import table_html

TITLE = "Delen of bewaren"
KINDS = (
    ("Excel", "xlsx", XLSX, figure_file.figure_workbook),
    ("CSV", "csv", "text/csv", figure_file.figure_csv),
    ("Afbeelding (PNG)", "png", "image/png", figure_file.figure_picture),
)
NOTHING = (
    "Deze figuur kan de school niet uit: de aantallen zijn zo klein dat ze over leerlingen gaan."
)
NO_MONTH = "Er is nog geen hele maand voorbij. Vanaf dan kun je hier iets bewaren."
TOO_FEW = "Er is hier nog te weinig om te delen zonder dat het over leerlingen gaat."


def dialog(desk: Desk, figure: Figure, team_id: str, school_year: str) -> None:
    """The panel, over the screen."""
    st.dialog(TITLE, width="medium")(show)(desk, figure, team_id, school_year)


def show(desk: Desk, figure: Figure, team_id: str, school_year: str) -> None:
    """The suppressed tables of a figure with their pictures, and the files that hold the same.

    They are of a team, or with team_id "" of the whole school for who may; of the whole year, or
    of the months of it that are over.
    """
    title = title_of(figure)
    st.markdown(f"**{plain(title)}**")
    year = publications.reportable_years(desk).get(school_year)
    if not figure.publishable or year is None:
        st.markdown(NO_MONTH if figure.publishable else NOTHING)
        _to_report(desk)
        return
    choice = _choice(desk, figure, team_id, year)
    if choice is None:
        st.markdown(NOTHING)
        return
    tables = list(published_tables(choice.publication, figure.publishable))
    st.caption(plain(f"{choice.team_name}, {choice.publication.days}."))
    if all(table.frame is None for table in tables):
        st.markdown(TOO_FEW)
        _to_report(desk)
        return
    st.markdown(plain(f"Dit is alles wat naar buiten gaat. {SMALL_NUMBERS}"))
    _files(figure, title, choice)
    for table in tables:
        _table(figure, title, table)


def title_of(figure: Figure) -> str:
    """What the figure is called on the screen."""
    title: str = import_module(f"ui.charts.{figure.chart}").TITLE
    return title


# --- of whom and when -----------------------------------------------------------------------------


@dataclass(frozen=True)
class SharingChoice:
    """What is saved: of which team ("": the whole school) and year, from which publication."""

    team_id: str
    team_name: str
    year: SchoolYear
    publication: Publication


def _choice(desk: Desk, figure: Figure, team_id: str, year: SchoolYear) -> SharingChoice | None:
    """The team that was asked for, or one that is chosen here; None without any."""
    options = publications.team_options(desk.figure_sharing.scope(year.school_year))
    if team_id and team_id not in options:
        raise NotHere
    if not options:
        return None
    if team_id not in options:
        team_id = _chosen(options, figure) if len(options) > 1 else next(iter(options))
    publication = publications.publication(desk, year, team_id)
    return SharingChoice(team_id, options[team_id], year, publication)


def _chosen(options: Mapping[str, str], figure: Figure) -> str:
    chosen: str = st.selectbox(
        "Team", list(options), format_func=options.__getitem__, key=f"share_team_{figure.key}"
    )
    return chosen


def _to_report(desk: Desk) -> None:
    if desk.may(Action.MAKE_REPORT):
        st.markdown("Wat de school wel kan laten zien, staat in het rapport.")
        st.page_link(navigation.page(navigation.YEAR_REPORT), label="Naar Rapport")


# --- the files ------------------------------------------------------------------------------------


def _files(figure: Figure, title: str, choice: SharingChoice) -> None:
    with st.container(horizontal=True, key=f"share_{figure.key}"):
        for label, ending, mime, make in KINDS:
            download_button(
                label,
                _leaving(figure, title, choice, make, label),
                file_name=f"{plotly_settings.file_name(title)}-{choice.year.school_year}.{ending}",
                mime=mime,
                key=f"share_{figure.key}_{ending}",
                is_logged=True,
            )


def _leaving(
    figure: Figure,
    title: str,
    choice: SharingChoice,
    make: Callable[[Report, str, Sequence[str]], bytes],
    label: str,
) -> Callable[[Desk], bytes]:
    """An act that makes the file for who presses, and puts in the read log that it left."""

    def act(desk: Desk) -> bytes:
        maker = desk.figure_sharing.maker()
        report = Report(
            publication=choice.publication,
            school_name=maker.school_name,
            team_name=choice.team_name,
            school_year=choice.year.school_year,
            made_by=maker.made_by,
            made_at=maker.made_at,
        )
        file = make(report, title, figure.publishable)
        school_year, what = choice.year.school_year, f"{title}, {label}"
        desk.figure_sharing.log_export(school_year, choice.team_id, what)
        return file

    return act


# --- what leaves ----------------------------------------------------------------------------------


def _table(figure: Figure, title: str, table: PublishedTable) -> None:
    words = table.words
    if words.title != title:
        st.markdown(f"**{plain(words.title)}**")
    st.markdown(plain(table.sentence))
    if published_table.has_picture(table):
        picture = published_table.figure(table)
        key = f"share_{figure.key}_{words.table}"
        plotted(picture, words.title, published_table.description(table), key=key)
    if table.frame is not None:
        st.html(table_html(published_table.cells_in_words(table), words.title))
    st.caption(plain(" ".join(filter(None, [f"{table.n}." if table.n else "", words.definition]))))
