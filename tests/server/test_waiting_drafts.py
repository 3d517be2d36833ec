"""What the sign-in page says of half-filled forms: what is in the store, to that browser alone."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette

from casework.records import Draft
from server import entrance as door
from server.request import session_cookie_name
from server.sessions import Sessions, public_id_of, sign_in_name
from server.sign_in import SignIn
from tests.cast import Cast
from tests.server.cast import Clock
from tests.server.visitor import Visitor

COOKIE = session_cookie_name({"scheme": "http"})
AT = datetime(2026, 11, 20, 9, 42, tzinfo=UTC)
WAITS = "bewaard"


@dataclass
class Entrance:
    """The sign-in page of the school of the cast, behind a server that can be started anew."""

    cast: Cast
    clock: Clock = field(default_factory=Clock)
    sessions: Sessions = field(init=False)

    def __post_init__(self) -> None:
        self.start_anew()

    def start_anew(self) -> None:
        """Nobody is signed in any more, and the process knows of nobody who was."""
        self.sessions = Sessions(self.clock)

    def visitor(self, token: str = "") -> Visitor:
        """A browser, with the cookie of a sign-in or without one."""
        sign_in = SignIn(self.sessions, lambda: self.cast.store, door.Entrance(self.sessions))
        return Visitor(Starlette(routes=sign_in.routes()), cookies={COOKIE: token} if token else {})

    def signed_in(self) -> str:
        """The cookie of Samira, who signs in."""
        return self.sessions.begin(self.cast.staff["Samira"])[0]

    def type_in(self, token: str, form: str, minutes: int = 0) -> None:
        """Leave a form half-filled in this sign-in."""
        draft = Draft(
            form,
            {"what": "fietsen"},
            AT + timedelta(minutes=minutes),
            address=f"/{form}",
            sign_in=sign_in_name(public_id_of(token)),
        )
        assert self.cast.store.drafts.keep(self.cast.staff["Samira"], form, draft)


@pytest.fixture
def entrance(cast: Cast) -> Entrance:
    return Entrance(cast)


@pytest.mark.parametrize("reason", ["tijd", "opnieuw"])
@pytest.mark.parametrize("is_anew", [False, True], ids=["still running", "started anew"])
def test_who_was_signed_out_reads_how_many_forms_wait(
    entrance: Entrance, reason: str, is_anew: bool
) -> None:
    token, page = entrance.signed_in(), f"/aanmelden?reden={reason}"
    entrance.sessions.end_all()
    if is_anew:
        entrance.start_anew()
    visitor = entrance.visitor(token)
    assert WAITS not in visitor.get(page).text
    entrance.type_in(token, "melden")
    assert re.search(r"Je concept van [^<]*10\.42 is bewaard\.", visitor.get(page).text)
    entrance.type_in(token, "signaal", minutes=5)
    both = r"Je 2 concepten zijn bewaard; het laatste is van [^<]*10\.47\."
    assert re.search(both, visitor.get(page).text)
    entrance.cast.store.drafts.drop(entrance.cast.staff["Samira"], "melden")
    entrance.cast.store.drafts.drop(entrance.cast.staff["Samira"], "signaal")
    assert WAITS not in visitor.get(page).text


def test_no_other_browser_is_told_of_it_nor_one_at_which_somebody_signed_out(
    entrance: Entrance,
) -> None:
    token, page = entrance.signed_in(), "/aanmelden?reden=opnieuw"
    entrance.type_in(token, "melden")
    own = entrance.visitor(token)
    assert WAITS not in own.get("/aanmelden").text
    assert WAITS not in entrance.visitor().get(page).text
    assert WAITS not in entrance.visitor("gegokt").get(page).text
    later = entrance.signed_in()
    entrance.sessions.end_all()
    assert WAITS not in entrance.visitor(later).get(page).text
    own.post("/afmelden")
    assert WAITS not in own.get(page).text


def test_the_name_of_a_sign_in_leads_back_to_nothing(entrance: Entrance) -> None:
    token = entrance.signed_in()
    name = sign_in_name(public_id_of(token))
    assert entrance.sessions.find(name) is None
    assert entrance.sessions.find_public(name) is None
    assert entrance.sessions.find(public_id_of(token)) is None
    assert entrance.sessions.find_public(public_id_of(token)) is not None
