"""Codes of an app and recovery codes: published vectors, each good once, guesses slowed down."""

import base64
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from casework.errors import InputRefused, NotHere
from casework.people import Role
from casework.second_factor import ALWAYS, SecondFactorFor, is_required_of
from data import second_factor
from data.second_factor import RECOVERY_LETTERS, app_address, new_secret
from data.store import Store
from tests.data.small_school import NOW, TODAY, colleague

# RFC 6238, appendix B (SHA-1), and RFC 4226, appendix D, of the same secret: the last six digits.
SECRET = base64.b32encode(b"12345678901234567890").decode()
RFC_6238 = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}
RFC_4226 = {
    1: "287082",
    2: "359152",
    3: "969429",
    4: "338314",
    5: "254676",
    6: "287922",
    7: "162583",
    8: "399871",
    9: "520489",
}


def at(second: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second)


@pytest.mark.parametrize("second", RFC_6238)
def test_the_codes_are_those_of_rfc_6238(second: int) -> None:
    step = second_factor._matching_step(SECRET, RFC_6238[second], at(second), -1)
    assert step == second // 30


@pytest.mark.parametrize("step", RFC_4226)
def test_the_codes_are_those_of_rfc_4226(step: int) -> None:
    assert second_factor._matching_step(SECRET, RFC_4226[step], at(30 * step), -1) == step


@pytest.mark.parametrize(
    ("late", "is_right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_one_step_off(late: int, is_right: bool) -> None:
    code = pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=30 * late))
    assert (second_factor._matching_step(SECRET, code, NOW, -1) is not None) is is_right


def code_at(moment: datetime) -> str:
    return pyotp.TOTP(SECRET).at(moment)


@pytest.fixture
def ineke(store: Store) -> str:
    """The beheerder, with an app that was set up with SECRET a while ago."""
    staff_id = store.school.staff(TODAY)[0].staff_id
    book = store.second_factors
    book._now = lambda: NOW - timedelta(days=1)
    book.turn_on(staff_id, SECRET, code_at(NOW - timedelta(days=1)))
    return staff_id


def test_a_code_is_good_once(store: Store, ineke: str) -> None:
    check = store.second_factors.check
    assert check(ineke, code_at(NOW), NOW).is_right
    assert not check(ineke, code_at(NOW), NOW).is_right
    assert not check(ineke, code_at(NOW), NOW + timedelta(seconds=29)).is_right
    # One that was overheard before the one that was used is as useless.
    assert not check(ineke, code_at(NOW - timedelta(seconds=30)), NOW).is_right
    later = NOW + timedelta(seconds=60)
    assert check(ineke, code_at(later), later).is_right


def test_a_used_code_stays_used_after_a_restart(store: Store, ineke: str) -> None:
    assert store.second_factors.check(ineke, code_at(NOW), NOW).is_right
    folder, key = store.folder, store.key
    store.close()
    opened = Store.open(folder, key)
    try:
        assert not opened.second_factors.check(ineke, code_at(NOW), NOW).is_right
        assert opened.second_factors.is_on(ineke)
    finally:
        opened.close()


def test_spaces_in_a_code_do_no_harm_and_nonsense_is_no_code(store: Store, ineke: str) -> None:
    check = store.second_factors.check
    for typed in ("", "abc", "１２３４５６", "0" * 5_000, "123 45", "\x00", "-1"):
        assert not check(ineke, typed, NOW + timedelta(hours=1)).is_right
    code = code_at(NOW + timedelta(hours=2))
    assert check(ineke, f" {code[:3]} {code[3:]} ", NOW + timedelta(hours=2)).is_right


def test_the_secret_and_the_recovery_codes_are_in_no_file(store: Store) -> None:
    samira, secret, now = colleague(store, "Samira", Role.SUPPORT_TEAM), new_secret(), NOW
    store.second_factors._now = lambda: now
    codes = store.second_factors.turn_on(samira, secret, pyotp.TOTP(secret).at(now))
    for path in store.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert secret.encode() not in content
            assert not any(code.encode() in content for code in codes)
            assert not any(code.replace("-", "").encode() in content for code in codes)


