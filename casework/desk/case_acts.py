"""Acts on a case as a whole: add a class to a group case."""

from dataclasses import dataclass

from casework import entries as kinds
from casework.cases.case import CaseState
from casework.cases.rules import check_goes_on
from casework.desk.access import Room
from casework.entries import NewEntry
from casework.errors import InputRefused, StepOutOfOrder
from casework.people import Action
from casework.records import Receipt, SchoolClass
from casework.sent_forms import sent_form


@dataclass(frozen=True)
class CaseActs(Room):
    """What somebody does with a case that is no step of the card."""

    def classes_to_add(self, case_id: str) -> list[SchoolClass]:
        """The classes of this school year in which a group case does not play yet."""
        case = self._access.case(case_id, Action.RECORD)
        there = {home.class_id for home in self._access.homes(list(case.parts)).values()}
        there |= {added.class_id for _, added in case.added_classes}
        year = self._access.school_year.school_year
        return [c for c in self._access.classes_of(year) if c.class_id not in there]

    def add_class(self, case_id: str, class_id: str, *, seen: int, form_key: str) -> Receipt:
        """A group case plays in this class too: its mentor sees the case from now on."""
        access, form = self._access, sent_form(form_key, "add_class", case_id, class_id)
        case = access.case(case_id, Action.RECORD)
        if earlier := access.earlier(form):
            return earlier
        check_goes_on(case)
        if not case.group_level:
            raise StepOutOfOrder(
                "Alleen een zaak die in de groep speelt, kan er een klas bij krijgen. Leg eerst "
                "vast dat het in de groep speelt."
            )
        if case.state is CaseState.CLOSED:
            raise StepOutOfOrder("Deze zaak is afgesloten. Open haar eerst weer.")
        added = next((c for c in self.classes_to_add(case_id) if c.class_id == class_id), None)
        if added is None:
            raise InputRefused("Kies een klas die nog niet in de zaak staat.", "class_id")
        payload = kinds.ClassInvolved(
            class_id=added.class_id,
            class_name=added.name,
            year_group=added.year_group,
            team_id=added.team_id,
        )
        return access.append(case, [NewEntry(payload, case.today)], seen, form)
