"""What a screen sends while somebody types: kept for its writer alone, in order, on one screen."""

import json
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from casework.desk.drafts import DraftTicket
from casework.records import Draft
from casework.sent_forms import sent_form
from server.draft_route import LARGEST, PATH, DraftRoute
from server.draft_screens import LIVING_SECONDS, Screens
from server.gate import Gate
from server.request import session_cookie_name
from server.sessions import Sessions
from tests.cast import Cast
from tests.server.cast import Clock
from tests.server.visitor import Answer, Visitor

FORM = "step_talk@zaak"
TICKET = DraftTicket(FORM, "key-1", "phone", "/zaak?zaak=1", {"notes": False, "a.b": True})


@dataclass
class Door:
    """The route behind the real gate, at the school of the cast."""

    cast: Cast
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.sessions = Sessions(self.clock)
        self.seconds = 0.0
        self.screens = Screens(
            lambda: self.seconds, lambda one: self.sessions.find_public(one) is not None
        )
        self.route = DraftRoute(self.sessions, lambda: self.cast.store, self.screens)
        gate = Middleware(
            Gate,
            sessions=self.sessions,
            store=lambda: self.cast.store,
            own_paths=frozenset(route.path for route in self.route.routes()),
            policy="",
        )
        self.app = Starlette(routes=self.route.routes(), middleware=[gate])

    def visitor(self, name: str = "") -> Visitor:
        visitor = Visitor(self.app)
        if name:
            token, _ = self.sessions.begin(self.cast.staff[name], has_second_step=True)
            visitor.cookies[session_cookie_name({"scheme": "http"})] = token
        return visitor

    def ticket(self, name: str = "Samira", ticket: DraftTicket = TICKET) -> str:
        return self.cast.desk(name).drafts.ticket(ticket)

    def draft(self, name: str = "Samira", key: str = TICKET.form_key) -> Draft | None:
        return self.cast.desk(name).drafts.get(FORM, key)


def post(visitor: Visitor, *forms: dict[str, Any], headers: Any = None, **more: Any) -> Answer:
    sent = {
        "origin": "http://localhost:8501",
        "content-type": "application/json",
        "x-concept": "1",
        **(headers or {}),
    }
    return visitor.ask("POST", PATH, sent, json.dumps({"forms": list(forms), **more}).encode())


def states(answer: Answer) -> list[str]:
    assert answer.status == 200
    return [form["state"] for form in json.loads(answer.body)["forms"]]


@pytest.fixture
def door(cast: Cast) -> Door:
    return Door(cast)


def typed(ticket: str, number: int = 1, **values: str) -> dict[str, Any]:
    return {"ticket": ticket, "number": number, "values": values}


def test_what_is_typed_is_kept_with_the_way_back_and_the_time_is_told(door: Door) -> None:
    answer = post(door.visitor("Samira"), typed(door.ticket(), notes="Ze huilde."))

    assert states(answer) == ["kept"]
    draft = door.draft()
    assert draft is not None
    assert draft.kept_at is not None
    assert (draft.values, draft.address) == ({"notes": "Ze huilde."}, TICKET.address)
    assert json.loads(answer.body)["forms"][0]["ms"] == int(draft.kept_at.timestamp() * 1000)


def test_fields_come_one_by_one_and_stand_beside_each_other(door: Door) -> None:
    samira, ticket = door.visitor("Samira"), door.ticket()
    post(samira, typed(ticket, 1, notes="Een."))
    post(samira, typed(ticket, 2, **{"a-b": "Twee."}))

    draft = door.draft()
    assert draft is not None
    assert draft.values == {"notes": "Een.", "a.b": "Twee."}


def test_an_emptied_text_is_gone_but_where_words_stood_it_says_something(door: Door) -> None:
    samira, ticket = door.visitor("Samira"), door.ticket()
    post(samira, typed(ticket, 1, notes="Een.", **{"a-b": "Twee."}))
    post(samira, typed(ticket, 2, notes="", **{"a-b": ""}))

    draft = door.draft()
    assert draft is not None
    assert draft.values == {"a.b": ""}


def test_a_field_that_the_form_does_not_have_is_not_kept(door: Door) -> None:
    post(door.visitor("Samira"), typed(door.ticket(), happened_on="2026-11-23", notes="Een."))
    draft = door.draft()
    assert draft is not None
    assert draft.values == {"notes": "Een."}


