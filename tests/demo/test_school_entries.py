"""The cases of the demo school could have been written with the program, by its own rules."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random

import pytest

from casework import entries as kinds
from casework.card.model import packaged_card
from casework.cases.case import Case, CaseState
from casework.cases.escalation import proposed_level
from casework.cases.recording import checked
from casework.cases.steps import StepStatus, step_states
from casework.entries import Entry, NewEntry
from casework.school_days import SchoolDays
from data.free_days import school_days
from demo.clock import SchoolClock, school_years
from demo.openings import slots
from demo.roster.positions import POSITIONS
from demo.roster.school import DemoSchool
from demo.school_entries import SchoolEntries

TODAY = date(2026, 11, 24)
History = Sequence[Entry]


@cache
def calendar(today: date, years: int = 3) -> SchoolDays:
    dates = school_years(today, years)
    return school_days("Midden", (), dates[0].starts_on, dates[-1].ends_on + timedelta(days=365))


@cache
def made(
    today: date = TODAY, cases: int = 250, years: int = 3, seed: int = 1
) -> tuple[DemoSchool, list[History], list[History]]:
    rng = Random(seed)
    clock = SchoolClock(calendar(today, years), school_years(today, years), today)
    slots_of_school = slots(rng, clock, cases, 1)[0]
    school = DemoSchool(rng, clock, 1, set())
    book = SchoolEntries(school, packaged_card(), rng)
    return school, list(book.histories(slots_of_school)), list(book.mentor_hours())


def folded(history: History, today: date = TODAY) -> Case:
    return Case.from_entries(history, packaged_card(), calendar(today), today)


@cache
def all_cases() -> list[Case]:
    return [folded(history) for history in made()[1]]


def as_new(entry: Entry) -> NewEntry:
    return NewEntry(entry.payload, entry.happened_on, entry.step, entry.pupil_id)


# --- legal ------------------------------------------------------------------------------------


def test_every_entry_could_have_been_recorded_when_it_was() -> None:
    """Played back through the Desk's own checks: each entry, with what follows from it."""
    days = calendar(TODAY)
    for history in made()[1]:
        number = next(n for n, e in enumerate(history) if e.kind == "level_reached") + 1
        while number < len(history):
            if is_melding(history[number : number + 2]):
                number += 1
                continue
            when = history[number].recorded_at.date()
            before = Case.from_entries(history[:number], packaged_card(), days, when)
            expected = checked(before, [as_new(history[number])], {})
            written = history[number : number + len(expected)]
            assert [as_new(entry) for entry in written] == expected
            number += len(expected)


def is_melding(entries: History) -> bool:
    """A next melding, or the reopening that goes in front of it."""
    written = [entry.kind for entry in entries if entry.payload.corrects is None]
    if not written:
        return False
    return written[0] == "reported" or written == ["reopened", "reported"]


def test_an_opening_is_written_as_the_desk_writes_it() -> None:
    for history in made()[1]:
        written = [entry.kind for entry in history]
        count = written.index("level_reached") - 2
        opening = ["case_opened", "reported", *["pupil_involved"] * count, "level_reached"]
        assert count >= 1
        assert written[: count + 3] == opening
        assert len({entry.recorded_at for entry in history[: count + 3]}) == 1


def test_a_level_is_reached_only_when_the_program_proposed_it() -> None:
    count = 0
    for history in made()[1]:
        for number, entry in enumerate(history):
            level = entry.payload
            if isinstance(level, kinds.LevelReached) and level.level > 1:
                proposal = proposed_level(folded(history[:number]))
                assert proposal is not None
                assert (proposal.level, proposal.cause) == (level.level, level.cause)
                count += 1
    assert count > 20


def test_numbers_run_from_one_without_a_gap_in_order_of_recording() -> None:
    for history in [*made()[1], *made()[2]]:
        assert [entry.number for entry in history] == list(range(1, len(history) + 1))
        moments = [entry.recorded_at for entry in history]
        assert moments == sorted(moments)


