"""A role that opens cases, by the own hand: it waits for a second beheerder, or is told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from casework.errors import InputRefused, NotHere
from casework.own_time import StandIn
from casework.people import Assignment, Role
from casework.records import MentorChange
from casework.role_watch import Giving, NoticeKind, OwnRoles, RoleRequest
from data.register import on_record
from tests.casework.desk.notice_lines import notices_of
from tests.cast import PASSWORD, TODAY, Cast
from tests.passwords import choose_password

TOMORROW = TODAY + timedelta(days=1)
LEADER = Assignment(Role.SCHOOL_LEADER, "", TODAY)


def handed_out(cast: Cast, name: str, by: str) -> None:
    """The account of somebody is by an invitation that another one had in hand."""
    now = datetime.now(UTC)
    invitation = cast.store.accounts.invite(cast.staff[name], cast.staff[by], now)
    cast.store.accounts.redeem(invitation.link_token, PASSWORD, now)


def second_admin(cast: Cast, name: str = "Dirk") -> None:
    """Another beheerder, with a password that nobody else knows."""
    choose_password(cast.store, cast.staff[name], PASSWORD)
    cast.store.school.assign(cast.staff[name], Assignment(Role.ADMIN), "")


def mentor_of(cast: Cast, name: str) -> Assignment:
    return Assignment(Role.MENTOR, cast.classes[name], TODAY)


def the_request(cast: Cast) -> RoleRequest:
    (request,) = cast.store.school.role_requests()
    return request


Road = Callable[[Cast], object]


def by_assigning(cast: Cast) -> Giving:
    return cast.desk("Ineke").office.assign(cast.staff["Ineke"], mentor_of(cast, "2B"))


def by_standing_in(cast: Cast) -> None:
    samira, ineke = cast.staff["Samira"], cast.staff["Ineke"]
    stand_in = StandIn(ineke, cast.classes["2B"], samira, TODAY, TODAY + timedelta(days=9))
    cast.store.school.add_stand_in(stand_in, ineke)


def by_handing_over(cast: Cast) -> None:
    samira, ineke = cast.staff["Samira"], cast.staff["Ineke"]
    change = MentorChange(cast.classes["2B"], samira, ineke)
    cast.store.school.hand_over([change], TODAY, ineke)


ROADS: dict[str, Road] = {
    "a role": by_assigning,
    "standing in": by_standing_in,
    "handing over": by_handing_over,
}


@pytest.mark.parametrize("road", ROADS.values(), ids=ROADS)
def test_with_a_second_beheerder_it_waits_on_every_road(cast: Cast, road: Road) -> None:
    second_admin(cast)
    road(cast)
    assert not cast.actor("Ineke").has(Role.MENTOR)
    assert the_request(cast).staff_id == cast.staff["Ineke"]
    assert cast.desk("Dirk").office.requests.count_to_decide() == 1
    assert cast.desk("Ineke").office.requests.count_to_decide() == 0


@pytest.mark.parametrize("road", ROADS.values(), ids=ROADS)
def test_with_one_beheerder_it_is_told_on_every_road(cast: Cast, road: Road) -> None:
    road(cast)
    assert cast.actor("Ineke").has(Role.MENTOR)
    said = (NoticeKind.ROLE, "Ineke Hofman", "mentor van 2B")
    assert said in notices_of(cast, "Fatima")
    assert said in notices_of(cast, "Nadia")
    assert said in notices_of(cast, "Sofie")
    assert notices_of(cast, "Petra") == []
    assert notices_of(cast, "Ineke") == []


def test_the_school_may_choose_that_it_is_told_and_whoever_watches_hears_of_that(
    cast: Cast,
) -> None:
    second_admin(cast)
    cast.desk("Ineke").office.requests.choose(OwnRoles.TELL)
    assert (NoticeKind.SETTING, "Ineke Hofman", "") in notices_of(cast, "Dirk")
    assert cast.desk("Ineke").office.assign(cast.staff["Ineke"], LEADER) is Giving.WITH_NOTICE
    assert cast.actor("Ineke").has(Role.SCHOOL_LEADER)
    assert (NoticeKind.ROLE, "Ineke Hofman", "lid van de schoolleiding") in notices_of(
        cast, "Samira"
    )


def test_another_beheerder_grants_it_and_then_it_holds(cast: Cast) -> None:
    second_admin(cast)
    by_assigning(cast)
    cast.desk("Dirk").office.requests.grant(the_request(cast).request_id)
    assert cast.desk("Ineke", datetime.now(UTC).date()).actor.has(Role.MENTOR)
    assert cast.store.school.role_requests() == []
    assert notices_of(cast, "Fatima") == []


def test_neither_the_asker_nor_who_was_invited_by_the_asker_grants_it(cast: Cast) -> None:
    second_admin(cast)
    second_admin(cast, "Willem")
    handed_out(cast, "Willem", by="Ineke")
    by_assigning(cast)
    for name in ("Ineke", "Willem"):
        with pytest.raises(InputRefused, match="een andere beheerder"):
            cast.desk(name).office.requests.grant(the_request(cast).request_id)
    with pytest.raises(NotHere):
        _ = cast.desk("Samira").office.requests
    cast.desk("Dirk").office.requests.refuse(the_request(cast).request_id)
    assert not cast.actor("Ineke").has(Role.MENTOR)
    with pytest.raises(InputRefused, match="al beslist"):
        cast.desk("Dirk").office.requests.refuse("00000000-0000-4000-8000-000000000000")


def test_where_only_ones_own_invited_beheerder_is_left_it_is_told(cast: Cast) -> None:
    second_admin(cast)
    handed_out(cast, "Dirk", by="Ineke")
    assert by_assigning(cast) is Giving.WITH_NOTICE
    assert (NoticeKind.ROLE, "Ineke Hofman", "mentor van 2B") in notices_of(cast, "Dirk")


def test_a_role_for_an_account_from_the_own_hand_waits_as_well(cast: Cast) -> None:
    second_admin(cast)
    handed_out(cast, "Joris", by="Ineke")
    office = cast.desk("Ineke").office
    assert office.assign(cast.staff["Joris"], mentor_of(cast, "2B")) is Giving.WAITS
    choose_password(cast.store, cast.staff["Hanna"], PASSWORD)
    assert office.assign(cast.staff["Hanna"], mentor_of(cast, "2B")) is Giving.IN_FORCE
    other = cast.desk("Dirk").office
    assert other.assign(cast.staff["Joris"], mentor_of(cast, "4V1")) is Giving.IN_FORCE


def test_an_account_of_which_the_beheerder_once_set_the_password_is_from_the_own_hand(
    cast: Cast,
) -> None:
    with cast.store.database.write():
        at, by = datetime(2026, 11, 1, tzinfo=UTC), cast.staff["Ineke"]
        on_record(cast.store.database, at, by, "password_set", cast.staff["Joris"])
    office = cast.desk("Ineke").office
    assert office.assign(cast.staff["Joris"], mentor_of(cast, "2B")) is Giving.WITH_NOTICE


def test_the_same_role_is_asked_for_once(cast: Cast) -> None:
    second_admin(cast)
    by_assigning(cast)
    with pytest.raises(InputRefused, match="al aangevraagd"):
        by_assigning(cast)


def test_what_was_asked_for_long_ago_begins_when_it_is_granted(cast: Cast) -> None:
    second_admin(cast)
    asked = Assignment(Role.MENTOR, cast.classes["2B"], TODAY - timedelta(days=30))
    cast.desk("Ineke").office.assign(cast.staff["Ineke"], asked)
    granted = cast.desk("Dirk").office.requests.grant(the_request(cast).request_id)
    assert granted.assignment.starts_on == datetime.now(UTC).date()


def test_a_stand_in_that_is_granted_later_is_still_a_stand_in(cast: Cast) -> None:
    second_admin(cast)
    samira, ineke, today = cast.staff["Samira"], cast.staff["Ineke"], datetime.now(UTC).date()
    first, last = today - timedelta(days=5), today + timedelta(days=9)
    cast.store.school.add_stand_in(StandIn(ineke, cast.classes["2B"], samira, first, last), ineke)
    cast.desk("Dirk").office.requests.grant(the_request(cast).request_id)
    (held,) = cast.store.school.stand_ins()
    assert (held.staff_id, held.starts_on, held.ends_on) == (ineke, today, last)


def test_a_reopened_account_does_not_bring_a_role_past_the_second_beheerder(cast: Cast) -> None:
    second_admin(cast)
    handed_out(cast, "Joris", by="Ineke")
    school, joris, today = cast.store.school, cast.staff["Joris"], datetime.now(UTC).date()
    school.end_staff(joris, today, cast.staff["Ineke"])
    school.reopen_staff(joris, school.former_roles(joris), cast.staff["Ineke"])
    assert the_request(cast).assignment.role is Role.MENTOR
    roles = cast.store.school.roles_from([joris], today)[joris]
    assert [held.role for held in roles] == [Role.STAFF]


def test_a_line_stands_until_its_reader_has_seen_it_and_no_longer_than_a_week(cast: Cast) -> None:
    by_assigning(cast)
    desk = cast.desk("Fatima")
    desk.notices.see(desk.notices.lines())
    assert notices_of(cast, "Fatima") == []
    assert notices_of(cast, "Nadia") != []
    later = datetime.now(UTC).date() + timedelta(days=21)
    assert cast.desk("Nadia", later).notices.lines() == []


def test_taking_another_beheerder_out_of_the_way_is_told(cast: Cast) -> None:
    second_admin(cast)
    cast.desk("Ineke").office.end_staff(cast.staff["Dirk"])
    assert (NoticeKind.ADMIN_ENDED, "Ineke Hofman", "") in notices_of(cast, "Nadia")
    second_admin(cast, "Willem")
    held = Assignment(Role.ADMIN)
    cast.desk("Ineke").office.end_assignment(cast.staff["Willem"], held, None)
    assert [what for what, _, _ in notices_of(cast, "Willem")].count(NoticeKind.ADMIN_ENDED) == 1


def invited(cast: Cast, name: str, by: str, *, is_handed_out: bool = True) -> None:
    now = datetime.now(UTC)
    accounts = cast.store.accounts
    accounts.invite(cast.staff[name], cast.staff[by], now, is_handed_out=is_handed_out)


def test_a_beheerder_who_cannot_sign_in_yet_decides_nothing(cast: Cast) -> None:
    cast.store.school.assign(cast.staff["Dirk"], Assignment(Role.ADMIN), "")
    assert by_assigning(cast) is Giving.WITH_NOTICE


def test_a_role_of_who_has_no_way_in_yet_waits_for_it_may_be_invited_by_the_same_hand(
    cast: Cast,
) -> None:
    second_admin(cast)
    office, role = cast.desk("Ineke").office, mentor_of(cast, "4V1")
    assert office.assign(cast.staff["Joris"], role) is Giving.WAITS
    invited(cast, "Samira", by="Ineke", is_handed_out=False)
    assert office.assign(cast.staff["Samira"], role) is Giving.IN_FORCE


def test_a_link_in_hand_for_a_new_account_with_a_role_is_told_to_who_is_concerned(
    cast: Cast,
) -> None:
    invited(cast, "Samira", by="Ineke")
    said = (NoticeKind.FIRST_INVITATION, "Ineke Hofman", "mentor van 2B")
    assert notices_of(cast, "Fatima") == [said]
    assert notices_of(cast, "Nadia") == [said]
    assert notices_of(cast, "Petra") == []


def test_a_link_in_hand_for_an_account_in_use_is_told_to_its_owner_and_to_who_watches(
    cast: Cast,
) -> None:
    choose_password(cast.store, cast.staff["Samira"], PASSWORD)
    invited(cast, "Samira", by="Ineke")
    said = (NoticeKind.INVITATION, "Ineke Hofman", "")
    for name in ("Samira", "Nadia", "Sofie"):
        assert notices_of(cast, name) == [said]
    assert notices_of(cast, "Fatima") == []


def test_a_link_that_went_by_mail_and_one_for_a_docent_is_told_to_nobody(cast: Cast) -> None:
    invited(cast, "Samira", by="Ineke", is_handed_out=False)
    invited(cast, "Dirk", by="Ineke")
    assert notices_of(cast, "Nadia") == []


def test_what_becomes_of_many_roles_is_known_beforehand(cast: Cast) -> None:
    second_admin(cast)
    ineke, school = cast.staff["Ineke"], cast.store.school
    choose_password(cast.store, cast.staff["Hanna"], PASSWORD)
    wanted = [
        (ineke, Role.MENTOR),
        (cast.staff["Hanna"], Role.MENTOR),
        ("", Role.MENTOR),
        ("", Role.STAFF),
    ]
    in_force, waits = Giving.IN_FORCE, Giving.WAITS
    assert school.givings(wanted, ineke) == [waits, in_force, waits, in_force]
    school.set_own_roles(OwnRoles.TELL, cast.staff["Dirk"])
    assert school.givings(wanted, ineke) == [Giving.WITH_NOTICE, in_force, in_force, in_force]


def test_a_receipt_knows_what_of_an_act_waits_and_what_is_told(cast: Cast) -> None:
    requests = cast.desk("Ineke").office.requests
    before = requests.given_by_me()
    by_assigning(cast)
    told = requests.given_by_me().since(before)
    assert (told.waiting, told.count_notices) == ((), 1)
    second_admin(cast)
    before = requests.given_by_me()
    cast.desk("Ineke").office.assign(cast.staff["Ineke"], mentor_of(cast, "2C"))
    given = requests.given_by_me().since(before)
    assert [(one.name, one.role) for one in given.waiting] == [("Ineke Hofman", "mentor van 2C")]
    assert given.count_notices == 0
