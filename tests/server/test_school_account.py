"""Signing in with a school account: invited once, then known by who it is, and by our own rules."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pyotp
import pytest

from casework.people import Assignment, Role
from data.second_factor import new_secret
from server.oidc import Client
from server.sessions import Sessions
from server.standing import Guard
from tests.cast import PASSWORD, Cast
from tests.passwords import choose_password
from tests.server.cast import Clock
from tests.server.conftest import House, Inside
from tests.server.oidc_server import (
    REDIRECT_URI,
    TENANT,
    StubbornProvider,
    provider,
    real_provider,
    serving,
    set_claims,
    sign_in_at,
)
from tests.server.visitor import Answer, Visitor

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
COOKIE = "handelingskaart"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """A real provider at which Samira, Joris and somebody of elsewhere have an account."""
    with real_provider() as address:
        set_claims(address, "samira", tid=TENANT, oid="object-samira")
        set_claims(address, "joris", tid=TENANT, oid="object-joris")
        set_claims(address, "elsewhere", tid="of-another", oid="object-samira")
        yield address


@pytest.fixture
def house(cast: Cast, issuer: str) -> House:
    """The school of the cast, where one can sign in with Microsoft."""
    clock = Clock(datetime.now(UTC))
    clients = {"entra": Client(provider(issuer), REDIRECT_URI)}
    return House(clock, Sessions(clock), Inside(), None, cast.store, clients=clients)  # type: ignore[arg-type]


def invitation(cast: Cast, name: str) -> str:
    staff_id = cast.staff[name]
    return cast.store.accounts.invite(staff_id, "", datetime.now(UTC)).link_token


def go(visitor: Visitor, subject: str, **asked: str) -> Answer:
    """The whole way: to the provider, signing in there, and back."""
    start = visitor.get(f"/aanmelden/entra?{urlencode(asked)}")
    assert start.status == 303, start.text
    back = urlsplit(sign_in_at(start.goes_to, subject))
    return visitor.get(f"{back.path}?{back.query}")


def bound(cast: Cast, house: House, name: str) -> Visitor:
    """Somebody who used an invitation with the school account of that name."""
    visitor = house.visitor()
    answer = go(visitor, name.lower(), uitnodiging=invitation(cast, name))
    assert (answer.status, answer.goes_to) == (303, "/")
    return visitor


def test_an_invitation_binds_and_from_then_on_the_school_account_opens(
    cast: Cast, house: House
) -> None:
    assert bound(cast, house, "Samira").get("/zaken").status == 200
    later = house.visitor()
    answer = go(later, "samira", naar="/zaken?status=open")
    assert (answer.status, answer.goes_to) == (303, "/zaken?status=open")
    assert later.get("/zaken").status == 200
    assert {one.staff_id for one in house.sessions.of()} == {cast.staff["Samira"]}
    # Nothing of the provider stays in the browser.
    assert set(later.cookies) <= {COOKIE, "handelingskaart-schoolaccount"}
    line = answer.headers["set-cookie"]
    assert "Max-Age" not in line
    assert "HttpOnly" in line


def test_an_invitation_is_used_up_and_a_password_of_before_opens_nothing(
    cast: Cast, house: House
) -> None:
    store = cast.store
    choose_password(store, cast.staff["Samira"], PASSWORD)
    token = invitation(cast, "Samira")
    go(house.visitor(), "samira", uitnodiging=token)
    assert go(house.visitor(), "joris", uitnodiging=token).status == 409
    assert store.accounts.check("samira", PASSWORD, datetime.now(UTC)).staff_id is None
    assert cast.staff["Samira"] in store.accounts.without_password()
    assert cast.staff["Samira"] not in store.accounts.cannot_sign_in()


def test_a_password_chosen_later_by_invitation_ends_the_school_account(
    cast: Cast, house: House
) -> None:
    bound(cast, house, "Samira")
    choose_password(cast.store, cast.staff["Samira"], PASSWORD)
    assert go(house.visitor(), "samira").status == 403


def test_an_unknown_account_gets_a_clear_page_and_no_session(cast: Cast, house: House) -> None:
    visitor = house.visitor()
    answer = go(visitor, "samira")
    assert answer.status == 403
    assert "vraag de beheerder dan om een uitnodiging" in answer.text
    assert COOKIE not in visitor.cookies
    # The same page for who is of another organisation and for who left: it tells nothing.
    assert go(house.visitor(), "elsewhere").text == answer.text
    bound(cast, house, "Samira")
    cast.store.school.end_staff(cast.staff["Samira"], cast.today, "")
    assert go(house.visitor(), "samira").text == answer.text


def test_nobody_is_known_by_an_e_mail_address(cast: Cast, house: House, issuer: str) -> None:
    bound(cast, house, "Samira")
    set_claims(issuer, "eve", tid=TENANT, oid="object-eve", email="samira@school.nl")
    assert go(house.visitor(), "eve").status == 403


def test_an_account_of_one_person_binds_to_no_other(cast: Cast, house: House) -> None:
    bound(cast, house, "Samira")
    token = invitation(cast, "Joris")
    answer = go(house.visitor(), "samira", uitnodiging=token)
    assert answer.status == 409
    assert "al van iemand anders" in answer.text
    # The invitation is still good for the right account.
    assert go(house.visitor(), "joris", uitnodiging=token).status == 303


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(cast: Cast, house: House) -> None:
    bound(cast, house, "Samira")
    visitor = house.visitor()
    start = visitor.get("/aanmelden/entra")
    back = urlsplit(sign_in_at(start.goes_to, "samira"))
    path = f"{back.path}?{back.query}"
    other = house.visitor()
    assert other.get(path).status == 410
    other.get("/aanmelden/entra")
    assert other.get(path).status == 410
    assert COOKIE not in other.cookies
    copied = house.visitor(cookies=dict(visitor.cookies))
    assert visitor.get(path).status == 303
    assert copied.get(path).status == 410
    assert visitor.get(path).status == 410


def test_in_two_tabs_of_one_browser_each_answer_is_right(cast: Cast, house: House) -> None:
    bound(cast, house, "Samira")
    visitor = house.visitor()
    tabs = [visitor.get("/aanmelden/entra?naar=/zaken").goes_to for _ in range(2)]
    for tab in tabs:
        back = urlsplit(sign_in_at(tab, "samira"))
        assert visitor.get(f"{back.path}?{back.query}").goes_to == "/zaken"
    assert len(house.sessions.of(cast.staff["Samira"])) == 2


def test_strangers_who_begin_again_and_again_push_nobody_out(cast: Cast, house: House) -> None:
    bound(cast, house, "Samira")
    visitor = house.visitor()
    back = urlsplit(sign_in_at(visitor.get("/aanmelden/entra").goes_to, "samira"))
    for _ in range(2_100):
        house.visitor().get("/aanmelden/entra")
    assert visitor.get(f"{back.path}?{back.query}").status == 303


@pytest.mark.parametrize("query", ["", "?state=x", "?code=y", "?error=access_denied&state=x"])
def test_an_answer_that_nobody_asked_for_is_over(house: House, query: str) -> None:
    assert house.visitor().get(f"/aanmelden/terug{query}").status == 410


def test_who_turns_back_at_the_provider_reads_that_nothing_happened(house: House) -> None:
    visitor = house.visitor()
    start = visitor.get("/aanmelden/entra").goes_to
    state = parse_qs(urlsplit(start).query)["state"][0]
    answer = visitor.get(f"/aanmelden/terug?error=access_denied&state={state}")
    assert "Er is niets veranderd" in answer.text
    assert COOKIE not in visitor.cookies


def test_after_ten_minutes_at_the_provider_one_begins_again(cast: Cast, house: House) -> None:
    bound(cast, house, "Samira")
    visitor = house.visitor()
    back = urlsplit(sign_in_at(visitor.get("/aanmelden/entra").goes_to, "samira"))
    house.clock.later(minutes=10)
    assert visitor.get(f"{back.path}?{back.query}").status == 410


def test_where_somebody_goes_afterwards_is_a_page_of_ours(cast: Cast, house: House) -> None:
    bound(cast, house, "Samira")
    assert go(house.visitor(), "samira", naar="https://elsewhere.example/").goes_to == "/"


def test_our_own_rules_end_the_session(cast: Cast, house: House) -> None:
    visitor = bound(cast, house, "Samira")
    house.clock.later(minutes=31)
    assert visitor.get("/zaken").status == 303
    again = house.visitor()
    go(again, "samira")
    cast.store.school.end_staff(cast.staff["Samira"], cast.today, "")
    assert again.get("/zaken").status == 303


def test_a_new_binding_ends_the_sessions_of_before(cast: Cast, house: House) -> None:
    visitor = bound(cast, house, "Samira")
    cast.store.school_accounts.unbind(cast.staff["Samira"], cast.staff["Ineke"])
    assert visitor.get("/zaken").status == 303
    assert go(house.visitor(), "samira").status == 403


def test_a_provider_that_is_down_keeps_no_password_out(cast: Cast, house: House) -> None:
    house.clients["entra"] = Client(provider("http://127.0.0.1:9"), REDIRECT_URI)
    choose_password(cast.store, cast.staff["Samira"], PASSWORD)
    answer = house.visitor().get("/aanmelden/entra")
    assert answer.status == 503
    assert "geeft nu geen antwoord" in answer.text
    fields = {"naam": "samira", "wachtwoord": PASSWORD}
    assert house.visitor().post("/aanmelden", fields).status == 303


def test_the_sign_in_page_offers_both(house: House) -> None:
    text = house.visitor().get("/aanmelden?naar=%2Fzaken%3Fa%3Db").text
    assert 'href="/aanmelden/entra?naar=/zaken%3Fa%3Db"' in text
    assert "Aanmelden met Microsoft" in text
    assert "Of met je gebruikersnaam en wachtwoord" in text


def test_an_invitation_offers_both(cast: Cast, house: House) -> None:
    token = invitation(cast, "Samira")
    text = house.visitor().get(f"/uitnodiging/{token}").text
    assert f'href="/aanmelden/entra?uitnodiging={token}"' in text
    assert "Verder met je schoolaccount" in text
    assert 'name="wachtwoord"' in text


def test_without_passwords_only_a_beheerder_comes_in_by_one(cast: Cast, house: House) -> None:
    store, ineke = cast.store, cast.staff["Ineke"]
    for name in ("Samira", "Ineke"):
        choose_password(store, cast.staff[name], PASSWORD)
    store.school.set_own_accounts(False, ineke)
    right = house.visitor().post("/aanmelden", {"naam": "samira", "wachtwoord": PASSWORD})
    wrong = house.visitor().post("/aanmelden", {"naam": "samira", "wachtwoord": "anders"})
    assert (right.status, right.text) == (wrong.status, wrong.text)
    assert "meld je dan aan met je schoolaccount" in right.text
    beheerder = house.visitor().post("/aanmelden", {"naam": "ineke", "wachtwoord": PASSWORD})
    assert beheerder.status == 303
    # Nor does an invitation lead to a password, but for a beheerder.
    path = f"/uitnodiging/{invitation(cast, 'Joris')}"
    assert 'name="wachtwoord"' not in house.visitor().get(path).text
    sent = house.visitor().post(path, {"wachtwoord": "een heel ander lang zinnetje"})
    assert (sent.status, COOKIE in sent.headers.get("set-cookie", "")) == (200, False)
    path = f"/uitnodiging/{invitation(cast, 'Ineke')}"
    assert 'name="wachtwoord"' in house.visitor().get(path).text


def guarded(cast: Cast, house: House) -> House:
    """The same, and what ends sessions hears of each change, as in the program."""
    guard = Guard(house.sessions, lambda: cast.store)
    cast.store.accounts.on_access_change.append(guard.end_fallen)
    house.sessions.on_begin = guard.stands
    return house


def test_passwords_that_are_switched_off_end_what_began_with_one(cast: Cast, house: House) -> None:
    store, ineke = guarded(cast, house) and cast.store, cast.staff["Ineke"]
    visitors = {}
    for name in ("Samira", "Joris", "Ineke"):
        choose_password(store, cast.staff[name], PASSWORD)
        visitors[name] = house.visitor()
    with_second_step = second_step_of(cast, "Ineke")
    for name, visitor in visitors.items():
        visitor.post("/aanmelden", {"naam": name.lower(), "wachtwoord": PASSWORD})
    visitors["Ineke"].post("/aanmelden/code", {"code": with_second_step})
    # Joris has a school account as well by now, and proved it in this session.
    assert go(visitors["Joris"], "joris", doel="koppelen").status == 303
    samira = house.sessions.of(cast.staff["Samira"])[0]
    closed: list[str] = []
    house.sessions.on_end(samira.public_id, lambda: closed.append("her open screen"))
    store.school.set_own_accounts(False, ineke)
    assert closed == ["her open screen"]
    assert house.sessions.of(cast.staff["Samira"]) == []
    assert visitors["Samira"].get("/zaken").status == 303
    assert visitors["Joris"].get("/zaken").status == 200
    assert visitors["Ineke"].get("/zaken").status == 200


def test_a_password_of_before_proves_nothing_where_passwords_are_off(
    cast: Cast, house: House
) -> None:
    choose_password(cast.store, cast.staff["Joris"], PASSWORD)
    visitor = house.visitor()
    visitor.post("/aanmelden", {"naam": "joris", "wachtwoord": PASSWORD})
    assert go(visitor, "joris", doel="koppelen").status == 303
    cast.store.school.set_own_accounts(False, cast.staff["Ineke"])
    before = house.sessions.of(cast.staff["Joris"])[0].confirmed_at
    house.clock.later(minutes=20)
    assert 'name="wachtwoord"' not in visitor.get("/bevestigen").text
    assert visitor.post("/bevestigen", {"wachtwoord": PASSWORD}).status == 422
    assert house.sessions.of(cast.staff["Joris"])[0].confirmed_at == before
    assert "niet met een wachtwoord" in visitor.get("/wachtwoord").text
    other = {"huidig": PASSWORD, "wachtwoord": "een heel ander lang zinnetje"}
    assert visitor.post("/wachtwoord", other).status == 400
    assert cast.store.accounts.check("joris", PASSWORD, datetime.now(UTC)).staff_id


def test_who_was_half_way_with_a_password_is_not_in_when_those_are_off(
    cast: Cast, house: House
) -> None:
    guarded(cast, house)
    choose_password(cast.store, cast.staff["Samira"], PASSWORD)
    code = second_step_of(cast, "Samira")
    visitor = house.visitor()
    visitor.post("/aanmelden", {"naam": "samira", "wachtwoord": PASSWORD})
    cast.store.school.set_own_accounts(False, cast.staff["Ineke"])
    visitor.post("/aanmelden/code", {"code": code})
    assert house.sessions.of() == []
    assert visitor.get("/zaken").status == 303


def second_step_of(cast: Cast, name: str) -> str:
    """An app for this person, and one of the recovery codes that came with it."""
    secret = new_secret()
    codes = cast.store.second_factors.turn_on(cast.staff[name], secret, pyotp.TOTP(secret).now())
    return codes[0]


def test_where_no_provider_is_set_passwords_cannot_be_off(cast: Cast) -> None:
    clock = Clock(datetime.now(UTC))
    house = House(clock, Sessions(clock), Inside(), None, cast.store)  # type: ignore[arg-type]
    choose_password(cast.store, cast.staff["Samira"], PASSWORD)
    cast.store.school.set_own_accounts(False, cast.staff["Ineke"])
    fields = {"naam": "samira", "wachtwoord": PASSWORD}
    assert house.visitor().post("/aanmelden", fields).status == 303
    assert house.visitor().get("/aanmelden/entra").status in {303, 401, 404}


def test_at_a_provider_our_own_step_is_asked_only_when_the_school_chose_that(
    cast: Cast, house: House
) -> None:
    store, ineke = cast.store, cast.staff["Ineke"]
    set_claims(house.clients["entra"].provider.issuer, "ineke", tid=TENANT, oid="object-ineke")
    assert bound(cast, house, "Ineke").get("/zaken").status == 200
    store.school.set_own_step_after_provider(True, ineke)
    visitor = house.visitor()
    assert go(visitor, "ineke").goes_to == "/aanmelden/instellen"
    assert COOKIE not in visitor.cookies


def test_binding_ones_own_account_asks_a_proof_of_lately_and_keeps_the_password(
    cast: Cast, house: House
) -> None:
    choose_password(cast.store, cast.staff["Samira"], PASSWORD)
    visitor = house.visitor()
    visitor.post("/aanmelden", {"naam": "samira", "wachtwoord": PASSWORD})
    assert go(visitor, "samira", doel="koppelen", naar="/account").goes_to == "/account"
    assert visitor.get("/zaken").status == 200
    assert go(house.visitor(), "samira").status == 303
    assert cast.store.accounts.check("samira", PASSWORD, datetime.now(UTC)).staff_id
    house.clock.later(minutes=16)
    assert visitor.get("/aanmelden/entra?doel=koppelen").goes_to == "/aanmelden"
    assert house.visitor().get("/aanmelden/entra?doel=koppelen").goes_to == "/aanmelden"


def test_a_role_that_ends_by_its_date_ends_the_session_of_a_school_account(
    cast: Cast, house: House
) -> None:
    joris = cast.staff["Joris"]
    today = house.clock.now.date()
    cast.store.school.assign(joris, Assignment(Role.SUPPORT_TEAM, "", today, today), "")
    visitor = bound(cast, house, "Joris")
    assert visitor.get("/zaken").status == 200
    house.clock.later(days=1)
    assert visitor.get("/zaken").status == 303


# --- what a provider can get wrong --------------------------------------------------------------


@pytest.fixture
def stub() -> Iterator[StubbornProvider]:
    """A provider that says whatever a test wants."""
    with serving(StubbornProvider()) as one:
        yield one


def at_stub(cast: Cast, stub: StubbornProvider, clock: Clock | None = None) -> House:
    """The school of the cast, where one signs in at this provider."""
    clock = clock or Clock(datetime.now(UTC))
    clients = {"entra": Client(provider(stub.issuer), REDIRECT_URI)}
    return House(clock, Sessions(clock), Inside(), None, cast.store, clients=clients)  # type: ignore[arg-type]


def asked_anew(house: House) -> None:
    """What the provider said before is forgotten."""
    client = house.clients["entra"]
    house.clients["entra"].__init__(client.provider, REDIRECT_URI)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("wrong", "status", "words"),
    [
        pytest.param({"body": b"<html>"}, 503, "geen antwoord", id="no JSON"),
        pytest.param({"body": b"[" * 100_000}, 503, "geen antwoord", id="JSON without end"),
        pytest.param({"body": b"[]"}, 503, "geen antwoord", id="a list"),
        pytest.param(
            {"body": b'{"a": "' + b"x" * 600_000 + b'"}'}, 503, "geen antwoord", id="huge"
        ),
        pytest.param({"body": b"\xff\xfe\x00"}, 503, "geen antwoord", id="no text"),
        pytest.param({"token_status": 503}, 503, "geen antwoord", id="it fails"),
        pytest.param({"token_status": 302}, 503, "geen antwoord", id="it sends us on"),
        pytest.param({"token_status": 400}, 502, "Begin opnieuw", id="the code is refused"),
        pytest.param(
            {"token_status": 401, "error": "invalid_client"}, 502, "het geheim", id="secret ran out"
        ),
        pytest.param({"raw": "x.y.z"}, 502, "Begin opnieuw", id="no token"),
        pytest.param({"payload": b"[" * 50_000}, 502, "Begin opnieuw", id="a token without end"),
        pytest.param({"payload": b'"samira"'}, 502, "Begin opnieuw", id="a token of a text"),
        pytest.param({"algorithm": "none"}, 502, "Begin opnieuw", id="no signature"),
        pytest.param({"is_public": True}, 502, "Begin opnieuw", id="HS256 with the public key"),
        pytest.param({"changes": {"iss": "https://x"}}, 502, "Begin opnieuw", id="wrong issuer"),
        pytest.param({"changes": {"nonce": "x"}}, 502, "Begin opnieuw", id="wrong nonce"),
        pytest.param({"changes": {"exp": 1_700_000_000}}, 502, "Begin opnieuw", id="expired"),
        pytest.param({"changes": {"exp": [1]}}, 502, "Begin opnieuw", id="expires never"),
        pytest.param({"document": {"token_endpoint": "https://["}}, 503, "geen", id="no address"),
        pytest.param({"document": {"jwks_uri": "https://["}}, 503, "geen", id="no keys"),
        pytest.param({"changes": {"tid": "elsewhere"}}, 403, "opent hier niets", id="elsewhere"),
    ],
)
def test_nonsense_of_a_provider_is_a_calm_page_and_no_session(
    cast: Cast, stub: StubbornProvider, wrong: dict[str, Any], status: int, words: str
) -> None:
    house = at_stub(cast, stub)
    answer_of(house.visitor(), stub, f"/aanmelden/entra?uitnodiging={invitation(cast, 'Samira')}")
    asked_anew(house)
    for name, value in wrong.items():
        setattr(stub, name, value)
    visitor = house.visitor()
    answer = answer_of(visitor, stub, "/aanmelden/entra")
    assert (answer.status, words in answer.text) == (status, True), answer.text
    assert "Naar aanmelden" in answer.text
    assert COOKIE not in visitor.cookies
    # Honest again: nothing of it lasts.
    for name in wrong:
        setattr(stub, name, getattr(StubbornProvider(), name))
    asked_anew(house)
    assert answer_of(house.visitor(), stub, "/aanmelden/entra").status == 303


def test_who_was_invited_goes_back_to_the_invitation_when_it_did_not_go_on(
    cast: Cast, stub: StubbornProvider
) -> None:
    house, token = at_stub(cast, stub), invitation(cast, "Samira")
    stub.changes = {"nonce": "of another"}
    answer = answer_of(house.visitor(), stub, f"/aanmelden/entra?uitnodiging={token}")
    assert f'href="/uitnodiging/{token}"' in answer.text
    stub.changes = {}
    visitor = house.visitor()
    assert answer_of(visitor, stub, f"/aanmelden/entra?uitnodiging={token}").status == 303


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"kty": "AKP", "kid": "new", "alg": "ML-DSA-44", "pub": "x"}, id="new kind"),
        pytest.param({"kty": "EC", "crv": "P-999", "x": "a", "y": "b", "kid": "c"}, id="curve"),
        pytest.param({"kty": "RSA", "n": "!!", "e": "AQAB", "kid": "d"}, id="broken"),
        pytest.param({"kty": "oct", "k": "c2VjcmV0", "kid": "one"}, id="a secret of the same name"),
        pytest.param({}, id="empty"),
        pytest.param("text", id="no key at all"),
    ],
)
def test_a_key_that_nobody_knows_here_keeps_nobody_out(
    cast: Cast, stub: StubbornProvider, more: Any
) -> None:
    house, token = at_stub(cast, stub), invitation(cast, "Samira")
    stub.more_keys = [more]
    visitor = house.visitor()
    assert answer_of(visitor, stub, f"/aanmelden/entra?uitnodiging={token}").status == 303
    assert visitor.get("/zaken").status == 200


def test_a_provider_that_just_gave_no_answer_is_not_waited_for_by_everybody(
    cast: Cast, stub: StubbornProvider
) -> None:
    house = at_stub(cast, stub)
    now = 1_000_000.0
    house.clients["entra"]._clock = lambda: now
    stub.body = b"<html>"
    for _ in range(60):
        assert house.visitor().get("/aanmelden/entra").status == 503
    assert len(stub.paths) == 1
    stub.body, now = None, now + 5
    assert house.visitor().get("/aanmelden/entra").status == 303


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("access_denied", "Er is niets veranderd"),
        ("server_error", "heeft je niet aangemeld"),
        ("unauthorized_client", "heeft je niet aangemeld"),
        ("", "heeft je niet aangemeld"),
    ],
    ids=["turned back", "its fault", "our registration", "without a word"],
)
def test_who_comes_back_without_a_proof_reads_why(house: House, error: str, words: str) -> None:
    visitor = house.visitor()
    start = visitor.get("/aanmelden/entra").goes_to
    state = parse_qs(urlsplit(start).query)["state"][0]
    assert words in visitor.get(f"/aanmelden/terug?error={error}&state={state}").text


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_link_of_somebody_else_binds_nobody(cast: Cast, house: House, site: str) -> None:
    """Who follows it sees first whose invitation it is: else one would make another's account."""
    token = invitation(cast, "Samira")
    path = f"/aanmelden/entra?uitnodiging={token}"
    asked = {"sec-fetch-site": site}
    assert house.visitor().get(path, **asked).goes_to == f"/uitnodiging/{token}"
    choose_password(cast.store, cast.staff["Joris"], PASSWORD)
    visitor = house.visitor()
    visitor.post("/aanmelden", {"naam": "joris", "wachtwoord": PASSWORD})
    assert visitor.get("/aanmelden/entra?doel=koppelen", **asked).goes_to == "/account"
    asked = {"sec-fetch-site": "same-origin"}
    assert house.visitor().get(path, **asked).goes_to.startswith("http://localhost")
    # A bookmark of somebody who only signs in goes on.
    asked = {"sec-fetch-site": "none"}
    assert house.visitor().get("/aanmelden/entra", **asked).goes_to.startswith("http://localhost")


