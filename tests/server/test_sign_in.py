"""Signing in and out: the same words for everybody, a fresh token each time, no way elsewhere."""

import re
from datetime import timedelta

import pytest

from server import sign_in
from server.streamlit_inside.dutch import streamlit_in_dutch
from tests.server.cast import JOOST, PASSWORD, SAMIRA, SLOWED, USER_NAME, Clock
from tests.server.conftest import House

RIGHT = {"naam": USER_NAME, "wachtwoord": PASSWORD}
COOKIE = "handelingskaart"


def test_the_right_password_opens_the_first_page(house: House) -> None:
    visitor = house.visitor()
    answer = visitor.post("/aanmelden", RIGHT)
    assert (answer.status, answer.goes_to) == (303, "/")
    assert visitor.get("/vandaag").status == 200


def test_the_page_has_a_browser_fetch_what_the_first_screen_needs(house: House) -> None:
    stranger = house.visitor()
    files = re.findall(r'<link rel="prefetch" href="([^"]+)"', stranger.get("/aanmelden").text)
    assert files == streamlit_in_dutch().asked_ahead
    for file in files:
        answer = stranger.get(file)
        assert answer.status == 200
        assert "immutable" in answer.headers["cache-control"]
    # Whatever the first screen names by itself is among them.
    page = streamlit_in_dutch().index
    named = re.findall(r'(?:src|rel="stylesheet" crossorigin href)="([^"]+)"', page)
    assert len(named) == 4
    assert [name for name in named if name not in files] == []


def test_a_known_and_an_unknown_name_get_the_same_answer(house: House) -> None:
    known = house.visitor().post("/aanmelden", {"naam": USER_NAME, "wachtwoord": "anders"})
    unknown = house.visitor().post("/aanmelden", {"naam": "xyz", "wachtwoord": "anders"})
    assert known.status == unknown.status == 422
    assert known.text.replace(USER_NAME, "xyz") == unknown.text
    assert "set-cookie" not in known.headers


def test_the_typed_name_stays_and_the_password_does_not(house: House) -> None:
    typed = {"naam": '"><script>alert(1)</script>', "wachtwoord": "mijn geheime zin"}
    text = house.visitor().post("/aanmelden", typed).text
    assert "&#34;&gt;&lt;script&gt;" in text
    assert "<script" not in text
    assert "mijn geheime zin" not in text


def test_who_failed_too_often_hears_how_long_to_wait(house: House) -> None:
    answer = house.visitor().post("/aanmelden", {"naam": SLOWED, "wachtwoord": "x"})
    assert answer.status == 429
    assert "Wacht 2 minuten" in answer.text
    assert answer.headers["retry-after"] == "90"


def test_the_device_of_a_colleague_is_remembered_for_the_next_time(house: House) -> None:
    visitor = house.samira()
    assert "handelingskaart-device" in visitor.cookies
    answer = visitor.post("/aanmelden", {"naam": SLOWED, "wachtwoord": "x"})
    assert answer.status == 422


def test_each_sign_in_has_a_token_of_its_own_and_ends_the_former(house: House) -> None:
    visitor = house.samira()
    first = visitor.cookies[COOKIE]
    visitor.post("/aanmelden", RIGHT)
    assert visitor.cookies[COOKIE] != first
    assert house.visitor(cookies={COOKIE: first}).fetch("/media/a").status == 401


def test_a_planted_token_opens_nothing_after_the_victim_signed_in(house: House) -> None:
    planted = "chosen-by-somebody-else"
    victim = house.visitor(cookies={COOKIE: planted})
    victim.post("/aanmelden", RIGHT)
    assert victim.cookies[COOKIE] != planted
    assert house.visitor(cookies={COOKIE: planted}).fetch("/media/a").status == 401


def test_after_signing_out_the_old_cookie_opens_nothing(house: House) -> None:
    visitor = house.samira()
    former_cookies = dict(visitor.cookies)
    answer = visitor.post("/afmelden")
    assert answer.goes_to == "/aanmelden?reden=afgemeld"
    assert COOKIE not in visitor.cookies
    assert "Je bent afgemeld" in visitor.get(answer.goes_to).text
    assert house.visitor(cookies=former_cookies).get("/vandaag").status == 303


