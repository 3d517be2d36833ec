"""The agenda for calendar programs: no cookie, a secret address, and nothing of any case in it."""

import logging
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from casework.people import Assignment, Role
from tests.cast import TODAY, YEAR_STARTS_ON, Cast
from tests.server.cast import Clock
from tests.server.conftest import House
from tests.server.visitor import Answer

NOBODY = "A" * 43
NO_ADDRESSES = (
    f"/agenda/{NOBODY}.ics",
    "/agenda/",
    "/agenda/.ics",
    "/agenda/a.ics",
    f"/agenda/{NOBODY}",
    f"/agenda/x/{NOBODY}.ics",
    f"/agenda/{NOBODY}.ics/",
    f"/agenda/{'A' * 4000}.ics",
    "/agenda/../zaken",
    "/agenda/é.ics",
)
CANARY = "Tijdens de pauze bij de kluisjes"


@pytest.fixture
def door(open_house: Callable[..., House], cast: Cast) -> House:
    """The door of the school of the cast."""
    return open_house(cast.store)


def address(cast: Cast, name: str = "Samira") -> str:
    return f"/agenda/{cast.desk(name).agenda.calendar_address.make()}.ics"


def days(answer: Answer) -> dict[date, int]:
    """How many tasks there are on each day."""
    assert answer.status == 200
    tasks: dict[date, int] = {}
    for event in Calendar.from_ical(answer.body).walk("VEVENT"):
        tasks[event["dtstart"].dt] = tasks.get(event["dtstart"].dt, 0) + 1
    return tasks


def refused(door: House, path: str) -> bool:
    answer = door.visitor().fetch(path)
    return (answer.status, answer.text) == (404, "Niet gevonden.")


def test_a_calendar_program_gets_the_lines_of_vandaag_without_a_cookie(
    door: House, cast: Cast
) -> None:
    cast.case()
    stranger = door.visitor()
    tasks = days(stranger.fetch(address(cast)))
    lines = [line.due_on for line in cast.desk("Samira").agenda.items() if line.due_on]
    assert lines
    assert tasks == {day: lines.count(day) for day in lines}
    assert stranger.cookies == {}
    assert door.inside.requests == []


def test_nothing_in_the_file_tells_of_whom_or_what(door: House, cast: Cast) -> None:
    label = cast.case(what=CANARY, serious=("threat",)).label
    text = re.sub(r"UID:.*", "", door.visitor().fetch(address(cast)).text).lower()
    private = ("noor", "daan", "visser", "samira", "2b", "pest", "kluisjes", "ernstig", label)
    assert [word for word in private if word in text] == []
    assert not any(known in text for known in (*cast.staff.values(), *cast.pupils.values()))


def test_the_answer_is_for_nobody_else_and_is_not_kept(door: House, cast: Cast) -> None:
    headers = door.visitor().fetch(address(cast)).headers
    assert headers["content-type"] == "text/calendar; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "access-control-allow-origin" not in headers


def test_whatever_is_not_an_address_is_not_found(door: House, cast: Cast) -> None:
    address(cast)
    assert [path for path in NO_ADDRESSES if not refused(door, path)] == []
    assert door.inside.requests == []


def test_an_address_without_its_last_part_is_not_found(door: House, cast: Cast) -> None:
    path = address(cast)
    assert refused(door, path.removesuffix(".ics"))
    assert refused(door, path.removesuffix("s"))
    assert refused(door, path.replace("/agenda/", "/agenda/x/"))


def test_without_a_school_there_is_no_agenda(open_house: Callable[..., House], cast: Cast) -> None:
    assert refused(open_house(None), address(cast))


def test_a_renewed_or_stopped_address_is_not_found(door: House, cast: Cast) -> None:
    first = address(cast)
    assert door.visitor().fetch(first).status == 200
    second = address(cast)
    assert refused(door, first)
    assert door.visitor().fetch(second).status == 200
    cast.desk("Samira").agenda.calendar_address.stop()
    assert refused(door, second)


