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