def test_a_link_alone_signs_nobody_out(house: House) -> None:
    visitor = house.samira()
    page = visitor.get("/afmelden")
    assert 'method="post" action="/afmelden"' in page.text
    assert visitor.get("/vandaag").status == 200


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/%2f/evil.example",
        "/zaak\r\nset-cookie: a=b",
        "javascript:alert(1)",
        "/zaak?x=\nlocation: //evil.example",
        "/a/b",
        "/@evil.example",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(house: House, target: str) -> None:
    assert house.visitor().post("/aanmelden", {**RIGHT, "naar": target}).goes_to == "/"


def test_a_deep_link_is_followed_after_signing_in(house: House) -> None:
    target = "/zaak?zaak=0190a-7c&stap=ouders"
    assert house.visitor().post("/aanmelden", {**RIGHT, "naar": target}).goes_to == target


def test_who_is_signed_in_does_not_see_the_form_again(house: House) -> None:
    assert house.samira().get("/aanmelden?naar=%2Fzaken").goes_to == "/zaken"


def test_a_screen_learns_how_long_it_stays_open(house: House, clock: Clock) -> None:
    visitor = house.samira()
    clock.later(minutes=29)
    assert visitor.fetch("/aanwezig").text == '{"seconds":60,"warn_at":120}'
    clock.later(seconds=30)
    assert visitor.post("/aanwezig").text == '{"seconds":1800,"warn_at":120}'
    clock.later(minutes=31)
    assert visitor.fetch("/aanwezig").status == 401


def test_who_may_sit_still_for_a_minute_only_is_not_warned_all_the_time(house: House) -> None:
    house.sessions.idle_after = timedelta(minutes=1)
    assert house.samira().fetch("/aanwezig").text == '{"seconds":60,"warn_at":20}'


def test_an_unreadable_or_huge_form_is_refused(house: House) -> None:
    headers = {"origin": "http://localhost:8501"}
    visitor = house.visitor()
    for body in (b"naam=%ff%fe", b"naam=" + b"x" * 70_000, b"a=1&" * 100):
        answer = visitor.ask("POST", "/aanmelden", headers, body)
        assert answer.status == 400
        assert "Dit formulier is" in answer.text


def test_in_the_demo_school_one_chooses_who_to_be(demo_house: House) -> None:
    visitor = demo_house.visitor()
    page = visitor.get("/aanmelden").text
    assert page.index("Mentor") < page.index("Leerlingcoördinator")
    assert "Samira &lt;el&gt; Idrissi" in page
    assert "klas 2B" in page
    assert "leerjaar 2" in page
    assert visitor.post("/aanmelden/demo", {"wie": JOOST, "naar": "/zaken"}).goes_to == "/zaken"
    assert demo_house.sessions.staff_ids() == {JOOST}


def test_in_the_demo_school_one_cannot_be_somebody_who_is_not_listed(demo_house: House) -> None:
    visitor = demo_house.visitor()
    assert visitor.post("/aanmelden/demo", {"wie": "staff-anybody"}).goes_to == "/aanmelden"
    assert visitor.post("/aanmelden/demo").goes_to == "/aanmelden"
    assert demo_house.sessions.staff_ids() == frozenset()


def test_in_a_real_school_nobody_comes_in_without_a_password(house: House) -> None:
    visitor = house.visitor()
    assert visitor.post("/aanmelden/demo", {"wie": SAMIRA}).goes_to == "/aanmelden"
    assert "Kies een rol" not in visitor.get("/aanmelden").text
    assert house.sessions.staff_ids() == frozenset()


def test_a_flood_of_passwords_makes_nobody_wait_longer_than_a_moment(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "MOST_WAITING", 0)
    answer = house.visitor().post("/aanmelden", RIGHT)
    assert (answer.status, answer.headers["retry-after"]) == (429, "5")
    assert "veel mensen tegelijk" in answer.text
    assert f'value="{USER_NAME}"' in answer.text
