"""Who is at this screen, and what this visit remembers; the only place that opens the store."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, cast
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import streamlit as st

from casework.desk import Access, Desk
from casework.errors import CaseworkError, NotSignedIn
from casework.people import Action, Actor, FigureScope
from casework.sent_forms import just_stored
from casework.words import AMSTERDAM
from data.store import Store
from server import state
from server.confirmation import Confirmation
from server.draft_screens import Screens
from server.file_offers import FileOffer, Make
from server.forms import safe_target
from server.names_switch import is_hiding
from server.sessions import Session, sign_in_name
from server.streamlit_inside import ahead_of_the_page, changed_widgets, identity
from server.streamlit_inside.widget_values import widget_values
from ui.labels import plain


def desk() -> Desk:
    """The desk of whoever is signed in; a stranger's run of the page ends here."""
    try:
        return find_desk()
    except CaseworkError as refused:
        st.error(plain(str(refused)), icon=":material/lock:")
        st.link_button("Naar aanmelden", "/aanmelden")
        st.stop()


def find_desk() -> Desk:
    """The desk of whoever is signed in; NotSignedIn for a stranger."""
    desks: list[Desk] | None = recall(DESKS)
    if desks is None:
        return _made_desk()
    if not desks:
        desks.append(_made_desk())
    return desks[0]


DESKS = "desks_of_act"


@contextmanager
def one_desk() -> Iterator[None]:
    """An act that asks for the desk again and again: all of it happens at one."""
    # At a run that is stopped what is remembered cannot be looked up any more.
    memory = _memory()
    memory[DESKS] = []
    try:
        yield
    finally:
        memory[DESKS] = None


def _made_desk() -> Desk:
    store = _store()
    signed_in = _signed_in(identity.public_id())
    return Desk(
        Access(
            _actor(store, signed_in.public_id),
            store,
            today(),
            _now,
            new_id,
            visit(),
            sign_in_name(signed_in.public_id),
            hides_names=hides_names(),
            confirmed_at=signed_in.confirmed_at,
        )
    )


def staff_id() -> str:
    """Who is signed in, by id; NotSignedIn for a stranger."""
    return _actor(_store(), identity.public_id()).staff_id


def own_sessions() -> list[Session]:
    """Every session of who is at this screen, the oldest first; NotSignedIn for a stranger."""
    return state.sessions.of(_signed_in(identity.public_id()).staff_id)


def end_own_session(public_id: str) -> None:
    """Sign out one session of who is at this screen; nothing for a session of anybody else."""
    if public_id in {one.public_id for one in own_sessions()}:
        state.sessions.end_public(public_id)


def confirmation() -> Confirmation:
    """What asks who is at this screen for a proof, and takes it."""
    return Confirmation(state.sessions, state.current)


def offer_file(key: str, make: Make, **of_file: Any) -> str:
    """The id under which this session can fetch a file, of the button with this key.

    `of_file` are the other fields of the offer.
    """
    offer = FileOffer(slot=f"{screen()} {key}", make=make, visit=visit(), **of_file)
    return state.file_offers.offer(identity.public_id(), offer)


def desks_of_leaders() -> list[Desk] | None:
    """A desk for each scope of who has Trends, for what is made ahead; None without a school."""
    store = state.current()
    if store is None:
        return None
    scopes: dict[FigureScope, Desk] = {}
    for person in store.school.staff(today()):
        actor = Actor(person.staff_id, person.name.full, person.assignments)
        if actor.may(Action.SEE_TRENDS):
            # As this person signs in: what is kept goes by all that decides what is in sight.
            signed_in = store.school.actor(person.staff_id, today()) or actor
            desk = Desk(Access(signed_in, store, today(), _now, new_id))
            scopes.setdefault(actor.figure_scope(), desk)
    return list(scopes.values())


def today() -> date:
    """The day at school, whatever clock the server runs on."""
    return datetime.now(AMSTERDAM).date()


def is_demo() -> bool:
    """Whether this is the made-up school."""
    store = state.current()
    return store is not None and store.is_demo


def school_name() -> str:
    """The name of the open school."""
    return _store().school.school_name()


def _store() -> Store:
    store = state.current()
    if store is None:
        raise NotSignedIn
    return store


def _signed_in(public_id: str) -> Session:
    """The session that the gate has vouched for; fails closed."""
    session = state.sessions.find_public(public_id) if public_id else None
    if session is None:
        raise NotSignedIn
    return session