def test_an_address_ends_with_the_account(door: House, cast: Cast) -> None:
    path = address(cast)
    assert door.visitor().fetch(path).status == 200
    cast.store.school.end_staff(cast.staff["Samira"], cast.today, cast.staff["Ineke"])
    door.clock.now = datetime.now(UTC)
    assert refused(door, path)


def test_an_agenda_is_empty_when_the_role_has_ended(door: House, cast: Cast) -> None:
    cast.case()
    path = address(cast)
    assert days(door.visitor().fetch(path))
    held = Assignment(Role.MENTOR, cast.classes["2B"], YEAR_STARTS_ON)
    yesterday = TODAY - timedelta(days=1)
    cast.store.school.end_assignment(cast.staff["Samira"], held, yesterday, cast.staff["Ineke"])
    assert days(door.visitor().fetch(path)) == {}


def test_everybody_gets_the_own_agenda(door: House, cast: Cast) -> None:
    cast.case()
    assert days(door.visitor().fetch(address(cast, "Samira")))
    assert days(door.visitor().fetch(address(cast, "Joris"))) == {}


def test_what_changes_is_in_the_next_answer(door: House, cast: Cast) -> None:
    path = address(cast)
    assert days(door.visitor().fetch(path)) == {}
    cast.case()
    assert days(door.visitor().fetch(path))


def test_what_is_late_moves_along_with_the_day(door: House, cast: Cast, clock: Clock) -> None:
    cast.case()
    path = address(cast)
    door.visitor().fetch(path)
    clock.later(days=28)
    assert max(days(door.visitor().fetch(path))) == TODAY + timedelta(days=28)
    assert "(te laat)" in door.visitor().fetch(path).text


def test_the_same_agenda_is_made_once(
    door: House, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.case()
    path = address(cast)
    first = door.visitor().fetch(path)
    monkeypatch.setattr("casework.desk.agenda.Agenda.items", _no_work)
    door.clock.later(minutes=30)
    assert door.visitor().fetch(path).body == first.body


def _no_work(_desk: object) -> None:
    raise AssertionError("the agenda was asked for again")


def test_fetching_an_agenda_opens_no_case_in_the_read_log(door: House, cast: Cast) -> None:
    cast.case()
    assert days(door.visitor().fetch(address(cast)))
    assert cast.store.access_log.lines(TODAY, TODAY) == []


def test_a_program_may_ask_for_the_headers_alone(door: House, cast: Cast) -> None:
    assert door.visitor().ask("HEAD", address(cast), {}).status == 200
    assert door.visitor().ask("HEAD", f"/agenda/{NOBODY}.ics", {}).status == 404


def test_an_address_can_only_be_read(door: House, cast: Cast) -> None:
    path = address(cast)
    own = {"origin": "http://localhost:8501"}
    for method in ("POST", "PUT", "DELETE"):
        assert door.visitor().ask(method, path, {}).status == 403
        assert door.visitor().ask(method, path, own).status == 401
    assert {door.visitor().ask(m, path, own).status for m in ("PROPFIND", "OPTIONS")} == {405}
    assert door.inside.requests == []


def test_an_address_opens_nothing_else(door: House, cast: Cast) -> None:
    visitor = door.visitor()
    token = address(cast).removeprefix("/agenda/").removesuffix(".ics")
    visitor.cookies["handelingskaart"] = token
    assert visitor.fetch("/").status == 401
    assert visitor.fetch("/media/x.png", **{"x-handelingskaart-session": token}).status == 401


def test_no_address_is_in_the_log(
    door: House, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    path = address(cast)
    with caplog.at_level(logging.DEBUG):
        door.visitor().fetch(path)
        door.visitor().fetch(path.removesuffix("s"))
    token = path.removeprefix("/agenda/").removesuffix(".ics")
    assert token not in caplog.text
    assert not any(token in str(record.__dict__) for record in caplog.records)
