"""Pupils: what they are and were called, in which class, and which records are one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from casework.masking import NameBook
from casework.people import Home, PersonName
from casework.pupil_identity import (
    Enrolment,
    MergedRecord,
    NameInTime,
    NameKind,
    NewPupil,
    PupilDetails,
)
from casework.pupil_search import FormerNames, PupilFinder
from casework.records import Pupil


class PupilRegister(Protocol):
    """Pupils: what they are and were called, in which class, and which records are one."""

    def pupils(self, pupil_ids: Iterable[str], day: date) -> dict[str, Pupil]: ...
    def homes(self, pupil_ids: Iterable[str], day: date) -> dict[str, Home]: ...
    def name_book(self) -> NameBook: ...
    def pupil_finder(self, day: date) -> PupilFinder:
        """Who is in a class that day, to be found by typing a part of the name."""
        ...

    def count_pupils_without_class(self, day: date) -> int:
        """Who is at school that day, and has no class then or later."""
        ...

    def count_pupils(self, day: date) -> int:
        """How many pupils are in a class that day."""
        ...

    def add_pupils(
        self, names: Sequence[PersonName], class_id: str, starts_on: date, by: str
    ) -> list[str]: ...
    def enter_pupils(self, pupils: Sequence[NewPupil], by: str) -> list[str]:
        """New pupils, all of them or none; their ids in the same order."""
        ...

    def rename_pupil(
        self,
        pupil_id: str,
        name: PersonName,
        by: str,
        *,
        kind: NameKind = NameKind.CORRECTED,
        since: date | None = None,
    ) -> bool:
        """From now on a pupil is called so; the former name stays known. False when it was so."""
        ...

    def names_over_time(self, pupil_id: str) -> list[NameInTime]:
        """Every name of a pupil, the first one first and the present one last."""
        ...

    def former_pupil_finder(self, day: date) -> PupilFinder:
        """Everybody whom the school ever had and who is in no class that day."""
        ...

    def enrolments_of(self, pupil_id: str) -> list[Enrolment]:
        """The classes of a pupil over time, the last one first."""
        ...

    def remove_pupil(self, pupil_id: str, by: str) -> None:
        """A pupil entered by mistake is gone; InputRefused for one who is named anywhere."""
        ...

    def former_names(self, pupil_ids: Iterable[str]) -> dict[str, FormerNames]:
        """What these pupils were called before, as far as they were; the present name apart."""
        ...

    def renamed_pupils(self) -> frozenset[str]:
        """Who took a new name, by their ids; a slip that was put right is none."""
        ...

    def pupil_details(self, pupil_id: str) -> PupilDetails: ...
    def pupil_numbers(self) -> dict[str, str]:
        """The leerlingnummer of every pupil who has one, by id: for an import alone."""
        ...

    def pupil_with_number(self, number: str) -> str:
        """The id of the pupil with this leerlingnummer; empty when nobody has it."""
        ...

    def change_details(self, pupil_id: str, details: PupilDetails, by: str) -> None:
        """Other details of a pupil; InputRefused when the number is another pupil's."""
        ...

    def merged_pupils(self) -> Mapping[str, str]:
        """Records that count as another one: their id to the id that is kept in the end."""
        ...

    def merges_of(self, pupil_id: str) -> list[MergedRecord]:
        """The records that count as this one, the oldest first."""
        ...

    def merge_pupils(self, pupil_id: str, into_id: str, by: str) -> str:
        """From now on `pupil_id` counts as `into_id`, in every case as well; the merge's id."""
        ...

    def split_pupils(self, merge_id: str, by: str) -> str:
        """The two are two again; the id of the one that stood on its own."""
        ...

    def move_pupil(self, pupil_id: str, class_id: str, starts_on: date, by: str) -> None: ...
    def move_pupils(
        self, pupil_ids: Sequence[str], class_id: str, starts_on: date, by: str
    ) -> None: ...
    def pupil_leaves(self, pupil_id: str, last_day: date, by: str) -> None: ...
    def pupil_stays(self, pupil_id: str, by: str) -> None:
        """The leaving is taken back: the class that ended with it goes on."""
        ...
