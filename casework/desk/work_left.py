"""What somebody still has to do before an account or a role ends, in numbers, and who gets it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from casework.cases.case import Case
from casework.cases.involvement import ties_of
from casework.cases.planned_talks import planned_talks
from casework.cases.step_owners import Surroundings, owner_for, owner_of
from casework.cases.steps import next_steps
from casework.cases.team_decisions import is_due_for, team_decisions
from casework.desk.access import Access
from casework.desk.signals import Signals
from casework.labels import ROLES
from casework.people import Action, Assignment, Reach, Role
from casework.signals.signal import Signal, addressed
from casework.words import counted, enumeration
from casework.year_groups import within

NOBODY = ""


@dataclass(frozen=True)
class WorkLeft:
    """How much waits for somebody that goes to others; no case, no name.

    `goes_to`: how much of it goes to whom, by what they are at school; NOBODY for what nobody gets.
    """

    count_steps: int = 0
    count_late: int = 0
    count_talks: int = 0
    count_decisions: int = 0
    count_questions: int = 0
    count_signals: int = 0
    goes_to: tuple[tuple[str, int], ...] = ()

    @property
    def words(self) -> str:
        """In sentences; empty when nothing is left."""
        return f"Er ligt nog werk: {self.counts}. {self._after}".rstrip() if self.counts else ""

    @property
    def counts(self) -> str:
        """How much it is: "12 open stappen (3 te laat) en 1 signaal"; empty when there is none."""
        late = f" ({self.count_late} te laat)" if self.count_late else ""
        parts = [
            f"{counted(self.count_steps, 'open stap', 'open stappen')}{late}",
            counted(self.count_talks, "gepland gesprek", "geplande gesprekken"),
            counted(self.count_decisions, "besluit om uit te voeren", "besluiten om uit te voeren"),
            counted(self.count_questions, "vraag om te beantwoorden", "vragen om te beantwoorden"),
            counted(self.count_signals, "signaal", "signalen"),
        ]
        return enumeration(part for part in parts if not part.startswith("0 "))

    @property
    def _after(self) -> str:
        gets = [f"{count} bij de {title}" for title, count in self.goes_to if title != NOBODY]
        lost = dict(self.goes_to).get(NOBODY, 0)
        words = f"Daarna staat het op Vandaag: {enumeration(gets)}." if gets else ""
        nobody = f"Voor {lost} is er niemand; dat komt bij Zaken zonder iemand." if lost else ""
        return " ".join(filter(None, (words, nobody)))


def work_left(access: Access, staff_id: str, ending: Assignment | None = None) -> WorkLeft:
    """What this person still has, and who gets it when this role ends, or else the account."""
    actor = access.store.school.actor(staff_id, access.today)
    if actor is None:
        return WorkLeft()
    ended = actor.assignments if ending is None else (ending,)
    own = replace(access, actor=actor)
    facts = access.store.facts
    rests_on = (
        facts.sight_version(actor.reach(Action.SEE_CASE), access.today),
        facts.signals_version(),
    )
    question = ("work_left", staff_id, ended, access.today)
    return facts.cached(question, rests_on, lambda: _Leaving(own, ended).left())


class _Leaving:
    """One person now, and as this person would be without some roles."""

    def __init__(self, access: Access, ended: Collection[Assignment]) -> None:
        self._access = access
        self._actor = access.actor
        kept = tuple(held for held in self._actor.assignments if held not in ended)
        self._others = _assignments_after(access, kept)
        self._posts = _posts_of(self._others)
        self._after = replace(self._actor, assignments=kept, posts=self._posts)

    def left(self) -> WorkLeft:
        access = self._access
        summaries = access.summaries(Action.SEE_CASE)
        cases = access.cases_without_words(one.case_id for one in summaries if one.asks_something)
        around = access.surroundings(cases)
        after = self._surroundings_after(around)
        counts: Counter[str] = Counter()
        goes_to: Counter[str] = Counter()
        for case in cases:
            self._count_case(case, around, after, counts, goes_to)
        for signal in self._signals():
            counts["signals"] += 1
            goes_to[self._receiver(signal)] += 1
        return WorkLeft(
            **{f"count_{name}": count for name, count in counts.items()},
            goes_to=tuple(sorted(goes_to.items(), key=lambda pair: (not pair[0], -pair[1]))),
        )

    def _count_case(
        self,
        case: Case,
        around: Surroundings,
        after: Surroundings,
        counts: Counter[str],
        goes_to: Counter[str],
    ) -> None:
        for state in next_steps(case):
            if not owner_of(case, state, around).is_held_by(self._actor):
                continue
            owner = owner_of(case, state, after)
            if not owner.is_held_by(self._after):
                counts["steps"] += 1
                counts["late"] += state.late_by(case) > 0
                goes_to[after.title_of(owner)] += 1
        if self._still_sees(case, after):
            return
        named = self._named(case)
        counts.update(named)
        if named:
            goes_to[after.title_of(owner_for(case, Role.MENTOR, after))] += sum(named.values())

    def _named(self, case: Case) -> dict[str, int]:
        """What this person has to do in a case by name."""
        own = self._actor.staff_id
        asked = case.waits_for_answer and case.consults[-1].question.recorded_by == own
        named = {
            "talks": sum(talk.entry.recorded_by == own for talk in planned_talks(case)),
            "decisions": sum(is_due_for(one, own) for one in team_decisions(case)),
            "questions": int(asked),
        }
        return {name: count for name, count in named.items() if count}

    def _still_sees(self, case: Case, after: Surroundings) -> bool:
        is_put = case.is_with_support(self._actor.staff_id)
        ties = ties_of(case, after.homes, is_consulted=is_put)
        return self._after.reach(Action.SEE_CASE).sees(ties)

    def _surroundings_after(self, around: Surroundings) -> Surroundings:
        """The same without the classes of which this person is mentor no more."""
        own = self._actor.staff_id
        kept = self._after.scopes(Role.MENTOR, Action.RECORD)
        terms = {
            class_id: tuple(t for t in held if t.staff_id != own or class_id in kept)
            for class_id, held in around.terms.items()
        }
        led = {one.scope for one in self._others if one.is_acting}
        return replace(around, terms=terms, posts=self._posts, led_by_school=frozenset(led))

    # --- signals ------------------------------------------------------------------------------

    def _signals(self) -> list[Signal]:
        """The waiting signals that are for this person now and not afterwards."""
        if not self._actor.may(Action.HANDLE_SIGNAL):
            return []
        reach = self._after.reach(Action.HANDLE_SIGNAL)
        waiting = [signal for signal, _ in Signals(self._access).waiting()]
        return [signal for signal in waiting if not reach.meets(self._addressed(signal))]

    def _addressed(self, signal: Signal) -> Reach:
        homes = self._access.homes(list(signal.roles))
        given = _posts_of(one for one in self._others if not one.is_acting)
        return addressed(signal.places(homes), given, is_late=signal.is_late)

    def _receiver(self, signal: Signal) -> str:
        reach = self._addressed(signal)
        if reach.classes:
            return ROLES[Role.MENTOR]
        if reach.year_groups:
            return ROLES[Role.COORDINATOR]
        return ROLES[Role.TEAM_LEADER] if reach.teams else NOBODY


def _assignments_after(access: Access, kept: Sequence[Assignment]) -> list[Assignment]:
    """Every role that somebody holds afterwards, with what the schoolleiding then does."""
    held = [
        one
        for member in access.working_staff()
        if member.staff_id != access.actor.staff_id
        for one in member.assignments
    ]
    after = [*held, *(one for one in kept if not one.is_acting)]
    if not any(one.role is Role.SCHOOL_LEADER for one in after):
        return after
    led = {one.scope for one in after if one.role is Role.TEAM_LEADER}
    teams = {one.team_id for one in access.store.school.all_classes()} - led
    return [*after, *(Assignment(Role.TEAM_LEADER, one, is_acting=True) for one in sorted(teams))]


def _posts_of(held: Iterable[Assignment]) -> Reach:
    by_role: dict[Role, set[str]] = {role: set() for role in Role}
    for one in held:
        by_role[one.role].add(one.scope)
    return Reach(
        classes=frozenset(by_role[Role.MENTOR]),
        year_groups=within(map(int, by_role[Role.COORDINATOR])),
        teams=frozenset(by_role[Role.TEAM_LEADER]),
    )
