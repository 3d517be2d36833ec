"""What moves: mentors, pupils and school years, and what becomes of the cases then."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.cases.reading_list import News
from casework.desk import AgendaItem, Desk
from casework.desk.office_handover import LATER, LEAVES
from casework.entries import NewEntry, Payload
from casework.errors import InputRefused, NotHere
from casework.people import Assignment, PersonName, Role
from casework.records import MentorChange
from tests.cast import TODAY, YEAR_STARTS_ON, Cast
from tests.histories import parts

NOBODY = "00000000-0000-4000-8000-000000000000"
YESTERDAY = TODAY - timedelta(days=1)
THIS_YEAR, NEXT_YEAR = "2026-2027", "2027-2028"
NEW_YEAR_STARTS_ON = date(2027, 8, 1)
# Region Midden: the last school day before and the first after the summer vacation of 2027.
LAST_SCHOOL_DAY, FIRST_SCHOOL_DAY = date(2027, 7, 16), date(2027, 8, 30)
TALK = kinds.TalkHeld(notes="Rustig gesprek.")


def hired(cast: Cast, name: str, *held: Assignment) -> str:
    """A new colleague of the cast, with these roles."""
    admin = cast.staff["Ineke"]
    staff_id = cast.store.school.add_staff(PersonName(name, "Nieuw"), name.lower(), admin)
    for assignment in held:
        cast.store.school.assign(staff_id, assignment, admin)
    cast.staff[name] = staff_id
    return staff_id


def hand_over(
    cast: Cast, class_name: str, giver: str, taker: str, first_day: date | None = TODAY
) -> None:
    """One class from one mentor to another, by the beheerder."""
    giver_id = cast.staff[giver] if giver else ""
    change = MentorChange(cast.classes[class_name], giver_id, cast.staff[taker])
    cast.desk("Ineke").office.handover.change_mentors([change], first_day)


def sees(desk: Desk, case_id: str) -> bool:
    """Whether somebody has a case in the list, and can open it: the two agree."""
    listed = False
    with suppress(NotHere):
        listed = case_id in {summary.case_id for summary in desk.cases.all()}
    try:
        desk.cases.open(case_id)
    except NotHere:
        assert not listed
        return False
    assert listed
    return True


def lines(desk: Desk, case_id: str) -> list[AgendaItem]:
    return [line for line in desk.agenda.items() if line.case_id == case_id]


def steps(desk: Desk, case_id: str) -> dict[str, int]:
    """The steps of a case on somebody's day, with how many pupils each is for."""
    return {line.step_id: line.count for line in lines(desk, case_id) if line.step_id}


def news(desk: Desk, case_id: str) -> list[News]:
    """Why a case is on somebody's reading list."""
    return [line.news for line in lines(desk, case_id) if line.news]


def recorded(desk: Desk, case_id: str, payload: Payload, step: str = "", pupil: str = "") -> None:
    """Recorded today by somebody who does not open the case first."""
    seen = len(desk._access.store.log.entries(case_id))
    new = NewEntry(payload, desk.today, step, pupil)
    desk.cases.record(case_id, [new], seen=seen, form_key=str(uuid4()))


def raised(cast: Cast, case_id: str, level: int) -> None:
    payload = kinds.LevelReached(level=level, proposed=level, cause="judgement", reason="Nodig.")
    recorded(cast.desk("Samira"), case_id, payload)


def moved(cast: Cast, pupil: str, class_name: str, day: date = TODAY) -> None:
    cast.store.school.move_pupil(
        cast.pupils[pupil], cast.classes[class_name], day, cast.staff["Ineke"]
    )


# --- another mentor -------------------------------------------------------------------------------


def test_a_new_mentor_has_the_cases_and_the_former_one_has_none(cast: Cast) -> None:
    hired(cast, "Eva")
    case_id = cast.case().subject_id
    open_desk = cast.desk("Samira")

    hand_over(cast, "2B", "Samira", "Eva")

    assert sees(cast.desk("Eva"), case_id)
    assert not sees(cast.desk("Samira"), case_id)
    assert Role.MENTOR not in {held.role for held in cast.actor("Samira").assignments}
    # A desk that was open keeps the roles of its own run; the next run asks for them again.
    assert open_desk.actor.has(Role.MENTOR)


