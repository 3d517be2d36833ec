"""A sheet with a form, of which parts can be drawn again alone: what is beside the answers.

A tap that changes what is recognised draws that and the buttons, and none of the chips; what the
person holds in hand is not touched.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st

from casework.desk import Desk
from casework.errors import CaseworkError
from ui import redraw, session
from ui.forms.draft_form import DraftForm
from ui.forms.pupil_chips import PupilNames
from ui.labels import plain

# The field with the day on which it was told, in a form that has one.
TOLD_ON = "reported_on"


@dataclass
class Sheet:
    """One drawing of the form: the desk, the form as it is open, and what pupils are called."""

    desk: Desk
    form: DraftForm
    open_form: Callable[[Desk], DraftForm]
    names: PupilNames = field(init=False)
    is_drawn: bool = False
    _again: "tuple[object, Sheet] | None" = None

    def __post_init__(self) -> None:
        told_on = self.form.value(TOLD_ON) if TOLD_ON in self.form.fields else None
        self.names = PupilNames(self.desk, told_on)

    @contextmanager
    def drawing(self, key: str) -> Iterator[None]:
        """The sheet is drawn, as the fragment with this key; from then on its parts stand alone."""
        self.form.forget_drawn()
        try:
            yield
            self.form.note_drawn(self.desk, sheet=key)
        finally:
            self.is_drawn = True

    @contextmanager
    def part(self, key: str) -> Iterator["Sheet"]:
        """A part is drawn, as the fragment with this key: with the sheet, or later alone.

        Alone it has a desk of its own, so that a role that ended has ended.
        """
        asked = redraw.asked_by(key)
        with redraw.drawing(key):
            try:
                yield self._anew(asked) if self.is_drawn else self
            except CaseworkError as refusal:
                st.error(plain(str(refusal)))

    def _anew(self, asked: object) -> "Sheet":
        """Another one, the same for all parts that were asked for by one tap."""
        if asked is None or self._again is None or self._again[0] is not asked:
            desk = session.desk()
            form = self.open_form(desk)
            if form.draft:
                form.draft.is_announced = True
            self._again = asked, Sheet(desk, form, self.open_form)
        return self._again[1]