def _actor(store: Store, public_id: str) -> Actor:
    """The actor behind the session that the gate has vouched for; fails closed."""
    actor = store.school.actor(_signed_in(public_id).staff_id, today())
    if actor is None:
        raise NotSignedIn
    return actor


def _now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    """A fresh id."""
    return str(uuid4())


_TOUCH = re.compile(r"Mobi|Android|iPad|iPhone")


def is_touch() -> bool:
    """Whether the browser says that it is a phone or a tablet."""
    return bool(_TOUCH.search(st.context.headers.get("User-Agent") or ""))


def hides_names() -> bool:
    """Whether this screen has initials for names: the switch *namen verbergen* of this device.

    Not where somebody asked for the names; on the next screen or form they are hidden again.
    """
    if not is_hiding(st.context.cookies):
        return False
    here, named = place_of_names(), recall(NAMED_AT)
    if named == here:
        return False
    if named:
        remember(NAMED_AT, None)
    return True


def show_names_here() -> None:
    """Have the names on this screen or form until it is left."""
    remember(NAMED_AT, place_of_names())


NAMED_AT = "named_at"
# What makes another form of a screen; a filter or a fold does not.
PARTS_OF_PLACE = ("zaak", "signaal", "overleg", "stap", "doe", "nr", "regel", "leerling", "klas")


def place_of_names() -> tuple[str, ...]:
    """The screen or form for which names are asked."""
    asked = st.query_params.to_dict()
    path = urlsplit(st.context.url or "").path
    return (path, *(asked.get(name, "") for name in PARTS_OF_PLACE))


class NamesAreHidden(Exception):
    """What comes now would show names on a device that hides them; the question stands there."""


# --- what this visit remembers -----------------------------------------------------------------


def visit() -> str:
    """The name of this visit: fresh for each screen and each case or signal that is opened."""
    parameters, memory = st.query_params.to_dict(), _memory()
    where = (st.context.url or "", *(parameters.get(name, "") for name in ("zaak", "signaal")))
    if memory.get("visit_where") != where:
        memory.update(visit_where=where, visit=new_id())
    return cast(str, memory["visit"])


MEMORY = "memory"


def _memory() -> dict[str, Any]:
    """All that is remembered, as one value: each value of the state is a long way to look up."""
    try:
        return cast(dict[str, Any], st.session_state[MEMORY])
    except KeyError:
        return cast(dict[str, Any], st.session_state.setdefault(MEMORY, {}))


def remember(name: str, value: object) -> None:
    """Keep something for as long as this browser tab lives."""
    _memory()[name] = value


def recall(name: str, default: Any = None) -> Any:
    """What was remembered under this name."""
    return _memory().get(name, default)


def take(name: str) -> Any:
    """What was remembered under this name, for this run only."""
    value = recall(name)
    remember(name, None)
    return value


def screen() -> str:
    """The name of this screen: one tab of a browser, from its load to the next."""
    if recall("screen") is None:
        remember("screen", new_id())
    return cast(str, recall("screen"))


TURN_SECONDS = 0.001
SUBJECTS = ("zaak", "signaal", "overleg")


def scoped(form: str) -> str:
    """The name of a form, with what the screen is about: the same form of another case is another.

    Drafts are kept under this name.
    """
    asked = st.query_params.to_dict()
    ids = [value for name in SUBJECTS if (value := asked.get(name, ""))]
    return "@".join([form, *ids])


def address() -> str:
    """The page on the screen with what it is about, as a way back to it."""
    path = urlsplit(st.context.url or "").path or "/"
    query = urlencode(st.query_params.to_dict())
    return safe_target(f"{path}?{query}" if query else path, or_else=path)


def form_key(form: str, scope: str = "") -> str:
    """The key of a writing form: made when it opens, the same until it is stored.

    `scope` is its name with what the screen was about when it was drawn, where that may be past.
    """
    return known_form_key(form, scope) or new_form_key(form, scope)


def known_form_key(form: str, scope: str = "") -> str | None:
    """The key of a writing form that was open on this screen before."""
    return cast(str | None, recall(f"form_{scope or scoped(form)}"))


class FormSlot:
    """Where the key of one form stands, for who asks it for every field."""

    def __init__(self, form: str) -> None:
        self.scope, self._form, self._memory = scoped(form), form, _memory()
        self._name = f"form_{self.scope}"

    @property
    def key(self) -> str:
        """The key of the form; made when there was none."""
        return cast(str, self._memory.get(self._name) or new_form_key(self._form, self.scope))