# --- proving it again ---------------------------------------------------------------------------


def answer_of(visitor: Visitor, stub: StubbornProvider, path: str) -> Answer:
    """The way to this provider and back, without anybody at it, as far as that goes."""
    start = visitor.get(path)
    if start.status != 303:
        return start
    asked = parse_qs(urlsplit(start.goes_to).query)
    stub.nonce = asked["nonce"][0]
    return visitor.get(f"/aanmelden/terug?code=c&state={asked['state'][0]}")


def test_a_proof_is_given_again_at_the_provider(cast: Cast, stub: StubbornProvider) -> None:
    clock = Clock(datetime.now(UTC))
    house = at_stub(cast, stub, clock)
    visitor, token = house.visitor(), invitation(cast, "Samira")
    answer_of(visitor, stub, f"/aanmelden/entra?uitnodiging={token}")
    clock.later(minutes=20)
    assert visitor.get("/zaken").status == 200
    path = "/aanmelden/entra?doel=bevestigen&naar=/rapport"
    before = house.sessions.of()[0].confirmed_at
    # An old sign-in at the provider is no proof of now, and nor is that of somebody else.
    refused = answer_of(visitor, stub, path)
    assert (refused.status, "Meld je af en weer aan" in refused.text) == (403, True)
    stub.changes = {"auth_time": stub.claims()["iat"], "oid": "object-joris"}
    assert answer_of(visitor, stub, path).status == 403
    assert house.sessions.of()[0].confirmed_at == before
    stub.changes = {"auth_time": stub.claims()["iat"]}
    assert answer_of(visitor, stub, path).goes_to == "/rapport"
    assert house.sessions.of()[0].confirmed_at == clock.now
    assert house.visitor().get(path).goes_to == "/aanmelden"


def test_who_has_no_password_here_is_sent_to_the_provider_to_prove_it(
    cast: Cast, house: House
) -> None:
    visitor = bound(cast, house, "Samira")
    text = visitor.get("/bevestigen?naar=/rapport").text
    assert 'href="/aanmelden/entra?doel=bevestigen&amp;naar=/rapport"' in text
    assert 'name="wachtwoord"' not in text


def test_what_an_invitation_ended_is_remembered_by_nobody(cast: Cast, house: House) -> None:
    bound(cast, house, "Samira")
    assert go(house.visitor(), "samira").status == 303
    choose_password(cast.store, cast.staff["Samira"], PASSWORD)
    assert go(house.visitor(), "samira").status == 403
