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
        self._people = sorted(people, key=lambda one: (one[1].order, one[0].staff_id))

    def find(self, typed: str, *, is_active: bool = True) -> list[StaffMember]:
        """Who fits what is typed, in order; everybody when nothing is typed."""
        words = text_key(typed)
        return [
            member
            for member, key in self._people
            if member.is_active is is_active and fits(words, key.words)
        ]