def new_form_key(form: str, scope: str = "") -> str:
    """Open a form afresh on this screen; its key."""
    key = new_id()
    take_over_form(form, key, scope)
    return key


def take_over_form(form: str, key: str, scope: str = "") -> None:
    """Go on with a form that was opened on another screen: the key of its kept draft."""
    slot = scope or scoped(form)
    remember(f"form_{slot}", key)
    remember(f"name_of_{key}", slot)


def renew_form_key(form: str, key: str = "") -> None:
    """The form with this key was stored: the next one is another form."""
    # Storing it may have led to another subject.
    remember(f"form_{recall(f'name_of_{key}') or scoped(form)}", new_id())


def widget_value(key: str, default: Any = None) -> Any:
    """What a widget holds now, or the default when it is not on this screen."""
    return st.session_state.get(key, default)


def has_widget(key: str) -> bool:
    """Whether a widget was on this screen, or was filled for it; also when it was emptied."""
    return key in st.session_state


def set_widget_value(key: str, value: object) -> None:
    """Fill a widget before it is drawn (a kept draft, a cleared filter)."""
    st.session_state[key] = value


@dataclass(frozen=True)
class Refusal:
    """Why a form was not stored, and at which field.

    `save_anew` stores a form that was stored before, with other words, as a new one. `beside` is
    what a colleague recorded meanwhile, line by line.
    """

    sentence: str
    field: str = ""
    save_anew: Callable[[Desk], str] | None = None
    beside: tuple[str, ...] = ()


def keep_refusal(form: str, sentence: str, field: str = "", **more: Any) -> None:
    """Keep a refusal for the run that shows it; `more` are its other fields."""
    remember(f"refusal_{form}", Refusal(sentence, field, **more))


def refusal(form: str) -> Refusal | None:
    """The refusal of this form's last act, in the run right after it."""
    return cast(Refusal | None, recall(f"refusal_{form}"))


def forget_refusal(form: str) -> None:
    """The refusal has been shown."""
    remember(f"refusal_{form}", None)


@dataclass(frozen=True)
class WaitingAct:
    """An act that waits until whoever is at this screen proved who it is."""

    sentence: str
    save: Callable[[Desk], str]
    visit: str


def keep_waiting_act(form: str, sentence: str, save: Callable[[Desk], str]) -> None:
    """The act of this form waits for a proof, for as long as this visit of the screen lasts."""
    remember(f"waiting_{form}", WaitingAct(sentence, save, visit()))


def waiting_act(form: str) -> WaitingAct | None:
    """The act of this form that waits for a proof."""
    waiting: WaitingAct | None = recall(f"waiting_{form}")
    return waiting if waiting and waiting.visit == visit() else None


def forget_waiting_act(form: str) -> None:
    """The act was done, or is not wanted any more."""
    remember(f"waiting_{form}", None)


def number_seen(case_id: str) -> int:
    """The newest entry that was on this screen before the press that is handled now."""
    return cast(int, recall(f"seen_{case_id}", 0))


def remember_number_seen(case_id: str, newest: int) -> None:
    """This is the newest entry on the screen now."""
    remember(f"seen_{case_id}", newest)


def screens() -> Screens:
    """Which screen has which half-filled form."""
    return state.screens


# --- what is typed -----------------------------------------------------------------------------

TYPING = "typing"


@st.fragment(key=TYPING)
def typing_place() -> None:
    """Draws nothing: what a typed word runs, instead of the page. Drawn once, above the page."""
    remember("has_typing_place", True)


def mark_on_page(widget: str) -> None:
    """This widget belongs to the page that is drawn now."""
    remember(f"on_page_{widget}", recall("count_drawn", 0))


def is_on_page(widget: str) -> bool:
    """Whether a change of this widget is one on the page of now, and not on the one that was left.

    A browser that goes to another page still tells what stood on the one before, and one that asks
    for a part of a page what stood beside it.
    """
    is_of_now = recall(f"on_page_{widget}") == recall("count_drawn", 0)
    return bool(is_of_now and changed_widgets.is_drawn_by_this_run())


def typed() -> None:
    """A field has changed: the server has it from now on, and no page is drawn for it.

    Unless something else came in with it which does ask for a page, or the page that was asked for
    is not there, or not whole: who types and goes on at once has the last word heard while the next
    page is drawn, or before it is.
    """
    if _is_page_there() and not _unfinished() and changed_widgets.is_only_change():
        changed_widgets.end_run_of_a_part()
        st.rerun(TYPING)


