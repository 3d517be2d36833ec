"""How somebody proves who it is: by invitation, by password, and how long that proof holds."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NewType

Proof = NewType("Proof", str)
"""Another text after a new password, a new user name or anything else that a sign-in rests on."""

NO_PROOF = Proof("")
INVITATION_DAYS = 7
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128

CONFIRMED_FOR_FILES = timedelta(hours=1)
CONFIRMED_FOR_ACCESS = timedelta(minutes=15)
"""How long after a proof of who it is somebody may take a file away; or decide who gets in."""


@dataclass(frozen=True)
class Invitation:
    """A link by which somebody chooses a password, told this once; `is_mailed` to that person."""

    link_token: str = field(repr=False)
    expires_at: datetime
    is_mailed: bool = False


@dataclass(frozen=True)
class Invited:
    """Whom an invitation is for."""

    staff_id: str
    name: str
    user_name: str
    expires_at: datetime


@dataclass(frozen=True)
class AccountState:
    """How the account of a colleague stands: how it signs in, an invitation, an e-mail address."""

    has_password: bool = False
    invited_until: datetime | None = None
    email: str = field(default="", repr=False)
    has_second_step: bool = False
    has_school_account: bool = False


@dataclass(frozen=True)
class OwnAccount:
    """What somebody sees of the own account."""

    user_name: str
    email: str
    has_password: bool
    has_school_account: bool = False


@dataclass(frozen=True)
class Standing:
    """What a session rests on: the roles of today with their scopes, and the proof behind it."""

    roles: frozenset[tuple[str, str]]
    proof: Proof

    def allows(self, proof: Proof | None, roles: frozenset[tuple[str, str]] | None) -> bool:
        """Whether nothing is gone of this, as far as it is known: a role given ends no session."""
        return proof in (None, self.proof) and (roles is None or roles <= self.roles)
