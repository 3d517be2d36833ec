"""Signing in, as the casework asks for it: passwords, second steps, accounts elsewhere."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from casework.identity import AccountState, Invitation
from casework.records import HashedPassword
from casework.second_factor import SecondFactorStatus


class AccountBook(Protocol):
    """Invitations and passwords; only ever set here, never read."""

    def invite(
        self, staff_id: str, by: str, now: datetime, *, is_handed_out: bool = True
    ) -> Invitation:
        """A link by which this person chooses a password; an earlier one works no more."""
        ...

    def open_invitations(self, now: datetime) -> Mapping[str, datetime]:
        """Until when each open invitation works, by staff id."""
        ...

    def end_password(self, staff_id: str, by: str) -> None:
        """The password works no more, and every session ends; nothing happens without one."""
        ...

    def user_name(self, staff_id: str) -> str:
        """The name with which this person signs in."""
        ...

    def handed_out_by(self, staff_id: str) -> str | None:
        """Who had the link in hand by which this account got its password; None when nobody."""
        ...

    def state_of(self, staff_id: str, now: datetime) -> AccountState:
        """How the account of this person stands."""
        ...

    def without_password(self) -> set[str]:
        """The ids of the staff who have no password."""
        ...

    def cannot_sign_in(self) -> set[str]:
        """The ids of the staff who can sign in by no password, and with no school account."""
        ...

    def checked_password(self, password: str, own_words: Iterable[str]) -> HashedPassword:
        """The password as it is kept; InputRefused when it is too short or easy to guess."""
        ...

    def keep_password(self, staff_id: str, password: HashedPassword, by: str) -> None:
        """Store a password that was hashed before."""
        ...

    def sign_ins(self) -> Mapping[str, date]:
        """The last known day on which each person was here; nothing of who never was."""
        ...

    def count_never_here(self, except_for: str) -> int:
        """How many people who work here never signed in, but for one."""
        ...


class SecondFactorBook(Protocol):
    """The second step of signing in, of everybody who has one."""

    def is_on(self, staff_id: str) -> bool:
        """Whether this person signs in with a second step."""
        ...

    def status(self, staff_id: str, day: date) -> SecondFactorStatus:
        """What somebody sees of the own second step."""
        ...

    def turn_off(self, staff_id: str, by: str) -> None:
        """No second step any more, and no recovery codes."""
        ...


class SchoolAccountBook(Protocol):
    """Which account at a provider (Entra ID, Google) belongs to whom."""

    def since(self, staff_id: str) -> datetime | None:
        """Since when this person signs in with an account at a provider; None when not."""
        ...

    def owners(self) -> set[str]:
        """The ids of who signs in with an account at a provider."""
        ...

    def unbind(self, staff_id: str, by: str) -> None:
        """It opens nothing any more."""
        ...
