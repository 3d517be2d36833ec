"""At the desk: pupils who come back in more than one of the cases that somebody may open."""

from collections import defaultdict
from dataclasses import dataclass

from casework.desk.access import Seat
from casework.people import Action
from casework.ports import CaseGlance

CONCERNED = frozenset({"target", "displaying"})


@dataclass(frozen=True)
class Overlaps(Seat):
    """What somebody can see across cases, without opening one."""

    def cases_of_one_pupil(self) -> list[tuple[CaseGlance, ...]]:
        """Cases in sight that share a gepeste or pestende leerling, the oldest of each first.

        Which pupil it is, the cases themselves tell. A case out of sight is not counted, and not
        hinted at: a teamleider compares cases at level 3, a mentor those of the own class. Cases
        that run, and those with a melding as recent as a melding is recognised by.
        """
        self._require(Action.SEE_CASE)
        in_sight = self.store.facts.glances(self.actor.reach(Action.SEE_CASE), self.today)
        glances = {case.case_id: case for case in in_sight}
        pupils = {pupil for case in in_sight for pupil in case.pupil_ids}
        since = self.school_days.before(self.today, self.card.look_back_school_days)
        found: dict[str, set[str]] = defaultdict(set)
        for case in self.store.facts.related(sorted(pupils), since) if pupils else ():
            for pupil, role in case.parts.items():
                if case.case_id in glances and role in CONCERNED:
                    found[pupil].add(case.case_id)
        groups = {frozenset(case_ids) for case_ids in found.values() if len(case_ids) > 1}
        ordered = [
            tuple(sorted((glances[one] for one in group), key=lambda case: case.label))
            for group in groups
        ]
        return sorted(ordered, key=lambda cases: [case.label for case in cases])
