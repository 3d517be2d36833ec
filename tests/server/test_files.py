"""A file belongs to the session that it was offered to: made when it is fetched, and once."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from casework.desk import Desk
from casework.errors import InputRefused
from casework.rate_limits import FOR_ONE, HeavyAct
from server import file_route
from server.file_offers import MOST_PER_SESSION, VALID_FOR, FileOffer
from server.request import session_cookie_name
from server.sessions import public_id_of
from tests.cast import Cast
from tests.server.conftest import House
from tests.server.visitor import PLAIN, Answer, Visitor

CONTENT = b"%PDF-1.7 van Samira"
ASKED = {"x-bestand": "1", "origin": "http://localhost:8501"}
A_NAME = "notulen café 1.pdf"


@pytest.fixture
def house(cast: Cast, open_house: Any) -> House:
    """The door of the school of the cast."""
    house: House = open_house(cast.store)
    return house


@pytest.fixture
def made_by() -> list[str]:
    """At whose desks a file was made."""
    return []


def browser(house: House, cast: Cast, name: str) -> Visitor:
    """A browser at which this person is signed in."""
    token, _ = house.sessions.begin(cast.staff[name], has_second_step=True)
    return house.visitor(cookies={session_cookie_name({"scheme": PLAIN}): token})


def offered(house: House, visitor: Visitor, made_by: list[str], **more: Any) -> str:
    """A file that a screen of this browser offers."""

    def make(desk: Desk) -> bytes:
        made_by.append(desk.actor.name)
        return CONTENT

    of_file = {"slot": "zaak", "file_name": A_NAME, "media_type": "application/pdf", "make": make}
    return house.file_offers.offer(public_id(visitor), FileOffer(**{**of_file, **more}))


def public_id(visitor: Visitor) -> str:
    return public_id_of(visitor.cookies["handelingskaart"])


def press(visitor: Visitor, file_id: str, method: str = "POST", **headers: str) -> Answer:
    return visitor.ask(method, f"/bestand/{file_id}", {**ASKED, **headers})


def fetched(cast: Cast) -> list[tuple[str, str]]:
    """Who fetched what, as the read log has it."""
    rows = cast.store.access_log.lines(cast.today, cast.today.replace(year=2099))
    return [(line.staff_name, line.reason) for line in rows if line.act == "fetched"]


def test_who_was_offered_a_file_gets_it_to_save_and_the_log_names_that_person(
    house: House, cast: Cast, made_by: list[str]
) -> None:
    samira = browser(house, cast, "Samira")
    answer = press(samira, offered(house, samira, made_by))
    assert (answer.status, answer.body) == (200, CONTENT)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"notulen-caf--1.pdf\"; filename*=UTF-8''notulen%20caf%C3%A9%201.pdf"
    )
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert made_by == ["Samira el Idrissi"]
    assert fetched(cast) == [("Samira el Idrissi", f"bestand {A_NAME}")]


@pytest.mark.parametrize("name", ["Dirk", "Ineke", "Willem"])
def test_for_anybody_else_there_is_nothing_and_nothing_is_made(
    house: House, cast: Cast, made_by: list[str], name: str
) -> None:
    samira, other = browser(house, cast, "Samira"), browser(house, cast, name)
    file_id = offered(house, samira, made_by)
    refused, unknown = press(other, file_id), press(other, "0" * len(file_id))
    assert refused == unknown
    assert refused.status == 404
    assert made_by == []
    assert fetched(cast) == []
    assert press(samira, file_id).status == 200


def test_another_browser_of_the_same_person_gets_nothing(
    house: House, cast: Cast, made_by: list[str]
) -> None:
    file_id = offered(house, browser(house, cast, "Samira"), made_by)
    assert press(browser(house, cast, "Samira"), file_id).status == 404
    assert press(house.visitor(), file_id).status == 401


def test_a_file_is_given_once_and_the_button_goes_on_with_another_address(
    house: House, cast: Cast, made_by: list[str]
) -> None:
    samira = browser(house, cast, "Samira")
    file_id = offered(house, samira, made_by)
    following = press(samira, file_id).headers["x-bestand-volgende"]
    again = press(samira, file_id)
    assert (again.status, again.body) == (409, b"{}")
    assert again.headers["x-bestand-volgende"] == following != file_id
    assert made_by == ["Samira el Idrissi"]
    assert press(samira, following).body == CONTENT


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_a_link_or_a_look_ahead_fetches_nothing(
    house: House, cast: Cast, made_by: list[str], method: str
) -> None:
    samira = browser(house, cast, "Samira")
    file_id = offered(house, samira, made_by)
    assert press(samira, file_id, method).status == 404
    assert made_by == []
    assert press(samira, file_id).status == 200


def test_a_page_of_another_site_fetches_nothing(
    house: House, cast: Cast, made_by: list[str]
) -> None:
    samira = browser(house, cast, "Samira")
    file_id = offered(house, samira, made_by)
    assert press(samira, file_id, origin="http://evil.example").status == 403
    assert press(samira, file_id, **{"x-bestand": ""}).status == 404
    assert made_by == []


def test_a_role_that_has_ended_has_no_file_any_more(
    house: House, cast: Cast, made_by: list[str]
) -> None:
    samira = browser(house, cast, "Samira")
    file_id = offered(house, samira, made_by)
    yesterday = cast.today - timedelta(days=1)
    cast.store.school.end_staff(cast.staff["Samira"], yesterday, cast.staff["Ineke"])
    assert press(samira, file_id).status == 401
    assert made_by == []


@pytest.mark.parametrize("how", ["signed out", "ended"])
def test_who_goes_while_the_file_is_made_does_not_get_it(
    house: House, cast: Cast, how: str
) -> None:
    samira = browser(house, cast, "Samira")

    def make(_desk: Desk) -> bytes:
        if how == "signed out":
            house.sessions.end_public(public_id(samira))
        else:
            yesterday = cast.today - timedelta(days=1)
            cast.store.school.end_staff(cast.staff["Samira"], yesterday, cast.staff["Ineke"])
        return CONTENT

    answer = press(samira, offered(house, samira, [], make=make))
    assert answer.status == 401
    assert CONTENT not in answer.body
    assert fetched(cast) == []


def test_of_many_presses_at_once_one_gets_the_file(
    house: House, cast: Cast, made_by: list[str]
) -> None:
    samira = browser(house, cast, "Samira")
    file_id = offered(house, samira, made_by)
    with ThreadPoolExecutor(8) as hands:
        answers = list(hands.map(lambda _: press(samira, file_id), range(8)))
    assert sorted(answer.status for answer in answers) == [200, *[409] * 7]
    assert made_by == ["Samira el Idrissi"]
    assert fetched(cast) == [("Samira el Idrissi", f"bestand {A_NAME}")]


@pytest.mark.parametrize("wanted", ["bytes=0-3", "bytes=-1", "bytes=0-0,5-"], ids=str)
def test_a_piece_of_a_file_is_not_given(
    house: House, cast: Cast, made_by: list[str], wanted: str
) -> None:
    samira, dirk = browser(house, cast, "Samira"), browser(house, cast, "Dirk")
    file_id = offered(house, samira, made_by)
    assert press(dirk, file_id, range=wanted).status == 404
    whole = press(samira, file_id, range=wanted)
    assert (whole.status, whole.body) == (200, CONTENT)
    assert press(samira, file_id, range=wanted).status == 409


def test_after_an_hour_who_fetches_what_is_about_people_proves_first_who_it_is(
    house: House, cast: Cast, made_by: list[str]
) -> None:
    house.sessions.idle_after = timedelta(days=1)
    samira = browser(house, cast, "Samira")
    house.clock.now += timedelta(minutes=61)
    answer = press(samira, offered(house, samira, made_by))
    assert answer.status == 403
    assert '"goes_to":"/bevestigen"' in answer.text
    assert "Bevestig eerst dat jij het bent" in answer.text
    assert made_by == []
    assert press(samira, offered(house, samira, made_by, has_people=False)).status == 200
    house.sessions.confirm(public_id(samira))
    assert press(samira, offered(house, samira, made_by)).status == 200


def test_what_is_offered_ends_with_the_session(
    house: House, cast: Cast, made_by: list[str]
) -> None:
    samira = browser(house, cast, "Samira")
    file_id = offered(house, samira, made_by)
    house.sessions.end_all()
    assert house.file_offers.count(public_id(samira)) == 0
    assert press(samira, file_id).status == 401
    assert offered(house, samira, made_by) == ""


def test_an_offer_is_valid_for_a_while_and_a_screen_drawn_again_renews_it(
    house: House, cast: Cast, made_by: list[str]
) -> None:
    house.sessions.idle_after = timedelta(days=1)
    samira = browser(house, cast, "Samira")
    file_id = offered(house, samira, made_by, has_people=False)
    house.clock.now += VALID_FOR
    assert offered(house, samira, made_by, has_people=False) == file_id
    house.clock.now += VALID_FOR
    assert press(samira, file_id).status == 200
    file_id = offered(house, samira, made_by, has_people=False)
    house.clock.now += VALID_FOR + timedelta(seconds=1)
    assert press(samira, file_id).status == 404


def test_a_session_has_so_many_offers_and_the_oldest_go(
    house: House, cast: Cast, made_by: list[str]
) -> None:
    samira = browser(house, cast, "Samira")
    ids = [
        offered(house, samira, made_by, slot=f"knop {number}")
        for number in range(MOST_PER_SESSION + 1)
    ]
    assert house.file_offers.count(public_id(samira)) == MOST_PER_SESSION
    assert press(samira, ids[0]).status == 404
    assert press(samira, ids[-1]).status == 200


def test_a_file_that_cannot_be_made_is_a_sentence_and_not_in_the_log(
    house: House, cast: Cast, made_by: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_route, "reference", lambda: "ABC234")

    def refused(_desk: Desk) -> bytes:
        raise InputRefused("Kies eerst een klas.")

    def broken(_desk: Desk) -> bytes:
        raise ZeroDivisionError

    samira = browser(house, cast, "Samira")
    answer = press(samira, offered(house, samira, made_by, make=refused))
    assert (answer.status, answer.text) == (400, '{"sentence":"Kies eerst een klas."}')
    answer = press(samira, offered(house, samira, made_by, make=broken))
    assert answer.status == 500
    assert "geef de beheerder dan dit nummer: ABC234." in answer.text
    assert answer.headers["x-bestand-volgende"]
    assert fetched(cast) == []


def test_more_files_than_anybody_presses_are_refused_calmly_and_the_button_stays(
    house: House, cast: Cast, made_by: list[str]
) -> None:
    samira, fatima = browser(house, cast, "Samira"), browser(house, cast, "Fatima")
    for _ in range(FOR_ONE[HeavyAct.FILE].at_once):
        cast.desk("Samira").files.count_file()

    refused = press(samira, offered(house, samira, made_by))
    assert (refused.status, refused.headers["retry-after"]) == (429, "3")
    assert "Wacht 3 seconden" in json.loads(refused.text)["sentence"]
    assert made_by == []
    assert refused.headers["x-bestand-volgende"]
    assert press(fatima, offered(house, fatima, made_by)).status == 200
