"""A step that is off is off the card and the poster too: its words and its guide go with it."""

import pytest

from casework.card.edit import Put, edited
from casework.card.model import ActionCard, packaged_card, packaged_text, read_card
from tests.cast import Cast

CARD = packaged_card()


def card_without(*steps: str, text: str = "") -> ActionCard:
    ids = [step.id for step in CARD.all_steps]
    puts = [Put(("steps", ids.index(step), "off"), True) for step in steps]
    return read_card(edited(text or packaged_text(), puts))


def words(card: ActionCard) -> list[str]:
    return [line for column in card.columns for line in card.lines_of(column)]


def test_with_every_step_on_the_card_has_every_line() -> None:
    assert words(CARD) == [line for column in CARD.columns for line in column.card_text]
    assert CARD.guides_in_use == CARD.guides


@pytest.mark.parametrize(
    ("off", "gone"),
    [
        (("inform_team",), ["Zorg dat het docententeam op de hoogte is."]),
        (("magister",), ["Aantekening in Magister", "Registreer hetgeen is besproken in Magister"]),
        (("triangle",), [CARD.column("communication").card_text[2]]),
        (("talk_joint",), ["Eerst individueel, daarna collectief met elkaar in gesprek"]),
        (("coordinator",), []),
        (("coordinator", "measure_2"), [CARD.column("action").card_text[1]]),
    ],
    ids=["team", "magister", "triangle", "joint talk", "one of two", "both of two"],
)
def test_the_lines_that_are_only_about_steps_that_are_off_are_gone(
    off: tuple[str, ...], gone: list[str]
) -> None:
    assert [line for line in words(CARD) if line not in words(card_without(*off))] == gone


def test_every_line_about_a_step_stands_in_its_column() -> None:
    for step in CARD.all_steps:
        assert set(CARD.lines_about(step)) <= set(CARD.column(step.column).card_text), step.id


def test_a_guide_that_only_steps_use_that_are_off_is_gone() -> None:
    card = card_without("check_in", "mentor_hour")

    assert sorted(guide.id for guide in CARD.guides if guide not in card.guides_in_use) == [
        "check_in",
        "mentor_hour",
    ]
    assert card.guide("check_in") is not None


def test_a_card_from_before_steps_named_their_lines_has_those_of_ours() -> None:
    kept, in_steps = [], False
    for line in packaged_text().splitlines(keepends=True):
        in_steps = line.startswith("[[steps]]") or (in_steps and not line.startswith("[["))
        if not (in_steps and line.startswith("card_text")):
            kept.append(line)
    card = card_without("inform_team", text="".join(kept))

    assert "Zorg dat het docententeam op de hoogte is." not in words(card)


def test_words_that_are_reworded_still_go_with_their_step(cast: Cast) -> None:
    office = cast.desk("Ineke").office.card
    lines = list(CARD.column("communication").card_text)
    lines[-1] = "Mail het docententeam."

    assert office.change({("columns", "communication", "card_text"): lines}) == 1
    assert office.change({("steps", "inform_team", "off"): True}) == 1

    card = office.working_card()
    assert "Mail het docententeam." in card.column("communication").card_text
    assert "Mail het docententeam." not in words(card)
    draft = office.draft()
    assert draft
    assert draft.changes == (
        "Communicatie: tekst 'Zorg dat het docententeam op de hoogte is.' wordt "
        "'Mail het docententeam.'",
        "Stap uit: Docententeam op de hoogte",
    )
