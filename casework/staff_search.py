"""Colleagues by a part of their name or user name, in the order of a Dutch list."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.name_order import SortKey, fits, sort_key, text_key
from casework.records import StaffMember


@dataclass(frozen=True)
class StaffKey:
    """Where a colleague stands in the list, and the words by which one is found."""

    order: SortKey
    words: str

    @classmethod
    def from_member(cls, member: StaffMember) -> "StaffKey":
        """Those of this colleague."""
        return cls(sort_key(member.name), text_key(f"{member.name.full} {member.user_name}"))


class StaffFinder:
    """Everybody who works or worked here; each key is made once."""

    def __init__(self, people: Iterable[tuple[StaffMember, StaffKey]]) -> None:
        in_order = sorted(people, key=lambda one: (one[1].order, one[0].staff_id))
        working = [one for one in in_order if one[0].is_active]
        ended = [one for one in in_order if not one[0].is_active]
        self._people = {True: working, False: ended}

    def find(self, typed: str, *, is_active: bool = True) -> list[StaffMember]:
        """Who fits what is typed, in order; everybody when nothing is typed."""
        people, words = self._people[is_active], text_key(typed)
        return [member for member, key in people if not words or fits(words, key.words)]