def test_what_arrives_late_does_not_undo_what_was_typed_after_it(door: Door) -> None:
    samira, ticket = door.visitor("Samira"), door.ticket()
    assert states(post(samira, typed(ticket, 7, notes="Nieuw."))) == ["kept"]
    assert states(post(samira, typed(ticket, 6, notes="Oud."))) == ["old"]
    assert states(post(samira, typed(ticket, 7, notes="Weer."))) == ["old"]
    draft = door.draft()
    assert draft is not None
    assert draft.values == {"notes": "Nieuw."}


# --- who may not ----------------------------------------------------------------------------------


def test_nothing_is_kept_for_a_stranger_or_from_another_site(door: Door) -> None:
    ticket = door.ticket()
    item = typed(ticket, notes="Een.")
    assert post(door.visitor(), item).status == 401
    samira = door.visitor("Samira")
    assert post(samira, item, headers={"origin": "https://elders.example"}).status == 403
    assert post(samira, item, headers={"origin": ""}).status == 403
    assert post(samira, item, headers={"x-concept": ""}).status == 403
    assert door.draft() is None


def test_a_ticket_is_of_one_person_and_cannot_be_made(door: Door) -> None:
    ticket = door.ticket("Samira")
    forged = ("", "x", ticket[:-4] + "AAAA", ticket[4:], "é", "a" * 19_000)
    items = [typed(one, notes="Van Joris.") for one in (ticket, *forged)]
    assert set(states(post(door.visitor("Joris"), *items))) == {"refused"}
    assert door.draft("Samira") is None
    assert door.cast.desk("Joris").drafts.all() == []


def test_what_is_too_large_or_of_another_shape_is_refused_whole(door: Door) -> None:
    samira, ticket = door.visitor("Samira"), door.ticket()
    assert post(samira, typed(ticket, notes="a" * LARGEST)).status == 413
    assert post(samira, typed(ticket, notes="a" * 250_000)).status == 413
    assert post(samira, *[typed(ticket, notes="a")] * 61).status == 400
    assert post(samira, {**typed(ticket, notes="a"), "staff_id": "x"}).status == 400
    assert post(samira, {**typed(ticket), "values": {"notes": 1}}).status == 400
    assert (
        samira.ask("POST", PATH, {"origin": "http://localhost:8501", "x-concept": "1"}, b"{").status
        == 400
    )
    assert door.draft() is None


def test_an_account_that_ended_keeps_nothing(door: Door) -> None:
    samira, ticket = door.visitor("Samira"), door.ticket()
    gone, admin = door.cast.staff["Samira"], door.cast.staff["Ineke"]
    door.cast.store.school.end_staff(gone, date(2026, 11, 20), admin)
    assert post(samira, typed(ticket, notes="Een.")).status == 401


# --- typing counts as use -------------------------------------------------------------------------


def test_typing_keeps_the_session_and_being_there_does_not(door: Door) -> None:
    samira, ticket = door.visitor("Samira"), door.ticket()
    for number in range(1, 5):
        door.clock.later(minutes=20)
        assert states(post(samira, typed(ticket, number, notes="a" * number))) == ["kept"]
    for _ in range(2):
        door.clock.later(minutes=14)
        assert states(post(samira, typed(ticket))) == ["here"]
    door.clock.later(minutes=14)
    assert post(samira, typed(ticket)).status == 401


# --- the end of a form ----------------------------------------------------------------------------


def test_a_late_word_of_a_form_that_ended_here_makes_no_draft(door: Door) -> None:
    samira, ticket = door.visitor("Samira"), door.ticket()
    post(samira, typed(ticket, 1, notes="Een."))
    door.cast.desk("Samira").drafts.drop(FORM, TICKET.form_key)
    door.screens.end(TICKET.form_key, TICKET.screen)

    assert states(post(samira, typed(ticket, 2, notes="Een, twee."))) == ["ended"]
    assert door.draft() is None


def test_what_is_typed_after_the_end_elsewhere_is_a_draft_of_its_own(door: Door) -> None:
    samira, ticket = door.visitor("Samira"), door.ticket()
    post(samira, typed(ticket, 1, notes="Een."))
    door.cast.desk("Samira").drafts.drop(FORM, TICKET.form_key)
    door.screens.end(TICKET.form_key, "laptop")

    assert states(post(samira, typed(ticket, 2, notes="Heel iets anders."))) == ["ended"]
    spare = typed(ticket, 3, notes="Heel iets anders.") | {"has_spare": True}
    assert states(post(samira, spare)) == ["ended"]
    [draft] = door.cast.desk("Samira").drafts.all()
    assert draft.values == {"notes": "Heel iets anders."}
    assert draft.form_key != TICKET.form_key


