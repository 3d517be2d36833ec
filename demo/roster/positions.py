"""The classes that come back every school year: forty, from 1A to 6V2."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ClassPosition:
    """A class as it comes back every year: its name, where it stands, and its usual size."""

    name: str
    year_group: int
    team: str
    track: str
    size: int


def _positions() -> tuple[ClassPosition, ...]:
    lower = [
        ClassPosition(f"{group}{letter}", group, "Onderbouw", track, 26)
        for group in (1, 2)
        for letter, track in zip("ABCDEFGH", "MMHHHVVV", strict=True)
    ]
    teams = {"M": "Vmbo bovenbouw", "H": "Bovenbouw havo", "V": "Bovenbouw vwo"}
    upper = [
        ClassPosition(f"{group}{track}{number}", group, teams[track], track, size)
        for group, track, count, size in (
            (3, "M", 2, 26),
            (3, "H", 3, 26),
            (3, "V", 3, 25),
            (4, "M", 2, 25),
            (4, "H", 3, 27),
            (4, "V", 3, 23),
            (5, "H", 3, 25),
            (5, "V", 3, 21),
            (6, "V", 2, 28),
        )
        for number in range(1, count + 1)
    ]
    return (*lower, *upper)


POSITIONS = _positions()
TEAMS = tuple(dict.fromkeys(position.team for position in POSITIONS))
LAST_YEAR_GROUP = {"M": 4, "H": 5, "V": 6}


def position_index(name: str) -> int:
    """Which of POSITIONS the class of this name is."""
    return [position.name for position in POSITIONS].index(name)
