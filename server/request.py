"""What a request tells of itself: its cookie, its origin, whether a person waits for a page."""

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope

SAFE_METHODS = frozenset({"GET", "HEAD"})
LOOPBACK = frozenset({"127.0.0.1", "::1"})
LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
PUBLISHED = "handelingskaart.is_published"
"""In a scope: whether the school's IT has set a name by which others reach this server."""

# All that a browser sends by itself. Whatever stands in between says so in a header of its own
# (Forwarded, X-Forwarded-..., Via, CF-...), and those have more names than anybody can list.
OF_A_BROWSER = frozenset(
    {
        *("accept", "accept-encoding", "accept-language", "cache-control", "connection", "cookie"),
        *("content-length", "content-type", "dnt", "host", "keep-alive", "origin", "pragma"),
        *("priority", "purpose", "range", "referer", "save-data", "te", "upgrade"),
        "upgrade-insecure-requests",
        "user-agent",
    }
)
BEGINNINGS_OF_A_BROWSER = ("if-", "sec-")


def is_secure(scope: Scope) -> bool:
    """Whether the browser came by https."""
    return str(scope.get("scheme", "")) in {"https", "wss"}


def session_cookie_name(scope: Scope) -> str:
    """Under https the prefix makes browsers refuse a cookie planted from elsewhere."""
    return "__Host-handelingskaart" if is_secure(scope) else "handelingskaart"


def cookie(scope: Scope, name: str) -> str:
    """The value of one cookie, or an empty string."""
    jars = [cookie_parser(line) for line in Headers(scope=scope).getlist("cookie")]
    return next((jar[name] for jar in jars if name in jar), "")


def session_token(scope: Scope) -> str:
    """The session token that this browser holds, or an empty string."""
    return cookie(scope, session_cookie_name(scope))


def is_same_origin(scope: Scope) -> bool:
    """Whether a page of ours sent this; without a word about its origin the answer is no."""
    headers = Headers(scope=scope)
    origin, host = headers.get("origin", ""), headers.get("host", "")
    scheme = "https" if is_secure(scope) else "http"
    return bool(host) and origin.lower() == f"{scheme}://{host.lower()}"


def is_navigation(scope: Scope) -> bool:
    """Whether a person is waiting for a page, rather than a script for an answer."""
    headers = Headers(scope=scope)
    mode = headers.get("sec-fetch-mode")
    return mode == "navigate" if mode else "text/html" in headers.get("accept", "")


def is_local(scope: Scope) -> bool:
    """Whether the browser runs on this very machine, and nothing stands in between.

    Where the school's IT has set a name for others, something stands in between. So it does when
    a header came along that no browser sends, or the old HTTP that some proxies speak. And when
    the line is not kept: every browser asks that, and a proxy says its own word on it, or none.
    """
    headers = Headers(scope=scope)
    client = scope.get("client") or ("", 0)
    host = headers.get("host", "").lower()
    if not host.endswith("]"):
        host = host.rsplit(":", 1)[0]
    is_direct = not scope.get(PUBLISHED) and scope.get("http_version", "1.1") != "1.0"
    is_kept = headers.getlist("connection") == ["keep-alive"]
    is_plain = all(map(_is_of_a_browser, headers)) and is_kept
    return client[0] in LOOPBACK and host in LOCAL_NAMES and is_direct and is_plain


def _is_of_a_browser(header: str) -> bool:
    name = header.lower()
    return name in OF_A_BROWSER or name.startswith(BEGINNINGS_OF_A_BROWSER)
