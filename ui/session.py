"""Who is at this screen; the only place that opens the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import streamlit as st

from casework.desk import Access, Desk
from casework.errors import CaseworkError, NotSignedIn
from casework.people import Action, Actor, FigureScope
from casework.words import AMSTERDAM
from data.store import Store
from server import state
from server.confirmation import Confirmation
from server.draft_screens import Screens
from server.file_offers import FileOffer, Make
from server.sessions import Session, sign_in_name
from server.streamlit_inside import identity
from ui import hidden_names, memory
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
    desks: list[Desk] | None = memory.recall(DESKS)
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
    kept = memory.of_tab()
    kept[DESKS] = []
    try:
        yield
    finally:
        kept[DESKS] = None


def _made_desk() -> Desk:
    store = _store()
    signed_in = _signed_in(identity.public_id())
    return Desk(
        Access(
            _actor(store, signed_in.public_id),
            store,
            today(),
            _now,
            memory.new_id,
            memory.visit(),
            sign_in_name(signed_in.public_id),
            hides_names=hidden_names.are_hidden(),
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


def can_use_password() -> bool:
    """Whether who is at this screen has a password, and it opens anything at this school."""
    return confirmation().needed(identity.public_id()).has_password


def offer_file(key: str, make: Make, **of_file: Any) -> str:
    """The id under which this session can fetch a file, of the button with this key.

    `of_file` are the other fields of the offer.
    """
    offer = FileOffer(slot=f"{memory.screen()} {key}", make=make, visit=memory.visit(), **of_file)
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
            desk = Desk(Access(signed_in, store, today(), _now, memory.new_id))
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


def screens() -> Screens:
    """Which screen has which half-filled form."""
    return state.screens
