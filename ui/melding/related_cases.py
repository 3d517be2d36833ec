"""The known cases that a melding looks like: which, why, and what it means to join one."""

from collections.abc import Mapping, Sequence

import streamlit as st

from casework.card.model import ActionCard
from casework.cases.case import CaseState
from casework.cases.recognition import Recognised
from casework.desk import Desk
from casework.labels import OWNERS, STATES
from casework.records import CaseSummary
from casework.words import enumeration, near_date
from ui.forms.draft_form import DraftForm
from ui.forms.pupil_chips import PupilNames
from ui.labels import REASONS, plain
from ui.melding.draft import parts_of, roles_of

WITHIN_THE_PAIR = frozenset({"same_target", "same_displaying"})
ORDINALS = ("", "Tweede", "Derde", "Vierde", "Vijfde", "Zesde")


def recognised(
    desk: Desk, form: DraftForm, roles: Mapping[str, str] | None = None
) -> list[Recognised]:
    """The cases in sight that look like this melding, the chosen one first."""
    roles = roles_of(parts_of(form, desk.card)) if roles is None else roles
    cases = desk.cases.recognise(roles)
    choice = form.value("related")
    return sorted(cases, key=lambda case: case.case_id != choice)


def related(desk: Desk, form: DraftForm, names: PupilNames, cases: Sequence[Recognised]) -> None:
    """The box with these cases: what the first means, and a choice when there are more."""
    older = desk.cases.count_history(roles_of(parts_of(form, desk.card)))
    if older:
        who = "een zaak" if older == 1 else f"{older} zaken"
        st.caption(
            f"Over een van deze leerlingen is er ook {who} van voor het vorige schooljaar. "
            "Dat staat los van deze melding; bij *Zaken* opent die met een reden."
        )
    if not cases:
        return
    with st.container(key="melding_related", gap="small"):
        case = cases[0]
        summary = desk.cases.summary(case.case_id)
        who = enumeration(names.picked(case.pupil_ids).values())
        st.markdown(
            f"**Dit lijkt op zaak {plain(case.label)} van {plain(who)}.** "
            f"{plain(STATES[CaseState(case.state)].capitalize())}, laatste melding "
            f"{plain(near_date(case.last_report_on, desk.today))}. "
            f"Herkend aan: {plain(reasons(case.reasons))}. {plain(joining(desk.card, summary))}"
        )
        if len(cases) > 1:
            labels = {one.case_id: f"zaak {one.label}" for one in cases}
            form.draw_choice("related", dict(sorted(labels.items(), key=lambda one: one[1])))


def in_a_line(desk: Desk, names: PupilNames, case: Recognised) -> str:
    """The same beside the buttons: "Lijkt op de zaak van Esmée K. (vrijdag)"."""
    who = enumeration(names.picked(case.pupil_ids).values())
    day = near_date(case.last_report_on, desk.today)
    return plain(f"Lijkt op de zaak van {who} ({day})")


def next_melding(case: Recognised) -> str:
    """What this melding would be in that case: "Tweede melding"."""
    place = case.count_reports
    return f"{ORDINALS[place] if place < len(ORDINALS) else 'Volgende'} melding"


def reasons(codes: Sequence[str]) -> str:
    """Why a case is recognised; the pair says it all where it holds."""
    is_pair = "same_pair" in codes
    sentences = [REASONS[code] for code in codes if not (is_pair and code in WITHIN_THE_PAIR)]
    return enumeration(sentences)


def joining(card: ActionCard, case: CaseSummary) -> str:
    """What joining this case means for its level."""
    again = "" if case.state == CaseState.RUNNING else " De zaak gaat dan weer open."
    if case.level >= max(level.number for level in card.levels):
        return f"Voeg je deze melding toe, dan blijft de zaak op niveau {case.level}.{again}"
    level = card.level(case.level + 1)
    who = OWNERS[level.who]
    return f"Voeg je deze melding toe, dan wordt {level.title} voorgesteld ({who}).{again}"
