"""The school's own time: dates of years, free days, working days, and who stands in for whom."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from casework.errors import InputRefused, NotHere
from casework.own_time import Away, StandIn, WorkingTime
from casework.people import Assignment, Role
from casework.records import SchoolYear
from tests.cast import TODAY, YEAR_STARTS_ON, Cast

THIS_YEAR = "2026-2027"
FRIDAY = date(2026, 12, 4)


def key() -> dict[str, str]:
    return {"form_key": str(uuid4())}


def enrolments(cast: Cast) -> list[tuple[date, date | None]]:
    sql = "select distinct starts_on, ends_on from enrolment order by starts_on"
    return [(first, last) for first, last in cast.store.database.rows(sql)]


# --- dates of a school year -----------------------------------------------------------------------


def test_places_and_roles_at_the_edge_of_a_year_go_along_with_it(cast: Cast) -> None:
    office, first = cast.desk("Ineke").office, date(2026, 8, 24)
    cast.store.school.assign(
        cast.staff["Dirk"],
        Assignment(Role.MENTOR, cast.classes["2B"], YEAR_STARTS_ON, date(2027, 7, 31)),
        "",
    )
    office.time.set_year_dates(THIS_YEAR, first, date(2027, 7, 9))

    [year] = office.school_years()
    assert (year.starts_on, year.ends_on) == (first, date(2027, 7, 9))
    assert enrolments(cast) == [(first, None)]
    held = {(t.starts_on, t.ends_on) for t in cast.store.school.mentor_terms([cast.classes["2B"]])}
    assert (first, date(2027, 7, 9)) in held
    assert len(cast.desk("Samira").classroom.open(cast.classes["2B"]).pupils) == 4


def test_a_class_before_goes_on_until_the_year_that_now_begins_later(cast: Cast) -> None:
    register = cast.store.school
    register.add_school_year(SchoolYear("2025-2026", date(2025, 8, 1), date(2026, 7, 31)), "")
    before = register.add_class("1A", 1, "onderbouw", "2025-2026", "")
    noor = cast.pupils["Noor"]
    register.load_enrolments([(noor, before, date(2025, 8, 1), date(2026, 7, 31))])
    cast.desk("Ineke").office.time.set_year_dates(THIS_YEAR, date(2026, 8, 24), date(2027, 7, 9))

    assert [p.name.given for p in register.class_list(before, date(2026, 8, 20))] == ["Noor"]
    assert register.homes([noor], date(2026, 8, 24))[noor].class_id == cast.classes["2B"]


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        pytest.param(None, date(2027, 7, 9), "eerste dag", id="no first day"),
        pytest.param(date(2026, 8, 1), None, "laatste dag", id="no last day"),
        pytest.param(date(2026, 8, 1), date(2026, 7, 1), "eindigt voordat", id="wrong way round"),
        pytest.param(date(2026, 8, 1), date(2028, 7, 31), "jaartallen", id="two years long"),
        pytest.param(date(2026, 8, 1), date(2027, 7, 31), "zijn al", id="the same"),
        pytest.param(date(2025, 9, 1), date(2026, 7, 1), "plaatsen in klassen", id="all outside"),
        pytest.param(date(2026, 8, 1), date(2027, 8, 15), "overlapt met 2027-2028", id="overlap"),
    ],
)
def test_dates_that_cannot_be_are_refused_and_change_nothing(
    cast: Cast, first: date | None, last: date | None, sentence: str
) -> None:
    office = cast.desk("Ineke").office
    office.add_school_year(office.next_year())
    before = office.school_years(), enrolments(cast)

    with pytest.raises(InputRefused, match=sentence):
        office.time.set_year_dates(THIS_YEAR, first, last)

    assert (office.school_years(), enrolments(cast)) == before


def test_the_next_year_is_proposed_from_august_also_when_this_one_ends_in_july(cast: Cast) -> None:
    office = cast.desk("Ineke").office
    office.time.set_year_dates(THIS_YEAR, date(2026, 8, 24), date(2027, 7, 9))

    following = office.next_year()

    assert (following.starts_on, following.ends_on) == (date(2027, 8, 1), date(2028, 7, 31))


# --- between two years ----------------------------------------------------------------------------


@pytest.fixture
def in_july(cast: Cast) -> Cast:
    """Between two years: this one ended on 9 July 2027, the next begins on 23 August."""
    office = cast.desk("Ineke").office
    office.time.set_year_dates(THIS_YEAR, YEAR_STARTS_ON, date(2027, 7, 9))
    cast.store.school.add_school_year(
        SchoolYear("2027-2028", date(2027, 8, 23), date(2028, 7, 14)), ""
    )
    return replace(cast, today=date(2027, 7, 20))


def test_between_two_years_the_pupils_are_in_the_classes_of_the_one_before(in_july: Cast) -> None:
    desk = in_july.desk("Samira")

    assert desk.school_year.school_year == THIS_YEAR
    assert [one.name for one in desk.classroom.classes()] == ["2B"]
    assert in_july.case().label == "2026-001"
    assert [item.label for item in desk.agenda.items()][:1] == ["2026-001"]


def test_a_mentor_until_the_last_day_of_the_year_is_so_until_the_next_begins(
    in_july: Cast,
) -> None:
    register, samira = in_july.store.school, in_july.staff["Samira"]
    [held] = [a for a in in_july.actor("Samira").assignments if a.role is Role.MENTOR]
    register.end_assignment(samira, held, date(2027, 7, 9), "")

    for day, is_mentor in ((date(2027, 7, 20), True), (date(2027, 8, 23), False)):
        actor = register.actor(samira, day)
        assert actor is not None
        assert actor.has(Role.MENTOR) is is_mentor
        in_posts = in_july.classes["2B"] in register.posts(day).classes
        terms = register.mentor_terms([in_july.classes["2B"]])
        named = [m.staff_id for m in register.mentors_of(in_july.classes["2B"], day)]
        assert in_posts is any(term.holds_on(day) for term in terms) is bool(named) is is_mentor


def test_a_mentor_who_was_followed_up_between_two_years_is_mentor_no_more(in_july: Cast) -> None:
    register, samira = in_july.store.school, in_july.staff["Samira"]
    [held] = [a for a in in_july.actor("Samira").assignments if a.role is Role.MENTOR]
    register.end_assignment(samira, held, date(2027, 7, 9), "")
    register.assign(
        in_july.staff["Dirk"],
        Assignment(Role.MENTOR, in_july.classes["2B"], date(2027, 7, 12)),
        "",
    )

    actor = register.actor(samira, in_july.today)
    assert actor is not None
    assert not actor.has(Role.MENTOR)


def test_figures_of_a_year_count_the_days_after_it(in_july: Cast) -> None:
    in_july.case()

    [this_year, _] = in_july.desk("Pim").school.years()
    assert (this_year.starts_on, this_year.ends_on) == (YEAR_STARTS_ON, date(2027, 8, 22))


# --- free days ------------------------------------------------------------------------------------


def test_what_most_schools_add_is_proposed_with_the_dates_of_this_year(cast: Cast) -> None:
    """In 2027 Ascension Day is on 6 May, and the week off in May ends on Sunday 2 May."""
    usual = cast.desk("Ineke").office.time.usual_periods()

    assert [(one.first, one.last, one.name) for one in usual] == [
        (date(2027, 5, 3), date(2027, 5, 7), "Tweede week meivakantie"),
        (date(2027, 5, 7), date(2027, 5, 7), "Vrijdag na Hemelvaart"),
    ]


def test_the_same_list_twice_changes_nothing_the_second_time(cast: Cast) -> None:
    time = cast.desk("Ineke").office.time
    listed = [
        (date(2026, 12, 19), date(2027, 1, 3), "Kerstvakantie"),
        (date(2027, 2, 1), date(2027, 2, 2), "Studiedagen"),
        (date(2027, 2, 2), date(2027, 2, 3), "Overlapt"),
    ]
    added = time.add_periods(listed)

    # The vacation of the region is known, and a day is free once.
    assert added == [
        (date(2027, 2, 1), date(2027, 2, 2), "Studiedagen"),
        (date(2027, 2, 3), date(2027, 2, 3), "Overlapt"),
    ]
    assert cast.desk("Ineke").office.time.add_periods(listed) == []
    assert all(one.is_free_already for one in cast.desk("Ineke").office.time.offered(listed))


def test_a_list_with_one_wrong_line_is_refused_with_the_line(cast: Cast) -> None:
    time = cast.desk("Ineke").office.time
    good = "1-2-2027 Studiedag\n24-12-2026 - 3-1-2027 Kerstvakantie\n"

    assert [one.name for one in time.pasted(good) if one.is_proposed] == ["Studiedag"]
    with pytest.raises(InputRefused, match="Regel 3: 31-2-2027 bestaat niet"):
        time.pasted(good + "31-2-2027 Studiedag")


def test_it_is_said_in_time_that_the_known_vacations_run_out(cast: Cast) -> None:
    office = cast.desk("Ineke").office
    until = office.time.vacations_known_until()

    assert until.month == 12
    assert until.year >= 2030
    assert office.time.vacation_warning() == ""
    late = cast.desk("Ineke", until - timedelta(days=200)).office.time
    assert f"bekend tot en met 31 december {until.year}" in late.vacation_warning()


# --- working days and stand-ins -------------------------------------------------------------------


def test_everybody_says_the_own_working_days_and_a_beheerder_those_of_all(cast: Cast) -> None:
    cast.desk("Samira").own_time.set_working_days([0, 1, 3], **key())
    office = cast.desk("Ineke").office

    assert office.time.working_time(cast.staff["Samira"]).weekdays == {0, 1, 3}
    office.time.set_working_days(cast.staff["Samira"], range(4))
    assert cast.desk("Samira").own_time.working_time().weekdays == {0, 1, 2, 3}
    assert cast.desk("Joris").own_time.working_time() == WorkingTime()
    with pytest.raises(InputRefused):
        office.time.set_working_days(cast.staff["Samira"], [])


def test_days_away_are_kept_without_a_reason_and_taken_back(cast: Cast) -> None:
    room = cast.desk("Samira").own_time
    away = room.add_away(TODAY, FRIDAY, **key())

    assert cast.desk("Samira").own_time.working_time().away == (Away(TODAY, FRIDAY),)
    with pytest.raises(InputRefused, match="al afwezig"):
        room.add_away(FRIDAY, FRIDAY, **key())
    cast.desk("Samira").own_time.remove_away(away)
    assert cast.desk("Samira").own_time.working_time().away == ()


def test_days_away_that_were_not_kept_are_not_taken_back(cast: Cast) -> None:
    """Nor those of a colleague."""
    cast.desk("Joris").own_time.add_away(TODAY, FRIDAY, **key())
    for away in (Away(TODAY, TODAY), Away(TODAY, FRIDAY)):
        with pytest.raises(NotHere):
            cast.desk("Samira").own_time.remove_away(away)
    assert cast.desk("Joris").own_time.working_time().away == (Away(TODAY, FRIDAY),)


def stand_in(cast: Cast, first: date = TODAY, last: date = FRIDAY) -> None:
    cast.desk("Ineke").office.time.add_stand_in(
        cast.staff["Dirk"], cast.classes["2B"], cast.staff["Samira"], first, last
    )


def test_a_stand_in_sees_and_does_what_the_mentor_does_until_the_last_day(cast: Cast) -> None:
    case_id = cast.case().subject_id
    with pytest.raises(NotHere):
        cast.desk("Dirk").cases.open(case_id)
    stand_in(cast)

    for name in ("Dirk", "Samira"):
        desk = cast.desk(name)
        assert desk.cases.open(case_id).may_record
        assert case_id in {item.case_id for item in desk.agenda.items()}
    after = FRIDAY + timedelta(days=1)
    with pytest.raises(NotHere):
        cast.desk("Dirk", after).cases.open(case_id)
    assert cast.desk("Samira", after).cases.open(case_id).may_record


def test_both_read_who_stands_in_for_whom_until_when(cast: Cast) -> None:
    stand_in(cast)

    [of_dirk] = cast.desk("Dirk").own_time.stand_ins()
    assert (of_dirk.is_mine, of_dirk.colleague, of_dirk.class_name, of_dirk.ends_on) == (
        True,
        "Samira el Idrissi",
        "2B",
        FRIDAY,
    )
    [of_samira] = cast.desk("Samira").own_time.stand_ins()
    assert not of_samira.is_mine
    assert of_samira.colleague.startswith("Dirk")
    assert cast.desk("Joris").own_time.stand_ins() == []
    assert cast.desk("Dirk", FRIDAY + timedelta(days=1)).own_time.stand_ins() == []


def test_a_stand_in_that_is_not_there_does_not_end(cast: Cast) -> None:
    stand_in(cast)
    office = cast.desk("Ineke").office
    [held] = office.time.stand_ins()
    for other in (
        replace(held, staff_id=cast.staff["Samira"]),
        replace(held, class_id=cast.classes["2C"]),
        # Her own role, which is no standing in: to end that is another act.
        StandIn(
            cast.staff["Samira"],
            cast.classes["2B"],
            cast.staff["Dirk"],
            YEAR_STARTS_ON,
            date.max,
        ),
    ):
        with pytest.raises(NotHere):
            office.time.end_stand_in(other, None)
    assert office.time.stand_ins() == [held]
    assert cast.actor("Samira").has(Role.MENTOR)


def test_a_stand_in_can_end_sooner(cast: Cast) -> None:
    stand_in(cast)
    office = cast.desk("Ineke").office
    [held] = office.time.stand_ins()
    office.time.end_stand_in(held, None)

    actor = cast.store.school.actor(cast.staff["Dirk"], TODAY)
    assert actor is not None
    assert not actor.has(Role.MENTOR)
    assert cast.desk("Ineke").office.time.stand_ins() == []


def test_only_for_a_mentor_of_that_class_and_never_for_oneself(cast: Cast) -> None:
    time = cast.desk("Ineke").office.time
    joris, samira, class_id = cast.staff["Joris"], cast.staff["Samira"], cast.classes["2B"]

    with pytest.raises(InputRefused, match="geen mentor van deze klas"):
        time.add_stand_in(cast.staff["Dirk"], class_id, joris, TODAY, FRIDAY)
    with pytest.raises(InputRefused, match="een ander"):
        time.add_stand_in(samira, class_id, samira, TODAY, FRIDAY)
    with pytest.raises(InputRefused, match="laatste dag"):
        time.add_stand_in(cast.staff["Dirk"], class_id, samira, TODAY, None)
    assert time.stand_ins() == []