def test_the_former_mentor_has_nothing_on_the_day_and_writes_nothing(cast: Cast) -> None:
    hired(cast, "Eva")
    case_id = cast.case().subject_id
    hand_over(cast, "2B", "Samira", "Eva")

    with pytest.raises(NotHere):
        cast.desk("Samira").agenda.items()
    with pytest.raises(NotHere):
        recorded(cast.desk("Samira"), case_id, TALK, "talk_target", cast.pupils["Noor"])
    with pytest.raises(NotHere):
        cast.desk("Samira").cases.open(case_id)


def test_until_the_first_day_the_former_mentor_keeps_the_class(cast: Cast) -> None:
    hired(cast, "Eva")
    case_id = cast.case().subject_id
    monday = TODAY + timedelta(days=7)

    hand_over(cast, "2B", "Samira", "Eva", monday)

    sunday = monday - timedelta(days=1)
    who = [(name, day) for day in (sunday, monday) for name in ("Samira", "Eva")]
    assert [sees(cast.desk(name, day), case_id) for name, day in who] == [True, False, False, True]


def test_two_mentors_trade_classes_in_one_act(cast: Cast) -> None:
    mine = cast.case(displaying="").subject_id
    theirs = cast.case("Joris", target="Sem", displaying="").subject_id
    samira, joris = cast.staff["Samira"], cast.staff["Joris"]

    cast.desk("Ineke").office.handover.change_mentors(
        [
            MentorChange(cast.classes["2B"], samira, joris),
            MentorChange(cast.classes["2C"], joris, samira),
        ],
        TODAY,
    )

    assert (sees(cast.desk("Samira"), mine), sees(cast.desk("Samira"), theirs)) == (False, True)
    assert (sees(cast.desk("Joris"), mine), sees(cast.desk("Joris"), theirs)) == (True, False)


def test_of_two_mentors_of_a_class_one_goes_and_the_other_stays(cast: Cast) -> None:
    hired(cast, "Bo", Assignment(Role.MENTOR, cast.classes["2B"], YEAR_STARTS_ON))
    hired(cast, "Eva")
    case_id = cast.case().subject_id

    hand_over(cast, "2B", "Samira", "Eva")

    outcome = [sees(cast.desk(name), case_id) for name in ("Bo", "Eva", "Samira")]
    assert outcome == [True, True, False]


def test_a_role_that_would_end_before_it_began_is_taken_away(cast: Cast) -> None:
    hired(cast, "Eva")

    hand_over(cast, "2B", "Samira", "Eva", YEAR_STARTS_ON)

    terms = cast.store.school.mentor_terms([cast.classes["2B"]])
    assert [(t.staff_id, t.starts_on) for t in terms] == [(cast.staff["Eva"], YEAR_STARTS_ON)]


@pytest.mark.parametrize("first_day", [date(2026, 7, 31), date(2027, 8, 1)])
def test_a_day_outside_the_year_of_the_class_is_refused(cast: Cast, first_day: date) -> None:
    hired(cast, "Eva")
    with pytest.raises(InputRefused, match="ligt niet in schooljaar 2026-2027"):
        hand_over(cast, "2B", "Samira", "Eva", first_day)
    assert cast.actor("Samira").has(Role.MENTOR)


def test_without_a_day_or_a_class_there_is_nothing_to_hand_over(shared: Cast) -> None:
    with pytest.raises(InputRefused, match="Kies de eerste dag"):
        hand_over(shared, "2B", "Samira", "Joris", None)
    with pytest.raises(InputRefused, match="minstens één klas"):
        shared.desk("Ineke").office.handover.change_mentors([], TODAY)


