"""To whom a signal goes, in words."""

from casework import year_groups
from casework.desk import Receivers
from casework.words import enumeration

MOST_NAMED = 3


def receivers(posts: Receivers) -> str:
    """Who gets a signal: "de mentor van 2B (Samira el Idrissi)"."""
    words = []
    if posts.class_names:
        names = enumeration(name.full for name in posts.mentors)
        words.append(f"de mentor van {enumeration(posts.class_names)} ({names})")
    if len(posts.year_groups) > MOST_NAMED:
        words.append("de leerlingcoördinatoren")
    elif posts.year_groups:
        years = enumeration(map(year_groups.words, posts.year_groups))
        words.append(f"de leerlingcoördinator van {years}")
    if posts.team_names:
        words.append(f"de teamleider van {enumeration(posts.team_names)}")
    return enumeration(words)


def passed_on(posts: Receivers) -> str:
    """The receipt of a signal: "Doorgegeven aan de mentor van 2B (Samira el Idrissi)"."""
    return f"Doorgegeven aan {receivers(posts)}"
