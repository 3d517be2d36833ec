"""An address of the door answers the methods of its routes, and no other.

What has no route for a method would otherwise go on to Streamlit, which answers any address with a
page.
"""

from collections.abc import Iterable

from starlette.responses import PlainTextResponse
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

NOTHING_HERE = "Dit adres laat niets zien. Ga naar de eerste bladzijde van de Handelingskaart."


class OwnMethods:
    """Middleware behind the gate; `routes` are those of the door."""

    def __init__(self, app: ASGIApp, routes: Iterable[Route]) -> None:
        self._app = app
        self._routes = list(routes)
        self._methods: dict[str, set[str]] = {}
        for route in self._routes:
            self._methods.setdefault(route.path, set()).update(route.methods or ())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what a route answers, and what is not the door's."""
        allowed = self._allowed(scope) if scope["type"] == "http" else set()
        if not allowed or scope["method"] in allowed:
            await self._app(scope, receive, send)
            return
        headers = {"Allow": ", ".join(sorted(allowed))}
        await PlainTextResponse(NOTHING_HERE, 405, headers)(scope, receive, send)

    def _allowed(self, scope: Scope) -> set[str]:
        """The methods of the routes at this address; none when it is not the door's."""
        exact = self._methods.get(scope["path"])
        if exact is not None:
            return exact
        fitting = [one for one in self._routes if one.matches(scope)[0] is not Match.NONE]
        return {method for route in fitting for method in route.methods or ()}
