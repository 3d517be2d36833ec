"""A name that is there and one that is not cost the same work; what it takes is in benchmarks/."""

import pytest

from data.passwords import Passwords
from data.store import Store
from tests.data.small_school import NOW


@pytest.mark.parametrize("name", ["ineke", "niemand", ""])
def test_every_sign_in_is_one_comparison_and_no_more_whoever_it_is(
    store: Store, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Right after a start too, when the hash of nobody is not there yet."""
    work: list[str] = []
    hashed, matches = Passwords.hashed, Passwords.matches

    def counted_hash(self: Passwords, password: str) -> str:
        work.append("hash")
        return hashed(self, password)

    def counted_match(self: Passwords, stored: str, password: str) -> bool:
        work.append("compare")
        return matches(self, stored, password)

    monkeypatch.setattr(Passwords, "hashed", counted_hash)
    monkeypatch.setattr(Passwords, "matches", counted_match)

    assert store.accounts.check(name, "niet goed genoeg", NOW).staff_id is None
    assert store.accounts.check(name, "niet goed genoeg", NOW).staff_id is None

    assert work == ["hash", "compare", "compare"]
