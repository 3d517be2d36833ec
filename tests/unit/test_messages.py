"""Texts that leave a case tell of one pupil, from codes alone."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework import entries as kinds
from casework.messages import magister_text, team_message
from tests.histories import (
    DAAN,
    EMMA,
    MOVES,
    NOOR,
    History,
    Move,
    joint_talk,
    opened,
    parts,
    play,
    talked,
)

TODAY = date(2026, 11, 10)
CANARY = "KANARIE Daan de Boer uit 2B"


def lines(history: History, pupil: str = NOOR, name: str = "Noor") -> list[str]:
    return magister_text(history.case, pupil, name).splitlines()


def test_the_magister_text_begins_with_the_melding_and_the_own_part() -> None:
    assert lines(opened(kinds=("verbal", "online")))[0] == (
        "Melding volgens de handelingskaart pesten op 2-11-2026 (schelden of "
        "kwetsende opmerkingen, online: appgroep, sociale media, foto's). Noor is hierin gepeste; "
        "ook een medeleerling is betrokken."
    )


def test_without_other_pupils_no_other_pupil_is_mentioned() -> None:
    assert lines(opened(parts=parts({NOOR: "target"})))[0].endswith("Noor is hierin gepeste.")


def test_the_magister_text_names_every_melding() -> None:
    assert "op 2-11-2026, 10-11-2026 (" in lines(opened(TODAY).report())[0]


def test_each_pupil_has_the_own_talks_and_what_was_done_together() -> None:
    history = talked(opened(TODAY)).record(joint_talk(), "talk_joint")

    text = "\n".join(lines(history))

    assert "10-11-2026: gesprek (gesprek met de gepeste leerling)." in text
    assert "10-11-2026: gesprek (samen in gesprek)." in text
    assert "pestende leerling)" not in text


def test_each_pupil_has_the_contact_with_the_own_parents() -> None:
    history = opened(TODAY).record(kinds.ParentsInformed(way="phone"), "parents", DAAN)

    assert "10-11-2026: ouders geïnformeerd (telefoon)." in lines(history, DAAN, "Daan")
    assert not [line for line in lines(history) if "ouders" in line]


def test_a_measure_is_named_and_an_own_measure_is_not_since_that_is_free_text() -> None:
    history = opened(TODAY)
    history.record(kinds.MeasureAgreed(measure="supervision", level=1), "measure_1")
    own = kinds.MeasureAgreed(measure="own", level=1, words=CANARY)
    history.record(own, "measure_1")

    found = [line for line in lines(history) if "maatregel" in line]

    assert found == [
        "10-11-2026: maatregel: meer toezicht op de plek en het moment waar het gebeurt."
    ]


@pytest.mark.parametrize(
    ("history", "standing"),
    [
        (opened(TODAY), "De mentor volgt de situatie."),
        (opened(TODAY).stop(), "Het pesten is gestopt; er is nazorg gepland."),
        (opened(TODAY).close(), "De zaak is afgesloten."),
    ],
    ids=["running", "stopped", "closed"],
)
def test_the_magister_text_ends_with_how_the_case_stands(history: History, standing: str) -> None:
    assert lines(history)[-1] == standing


def test_a_withdrawn_recording_is_not_in_the_magister_text() -> None:
    history = opened(TODAY).record(kinds.ParentsInformed(way="phone"), "parents", NOOR)
    history.record(kinds.EntryWithdrawn(number=history.case.last_number, reason="Te vroeg."))

    assert not [line for line in lines(history) if "ouders" in line]


def test_a_pupil_without_a_part_any_more_is_a_betrokkene() -> None:
    history = opened(TODAY)
    history.record(kinds.RoleChanged(role="", reason="Was er niet bij."), pupil=DAAN)

    assert "Daan is hierin betrokkene" in lines(history, DAAN, "Daan")[0]


@given(MOVES)
@settings(max_examples=40, deadline=None)
def test_no_word_and_no_other_pupil_slips_into_a_text_for_others(moves: list[Move]) -> None:
    roles = parts({NOOR: "target", DAAN: "displaying", EMMA: "bystander"})
    said = {"what": CANARY, "where": CANARY, "why": CANARY}
    for case in play(opened(parts=roles, **said), moves):
        for pupil in case.parts:
            text = magister_text(case, pupil, "Noor")
            assert "KANARIE" not in text
            assert not any(other in text for other in case.parts)
        assert "KANARIE" not in team_message(case, "2B")


@given(st.text(min_size=1, max_size=40))
def test_free_text_of_any_sort_stays_out_of_the_texts_for_others(text: str) -> None:
    marked = f"§{text}§"
    history = opened(TODAY, what=marked, why=marked)
    history.record(kinds.TalkHeld(notes=marked, agreements=marked), "talk_target", NOOR)

    assert "§" not in magister_text(history.case, NOOR, "Noor")
    assert "§" not in team_message(history.case, "2B")


def test_the_message_to_the_docententeam_says_where_to_look_and_nothing_more() -> None:
    said = team_message(opened(places=("corridor",)).case, "2B")

    assert "in 2B speelt iets tussen leerlingen" in said
    assert "Let vooral op bij: gang, trap of kluisjes." in said
    assert "Let vooral op" not in team_message(opened().case, "2B")
