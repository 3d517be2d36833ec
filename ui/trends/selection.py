"""What is selected in the filters of Trends, as it is in the address and as a key."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

ALL = ""
YEAR, TEAM, YEAR_GROUP, CLASS, KIND = "t_jaar", "t_team", "t_leerjaar", "t_klas", "t_soort"
FIRST, LAST = "t_van", "t_tot"
ADDRESS = frozenset({YEAR, TEAM, YEAR_GROUP, CLASS, KIND, FIRST, LAST})
MEETING = "t_vergadering"
OF_YEAR_GROUP, OF_CLASS = "g", "c"
SEPARATOR = "|"


@dataclass(frozen=True)
class Selection:
    """One choice of every filter, "" for no limit; `year` is always named.

    `place` is a year group ("g2") or a class ("c" and its id); `first` and `last` are months
    ("2026-09"), of which "" is the start of the year and today (or the end of the year).
    """

    team: str = ALL
    year: str = ALL
    place: str = ALL
    kind: str = ALL
    first: str = ALL
    last: str = ALL

    @property
    def key(self) -> str:
        """The selection as one text, the filters in the order of the fields."""
        return SEPARATOR.join(getattr(self, field.name) for field in fields(self))

    @property
    def class_id(self) -> str:
        """The class, when the place is one."""
        return self.place[1:] if self.place.startswith(OF_CLASS) else ALL

    @property
    def year_group(self) -> int:
        """The year group, when the place is one; else 0."""
        is_group = self.place.startswith(OF_YEAR_GROUP)
        return int(self.place[1:]) if is_group else 0


def selection_of_key(key: str) -> Selection:
    """The selection behind a key; whatever is not one of a kind that we know is left out."""
    values = key.split(SEPARATOR)
    names = [field.name for field in fields(Selection)]
    return Selection(**dict(zip(names, values, strict=False)))


def selection_of_address(address: Mapping[str, str]) -> Selection:
    """The selection in an address, as it stands there."""
    place = ALL
    if group := address.get(YEAR_GROUP, ALL):
        place = f"{OF_YEAR_GROUP}{group}"
    if class_id := address.get(CLASS, ALL):
        place = f"{OF_CLASS}{class_id}"
    return Selection(
        address.get(TEAM, ALL),
        address.get(YEAR, ALL),
        place,
        address.get(KIND, ALL),
        address.get(FIRST, ALL),
        address.get(LAST, ALL),
    )
