"""The pages of an invitation, on a real school behind the real gate."""

from datetime import UTC, datetime, timedelta

import pytest

from server.sessions import Sessions
from tests.cast import Cast
from tests.server.cast import Clock
from tests.server.conftest import House, Inside

PASSWORD = "vier losse woorden samen"
OVER = "werkt niet (meer)"


@pytest.fixture
def house(cast: Cast) -> House:
    """The school of the cast behind the door, on the clock of now."""
    clock = Clock(datetime.now(UTC))
    return House(clock, Sessions(clock), Inside(), None, cast.store)  # type: ignore[arg-type]


def link(cast: Cast, name: str, ago: timedelta = timedelta()) -> str:
    now = datetime.now(UTC) - ago
    invitation = cast.store.accounts.invite(cast.staff[name], cast.staff["Ineke"], now)
    return f"/uitnodiging/{invitation.link_token}"


def test_an_invitation_says_whom_it_is_for_and_looking_uses_nothing_up(
    cast: Cast, house: House
) -> None:
    address = link(cast, "Samira")
    for _ in range(2):
        answer = house.visitor().get(address)
        assert answer.status == 200
        assert "Samira el Idrissi" in answer.text
        assert 'autocomplete="new-password"' in answer.text
        assert 'autocomplete="username"' in answer.text


def test_who_chooses_a_password_is_signed_in_with_it(cast: Cast, house: House) -> None:
    samira = house.visitor()
    answer = samira.post(link(cast, "Samira"), {"wachtwoord": PASSWORD})
    assert (answer.status, answer.goes_to) == (303, "/")
    assert samira.get("/").status == 200
    found = cast.store.accounts.check("samira", PASSWORD, datetime.now(UTC))
    assert found.staff_id == cast.staff["Samira"]


def test_an_invitation_that_is_used_expired_replaced_or_made_up_looks_the_same(
    cast: Cast, house: House
) -> None:
    replaced, expired = link(cast, "Joris"), link(cast, "Hanna", timedelta(days=7, seconds=1))
    used = link(cast, "Joris")
    house.visitor().post(used, {"wachtwoord": PASSWORD})
    ended = link(cast, "Dirk")
    cast.store.school.end_staff(cast.staff["Dirk"], cast.today, "")
    addresses = [replaced, expired, used, ended, "/uitnodiging/" + "x" * 43, "/uitnodiging/a/b"]
    answers = [house.visitor().get(address) for address in addresses]
    sent = [house.visitor().post(address, {"wachtwoord": PASSWORD}) for address in addresses]
    assert {answer.status for answer in (*answers, *sent)} == {404}
    assert len({answer.text for answer in (*answers, *sent)}) == 1
    assert OVER in answers[0].text


def test_a_weak_password_is_refused_and_the_invitation_stays(cast: Cast, house: House) -> None:
    address = link(cast, "Samira")
    for weak in ("kort", "Samira.el.Idrissi.1", "lindelyceum2026", "x" * 200):
        answer = house.visitor().post(address, {"wachtwoord": weak})
        assert answer.status == 422
        assert weak not in answer.text
    assert house.visitor().post(address, {"wachtwoord": PASSWORD}).status == 303


def test_a_form_of_another_site_uses_no_invitation_up(cast: Cast, house: House) -> None:
    address = link(cast, "Samira")
    sent = house.visitor().post(address, {"wachtwoord": PASSWORD}, origin="https://elders.nl")
    assert sent.status == 403
    assert house.visitor().get(address).status == 200


def test_nobody_hears_of_the_secret_in_the_address(cast: Cast, house: House) -> None:
    address = link(cast, "Samira")
    answer = house.visitor().get(address)
    assert answer.headers["referrer-policy"] == "strict-origin"
    assert answer.headers["cache-control"] == "no-store"
    assert address not in answer.text
    # One script of our own, and none in the page: it shows what is typed.
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.text.count("<script") == 1
    assert 'src="/password.js?v=' in answer.text


def test_a_new_password_by_invitation_ends_every_other_session_at_once(
    cast: Cast, house: House
) -> None:
    first = house.visitor()
    first.post(link(cast, "Samira"), {"wachtwoord": PASSWORD})
    assert first.get("/").status == 200
    second = house.visitor()
    second.post(link(cast, "Samira"), {"wachtwoord": "heel andere woorden nu"})
    assert first.get("/").goes_to.startswith("/aanmelden")
    assert second.get("/").status == 200
