"""The bar with the button of a form, which stays in sight; and in one line what it waits for."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import streamlit as st

from ui.forms import refusals
from ui.forms.form import Form
from ui.forms.pupil_chips import anchor_of
from ui.labels import plain


@contextmanager
def save_bar(form: Form, hint: str, places: Mapping[str, str], before: str) -> Iterator[None]:
    """The place of the buttons, under the refusal, or else the hint.

    `places`: field of a refusal to the field on the page at which it stands, when it is another,
    or "" when that is in the bar itself; a refusal about neither has its sentence here alone.
    `before` opens a refusal.
    """
    refusal = refusals.refusal(form.name)
    with st.container(key="save_bar", gap="small"):
        if refusal and places.get(refusal.field) != "":
            _refusal(form, refusal, places, before)
            form.draw_anew()
        with st.container(
            horizontal=True, vertical_alignment="center", key="save_bar_line", gap="small"
        ):
            if hint and not refusal:
                st.caption(hint)
            form.draw_line()
        yield


def _refusal(form: Form, refusal: refusals.Refusal, places: Mapping[str, str], before: str) -> None:
    """Why it is not stored yet; a press leads to the field that it is about."""
    place = places.get(refusal.field, refusal.field if refusal.field in form.fields else "")
    if not place:
        st.error(plain(refusal.sentence), icon=":material/error:")
        return
    st.error(
        f"[{before} {plain(refusal.sentence)}](#{anchor_of(place)})", icon=":material/arrow_upward:"
    )
