"""The made-up school that is measured, of any size, made once and copied for each server."""

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from casework.desk import Access, Desk
from casework.people import Role
from casework.words import AMSTERDAM
from data import school_key
from data.store import FILES, Store
from demo import make_demo

CHECKOUT = Path(__file__).resolve().parent.parent
PLACE = CHECKOUT / "var" / "benchmarks"
DEMO_CASES = 250
MOST_PEOPLE = 100
PASSWORD = "een meting zonder haast of zorgen"
# Who acts: whoever works with cases. The others have hardly a screen to open.
ACTING = (Role.MENTOR, Role.COORDINATOR, Role.TEAM_LEADER)


@dataclass(frozen=True)
class Person:
    """Somebody of the made-up school, and a case in their sight ("" when there is none)."""

    staff_id: str
    user_name: str
    roles: tuple[str, ...]
    case_id: str
    count_cases: int
    is_persona: bool

    def is_a(self, role: Role) -> bool:
        """Whether this person holds that role."""
        return role.value in self.roles


@dataclass(frozen=True)
class BenchSchool:
    """A school on disk, closed; `people` can all sign in with PASSWORD."""

    folder: Path
    count_cases: int
    count_entries: int
    people: tuple[Person, ...] = field(default=())

    def copy_to(self, place: Path) -> Path:
        """A fresh copy of the files for one server."""
        shutil.rmtree(place / "school", ignore_errors=True)
        (place / "school").mkdir(parents=True)
        for name in FILES:
            if (self.folder / name).exists():
                shutil.copy2(self.folder / name, place / "school" / name)
        return place / "school"

    def persona(self, role: Role) -> Person:
        """Of the people one can be, the one with this role who has most cases in sight."""
        personas = [one for one in self.people if one.is_persona and one.is_a(role)]
        return max(personas, key=lambda one: one.count_cases)

    def colleague_of(self, person: Person) -> Person:
        """A mentor who has another case than this person, to write in it."""
        others = (one for one in self.people if one.is_a(Role.MENTOR) and one.case_id)
        return next(one for one in others if one.case_id != person.case_id and one != person)

    def acting(self) -> list[Person]:
        """Everybody who works with cases, mentors and leaders mixed as the school has them."""
        roles = {role.value for role in ACTING}
        return [one for one in self.people if roles & set(one.roles)]


def prepared(cases: int, place: Path = PLACE) -> BenchSchool:
    """The school with that many cases, made when it is not there for today."""
    # A server has a working directory of its own.
    place = place.resolve()
    place.mkdir(parents=True, exist_ok=True)
    os.environ["HANDELINGSKAART_KEY_FILE"] = str(place / "benchmark.key")
    folder = place / f"{cases}-{today():%Y%m%d}"
    people_file = folder / "people.json"
    if not people_file.exists():
        shutil.rmtree(folder, ignore_errors=True)
        _make(folder, cases, people_file)
    content = json.loads(people_file.read_text("utf-8"))
    people = tuple(Person(**{**one, "roles": tuple(one["roles"])}) for one in content["people"])
    return BenchSchool(folder / "school", cases, content["entries"], people)


def today() -> date:
    """The day at school, as the screens take it."""
    return datetime.now(AMSTERDAM).date()


def desk_of(store: Store, staff_id: str) -> Desk:
    """The desk of somebody today."""
    actor = store.school.actor(staff_id, today())
    if actor is None:
        raise LookupError("nobody with this id works here today")
    return Desk(Access(actor, store, today(), lambda: datetime.now(UTC), lambda: str(uuid4())))


def _make(folder: Path, cases: int, people_file: Path) -> None:
    where = folder / "school"
    where.mkdir(parents=True)
    store = make_demo(where, school_key.make(where), today=today(), cases=cases)
    try:
        people = [asdict(one) for one in _people(store)]
        content = {"entries": store.log.position.count, "people": people}
    finally:
        store.close()
    people_file.write_text(json.dumps(content, indent=1), "utf-8")


def _people(store: Store) -> Iterable[Person]:
    day = today()
    personas = [one.staff_id for one in store.accounts.people_to_be(day)]
    staff = {one.staff_id: one for one in store.school.staff(day) if one.is_active}
    acting = [
        one.staff_id
        for one in staff.values()
        if one.staff_id not in personas and {task.role for task in one.assignments} & set(ACTING)
    ]
    for staff_id in [*personas, *acting[: MOST_PEOPLE - len(personas)]]:
        member = staff[staff_id]
        invitation = store.accounts.invite(staff_id, "", datetime.now(UTC))
        store.accounts.redeem(invitation.link_token, PASSWORD, datetime.now(UTC))
        roles = tuple(task.role.value for task in member.assignments)
        case_id, count = _a_case(store, staff_id)
        yield Person(staff_id, member.user_name, roles, case_id, count, staff_id in personas)


def _a_case(store: Store, staff_id: str) -> tuple[str, int]:
    """The running case with the longest history (a slow one, not a quick one)."""
    desk = desk_of(store, staff_id)
    if not any(desk.actor.has(role) for role in ACTING):
        return "", 0
    cases = desk.cases.all()
    running = [one.case_id for one in cases if one.state == "running"]
    histories = store.log.entries_of(running or [one.case_id for one in cases])
    longest = max(histories, key=lambda case_id: len(histories[case_id]), default="")
    return longest, len(cases)