@pytest.mark.parametrize("is_stored", [True, False], ids=["stored", "thrown away"])
def test_a_late_word_makes_nothing_also_when_the_server_was_started_anew(
    door: Door, is_stored: bool
) -> None:
    samira, ticket = door.visitor("Samira"), door.ticket()
    post(samira, typed(ticket, 1, notes="Een."))
    drafts = door.cast.desk("Samira").drafts
    if is_stored:
        with door.cast.store.forms.once(
            sent_form(TICKET.form_key, "notes", {}), door.cast.staff["Samira"], "aantekening"
        ):
            pass
    else:
        drafts.end(FORM, TICKET.form_key, TICKET.screen)
    anew = Door(door.cast)
    samira = anew.visitor("Samira")

    answer = post(samira, typed(ticket, 2, notes="Een, twee.") | {"has_spare": True})
    assert json.loads(answer.body)["forms"] == [{"state": "ended", "is_here": True}]
    assert drafts.all() == []


def test_other_words_for_a_form_that_ended_elsewhere_before_a_restart_are_kept_apart(
    door: Door,
) -> None:
    drafts = door.cast.desk("Samira").drafts
    drafts.end(FORM, TICKET.form_key, "laptop")
    spare = typed(door.ticket(), 1, notes="Heel iets anders.") | {"has_spare": True}
    assert states(post(door.visitor("Samira"), spare)) == ["ended"]
    assert [draft.values for draft in drafts.all()] == [{"notes": "Heel iets anders."}]


# --- one screen at a time -------------------------------------------------------------------------


def test_a_form_is_of_one_screen_and_the_other_keeps_what_it_has_apart(door: Door) -> None:
    samira = door.visitor("Samira")
    phone, laptop = door.ticket(), door.ticket(ticket=replace(TICKET, screen="laptop"))
    post(samira, typed(phone, 1, notes="Op de telefoon."))
    assert states(post(samira, typed(laptop, 1, notes="Op de laptop."))) == ["moved"]

    post(samira, typed(laptop, 2) | {"is_claimed": True})
    assert states(post(samira, typed(laptop, 3, notes="Op de laptop."))) == ["kept"]
    assert states(post(samira, typed(phone, 2))) == ["moved"]
    post(samira, typed(phone, 3, notes="Nog op de telefoon.") | {"has_spare": True})

    texts = [draft.values["notes"] for draft in door.cast.desk("Samira").drafts.all()]
    assert sorted(texts) == ["Nog op de telefoon.", "Op de laptop."]


def test_a_screen_is_living_while_it_is_seen_and_heard_of(door: Door) -> None:
    samira, ticket = door.visitor("Samira"), door.ticket()
    post(samira, typed(ticket, 1, notes="Een."))
    assert door.screens.is_busy(TICKET.form_key, "laptop")
    assert not door.screens.is_busy(TICKET.form_key, "phone")
    door.seconds += LIVING_SECONDS
    assert not door.screens.is_busy(TICKET.form_key, "laptop")

    post(samira, typed(ticket, 2, notes="Twee."))
    assert door.screens.is_busy(TICKET.form_key, "laptop")
    post(samira, typed(ticket), is_visible=False)
    assert not door.screens.is_busy(TICKET.form_key, "laptop")


def test_the_screen_of_who_is_signed_out_is_not_living(door: Door) -> None:
    samira = door.visitor("Samira")
    post(samira, typed(door.ticket(), 1, notes="Een."))
    assert door.screens.is_busy(TICKET.form_key, "laptop")
    door.sessions.end_all()
    assert not door.screens.is_busy(TICKET.form_key, "laptop")


def test_the_screens_of_a_person_are_told_when_a_form_moves_or_ends(door: Door) -> None:
    told: list[str] = []
    door.screens.on_move.append(told.append)
    door.screens.claim("key", "phone", "samira")
    assert told == []
    door.screens.claim("key", "laptop", "samira")
    door.screens.end("key", "laptop", "samira")
    assert told == ["samira"]
    assert door.screens.ended_by("key") == "laptop"


def test_a_draft_of_thirty_days_is_forgotten_and_a_text_without_a_form_is_not(door: Door) -> None:
    drafts, samira = door.cast.store.drafts, door.cast.staff["Samira"]
    post(door.visitor("Samira"), typed(door.ticket(), notes="Een."))
    drafts.keep(samira, "kaart", Draft("kaart", {"text": "Van de kaart."}))
    draft = door.draft()
    assert draft is not None
    assert draft.kept_at is not None

    assert drafts.drop_older(draft.kept_at) == 0
    assert drafts.drop_older(draft.kept_at + timedelta(seconds=1)) == 1
    assert [left.form for left in drafts.all(samira)] == ["kaart"]
