"""The list of everybody as a file that leaves: logged, and unchanged when it is read back."""

import pytest

from casework.pupil_identity import PupilDetails
from casework.records import ROSTER_SAVED
from casework.roster import RosterFile
from exchange.roster import (
    Upload,
    classes_csv,
    open_uploads,
    pupils_csv,
    read_roster,
    roster_workbook,
    staff_csv,
)
from tests.cast import TODAY, Cast


def files_of(roster: RosterFile, cast: Cast) -> dict[str, list[Upload]]:
    """The same roster as one workbook, and as three lists."""
    made_at = cast.desk("Ineke").now()
    return {
        "workbook": [Upload("alles.xlsx", roster_workbook(roster, made_at))],
        "lists": [
            Upload("leerlingen.csv", pupils_csv(roster)),
            Upload("klassen.csv", classes_csv(roster)),
            Upload("medewerkers.csv", staff_csv(roster)),
        ],
    }


@pytest.mark.parametrize("kind", ["workbook", "lists"])
def test_what_leaves_and_comes_back_changes_nothing(cast: Cast, kind: str) -> None:
    register, ineke = cast.store.school, cast.staff["Ineke"]
    register.change_details(cast.pupils["Noor"], PupilDetails("0012", "noor@school.nl"), ineke)
    register.pupil_leaves(cast.pupils["Lotte"], TODAY.replace(day=1), ineke)
    room = cast.desk("Ineke").office.roster

    file = read_roster(open_uploads(files_of(room.handed_out(), cast)[kind]))
    preview = room.preview(file, room.years()[0], TODAY)

    assert preview.plan.is_empty, preview.plan.changes
    assert preview.plan.faults == ()
    assert {pupil.given for pupil in file.pupils} == cast.pupils.keys() - {"Lotte"}


def test_each_list_that_leaves_is_in_the_read_log(cast: Cast) -> None:
    office = cast.desk("Ineke").office
    before = len(cast.store.access_log.lines(TODAY, TODAY))
    office.roster.handed_out()
    lines = cast.store.access_log.lines(TODAY, TODAY)
    assert (len(lines), lines[0].reason) == (before + 1, ROSTER_SAVED)
