"""The own password and the proof of who it is, on a real school behind the real gate."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.errors import NotSignedIn
from server.confirmation import Confirmation
from server.own_password import NONE_HERE
from server.sessions import Sessions
from tests.cast import Cast
from tests.passwords import choose_password
from tests.server.cast import Clock
from tests.server.conftest import House, Inside
from tests.server.visitor import Visitor

OWN, NEXT = "vier losse woorden samen", "en daarna weer vier andere"


@pytest.fixture
def house(cast: Cast) -> House:
    """The school of the cast behind the door, on the clock of now."""
    clock = Clock(datetime.now(UTC))
    choose_password(cast.store, cast.staff["Samira"], OWN)
    return House(clock, Sessions(clock), Inside(), None, cast.store)  # type: ignore[arg-type]


def samira(house: House, password: str = OWN) -> Visitor:
    visitor = house.visitor()
    assert visitor.post("/aanmelden", {"naam": "samira", "wachtwoord": password}).status == 303
    return visitor


def test_a_new_password_ends_the_other_sessions_and_gives_this_one_a_new_token(
    house: House,
) -> None:
    here, elsewhere = samira(house), samira(house)
    before = dict(here.cookies)
    page = here.get("/wachtwoord")
    assert 'autocomplete="current-password"' in page.text
    assert 'autocomplete="new-password"' in page.text
    assert 'value="samira" autocomplete="username"' in page.text
    answer = here.post("/wachtwoord", {"huidig": OWN, "wachtwoord": NEXT})
    assert (answer.status, "Je wachtwoord is veranderd" in answer.text) == (200, True)
    assert here.cookies["handelingskaart"] != before["handelingskaart"]
    assert here.get("/").status == 200
    assert elsewhere.get("/").goes_to.startswith("/aanmelden")
    old = house.visitor(cookies=before)
    assert old.get("/").goes_to.startswith("/aanmelden")
    samira(house, NEXT)


@pytest.mark.parametrize(
    ("present", "new", "words"),
    [
        ("niet het wachtwoord", NEXT, "Dit wachtwoord klopt niet"),
        (OWN, "kort", "minstens 12 tekens"),
        (OWN, "Wachtwoord2026", "te makkelijk te raden"),
        (OWN, OWN, "je huidige wachtwoord"),
    ],
    ids=["wrong", "short", "common", "the same"],
)
def test_what_cannot_be_the_next_password_changes_nothing(
    house: House, present: str, new: str, words: str
) -> None:
    here = samira(house)
    answer = here.post("/wachtwoord", {"huidig": present, "wachtwoord": new})
    assert answer.status == 422
    assert words in answer.text
    samira(house)


def test_who_has_no_password_gets_none_by_changing_it(house: House, cast: Cast) -> None:
    """A colleague of the school's own provider: a password comes by an invitation alone."""
    joris = cast.staff["Joris"]
    assert joris in cast.store.accounts.without_password()
    token, _ = house.sessions.begin(joris)
    here = house.visitor(cookies={"handelingskaart": token})
    answer = here.post("/wachtwoord", {"huidig": "", "wachtwoord": NEXT})
    assert NONE_HERE in answer.text
    assert "klopt niet" not in answer.text
    assert joris in cast.store.accounts.without_password()


def test_a_session_that_is_over_proves_nothing(house: House, cast: Cast) -> None:
    """Its screen may still be open."""
    _, session = house.sessions.begin(cast.staff["Samira"])
    confirmation = Confirmation(house.sessions, lambda: cast.store)
    house.sessions.end_public(session.public_id)
    with pytest.raises(NotSignedIn):
        confirmation.needed(session.public_id)
    with pytest.raises(NotSignedIn):
        confirmation.prove(session.public_id, OWN)


def test_a_stranger_changes_no_password(house: House) -> None:
    stranger = house.visitor()
    answer = stranger.post("/wachtwoord", {"huidig": OWN, "wachtwoord": NEXT})
    assert answer.goes_to.startswith("/aanmelden")
    samira(house)


def test_who_guesses_at_a_session_left_open_has_to_wait_and_the_owner_does_not(
    house: House,
) -> None:
    left_open, own = samira(house), samira(house)
    tries = [left_open.post("/bevestigen", {"wachtwoord": f"gok nummer {n}"}) for n in range(6)]
    assert "klopt niet" in tries[0].text
    assert "Wacht" in tries[-1].text
    assert own.post("/bevestigen", {"wachtwoord": OWN, "naar": "/zaken"}).goes_to == "/zaken"


def test_a_proof_is_noted_in_the_session_and_leads_nowhere_else(house: House) -> None:
    visitor = samira(house)
    house.clock.later(minutes=20)
    asked = visitor.get("/bevestigen?naar=/zaken")
    assert 'name="naar" value="/zaken"' in asked.text
    answer = visitor.post("/bevestigen", {"wachtwoord": OWN, "naar": "//elders.nl/"})
    assert answer.goes_to == "/"
    (session,) = house.sessions.of()
    assert session.confirmed_at == house.clock.now
    assert session.created_at == house.clock.now - timedelta(minutes=20)


@pytest.mark.parametrize("change", ["ended", "renamed", "role ended"])
def test_what_a_session_rested_on_is_gone_and_so_is_the_session(
    cast: Cast, house: House, change: str
) -> None:
    visitor, school, who = samira(house), cast.store.school, cast.staff["Samira"]
    assert visitor.get("/").status == 200
    if change == "ended":
        school.end_staff(who, cast.today, "")
    elif change == "renamed":
        school.change_user_name(who, "smi", "")
    else:
        held = next(one for one in cast.actor("Samira").assignments if one.scope)
        school.end_assignment(who, held, cast.today - timedelta(days=1), "")
    assert visitor.get("/").goes_to.startswith("/aanmelden")


def test_a_role_given_signs_nobody_out(cast: Cast, house: House) -> None:
    visitor = samira(house)
    assert visitor.get("/").status == 200
    held = cast.actor("Fatima").assignments[0]
    cast.store.school.assign(cast.staff["Samira"], held, "")
    assert visitor.get("/").status == 200
