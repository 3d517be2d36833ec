"""A guide beside a talk: which lines are asked, and how the answers become one note."""

from hypothesis import given
from hypothesis import strategies as st

from casework.card.model import Guide, packaged_card
from casework.cases import guide_notes

GUIDE = Guide(
    id="own",
    title="Leidraad",
    lines=(
        "Wat is er gebeurd?",
        "Noem geen namen.",
        "Wie helpt je? Spreek dat af.",
        "Vraag: hoe veilig voel je je, van 1 tot 10?",
    ),
)


def test_lines_with_a_question_are_asked_and_the_others_are_advice() -> None:
    assert guide_notes.questions(GUIDE, ["notes"]) == [GUIDE.lines[0], *GUIDE.lines[2:]]
    assert guide_notes.advice(GUIDE) == ["Noem geen namen."]


def test_what_a_field_of_the_form_asks_is_not_asked_twice() -> None:
    assert guide_notes.questions(GUIDE, ["safety_score"]) == [GUIDE.lines[0], GUIDE.lines[2]]


def test_every_line_of_a_packaged_guide_is_asked_or_advised() -> None:
    for guide in packaged_card().guides:
        lines = {*guide_notes.questions(guide, ()), *guide_notes.advice(guide)}
        assert lines == set(guide.lines)


def test_a_note_has_each_answer_under_its_question_and_the_rest_last() -> None:
    answers = {"Wat?": "Roepen.", "Waar?": "", "Wie?": "Twee jongens."}
    assert guide_notes.note(answers, "Morgen weer.") == (
        "Wat?\nRoepen.\n\nWie?\nTwee jongens.\n\nMorgen weer."
    )
    assert guide_notes.note({"Wat?": ""}, "") == ""
    assert guide_notes.note({"Wat?": ""}, "Alleen dit.") == "Alleen dit."


@given(st.dictionaries(st.text(min_size=1), st.text()), st.text())
def test_nothing_that_was_typed_is_left_out(answers: dict[str, str], more: str) -> None:
    note = guide_notes.note(answers, more)
    assert all(said in note for said in answers.values())
    assert note.endswith(more)
