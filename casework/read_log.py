"""What the read log keeps of who saw what: the acts of reading, its lines, and a search in it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from casework.records import (
    EXACT_LOOK,
    EXPORTED,
    FIGURE_SAVED,
    IN_MINUTES,
    NAMES_SHOWN,
    PRINTED,
    ROSTER_SAVED,
)

# Where something stood, as the reason of a line; said by the program, and never typed.
ON_TODAY = "op Vandaag"
IN_A_LIST = "in een lijst van zaken"
BY_SEARCHING = "bij het zoeken"
AT_REPORTING = "als zaak waar een melding op lijkt"
FOR_A_NOTE = "als zaak waar een notitie bij kan"
BY_BROWSER = "met de browser"
IN_READ_LOG = "in het leeslog"
MAY_BE_ONE = "als zaak die dezelfde kan zijn"
BY_PROGRAM = (PRINTED, IN_MINUTES, NAMES_SHOWN, EXPORTED, FIGURE_SAVED, ROSTER_SAVED, EXACT_LOOK)


class ReadAct(StrEnum):
    """How somebody came to see something.

    `SEEN`: it stood on a screen beside something else, and was not opened. `FETCHED` is a file that
    was handed out, `EXPORTED` what left as figures or lists, `LOOKED_UP` a look in the read log.
    """

    OPENED = "opened"
    SEEN = "seen"
    PRINTED = "printed"
    EXPORTED = "exported"
    SEARCHED = "searched"
    FETCHED = "fetched"
    FIGURES = "figures"
    LOOKED_UP = "looked_up"


@dataclass(frozen=True)
class ReadLine:
    """One line of the read log."""

    read_at: datetime
    staff_name: str
    case_label: str
    reason: str
    act: ReadAct = ReadAct.OPENED
    has_reason: bool = False

    @property
    def without_typed_reason(self) -> "ReadLine":
        """The same without why somebody opened it: that is for the mentor alone.

        What the program says of the place stays. Lines of before acts were kept tell their act by
        these words.
        """
        is_by_program = self.act is not ReadAct.OPENED or self.reason.startswith(BY_PROGRAM)
        return self if is_by_program else replace(self, reason="")


@dataclass(frozen=True)
class ReadEvent:
    """One line to count: without a name or a word. `has_reason`: opened with a reason."""

    staff_id: str
    read_at: datetime
    subject_id: str
    act: ReadAct
    has_reason: bool = False


@dataclass(frozen=True)
class ReadingReview:
    """That somebody looked at unusual reading, when (UTC), and what it was in their words."""

    reviewed_at: datetime
    reviewed_by: str
    note: str


@dataclass(frozen=True)
class ReadLogSearch:
    """Which lines of the read log: days, both included, and of one case, of these people, or
    about the pupil whose records these are."""

    first: date
    last: date
    staff_ids: tuple[str, ...] | None = None
    case: tuple[int, int] | None = None
    pupil_ids: tuple[str, ...] | None = None
