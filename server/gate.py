"""The gate before everything: nobody passes without a session, or with an identity of their own.

What Streamlit hears of who is there, is the header that this gate puts on a request.
"""

import re
from collections.abc import Callable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.store import Store
from server import headers
from server.assets import COMPONENT_PATH
from server.request import (
    SAFE_METHODS,
    is_navigation,
    is_same_origin,
    is_secure,
    session_token,
)
from server.sessions import Session, Sessions
from server.standing import Guard
from server.streamlit_inside import uploads
from server.streamlit_inside.addresses import HEALTH, HOST_CONFIG, STATIC, STREAM, UPLOADS
from server.streamlit_inside.identity import IDENTITY_HEADER
from server.streamlit_inside.websocket import GuardedSocket, refuse_socket

OUR_PREFIX = b"x-handelingskaart-"

# Addresses of pages have letters only, so that nothing of Streamlit's own looks like one.
PAGE = re.compile(r"/[a-z_-]{0,60}")
# The agendas for calendar programs; whoever knows an address in it needs no session.
FEEDS = "/agenda/"
# The door's own pages with a secret in their address.
INVITATIONS = "/uitnodiging/"
CHANGE_PAGE = "/wachtwoord"
# The files that one person may fetch (server/file_route.py). Streamlit's own folder of files has
# none, and is shut: whoever knew an address in it got the file, or the file of another's desk.
FILES = "/bestand/"
FOLDERS_INSIDE = (STATIC, UPLOADS, FILES)
# Where more is sent than a question.
SENT_TO = (UPLOADS, FILES)
# Of the files of components only the one that the board needs.
FILES_INSIDE = frozenset({HOST_CONFIG, COMPONENT_PATH})
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE"})


class Gate:
    """Middleware around the whole app; `own_paths` are the pages and assets of the door itself.

    `files_ahead` are files of Streamlit that a browser may have before somebody signs in.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        sessions: Sessions,
        store: Callable[[], Store | None],
        own_paths: frozenset[str],
        policy: str,
        files_ahead: frozenset[str] = frozenset(),
    ) -> None:
        self._app = app
        self._sessions = sessions
        self._store = store
        self._guard = Guard(sessions, store)
        self._own_paths = own_paths
        self._policy = policy
        self._files_ahead = files_ahead

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, send to the sign-in page, or refuse."""
        if scope["type"] == "http":
            sealed = self._with_headers(scope, send)
            await self._http(_without_identity(scope), receive, sealed)
        elif scope["type"] == "websocket":
            await self._websocket(_without_identity(scope), receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
        elif self._is_public(scope["path"]) or _is_feed(scope):
            await self._app(scope, receive, send)
        else:
            await self._inside(scope, receive, send)

    async def _inside(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        is_act = PAGE.fullmatch(path) is not None or path.startswith(FILES)
        session = await self._admitted(scope, is_act=is_act)
        if session is None:
            await self._turned_away(scope)(scope, receive, send)
        elif path.startswith(UPLOADS) and (refusal := _refused_upload(scope, session)) is not None:
            await refusal(scope, receive, send)
        elif _is_inside(path) and (scope["method"] in SAFE_METHODS or path.startswith(SENT_TO)):
            await self._app(_with_identity(scope, session), receive, send)
        else:
            await PlainTextResponse("Niet gevonden.", 404)(scope, receive, send)

    async def _admitted(self, scope: Scope, *, is_act: bool) -> Session | None:
        """The session of this browser; an act of a person keeps it, and checks the account."""
        token = session_token(scope)
        session = self._sessions.touch(token) if is_act else self._sessions.find(token)
        if session is None or not is_act:
            return session
        return session if await run_in_threadpool(self._guard.stands, session) else None

    def _turned_away(self, scope: Scope) -> Response:
        if not is_navigation(scope) or scope["method"] not in SAFE_METHODS:
            return PlainTextResponse("Meld je eerst aan.", 401)
        if self._store() is None:
            return RedirectResponse("/begin", 303)
        return RedirectResponse(f"/aanmelden{_way_back(scope)}", 303)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = None
        if scope["path"] == STREAM and is_same_origin(scope):
            session = await self._admitted(scope, is_act=True)
        if session is None:
            await refuse_socket(receive, send)
            return
        socket = GuardedSocket(self._sessions, session_token(scope), session, receive, send)
        await socket.run(self._app, _with_identity(scope, session))

    def _is_public(self, path: str) -> bool:
        return path == HEALTH or self._is_own(path) or path in self._files_ahead

    def _is_own(self, path: str) -> bool:
        return path in self._own_paths or path.startswith(INVITATIONS)

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        is_own = self._is_own(scope["path"])
        policy = headers.OWN_POLICY if is_own or _is_feed(scope) else self._policy
        if _chooses_password(scope["path"]):
            policy = headers.PASSWORD_POLICY
        if scope["path"].startswith(FILES):
            policy = headers.FILE_POLICY

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers.seal(
                    message,
                    policy=policy,
                    referrer=headers.OWN_REFERRER if is_own else headers.APP_REFERRER,
                    is_secure=is_secure(scope),
                    is_lasting=_may_be_kept(scope["path"], message["status"]),
                )
            await send(message)

        return send_with_headers


def _refusal(scope: Scope) -> Response | None:
    if scope["method"] not in METHODS:
        return PlainTextResponse("Dit kan hier niet.", 405)
    if scope["method"] not in SAFE_METHODS and not is_same_origin(scope):
        return PlainTextResponse("Dit formulier komt niet van deze pagina.", 403)
    return None


def _refused_upload(scope: Scope, session: Session) -> Response | None:
    """No file goes to the screen of another or is taken from it, and to no screen too much."""
    if not uploads.is_own_screen(scope["path"], session.public_id):
        return PlainTextResponse("Niet gevonden.", 404)
    if scope["method"] == "PUT" and not uploads.has_room(scope["path"]):
        return PlainTextResponse("Op dit scherm staan al te veel bestanden.", 413)
    return None


def _chooses_password(path: str) -> bool:
    return path.startswith(INVITATIONS) or path == CHANGE_PAGE


def _is_feed(scope: Scope) -> bool:
    return scope["path"].startswith(FEEDS) and scope["method"] in SAFE_METHODS


def _is_inside(path: str) -> bool:
    is_page = PAGE.fullmatch(path) is not None
    return is_page or path in FILES_INSIDE or path.startswith(FOLDERS_INSIDE)


def _without_identity(scope: Scope) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if not _is_identity(name)]
    return {**scope, "headers": headers}


def _is_identity(name: bytes) -> bool:
    # Some servers and frameworks read "_" as "-", so both are ours.
    return name.lower().replace(b"_", b"-").startswith(OUR_PREFIX)


def _with_identity(scope: Scope, session: Session) -> Scope:
    header = (IDENTITY_HEADER.encode(), session.public_id.encode())
    return {**scope, "headers": [*scope["headers"], header]}


def _way_back(scope: Scope) -> str:
    path, query = scope["path"], scope.get("query_string", b"").decode("latin-1")
    if PAGE.fullmatch(path) is None or (path == "/" and not query):
        return ""
    return "?naar=" + quote(path + (f"?{query}" if query else ""), safe="")


def _may_be_kept(path: str, status: int) -> bool:
    # Names of Streamlit's assets carry a hash of what is in them; ours carry it in the query.
    is_asset = path.startswith(STATIC) or path.endswith((".css", ".js", ".svg", ".woff2"))
    # Streamlit gives the file of a component no mark at all.
    return is_asset and path != COMPONENT_PATH and status in {200, 206, 304}