def test_labels_count_per_school_year_in_order_of_opening() -> None:
    opened = sorted(all_cases(), key=lambda case: case.label)
    assert len({case.label for case in opened}) == 250
    for start in ("2024", "2025", "2026"):
        this_year = [case for case in opened if case.label.startswith(start)]
        assert [case.label for case in this_year] == [
            f"{start}-{n:03d}" for n in range(1, len(this_year) + 1)
        ]
        days = [case.opened_on for case in this_year]
        assert days == sorted(days)


def test_every_case_shows_all_its_steps() -> None:
    for case in all_cases():
        assert {state.step.id for state in step_states(case)} >= {"report", "stopped"}


def test_whoever_records_is_the_mentor_of_that_day_or_a_colleague_with_that_task() -> None:
    school, histories, hours = made()
    assignments = {person.staff_id: person.assignments for person in school.staff}
    for history in [*histories, *hours]:
        for entry in history:
            day = entry.recorded_at.date()
            roles = {task.role for task in assignments[entry.recorded_by] if task.holds_on(day)}
            needed = {
                "colleague_involved": {"coordinator", "team_leader"},
                "mentor_hour_held": {"mentor"},
            }
            assert roles & needed.get(entry.kind, {"mentor", "coordinator", "team_leader"}) or (
                entry.kind in ("support_advised", "support_more_asked") and "support_team" in roles
            )


# --- every situation --------------------------------------------------------------------------


def has(*kinds_of_entry: str) -> Callable[[Case], bool]:
    return lambda case: set(kinds_of_entry) <= {entry.kind for entry in case.entries}


def aftercare_is(late_by: Callable[[int], bool]) -> Callable[[Case], bool]:
    def holds(case: Case) -> bool:
        return any(
            moment.done is not None
            and late_by(case.school_days.between(moment.window_ends_on, moment.done.happened_on))
            for moment in case.aftercare
        )

    return holds


def reopened_by(cause: str) -> Callable[[Case], bool]:
    return lambda case: any(payload.cause == cause for _, payload in case.of(kinds.Reopened))


def joint_talk(status: StepStatus) -> Callable[[Case], bool]:
    return lambda case: any(
        state.step.id == "talk_joint" and state.status is status for state in step_states(case)
    )


def classes_of(case: Case) -> set[str]:
    return {part.home.class_id for part in case.parts.values()}


def runs_over_the_turn(case: Case) -> bool:
    last = case.entries[-1].happened_on
    return any(case.opened_on < date(year, 8, 1) < last for year in (2025, 2026))


def set_aside(step: str) -> Callable[[Case], bool]:
    return lambda case: any(
        entry.step == step and entry.kind == "step_set_aside" for entry in case.entries
    )


def unanswered(case: Case) -> bool:
    return any(
        state.step.id == "five_questions" and state.status is StepStatus.OPEN
        for state in step_states(case)
    )


def corrected(case: Case, kind: type[kinds.Payload]) -> bool:
    return any(payload.corrects for _, payload in case.of(kind))


def looked_back(case: Case) -> list[tuple[Entry, kinds.AgreementReviewed]]:
    return list(case.of(kinds.AgreementReviewed))


