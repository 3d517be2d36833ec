"""One's own second step: turned on, moved to another phone, new codes, off; never unasked."""

import re
from datetime import UTC, datetime

import pyotp
import pytest

from server.sessions import Sessions
from tests.cast import PASSWORD, Cast
from tests.passwords import choose_password
from tests.server.cast import Clock
from tests.server.conftest import House, Inside
from tests.server.visitor import Answer, Visitor

PAGE, COOKIE = "/tweede-stap", "handelingskaart"


@pytest.fixture
def house(cast: Cast) -> House:
    """The school of the cast behind the door; all clocks stand at the same moment."""
    clock = Clock(datetime.now(UTC))
    cast.store.second_factors._now = clock
    for name in ("Samira", "Ineke"):
        choose_password(cast.store, cast.staff[name], PASSWORD)
    return House(clock, Sessions(clock), Inside(), None, cast.store)  # type: ignore[arg-type]


def sign_in(house: House, name: str) -> Visitor:
    visitor = house.visitor()
    visitor.post("/aanmelden", {"naam": name, "wachtwoord": PASSWORD})
    return visitor


def secret_on(answer: Answer) -> str:
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", answer.text)
    assert secret is not None, answer.text
    return secret[1].replace(" ", "")


def codes_on(answer: Answer) -> list[str]:
    return re.findall(r"<code>([a-z2-9-]+)</code>", answer.text)


def set_up(house: House, visitor: Visitor) -> tuple[str, list[str]]:
    """The secret of the app, and the recovery codes."""
    secret = secret_on(visitor.get(f"{PAGE}/app"))
    done = visitor.post(f"{PAGE}/app", {"code": pyotp.TOTP(secret).at(house.clock.now)})
    assert done.status == 200
    return secret, codes_on(done)


def test_a_mentor_turns_it_on_and_signs_in_with_both_steps(cast: Cast, house: House) -> None:
    samira = sign_in(house, "samira")
    assert "Instellen" in samira.get(PAGE).text
    secret, codes = set_up(house, samira)
    assert len(codes) == 10
    # This browser goes on; what somebody had elsewhere ends.
    assert samira.get("/zaken").status == 200
    assert len(house.sessions.of()) == 1
    house.clock.later(seconds=60)
    again = sign_in(house, "samira")
    assert COOKIE not in again.cookies
    again.post("/aanmelden/code", {"code": pyotp.TOTP(secret).at(house.clock.now)})
    assert again.get("/zaken").status == 200


def test_turning_it_on_ends_every_other_session(cast: Cast, house: House) -> None:
    other, here = sign_in(house, "samira"), sign_in(house, "samira")
    set_up(house, here)
    assert other.get("/zaken").status == 303
    assert here.get("/zaken").status == 200


def test_a_wrong_first_code_turns_nothing_on_and_the_qr_code_stays(
    cast: Cast, house: House
) -> None:
    samira = sign_in(house, "samira")
    secret = secret_on(samira.get(f"{PAGE}/app"))
    refused = samira.post(f"{PAGE}/app", {"code": "000000"})
    assert (refused.status, secret_on(refused)) == (422, secret)
    assert not cast.store.second_factors.is_on(cast.staff["Samira"])


def test_after_a_recovery_code_one_reads_how_many_are_left(cast: Cast, house: House) -> None:
    _, codes = set_up(house, sign_in(house, "samira"))
    again = sign_in(house, "samira")
    answer = again.post("/aanmelden/code", {"code": codes[0], "met": "herstelcode"})
    assert answer.goes_to == f"{PAGE}?reden=herstelcode&naar=%2F"
    text = again.get(answer.goes_to).text
    assert "Je hebt nog 9 herstelcodes" in text
    assert 'href="/"' in text


def test_new_codes_make_the_earlier_void(cast: Cast, house: House) -> None:
    samira = sign_in(house, "samira")
    _, earlier = set_up(house, samira)
    new = codes_on(samira.post(f"{PAGE}/codes"))
    assert len(new) == 10
    check = cast.store.second_factors.check
    assert not check(cast.staff["Samira"], earlier[0], house.clock.now).is_right
    assert check(cast.staff["Samira"], new[0], house.clock.now).is_right


def test_who_need_not_have_it_turns_it_off_and_who_must_cannot(cast: Cast, house: House) -> None:
    samira = sign_in(house, "samira")
    set_up(house, samira)
    assert samira.post(f"{PAGE}/uit").goes_to == "/account"
    assert not cast.store.second_factors.is_on(cast.staff["Samira"])
    assert samira.get("/zaken").status == 200
    ineke = sign_in(house, "ineke")
    secret = secret_on(ineke.get("/aanmelden/instellen"))
    ineke.post("/aanmelden/instellen", {"code": pyotp.TOTP(secret).at(house.clock.now)})
    assert "kan niet uit" in ineke.get(PAGE).text
    assert ineke.post(f"{PAGE}/uit").goes_to == PAGE
    assert cast.store.second_factors.is_on(cast.staff["Ineke"])


@pytest.mark.parametrize("path", ["", "/app"])
def test_a_screen_that_was_left_alone_asks_who_is_there(
    cast: Cast, house: House, path: str
) -> None:
    samira = sign_in(house, "samira")
    house.clock.later(minutes=16)
    assert samira.get(f"{PAGE}{path}").goes_to == f"/bevestigen?naar={PAGE}"
    for act in ("app", "codes", "uit"):
        assert samira.post(f"{PAGE}/{act}", {"code": "1"}).goes_to == f"/bevestigen?naar={PAGE}"


def test_a_stranger_and_a_visitor_of_the_demo_school_have_none(
    house: House, demo_house: House
) -> None:
    assert "/aanmelden" in house.visitor().get(PAGE).goes_to
    persona = demo_house.visitor()
    persona.post("/aanmelden/demo", {"wie": "staff-samira"})
    assert persona.get(PAGE).goes_to == "/account"


def test_the_secret_of_one_browser_is_nothing_in_another(cast: Cast, house: House) -> None:
    samira = sign_in(house, "samira")
    secret = secret_on(samira.get(f"{PAGE}/app"))
    other = sign_in(house, "samira")
    other.cookies["handelingskaart-app"] = samira.cookies["handelingskaart-app"]
    code = pyotp.TOTP(secret).at(house.clock.now)
    assert other.post(f"{PAGE}/app", {"code": code}).goes_to == f"{PAGE}/app"
    assert not cast.store.second_factors.is_on(cast.staff["Samira"])
