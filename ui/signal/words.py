"""To whom a signal goes, in words."""

from casework.desk import Receivers
from casework.words import enumeration


def receivers(found: Receivers) -> str:
    """Who gets a signal: "de mentor van 2B (Samira el Idrissi)"."""
    told = []
    if found.class_names:
        names = enumeration(name.full for name in found.mentors)
        told.append(f"de mentor van {enumeration(found.class_names)} ({names})")
    if found.year_groups:
        years = enumeration(map(str, found.year_groups))
        told.append(f"de leerlingcoördinator van leerjaar {years}")
    if found.team_names:
        told.append(f"de teamleider van {enumeration(found.team_names)}")
    return enumeration(told)


def passed_on(found: Receivers) -> str:
    """The receipt of a signal: "Doorgegeven aan de mentor van 2B (Samira el Idrissi)"."""
    return f"Doorgegeven aan {receivers(found)}"
