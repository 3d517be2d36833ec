"""A form as it is kept on the server while somebody types in it; one screen at a time has it.

What is typed is sent by the screen itself (server/static/draft.js, server/draft_route.py) under the
ticket that is drawn here; what is chosen is kept as it comes in. A form that is not on the screen
opens with what was kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import streamlit as st

from casework.desk import Desk
from casework.desk.drafts import DraftTicket, browser_name
from casework.errors import FormMovedOn
from casework.records import Draft
from casework.words import clock_or_day
from ui import memory, navigation, session
from ui.forms import form_keys
from ui.forms.field import Field, TextLine
from ui.labels import escape

if TYPE_CHECKING:
    from ui.forms.form import Form

STORED_ELSEWHERE = "Dit formulier is op een ander scherm opgeslagen of weggegooid."
SPARED = "Wat je hier nog typte, staat hieronder."


class FormDraft:
    """What is kept of one form, as this screen sees it."""

    def __init__(self, form: "Form", name: str) -> None:
        self._form = form
        self.slot = form_keys.scoped(name)
        # The way back; a form that is never sent is no unfinished work, and is kept for good. The
        # last word may be heard when the next page is asked for already.
        self._address = "" if form.is_lasting else navigation.address()
        self.is_elsewhere = self.was_open = self.is_announced = False
        self._has_line = False
        self._read: dict[str, Draft | None] = {}

    # --- opening --------------------------------------------------------------------------------

    def open(self) -> None:
        """Have the form on this screen: as it stands, or with the draft that it goes on with."""
        name, screens = self._form.name, session.screens()
        key = form_keys.known_form_key(name)
        if key and screens.has_ended(key) and not self._form.is_on_screen(key):
            self._tell_end(key)
            key = None
        self.was_open = is_open = key is not None and self._form.is_on_screen(key)
        is_anew = key and memory.recall(f"anew_{self.slot}") == key
        if not (key and (is_anew or is_open or self._get(key))):
            key = self._key_of_newest() or key or form_keys.new_form_key(name)
        self._take_over(key, is_open=is_open)

    def _key_of_newest(self) -> str | None:
        drafts = session.find_desk().drafts.all()
        newest = next((draft for draft in drafts if draft.form == self.slot), None)
        if newest is None:
            return None
        form_keys.take_over_form(self._form.name, newest.form_key)
        return newest.form_key

    def _take_over(self, key: str, *, is_open: bool) -> None:
        """Have the form on this screen, unless it is in use on another one."""
        screens, here = session.screens(), memory.screen()
        # What stands here already is not filled anew without a question.
        if screens.is_busy(key, here) or (is_open and screens.is_elsewhere(key, here)):
            self.is_elsewhere = not screens.has_ended(key)
        if not is_open and (draft := self._get(key)):
            if not self.is_elsewhere:
                screens.claim(key, here, session.staff_id())
            self._restore(draft)

    def _restore(self, draft: Draft) -> None:
        """Fill the form with a draft, and remember that it was."""
        for name, value in draft.values.items():
            field = self._form.fields.get(name)
            if field:
                key = self._form.key_of(draft.form_key, name)
                memory.set_widget_value(key, field.from_draft(value))
        memory.remember(f"restored_{draft.form_key}", draft.kept_at)
        memory.remember(f"ticket_{draft.form_key}", None)

    def _tell_end(self, key: str) -> None:
        if session.screens().ended_by(key) != memory.screen():
            memory.remember(f"ended_{self.slot}", True)

    @property
    def is_restored(self) -> bool:
        """Whether it was half-filled before, and has been opened again."""
        return not self.is_elsewhere and memory.recall(f"restored_{self._key}") is not None

    def begins_with_words(self) -> bool:
        """Whether words stood in it before anything was typed here: recorded, or half-filled."""
        fields = self._form.fields
        if any(self._form.start_of(fields[name]) for name in self._texts):
            return True
        return self.is_restored and any(self.values().get(name) for name in self._texts)

    # --- what is kept ---------------------------------------------------------------------------

    @property
    def _key(self) -> str:
        return self._form.form_key

    @property
    def _texts(self) -> list[str]:
        return [name for name, field in self._form.fields.items() if isinstance(field, TextLine)]

    def _get(self, key: str) -> Draft | None:
        """What is kept under this key; read once, until an act asks to read it anew."""
        if key not in self._read:
            self._read[key] = session.find_desk().drafts.get(self.slot, key)
        return self._read[key]

    def read_anew(self) -> None:
        """Ahead of an act: the screen may have sent more since it was drawn."""
        self._read.clear()

    def values(self) -> Mapping[str, Any]:
        """What is kept, ready for JSON."""
        draft = self._get(self._key)
        return draft.values if draft else {}

    def keep(self, values: Mapping[str, Any], gone: Iterable[str], *, forced: str = "") -> None:
        """Keep what is on the screen; of a text the screen itself knows better, unless `forced`."""
        key, here, screens = self._key, memory.screen(), session.screens()
        self.read_anew()
        if screens.has_ended(key):
            key = self.spare_key()
        if screens.is_elsewhere(key, here):
            return
        screens.claim_free(key, here)
        sent = {n for n in self._texts if n != forced and screens.sends_itself(key, here, n)}
        draft = Draft(
            key,
            {name: value for name, value in values.items() if name not in sent},
            screen=here,
            address=self._address,
        )
        drafts = session.find_desk().drafts
        merged = drafts.merge(self.slot, draft, [name for name in gone if name not in sent])
        prefilled = {name for name, field in self._form.fields.items() if field.prefilled}
        if merged and merged.values.keys() <= prefilled:
            drafts.drop(self.slot, key)
            merged = None
        self._read[key] = merged

    # --- the end --------------------------------------------------------------------------------

    def check_here(self) -> None:
        """FormMovedOn when the form went on on another screen, and has not ended there."""
        key, screens = self._key, session.screens()
        if screens.is_elsewhere(key, memory.screen()) and not screens.has_ended(key):
            raise FormMovedOn

    @contextmanager
    def ending(self, desk: Desk, form_key: str) -> Iterator[None]:
        """The form is stored inside: after it nothing of it is kept any more."""
        with desk.drafts.ending(self.slot, form_key, memory.screen()):
            yield
        self._tell_over(desk, form_key)

    def _end(self, form_key: str) -> None:
        desk = session.find_desk()
        desk.drafts.end(self.slot, form_key, memory.screen())
        self._tell_over(desk, form_key)

    def _tell_over(self, desk: Desk, form_key: str) -> None:
        self.read_anew()
        session.screens().end(form_key, memory.screen(), desk.actor.staff_id)

    def throw_away(self, form_key: str) -> None:
        """Nothing of the form is kept any more, nor what was typed after its end elsewhere."""
        if session.screens().has_ended(form_key):
            session.find_desk().drafts.end(self.slot, self.spare_key(), memory.screen())
        self._end(form_key)

    def spare_key(self) -> str:
        """The key of what still stands here of a form that was stored on another screen."""
        return session.screens().spare_key(self._key, memory.screen(), memory.new_id)

    def _go_on_here(self) -> None:
        """Move the form from the other screen to this one, with everything that is kept of it."""
        session.screens().claim(self._key, memory.screen(), session.staff_id())
        self.read_anew()
        draft = self._get(self._key)
        if draft:
            self._restore(draft)

    def _begin_anew(self) -> None:
        """Leave the form to the other screen."""
        memory.remember(f"anew_{self.slot}", form_keys.new_form_key(self._form.name))

    # --- drawing --------------------------------------------------------------------------------

    def announce(self) -> None:
        """Once, above the first field: whether it is in use elsewhere, or was half-filled."""
        if self.is_announced:
            return
        self.is_announced = True
        if memory.take(f"ended_{self.slot}"):
            kept = f" {SPARED}" if self.is_restored else ""
            st.info(STORED_ELSEWHERE + kept, icon=":material/devices:")
        if self.is_elsewhere:
            self._offer_choice()
        elif self.is_restored and self._form.says_restored:
            self._say_restored()

    def _offer_choice(self) -> None:
        draft = self._get(self._key)
        at = f" (laatst getypt om {self._time(draft)})" if draft else ""
        st.warning(
            f"Dit formulier staat ook open op een ander scherm{at}.", icon=":material/devices:"
        )
        with st.container(horizontal=True, gap="small"):
            key, go_on = self._form.key("go_on_here"), self._go_on_here
            st.button("Ga hier verder", key=key, type="primary", on_click=go_on)
            key, anew = self._form.key("begin_anew"), self._begin_anew
            st.button("Nieuw formulier beginnen", key=key, on_click=anew)

    def _say_restored(self) -> None:
        draft = self._get(self._key)
        if draft is None:
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(f"Je gaat verder met je concept van {self._time(draft)}.", width="content")
            st.button(
                "Weggooien",
                key=self._form.key("discard"),
                type="tertiary",
                icon=":material/delete:",
                on_click=self._form.throw_away,
            )

    def draw_line(self) -> None:
        """The line that says how what is typed stands, with the ticket of this form; once."""
        if self._has_line or self.is_elsewhere:
            return
        self._has_line = True
        draft = self._get(self._key)
        at = self._time(draft) if draft else ""
        about = {
            "concept": self._ticket(),
            "prefix": browser_name(self._form.key("")),
            "fields": " ".join(map(browser_name, self._texts)),
            "at": at,
            "ms": str(int(draft.kept_at.timestamp() * 1000)) if draft and draft.kept_at else "",
            "state": "kept" if draft else "",
        }
        data = " ".join(f'data-{name}="{escape(value)}"' for name, value in about.items())
        words = f"bewaard {at}" if at else ""
        st.html(f'<p class="draft-line" {data}><span>{words}</span></p>')

    def _time(self, draft: Draft | None) -> str:
        if draft is None or draft.kept_at is None:
            return ""
        return clock_or_day(draft.kept_at, session.today())

    def _ticket(self) -> str:
        """The ticket: the same from run to run, so that nothing on the screen is drawn anew."""
        texts = {name: bool(self._form.start_of(self._form.fields[name])) for name in self._texts}
        ticket = DraftTicket(self.slot, self._key, memory.screen(), self._address, texts)
        name, kept = f"ticket_{self._key}", memory.recall(f"ticket_{self._key}")
        if kept is None or kept[0] != ticket:
            kept = (ticket, session.find_desk().drafts.ticket(ticket))
            memory.remember(name, kept)
        return str(kept[1])


def values_on_screen(form: "Form") -> tuple[dict[str, Any], list[str]]:
    """What differs from what the form began with, ready for JSON; and the names of what does not.

    Fields that are not on the screen are in neither: what is kept of them stays.
    """
    values: dict[str, Any] = {}
    gone: list[str] = []
    for name, field in form.fields.items():
        if not memory.has_widget(form.key(name)):
            continue
        value, start = field.to_draft(form.value(name)), field.to_draft(form.start_of(field))
        if value == start or (is_empty(value) and is_empty(start)):
            gone.append(name)
        else:
            values[name] = value
    return values, gone


def is_empty(value: Any) -> bool:
    """Whether a value of a draft says nothing; a zero does say something."""
    return value is None or value is False or value in ("", [], {})


def kept_value(field: Field, values: Mapping[str, Any]) -> Any:
    """The value of a field in a draft, as its widget holds it; None when it has none."""
    return field.from_draft(values[field.name]) if field.name in values else None
