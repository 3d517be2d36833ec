"""Rapport: the figures of a school year for MR, board and inspection, with the school's words."""

import streamlit as st

from casework.desk import Desk
from casework.errors import CaseworkError
from exchange.report_figures import WHOLE_SCHOOL, Report
from ui import session
from ui.report import choice, files, own_words, preview, told

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
    release = told.told(desk, chosen.period)
    before = told.told(desk, chosen.before[1]) if chosen.before else None
    year, team, form, card = chosen.year.school_year, chosen.team_id, chosen.form, desk.known_card
    team_name = chosen.team_name

    def made(at: Desk) -> Report:
        """The report as it is now, signed by who presses."""
        maker = at.report_maker(form)
        return Report(
            maker.school_name,
            team or WHOLE_SCHOOL,
            team_name,
            year,
            maker.made_by,
            maker.made_at,
            release,
            card,
            before,
            maker.explanation,
            maker.monitor,
        )

    own_words.own_words(desk, form)
    files.reports(made, year, team)
    files.facts(made, year, team)
    preview.preview(made(desk))
except CaseworkError as refusal:
    st.error(str(refusal))