def test_whoever_is_the_mentor_already_cannot_become_it(cast: Cast) -> None:
    with pytest.raises(InputRefused, match="is al mentor van 2B"):
        hand_over(cast, "2B", "Samira", "Samira")
    hired(cast, "Eva", Assignment(Role.MENTOR, cast.classes["2B"], TODAY + timedelta(days=30)))
    with pytest.raises(InputRefused, match="of wordt dat al"):
        hand_over(cast, "2B", "Samira", "Eva")


def test_whoever_left_gets_no_class(cast: Cast) -> None:
    hired(cast, "Eva")
    cast.store.school.end_staff(cast.staff["Eva"], TODAY, cast.staff["Ineke"])
    with pytest.raises(InputRefused, match="werkt hier niet meer"):
        hand_over(cast, "2B", "Samira", "Eva")


def test_an_unknown_class_and_an_unknown_colleague_are_refused(shared: Cast) -> None:
    office = shared.desk("Ineke").office
    samira, joris = shared.staff["Samira"], shared.staff["Joris"]
    for unknown in (str(uuid4()), "2B", ""):
        with pytest.raises(InputRefused, match="Deze klas is er niet"):
            office.handover.change_mentors([MentorChange(unknown, samira, joris)], TODAY)
        with pytest.raises(NotHere):
            office.handover.change_mentors(
                [MentorChange(shared.classes["2B"], samira, unknown)], TODAY
            )


def test_a_list_that_is_out_of_date_changes_nothing(cast: Cast) -> None:
    hired(cast, "Eva")
    hired(cast, "Bo")
    hand_over(cast, "2B", "Samira", "Eva")

    for giver in ("Samira", ""):
        with pytest.raises(InputRefused, match="een ander dan in de lijst"):
            hand_over(cast, "2B", giver, "Bo")

    assert [m.staff_id for m in cast.store.school.mentors_of(cast.classes["2B"], TODAY)] == [
        cast.staff["Eva"]
    ]


def test_one_refused_change_leaves_all_of_them_undone(cast: Cast) -> None:
    hired(cast, "Eva")
    changes = [
        MentorChange(cast.classes["2B"], cast.staff["Samira"], cast.staff["Eva"]),
        MentorChange(cast.classes["2C"], cast.staff["Joris"], cast.staff["Joris"]),
    ]

    with pytest.raises(InputRefused, match="is al mentor van 2C"):
        cast.desk("Ineke").office.handover.change_mentors(changes, TODAY)

    assert cast.actor("Samira").has(Role.MENTOR)
    assert not cast.actor("Eva").has(Role.MENTOR)


def test_a_class_without_a_mentor_gets_one(cast: Cast) -> None:
    held = Assignment(Role.MENTOR, cast.classes["2B"], YEAR_STARTS_ON)
    cast.store.school.end_assignment(cast.staff["Samira"], held, YESTERDAY, cast.staff["Ineke"])
    hired(cast, "Eva")
    day = date(2027, 1, 11)
    office = cast.desk("Ineke").office
    classes = [outcome for outcome in office.classes(THIS_YEAR) if outcome.name == "2B"]
    assert office.handover.mentors_on(classes, day) == [(cast.classes["2B"], "")]

    hand_over(cast, "2B", "", "Eva", day)

    assert office.handover.mentors_on(classes, day) == [(cast.classes["2B"], cast.staff["Eva"])]


# --- the reading list -----------------------------------------------------------------------------


def test_a_case_stays_on_the_reading_list_until_it_is_opened(cast: Cast) -> None:
    hired(cast, "Eva")
    case_id = cast.case().subject_id
    hand_over(cast, "2B", "Samira", "Eva")
    assert news(cast.desk("Eva"), case_id) == [News.TAKEN_OVER]
    assert news(cast.desk("Eva"), case_id) == [News.TAKEN_OVER]

    cast.desk("Eva").cases.open(case_id)

    assert news(cast.desk("Eva"), case_id) == []


def test_what_somebody_wrote_in_is_not_new_to_them(cast: Cast) -> None:
    case_id = cast.case().subject_id
    assert news(cast.desk("Samira"), case_id) == []


