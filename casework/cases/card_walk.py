"""A card walked with made-up cases: whether every step that it asks is somebody's who can do it.

The cases go through all that a card can ask: several pupils of two classes, a serious sign, group
level, every level, agreements, measures, the stop, nazorg, a closing and a reopening. At each point
the owner of every open step is looked up, with everybody there and with roles that nobody holds.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.card.reading import Fault
from casework.cases.case import Case
from casework.cases.involvement import ties_of
from casework.cases.melding import Melding, ReportedPart, opening_entries
from casework.cases.recording import checked
from casework.cases.step_owners import Surroundings, owner_of, role_of
from casework.cases.steps import StepState, step_states
from casework.entries import Entry, NewEntry, Payload
from casework.errors import CaseworkError
from casework.people import Action, Actor, Assignment, CaseTies, Home, Reach, Role
from casework.records import MentorTerm
from casework.school_days import SchoolDays

BEGINS_ON = date(2026, 9, 7)
DAYS = SchoolDays(frozenset(), date(2026, 8, 1), date(2027, 7, 31))
LATER = timedelta(days=7)
NOBODY_THERE: tuple[tuple[Role, ...], ...] = (
    (),
    (Role.MENTOR,),
    (Role.COORDINATOR,),
    (Role.MENTOR, Role.COORDINATOR),
)
HOMES = {
    "target-a": Home("class-a", 2, "team-a"),
    "target-b": Home("class-b", 3, "team-b"),
    "displaying-a": Home("class-a", 2, "team-a"),
    "displaying-b": Home("class-b", 3, "team-b"),
}


def walk_faults(card: ActionCard) -> list[Fault]:
    """Each step that the card asks of nobody who can do it, with the place of it."""
    places = {step.id: number for number, step in enumerate(card.all_steps)}
    stuck = {step_id: None for case in made_up_cases(card) for step_id in _stuck_steps(case)}
    return [
        (
            ("steps", places[step_id], "who"),
            f"steps '{step_id}': wie deze stap heeft, kan hem in een zaak niet vastleggen; kies "
            "een andere rol",
        )
        for step_id in stuck
    ]


# --- the cases ------------------------------------------------------------------------------------


@dataclass
class _MadeUp:
    """One case while it grows; what the card does not allow is left out."""

    card: ActionCard
    today: date = BEGINS_ON
    entries: list[Entry] = field(default_factory=list)

    @property
    def case(self) -> Case:
        return Case.from_entries(self.entries, self.card, DAYS, self.today)

    def add(self, new: Sequence[NewEntry]) -> None:
        at = datetime.combine(self.today, time(12), UTC)
        for number, one in enumerate(new, start=len(self.entries) + 1):
            self.entries.append(
                Entry(
                    subject_id="made-up",
                    number=number,
                    payload=one.payload,
                    happened_on=one.happened_on,
                    recorded_at=at,
                    recorded_by="made-up",
                    card_version=self.card.version,
                    step=one.step,
                    pupil_id=one.pupil_id,
                )
            )

    def record(self, payload: Payload, step: str = "", pupil: str = "") -> None:
        with suppress(CaseworkError):
            new = NewEntry(payload, self.today, step, pupil)
            self.add(checked(self.case, [new], HOMES))


def made_up_cases(card: ActionCard) -> Iterator[Case]:
    """A case at each point of its way, and one that stays as it began."""
    plain, whole = _begun(card, is_serious=False), _begun(card, is_serious=True)
    yield plain.case
    yield whole.case
    for level in (2, 3):
        reached = kinds.LevelReached(level=level, proposed=level, cause="judgement", reason="-")
        for made in (plain, whole):
            made.record(reached)
            yield made.case
    _talk_and_agree(whole)
    yield whole.case
    _stop(whole)
    yield whole.case
    whole.today += LATER * 20
    _do_aftercare(whole)
    yield whole.case
    whole.record(kinds.Closed(ending="no_bullying", reason="-"))
    whole.record(kinds.Reopened(cause="judgement", reason="-"))
    yield whole.case


def _begun(card: ActionCard, *, is_serious: bool) -> _MadeUp:
    parts = tuple(
        ReportedPart(pupil_id=pupil, role=pupil.partition("-")[0]) for pupil in sorted(HOMES)
    )
    melding = Melding(
        reported_on=BEGINS_ON,
        parts=parts,
        what="-",
        verdict="bullying",
        group_level=is_serious,
        serious=list(card.lists["serious"])[:1] if is_serious else [],
    )
    made = _MadeUp(card)
    made.add(opening_entries(melding, HOMES, "2026-001", "2026-2027", ""))
    return made


def _talk_and_agree(made: _MadeUp) -> None:
    made.today += LATER
    for pupil in made.case.pupils("target"):
        agreed = kinds.TalkHeld(notes="-", agreements="-", next_on=made.today + LATER)
        made.record(agreed, "talk_target", pupil)
    measure = made.card.measures[0].id
    for step in made.card.steps:
        if step.form == kinds.MeasureAgreed.kind:
            payload = kinds.MeasureAgreed(
                measure=measure, level=1, words="-", reason="-", review_on=made.today + LATER
            )
            made.record(payload, step.id)


def _stop(made: _MadeUp) -> None:
    made.today += LATER
    said_by = next(iter(made.card.lists["said_by"]))
    made.record(kinds.Stopped(said_by=said_by, words="-"), "stopped")


def _do_aftercare(made: _MadeUp) -> None:
    for moment in made.case.current_aftercare[:1]:
        done = kinds.AftercareDone(planned_number=moment.number, outcome="stopped", notes="-")
        made.record(done, "aftercare", moment.planned.pupil_id)


# --- who can do it --------------------------------------------------------------------------------


def _stuck_steps(case: Case) -> Iterator[str]:
    """The steps of this case that are open and that nobody can record."""
    states = [state for state in step_states(case) if state.is_open]
    ties = ties_of(case, HOMES, is_consulted=False)
    for missing in NOBODY_THERE:
        people = _people(missing)
        around = _around(people)
        for state in states:
            owner = owner_of(case, state, around)
            owners = [person for person in people if owner.is_held_by(person)]
            if not owners or not all(_can_do(person, state, ties) for person in owners):
                yield state.step.id


def _people(missing: Sequence[Role]) -> list[Actor]:
    """Somebody for every class, year group and team, but for roles that nobody holds."""
    homes = set(HOMES.values())
    held = {
        *((Role.MENTOR, home.class_id) for home in homes),
        *((Role.COORDINATOR, str(home.year_group)) for home in homes),
        *((Role.TEAM_LEADER, home.team_id) for home in homes),
    }
    people = [
        Actor(f"{role.value} {scope}", "", (Assignment(role, scope),))
        for role, scope in sorted(held)
        if role not in missing
    ]
    posts = Reach()
    for person in people:
        reach = person.reach(Action.RECORD)
        posts = Reach(
            posts.classes | reach.classes,
            posts.year_groups | reach.year_groups,
            posts.teams | reach.teams,
        )
    return [replace(person, posts=posts) for person in people]


def _around(people: Sequence[Actor]) -> Surroundings:
    terms = [
        MentorTerm(held.scope, person.staff_id, date.min, date.max)
        for person in people
        for held in person.assignments
        if held.role is Role.MENTOR
    ]
    return replace(Surroundings.from_terms(BEGINS_ON, HOMES, terms), posts=people[0].posts)


def _can_do(person: Actor, state: StepState, ties: CaseTies) -> bool:
    """Whether somebody sees the case and may record this step as an own one."""
    return role_of(state.step) in person.roles_with(Action.RECORD, ties)
