"""One pupil in the administration: found among all, names over time, two records that are one."""

from dataclasses import dataclass
from datetime import date

from casework.desk.access import Room
from casework.desk.office_rules import pupil_name
from casework.desk.register_search import FoundPupils, find_pupils
from casework.errors import InputRefused, NotHere
from casework.people import Action, PersonName
from casework.pupil_identity import (
    Enrolment,
    MergedRecord,
    NameInTime,
    NameKind,
    PupilDetails,
)
from casework.records import Pupil

KINDS = (NameKind.CORRECTED, NameKind.NEW_NAME, NameKind.CALL_NAME)


@dataclass(frozen=True)
class PupilRecord:
    """What the school's register has about one pupil; nothing of any case.

    `merged` are the other records that count as this pupil, with the name each was entered under.
    """

    pupil: Pupil
    names: tuple[NameInTime, ...]
    details: PupilDetails
    enrolments: tuple[Enrolment, ...]
    merged: tuple[tuple[MergedRecord, PersonName], ...] = ()

    @property
    def first_day(self) -> date | None:
        """The first day at this school."""
        return min((one.starts_on for one in self.enrolments), default=None)


@dataclass(frozen=True)
class PupilOffice(Room):
    """What a beheerder does with one pupil; handed out by Office.pupils."""

    _needs = Action.ADMINISTER

    @property
    def _by(self) -> str:
        return self._access.actor.staff_id

    def find(self, typed: str) -> FoundPupils:
        """Pupils by a part of any name, by leerlingnummer or by class; who left as well."""
        return find_pupils(self._access, typed)

    def open(self, pupil_id: str) -> PupilRecord:
        """One pupil as the register has it; NotHere for one that is not there, or was merged."""
        school = self._access.store.school
        pupil = school.pupils([pupil_id], self._access.today).get(pupil_id)
        if pupil is None:
            raise NotHere
        self._access.log_opened(pupil_id)
        return PupilRecord(
            pupil,
            tuple(school.names_over_time(pupil_id)),
            school.pupil_details(pupil_id),
            tuple(school.enrolments_of(pupil_id)),
            tuple((one, self._entered_as(one.pupil_id)) for one in school.merges_of(pupil_id)),
        )

    def _entered_as(self, pupil_id: str) -> PersonName:
        return self._access.store.school.names_over_time(pupil_id)[-1].name

    def rename(
        self, pupil_id: str, given: str, family: str, kind: str, since: date | None = None
    ) -> PersonName:
        """Another name, and why; the former one stays known. The name as it is kept."""
        name = pupil_name(given, family)
        if kind not in KINDS:
            raise InputRefused("Kies waarom de naam verandert.", "kind")
        changed = self._access.store.school.rename_pupil(
            pupil_id, name, self._by, kind=NameKind(kind), since=since
        )
        if not changed:
            raise InputRefused("Zo heet deze leerling al. Verander de naam, of ga terug.", "given")
        return name

    def change_details(self, pupil_id: str, details: PupilDetails) -> PupilDetails:
        """Another leerlingnummer, e-mail address or birth date; as they are kept."""
        school = self._access.store.school
        school.change_details(pupil_id, details, self._by)
        return school.pupil_details(pupil_id)

    def stays(self, pupil_id: str) -> None:
        """The leaving is taken back."""
        self._access.store.school.pupil_stays(pupil_id, self._by)

    def merge(self, pupil_id: str, into_id: str, *, number: str | None = None) -> None:
        """From now on `pupil_id` counts as `into_id`.

        When both have a leerlingnummer, `number` says which of the two stays; the other one still
        leads to this pupil.
        """
        school = self._access.store.school
        if not into_id:
            raise InputRefused("Kies de andere inschrijving van deze leerling.", "other")
        numbers = {school.pupil_details(one).number for one in (pupil_id, into_id)} - {""}
        if len(numbers) > 1 and number not in numbers:
            raise InputRefused(
                "Deze twee hebben elk een eigen leerlingnummer. Kies welk nummer blijft; kijk nog "
                "eens of het echt dezelfde leerling is.",
                "number",
            )
        mine, theirs = school.pupil_details(into_id), school.pupil_details(pupil_id)
        with self._access.store.log.together():
            if len(numbers) > 1 and number == theirs.number:
                # The other number leads to this pupil as well, by the record that is merged.
                school.change_details(pupil_id, PupilDetails(), self._by)
                school.change_details(into_id, theirs, self._by)
                school.change_details(pupil_id, mine, self._by)
            school.merge_pupils(pupil_id, into_id, self._by)

    def split(self, merge_id: str) -> str:
        """Two records that were merged are two pupils again; the id of the one that comes loose."""
        return self._access.store.school.split_pupils(merge_id, self._by)

    def remove(self, pupil_id: str) -> None:
        """A pupil who was entered by mistake, and is named nowhere, is gone for good."""
        self._access.store.school.remove_pupil(pupil_id, self._by)
