"""The switch *namen verbergen*: a cookie with one fixed word, for who is signed in."""

import pytest

from server.names_switch import HIDE, PATH, SHOW, is_hiding
from tests.server.conftest import House
from tests.server.visitor import Visitor


@pytest.fixture
def signed_in(house: House) -> Visitor:
    return house.samira()


def test_it_is_remembered_on_this_device_and_taken_back(signed_in: Visitor) -> None:
    answer = signed_in.post(HIDE)
    assert (answer.status, answer.body) == (204, b"")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "Max-Age=31536000" in answer.headers["set-cookie"]
    assert is_hiding(signed_in.cookies)
    signed_in.post(SHOW)
    assert not is_hiding(signed_in.cookies)


def test_the_cookie_tells_nothing_but_that(signed_in: Visitor) -> None:
    signed_in.post(f"{HIDE}&leerling=Noor")
    assert signed_in.cookies["namen"] == "verborgen"


@pytest.mark.parametrize("address", [HIDE, SHOW])
def test_a_stranger_turns_nothing(house: House, address: str) -> None:
    answer = house.visitor().post(address)
    assert answer.status == 401
    assert "set-cookie" not in answer.headers


def test_another_site_turns_nothing(signed_in: Visitor) -> None:
    assert signed_in.post(HIDE, origin="https://elders.example").status == 403
    assert not is_hiding(signed_in.cookies)


def test_a_link_turns_nothing(signed_in: Visitor) -> None:
    assert signed_in.get(HIDE).status == 405
    assert signed_in.get(PATH).status == 405


@pytest.mark.parametrize("value", ["", "ja", "VERBORGEN", "zichtbaar"])
def test_any_other_cookie_hides_nothing(value: str) -> None:
    assert not is_hiding({"namen": value})
