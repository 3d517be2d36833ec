"""What the environment says: where the school is kept, and how long an unused screen stays open."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from casework.errors import InputRefused
from data import folders

CHECKOUT = folders.CHECKOUT
LONGEST_IDLE_MINUTES = 240


@dataclass(frozen=True)
class Settings:
    """Folders of the real and the demo school, and the idle time after which a session ends."""

    school_folder: Path
    demo_folder: Path
    idle_timeout: timedelta

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings; a value that makes no sense is refused, never guessed."""
        values = os.environ if environment is None else environment
        return cls(
            school_folder=folders.school_folder(values),
            demo_folder=folders.demo_folder(values),
            idle_timeout=_idle_timeout(values),
        )


def _idle_timeout(values: Mapping[str, str]) -> timedelta:
    text = values.get("HANDELINGSKAART_IDLE_MINUTES", "").strip() or "30"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= LONGEST_IDLE_MINUTES):
        raise InputRefused(
            "HANDELINGSKAART_IDLE_MINUTES moet een heel getal zijn van 1 tot en met "
            f"{LONGEST_IDLE_MINUTES}."
        )
    return timedelta(minutes=int(text))
