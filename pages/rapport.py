"""Rapport: the figures of a school year for MR, board and inspection, with the school's words."""

import streamlit as st

from casework.desk import Desk
from casework.errors import CaseworkError
from exchange.published_tables import Report
from ui import publications, session
from ui.labels import plain
from ui.report import choice, files, own_words, preview

desk = session.desk()
st.title("Rapport", anchor=False)
st.caption(
    "Voor MR, bestuur en inspectie. Wat hier staat mag de school uit: er staan geen namen in en "
    "geen kleine aantallen."
)
try:
    chosen = choice.choice(desk)
    if chosen is None:
        st.info(
            "Er is nog geen hele maand om over te rapporteren. Kom terug als de eerste maand van "
            "het schooljaar voorbij is.",
            icon=":material/hourglass_empty:",
        )
        st.stop()
    year, team, form = chosen.year, chosen.team_id, chosen.form
    team_name = chosen.team_name
    publication = publications.publication(desk, year, team)

    def report_by(at: Desk) -> Report:
        """The report as it is now, signed by who presses."""
        maker = at.report.maker(form)
        return Report(
            publication=publication,
            school_name=maker.school_name,
            team_name=team_name,
            school_year=year.school_year,
            made_by=maker.made_by,
            made_at=maker.made_at,
            explanation=maker.explanation,
            monitor=maker.monitor,
        )

    own_words.own_words(desk, form)
    files.reports(report_by, year.school_year, team)
    files.facts(report_by, year.school_year, team)
    preview.preview(report_by(desk))
except CaseworkError as refusal:
    st.error(plain(str(refusal)))
