"""Signing in: right, wrong, unknown and impatient; the clock is the test's own."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from casework.errors import InputRefused, NotHere
from casework.people import PersonName, Role
from data.store import Store
from data.throttle import OVERALL_FREE, Throttle
from tests.conftest import REAL_PASSWORD_COST
from tests.data.small_school import NOW, PASSWORD, TODAY, colleague
from tests.passwords import choose_password


def test_a_guess_costs_64_megabytes_three_times_over() -> None:
    """The second recommendation of RFC 9106 (section 4): argon2id, t=3, p=4, m=2^16 KiB."""
    hashed = PasswordHasher.from_parameters(REAL_PASSWORD_COST).hash(PASSWORD)
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_the_right_password_opens_whatever_the_case_of_the_name(store: Store) -> None:
    ineke = store.accounts.check("  INEKE ", PASSWORD, NOW)
    assert ineke.staff_id == store.school.staff(TODAY)[0].staff_id
    assert ineke.wait_seconds == 0


def test_a_wrong_password_and_an_unknown_name_get_the_same_answers(store: Store) -> None:
    wrong = [store.accounts.check("ineke", "niet goed genoeg", NOW) for _ in range(5)]
    unknown = [store.accounts.check("niemand", "niet goed genoeg", NOW) for _ in range(5)]
    assert wrong == unknown
    assert wrong[-1].wait_seconds == 2


def test_a_password_is_no_hash_and_no_word_in_the_files(store: Store) -> None:
    for path in store.folder.rglob("*"):
        if path.is_file():
            assert PASSWORD.encode() not in path.read_bytes()
            assert b"ineke" not in path.read_bytes()


def test_waits_grow_from_the_fifth_failure_to_at_most_a_quarter_of_an_hour() -> None:
    throttle, now, waits = Throttle(), NOW, []
    for _ in range(16):
        waits.append(throttle.failed("ineke", "", now))
        now += timedelta(seconds=waits[-1] + 60)
    assert waits == [0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_while_waiting_even_the_right_password_is_not_looked_at(store: Store) -> None:
    for _ in range(6):
        last = store.accounts.check("ineke", "niet goed genoeg", NOW)
    assert last.wait_seconds == 2
    assert store.accounts.check("ineke", PASSWORD, NOW).staff_id is None
    later = NOW + timedelta(seconds=3)
    assert store.accounts.check("ineke", PASSWORD, later).staff_id is not None
    assert store.accounts.check("ineke", "niet goed genoeg", later).wait_seconds == 0


def test_a_stranger_cannot_shut_out_a_colleague_on_a_known_device(store: Store) -> None:
    device = store.accounts.remembered_device("ineke", "a-random-nonce")
    for _ in range(8):
        store.accounts.check("ineke", "niet goed genoeg", NOW)
    assert store.accounts.check("ineke", PASSWORD, NOW).staff_id is None
    assert store.accounts.check("ineke", PASSWORD, NOW, "made.up").staff_id is None
    assert store.accounts.check("ineke", PASSWORD, NOW, device).staff_id is not None


def test_a_device_that_is_known_for_one_name_is_a_stranger_to_another(store: Store) -> None:
    device = store.accounts.remembered_device("samira", "a-random-nonce")
    for _ in range(5):
        store.accounts.check("ineke", "niet goed genoeg", NOW)
    assert store.accounts.check("ineke", PASSWORD, NOW, device).staff_id is None


def test_guessing_over_many_names_is_slowed_down_as_a_whole() -> None:
    throttle = Throttle()
    tried = 0
    for n in range(1_000):
        now = NOW + timedelta(seconds=n / 10)
        if throttle.wait(f"name {n}", "", now) == 0:
            throttle.failed(f"name {n}", "", now)
            tried += 1
    assert OVERALL_FREE <= tried <= OVERALL_FREE + 100 * 0.5 + 1
    assert throttle.wait("known", "device", NOW) == 0


def test_the_memory_for_failures_is_bounded() -> None:
    throttle = Throttle()
    for n in range(10_500):
        throttle.failed(f"name {n}", "", NOW)
    assert len(throttle._failures) == 10_000


@pytest.mark.parametrize(
    "password",
    [
        "kort",
        "elf tekens!",
        "wachtwoord123",
        "Welkom2026!!",
        "samirasamira",
        "Het Voorbeeld 2026",
        "aaaaaaaaaaaa",
        "121212121212",
        "schoolschool",
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(store: Store, password: str) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    with pytest.raises(InputRefused):
        choose_password(store, samira, password, NOW)
    assert store.accounts.check("samira", password, NOW).staff_id is None


@pytest.mark.parametrize(
    "password", ["correct paard batterij", "ééntweedrievier", "регенбоог fiets"]
)
def test_any_long_sentence_will_do(store: Store, password: str) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    choose_password(store, samira, password, NOW)
    assert store.accounts.check("samira", password, NOW).staff_id == samira


def test_a_new_password_replaces_the_old_one(store: Store) -> None:
    ineke = store.school.staff(TODAY)[0].staff_id
    choose_password(store, ineke, "een andere lange zin", NOW)
    assert store.accounts.check("ineke", PASSWORD, NOW).staff_id is None
    assert store.accounts.check("ineke", "een andere lange zin", NOW).staff_id == ineke


def test_who_has_left_cannot_sign_in(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    choose_password(store, samira, PASSWORD, NOW)
    store.school.end_staff(samira, TODAY, "")
    assert store.accounts.check("samira", PASSWORD, NOW).staff_id is None
    assert store.accounts.standing(samira, NOW) is None


def test_who_never_got_a_password_cannot_sign_in(store: Store) -> None:
    store.school.add_staff(PersonName("Joris", "Bos"), "joris", "")
    assert store.accounts.check("joris", "", NOW).staff_id is None


def test_a_password_for_nobody_is_refused(store: Store) -> None:
    hashed = store.accounts.checked_password(PASSWORD, [])
    for nobody in ("", "x", "00000000-0000-4000-8000-000000000000"):
        with pytest.raises(NotHere):
            choose_password(store, nobody, PASSWORD, NOW)
        with pytest.raises(NotHere):
            store.accounts.change_own(nobody, PASSWORD)
        with pytest.raises(NotHere):
            store.accounts.keep_password(nobody, hashed, "")


def test_a_visitor_of_the_demo_school_can_be_somebody_of_each_role(store: Store) -> None:
    class_id = store.school.classes("2026-2027")[0].class_id
    other = store.school.classes("2026-2027")[1].class_id
    colleague(store, "Samira", Role.MENTOR, class_id)
    colleague(store, "Joris", Role.MENTOR, other)
    colleague(store, "Fatima", Role.COORDINATOR, "2")
    colleague(store, "Anneke", Role.SUPPORT_TEAM)
    found = store.accounts.people_to_be(TODAY)
    assert [(person.name.split()[0], person.role) for person in found] == [
        ("Joris", Role.MENTOR),
        ("Samira", Role.MENTOR),
        ("Fatima", Role.COORDINATOR),
        ("Anneke", Role.SUPPORT_TEAM),
        ("Ineke", Role.ADMIN),
    ]
    assert found[1].scope == class_id


def test_a_demo_school_may_name_the_people_to_be_itself(store: Store) -> None:
    anneke = colleague(store, "Anneke", Role.SUPPORT_TEAM)
    ineke = next(p.staff_id for p in store.school.staff(TODAY) if p.user_name == "ineke")
    with store.database.write():
        store.database.run(
            "insert into setting (key, value) values ($1, $2)",
            ("demo_people", f'["{ineke}", "{anneke}"]'),
        )
    found = store.accounts.people_to_be(TODAY)
    assert [person.staff_id for person in found] == [ineke, anneke]


def test_no_password_is_hashed_while_something_is_written(store: Store) -> None:
    """Hashing is slow on purpose; meanwhile nobody else could write."""
    with store.database.write(), pytest.raises(RuntimeError, match="before anything is written"):
        store.accounts.checked_password(PASSWORD, ["samira"])


def test_who_types_wrong_holds_up_nobody_else_of_a_school_that_signs_in_at_once() -> None:
    """At half past eight, all on devices that nobody knows, behind one address."""
    throttle = Throttle()
    for n in range(60):
        assert throttle.wait(f"colleague {n}", "", NOW) == 0
        if n in (3, 7):
            for _ in range(12):
                throttle.failed(f"colleague {n}", "", NOW)
        else:
            throttle.succeeded(f"colleague {n}", "")
    assert throttle.wait("colleague 3", "", NOW) > 0
