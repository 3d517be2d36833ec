"""What is said to parents and to the docententeam: facts of the own child, and no other name."""

from datetime import date

from hypothesis import given, settings

from casework import entries as kinds
from casework.cases.contact_texts import parents_script, team_message
from casework.entries import NewEntry
from tests.histories import DAAN, EMMA, MOVES, NOOR, Move, opened, parts, play

TODAY = date(2026, 11, 10)
LINK = "https://kaart.school.example/letop?zaak=1"
CANARY = "KANARIE Daan de Boer uit 2B"


def test_the_parents_of_each_side_hear_about_their_own_child() -> None:
    history = opened(TODAY, kinds=("verbal",), places=("corridor",))
    history.record(kinds.TalkHeld(notes="Ging goed."), "talk_target", NOOR)

    assert parents_script(history.case, NOOR, "Noor") == (
        "Ik bel over Noor. Heeft u even rustig de tijd?",
        "Er is bij ons gemeld, op maandag 2 november 2026, dat Noor last heeft van anderen.",
        "Het gaat om: schelden of kwetsende opmerkingen (gang, trap of kluisjes).",
        "Ik heb Noor gesproken, op dinsdag 10 november 2026.",
        "Wat merkt u thuis? Hoe gaat het met Noor, en wat heeft Noor nodig?",
        "Over de andere leerlingen kan ik niets zeggen, zoals ik hun niets over Noor zeg. Met "
        "ieder van hen gaan we apart in gesprek.",
        "Wat spreken we af, en wanneer bellen we weer?",
    )
    script = parents_script(history.case, DAAN, "Daan")
    assert "dat Daan iets doet waar een ander last van heeft" in script[1]
    assert "niet over wie Daan is" in script[3]
    assert script[4] == "Ik ga met Daan in gesprek."
    assert not any("Noor" in line for line in script)


def test_a_second_melding_and_a_measure_for_this_child_are_told() -> None:
    history = opened(TODAY)
    measure = next(m for m in history.card.measures if m.id != "own")
    agreed = kinds.MeasureAgreed(measure=measure.id, for_pupil=DAAN, level=1, words=CANARY)
    history.add(NewEntry(agreed, TODAY, "measure_1")).on(date(2026, 11, 16)).report()

    script = parents_script(history.case, DAAN, "Daan")

    assert script[1].startswith("Er is opnieuw gemeld, op maandag 16 november 2026")
    assert f"Afgesproken is: {measure.title.lower()}." in script
    assert not any("KANARIE" in line for line in script)
    assert not any("Afgesproken" in line for line in parents_script(history.case, NOOR, "Noor"))


@given(MOVES)
@settings(max_examples=40, deadline=None)
def test_nothing_that_was_typed_and_no_other_pupil_is_in_what_is_said(moves: list[Move]) -> None:
    roles = parts({NOOR: "target", DAAN: "displaying", EMMA: "bystander"})
    words = {"what": CANARY, "where": CANARY, "why": CANARY}
    for case in play(opened(parts=roles, **words), moves):
        for pupil in case.parts_ever:
            said = " ".join(parents_script(case, pupil, "Noor"))
            assert "KANARIE" not in said
            assert not any(other in said for other in case.parts_ever)
        assert "KANARIE" not in team_message(case, "2B", LINK)


def test_a_colleague_who_must_look_after_a_pupil_is_told_where_to_find_out_who() -> None:
    message = team_message(opened(places=("corridor",)).case, "2B", LINK)

    assert f"Na aanmelden lees je hier om wie het gaat: {LINK} ." in message
    assert "vraag het niet per mail" in message
    assert "Let vooral op bij: gang, trap of kluisjes." in message
    assert not any(name in message for name in ("Noor", "Daan"))
    assert "aanmelden" not in team_message(opened().case, "2B")
