"""Texts that leave a case tell of one pupil; every other pupil is masked in them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework import entries as kinds
from casework.cases.contact_texts import team_message
from casework.cases.messages import (
    MagisterText,
    count_new_for_magister,
    last_note,
    magister_text,
)
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


# --- what is new since the last note --------------------------------------------------------------


def with_note(history: History, pupil: str = NOOR) -> History:
    """What the text says now is put in Magister."""
    up_to = text_of(history, pupil).up_to
    return history.record(kinds.MagisterNoted(text="Gezet.", up_to=up_to), "magister", pupil)


def test_each_talk_goes_to_magister_once() -> None:
    history = with_note(with_talk("Eerste gesprek.")).on(date(2026, 11, 12))
    assert count_new_for_magister(history.case, NOOR) == 0
    history.record(kinds.TalkHeld(notes="Tweede gesprek."), "talk_target", NOOR)
    history.record(kinds.ParentsInformed(way="phone"), "parents", NOOR)
    history.record(kinds.TalkHeld(notes="Niet van haar."), "talk_displaying", DAAN)

    assert lines(history) == [
        "Vervolg op de aantekening van 10-11-2026 (handelingskaart pesten).",
        "12-11-2026: gesprek (gesprek met de gepeste leerling). Besproken: Tweede gesprek.",
        "12-11-2026: ouders geïnformeerd (telefoon).",
        "De mentor volgt de situatie.",
    ]
    text = text_of(history)
    assert (text.count, text.since) == (2, date(2026, 11, 10))
    assert count_new_for_magister(history.case, NOOR) == 2
    assert text_of(with_note(history)).count == 0


def test_the_whole_can_still_be_had() -> None:
    history = with_note(with_talk("Eerste gesprek."))

    whole = magister_text(history.case, NOOR, "Noor", BOOK, is_whole=True)

    assert "Eerste gesprek." in whole.written()
    assert (whole.since, whole.count) == (None, 2)


def test_before_the_first_note_nothing_is_counted_as_new() -> None:
    history = with_note(with_talk("Gesprek."), DAAN)

    assert count_new_for_magister(history.case, NOOR) is None
    assert text_of(history).since is None


def test_a_new_melding_is_new_for_magister_too() -> None:
    history = with_note(opened(TODAY)).on(date(2026, 11, 16)).report()

    assert lines(history)[0] == (
        "Vervolg op de aantekening van 10-11-2026 (handelingskaart pesten). "
        "Nieuwe melding op 16-11-2026."
    )
    assert count_new_for_magister(history.case, NOOR) == 1


def test_what_a_colleague_recorded_while_one_was_copying_is_still_new() -> None:
    history = with_talk("Eerste gesprek.")
    up_to = text_of(history).up_to
    history.record(kinds.TalkHeld(notes="Van een ander."), "talk_target", NOOR)
    history.record(kinds.MagisterNoted(text="Gezet.", up_to=up_to), "magister", NOOR)

    assert "Van een ander." in text_of(history).written()
    assert "Eerste gesprek." not in text_of(history).written()


def test_what_was_put_right_after_the_note_is_new_again() -> None:
    history = with_note(with_talk("Met een fout."))
    talk = next(entry for entry, _ in history.case.of(kinds.TalkHeld))
    better = kinds.TalkHeld(notes="Zonder fout.", corrects=talk.number)
    history.add(NewEntry(better, TODAY, "talk_target", NOOR))

    assert "Zonder fout." in text_of(history).written()
    assert count_new_for_magister(history.case, NOOR) == 1


def test_a_note_from_before_the_program_kept_what_it_told_of_told_of_all_there_was() -> None:
    history = with_talk("Eerste gesprek.")
    history.record(kinds.MagisterNoted(text="Gezet."), "magister", NOOR)

    assert count_new_for_magister(history.case, NOOR) == 0


def test_a_nazorg_talk_is_in_the_text() -> None:
    history = opened(TODAY).stop()
    moment = next(m for m in history.case.aftercare if m.planned.pupil_id == NOOR)
    history.on(moment.due_on)
    done = kinds.AftercareDone(planned_number=moment.number, outcome="stopped", notes="Fijn zo.")
    history.add(NewEntry(done, moment.due_on, "aftercare", NOOR))

    assert lines(history)[1].endswith(": nazorg (gestopt). Besproken: Fijn zo.")


@given(MOVES)
@settings(max_examples=40, deadline=None)
def test_what_is_told_and_what_is_new_are_together_everything(moves: list[Move]) -> None:
    roles = parts({NOOR: "target", DAAN: "displaying", EMMA: "bystander"})
    for case in play(opened(parts=roles), moves):
        for pupil in case.parts:
            whole = magister_text(case, pupil, "Noor", BOOK, is_whole=True)
            new = magister_text(case, pupil, "Noor", BOOK)
            note = last_note(case, pupil)
            assert new.count <= whole.count
            assert (new.count == whole.count) or note is not None
            assert count_new_for_magister(case, pupil) == (new.count if note else None)
            # Every line that is new is a line of the whole, word for word.
            assert set(new.written().splitlines()[1:]) <= set(whole.written().splitlines())
