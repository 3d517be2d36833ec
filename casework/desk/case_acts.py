"""Acts on a case as a whole: take back what was just saved, add a class to a group case."""

from dataclasses import dataclass
from datetime import timedelta

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.rules import check_goes_on
from casework.cases.undoing import Save, save_with, undone
from casework.desk.access import Access, Room
from casework.desk.signals import SIGNAL
from casework.entries import NewEntry
from casework.errors import InputRefused, NotHere, StepOutOfOrder
from casework.people import Action
from casework.records import Receipt, SchoolClass
from casework.sent_forms import SentForm, sent_form

# A signal is signed right after the melding that it became.
IN_ONE_ACT = timedelta(seconds=10)


@dataclass(frozen=True)
class CaseActs(Room):
    """What somebody does with a case that is no step of the card."""

    def undo(self, case_id: str, number: int, *, form_key: str) -> Receipt:
        """Take back the save that the entry of this number was part of.

        Only who saved it can, within some minutes, while nothing rests on it; what was saved stays
        readable and counts nowhere. A signal that became this melding waits again.
        """
        access = self._access
        form = sent_form(form_key, "undo", case_id, number)
        with access.store.log.together():
            case = self._case_or_own_undone(case_id, form)
            if earlier := access.earlier(form):
                return earlier
            save = save_with(case, access.store.log.saves(case_id), number)
            new = undone(case, save, access.actor.staff_id, access.now())
            receipt = access.append(case, [new], case.last_number, form)
            _give_signals_back(access, case, save, form)
        return receipt

    def _case_or_own_undone(self, case_id: str, form: SentForm) -> Case:
        """The case; or what was one until this very form was sent before, by who opened it."""
        try:
            return self._access.case(case_id, Action.SEE_CASE)
        except NotHere:
            entries = self._access.store.log.entries(case_id)
            is_own = bool(entries) and entries[0].recorded_by == self._access.actor.staff_id
            if is_own and self._access.earlier(form):
                return self._access.folded(entries)
            raise

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


def _give_signals_back(access: Access, case: Case, save: Save, form: SentForm) -> None:
    """What was taken up as a melding with this save is a waiting signal again."""
    if not any(isinstance(entry.payload, kinds.Reported) for entry in save.entries):
        return
    for signal_id in access.store.facts.signals_taken_into(case.case_id):
        entries = access.store.log.entries(signal_id)
        taken = [
            entry
            for entry in entries
            if isinstance(entry.payload, kinds.SignalTaken)
            and entry.recorded_by == access.actor.staff_id
            and abs(entry.recorded_at - save.entries[0].recorded_at) < IN_ONE_ACT
        ]
        for entry in taken:
            access.store.log.append(
                signal_id,
                [NewEntry(kinds.SaveUndone(first=entry.number, last=entry.number), case.today)],
                expected=entries[-1].number,
                signature=access.signature(access.card, form.part(SIGNAL)),
            )
