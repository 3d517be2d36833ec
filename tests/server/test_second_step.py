"""The second step: half way opens nothing, a code opens once, and nobody goes round it."""

import re
from typing import Any, cast

import pytest

from server.housekeeping import end_fallen
from tests.server.cast import CODE, PASSWORD, RECOVERY_CODE, SAMIRA, USER_NAME, Clock, Store
from tests.server.conftest import House
from tests.server.visitor import Visitor

RIGHT = {"naam": USER_NAME, "wachtwoord": PASSWORD, "naar": "/zaken"}
COOKIE, STEP = "handelingskaart", "handelingskaart-stap"


@pytest.fixture
def books(house: House) -> Store:
    """The school, in which Samira has an app with codes."""
    assert house.store is not None
    house.store.second_factors.enabled.add(SAMIRA)
    return house.store


def half_way(house: House) -> Visitor:
    """Samira, whose password was right."""
    visitor = house.visitor()
    answer = visitor.post("/aanmelden", RIGHT)
    assert answer.status == 303
    return visitor


def test_after_the_password_comes_the_code_and_then_the_page(house: House, books: Store) -> None:
    visitor = half_way(house)
    assert COOKIE not in visitor.cookies
    page = visitor.get("/aanmelden/code").text
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    answer = visitor.post("/aanmelden/code", {"code": CODE})
    assert (answer.status, answer.goes_to) == (303, "/zaken")
    assert visitor.get("/zaken").status == 200


@pytest.mark.parametrize("path", ["/", "/zaken", "/aanwezig", "/media/a", "/_stcore/host-config"])
def test_half_way_opens_nothing(house: House, books: Store, path: str) -> None:
    visitor = half_way(house)
    assert visitor.get(path).status in {303, 401}
    # Nor does its token in the place of a session.
    stolen = house.visitor(cookies={COOKIE: visitor.cookies[STEP]})
    assert stolen.get(path).status in {303, 401}
    assert house.inside.requests == []


def test_the_token_of_half_way_is_sent_to_the_sign_in_only(house: House, books: Store) -> None:
    answer = house.visitor(scheme="https").post("/aanmelden", RIGHT)
    line = next(one for one in answer.headers["set-cookie"].split("\n") if one.startswith(STEP))
    assert "Path=/aanmelden" in line
    assert "HttpOnly" in line
    assert "Secure" in line


def test_a_wrong_code_lets_nobody_in_and_says_what_to_do(house: House, books: Store) -> None:
    visitor = half_way(house)
    answer = visitor.post("/aanmelden/code", {"code": "654321"})
    assert answer.status == 422
    assert "Wacht tot de app een nieuwe code laat zien" in answer.text
    assert "654321" not in answer.text
    assert COOKIE not in visitor.cookies
    slowed = visitor.post("/aanmelden/code", {"code": "000000"})
    assert (slowed.status, slowed.headers["retry-after"]) == (429, "90")
    assert "Wacht 2 minuten" in slowed.text


def test_after_a_quarter_of_an_hour_one_begins_again(
    house: House, books: Store, clock: Clock
) -> None:
    visitor = half_way(house)
    clock.later(minutes=15)
    answer = visitor.post("/aanmelden/code", {"code": CODE})
    assert answer.goes_to == "/aanmelden?reden=stap"
    assert "Dat duurde te lang" in visitor.get(answer.goes_to).text
    assert COOKIE not in visitor.cookies


def test_the_token_of_half_way_works_once(house: House, books: Store) -> None:
    visitor = half_way(house)
    copied = house.visitor(cookies=dict(visitor.cookies))
    visitor.post("/aanmelden/code", {"code": CODE})
    assert copied.post("/aanmelden/code", {"code": CODE}).goes_to == "/aanmelden?reden=stap"
    assert COOKIE not in copied.cookies


def test_who_left_between_the_two_steps_does_not_come_in(house: House, books: Store) -> None:
    visitor = half_way(house)
    books.accounts.left.add(SAMIRA)
    answer = visitor.post("/aanmelden/code", {"code": CODE})
    assert answer.goes_to == "/aanmelden?reden=stap"
    assert COOKIE not in visitor.cookies


