"""The bar under a melding: one button, or two when a case is recognised, or to the right mentor."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from casework.cases.recognition import Recognised
from casework.desk import Desk
from ui.forms import refusals
from ui.forms.draft_form import DraftForm
from ui.forms.pupil_chips import PupilNames
from ui.forms.save_bar import save_bar
from ui.forms.storing import store
from ui.labels import plain
from ui.melding import related_cases
from ui.melding.actions import pass_on, save
from ui.melding.draft import TARGET, part_field, parts_of, roles_of, signal_id
from ui.signal.words import receivers

NEEDED = "Alleen wie en wat zijn nodig."
NOT_STORED = "Nog niet opgeslagen."
PLACES = {
    "parts": part_field(TARGET),
    "what": "kinds",
    "reported_on": "when",
    "incident_on": "when",
    "reason": "",
}


def ending(desk: Desk, form: DraftForm, names: PupilNames, cases: Sequence[Recognised]) -> None:
    """The buttons, and why it was refused."""
    roles = list(roles_of(parts_of(form, desk.card)))
    hint = related_cases.in_a_line(desk, names, cases[0]) if cases else NEEDED
    with save_bar(form, hint, PLACES, NOT_STORED):
        if roles and not desk.cases.may_report_about(roles):
            _pass_on(desk, form, roles)
        elif cases:
            _join_or_begin(form, cases[0])
        else:
            _save(form, "Melding opslaan", "save", is_primary=True)


def _join_or_begin(form: DraftForm, case: Recognised) -> None:
    """Two large buttons: the next melding of the case, or a new case, which asks why."""
    refusal = refusals.refusal(form.name)
    is_asked = refusal is not None and refusal.field == "reason"
    if is_asked or form.value("reason_code") or form.value("reason"):
        form.draw("reason_code", "reason")
    with st.container(horizontal=True, key="save_bar_buttons", gap="small"):
        _save(form, related_cases.next_melding(case), "join", join=case, is_primary=True)
        _save(form, "Nieuwe zaak", "save")


def _save(
    form: DraftForm,
    label: str,
    name: str,
    *,
    join: Recognised | None = None,
    is_primary: bool = False,
) -> None:
    st.button(
        label,
        key=form.key(name),
        type="primary" if is_primary else "secondary",
        width="stretch",
        on_click=store,
        args=form.act_args(partial(save, form, signal_id(), join)),
    )


def _pass_on(desk: Desk, form: DraftForm, roles: Sequence[str]) -> None:
    """One press to the mentor of these pupils; nothing has to be typed again."""
    posts = desk.signals.receivers(roles)
    st.button(
        f"Doorgeven aan {plain(receivers(posts))}",
        key=form.key("pass_on"),
        type="primary",
        width="stretch",
        icon=":material/forward_to_inbox:",
        on_click=store,
        args=form.act_args(partial(pass_on, form, signal_id())),
    )
