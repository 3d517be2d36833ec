"""Answers that are kept while what they rest on stays the same."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar, cast

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


class Memory:
    """Answers by their question; at most `most`, then it begins anew.

    `version` gives another number after every change. It is read before a question is asked: a
    change in between makes the answer out of date, never wrong for longer than that.
    """

    def __init__(self, version: Callable[[], int], most: int) -> None:
        self._version = version
        self._most = most
        self._answers: dict[Hashable, tuple[tuple[int, Hashable], Any]] = {}

    def answer(self, question: Hashable, ask: Callable[[], T], rests_on: Hashable = None) -> T:
        """The answer to a question: the one that is kept, or else what `ask` gives.

        `rests_on` is what this answer rests on besides, as it is now.
        """
        version = (self._version(), rests_on)
        kept = self._answers.get(question)
        if kept is not None and kept[0] == version:
            return cast(T, kept[1])
        answer = ask()
        self._keep(question, version, answer)
        return answer

    def answers(
        self, sort: str, about: Iterable[K], ask: Callable[[list[K]], Mapping[K, T]]
    ) -> dict[K, T]:
        """The answer about each of these, where there is one; `ask` is asked once, for the rest."""
        version = (self._version(), None)
        answers: dict[K, T | None] = {}
        missing: list[K] = []
        for one in about:
            kept = self._answers.get((sort, one))
            if kept is not None and kept[0] == version:
                answers[one] = kept[1]
            else:
                answers[one] = None
                missing.append(one)
        if missing:
            fresh = ask(missing)
            for one in missing:
                answers[one] = fresh.get(one)
                self._keep((sort, one), version, answers[one])
        return {one: answer for one, answer in answers.items() if answer is not None}

    def _keep(self, question: Hashable, version: tuple[int, Hashable], answer: Any) -> None:
        if len(self._answers) >= self._most:
            self._answers.clear()
        self._answers[question] = (version, answer)

    def forget(self) -> None:
        """Give back what the answers take."""
        self._answers.clear()