def test_a_device_is_known_only_after_both_steps(house: House, books: Store) -> None:
    visitor = half_way(house)
    assert "handelingskaart-device" not in visitor.cookies
    visitor.post("/aanmelden/code", {"code": CODE})
    again = house.visitor(
        cookies={"handelingskaart-device": visitor.cookies["handelingskaart-device"]}
    )
    again.post("/aanmelden", RIGHT)
    again.post("/aanmelden/code", {"code": "654321"})
    assert [bool(device) for device in books.second_factors.devices] == [False, True]


def test_a_recovery_code_is_typed_on_a_page_with_letters(house: House, books: Store) -> None:
    visitor = half_way(house)
    page = visitor.get("/aanmelden/code?met=herstelcode").text
    assert "inputmode" not in page
    assert "nieuwe uitnodiging" in page
    wrong = visitor.post("/aanmelden/code", {"code": "zz", "met": "herstelcode"})
    assert "Deze herstelcode klopt niet" in wrong.text
    right = visitor.post("/aanmelden/code", {"code": RECOVERY_CODE, "met": "herstelcode"})
    assert (right.status, COOKIE in visitor.cookies) == (303, True)


def test_who_is_required_sets_it_up_before_anything_opens(house: House) -> None:
    assert house.store is not None
    house.store.second_factors.required.add(SAMIRA)
    visitor = house.visitor()
    assert visitor.post("/aanmelden", RIGHT).goes_to == "/aanmelden/instellen"
    page = visitor.get("/aanmelden/instellen").text
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert secret is not None
    assert f"secret={secret[1].replace(' ', '')}" in page
    assert '<svg class="qr" role="img"' in page
    # Going back and forth shows the same code, so that what was scanned stays right.
    assert secret[1] in visitor.get("/aanmelden/instellen").text
    assert visitor.get("/zaken").status == 303
    refused = visitor.post("/aanmelden/instellen", {"code": "654321"})
    assert refused.status == 422
    assert secret[1] in refused.text
    done = visitor.post("/aanmelden/instellen", {"code": CODE})
    assert RECOVERY_CODE in done.text
    assert 'href="/zaken"' in done.text
    assert visitor.get("/zaken").status == 200
    assert done.headers["cache-control"] == "no-store"


def test_setting_up_is_no_way_round_a_code(house: House, books: Store) -> None:
    visitor = half_way(house)
    assert visitor.get("/aanmelden/instellen").goes_to == "/aanmelden?reden=stap"
    assert visitor.post("/aanmelden/instellen", {"code": CODE}).status == 303
    assert COOKIE not in visitor.cookies


def test_a_code_is_no_way_round_setting_up(house: House) -> None:
    assert house.store is not None
    house.store.second_factors.required.add(SAMIRA)
    visitor = house.visitor()
    visitor.post("/aanmelden", RIGHT)
    assert visitor.post("/aanmelden/code", {"code": CODE}).goes_to == "/aanmelden?reden=stap"
    assert COOKIE not in visitor.cookies


def test_without_a_password_there_is_no_second_step(house: House) -> None:
    stranger = house.visitor()
    for path in ("/aanmelden/code", "/aanmelden/instellen"):
        assert stranger.get(path).goes_to == "/aanmelden?reden=stap"
        assert stranger.post(path, {"code": CODE}).goes_to == "/aanmelden?reden=stap"


def test_nobody_is_required_anything_in_the_demo_school(demo_house: House) -> None:
    assert demo_house.store is not None
    demo_house.store.second_factors.required.add(SAMIRA)
    visitor = demo_house.visitor()
    assert visitor.post("/aanmelden/demo", {"wie": SAMIRA}).goes_to == "/"
    assert visitor.get("/vandaag").status == 200


def test_whoever_gets_a_role_that_requires_it_begins_again_with_both_steps(house: House) -> None:
    visitor = house.samira()
    assert visitor.get("/zaken").status == 200
    assert house.store is not None
    house.store.second_factors.required.add(SAMIRA)
    assert visitor.get("/zaken").status == 303
    assert visitor.post("/aanmelden", RIGHT).goes_to == "/aanmelden/instellen"


def test_open_screens_close_within_a_round_of_housekeeping(house: House) -> None:
    house.samira()
    assert house.store is not None
    end_fallen(house.sessions, cast(Any, house.store))
    assert house.sessions.staff_ids() == {SAMIRA}
    house.store.second_factors.required.add(SAMIRA)
    end_fallen(house.sessions, cast(Any, house.store))
    assert house.sessions.staff_ids() == frozenset()
