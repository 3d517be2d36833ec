"""Histories in memory are those of the file, whatever is written between two looks."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import uuid4

from casework import entries as kinds
from casework.entries import Entry
from data.kept_entries import KeptEntries


def history(subject_id: str, count: int = 2) -> list[Entry]:
    return [
        Entry(
            subject_id=subject_id,
            number=number,
            payload=kinds.SignalSetAside(reason=""),
            happened_on=date(2026, 11, 23),
            recorded_at=datetime(2026, 11, 23, tzinfo=UTC),
            recorded_by=str(uuid4()),
            card_version=1,
        )
        for number in range(1, count + 1)
    ]


def test_a_history_is_read_once_and_goes_on_with_what_somebody_writes_in_it() -> None:
    kept = KeptEntries()
    asked: list[list[str]] = []
    stored = {"a": history("a"), "b": history("b")}

    def read(ids: Sequence[str]) -> dict[str, list[Entry]]:
        asked.append(list(ids))
        return {one: list(stored.get(one, [])) for one in ids}

    assert list(kept.get(["b", "a", "none"], read)) == ["b", "a"]
    kept.get(["a", "b"], read)
    more = history("a", 3)[2:]
    before = kept.get(["a"], read)["a"]
    kept.extend("a", 3, more)
    assert kept.get(["a", "b"], read)["a"] == [*stored["a"], *more]
    assert before == stored["a"]
    kept.extend("new", 1, history("new"))
    assert len(kept.get(["new"], read)["new"]) == 2
    assert asked == [["b", "a", "none"]]


def test_a_history_of_which_something_was_missed_is_read_again() -> None:
    kept = KeptEntries()
    stored = {"a": history("a")}
    kept.get(["a"], lambda _ids: stored)
    stored["a"] = history("a", 4)
    kept.extend("a", 4, stored["a"][3:])
    assert kept.get(["a"], lambda _ids: stored) == stored
    kept.extend("unknown", 2, history("unknown")[1:])
    assert kept.peek("unknown") is None


def test_what_is_written_while_it_is_read_is_not_kept() -> None:
    kept = KeptEntries()

    def read(ids: Sequence[str]) -> dict[str, list[Entry]]:
        kept.extend("a", 3, history("a", 3)[2:])  # a colleague, right after the look
        return {"a": history("a")}

    kept.get(["a"], read)
    assert len(kept.get(["a"], lambda _ids: {"a": history("a", 3)})["a"]) == 3


def test_nobody_changes_what_is_kept_by_changing_an_answer() -> None:
    kept = KeptEntries()
    kept.get(["a"], lambda _ids: {"a": history("a")})["a"].clear()
    assert len(kept.get(["a"], lambda _ids: {})["a"]) == 2


def test_there_is_a_limit_and_the_history_not_asked_for_longest_goes_first() -> None:
    kept = KeptEntries(most=4)
    asked: list[str] = []

    def read(ids: Sequence[str]) -> dict[str, list[Entry]]:
        asked.extend(ids)
        return {one: history(one) for one in ids}

    for one in ("a", "b", "a", "c", "a", "b"):
        kept.get([one], read)
    assert asked == ["a", "b", "c", "b"]
