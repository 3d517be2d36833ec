"""Passwords in tests, chosen as everybody chooses one: by an invitation."""

from datetime import UTC, datetime

from data.store import Store


def choose_password(
    store: Store, staff_id: str, password: str, now: datetime | None = None
) -> None:
    """Somebody gets an invitation and chooses this password."""
    at = now or datetime.now(UTC)
    invitation = store.accounts.invite(staff_id, "", at)
    store.accounts.redeem(invitation.link_token, password, at)
