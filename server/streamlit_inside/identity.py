"""The one way by which a page learns who is there: a header of the gate that Streamlit trusts.

The option is hidden and experimental, so the server refuses to run without it.
"""

from streamlit import config
from streamlit.runtime.scriptrunner import get_script_run_ctx

IDENTITY_HEADER = "x-handelingskaart-session"
IDENTITY_KEY = "session"
"""Under this name the value of the header stands in `st.user`."""


def public_id() -> str:
    """The session that the gate vouched for, of the screen that runs now; "" for a stranger.

    What `st.user` has, without its look for secrets in three files at each question: a form asks
    who is there for each of its fields.
    """
    context = get_script_run_ctx(suppress_warning=True)
    return str(context.user_info.get(IDENTITY_KEY, "") or "") if context else ""


class IdentityMissing(RuntimeError):
    """Streamlit would not hear from the gate who is there."""


def check_identity() -> None:
    """Refuse to run when the checked identity would not reach the pages."""
    if config.get_option("server.trustedUserHeaders") != {IDENTITY_HEADER: IDENTITY_KEY}:
        raise IdentityMissing(
            "De instelling server.trustedUserHeaders in .streamlit/config.toml ontbreekt of klopt "
            "niet; zonder die instelling start de server niet."
        )
