"""What a browser prints by itself: the page says so, and it becomes a line in the read log.

As good as the browser that says it: who keeps it from saying so has opened the page, which is in
the log already.
"""

from collections.abc import Callable
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casework.errors import NotHere, NotSignedIn, ReasonNeeded
from data.store import Store
from server.desks import Desks
from server.request import session_token
from server.sessions import Session, Sessions

PATH = "/afgedrukt"


class PrintRoute:
    """The route /afgedrukt: for who is signed in, from a page of ours (the gate sees to that)."""

    def __init__(self, sessions: Sessions, store: Callable[[], Store | None]) -> None:
        self._sessions = sessions
        self._desks = Desks(sessions, store)

    def routes(self) -> list[Route]:
        """The one address; nothing can be read from it."""
        return [Route(PATH, self.note, methods=["POST"])]

    async def note(self, request: Request) -> Response:
        """Log that the page of this case is printed; the same answer for one out of sight."""
        session = self._sessions.find(session_token(request.scope))
        case_id = request.query_params.get("zaak", "")
        try:
            with suppress(NotHere, ReasonNeeded):
                await run_in_threadpool(self._note, session, case_id)
        except NotSignedIn:
            return Response(status_code=401)
        return Response(status_code=204)

    def _note(self, session: Session | None, case_id: str) -> None:
        self._desks.of(session).cases.note_print(case_id)