def test_a_secret_is_only_kept_with_a_code_that_is_right(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    with pytest.raises(InputRefused):
        store.second_factors.turn_on(samira, new_secret(), "000000")
    assert not store.second_factors.is_on(samira)
    with pytest.raises(NotHere):
        store.second_factors.turn_on("nobody", SECRET, code_at(NOW))


def test_a_recovery_code_is_good_once_however_it_is_typed(store: Store, ineke: str) -> None:
    book = store.second_factors
    codes = book.make_recovery_codes(ineke)
    assert len(set(codes)) == 10
    assert book.status(ineke, TODAY).count_codes == 10
    assert set("".join(codes)) <= {*RECOVERY_LETTERS, "-"}
    assert book.check(ineke, codes[0].upper().replace("-", " "), NOW).is_right
    assert not book.check(ineke, codes[0], NOW).is_right
    assert book.check(ineke, codes[1], NOW).is_right
    assert book.status(ineke, TODAY).count_codes == 8


def test_new_recovery_codes_make_the_earlier_ones_void(store: Store, ineke: str) -> None:
    earlier = store.second_factors.make_recovery_codes(ineke)
    store.second_factors.make_recovery_codes(ineke)
    assert not store.second_factors.check(ineke, earlier[0], NOW).is_right


def test_the_code_of_one_person_is_nothing_for_another(store: Store, ineke: str) -> None:
    samira, book = colleague(store, "Samira", Role.SUPPORT_TEAM), store.second_factors
    secret = new_secret()
    recovery = book.turn_on(samira, secret, pyotp.TOTP(secret).at(NOW - timedelta(days=1)))
    assert not book.check(ineke, pyotp.TOTP(secret).at(NOW), NOW).is_right
    assert not book.check(ineke, recovery[0], NOW).is_right
    assert not book.check("nobody", code_at(NOW), NOW).is_right


def test_a_thousand_guesses_are_few_on_whatever_screen(store: Store, ineke: str) -> None:
    tried = 0
    for n in range(1_000):
        result = store.second_factors.check(ineke, f"{n:06}", NOW + timedelta(seconds=n))
        tried += not result.wait_seconds
    assert tried < 20
    # And the owner, on a device that was used before, need not wait for who guesses.
    later = NOW + timedelta(seconds=1_000)
    assert not store.second_factors.check(ineke, code_at(later), later).is_right
    assert store.second_factors.check(ineke, code_at(later), later, "own device").is_right


def test_turning_it_off_leaves_nothing_that_opens(store: Store, ineke: str) -> None:
    codes = store.second_factors.make_recovery_codes(ineke)
    store.second_factors.turn_off(ineke, ineke)
    assert not store.second_factors.is_on(ineke)
    assert not store.second_factors.check(ineke, code_at(NOW), NOW).is_right
    assert not store.second_factors.check(ineke, codes[0], NOW).is_right


def test_every_change_has_its_line_in_the_record(store: Store, ineke: str) -> None:
    codes = store.second_factors.make_recovery_codes(ineke)
    store.second_factors.check(ineke, codes[0], NOW)
    store.second_factors.turn_off(ineke, ineke)
    sql = "select kind from reference_change where subject_id = $1 and changed_by is not null"
    kinds = [kind for (kind,) in store.database.rows(sql, (ineke,))]
    expected = [
        "second_factor_on",
        "recovery_codes_made",
        "recovery_code_used",
        "second_factor_off",
    ]
    assert [kind for kind in kinds if kind in expected] == expected


@pytest.mark.parametrize(
    ("role", "chosen", "is_required"),
    [
        (Role.ADMIN, SecondFactorFor.LEADERS, True),
        (Role.SCHOOL_LEADER, SecondFactorFor.LEADERS, True),
        (Role.POLICY_COORDINATOR, SecondFactorFor.LEADERS, True),
        (Role.PRIVACY, SecondFactorFor.LEADERS, True),
        (Role.MENTOR, SecondFactorFor.LEADERS, False),
        (Role.MENTOR, SecondFactorFor.CASE_WORKERS, True),
        (Role.STAFF, SecondFactorFor.CASE_WORKERS, False),
        (Role.STAFF, SecondFactorFor.EVERYBODY, True),
    ],
    ids=lambda value: str(value),
)
def test_whoever_sees_the_whole_school_is_always_asked(
    role: Role, chosen: SecondFactorFor, is_required: bool
) -> None:
    assert is_required_of({role}, chosen) is is_required


def test_no_choice_of_the_school_asks_less_than_the_least() -> None:
    assert all(is_required_of({role}, chosen) for role in ALWAYS for chosen in SecondFactorFor)


def test_the_school_chooses_who_is_required_and_that_is_on_record(store: Store, ineke: str) -> None:
    samira, book = colleague(store, "Samira", Role.SUPPORT_TEAM), store.second_factors
    assert book.is_required(ineke, TODAY)
    assert not book.is_required(samira, TODAY)
    store.school.set_second_factor_for(SecondFactorFor.CASE_WORKERS, ineke)
    assert book.is_required(samira, TODAY)
    assert book.status(samira, TODAY).is_required
    sql = "select 1 from reference_change where kind = 'second_factor_for:case_workers'"
    assert store.database.one(sql)
    assert not book.is_required("nobody", TODAY)


def test_the_address_for_an_app_is_read_back_by_one() -> None:
    app = pyotp.parse_uri(app_address(SECRET, "a&b?c", "Het Voorbeeld: & co"))
    assert isinstance(app, pyotp.TOTP)
    assert (app.secret, app.name) == (SECRET, "a&b?c")
    assert (app.interval, app.digits) == (30, 6)
