"""No work belongs to nobody: who has what a mentor, coördinator or teamleider would have."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.card.edit import Put, edited
from casework.card.model import packaged_card, packaged_text
from casework.cases import owner_words
from casework.cases.agenda import AgendaItem
from casework.desk import Desk
from casework.entries import NewEntry
from casework.errors import NotHere, NotYourStep
from casework.people import Assignment, Reach, Role
from casework.sent_forms import sent_form
from casework.signals.signal import NewSignal
from tests.cast import TODAY, YEAR_STARTS_ON, Cast, record_at

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
IN_TWO_WEEKS = TODAY + timedelta(days=14)
SCOPES = {
    "Samira": (Role.MENTOR, "2B"),
    "Joris": (Role.MENTOR, "2C"),
    "Hanna": (Role.MENTOR, "4V1"),
    "Fatima": (Role.COORDINATOR, "2"),
    "Willem": (Role.TEAM_LEADER, "onderbouw"),
    "Petra": (Role.TEAM_LEADER, "bovenbouw"),
    "Anneke": (Role.SUPPORT_TEAM, ""),
    "Sofie": (Role.SCHOOL_LEADER, ""),
}
WITH_LISTS = ("Samira", "Joris", "Fatima", "Willem", "Petra", "Anneke", "Sofie")


def role_of(cast: Cast, name: str) -> Assignment:
    role, scope = SCOPES[name]
    scope = cast.classes.get(scope) or cast.teams.get(scope) or scope
    return Assignment(role, scope, YEAR_STARTS_ON)


def ends(cast: Cast, *names: str, last_day: date = YESTERDAY) -> None:
    """The roles of these people end."""
    for name in names:
        held, by = role_of(cast, name), cast.staff["Ineke"]
        cast.store.school.end_assignment(cast.staff[name], held, last_day, by)


def sees(desk: Desk, case_id: str) -> bool:
    try:
        desk.cases.open(case_id)
    except NotHere:
        return False
    return True


def lines(cast: Cast, name: str, case_id: str, day: date = TODAY) -> list[AgendaItem]:
    desk = cast.desk(name, day)
    try:
        return [line for line in desk.agenda.items() if line.case_id == case_id]
    except NotHere:
        return []


def steps(cast: Cast, name: str, case_id: str, day: date = TODAY) -> set[str]:
    return {line.step_id for line in lines(cast, name, case_id, day) if line.step_id}


def having(cast: Cast, case_id: str) -> list[str]:
    """On whose Vandaag anything of this case stands, and who can open it: the same people."""
    listed = [name for name in WITH_LISTS if lines(cast, name, case_id)]
    assert listed == [name for name in WITH_LISTS if sees(cast.desk(name), case_id)]
    return listed


def raised(cast: Cast, name: str, case_id: str, level: int) -> None:
    reached = kinds.LevelReached(level=level, proposed=level, cause="judgement", reason="Nodig.")
    record_at(cast.desk(name), case_id, NewEntry(reached, TODAY))


# --- a class without a mentor ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gone", "who"),
    [
        ((), "Samira"),
        (("Samira",), "Fatima"),
        (("Samira", "Fatima"), "Willem"),
        (("Samira", "Fatima", "Willem"), "Sofie"),
    ],
    ids=["mentor", "coordinator", "team leader", "school leader"],
)
def test_the_work_of_a_mentor_goes_up_to_who_is_there(
    cast: Cast, gone: tuple[str, ...], who: str
) -> None:
    case_id = cast.case().subject_id
    ends(cast, *gone)

    assert having(cast, case_id) == [who]
    assert {"talk_target", "parents", "stopped"} <= steps(cast, who, case_id)
    record_at(cast.desk(who), case_id, NewEntry(kinds.Noted(note="Even gebeld."), TODAY))
    assert cast.desk("Ineke").office.cases_without_owner() == []


def test_what_nobody_can_have_is_a_line_for_the_beheerder(cast: Cast) -> None:
    receipt = cast.case()
    ends(cast, "Samira", "Fatima", "Willem", "Sofie")

    assert having(cast, receipt.subject_id) == []
    week_later = TODAY + timedelta(days=8)
    (line,) = cast.desk("Ineke", week_later).office.cases_without_owner()
    assert line.label == "2026-001"
    assert (line.count, line.late_by) == (10, 4)
    assert line.why == (
        "Klas 2B heeft geen mentor, leerjaar 2 heeft geen leerlingcoördinator en team onderbouw "
        "heeft geen teamleider."
    )
    assert "Noor" not in repr(line)


def test_an_ended_account_has_nothing_whatever_its_role_says(cast: Cast) -> None:
    case_id = cast.case().subject_id
    cast.store.school.end_staff(cast.staff["Samira"], TODAY, cast.staff["Ineke"])

    assert lines(cast, "Fatima", case_id)
    assert sees(cast.desk("Fatima"), case_id)


def test_a_mentor_whose_role_begins_later_has_it_from_that_day(cast: Cast) -> None:
    case_id = cast.case().subject_id
    ends(cast, "Samira")
    later = Assignment(Role.MENTOR, cast.classes["2B"], IN_TWO_WEEKS)
    cast.store.school.assign(cast.staff["Dirk"], later, cast.staff["Ineke"])

    assert lines(cast, "Fatima", case_id, IN_TWO_WEEKS - timedelta(days=1))
    # Nothing is written in between: the day alone decides.
    assert lines(cast, "Fatima", case_id, IN_TWO_WEEKS) == []
    assert not sees(cast.desk("Fatima", IN_TWO_WEEKS), case_id)
    assert steps(cast, "Dirk", case_id, IN_TWO_WEEKS) >= {"talk_target", "stopped"}


def test_a_role_with_a_last_day_leaves_the_case_the_day_after(cast: Cast) -> None:
    case_id = cast.case().subject_id
    ends(cast, "Samira", last_day=TODAY)

    assert having(cast, case_id) == ["Samira"]
    assert lines(cast, "Samira", case_id, TOMORROW) == []
    assert steps(cast, "Fatima", case_id, TOMORROW) >= {"talk_target", "stopped"}


def test_a_pupil_who_left_stays_with_who_is_over_the_last_class(cast: Cast) -> None:
    case_id = cast.case(displaying="").subject_id
    cast.store.school.pupil_leaves(cast.pupils["Noor"], YESTERDAY, cast.staff["Ineke"])
    ends(cast, "Samira")

    assert having(cast, case_id) == ["Fatima"]


def test_who_stands_in_reads_on_what_was_closed_and_not_for_ever(cast: Cast) -> None:
    case_id = cast.case().subject_id
    ends(cast, "Samira")
    closed = kinds.Closed(ending="no_bullying", reason="Het was een misverstand.")
    record_at(cast.desk("Fatima"), case_id, NewEntry(closed, TODAY))

    assert sees(cast.desk("Fatima"), case_id)
    much_later = TODAY + timedelta(days=90)
    assert not sees(cast.desk("Fatima", much_later), case_id)
    assert cast.desk("Fatima", much_later).cases.all() == []


def test_who_stands_in_keeps_a_closed_case_with_a_question_that_is_open(cast: Cast) -> None:
    case_id = cast.case().subject_id
    asked = kinds.SupportAsked(question="Wat nu?", tried="Alles.")
    record_at(cast.desk("Samira"), case_id, NewEntry(asked, TODAY, "support"))
    ends(cast, "Samira")
    closed = kinds.Closed(ending="no_bullying", reason="Het was een misverstand.")
    record_at(cast.desk("Fatima"), case_id, NewEntry(closed, TODAY))

    later = cast.desk("Fatima", TODAY + timedelta(days=90))
    assert sees(later, case_id)
    assert [case.case_id for case in later.cases.all()] == [case_id]


def test_nobody_stands_in_where_it_is_not_asked_who_holds_what(cast: Cast) -> None:
    case_id = cast.case().subject_id
    ends(cast, "Samira")
    year_group = Reach(year_groups=frozenset({2}))
    posts = replace(year_group, posts=year_group)

    assert cast.store.facts.summaries(year_group, TODAY) == []
    assert [case.case_id for case in cast.store.facts.summaries(posts, TODAY)] == [case_id]


def test_a_signal_about_a_class_without_anybody_is_on_the_list_as_well(cast: Cast) -> None:
    sent = NewSignal(what="Er werd geduwd.", pupils=(cast.pupils["Noor"],))
    cast.desk("Dirk").signals.send(sent, form_key=str(uuid4()))
    ends(cast, "Samira", "Joris", "Hanna", "Fatima", "Willem", "Petra", "Sofie")

    (line,) = cast.desk("Ineke").office.cases_without_owner()
    assert (line.label, line.count) == ("", 1)


# --- a coördinator, teamleider or team that is not there ------------------------------------------


def test_the_steps_of_a_coordinator_go_to_the_team_leader(cast: Cast) -> None:
    case_id = cast.case().subject_id
    raised(cast, "Samira", case_id, 2)
    assert having(cast, case_id) == ["Samira", "Fatima"]

    ends(cast, "Fatima")

    assert having(cast, case_id) == ["Samira", "Willem"]
    assert steps(cast, "Willem", case_id) == {"coordinator", "measure_2"}
    involved = NewEntry(kinds.ColleagueInvolved(level=2, note="Gelezen."), TODAY, "coordinator")
    with pytest.raises(NotYourStep, match="die rol heeft nu niemand, en de teamleider ziet hem"):
        record_at(cast.desk("Samira"), case_id, involved)
    record_at(cast.desk("Willem"), case_id, involved)
    assert steps(cast, "Willem", case_id) == {"measure_2"}


def test_a_team_without_a_leader_is_led_by_the_school(cast: Cast) -> None:
    case_id = cast.case().subject_id
    raised(cast, "Samira", case_id, 3)
    ends(cast, "Willem")

    assert having(cast, case_id) == ["Samira", "Fatima", "Sofie"]
    assert "team_leader" in steps(cast, "Sofie", case_id)
    involved = NewEntry(kinds.ColleagueInvolved(level=3, note="Gelezen."), TODAY, "team_leader")
    with pytest.raises(NotYourStep, match="en de schoolleiding ziet hem nu op Vandaag"):
        record_at(cast.desk("Samira"), case_id, involved)


def test_who_leads_the_school_sees_no_case_while_there_are_others(cast: Cast) -> None:
    case_id = cast.case().subject_id
    raised(cast, "Samira", case_id, 3)

    assert "Sofie" not in having(cast, case_id)
    with pytest.raises(NotHere):
        cast.desk("Sofie").cases.all()


def test_what_a_missing_team_leader_would_do_is_told_to_the_coordinator(cast: Cast) -> None:
    case_id = cast.case().subject_id
    raised(cast, "Samira", case_id, 3)
    ends(cast, "Willem", "Sofie")

    (line,) = cast.desk("Fatima").agenda.without_owner()
    assert (line.label, line.count) == ("2026-001", 2)
    assert line.why == "Team onderbouw heeft geen teamleider."
    assert cast.desk("Ineke").office.cases_without_owner() == [line]
    assert cast.desk("Samira").agenda.without_owner() == []
    involved = NewEntry(kinds.ColleagueInvolved(level=3, note="Gelezen."), TODAY, "team_leader")
    with pytest.raises(NotYourStep, match="staat bij Zaken zonder iemand"):
        record_at(cast.desk("Samira"), case_id, involved)


def test_a_step_that_is_not_asked_yet_is_said_to_be_on_nobodys_list(cast: Cast) -> None:
    case_id = cast.case().subject_id
    involved = NewEntry(kinds.ColleagueInvolved(level=2, note="Gelezen."), TODAY, "coordinator")

    with pytest.raises(NotYourStep) as refusal:
        record_at(cast.desk("Samira"), case_id, involved)
    assert "Vandaag" not in str(refusal.value)
    assert "nog niet aan de beurt" in str(refusal.value)


def test_a_question_to_a_team_without_members_is_on_the_list(cast: Cast) -> None:
    case_id = cast.case().subject_id
    asked = kinds.SupportAsked(question="Wat nu?", tried="Alles.")
    record_at(cast.desk("Samira"), case_id, NewEntry(asked, TODAY, "support"))
    assert cast.desk("Ineke").office.cases_without_owner() == []

    ends(cast, "Anneke")

    (line,) = cast.desk("Ineke").office.cases_without_owner()
    assert line.count == 1
    assert "ondersteuningsteam heeft niemand" in line.why


def test_the_only_member_who_asked_does_not_answer_the_own_question(cast: Cast) -> None:
    held = Assignment(Role.SUPPORT_TEAM, "", YEAR_STARTS_ON)
    cast.store.school.assign(cast.staff["Samira"], held, cast.staff["Ineke"])
    ends(cast, "Anneke")
    case_id = cast.case().subject_id
    asked = kinds.SupportAsked(question="Wat nu?", tried="Alles.")
    record_at(cast.desk("Samira"), case_id, NewEntry(asked, TODAY, "support"))

    assert [line.count for line in cast.desk("Ineke").office.cases_without_owner()] == [1]


# --- a card that gives steps to others ------------------------------------------------------------


def card_with(cast: Cast, *changes: tuple[str, str, str | bool]) -> None:
    """Another card in use: with another value of a setting of these steps."""
    places = [step.id for step in packaged_card().all_steps]
    puts = [Put(("steps", places.index(step), key), value) for step, key, value in changes]
    text = edited(packaged_text(), puts)
    cast.store.cards.keep(text, cast.staff["Ineke"], cast.desk("Ineke").now())


def test_who_has_a_step_from_the_start_sees_the_case_from_the_start(cast: Cast) -> None:
    card_with(
        cast, ("talk_target", "who", "coordinator"), ("talk_displaying", "who", "team_leader")
    )
    case_id = cast.case().subject_id

    assert having(cast, case_id) == ["Samira", "Fatima", "Willem"]
    assert steps(cast, "Fatima", case_id) == {"talk_target"}
    assert steps(cast, "Willem", case_id) == {"talk_displaying"}
    talk = kinds.TalkHeld(notes="Kort gesproken.")
    new = NewEntry(talk, TODAY, "talk_target", cast.pupils["Noor"])
    record_at(cast.desk("Fatima"), case_id, new)
    assert sees(cast.desk("Fatima"), case_id)


def test_a_case_under_an_older_card_stays_with_who_had_it(cast: Cast) -> None:
    case_id = cast.case().subject_id
    card_with(cast, ("talk_target", "who", "coordinator"))

    assert having(cast, case_id) == ["Samira"]


def test_a_step_asked_by_what_was_said_makes_the_case_seen_by_then(cast: Cast) -> None:
    card_with(cast, ("triangle", "who", "coordinator"))
    case_id = cast.case().subject_id
    assert having(cast, case_id) == ["Samira"]

    added = kinds.AnalysisAdded(verdict="bullying")
    record_at(cast.desk("Samira"), case_id, NewEntry(added, TODAY, "five_questions"))

    assert having(cast, case_id) == ["Samira", "Fatima"]


def test_a_level_that_brings_in_another_role_makes_that_role_see_it(cast: Cast) -> None:
    text = packaged_text().replace(
        'title = "niveau 2"\nwho = "coordinator"', 'title = "niveau 2"\nwho = "team_leader"'
    )
    cast.store.cards.keep(text, cast.staff["Ineke"], cast.desk("Ineke").now())
    case_id = cast.case().subject_id
    raised(cast, "Samira", case_id, 2)

    assert "Willem" in having(cast, case_id)


# --- the sentences that say who has it ------------------------------------------------------------


def said_at_level(cast: Cast, case_id: str, level: int) -> str:
    file = cast.desk("Samira").cases.open(case_id)
    return owner_words.brought_in(file.case, level, file.around)


def test_who_comes_in_at_a_level_is_said_as_it_is(cast: Cast) -> None:
    case_id = cast.case().subject_id
    assert said_at_level(cast, case_id, 2) == "De leerlingcoördinator ziet hem nu op Vandaag."
    assert said_at_level(cast, case_id, 3) == "De teamleider ziet hem nu op Vandaag."

    ends(cast, "Fatima")
    assert said_at_level(cast, case_id, 2) == (
        "Er is nu geen leerlingcoördinator; de teamleider ziet hem nu op Vandaag."
    )
    ends(cast, "Willem")
    assert said_at_level(cast, case_id, 3) == (
        "Er is nu geen teamleider; de schoolleiding ziet hem nu op Vandaag."
    )
    ends(cast, "Sofie")
    assert said_at_level(cast, case_id, 3) == (
        "Er is nu geen teamleider, en niemand die hem vervangt. Vraag de beheerder wie de rol "
        "krijgt."
    )


def test_at_a_level_without_steps_somebody_sees_the_case_and_no_line(cast: Cast) -> None:
    card_with(cast, ("coordinator", "off", True), ("measure_2", "off", True))
    case_id = cast.case().subject_id

    assert said_at_level(cast, case_id, 2) == "De leerlingcoördinator ziet de zaak vanaf nu."


def test_who_sees_a_question_back_is_said_as_it_is(cast: Cast) -> None:
    case_id = cast.case().subject_id
    asked = kinds.SupportAsked(question="Wat nu?", tried="Alles.")
    record_at(cast.desk("Samira"), case_id, NewEntry(asked, TODAY, "support"))

    def said() -> tuple[str, str]:
        file = cast.desk("Anneke").cases.open(case_id)
        around = cast.desk("Anneke")._access.surroundings([file.case])
        return (
            owner_words.sees_question_back(file.case, around),
            owner_words.sees_answer(file.case, around),
        )

    assert said() == (
        "De vraagsteller ziet hem op Vandaag.",
        "Het ondersteuningsteam ziet het op Vandaag.",
    )
    ends(cast, "Samira")
    assert said()[0] == (
        "De vraagsteller ziet de zaak niet meer; de leerlingcoördinator ziet hem op Vandaag."
    )
    more = kinds.SupportMoreAsked(question="Hoe vaak?")
    record_at(cast.desk("Anneke"), case_id, NewEntry(more, TODAY))
    assert "support" in steps(cast, "Fatima", case_id)


def test_what_was_decided_for_somebody_who_left_is_the_mentors_to_see_to(cast: Cast) -> None:
    case_id = cast.case().subject_id
    raised(cast, "Samira", case_id, 2)
    case = cast.desk("Samira").cases.open(case_id).case
    decided = kinds.TeamDecided(
        meeting_id=str(uuid4()), who=cast.staff["Fatima"], due_on=TOMORROW, decision="Bel thuis."
    )
    desk = cast.desk("Anneke")._access
    desk.append(case, [NewEntry(decided, TODAY)], case.last_number, sent_form("besluit", case_id))
    assert "team_decision" in steps(cast, "Fatima", case_id)

    ends(cast, "Fatima")

    titles = {line.title for line in lines(cast, "Samira", case_id)}
    assert "Besluit van het ondersteuningsteam: uitvoeren" in titles
