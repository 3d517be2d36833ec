"""What costs the server much is counted at the desk, before it is done; for each its own count."""

from collections.abc import Callable
from contextlib import suppress
from uuid import uuid4

import pytest

from casework.desk import Desk
from casework.errors import TooManyAtOnce
from casework.rate_limits import FOR_ALL, HeavyAct, RateLimits
from casework.roster import RosterFile
from tests.cast import TODAY, Cast, only_looked_at

Act = Callable[[Desk, Cast], object]
ADDRESS = "https://kaart.school.example"
HEAVY: dict[str, tuple[str, HeavyAct, Act]] = {
    "search": ("Samira", HeavyAct.SEARCH, lambda desk, _: desk.search.find("noor")),
    "file": ("Samira", HeavyAct.FILE, lambda desk, _: desk.files.count_file()),
    "invitation": (
        "Ineke",
        HeavyAct.INVITATION,
        lambda desk, cast: desk.office.accounts.invite(cast.staff["Joris"], address=ADDRESS),
    ),
    "invitations": (
        "Ineke",
        HeavyAct.INVITATION,
        lambda desk, cast: desk.office.accounts.invite_all(
            [cast.staff["Joris"]], address=ADDRESS, form_key=str(uuid4())
        ),
    ),
    "roster file": (
        "Ineke",
        HeavyAct.IMPORT_PREVIEW,
        lambda desk, _: desk.office.roster.preview(RosterFile(), desk.school_year, TODAY),
    ),
}


@pytest.fixture
def cast(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast, while no time goes by: nothing that was spent comes back."""
    monkeypatch.setattr(cast.store, "rate_limits", RateLimits(lambda: 0.0))
    return cast


def spend(cast: Cast, act: HeavyAct) -> None:
    """Others do so much of an act that there is none left for anybody."""
    for number in range(FOR_ALL[act].at_once * 2):
        with suppress(TooManyAtOnce):
            cast.store.rate_limits.count(act, f"colleague {number % 50}")


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_act_is_counted_before_it_is_done(cast: Cast, name: str) -> None:
    who, act, do = HEAVY[name]
    spend(cast, act)
    with only_looked_at(cast), pytest.raises(TooManyAtOnce):
        do(cast.desk(who), cast)


def test_too_much_of_one_act_leaves_the_others(cast: Cast) -> None:
    spend(cast, HeavyAct.FILE)
    assert cast.desk("Samira").search.find("noor")
