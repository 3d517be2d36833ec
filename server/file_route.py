"""The road of every file: `POST /bestand/<id>` makes it and gives it, once, to whom it was offered.

A script of ours asks for it (server/static/frame/files.js): a link could be followed ahead, sent on
or kept. The answer is the file, or a sentence that goes on the page. To everybody else, and after
it was fetched, there is nothing here.
"""

from collections.abc import Callable
from urllib.parse import quote

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from casework.errors import CaseworkError, ConfirmationNeeded, NotSignedIn, TooManyAtOnce
from data.store import Store
from server.desks import Desks
from server.file_offers import FileOffer, FileOffers
from server.gate import FILES
from server.log import LOG, reference
from server.request import session_token
from server.sessions import Session, Sessions

ASKED_BY_SCRIPT = "x-bestand"
"""A header of our own: no page of another site can send it, and no link."""
NEXT = "X-Bestand-Volgende"
"""The id of the button from now on."""
PROOF = "/bevestigen"
"""Where who is asked for a proof gives it (server/proving_page.py), and comes back from."""
# A PDF takes a processor for itself; the people at their screens keep the rest of the computer.
MADE_AT_ONCE = 2
ALL_METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE"]


class FileRoute:
    """Everything under /bestand/."""

    def __init__(
        self, sessions: Sessions, store: Callable[[], Store | None], offers: FileOffers
    ) -> None:
        self._sessions = sessions
        self._desks = Desks(sessions, store)
        self._offers = offers
        self._limit = anyio.CapacityLimiter(MADE_AT_ONCE)

    def routes(self) -> list[Route]:
        """The whole folder, so that nothing in it ever reaches the screens."""
        return [Route(f"{FILES}{{file_id:path}}", self.give, methods=ALL_METHODS)]

    async def give(self, request: Request) -> Response:
        """The file, made now at a desk of who fetches it; 404 for whatever is not offered."""
        session = self._sessions.find(session_token(request.scope))
        file_id = request.path_params["file_id"]
        if session is None or not _is_asked_by_script(request):
            return _nothing()
        offer = self._offers.take(session.public_id, file_id)
        next_id = self._offers.renewed(session.public_id, file_id)
        if offer is None:
            response = JSONResponse({}, 409) if next_id else _nothing()
        else:
            response = await anyio.to_thread.run_sync(
                self._answer, session, offer, limiter=self._limit
            )
        if next_id:
            response.headers[NEXT] = next_id
        return response

    def _answer(self, session: Session, offer: FileOffer) -> Response:
        try:
            desk = self._desks.of(session, offer.visit)
            desk.files.count_file()
            if offer.has_people:
                desk.files.require_confirmed()
            content = offer.make(desk)
            # It takes a while to make: who was signed out, or ended, meanwhile gets nothing.
            self._desks.of(session, offer.visit)
            if not offer.is_logged:
                desk.files.log_fetched(offer.file_name)
        except ConfirmationNeeded as refusal:
            return JSONResponse({"sentence": refusal.sentence, "goes_to": PROOF}, 403)
        except NotSignedIn as refusal:
            return _sentence(refusal.sentence, 401)
        except TooManyAtOnce as refusal:
            response = _sentence(refusal.sentence, 429)
            response.headers["Retry-After"] = str(refusal.wait_seconds)
            return response
        except CaseworkError as refusal:
            return _sentence(refusal.sentence, 400)
        except Exception as problem:
            number = reference()
            LOG.error("a file could not be made, reference %s", number, exc_info=problem)
            return _sentence(
                "Het bestand kon niet worden gemaakt. Probeer het nog een keer. Blijft het "
                f"misgaan, geef de beheerder dan dit nummer: {number}.",
                500,
            )
        return _file(offer, content)


def _is_asked_by_script(request: Request) -> bool:
    return request.method == "POST" and request.headers.get(ASKED_BY_SCRIPT) == "1"


def _nothing() -> Response:
    """What the gate says of an address that is not there."""
    return PlainTextResponse("Niet gevonden.", 404)


def _sentence(sentence: str, status: int) -> Response:
    return JSONResponse({"sentence": sentence}, status)


def _file(offer: FileOffer, content: bytes) -> Response:
    plain = "".join(sign if sign.isascii() and _is_safe(sign) else "-" for sign in offer.file_name)
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(offer.file_name, safe='')}"
    headers = {"Content-Disposition": named}
    return Response(content, headers=headers, media_type=offer.media_type)


def _is_safe(sign: str) -> bool:
    return sign.isalnum() or sign in "-_."
