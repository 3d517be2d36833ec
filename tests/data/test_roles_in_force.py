"""Who has which role on a day is asked of the file once, and the short way within a school year."""

from datetime import date, timedelta
from typing import Any

import pytest

from casework.people import Assignment, Role
from casework.records import SchoolYear
from data.database import Database
from data.roles_in_force import HOLDS, POSTS, SUPPORT_MEMBERS
from tests.cast import YEAR_STARTS_ON, Cast

LAST_DAY = date(2027, 7, 31)
IN_SUMMER = LAST_DAY + timedelta(days=10)
NEXT_YEAR = SchoolYear("2027-2028", date(2027, 8, 23), date(2028, 7, 14))
DAYS = (
    YEAR_STARTS_ON - timedelta(days=1),
    YEAR_STARTS_ON,
    date(2026, 11, 23),
    LAST_DAY,
    LAST_DAY + timedelta(days=1),
    IN_SUMMER,
    NEXT_YEAR.starts_on - timedelta(days=1),
    NEXT_YEAR.starts_on,
    NEXT_YEAR.ends_on + timedelta(days=1),
)


def test_who_looks_after_what_is_asked_once_for_a_day(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    rows = Database.rows

    def counted(database: Database, sql: str, params: Any = ()) -> list[tuple[Any, ...]]:
        asked.append(sql)
        return rows(database, sql, params)

    monkeypatch.setattr(Database, "rows", counted)
    register = cast.store.school

    for _ in range(2):
        register.posts(cast.today)
        register.posts_with_acting(cast.today)
        assert cast.actor("Samira").has(Role.MENTOR)
        assert register.acting_assignments(cast.today) == ()

    assert sum("school_leader" in sql for sql in asked) == 1


def test_the_short_way_finds_on_every_day_what_the_long_way_finds(cast: Cast) -> None:
    register = cast.store.school
    register.add_school_year(NEXT_YEAR, "")
    for name, role in (("Samira", Role.MENTOR), ("Anneke", Role.SUPPORT_TEAM)):
        [held] = [a for a in cast.actor(name).assignments if a.role is role]
        register.end_assignment(cast.staff[name], held, LAST_DAY, "")
    register.assign(
        cast.staff["Dirk"], Assignment(Role.MENTOR, cast.classes["2C"], NEXT_YEAR.starts_on), ""
    )

    for day in DAYS:
        long_way = cast.store.database.rows(POSTS.format(holds=HOLDS), (day,))
        classes = {scope for role, scope in long_way if role == Role.MENTOR}
        members = cast.store.database.rows(SUPPORT_MEMBERS.format(holds=HOLDS), (day,))
        assert register.posts(day).classes == classes, day
        assert register.support_members(day) == {str(one) for (one,) in members}, day
    assert cast.classes["2B"] in register.posts(IN_SUMMER).classes
    assert cast.classes["2B"] not in register.posts(NEXT_YEAR.starts_on).classes
