"""What changes the bounds of a case: corrections, two that are one, one that is two."""

from typing import ClassVar

from casework.entries.payload import Code, Payload, Words


class EntryWithdrawn(Payload):
    """An earlier entry was a mistake: it no longer counts, and both stay readable."""

    kind: ClassVar[str] = "entry_withdrawn"
    number: int
    reason: Words


class MergedFrom(Payload):
    """Another case turned out to be this one; its entries were carried over."""

    kind: ClassVar[str] = "merged_from"
    other_id: Code
    other_label: Code
    reason: Words


class MergedInto(Payload):
    """This case goes on as part of another one; here nothing is recorded any more."""

    kind: ClassVar[str] = "merged_into"
    other_id: Code
    other_label: Code
    reason: Words


class SplitOff(Payload):
    """A part of this case went on as a case of its own."""

    kind: ClassVar[str] = "split_off"
    other_id: Code
    other_label: Code
    reason: Words


class SplitFrom(Payload):
    """This case began as a part of another one."""

    kind: ClassVar[str] = "split_from"
    other_id: Code
    other_label: Code
    reason: Words


class HandoverNoted(Payload):
    """What the next mentor has to know, in words of the one before."""

    kind: ClassVar[str] = "handover_noted"
    note: Words