def test_a_second_mentor_of_the_class_reads_a_new_case_and_takes_nothing_over(cast: Cast) -> None:
    hired(cast, "Bo", Assignment(Role.MENTOR, cast.classes["2B"], YEAR_STARTS_ON))
    assert news(cast.desk("Bo"), cast.case().subject_id) == [News.NEW_CASE]


def test_a_level_makes_a_case_new_for_who_comes_in_at_it(cast: Cast) -> None:
    case_id = cast.case().subject_id
    assert lines(cast.desk("Fatima"), case_id) == []

    raised(cast, case_id, 2)
    assert news(cast.desk("Fatima"), case_id) == [News.LEVEL_2]
    assert lines(cast.desk("Willem"), case_id) == []

    raised(cast, case_id, 3)
    assert news(cast.desk("Willem"), case_id) == [News.LEVEL_3]
    cast.desk("Willem").cases.open(case_id)
    assert news(cast.desk("Willem"), case_id) == []
    assert news(cast.desk("Fatima"), case_id) == [News.LEVEL_2]


def test_the_ondersteuningsteam_reads_the_question_and_has_no_reading_list(cast: Cast) -> None:
    case_id = cast.case().subject_id
    recorded(cast.desk("Samira"), case_id, kinds.SupportAsked(question="Wat nu?"), "support")
    assert steps(cast.desk("Anneke"), case_id) == {"support": 1}
    assert news(cast.desk("Anneke"), case_id) == []


def test_what_was_opened_before_a_restart_is_still_known(cast: Cast) -> None:
    case_id, other = cast.case().subject_id, str(uuid4())
    log, fatima = cast.store.access_log, cast.staff["Fatima"]
    assert log.opened_by(fatima, [case_id]) == set()
    raised(cast, case_id, 2)
    cast.desk("Fatima").cases.open(case_id)
    assert log.opened_by(fatima, [case_id, other, "zaak"]) == {case_id}
    cast.store.close()

    again = type(cast.store).open(cast.store.folder, cast.store.key)

    assert again.access_log.opened_by(fatima, [case_id.upper(), other]) == {case_id}
    assert again.access_log.opened_by(cast.staff["Samira"], [case_id]) == set()
    assert again.access_log.opened_by("niemand", [case_id]) == set()
    again.close()


# --- a case over two classes ----------------------------------------------------------------------


def group_case(cast: Cast) -> str:
    """Noor of 2B is the gepeste; Daan of 2B, Sem and Lotte of 2C are pestende leerlingen."""
    roles = {cast.pupils["Noor"]: "target"}
    roles |= {cast.pupils[name]: "displaying" for name in ("Daan", "Sem", "Lotte")}
    melding = cast.melding(verdict="bullying", group_level=True, parts=parts(roles))
    return cast.desk("Samira").cases.report(melding, form_key=str(uuid4())).subject_id


def test_both_mentors_see_a_group_case_and_each_has_the_steps_of_the_own_pupils(cast: Cast) -> None:
    case_id = group_case(cast)
    assert sees(cast.desk("Samira"), case_id)
    assert sees(cast.desk("Joris"), case_id)

    mine, theirs = steps(cast.desk("Samira"), case_id), steps(cast.desk("Joris"), case_id)

    # Per pupil: Samira has Noor and Daan, Joris has Sem and Lotte. The rest is Samira's, since
    # Noor, the gepeste, is in her class.
    assert (mine["talk_target"], mine["talk_displaying"], mine["parents"]) == (1, 1, 2)
    assert (theirs["talk_displaying"], theirs["parents"]) == (2, 2)
    per_case = {"five_questions", "talk_group", "measure_1", "inform_team", "stopped"}
    assert per_case <= set(mine)
    assert not (per_case | {"talk_target"}) & set(theirs)


def test_a_proposal_is_for_the_mentor_of_the_first_gepeste(cast: Cast) -> None:
    case_id = cast.case(target="Noor", displaying="Sem").subject_id
    cast.desk("Samira").cases.report(cast.melding(displaying="Sem"), form_key="two", join=case_id)

    def proposed(name: str) -> list[int]:
        own_lines = lines(cast.desk(name), case_id)
        return [line.proposed_level for line in own_lines if line.proposed_level]

    assert (proposed("Samira"), proposed("Joris")) == ([2], [])


