"""Who signs in with a second step besides the password: at least whoever sees the whole school."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.people import MAY, WHOLE_SCHOOL_ROLES, Action, Role


class SecondFactorFor(StrEnum):
    """Of whom the school asks a second step; no choice asks less than the first."""

    LEADERS = "leaders"
    CASE_WORKERS = "case_workers"
    EVERYBODY = "everybody"


ALWAYS = frozenset({Role.ADMIN, Role.PRIVACY, *WHOLE_SCHOOL_ROLES})

_ROLES = {
    SecondFactorFor.LEADERS: ALWAYS,
    SecondFactorFor.CASE_WORKERS: ALWAYS | MAY[Action.SEE_CASE],
    SecondFactorFor.EVERYBODY: frozenset(Role),
}


@dataclass(frozen=True)
class SecondFactorStatus:
    """Since when somebody has a second step (None: has none), and how many recovery codes are left.

    `is_required`: the school asks it of this person, who cannot turn it off.
    """

    since: datetime | None
    count_codes: int = 0
    is_required: bool = False


@dataclass(frozen=True)
class CodeResult:
    """Whether a code was right, and else how many seconds to wait before the next one."""

    is_right: bool
    wait_seconds: int = 0


def is_required_of(roles: Iterable[Role], chosen: SecondFactorFor) -> bool:
    """Whether somebody with these roles signs in with a second step."""
    return not _ROLES[chosen].isdisjoint(roles)
