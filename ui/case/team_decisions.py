"""What the ondersteuningsteam decided about this case and still has to be done, and by whom."""

import streamlit as st

from casework.cases.team_decisions import TeamDecision, is_due_for, team_decisions
from casework.desk import CaseFile, Desk
from casework.text_direction import contained
from casework.words import late, long_date
from ui import memory
from ui.forms import second_tap
from ui.forms.field import TextLine
from ui.forms.form import Form
from ui.labels import plain

FORM = "team_decision_"


def open_decisions(file: CaseFile) -> None:
    """The open decisions; who has to do one, or may record here, says when it is done."""
    for decision in team_decisions(file.case):
        if decision.is_open:
            _decision(file, decision)


def _decision(file: CaseFile, decision: TeamDecision) -> None:
    decided, case = decision.decided, file.case
    with st.container(border=True, key=f"team_decision_{decision.number}", gap="xsmall"):
        who = "jij" if is_due_for(decision, file.reader_id) else plain(file.colleague(decided.who))
        day = f" · uiterlijk {long_date(decided.due_on)}" if decided.due_on else ""
        late_by = decision.late_by(case)
        late_words = f" · :red[{late(late_by)}]" if late_by else ""
        st.markdown(
            f":material/gavel: **Besluit van het ondersteuningsteam** · {who}{day}{late_words}"
        )
        st.text(contained(decided.decision))
        may_finish = file.may_record or is_due_for(decision, file.reader_id)
        if may_finish and not case.merged_into:
            _finish(file, decision)


def _finish(file: CaseFile, decision: TeamDecision) -> None:
    form = Form(f"{FORM}{decision.number}", TextLine("note", "Hoe ging het? (mag leeg)"))
    case_id, number = file.case.case_id, decision.number

    def save(desk: Desk) -> str:
        # The next decision takes the place of the first, under the same thumb.
        if receipt := second_tap.repeated(form, FORM):
            return receipt
        seen = memory.number_seen(case_id)
        desk.decisions.finish(case_id, number, form.read("note"), seen=seen, form_key=form.form_key)
        return "Vastgelegd: het besluit van het team is uitgevoerd."

    with form.container():
        form.draw_all()
        form.submit("Uitgevoerd", save, icon=":material/check:")
