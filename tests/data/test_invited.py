"""Invitations and what a session rests on, on a real store."""

from datetime import timedelta

import pytest

from casework.errors import InputRefused, InvitationOver, NotHere
from casework.people import Assignment, Role
from data.common_passwords import common_passwords, is_easy_to_guess
from data.store import Store
from tests.data.small_school import NOW, PASSWORD, TODAY, colleague
from tests.passwords import choose_password


def test_of_an_invitation_only_a_fingerprint_is_kept(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    token = store.accounts.invite(samira, "", NOW).link_token
    assert len(token) == 43
    store.database.checkpoint()
    for path in store.folder.rglob("*"):
        assert not path.is_file() or token.encode() not in path.read_bytes()
    assert token not in repr(store.accounts.invite(samira, "", NOW))


def test_an_invitation_works_once_and_for_a_week(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    token = store.accounts.invite(samira, "", NOW).link_token
    last = NOW + timedelta(days=7) - timedelta(seconds=1)
    assert store.accounts.invited(token, last).user_name == "samira"
    with pytest.raises(InvitationOver):
        store.accounts.invited(token, NOW + timedelta(days=7))
    assert store.accounts.redeem(token, PASSWORD, NOW) == samira
    with pytest.raises(InvitationOver):
        store.accounts.redeem(token, "een heel ander zinnetje", NOW)
    assert store.accounts.check("samira", PASSWORD, NOW).staff_id == samira


def test_the_end_of_an_account_voids_its_invitation_also_when_it_opens_again(
    store: Store,
) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    token = store.accounts.invite(samira, "", NOW).link_token
    store.school.end_staff(samira, TODAY, "")
    store.school.reopen_staff(samira, (), "")
    with pytest.raises(InvitationOver):
        store.accounts.invited(token, NOW)


@pytest.mark.parametrize("by_school_account", [False, True], ids=["password", "school account"])
def test_after_an_invitation_nothing_opens_that_did_before(
    store: Store, by_school_account: bool
) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    address = store.calendars.make(samira)
    store.school_accounts.bind(samira, "entra", "of before")
    token = store.accounts.invite(samira, "", NOW).link_token
    assert store.calendars.owner(address) == samira
    if by_school_account:
        choose_password(store, samira, PASSWORD)
        token = store.accounts.invite(samira, "", NOW).link_token
        address = store.calendars.make(samira)
        store.accounts.redeem_by(
            token, lambda one: store.school_accounts.bind(one, "entra", "of now"), NOW
        )
        assert store.accounts.check("samira", PASSWORD, NOW).staff_id is None
    else:
        store.accounts.redeem(token, PASSWORD, NOW)
    assert store.calendars.owner(address) is None
    assert store.school_accounts.owner("of before") is None


def test_what_opened_an_account_before_it_ended_does_not_when_it_opens_again(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    choose_password(store, samira, PASSWORD)
    store.school_accounts.bind(samira, "entra", "her account")
    address = store.calendars.make(samira)
    store.school.end_staff(samira, TODAY, "")
    store.school.reopen_staff(samira, (), "")
    assert store.accounts.check("samira", PASSWORD, NOW).staff_id is None
    assert store.school_accounts.owner("her account") is None
    assert store.calendars.owner(address) is None
    assert samira in store.accounts.cannot_sign_in()
    kinds = [kind for (kind,) in store.database.rows("select kind from reference_change")]
    assert {"password_ended", "school_account_unbound", "calendar_address_stopped"} <= {*kinds}


def test_an_end_that_is_still_to_come_and_is_taken_back_shuts_nobody_out(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    choose_password(store, samira, PASSWORD)
    store.school.end_staff(samira, TODAY + timedelta(days=7), "")
    store.school.reopen_staff(samira, (), "")
    assert store.accounts.check("samira", PASSWORD, NOW).staff_id == samira


def test_nobody_is_invited_who_does_not_work_here(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    store.school.end_staff(samira, TODAY, "")
    for nobody in (samira, "", "x", "00000000-0000-4000-8000-000000000000"):
        with pytest.raises(NotHere):
            store.accounts.invite(nobody, "", NOW)


def test_who_had_the_link_in_hand_is_known(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    ineke = next(one.staff_id for one in store.school.staff(TODAY) if one.user_name == "ineke")
    by_hand = store.accounts.invite(samira, ineke, NOW)
    store.accounts.redeem(by_hand.link_token, PASSWORD, NOW)
    assert store.accounts.handed_out_by(samira) == ineke
    by_mail = store.accounts.invite(samira, ineke, NOW, is_handed_out=False)
    assert store.accounts.handed_out_by(samira) == ineke
    store.accounts.redeem(by_mail.link_token, PASSWORD, NOW)
    assert store.accounts.handed_out_by(samira) is None


def test_what_ends_sessions_is_told_and_a_role_given_leaves_them(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    choose_password(store, samira, PASSWORD, NOW)
    told: list[str] = []
    store.accounts.on_access_change.append(told.append)
    before = store.accounts.standing(samira, NOW)
    assert before is not None
    extra = Assignment(Role.COORDINATOR, "2", TODAY)
    store.school.assign(samira, extra, "")
    after = store.accounts.standing(samira, NOW)
    assert after is not None
    assert after.allows(before.proof, before.roles)
    store.school.end_assignment(samira, extra, TODAY - timedelta(days=1), "")
    assert told == ["", ""]
    now = store.accounts.standing(samira, NOW)
    assert now is not None
    assert not now.allows(after.proof, after.roles)


@pytest.mark.parametrize("change", ["password", "user name", "ended password"])
def test_another_proof_ends_what_rested_on_the_former(store: Store, change: str) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    choose_password(store, samira, PASSWORD, NOW)
    before = store.accounts.standing(samira, NOW)
    if change == "password":
        store.accounts.change_own(samira, "een ander zinnetje van mij")
    elif change == "user name":
        store.school.change_user_name(samira, "smi", "")
    else:
        store.accounts.end_password(samira, "")
    after = store.accounts.standing(samira, NOW)
    assert before is not None
    assert after is not None
    assert not after.allows(before.proof, before.roles)


def test_an_address_is_sealed_and_can_be_taken_away(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    assert store.school.set_email(samira, " S.Idrissi@School.NL ", "") == "s.idrissi@school.nl"
    assert store.outbox.address_of(samira) == "s.idrissi@school.nl"
    store.database.checkpoint()
    for path in store.folder.rglob("*"):
        assert not path.is_file() or b"idrissi@" not in path.read_bytes()
    for wrong in ("geen", "a@b", "a,b@school.nl", "a@school.nl\nBcc: c@d.nl", "<a@school.nl>"):
        with pytest.raises(InputRefused):
            store.school.set_email(samira, wrong, "")
    store.school.set_email(samira, "", "")
    assert store.school.email_of(samira) == ""


def test_ten_thousand_common_passwords_of_eight_signs_are_packaged() -> None:
    assert sum(len(word) >= 8 for word in common_passwords()) >= 10_000


OWN = ["Samira el Idrissi", "samira", "Het Lindelyceum"]


@pytest.mark.parametrize(
    "password",
    [
        "W3lk0m2026!!",
        "P@ssw0rd1234",
        "Samira.el.Idrissi",
        "lindelyceum1",
        "1qaz2wsx3edc",
        "zaq12wsxcde3",
        "feyenoord1908",
        "mijnwachtwoord",
        "123412341234",
        "987654321098",
    ],
)
def test_what_others_try_first_is_easy_to_guess(password: str) -> None:
    assert is_easy_to_guess(password, OWN)


@pytest.mark.parametrize(
    "password",
    [
        "een lange zin met tien woorden",
        "k3J9-xPq2-mZ7w",
        "blauwe lamp fietst",
        "samira fietst door de polder",
        "839201746582",
    ],
)
def test_what_nobody_tries_is_not(password: str) -> None:
    assert not is_easy_to_guess(password, OWN)
