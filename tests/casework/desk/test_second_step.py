"""Who lost phone and recovery codes gets in again by another beheerder, and by no other way."""

import pyotp
import pytest

from casework.errors import InputRefused
from data.second_factor import new_secret
from tests.cast import Cast

ADDRESS = "https://kaart.school.nl"


@pytest.fixture
def secret(cast: Cast) -> str:
    """Samira has an app with codes."""
    secret, now = new_secret(), cast.desk("Samira").now()
    cast.store.second_factors._now = lambda: now
    cast.store.second_factors.turn_on(cast.staff["Samira"], secret, pyotp.TOTP(secret).at(now))
    return secret


def test_the_app_and_all_that_opened_go_together(cast: Cast, secret: str) -> None:
    samira, store = cast.staff["Samira"], cast.store
    store.school_accounts.bind(samira, "entra", "samira-at-school")
    accounts = cast.desk("Ineke").office.accounts
    assert accounts.state_of(samira).has_second_step
    accounts.invite(samira, address=ADDRESS, ends_second_step=True)
    state = accounts.state_of(samira)
    assert not any((state.has_second_step, state.has_password, state.has_school_account))
    assert state.invited_until is not None
    assert store.school_accounts.owner("samira-at-school") is None


def test_an_invitation_alone_leaves_the_second_step(cast: Cast, secret: str) -> None:
    accounts = cast.desk("Ineke").office.accounts
    accounts.invite(cast.staff["Samira"], address=ADDRESS, ends_password=True)
    assert accounts.state_of(cast.staff["Samira"]).has_second_step


def test_nobody_takes_the_own_second_step_away_by_an_invitation(cast: Cast) -> None:
    own = cast.staff["Ineke"]
    with pytest.raises(InputRefused):
        cast.desk("Ineke").office.accounts.invite(own, address=ADDRESS, ends_second_step=True)


def test_everybody_sees_how_the_own_second_step_stands(cast: Cast, secret: str) -> None:
    status = cast.desk("Samira").second_step()
    assert (status.since is not None, status.count_codes, status.is_required) == (True, 10, False)
    assert cast.desk("Ineke").second_step().is_required
