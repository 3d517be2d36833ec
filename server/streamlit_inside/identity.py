"""The one way by which a page learns who is there: a header of the gate that Streamlit trusts.

The option is hidden and experimental, so the server refuses to run without it.
"""

from streamlit import config

IDENTITY_HEADER = "x-handelingskaart-session"
IDENTITY_KEY = "session"
"""Under this name the value of the header stands in `st.user`."""


class IdentityMissing(RuntimeError):
    """Streamlit would not hear from the gate who is there."""


def check_identity() -> None:
    """Refuse to run when the checked identity would not reach the pages."""
    if config.get_option("server.trustedUserHeaders") != {IDENTITY_HEADER: IDENTITY_KEY}:
        raise IdentityMissing(
            "De instelling server.trustedUserHeaders in .streamlit/config.toml ontbreekt of klopt "
            "niet; zonder die instelling start de server niet."
        )
