"""One case as its reader gets it: the folded case with the names that go with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from casework.card.model import Step
from casework.cases.case import Case, CaseState
from casework.cases.escalation import Proposal, comes_next
from casework.cases.step_owners import Surroundings, owner_for, owner_of, role_of
from casework.cases.steps import StepState, is_talk_left_over, next_steps, step_states
from casework.cases.undoing import Save
from casework.entries import Entry, HandoverNoted
from casework.labels import A_COLLEAGUE, A_PUPIL
from casework.name_order import natural_key, text_key
from casework.people import Actor, PersonName, Role
from casework.pupil_labels import full_labels, pupil_labels
from casework.records import Pupil
from casework.words import enumeration


@dataclass(frozen=True)
class OtherMentors:
    """The mentors of another class in the case, by name."""

    names: tuple[str, ...]
    class_name: str

    @property
    def words(self) -> str:
        """ "Joris Kuipers, mentor van 2C"."""
        return f"{enumeration(self.names)}, mentor van {self.class_name}"


NO_READER, NOWHERE = Actor("", ""), Surroundings(date.min, {})


@dataclass(frozen=True)
class CaseFile:
    """A case that somebody may see; names never leave this object for a URL, log or cache.

    `around` says who is mentor of which class in it, from which follows whose each step is.
    `renamed` are the pupils in it who took a new name: what was typed may hold the former one.
    `whereabouts` says of its mentors who is not at work today, and who stands in.
    """

    case: Case
    pupils: Mapping[str, Pupil]
    staff: Mapping[str, PersonName]
    mentors: tuple[PersonName, ...]
    may_record: bool
    may_advise: bool
    reader: Actor = NO_READER
    roles: frozenset[Role] = frozenset()
    undoable: Save | None = None
    around: Surroundings = NOWHERE
    renamed: frozenset[str] = frozenset()
    whereabouts: tuple[str, ...] = ()

    @cached_property
    def steps(self) -> list[StepState]:
        """Every step of the card, in its order."""
        return step_states(self.case)

    @cached_property
    def next_steps(self) -> list[StepState]:
        """The open steps, the most urgent first."""
        return next_steps(self.case)

    @property
    def comes_now(self) -> StepState | None:
        """What this reader does next: an own step first, else the first of all.

        Not one of another mentor, nor of a pupil who left school, as long as there is another; and
        once it has stopped never a talk that was left over.
        """
        gone = {pupil.pupil_id for pupil in self.left_school}
        steps = [step for step in self.next_steps if not is_talk_left_over(self.case, step)]
        own = [state for state in steps if self.is_own(state)]
        here = [state for state in own if state.pupil_id not in gone]
        return next(iter([*here, *own, *steps]), None)

    def is_for_reader(self, step: Step) -> bool:
        """Whether the card gives this step to a role that the reader has in this case."""
        return role_of(step) in self.roles

    def is_own(self, state: StepState) -> bool:
        """Whether the reader is the one who has to do this step."""
        is_held = owner_of(self.case, state, self.around).is_held_by(self.reader)
        return is_held and self.is_for_reader(state.step)

    def other_mentors(self, step: Step, pupil_id: str) -> OtherMentors | None:
        """The mentors whose step it is for this pupil, or without one for the case as a whole,
        when the reader is mentor of another class in this case; else None."""
        if Role(step.who) is not Role.MENTOR or Role.MENTOR not in self.roles:
            return None
        class_id = owner_for(self.case, Role.MENTOR, self.around, pupil_id).scope
        mentors = self.around.mentors(class_id)
        if not mentors or self.reader_id in mentors:
            return None
        names = {pupil.class_id: pupil.class_name for pupil in self.pupils.values()}
        in_order = sorted(map(self.colleague, mentors), key=text_key)
        return OtherMentors(tuple(in_order), names.get(class_id, ""))

    @property
    def reader_id(self) -> str:
        """Who reads it."""
        return self.reader.staff_id

    @property
    def handover(self) -> list[tuple[Entry, HandoverNoted]]:
        """What earlier mentors gave along, the newest first, for who has not written here yet."""
        if any(entry.recorded_by == self.reader_id for entry in self.case.entries):
            return []
        return list(self.case.of(HandoverNoted))[::-1]

    @property
    def left_school(self) -> list[Pupil]:
        """The pupils with a part in an open case who are no longer at school."""
        case = self.case
        if case.state is CaseState.CLOSED:
            return []
        pupils = [self.pupils[pupil] for pupil in case.parts if pupil in self.pupils]
        return [pupil for pupil in pupils if pupil.left_on and pupil.left_on < case.today]

    @property
    def proposal(self) -> Proposal | None:
        """The next level, when the card asks for it."""
        return self.case.proposal

    @property
    def comes_next(self) -> int | None:
        """The level that a further melding would bring."""
        return comes_next(self.case)

    @property
    def class_names(self) -> list[str]:
        """The classes in this case, by name: of its pupils, and those added to it."""
        own = {self.pupils[p].class_name for p in self.case.parts if p in self.pupils}
        return sorted(
            own | {added.class_name for _, added in self.case.added_classes}, key=natural_key
        )

    @property
    def class_ids(self) -> list[str]:
        """The same classes by id: of each of them the mentor hours count."""
        own = {self.pupils[p].class_id for p in self.case.parts if p in self.pupils}
        added = {added.class_id for _, added in self.case.added_classes}
        return sorted(class_id for class_id in own | added if class_id)

    def name(self, pupil_id: str) -> str:
        """The pupil's name in short ("Noor V."), no two alike; a removed one is "een leerling"."""
        return self._labels.get(pupil_id, A_PUPIL)

    @cached_property
    def _labels(self) -> dict[str, str]:
        return pupil_labels(self.pupils.values())

    def full_name(self, pupil_id: str) -> str:
        """The pupil's whole name, no two alike."""
        return self._full_labels.get(pupil_id, A_PUPIL)

    @cached_property
    def _full_labels(self) -> dict[str, str]:
        return full_labels(self.pupils.values())

    def called(self, labels: Mapping[str, str]) -> "CaseFile":
        """The same case with every pupil under another name; one without is "een leerling"."""
        pupils = {pupil: self.pupils[pupil] for pupil in labels if pupil in self.pupils}
        named = {p: replace(person, name=PersonName(labels[p], "")) for p, person in pupils.items()}
        return replace(self, pupils=named)

    def colleague(self, staff_id: str) -> str:
        """The name of a member of staff."""
        name = self.staff.get(staff_id)
        return name.full if name else A_COLLEAGUE


@dataclass(frozen=True)
class PrintedCase:
    """A case that leaves the screen on paper: whose it is, who printed it and when (UTC)."""

    file: CaseFile
    school_name: str
    printed_by: str
    printed_at: datetime
