"""Rosters from files, as the casework asks for them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from casework.roster import SchoolState
from casework.roster.decisions import ImportRun, ImportWork


class RosterImports(Protocol):
    """Rosters from files, each run with its way back; every run is logged with who made it."""

    def register_version(self) -> int:
        """Another number after each change of the register."""
        ...

    def numbers_of_merged(self) -> Mapping[str, str]:
        """Numbers under which a pupil stood in another record: to the number of the pupil now."""
        ...

    def roster_state(self, school_year: str, day: date) -> SchoolState:
        """Pupils, classes and staff, with the classes and roles of that year on that day."""
        ...

    def import_roster(
        self, work: ImportWork, run_id: str, by: str, on_step: Callable[[str], None]
    ) -> None:
        """Do the work under this id, all of it or none; InputRefused when it cannot be.

        `on_step` hears how far it is: "classes", "pupils", "staff", "storing".
        """
        ...

    def counts_in(self, school_year: str, day: date) -> tuple[int, int, int]:
        """How many pupils have a class in that year on that day, its classes, and the staff."""
        ...

    def import_runs(self) -> list[ImportRun]:
        """Every run, the newest first."""
        ...

    def undo_import(self, run_id: str, by: str) -> None:
        """Everything as it was before the run; InputRefused when something newer leans on it."""
        ...

    def columns_of(self, heading_mark: str) -> Mapping[str, str] | None:
        """What is remembered of files with these headings."""
        ...

    def keep_columns(self, heading_mark: str, columns: Mapping[str, str], by: str) -> None: ...
