"""The headings of our own files. What stands below them is taken as it is, without any reading in:
a class that is called "Klas 2B" stays that."""

from collections.abc import Iterable

from casework.people import Role
from exchange.roster.columns import heading_mark

PUPIL_HEADINGS = (
    "Leerlingnummer",
    "Roepnaam",
    "Tussenvoegsel",
    "Achternaam",
    "Klas in Handelingskaart",
    "Leerjaar",
    "E-mail",
    "Geboortedatum",
)
CLASS_HEADINGS = ("Klas in Handelingskaart", "Leerjaar", "Team", "Mentor (gebruikersnaam)")
STAFF_HEADINGS = (
    "Gebruikersnaam",
    "Afkorting",
    "Roepnaam",
    "Tussenvoegsel",
    "Achternaam",
    "Rollen in Handelingskaart",
    "E-mail",
    "Actief",
)
OWN_MARKS = frozenset(map(heading_mark, (PUPIL_HEADINGS, CLASS_HEADINGS, STAFF_HEADINGS)))

SEVERAL = "; "
"""Between mentors, and between roles."""
ROLE_WORDS = {
    Role.MENTOR: "mentor",
    Role.COORDINATOR: "leerlingcoördinator",
    Role.TEAM_LEADER: "teamleider",
    Role.SUPPORT_TEAM: "ondersteuningsteam",
    Role.POLICY_COORDINATOR: "coördinator pestbeleid",
    Role.SCHOOL_LEADER: "schoolleiding",
}


def written_roles(roles: Iterable[tuple[Role, str]]) -> str:
    """Roles with their scope: "mentor 2B; teamleider onderbouw"."""
    return SEVERAL.join(
        f"{ROLE_WORDS[role]} {scope}".strip() for role, scope in roles if role in ROLE_WORDS
    )


def own_roles(text: str) -> list[tuple[Role, str]]:
    """The same, read back."""
    return [
        (role, piece.removeprefix(word).strip())
        for piece in filter(None, text.split(SEVERAL))
        for role, word in ROLE_WORDS.items()
        if piece == word or piece.startswith(f"{word} ")
    ]