def draw_parts(sheet: str, parts: Sequence[str]) -> None:
    """Have these fragments drawn, or none, instead of the one in which the changed widget is.

    The whole `sheet` where its drawing was cut short, and the page when something else came in too.
    A page that is not there is drawn anyway.
    """
    if not _is_page_there():
        return
    if not changed_widgets.is_only_change():
        st.rerun()
    is_cut_short = bool(_unfinished())
    if not parts and not is_cut_short:
        typed()
    _unfinished().update(parts)
    remember("asked_by", object())
    st.rerun([sheet] if is_cut_short else parts)


def asked_by(part: str) -> object:
    """The tap that asked for this part: the same for all that it asked for; None for none."""
    return recall("asked_by") if part in _unfinished() else None


def _is_page_there() -> bool:
    return bool(recall("has_typing_place") and recall("drawn") == address())


PAGE = "page"


@contextmanager
def drawing(part: str) -> Iterator[None]:
    """A part of the screen is drawn: until it is whole a typed word has it drawn again."""
    # Once a page ended itself what is remembered cannot be looked up any more in that run.
    memory = _memory()
    if part == PAGE:
        _unfinished().clear()
        remember("drawn", None)
        remember("receipt_place", None)
        remember("count_drawn", recall("count_drawn", 0) + 1)
    with changed_widgets.drawing(part, _unfinished()):
        try:
            with suppress(NamesAreHidden):
                yield
        except changed_widgets.Stopped:
            _is_whole(part, memory)
            raise
    _is_whole(part, memory)


def _is_whole(part: str, memory: dict[str, Any]) -> None:
    if part == PAGE:
        memory["drawn"] = address()


def _unfinished() -> set[str]:
    return cast(set[str], _memory().setdefault("unfinished", set()))


def draw_page() -> None:
    """Have the whole page drawn after an act, also when a word was typed in the same instant."""
    st.rerun()


# --- Scherm afdekken ---------------------------------------------------------------------------


def cover() -> None:
    """From the next run on the page is not drawn; what stands in its fields is kept."""
    remember("covered", (visit(), widget_values()))


def is_covered() -> bool:
    """Whether the screen is covered."""
    return recall("covered") is not None


def lift_cover() -> None:
    """Draw the page again, with what stood in its fields when it is still the same page."""
    former_visit, values = take("covered")
    if former_visit == visit():
        for key, value in values.items():
            set_widget_value(key, value)


# --- receipts ----------------------------------------------------------------------------------


RECEIPT_ICON = ":material/check_circle:"


def keep_receipt(sentence: str) -> None:
    """Show this sentence at the top of the next run: the receipt of what was stored."""
    remember("receipt", sentence)


def has_receipt() -> bool:
    """Whether something was stored of which the receipt is still to be shown."""
    return bool(recall("receipt"))


def show_receipt() -> None:
    """Show the receipt of the last act, once; in a browser that comes new, what the store has.

    Here the next act of this page shows its own, before the page is drawn again.
    """
    sentence = _take_receipt()
    draw = _receipt(st, sentence) if sentence else partial(_receipt, st.empty())
    remember("receipt_place", draw)


def _receipt(place: Any, sentence: str) -> Callable[[str], object]:
    """Draw a receipt in this place; what puts another one there instead."""
    alert = place.container(key="receipt_on_top").success(sentence, icon=RECEIPT_ICON)
    return partial(alert.success, icon=RECEIPT_ICON)


def show_receipt_here() -> None:
    """Show the receipt of the last act, where its button was and not on top of the page."""
    if sentence := _take_receipt():
        st.success(sentence, icon=RECEIPT_ICON)


def _take_receipt() -> str:
    sentence = recall("receipt") or _stored_before_this_browser()
    remember("receipt", None)
    remember("has_looked_for_receipt", True)
    return cast(str, sentence)


def show_receipt_at_once(sentence: str) -> None:
    """The receipt of an act that runs ahead of the page, on the page as it stands there still."""
    draw = recall("receipt_place")
    if draw:
        with ahead_of_the_page.on_the_page():
            draw(sentence)
        # The thread that sends gets its turn: the receipt is there before the page is drawn.
        time.sleep(TURN_SECONDS)


def _stored_before_this_browser() -> str:
    """What this person stored minutes ago, for who reloaded the page or lost the line."""
    stored = None if recall("has_looked_for_receipt") else find_desk().drafts.just_stored()
    return just_stored(stored) if stored else ""
