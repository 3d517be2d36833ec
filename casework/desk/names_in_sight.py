"""Pupils and staff by name, as this person gets them: in initials where names hide."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casework.cases.case import Case
from casework.cases.case_file import CaseFile
from casework.cases.masked_case import masked_case, masked_words, with_present_names
from casework.desk.context import Context
from casework.people import Home
from casework.pupil_labels import pupil_labels
from casework.records import Pupil, StaffMember


@dataclass(frozen=True)
class NamesInSight(Context):
    """Hands out people by name. Checks nothing: who may see them is asked before."""

    def homes(self, pupil_ids: Sequence[str], day: date | None = None) -> Mapping[str, Home]:
        """Where these pupils are today, or were on that day, by pupil id."""
        return self.store.school.homes(pupil_ids, day or self.today)

    def pupils(self, pupil_ids: Iterable[str], day: date | None = None) -> dict[str, Pupil]:
        """These pupils, today or that day, to be handed out: in initials where names are hidden."""
        people = self.store.school.pupils(pupil_ids, day or self.today)
        return {pupil_id: self._handed_out(pupil) for pupil_id, pupil in people.items()}

    def class_list(self, class_id: str, day: date | None = None) -> list[Pupil]:
        """The pupils of one class today or that day by name, to be handed out in the same way."""
        return [*map(self._handed_out, self.store.school.class_list(class_id, day or self.today))]

    def _handed_out(self, pupil: Pupil) -> Pupil:
        return replace(pupil, name=pupil.name.in_letters) if self.hides_names else pupil

    def words(self, text: str, pupils: Mapping[str, Pupil]) -> str:
        """What somebody typed about these pupils, to be handed out; masked where names hide."""
        if not self.hides_names:
            return text
        labels, book = pupil_labels(pupils.values()), self.store.school.name_book()
        return masked_words(text, set(pupils), labels, book)

    def names_of(self, staff_ids: Collection[str]) -> dict[str, str]:
        """The whole names of these members of staff, by id; of an unknown one there is none."""
        names = self.store.school.staff_names(staff_ids)
        return {staff_id: name.full for staff_id, name in names.items()}

    def working_staff(self) -> list[StaffMember]:
        """Everybody who works here today, by name."""
        return [member for member in self.store.school.staff(self.today) if member.is_active]

    def with_present_names(self, file: CaseFile) -> CaseFile:
        """The same case for a paper, on which nobody stands under a name from before a new one."""
        if not file.renamed:
            return file
        return replace(file, case=with_present_names(file.case, self.store.school.name_book()))

    def _handed_out_case(self, case: Case, pupils: Mapping[str, Pupil]) -> Case:
        if not self.hides_names:
            return case
        return masked_case(case, pupil_labels(pupils.values()), self.store.school.name_book())