SITUATIONS: dict[str, Callable[[Case], bool]] = {
    "level 1": lambda case: case.level == 1,
    "level 2": lambda case: case.level == 2,
    "level 3": lambda case: case.level == 3,
    "running": lambda case: case.state is CaseState.RUNNING,
    "stopped": lambda case: case.state is CaseState.STOPPED,
    "closed": lambda case: case.ending == "stopped",
    "nazorg on time": aftercare_is(lambda late: late <= 0),
    "nazorg late": aftercare_is(lambda late: late > 0),
    "nazorg missed": lambda case: any(
        moment.is_open and moment.window_ends_on < TODAY for moment in case.aftercare
    ),
    "nazorg moved": has("aftercare_moved"),
    "nazorg set aside": has("aftercare_set_aside"),
    "closed with nazorg open": lambda case: any(
        payload.count_open_aftercare and payload.reason for _, payload in case.of(kinds.Closed)
    ),
    "reopened by a new melding": reopened_by("new_report"),
    "reopened after nazorg": reopened_by("aftercare_worse"),
    "group level": lambda case: case.group_level,
    "no bullying": lambda case: case.ending == "no_bullying",
    "left school": lambda case: case.ending == "left_school",
    "ended otherwise": lambda case: case.ending == "other",
    "serious sign with a route": has("serious_decided"),
    "serious sign undecided": lambda case: case.is_serious and not has("serious_decided")(case),
    "two classes": lambda case: len(classes_of(case)) > 1,
    "role withdrawn": lambda case: any(
        not payload.role for _, payload in case.of(kinds.RoleChanged)
    ),
    "role changed": lambda case: any(payload.role for _, payload in case.of(kinds.RoleChanged)),
    "entry withdrawn": has("entry_withdrawn"),
    "parents not informed": set_aside("parents"),
    "joint talk held": joint_talk(StepStatus.DONE),
    "joint talk set aside": joint_talk(StepStatus.SET_ASIDE),
    "joint talk behind the gate": joint_talk(StepStatus.BLOCKED),
    "question without advice": lambda case: (
        case.was_put_to_support and not has("support_advised")(case)
    ),
    "more information answered": has("support_more_asked", "support_answered", "support_advised"),
    "advice followed in part": lambda case: any(
        payload.followed == "partly" for _, payload in case.of(kinds.AdviceUsed)
    ),
    "advice used": has("support_asked", "support_advised", "advice_used"),
    "five questions unanswered": unanswered,
    "over the turn of the year": runs_over_the_turn,
    "group level in two classes": lambda case: case.group_level and len(classes_of(case)) > 1,
    "talk put right": lambda case: corrected(case, kinds.TalkHeld),
    "day of a melding put right": lambda case: corrected(case, kinds.Reported),
    "agreement kept": lambda case: {"yes"} <= {payload.kept for _, payload in looked_back(case)},
    "agreement not kept": lambda case: {"no"} <= {payload.kept for _, payload in looked_back(case)},
    "handed over": has("handover_noted"),
    "measure for one pupil": lambda case: any(
        m.agreed.for_pupil in case.parts for m in case.measures
    ),
    "something did not help": lambda case: any(s.not_helped for _, s in case.of(kinds.Evaluated)),
    "level declined": has("level_declined"),
    "measure failed": lambda case: any(m.outcome == "same" for m in case.measures),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_situation_of_the_card_occurs(situation: str) -> None:
    assert any(SITUATIONS[situation](case) for case in all_cases())


# --- plausible --------------------------------------------------------------------------------


def test_the_school_has_the_size_that_was_asked() -> None:
    school, histories, _ = made()
    assert len(histories) == 250
    assert len(POSITIONS) == 40
    for year in school.clock.years:
        day = year.starts_on + timedelta(days=60)
        if day < TODAY:
            here = sum(pupil.is_here(day) for pupil in school.pupils)
            assert 900 <= here <= 1100
    assert 55 <= sum(person.ended_on is None for person in school.staff) <= 70


def test_kinds_of_bullying_come_as_often_as_the_source_says() -> None:
    """37 % verbally, 22 % online, about 20 % excluded (nji.nl, VO 2021); 250 cases: ± 10."""
    first = Counter(case.reports[0][1].kinds[0] for case in all_cases())
    shares = {kind: 100 * count / 250 for kind, count in first.items()}
    assert shares["verbal"] == pytest.approx(37, abs=10)
    assert shares["online"] == pytest.approx(22, abs=10)
    assert shares["excluding"] == pytest.approx(20, abs=10)


def test_pupils_move_up_and_some_leave() -> None:
    school, _, _ = made()
    years = Counter(len({s.class_index // 40 for s in pupil.stays}) for pupil in school.pupils)
    assert years[3] > 400
    assert sum(pupil.left_on is not None for pupil in school.pupils) > 100


def test_a_pupil_is_in_one_class_at_a_time() -> None:
    school, _, _ = made()
    for pupil in school.pupils:
        for stay, following in zip(pupil.stays, pupil.stays[1:], strict=False):
            assert stay.ends_on is not None
            assert stay.starts_on <= stay.ends_on < following.starts_on


def test_notes_call_pupils_by_their_first_name_and_leave_no_blank() -> None:
    school, histories, _ = made()
    given = {pupil.pupil_id: pupil.name.given for pupil in school.pupils}
    named = 0
    for history in histories:
        for entry in history:
            text = " ".join(entry.payload.sealed().values())
            assert "{" not in text
            named += bool(entry.pupil_id) and given[entry.pupil_id] in text
    assert named > 500


def test_mentor_hours_are_a_subject_of_their_own() -> None:
    school, _, hours = made()
    assert {history[0].subject_id for history in hours} <= {c.class_id for c in school.classes}
    assert {entry.step for history in hours for entry in history} == {"mentor_hour"}
    assert len(hours) >= 100


# --- the people to be -------------------------------------------------------------------------


def cases_in(name: str) -> list[Case]:
    school, histories, _ = made()
    index = school.class_index[-1][[p.name for p in POSITIONS].index(name)]
    here = {school.pupils[n].pupil_id for n in school.members[index]}
    return [case for case in map(folded, histories) if here & set(case.parts)]


def test_samira_finds_something_late_something_due_and_something_new() -> None:
    running = [case for case in cases_in("2B") if case.state is not CaseState.CLOSED]
    states = [(s, case) for case in running for s in step_states(case) if s.is_open]
    assert any(s.step.id == "parents" and s.late_by(case) == 2 for s, case in states)
    tomorrow = calendar(TODAY).after(TODAY, 1)
    assert any(s.step.id == "aftercare" and s.due_on == tomorrow for s, _ in states)
    assert any(calendar(TODAY).between(case.opened_on, TODAY) == 1 for case in running)
    agreed = [(s.late_by(case), s.due_on) for s, case in states if s.step.id == "agreement"]
    assert agreed == [(1, date(2026, 11, 23)), (0, tomorrow)]
    assert 4 <= len(running) <= 8


def test_joris_finds_a_serious_sign_without_a_decision() -> None:
    assert any(
        state.step.id == "serious" and state.status is StepStatus.OPEN
        for case in cases_in("3H2")
        for state in step_states(case)
    )


def test_joris_took_over_a_class_with_running_cases_this_week() -> None:
    school, histories, _ = made()
    joris = school.personas[1]
    index = school.class_index[-1][[p.name for p in POSITIONS].index("3H2")]
    mentors = [(starts_on, staff_id) for starts_on, _, staff_id in school.mentors[index]]
    assert mentors[-1] == (date(2026, 11, 20), joris)
    assert len(mentors) == 2
    running = [h for h in histories if folded(h) in cases_in("3H2")]
    handovers = [e for h in running for e in h if e.kind == "handover_noted"]
    assert [entry.recorded_by for entry in handovers] == [mentors[0][1]]
    assert any(joris not in {entry.recorded_by for entry in history} for history in running)


def test_a_gepeste_came_to_2b_in_mid_case() -> None:
    school, _, _ = made()
    pupils = {pupil.pupil_id: pupil for pupil in school.pupils}
    this_year = [case for case in cases_in("2B") if case.opened_on > date(2026, 8, 1)]
    moved = [
        c for c in this_year if pupils[c.pupils("target")[0]].stays[-1].starts_on > c.opened_on
    ]
    assert len(moved) == 1
    assert "entry_withdrawn" in {entry.kind for entry in moved[0].entries}


def test_a_pestende_leerling_left_and_has_no_nazorg_any_more() -> None:
    school, _, _ = made()
    left = {pupil.pupil_id: pupil.left_on or TODAY for pupil in school.pupils}
    moments = [
        moment
        for case in cases_in("2D")
        for moment in case.aftercare
        if case.opened_on < left.get(moment.planned.pupil_id, TODAY) < moment.planned.happened_on
    ]
    assert moments
    assert all(moment.set_aside for moment in moments)


def test_a_class_lost_its_mentor_and_the_coordinator_stands_in() -> None:
    school, _, _ = made()
    index = school.class_index[-1][[p.name for p in POSITIONS].index("2H")]
    last = max(ends_on for _, ends_on, _ in school.mentors[index])
    assert last == date(2026, 11, 15)
    assert not school.has_mentor(index, TODAY)
    stands_in = school.colleague("coordinator", school.classes[index])
    assert school.mentor(index, TODAY) == stands_in


def test_cases_of_before_the_autumn_follow_the_card_of_then() -> None:
    school, histories, _ = made()
    changed = school.clock.day(school.clock.second_card_from)
    for history in histories:
        opened = history[0].happened_on
        assert {entry.card_version for entry in history} == {2 if opened >= changed else 1}


def test_every_person_to_be_works_there() -> None:
    school, _, _ = made()
    names = {person.staff_id: person.name.full for person in school.staff}
    assert [names[staff_id] for staff_id in school.personas] == [
        "Samira el Idrissi",
        "Joris Veenstra",
        "Dwight Pinas",
        "Anneke van der Linden",
        "Rania Haddad",
        "Henk Boersma",
        "Agnieszka Kowalska",
        "Judith Lansink",
        "Ruud Onderwater",
        "Nadia Groothuis",
    ]


# --- any day ----------------------------------------------------------------------------------

AWKWARD_DAYS = [
    date(2026, 7, 31),
    date(2026, 8, 1),
    date(2026, 8, 19),
    date(2026, 9, 1),
    date(2026, 12, 25),
    date(2027, 1, 3),
    date(2027, 4, 27),
    date(2028, 2, 29),
    date(2027, 6, 12),
]


@pytest.mark.parametrize("today", AWKWARD_DAYS)
def test_on_any_day_everything_happened_before_today_on_a_school_day(today: date) -> None:
    days = calendar(today)
    _, histories, hours = made(today, 70)
    assert len(histories) == 70
    for history in [*histories, *hours]:
        for entry in history:
            assert entry.recorded_at.date() < today
            assert entry.happened_on <= entry.recorded_at.date()
            assert days.is_school_day(entry.happened_on)
            assert days.is_school_day(entry.recorded_at.date())
    for history in histories:
        assert step_states(folded(history, today))


@pytest.mark.parametrize("today", AWKWARD_DAYS)
def test_on_any_day_no_incident_lies_before_its_school_year_or_after_its_melding(
    today: date,
) -> None:
    for history in made(today, 70)[1]:
        for entry in history:
            payload = entry.payload
            if isinstance(payload, kinds.Reported) and payload.incident_on:
                start = entry.happened_on.year - (entry.happened_on.month < 8)
                assert date(start, 8, 1) <= payload.incident_on <= entry.happened_on


@pytest.mark.parametrize(("cases", "years"), [(0, 3), (1, 1), (12, 2), (90, 6)])
def test_any_size_can_be_made(cases: int, years: int) -> None:
    school, histories, _ = made(TODAY, cases, years)
    assert len(histories) == cases
    assert len(school.clock.years) == max(years, 2)


def test_the_same_seed_gives_the_same_school() -> None:
    again = made.__wrapped__(TODAY, 70, 3, 5)
    first = made(TODAY, 70, 3, 5)
    assert again[1:] == first[1:]
    assert [p.pupil_id for p in again[0].pupils] == [p.pupil_id for p in first[0].pupils]


def test_another_seed_gives_another_school() -> None:
    assert made(TODAY, 70, 3, 6)[1] != made(TODAY, 70, 3, 5)[1]
