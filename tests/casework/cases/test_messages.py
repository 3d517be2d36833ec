"""Texts that leave a case tell of one pupil; every other pupil is masked in them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework import entries as kinds
from casework.cases.messages import MagisterText, magister_text, team_message
from casework.entries import NewEntry
from casework.masking import NameBook, Why
from casework.people import PersonName
from tests.histories import (
    DAAN,
    EMMA,
    MOVES,
    NOOR,
    YUSUF,
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


BOOK = NameBook(
    [
        (NOOR, PersonName("Noor", "Visser")),
        (DAAN, PersonName("Daan", "de Boer")),
        (EMMA, PersonName("Emma", "Bakker")),
        (YUSUF, PersonName("Yusuf", "Yılmaz")),
    ]
)


def text_of(history: History, pupil: str = NOOR, name: str = "Noor") -> MagisterText:
    return magister_text(history.case, pupil, name, BOOK)


def lines(history: History, pupil: str = NOOR, name: str = "Noor") -> list[str]:
    return text_of(history, pupil, name).written().splitlines()


def with_talk(notes: str, agreements: str = "", pupil: str = NOOR) -> History:
    """A case with one talk."""
    step = "talk_target" if pupil == NOOR else "talk_displaying"
    payload = kinds.TalkHeld(notes=notes, agreements=agreements)
    return opened(TODAY).record(payload, step, pupil)


def with_measure(payload: kinds.MeasureAgreed, about: str = "") -> History:
    """A case with one measure, that the card says is about one part."""
    history = opened(TODAY)
    measures = tuple(
        m.model_copy(update={"about": about}) if m.id == payload.measure else m
        for m in history.card.measures
    )
    history.card = history.card.model_copy(update={"measures": measures})
    return history.add(NewEntry(payload, TODAY, "measure_1"))


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


def test_what_was_discussed_with_the_pupil_is_registered_and_others_are_masked() -> None:
    history = with_talk(
        "Daan de Boer roept steeds iets.\nNoor slaapt slecht van Daan!",
        "Noor komt elke dag langs, samen met Emma",
    )

    assert lines(history)[1] == (
        "10-11-2026: gesprek (gesprek met de gepeste leerling). "
        "Besproken: Een medeleerling roept steeds iets. Noor slaapt slecht van een medeleerling! "
        "Afspraken: Noor komt elke dag langs, samen met een medeleerling."
    )


def test_what_was_discussed_with_another_pupil_or_together_stays_out() -> None:
    history = talked(opened(TODAY)).record(joint_talk(notes="Samen gepraat."), "talk_joint")
    payload = kinds.TalkHeld(notes="Alleen met Daan gepraat.")
    history.record(payload, "talk_displaying", DAAN)

    text = text_of(history).written()

    assert "Besproken: Rustig gesprek." in text
    assert "Samen gepraat" not in text
    assert "Alleen met" not in text
    assert "Besproken: Alleen met Daan gepraat." in text_of(history, DAAN, "Daan").written()


def test_the_reaction_of_the_parents_is_in_the_text_about_their_own_child() -> None:
    payload = kinds.ParentsInformed(way="phone", reaction="Vader belt de ouders van Noor")
    history = opened(TODAY).record(payload, "parents", DAAN)

    assert (
        "10-11-2026: ouders geïnformeerd (telefoon). "
        "Reactie: Vader belt de ouders van een medeleerling."
    ) in lines(history, DAAN, "Daan")
    assert "Reactie" not in text_of(history).written()


def test_a_measure_is_named_and_its_own_words_only_for_the_pupil_it_is_for() -> None:
    history = with_measure(kinds.MeasureAgreed(measure="supervision", level=1, words=CANARY))
    history.add(NewEntry(kinds.MeasureAgreed(measure="own", level=1, words=CANARY), TODAY))

    measures = [line for line in lines(history) if "maatregel" in line]

    assert measures == [
        "10-11-2026: maatregel: meer toezicht op de plek en het moment waar het gebeurt."
    ]


@pytest.mark.parametrize(
    ("about", "for_pupil", "noor", "daan"),
    [
        ("", "", True, True),
        ("target", "", True, False),
        ("displaying", "", False, True),
        ("displaying", NOOR, True, False),
        ("target", DAAN, False, True),
        ("", EMMA, False, False),
    ],
)
def test_a_measure_stands_only_in_the_text_about_whom_it_concerns(
    about: str, for_pupil: str, noor: bool, daan: bool
) -> None:
    payload = kinds.MeasureAgreed(measure="weekly_talk", level=1, for_pupil=for_pupil)
    history = with_measure(payload, about)

    assert ("maatregel" in text_of(history).written()) is noor
    assert ("maatregel" in text_of(history, DAAN, "Daan").written()) is daan


def test_the_own_words_of_a_measure_for_a_pupil_are_masked() -> None:
    words = "Noor zit niet meer bij Daan de Boer."
    named = kinds.MeasureAgreed(measure="seating", level=1, words=words, for_pupil=NOOR)
    own = kinds.MeasureAgreed(measure="own", level=1, words=words, for_pupil=NOOR)

    assert lines(with_measure(named))[1].endswith(
        ". Afgesproken: Noor zit niet meer bij een medeleerling."
    )
    assert lines(with_measure(own))[1] == (
        "10-11-2026: maatregel: Noor zit niet meer bij een medeleerling."
    )


def test_doubts_are_numbered_through_the_text_and_each_can_be_kept() -> None:
    history = with_talk("Volgens emma is het mevrouw Bakker.", "Ook yusuf komt.")
    text = text_of(history)

    assert [(d.number, d.word, d.hit.why) for d in text.doubts] == [
        (0, "emma", Why.LOWER),
        (1, "Bakker", Why.ADULT),
        (2, "yusuf", Why.LOWER),
    ]
    assert text.doubts[2].place == "Ook yusuf komt."
    written = text.written(unmasked=[1, 2])
    assert "Volgens een medeleerling is het mevrouw Bakker." in written
    assert "Ook yusuf komt." in written


def test_a_doubt_is_shown_with_the_words_around_it() -> None:
    [doubt] = text_of(
        with_talk(
            "In de grote pauze van dinsdag zag Noor dat emma meteen weer wegliep naar buiten."
        )
    ).doubts

    assert doubt.place == "... van dinsdag zag Noor dat emma meteen weer wegliep naar ..."


def test_a_long_talk_is_cut_off_after_a_sentence_and_no_name_is_cut_in_two() -> None:
    sentence = "Noor vertelt wat Daan de Boer in de pauze zei. "
    [line] = [line for line in lines(with_talk(sentence * 40)) if "Besproken" in line]

    assert len(line) < 800
    assert line.endswith("Noor vertelt wat een medeleerling in de pauze zei. (...)")


@pytest.mark.parametrize("length", range(590, 612))
def test_a_name_at_the_end_of_what_fits_is_masked(length: int) -> None:
    notes = "a" * (length - 20) + " Daan de Boer zei het weer een keer"

    written = text_of(with_talk(notes)).written()

    assert "Daan" not in written
    assert "Boer" not in written


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
def test_no_word_of_a_melding_and_no_id_slips_into_a_text_for_others(moves: list[Move]) -> None:
    roles = parts({NOOR: "target", DAAN: "displaying", EMMA: "bystander"})
    payload = {"what": CANARY, "where": CANARY, "why": CANARY}
    for case in play(opened(parts=roles, **payload), moves):
        for pupil in case.parts:
            text = magister_text(case, pupil, "Noor", BOOK).written()
            assert "KANARIE" not in text
            assert not any(other in text for other in case.parts)
        assert "KANARIE" not in team_message(case, "2B")


@given(st.text(min_size=1, max_size=40))
def test_free_text_about_others_stays_out_of_the_texts_for_others(text: str) -> None:
    marked = f"§{text}§"
    history = opened(TODAY, what=marked, why=marked)
    history.record(kinds.TalkHeld(notes=marked, agreements=marked), "talk_displaying", DAAN)
    history.record(kinds.ParentsInformed(way="phone", reaction=marked), "parents", DAAN)

    assert "§" not in text_of(history).written()
    assert "§" not in team_message(history.case, "2B")


@given(st.text(max_size=900))
def test_any_talk_can_be_registered(text: str) -> None:
    history = with_talk(f"Ja. {text}")

    for written in ((), range(99)):
        assert len(text_of(history).written(written).splitlines()[1]) < 2_000


def test_the_message_to_the_docententeam_says_where_to_look_and_nothing_more() -> None:
    payload = team_message(opened(places=("corridor",)).case, "2B")

    assert "in 2B speelt iets tussen leerlingen" in payload
    assert "Let vooral op bij: gang, trap of kluisjes." in payload
    assert "Let vooral op" not in team_message(opened().case, "2B")