def test_a_handover_of_one_class_leaves_the_other_mentor_in_the_case(cast: Cast) -> None:
    hired(cast, "Eva")
    case_id = group_case(cast)

    hand_over(cast, "2B", "Samira", "Eva")

    assert [sees(cast.desk(n), case_id) for n in ("Samira", "Eva", "Joris")] == [False, True, True]


def test_the_coordinator_of_the_gepeste_has_the_steps_of_a_case_over_two_years(cast: Cast) -> None:
    hired(cast, "Karel", Assignment(Role.COORDINATOR, "4", YEAR_STARTS_ON))
    case_id = cast.case(target="Noor", displaying="Tim").subject_id
    raised(cast, case_id, 2)

    assert set(steps(cast.desk("Fatima"), case_id)) == {"coordinator", "measure_2"}
    assert sees(cast.desk("Karel"), case_id)
    assert steps(cast.desk("Karel"), case_id) == {}


def test_when_the_class_of_the_gepeste_has_no_mentor_the_other_mentor_has_it_all(
    cast: Cast,
) -> None:
    case_id = cast.case(target="Noor", displaying="Sem").subject_id
    held = Assignment(Role.MENTOR, cast.classes["2B"], YEAR_STARTS_ON)
    cast.store.school.end_assignment(cast.staff["Samira"], held, YESTERDAY, cast.staff["Ineke"])

    theirs = steps(cast.desk("Joris"), case_id)

    assert (theirs["talk_target"], theirs["parents"]) == (1, 2)
    assert {"five_questions", "stopped"} <= set(theirs)


# --- a pupil who moves or leaves ------------------------------------------------------------------


def test_when_the_gepeste_moves_the_case_goes_along(cast: Cast) -> None:
    case_id = cast.case(displaying="").subject_id

    moved(cast, "Noor", "2C")

    assert not sees(cast.desk("Samira"), case_id)
    assert news(cast.desk("Joris"), case_id) == [News.TAKEN_OVER]
    assert "talk_target" in steps(cast.desk("Joris"), case_id)


def test_the_former_mentor_stays_while_another_pupil_stays(cast: Cast) -> None:
    case_id = cast.case(target="Noor", displaying="Daan").subject_id

    moved(cast, "Noor", "2C")

    mine, theirs = steps(cast.desk("Samira"), case_id), steps(cast.desk("Joris"), case_id)
    assert "talk_displaying" in mine
    assert not {"talk_target", "stopped"} & set(mine)
    assert {"talk_target", "stopped"} <= set(theirs)


def test_a_case_of_a_pupil_who_leaves_stays_with_the_mentor(cast: Cast) -> None:
    case_id = cast.case(displaying="").subject_id
    cast.store.school.pupil_leaves(cast.pupils["Noor"], YESTERDAY, cast.staff["Ineke"])

    assert sees(cast.desk("Samira"), case_id)
    assert "stopped" in steps(cast.desk("Samira"), case_id)
    recorded(cast.desk("Samira"), case_id, kinds.Closed(ending="left_school", reason="Verhuisd."))
    assert lines(cast.desk("Samira"), case_id) == []


def test_a_step_for_a_pupil_whose_part_was_withdrawn_is_not_for_the_other_class(cast: Cast) -> None:
    case_id = cast.case(target="Noor", displaying="Sem").subject_id
    desk, sem = cast.desk("Samira"), cast.pupils["Sem"]
    next_on = TODAY + timedelta(days=2)
    agreed = kinds.TalkHeld(notes="Kort.", agreements="Rust.", next_on=next_on)
    recorded(desk, case_id, agreed, "talk_displaying", sem)
    assert "agreement" in steps(cast.desk("Joris"), case_id)

    recorded(desk, case_id, kinds.RoleChanged(role="", reason="Was er niet bij."), "", sem)

    assert not sees(cast.desk("Joris"), case_id)
    assert "agreement" in steps(desk, case_id)


