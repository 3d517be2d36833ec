"""Every road by which a school could lose its last beheerder, by hand and at random."""

import shutil
import tempfile
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from casework.errors import InputRefused, NotHere
from casework.people import Assignment, PersonName, Role
from data.school_key import SchoolKey
from data.setup import set_up_school
from data.store import Store
from tests.cast import PASSWORD
from tests.data.small_school import NOW, SETUP, TODAY
from tests.passwords import choose_password

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NO_BEHEERDER = "elke dag minstens één beheerder"


def hired(store: Store, given: str, *, with_password: bool = True) -> str:
    staff_id = store.school.add_staff(PersonName(given, "Jansen"), f"{given}{uuid4()}"[:20], "")
    if with_password:
        choose_password(store, staff_id, PASSWORD)
    return staff_id


def admin_of(store: Store) -> str:
    return store.school.holders(Role.ADMIN, TODAY)[0][1]


@pytest.mark.parametrize(
    ("successor", "has_password"),
    [
        pytest.param(Assignment(Role.ADMIN, "", TODAY, TODAY), True, id="ends today"),
        pytest.param(Assignment(Role.ADMIN, "", TODAY, TOMORROW), True, id="ends tomorrow"),
        pytest.param(Assignment(Role.ADMIN, "", TOMORROW), True, id="begins tomorrow"),
        pytest.param(Assignment(Role.ADMIN, "", TODAY), False, id="cannot sign in"),
    ],
)
def test_a_beheerder_stays_who_has_no_lasting_successor(
    store: Store, successor: Assignment, *, has_password: bool
) -> None:
    ineke = admin_of(store)
    willem = hired(store, "Willem", with_password=has_password)
    store.school.assign(willem, successor, ineke)
    with pytest.raises(InputRefused, match=NO_BEHEERDER):
        store.school.end_staff(ineke, TODAY, willem)
    with pytest.raises(InputRefused, match=NO_BEHEERDER):
        store.school.end_assignment(ineke, Assignment(Role.ADMIN), YESTERDAY, willem)
    assert ineke in {staff_id for _, staff_id in store.school.holders(Role.ADMIN, TODAY)}


def test_a_last_day_in_years_is_refused_too_and_a_successor_from_the_day_after_will_do(
    store: Store,
) -> None:
    ineke, last_day = admin_of(store), date(2029, 7, 31)
    with pytest.raises(InputRefused, match="Vanaf 1 augustus 2029"):
        store.school.end_assignment(ineke, Assignment(Role.ADMIN), last_day, ineke)
    after = Assignment(Role.ADMIN, "", last_day + timedelta(days=1))
    store.school.assign(hired(store, "Willem"), after, ineke)
    store.school.end_assignment(ineke, Assignment(Role.ADMIN), last_day, ineke)


def test_who_has_the_role_until_the_other_begins_is_not_ended_sooner(store: Store) -> None:
    ineke = admin_of(store)
    willem = hired(store, "Willem")
    later = Assignment(Role.ADMIN, "", TOMORROW)
    store.school.assign(willem, later, ineke)
    store.school.end_assignment(ineke, Assignment(Role.ADMIN), TODAY, willem)
    with pytest.raises(InputRefused, match=NO_BEHEERDER):
        store.school.end_assignment(willem, later, TODAY, willem)


class ComingAndGoing(RuleBasedStateMachine):
    """Beheerders who come, go, come back and get last days, by every road of the register."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        key = SchoolKey(bytes(range(32)), str(uuid4()))
        self.store = set_up_school(self.folder / "school", key, SETUP, now=lambda: NOW)
        self.people = [admin_of(self.store)]
        self.without = set[str]()

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    people = st.integers(0, 3)
    days = st.integers(-1, 6).map(lambda n: TODAY + timedelta(days=n))

    @rule(with_password=st.booleans())
    def somebody_comes(self, *, with_password: bool) -> None:
        if len(self.people) < 4:
            staff_id = hired(self.store, "Willem", with_password=with_password)
            self.people.append(staff_id)
            if not with_password:
                self.without.add(staff_id)

    @rule(place=people, first=days, last=st.one_of(days, st.just(date.max)))
    def becomes_beheerder(self, place: int, first: date, last: date) -> None:
        with suppress(InputRefused):
            person = self.people[place % len(self.people)]
            self.store.school.assign(person, Assignment(Role.ADMIN, "", first, last), "")

    @rule(place=people, last=days, which=people)
    def gets_a_last_day(self, place: int, last: date, which: int) -> None:
        person = self.people[place % len(self.people)]
        roles = self.store.school.roles_from([person], TODAY).get(person, [])
        held = [one for one in roles if one.role is Role.ADMIN]
        if held:
            with suppress(InputRefused, NotHere):
                one = held[which % len(held)]
                self.store.school.end_assignment(person, one, last, "")

    @rule(place=people, day=days)
    def leaves(self, place: int, day: date) -> None:
        with suppress(InputRefused):
            self.store.school.end_staff(self.people[place % len(self.people)], day, "")

    @rule(place=people, with_roles=st.booleans())
    def comes_back(self, place: int, *, with_roles: bool) -> None:
        person = self.people[place % len(self.people)]
        back = self.store.school.former_roles(person) if with_roles else []
        with suppress(InputRefused):
            self.store.school.reopen_staff(person, back, "")

    @invariant()
    def there_is_a_beheerder_every_day(self) -> None:
        for n in (0, 1, 3, 5, 7, 400):
            day = TODAY + timedelta(days=n)
            holders = {staff_id for _, staff_id in self.store.school.holders(Role.ADMIN, day)}
            assert holders - self.without, day


ComingAndGoing.TestCase.settings = settings(
    max_examples=5,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestComingAndGoing = ComingAndGoing.TestCase
