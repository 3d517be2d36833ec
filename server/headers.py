"""The headers on every answer: what a browser may load, keep and tell others."""

from starlette.datastructures import MutableHeaders
from starlette.types import Message

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), payment=(), usb=(), clipboard-write=(self), "
        "fullscreen=(self)"
    ),
}
HSTS = "max-age=31536000"
NO_STORE = "no-store"

# Our own pages are plain forms: no script at all.
OWN_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A file is saved, never shown; shown after all it can do and load nothing.
FILE_POLICY = "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
# A page under a name that is not ours can ask us for nothing: its look is in the page itself.
OTHER_HOST_POLICY = (
    "default-src 'none'; style-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# But for the pages on which a password is chosen: one file of ours, to look at what is typed.
PASSWORD_POLICY = f"{OWN_POLICY}; script-src 'self'"
# The address of a page of the door may hold the secret of an invitation, so nobody hears more of
# it than the server's name. With "no-referrer" a browser would send "Origin: null" with a form, and
# the check on the origin would refuse everybody.
OWN_REFERRER = "strict-origin"
APP_REFERRER = "no-referrer"
OUTSIDE_GATE = {
    **ALWAYS,
    "Content-Security-Policy": OWN_POLICY,
    "Referrer-Policy": OWN_REFERRER,
    "Cache-Control": NO_STORE,
}


def app_policy(script_hashes: tuple[str, ...]) -> str:
    """The policy for Streamlit's page; its style sheets are made by script, hence 'inline'."""
    allowed = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in script_hashes)])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {allowed}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "media-src 'self'",
            "worker-src 'self' blob:",
            "form-action 'self'",
            "base-uri 'self'",
            "frame-ancestors 'none'",
        ]
    )


def seal(
    message: Message, *, policy: str, referrer: str, is_secure: bool, is_lasting: bool
) -> None:
    """Put the headers on the start of an answer; a lasting one keeps its own cache header."""
    headers = MutableHeaders(scope=message)
    for name, value in ALWAYS.items():
        headers[name] = value
    headers["Content-Security-Policy"] = policy
    headers["Referrer-Policy"] = referrer
    if is_secure:
        headers["Strict-Transport-Security"] = HSTS
    if not is_lasting:
        headers["Cache-Control"] = NO_STORE
    for name in ("Server", "Access-Control-Allow-Origin"):
        if name in headers:
            del headers[name]