# --- a class without a mentor ---------------------------------------------------------------------


def test_a_class_without_a_mentor_is_told_to_the_coordinator_and_the_beheerder(cast: Cast) -> None:
    case_id = cast.case().subject_id
    held = Assignment(Role.MENTOR, cast.classes["2B"], YEAR_STARTS_ON)
    names = ("Fatima", "Ineke", "Joris", "Willem", "Anneke", "Dirk")

    def without_mentor(name: str) -> list[str]:
        return [
            school_class.name for school_class in cast.desk(name).school.classes_without_mentor()
        ]

    assert [without_mentor(name) for name in names] == [[]] * 6
    cast.store.school.end_assignment(cast.staff["Samira"], held, YESTERDAY, cast.staff["Ineke"])

    assert [without_mentor(name) for name in names] == [["2B"], ["2B"], [], [], [], []]
    # The case is at level 1, and without a mentor it is the coordinator's to look after.
    assert [case.case_id for case in cast.desk("Fatima").cases.all()] == [case_id]
    assert {"talk_target", "stopped"} <= set(steps(cast.desk("Fatima"), case_id))


def test_a_class_without_pupils_needs_no_mentor(cast: Cast) -> None:
    cast.desk("Ineke").office.add_class("2D", 2, "onderbouw", THIS_YEAR)
    assert cast.desk("Fatima").school.classes_without_mentor() == []


def test_a_mentor_who_is_also_coordinator_has_both_and_nothing_twice(cast: Cast) -> None:
    hired(
        cast,
        "Bo",
        Assignment(Role.MENTOR, cast.classes["2C"], TODAY),
        Assignment(Role.COORDINATOR, "2", TODAY),
    )
    own = cast.case(target="Sem", displaying="Lotte", reporter="Joris").subject_id
    other = cast.case().subject_id
    assert (sees(cast.desk("Bo"), own), sees(cast.desk("Bo"), other)) == (True, False)
    raised(cast, other, 2)

    outcome = [line.step_id for line in lines(cast.desk("Bo"), other)]
    assert sorted(outcome) == ["", "coordinator", "measure_2"]
    assert news(cast.desk("Bo"), other) == [News.LEVEL_2]
    mine = [line.step_id for line in lines(cast.desk("Bo"), own)]
    assert len(mine) == len(set(mine))
    assert "talk_target" in mine


# --- the turn of the year -------------------------------------------------------------------------


@pytest.fixture
def turning(cast: Cast) -> Cast:
    """The cast with the next year made: 3B, 3C and 5V1; Eva is going to be mentor of 3B."""
    office = cast.desk("Ineke").office
    office.add_school_year(office.next_year())
    for name, year_group, team in (
        ("3B", 3, "onderbouw"),
        ("3C", 3, "onderbouw"),
        ("5V1", 5, "bovenbouw"),
    ):
        cast.classes[name] = office.add_class(name, year_group, team, NEXT_YEAR)
    held = Assignment(Role.MENTOR, cast.classes["3B"], NEW_YEAR_STARTS_ON)
    hired(cast, "Eva", held)
    return replace(cast, classes=dict(cast.classes))


def turned(cast: Cast, **to: str) -> dict[str, int]:
    """The turn of this year, by the names of the classes."""
    chosen = {
        cast.classes[name]: cast.classes.get(outcome, outcome) for name, outcome in to.items()
    }
    went = cast.desk("Ineke").office.handover.turn_year(THIS_YEAR, chosen)
    names = {class_id: name for name, class_id in cast.classes.items()}
    return {names[class_id]: count for class_id, count in went.items()}


def class_on(cast: Cast, pupil: str, day: date) -> str:
    pupil_id = cast.pupils[pupil]
    return cast.store.school.pupils([pupil_id], day)[pupil_id].class_name


