"""The files that somebody takes along: that they were fetched, and by whom."""

from dataclasses import dataclass

from casework.desk.access import Room
from casework.identity import CONFIRMED_FOR_FILES
from casework.rate_limits import HeavyAct
from casework.read_log import ReadAct


@dataclass(frozen=True)
class FileRoom(Room):
    """What a desk does for files; open to everybody, since each file is made at a desk itself."""

    def count_file(self) -> None:
        """One more file is made for this person; TooManyAtOnce when there are too many."""
        self._access.count_heavy(HeavyAct.FILE)

    def require_confirmed(self) -> None:
        """ConfirmationNeeded for who did not prove within the hour who it is."""
        self._access.require_confirmed(CONFIRMED_FOR_FILES)

    def log_fetched(self, file_name: str) -> None:
        """Put in the read log that this person fetched the file with this name."""
        access = self._access
        access.log_read(ReadAct.FETCHED, reason=f"bestand {file_name}", visit=access.new_id())
