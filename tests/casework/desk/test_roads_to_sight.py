"""Roads by which a beheerder could come to see cases without giving a role: each is told."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from casework.errors import InputRefused, InvitationOver
from casework.people import Assignment, Role
from casework.records import SchoolYear
from casework.role_watch import Giving, NoticeKind
from casework.roster import RoleEnded, StaffGone
from casework.roster.decisions import ImportWork
from casework.words import full_date, local_day
from tests.casework.desk.notice_lines import notices_of
from tests.cast import PASSWORD, TODAY, YEAR_STARTS_ON, Cast
from tests.passwords import choose_password
from ui.agenda.notices import sentences

NOW = datetime.now(UTC)
REAL_TODAY = NOW.date()
YEAR = SchoolYear("2026-2027", YEAR_STARTS_ON, date(2027, 7, 31))
OWN_MAILBOX = "henk@thuis.example"


def admin_too(cast: Cast, name: str) -> str:
    """Somebody of the cast who is beheerder besides, and can sign in."""
    choose_password(cast.store, cast.staff[name], PASSWORD)
    cast.store.school.assign(cast.staff[name], Assignment(Role.ADMIN), "")
    return cast.staff[name]


def mailed(cast: Cast, name: str, by: str = "Ineke") -> str:
    """An invitation by e-mail; gives what stands in the link."""
    accounts = cast.store.accounts
    made = accounts.invite(cast.staff[name], cast.staff[by], NOW, is_handed_out=False)
    return made.link_token


def types_address(cast: Cast, name: str, by: str = "Ineke") -> None:
    cast.desk(by).office.accounts.change_email(cast.staff[name], OWN_MAILBOX)


# --- roles that nobody gave -----------------------------------------------------------------------


def test_a_role_cannot_be_made_longer_by_ending_it_later(cast: Cast) -> None:
    samira = admin_too(cast, "Samira")
    until = Assignment(Role.MENTOR, cast.classes["2C"], TODAY, TODAY + timedelta(days=9))
    cast.store.school.assign(samira, until, "")
    over = Assignment(Role.MENTOR, cast.classes["4V1"], date(2026, 8, 1), date(2026, 9, 1))
    cast.store.school.assign(samira, over, "")
    for held in (until, over):
        with pytest.raises(InputRefused, match="Geef haar opnieuw"):
            cast.desk("Samira").office.end_assignment(samira, held, date(2027, 7, 1))
    assert cast.store.school.roles_from([samira], date(2027, 1, 1))[samira] == [
        Assignment(Role.ADMIN),
        Assignment(Role.MENTOR, cast.classes["2B"], YEAR_STARTS_ON),
        Assignment(Role.STAFF),
    ]


def test_a_role_that_comes_back_by_an_import_taken_back_is_told(cast: Cast) -> None:
    samira = admin_too(cast, "Samira")
    run_id = str(uuid4())
    ended = RoleEnded(Role.MENTOR, "2B", samira)
    work = ImportWork(YEAR, REAL_TODAY, (ended,))
    cast.store.imports.import_roster(work, run_id, cast.staff["Ineke"], lambda _step: None)
    assert notices_of(cast, "Fatima") == []
    cast.store.imports.undo_import(run_id, samira)
    said = (NoticeKind.LONGER_ROLE, "Samira el Idrissi", "mentor van 2B")
    for name in ("Fatima", "Ineke", "Nadia", "Sofie"):
        assert said in notices_of(cast, name)
    assert notices_of(cast, "Samira") == notices_of(cast, "Petra") == []


def test_an_account_from_the_own_hand_that_works_again_by_an_import_taken_back_is_told(
    cast: Cast,
) -> None:
    joris, ineke = cast.staff["Joris"], cast.staff["Ineke"]
    made = cast.store.accounts.invite(joris, ineke, NOW)
    cast.store.accounts.redeem(made.link_token, PASSWORD, NOW)
    run_id = str(uuid4())
    work = ImportWork(YEAR, REAL_TODAY, (StaffGone(joris),))
    cast.store.imports.import_roster(work, run_id, ineke, lambda _step: None)
    cast.store.imports.undo_import(run_id, ineke)
    assert (NoticeKind.LONGER_ROLE, "Ineke Hofman", "mentor van 2C") in notices_of(cast, "Nadia")


def test_an_own_role_that_goes_on_with_other_days_of_the_year_is_told(cast: Cast) -> None:
    samira = admin_too(cast, "Samira")
    until = Assignment(Role.MENTOR, cast.classes["2C"], TODAY, date(2027, 7, 31))
    cast.store.school.assign(samira, until, "")
    longer = SchoolYear("2026-2027", YEAR_STARTS_ON, date(2027, 8, 20))
    cast.store.school.set_year_dates(longer, samira)
    assert (NoticeKind.LONGER_ROLE, "Samira el Idrissi", "mentor van 2C") in notices_of(
        cast, "Nadia"
    )


def test_a_role_that_is_given_or_ends_earlier_is_not_told_as_longer(cast: Cast) -> None:
    ineke = cast.staff["Ineke"]
    held = Assignment(Role.MENTOR, cast.classes["2B"], TODAY)
    cast.desk("Ineke").office.assign(ineke, held)
    cast.desk("Ineke").office.end_assignment(ineke, held, REAL_TODAY)
    assert notices_of(cast, "Nadia") == [(NoticeKind.ROLE, "Ineke Hofman", "mentor van 2B")]


# --- addresses ------------------------------------------------------------------------------------


def test_a_link_mailed_to_an_address_that_the_beheerder_typed_is_told(cast: Cast) -> None:
    choose_password(cast.store, cast.staff["Samira"], PASSWORD)
    types_address(cast, "Samira")
    mailed(cast, "Samira")
    said = (NoticeKind.TYPED_ADDRESS, "Ineke Hofman", "")
    for name in ("Samira", "Nadia", "Sofie"):
        assert notices_of(cast, name) == [said]
    assert notices_of(cast, "Ineke") == notices_of(cast, "Petra") == []


def test_an_account_that_was_got_by_such_a_link_is_from_that_hand(cast: Cast) -> None:
    admin_too(cast, "Dirk")
    choose_password(cast.store, cast.staff["Samira"], PASSWORD)
    types_address(cast, "Samira")
    office = cast.desk("Ineke").office
    held = Assignment(Role.MENTOR, cast.classes["4V1"], TODAY)
    token = mailed(cast, "Samira")
    assert office.assign(cast.staff["Samira"], held) is Giving.WAITS
    cast.store.accounts.redeem(token, PASSWORD, NOW)
    later = Assignment(Role.MENTOR, cast.classes["2C"], TODAY)
    assert office.assign(cast.staff["Samira"], later) is Giving.WAITS


def test_an_address_at_which_a_first_invitation_came_is_proven(cast: Cast) -> None:
    samira = cast.staff["Samira"]
    types_address(cast, "Samira")
    token = mailed(cast, "Samira")
    said = (NoticeKind.TYPED_ADDRESS, "Ineke Hofman", "mentor van 2B")
    assert notices_of(cast, "Fatima") == notices_of(cast, "Nadia") == [said]
    cast.store.accounts.redeem(token, PASSWORD, datetime.now(UTC))
    mailed(cast, "Samira")
    assert notices_of(cast, "Nadia") == [said]
    assert cast.store.accounts.handed_out_by(samira) is None
    held = Assignment(Role.MENTOR, cast.classes["4V1"], TODAY)
    assert cast.desk("Ineke").office.assign(samira, held) is Giving.IN_FORCE


def test_the_first_role_of_somebody_whom_only_a_typed_address_made_known_is_watched(
    cast: Cast,
) -> None:
    """A second name of the beheerder: added, mailed to the own mailbox, and only then a mentor."""
    cast.staff["Jan"] = cast.desk("Ineke").office.add_staff("Jan", "Nieuw", "jan")
    types_address(cast, "Jan")
    cast.store.accounts.redeem(mailed(cast, "Jan"), PASSWORD, datetime.now(UTC))
    assert notices_of(cast, "Nadia") == []
    office = cast.desk("Ineke").office
    held = Assignment(Role.MENTOR, cast.classes["2B"], TODAY)
    assert office.assign(cast.staff["Jan"], held) is Giving.WITH_NOTICE
    assert (NoticeKind.ROLE, "Ineke Hofman", "mentor van 2B") in notices_of(cast, "Fatima")


def test_another_address_ends_a_link_that_was_mailed(cast: Cast) -> None:
    types_address(cast, "Samira")
    token = mailed(cast, "Samira")
    types_address(cast, "Samira")
    assert cast.store.accounts.invited(token, NOW).staff_id == cast.staff["Samira"]
    cast.desk("Ineke").office.accounts.change_email(cast.staff["Samira"], "samira@school.example")
    with pytest.raises(InvitationOver):
        cast.store.accounts.invited(token, NOW)


# --- who watches ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Nadia", "Sofie"])
def test_taking_away_the_role_of_who_watches_is_told(cast: Cast, name: str) -> None:
    role = {"Nadia": Role.PRIVACY, "Sofie": Role.SCHOOL_LEADER}[name]
    held = Assignment(role, "", YEAR_STARTS_ON)
    cast.desk("Ineke").office.end_assignment(cast.staff[name], held, REAL_TODAY)
    other = {"Nadia": "Sofie", "Sofie": "Nadia"}[name]
    for reader in (name, other):
        assert [what for what, _, _ in notices_of(cast, reader)] == [NoticeKind.OVERSIGHT_ENDED]
    assert notices_of(cast, "Samira") == notices_of(cast, "Ineke") == []


# --- how it is said -------------------------------------------------------------------------------


def test_each_is_a_sentence_with_who_what_and_when(cast: Cast) -> None:
    day = full_date(local_day(NOW))
    choose_password(cast.store, cast.staff["Samira"], PASSWORD)
    types_address(cast, "Samira")
    mailed(cast, "Samira")
    held = Assignment(Role.PRIVACY, "", YEAR_STARTS_ON)
    cast.desk("Ineke").office.end_assignment(cast.staff["Nadia"], held, REAL_TODAY)
    assert sentences(cast.desk("Samira").notices.lines()) == [
        f"Een uitnodiging voor jouw account ging op {day} naar een e-mailadres dat Ineke Hofman "
        "zelf had ingevuld. Is dat niet jouw adres? Zeg het meteen."
    ]
    assert sorted(sentences(cast.desk("Sofie").notices.lines())) == [
        f"Een uitnodiging voor Samira el Idrissi ging op {day} naar een e-mailadres dat Ineke "
        "Hofman zelf had ingevuld.",
        f"Ineke Hofman nam op {day} Nadia Groen een rol af die meekijkt: functionaris of "
        "coördinator privacy.",
    ]


def test_many_first_links_to_typed_addresses_are_one_sentence(cast: Cast) -> None:
    for name in ("Samira", "Joris"):
        types_address(cast, name)
        mailed(cast, name)
    day = full_date(local_day(NOW))
    [sentence] = sentences(cast.desk("Nadia").notices.lines())
    assert sentence.startswith(f"De uitnodiging van 2 collega’s ging op {day} naar een e-mailadres")
    assert "Samira el Idrissi (mentor van 2B)" in sentence