def test_the_next_class_is_proposed_by_its_name_with_how_many_pupils_wait(turning: Cast) -> None:
    (turn,) = turning.desk("Ineke").office.handover.year_turns()

    names = {class_id: name for name, class_id in turning.classes.items()}
    outcome = {t.held.name: (t.count_waiting, names[t.proposed]) for t in turn.classes}
    assert outcome == {"2B": (4, "3B"), "2C": (2, "3C"), "4V1": (1, "5V1")}
    assert (turn.ending.school_year, turn.following.school_year) == (THIS_YEAR, NEXT_YEAR)
    assert set(turn.sizes.values()) == {0}


def test_before_there_is_a_next_year_there_is_nothing_to_turn(shared: Cast) -> None:
    assert shared.desk("Ineke").office.handover.year_turns() == []
    with pytest.raises(InputRefused, match="Voeg eerst het volgende schooljaar toe"):
        turned(shared, **{"2B": LEAVES})


@pytest.mark.parametrize("day", [TODAY, date(2027, 9, 6)], ids=["before", "after it began"])
def test_all_pupils_of_a_year_move_in_one_act(turning: Cast, day: date) -> None:
    chosen = {turning.classes[a]: turning.classes[b] for a, b in (("2B", "3B"), ("2C", "3C"))}
    chosen[turning.classes["4V1"]] = LEAVES

    turning.desk("Ineke", day).office.handover.turn_year(THIS_YEAR, chosen)

    last = NEW_YEAR_STARTS_ON - timedelta(days=1)
    assert [class_on(turning, n, last) for n in ("Noor", "Sem")] == ["2B", "2C"]
    assert [class_on(turning, n, NEW_YEAR_STARTS_ON) for n in ("Noor", "Sem")] == ["3B", "3C"]
    tim = turning.pupils["Tim"]
    assert turning.store.school.pupils([tim], NEW_YEAR_STARTS_ON)[tim].left_on == last


def test_a_second_press_does_no_harm(turning: Cast) -> None:
    assert turned(turning, **{"2B": "3B", "4V1": LEAVES}) == {"2B": 4, "4V1": 1}
    moved(turning, "Daan", "3C", NEW_YEAR_STARTS_ON)

    assert turned(turning, **{"2B": "3B", "4V1": "5V1"}) == {"2B": 0, "4V1": 0}

    assert class_on(turning, "Daan", NEW_YEAR_STARTS_ON) == "3C"
    assert class_on(turning, "Tim", FIRST_SCHOOL_DAY) == "4V1"
    seats = turning.store.database.rows(
        "select count(*) from enrolment where pupil_id = $1", (turning.pupils["Noor"],)
    )
    assert seats == [(2,)]


def test_who_has_a_class_next_year_is_left_as_is(turning: Cast) -> None:
    moved(turning, "Emma", "3C", NEW_YEAR_STARTS_ON)

    assert turned(turning, **{"2B": "3B"}) == {"2B": 3}

    assert class_on(turning, "Emma", NEW_YEAR_STARTS_ON) == "3C"


def test_who_left_during_the_year_does_not_come_back(turning: Cast) -> None:
    turning.store.school.pupil_leaves(turning.pupils["Emma"], TODAY, turning.staff["Ineke"])

    assert turned(turning, **{"2B": "3B"}) == {"2B": 3}


def test_a_class_may_wait(turning: Cast) -> None:
    assert turned(turning, **{"2B": "3B", "2C": LATER}) == {"2B": 4}
    (turn,) = turning.desk("Ineke").office.handover.year_turns()
    assert {outcome.held.name for outcome in turn.classes} == {"2C", "4V1"}
    assert turn.sizes[turning.classes["3B"]] == 4
    assert sum(turn.sizes.values()) == 4
    with pytest.raises(InputRefused, match="minstens één klas"):
        turned(turning, **{"2C": LATER})


@pytest.mark.parametrize(
    ("held", "to"), [("2C", "2B"), ("2C", "4V1"), ("3B", "3C"), ("2C", NOBODY)]
)
def test_a_class_of_another_year_is_refused_and_nobody_has_moved(
    turning: Cast, held: str, to: str
) -> None:
    with pytest.raises(InputRefused, match="een klas van 2027-2028"):
        turned(turning, **{"2B": "3B", held: to})
    assert class_on(turning, "Noor", FIRST_SCHOOL_DAY) == "2B"


