"""The switch *namen verbergen* of one device: a cookie that says that, and nothing else."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.request import is_secure, session_token
from server.sessions import Sessions

PATH = "/namen"
HIDE, SHOW = f"{PATH}?wat=verbergen", f"{PATH}?wat=tonen"
COOKIE, HIDDEN = "namen", "verborgen"
A_YEAR = 365 * 24 * 3600


class NamesSwitch:
    """The route /namen: for who is signed in, from a page of ours (the gate sees to that)."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def routes(self) -> list[Route]:
        """The one address; nothing can be read from it."""
        return [Route(PATH, self.turn, methods=["GET", "POST"])]

    async def turn(self, request: Request) -> Response:
        """Hide names in lists on this device from now on, or show them again."""
        if request.method != "POST":
            # Answered here: what has no answer goes on to Streamlit, past the gate.
            return Response(status_code=405)
        if self._sessions.find(session_token(request.scope)) is None:
            return Response(status_code=401)
        response = Response(status_code=204)
        if request.query_params.get("wat") == "verbergen":
            response.set_cookie(
                COOKIE,
                HIDDEN,
                max_age=A_YEAR,
                path="/",
                secure=is_secure(request.scope),
                httponly=True,
                samesite="lax",
            )
        else:
            response.delete_cookie(COOKIE, path="/")
        return response


def is_hiding(cookies: Mapping[str, str]) -> bool:
    """Whether this device hides names, by the cookies that it brought."""
    return cookies.get(COOKIE) == HIDDEN
