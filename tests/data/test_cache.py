"""Answers that are kept for as long as what they rest on stays the same."""

from data.cache import Memory


def test_a_question_is_asked_once_until_something_changes() -> None:
    version, asked = [1], []
    memory = Memory(lambda: version[0], most=10)

    def ask() -> int:
        asked.append(version[0])
        return 10 * version[0]

    assert [memory.answer("how many", ask) for _ in range(3)] == [10, 10, 10]
    version[0] = 2
    assert memory.answer("how many", ask) == 20
    assert asked == [1, 2]


def test_no_more_answers_are_kept_than_asked_for() -> None:
    memory, asked = Memory(lambda: 1, most=2), []
    for question in ("a", "b", "c", "a"):
        memory.answer(question, lambda question=question: asked.append(question))
    assert asked == ["a", "b", "c", "a"]


def test_of_a_group_only_those_who_are_not_known_yet_are_asked_for() -> None:
    version, asked = [1], []
    memory = Memory(lambda: version[0], most=10)

    def ask(missing: list[str]) -> dict[str, str]:
        asked.append(missing)
        return {one: one.upper() for one in missing if one != "nobody"}

    assert memory.answers("letters", ["a", "b"], ask) == {"a": "A", "b": "B"}
    assert memory.answers("letters", ["b", "c", "nobody"], ask) == {"b": "B", "c": "C"}
    assert memory.answers("letters", ["nobody", "a"], ask) == {"a": "A"}
    assert memory.answers("other letters", ["a"], lambda _missing: {"a": "alpha"}) == {"a": "alpha"}
    version[0] = 2
    memory.answers("letters", ["a"], ask)
    assert asked == [["a", "b"], ["c", "nobody"], ["a"]]
