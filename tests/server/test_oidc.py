"""What proves who somebody is: only an honest token of the own organisation, for this question."""

import base64
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from joserfc.jwk import OctKey, RSAKey

from server.oidc import Client, NotProven, ProviderDown, Question
from tests.server.oidc_server import (
    CLIENT_ID,
    CLIENT_SECRET,
    REDIRECT_URI,
    TENANT,
    StubbornProvider,
    provider,
    real_provider,
    serving,
    set_claims,
    sign_in_at,
)

# The real provider is a few releases behind the library on which it is built.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
OTHER_TENANT = "fedcba98-7654-3210-fedc-ba9876543210"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of a real provider."""
    with real_provider() as address:
        yield address


@pytest.fixture(scope="module")
def shared() -> Iterator[StubbornProvider]:
    """One server for all tests that want to say what is in a token."""
    with serving(StubbornProvider()) as stub:
        yield stub


@pytest.fixture
def stub(shared: StubbornProvider) -> StubbornProvider:
    """The same, honest again."""
    shared.changes, shared.document, shared.signing_key = {}, {}, None
    shared.algorithm, shared.token_status = "RS256", 200
    shared.token_requests.clear()
    shared.paths.clear()
    return shared


def identity(stub: StubbornProvider, *, is_fresh: bool = False, **changes: Any) -> str:
    """Who it is, by the token of the stub."""
    question = Question(is_fresh=is_fresh)
    stub.nonce = question.nonce
    return Client(provider(stub.issuer, **changes), REDIRECT_URI).identity(question, "a-code")


def test_a_real_provider_proves_who_it_is(issuer: str) -> None:
    set_claims(issuer, "samira", tid=TENANT, oid="object-samira")
    client, question = Client(provider(issuer), REDIRECT_URI), Question()
    back = urlsplit(sign_in_at(client.address(question), "samira"))
    asked = {name: values[0] for name, values in parse_qs(back.query).items()}
    assert asked["state"] == question.state
    assert client.identity(question, asked["code"]) == f'["{issuer}", "{TENANT}", "object-samira"]'
    # A code works once.
    with pytest.raises(NotProven):
        client.identity(question, asked["code"])


def test_the_answer_to_another_question_proves_nothing(issuer: str) -> None:
    set_claims(issuer, "samira", tid=TENANT, oid="object-samira")
    client, question = Client(provider(issuer), REDIRECT_URI), Question()
    back = urlsplit(sign_in_at(client.address(question), "samira"))
    code = parse_qs(back.query)["code"][0]
    other = Question(verifier=question.verifier)
    with pytest.raises(NotProven, match="nonce"):
        client.identity(other, code)


def test_a_browser_is_sent_with_all_that_binds_the_answer(stub: StubbornProvider) -> None:
    question = Question()
    address = Client(provider(stub.issuer), REDIRECT_URI).address(question)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert asked["redirect_uri"] == REDIRECT_URI
    assert asked["code_challenge_method"] == "S256"
    assert (asked["state"], asked["nonce"]) == (question.state, question.nonce)
    assert (asked["prompt"], "max_age" in asked) == ("select_account", False)
    assert question.verifier not in address
    assert CLIENT_SECRET not in address
    identity(stub)
    sent = stub.token_requests[-1]
    assert sent["redirect_uri"] == REDIRECT_URI
    assert len(sent["code_verifier"]) >= 43


def test_the_stable_subject_names_a_person_and_no_address_does(stub: StubbornProvider) -> None:
    first = identity(stub)
    stub.changes = {"email": "iemand.anders@school.nl", "sub": "another-pairwise"}
    assert identity(stub) == first
    stub.changes = {"oid": "object-of-another"}
    assert identity(stub) != first


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"tid": OTHER_TENANT}, id="another tenant"),
        pytest.param({"tid": None}, id="no tenant"),
        pytest.param({"tid": [TENANT]}, id="a list of tenants"),
        pytest.param({"oid": None}, id="no person"),
        pytest.param({"oid": ""}, id="an empty person"),
        pytest.param({"oid": 7}, id="a number for a person"),
        pytest.param({"iss": "https://login.microsoftonline.com/common/v2.0"}, id="issuer"),
        pytest.param({"aud": "another-client"}, id="audience"),
        pytest.param({"aud": None}, id="no audience"),
        pytest.param({"aud": [CLIENT_ID, "another"]}, id="a shared audience"),
        pytest.param({"azp": "another-client"}, id="authorized party"),
        pytest.param({"exp": 1_700_000_000}, id="expired"),
        pytest.param({"exp": None}, id="without an end"),
        pytest.param({"iat": 4_000_000_000}, id="of the future"),
        pytest.param({"nbf": 4_000_000_000}, id="not yet"),
        pytest.param({"nonce": "of-another-sign-in"}, id="nonce"),
        pytest.param({"nonce": None}, id="no nonce"),
        pytest.param({"nonce": ""}, id="an empty nonce"),
    ],
)
def test_a_token_that_is_not_right_proves_nothing(
    stub: StubbornProvider, changes: dict[str, Any]
) -> None:
    stub.changes = changes
    with pytest.raises(NotProven):
        identity(stub)


@pytest.mark.parametrize(
    "forge",
    [
        pytest.param(lambda: ("RS256", RSAKey.generate_key(2048, {"kid": "one"})), id="other key"),
        pytest.param(lambda: ("none", None), id="no signature"),
        pytest.param(lambda: ("HS256", OctKey.import_key(CLIENT_SECRET * 2)), id="the secret"),
    ],
)
def test_a_forged_signature_proves_nothing(
    stub: StubbornProvider, forge: Callable[[], tuple[str, Any]]
) -> None:
    stub.algorithm, stub.signing_key = forge()
    with pytest.raises(NotProven, match="signature"):
        identity(stub)


def test_a_list_nonce_with_the_right_one_in_it_is_not_the_right_one(stub: StubbornProvider) -> None:
    question = Question()
    stub.changes = {"nonce": [question.nonce, "x"]}
    with pytest.raises(NotProven):
        Client(provider(stub.issuer), REDIRECT_URI).identity(question, "a-code")


@pytest.mark.parametrize(
    ("hd", "is_right"),
    [("school.nl", True), ("SCHOOL.nl", True), ("gmail.com", False), (None, False)],
    ids=["own", "own in capitals", "another", "none"],
)
def test_of_google_only_the_domain_of_the_school(
    stub: StubbornProvider, hd: str | None, is_right: bool
) -> None:
    google: dict[str, Any] = {"required": {"hd": frozenset({"school.nl"})}, "subject": ("sub",)}
    stub.changes = {"hd": hd, "email": "x@school.nl"}
    if is_right:
        assert "pairwise-samira" in identity(stub, **google)
    else:
        with pytest.raises(NotProven, match="hd"):
            identity(stub, **google)


def test_the_secret_goes_the_way_that_the_provider_takes(stub: StubbornProvider) -> None:
    identity(stub)
    assert "client_secret" not in stub.token_requests[-1]
    text = base64.b64decode(stub.authorization[-1].removeprefix("Basic ")).decode()
    assert text == f"{CLIENT_ID}:{quote(CLIENT_SECRET)}"
    stub.document = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    identity(stub)
    assert stub.token_requests[-1]["client_secret"] == CLIENT_SECRET
    assert stub.authorization[-1] == ""


def test_a_proof_that_must_be_fresh_says_when_it_was_given(stub: StubbornProvider) -> None:
    question = Question(is_fresh=True)
    address = Client(provider(stub.issuer), REDIRECT_URI).address(question)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    now = stub.claims()["iat"]
    stub.changes = {"auth_time": now - 20}
    assert identity(stub, is_fresh=True)
    for auth_time in (now - 3600, now + 3600, None, "now", True):
        stub.changes = {"auth_time": auth_time}
        with pytest.raises(NotProven, match="auth_time"):
            identity(stub, is_fresh=True)


@pytest.mark.parametrize(
    "document",
    [
        pytest.param({"issuer": "https://elsewhere.example"}, id="another issuer"),
        pytest.param({"token_endpoint": "http://elsewhere.example/token"}, id="no https"),
        pytest.param({"jwks_uri": None}, id="no keys"),
    ],
)
def test_a_provider_that_is_not_itself_is_not_used(
    stub: StubbornProvider, document: dict[str, Any]
) -> None:
    stub.document = document
    with pytest.raises(ProviderDown):
        identity(stub)
    assert stub.paths[-1] != "/token" or "token_endpoint" not in document


def test_a_browser_is_sent_to_no_address_that_is_no_https(stub: StubbornProvider) -> None:
    stub.document = {"authorization_endpoint": "javascript:alert(1)"}
    with pytest.raises(ProviderDown):
        Client(provider(stub.issuer), REDIRECT_URI).address(Question())


def test_a_provider_that_refuses_the_code_proves_nothing(stub: StubbornProvider) -> None:
    stub.token_status = 400
    with pytest.raises(NotProven):
        identity(stub)


def test_a_provider_that_fails_or_is_not_there_is_down(stub: StubbornProvider) -> None:
    stub.token_status = 503
    with pytest.raises(ProviderDown):
        identity(stub)
    with pytest.raises(ProviderDown):
        Client(provider("http://127.0.0.1:9"), REDIRECT_URI).address(Question())


def test_what_a_provider_says_of_itself_is_asked_once_an_hour(stub: StubbornProvider) -> None:
    now = 1_000_000.0
    client = Client(provider(stub.issuer), REDIRECT_URI, lambda: now)
    client.address(Question())
    client.address(Question())
    assert len(stub.paths) == 1
    now += 3600
    client.address(Question())
    assert len(stub.paths) == 2


def test_no_secret_stands_in_what_is_written_of_a_provider_or_a_question() -> None:
    question = Question()
    text = repr(provider("https://login.example")) + repr(question)
    assert CLIENT_SECRET not in text
    assert question.verifier not in text
    assert question.nonce not in text
