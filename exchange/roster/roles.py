"""The roles in what a list says somebody is: "mentor 2B; teamleider onderbouw"."""

import re

from casework.people import Role
from exchange.roster.class_names import is_class_name

_ROLES: tuple[tuple[Role, str], ...] = (
    (
        Role.POLICY_COORDINATOR,
        r"(?:anti[- ]?)?pest[- ]?co[oö]rdinator|co[oö]rdinator (?:anti-?)?pest\w*",
    ),
    (
        Role.SUPPORT_TEAM,
        r"(?:lid )?(?:het )?ondersteuningsteam|ondersteuningsco[oö]rdinator|zorgco[oö]rdinator|"
        r"(?:lid )?zorgteam|zoco",
    ),
    (
        Role.COORDINATOR,
        r"leerling(?:en)?co[oö]rdinator|jaarlaagco[oö]rdinator|leerjaarco[oö]rdinator|"
        r"jaarco[oö]rdinator|leerlaagco[oö]rdinator",
    ),
    (Role.TEAM_LEADER, r"team ?leider|afdelingsleider|teamco[oö]rdinator|sectorleider|team leader"),
    (
        Role.SCHOOL_LEADER,
        r"schoolleid(?:ing|er)|rector|conrector|directeur|directrice|adjunct[- ]directeur|"
        r"principal|assistantprincipal|assistant principal|headteacher",
    ),
    (Role.MENTOR, r"(?:duo|co|klassen)?[- ]?mentor(?:en)?|tutor|homeroom teacher"),
)
_PATTERNS = tuple(
    (role, re.compile(rf"(?:{words})\b\s*(?:van|voor|of|:|-|\()?\s*(?P<scope>.*?)\)?$", re.I))
    for role, words in _ROLES
)
_ADMIN = re.compile(
    r"\b(?:\w*beheerder|it-?admin|sysadmin|systemadministrator|administrator)\b", re.I
)
_PUPIL = re.compile(r"leerling(?:en)?|lln|student|pupil|learner", re.I)
_BETWEEN = re.compile(
    r"\s*[;|+\n]\s*|\s*,\s*(?=[^\W\d])|\s+en\s+(?=[^\W\d]{3})|\s*/\s*(?=[^\W\d]{3})"
)
_SCOPES = re.compile(r"\s*(?:,|&|\+|\ben\b)\s*")
_YEAR_WORDS = re.compile(
    r"^(?:leerjaar|leerjaren|jaar|jaarlaag|klas|klassen|team|afdeling|de)\s+", re.I
)
WITH_SCOPE = frozenset({Role.MENTOR, Role.COORDINATOR, Role.TEAM_LEADER})

Roles = list[tuple[Role, str]]


def roles_in(text: str) -> Roles:
    """The roles with the text of their scope, empty where the text has none."""
    roles: Roles = []
    for piece in filter(None, _BETWEEN.split(text)):
        for role, pattern in _PATTERNS:
            if found := pattern.match(piece.strip()):
                roles += [(role, scope) for scope in scopes_in(role, found["scope"])]
                break
        else:
            if roles and roles[-1][0] is Role.MENTOR and is_class_name(piece.strip()):
                roles.append((Role.MENTOR, piece.strip()))
    return list(dict.fromkeys(roles))


def scopes_in(role: Role, text: str) -> list[str]:
    """Each class, year group or team that a text names: "1 en 2" are two."""
    if role not in WITH_SCOPE:
        return [""]
    words = [_YEAR_WORDS.sub("", part).strip() for part in _SCOPES.split(text)]
    return [word for word in words if word] or [""]


def is_admin(text: str) -> bool:
    """Whether a text says that somebody looks after programs: that role is given by a person."""
    return _ADMIN.search(text) is not None


def is_pupil(text: str) -> bool:
    """Whether the line is about a pupil, in a file of pupils and staff."""
    return _PUPIL.fullmatch(text.strip()) is not None