def test_a_pupil_who_is_not_there_stops_a_move_of_many(turning: Cast) -> None:
    ids = [turning.pupils["Noor"], str(uuid4())]
    with pytest.raises(NotHere):
        turning.desk("Ineke").office.move_pupils(ids, turning.classes["2C"], TODAY)
    with pytest.raises(NotHere):
        turning.store.school.move_pupils(ids, turning.classes["2C"], TODAY, "")
    assert class_on(turning, "Noor", TODAY) == "2B"


def test_a_case_over_the_summer_is_at_the_new_mentor_with_its_label_and_its_terms(
    turning: Cast,
) -> None:
    desk = turning.desk("Samira", LAST_SCHOOL_DAY)
    melding = turning.melding(reported_on=LAST_SCHOOL_DAY)
    receipt = desk.cases.report(melding, form_key="summer")
    turned(turning, **{"2B": "3B", "2C": "3C", "4V1": "5V1"})
    case_id = receipt.subject_id

    # On 31 July it is still Samira's, on 1 August Eva's.
    last = NEW_YEAR_STARTS_ON - timedelta(days=1)
    assert [sees(turning.desk(n, last), case_id) for n in ("Samira", "Eva")] == [True, False]
    started = lines(turning.desk("Eva", NEW_YEAR_STARTS_ON), case_id)
    assert not sees(turning.desk("Samira", NEW_YEAR_STARTS_ON), case_id)
    assert [line.news for line in started if line.news] == [News.TAKEN_OVER]
    assert {line.label for line in started} == {receipt.label}
    assert receipt.label.startswith("2026-")

    # Two school days after the last one before the vacation is the second one after it.
    due = {line.step_id: line for line in lines(turning.desk("Eva", FIRST_SCHOOL_DAY), case_id)}
    assert due["talk_target"].due_on == FIRST_SCHOOL_DAY + timedelta(days=1)
    assert due["parents"].due_on == FIRST_SCHOOL_DAY + timedelta(days=4)
    assert {line.late_by for line in due.values()} == {0}
    assert due["talk_target"].class_names == ("3B",)

    recorded(
        turning.desk("Eva", FIRST_SCHOOL_DAY), case_id, TALK, "talk_target", turning.pupils["Noor"]
    )
    assert "talk_target" not in steps(turning.desk("Eva", FIRST_SCHOOL_DAY), case_id)


def test_a_gepeste_who_left_at_the_turn_leaves_the_steps_to_a_mentor_who_is_there(
    turning: Cast,
) -> None:
    held = Assignment(Role.MENTOR, turning.classes["2B"], YEAR_STARTS_ON)
    last = NEW_YEAR_STARTS_ON - timedelta(days=1)
    case_id = turning.case().subject_id
    turning.store.school.pupil_leaves(turning.pupils["Noor"], last, turning.staff["Ineke"])
    turned(turning, **{"2B": "3B"})
    turning.store.school.end_assignment(turning.staff["Samira"], held, last, turning.staff["Ineke"])

    lines = steps(turning.desk("Eva", FIRST_SCHOOL_DAY), case_id)

    assert {"talk_target", "talk_displaying", "stopped"} <= set(lines)


def test_next_years_class_without_a_mentor_is_told_when_the_year_has_begun(turning: Cast) -> None:
    turned(turning, **{"2B": "3B", "2C": "3C", "4V1": "5V1"})

    def without_mentor(name: str, day: date) -> list[str]:
        return [
            school_class.name
            for school_class in turning.desk(name, day).school.classes_without_mentor()
        ]

    assert without_mentor("Ineke", TODAY) == []
    assert without_mentor("Ineke", NEW_YEAR_STARTS_ON) == ["3C", "5V1"]
    assert without_mentor("Fatima", NEW_YEAR_STARTS_ON) == []
