"""Whether what is kept is still what was written: the outcome of the last check."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class IntegrityState:
    """One check of everything: when it was done (UTC), and what is wrong, in Dutch.

    Without findings everything was read back and is as it was written. A check that could not be
    finished says so as a finding.
    """

    checked_at: datetime
    findings: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings
