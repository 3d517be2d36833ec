"""The route on which a screen sends what is typed, about every two seconds, and hears of the rest.

`POST /concept` keeps what is typed in the fields of a ticket, in one commit a form, and answers for
each form where it stands. `GET /concept/berichten` tells a screen to look again: another screen
went on with its form, or the server is about to stop.
"""

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from casework.desk import Desk
from casework.desk.drafts import DraftTicket
from casework.errors import CaseworkError, NotHere, NotSignedIn
from casework.records import Draft
from casework.words import clock_time
from data.store import Store
from server.desks import Desks
from server.draft_messages import LOOK, DraftMessages
from server.draft_screens import Screens
from server.log import LOG
from server.request import session_token
from server.sessions import Session, Sessions

PATH = "/concept"
MESSAGES = f"{PATH}/berichten"
HEADER = "x-concept"
"""A header of our own: no page of another site can send it, whatever form it has."""
LARGEST = 1024 * 1024
LONGEST = 200_000
MOST_FIELDS = 400
MOST_FORMS = 60


class Typed(BaseModel):
    """What one form of a screen says: what was typed in it, or only that it is there.

    `number` rises with everything that the screen sends. `has_spare`: these are all texts of a form
    that went on elsewhere, to be kept apart. `is_claimed`: the person goes on here.
    """

    model_config = ConfigDict(extra="forbid")

    ticket: str = Field(max_length=20_000)
    number: int = Field(default=0, ge=0, le=2**53)
    values: dict[str, str] = Field(default_factory=dict, max_length=MOST_FIELDS)
    has_spare: bool = False
    is_claimed: bool = False


class Message(BaseModel):
    """What a screen sends at once about its forms; `has_stopped` answers that the server stops."""

    model_config = ConfigDict(extra="forbid")

    forms: list[Typed] = Field(max_length=MOST_FORMS)
    is_visible: bool = True
    has_stopped: str = Field(default="", max_length=64)

    @property
    def has_typing(self) -> bool:
        """Whether a person typed something, or pressed."""
        return any(form.values or form.is_claimed for form in self.forms)


class DraftRoute:
    """The routes under /concept."""

    def __init__(
        self, sessions: Sessions, store: Callable[[], Store | None], screens: Screens
    ) -> None:
        self._sessions = sessions
        self._desks = Desks(sessions, store)
        self._screens = screens
        self._one_at_a_time = threading.Lock()
        self.messages = DraftMessages()
        screens.on_move.append(lambda staff_id: self.messages.send(LOOK, staff_id))

    def routes(self) -> list[Route]:
        """What a screen sends to, and what it listens to."""
        return [
            Route(PATH, self.keep, methods=["POST"]),
            Route(MESSAGES, self.listen, methods=["GET"]),
        ]

    async def keep(self, request: Request) -> Response:
        """Keep what was typed; the answer is sent after the commit. Typing counts as use."""
        if request.headers.get(HEADER) != "1":
            return JSONResponse({}, 403)
        body = await _body(request)
        if body is None:
            return JSONResponse({}, 413)
        try:
            message = Message.model_validate_json(body)
        except ValidationError:
            return JSONResponse({}, 400)
        if any(len(text) > LONGEST for form in message.forms for text in form.values.values()):
            return JSONResponse({}, 413)
        token = session_token(request.scope)
        find = self._sessions.touch if message.has_typing else self._sessions.find
        session = find(token)
        try:
            answers = await run_in_threadpool(self._kept, session, message)
        except NotSignedIn:
            return JSONResponse({}, 401)
        except CaseworkError:
            return JSONResponse({}, 503)
        if message.has_stopped:
            self.messages.note_answer(message.has_stopped)
        return JSONResponse({"forms": answers, "is_stopping": self.messages.is_stopping})

    async def listen(self, request: Request) -> Response:
        """The messages for this person, for as long as the screen and the session are there."""
        session = self._sessions.find(session_token(request.scope))
        if session is None:
            return JSONResponse({}, 401)
        lines = self.messages.stream(
            session.staff_id, lambda: self._sessions.find_public(session.public_id) is not None
        )
        headers = {"X-Accel-Buffering": "no"}
        return StreamingResponse(lines, media_type="text/event-stream", headers=headers)

    # --- in a thread ----------------------------------------------------------------------------

    def _kept(self, session: Session | None, message: Message) -> list[dict[str, Any]]:
        desk = self._desks.of(session)
        answers = []
        with self._one_at_a_time:
            for typed in message.forms:
                try:
                    ticket = desk.drafts.of_ticket(typed.ticket)
                except NotHere:
                    LOG.warning("a ticket was refused that this person was never given")
                    answers.append({"state": "refused"})
                    continue
                here = session.public_id if session else ""
                self._screens.hear(
                    ticket.screen, here, is_visible=message.is_visible, number=typed.number
                )
                answers.append(_FormOnScreen(desk, self._screens, ticket).answer(typed))
        return answers


class _FormOnScreen:
    """One form on one screen, and where it stands."""

    def __init__(self, desk: Desk, screens: Screens, ticket: DraftTicket) -> None:
        self._desk = desk
        self._screens = screens
        self._ticket = ticket
        self._key, self._screen = ticket.form_key, ticket.screen

    def answer(self, typed: Typed) -> dict[str, Any]:
        """Keep what was typed, as far as this screen has the form; where it stands now."""
        if typed.is_claimed:
            self._screens.claim(self._key, self._screen, self._desk.actor.staff_id)
        if typed.values and not self._screens.is_newer(self._key, self._screen, typed.number):
            return {"state": "old"}
        if self._screens.has_ended(self._key):
            return self._ended(typed)
        if self._screens.is_elsewhere(self._key, self._screen):
            return self._spared(typed) | {"state": "moved"}
        if not typed.values:
            return {"state": "here"}
        return self._keep(typed)

    def _keep(self, typed: Typed) -> dict[str, Any]:
        values = typed.values
        self._screens.claim_free(self._key, self._screen)
        fields = {field for name in values if (field := self._ticket.field(name))}
        self._screens.note_typed(self._key, self._screen, fields)
        draft = self._desk.drafts.type(self._ticket, values)
        if draft is None and self._desk.drafts.has_ended(self._key):
            # It ended before this process began, or in the same instant.
            self._screens.end(self._key, self._desk.drafts.ended_on(self._key))
            return self._ended(typed)
        return {"state": "kept" if draft else "empty"} | _at(draft)

    def _ended(self, typed: Typed) -> dict[str, Any]:
        """Stored or thrown away. Here: nothing is kept any more. Elsewhere: kept apart."""
        if self._screens.ended_by(self._key) == self._screen:
            return {"state": "ended", "is_here": True}
        return self._spared(typed) | {"state": "ended", "is_here": False}

    def _spared(self, typed: Typed) -> dict[str, Any]:
        """What this screen still had is a draft of its own, so that both texts are there."""
        if not (typed.values and typed.has_spare):
            return {}
        key = self._screens.spare_key(self._key, self._screen, lambda: str(uuid4()))
        draft = self._desk.drafts.type(self._ticket, typed.values, form_key=key)
        return {"is_spared": draft is not None} | _at(draft)


def _at(draft: Draft | None) -> dict[str, Any]:
    if draft is None or draft.kept_at is None:
        return {}
    return {"at": clock_time(draft.kept_at), "ms": int(draft.kept_at.timestamp() * 1000)}


async def _body(request: Request) -> bytes | None:
    """What was sent; None when it is too much."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            return None
    return bytes(body)
