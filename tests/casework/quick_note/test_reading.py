"""Sentences as a mentor says or dictates them, and what is read in them; worked out by hand."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.card.model import packaged_card, packaged_text, read_card
from casework.errors import CardFault
from casework.people import PersonName
from casework.quick_note import KnownPupil, Reading, read_note

TODAY = date(2026, 11, 30)
"""A Monday."""

PUPILS = [
    KnownPupil(pupil_id, PersonName(given, family))
    for pupil_id, given, family in (
        ("noor", "Noor", "Visser"),
        ("daan", "Daan", "de Boer"),
        ("sem", "Sem", "Jansen"),
        ("mo", "Mohamed", "el Idrissi"),
        ("roos", "Roos", "Bakker"),
        ("ben", "Ben", "Mulder"),
        ("emma_v", "Emma", "Vos"),
        ("emma_k", "Emma", "Kok"),
        ("esmee", "Esmée", "Kramer"),
        ("jp", "Jan-Peter", "van den Berg"),
    )
]
CARD = packaged_card()


def read(text: str) -> Reading:
    return read_note(text, CARD, PUPILS, TODAY)


WHO = [
    # Passive, active, a verb that comes apart, a subordinate clause, perfect tense.
    (
        "noor werd uitgescholden door daan de boer en sem",
        {"target": "noor", "displaying": "daan sem"},
    ),
    ("Daan slaat Noor in de gang", {"target": "noor", "displaying": "daan"}),
    ("gisteren schold Daan Noor uit", {"target": "noor", "displaying": "daan"}),
    ("ik hoorde dat Daan Noor uitscheldt", {"target": "noor", "displaying": "daan"}),
    ("Daan heeft Noor en Sem uitgelachen", {"target": "noor sem", "displaying": "daan"}),
    ("Noor is door Daan buitengesloten op kamp", {"target": "noor", "displaying": "daan"}),
    ("Noor is geslagen", {"target": "noor"}),
    ("Jan-Peter van den Berg is bedreigd", {"target": "jp"}),
    ("ze scholden Noor uit op snapchat", {"target": "noor"}),
    ("Noor heeft last van Daan", {"target": "noor", "displaying": "daan"}),
    ("esmee mag niet meedoen van sem", {"target": "esmee", "displaying": "sem"}),
    ("Daan en Sem pesten Noor", {"target": "noor", "displaying": "daan sem"}),
    # Who tells it has no part; a pronoun is who was named before.
    (
        "Sem zegt dat Noor gepest wordt door Daan",
        {"target": "noor", "displaying": "daan", "": "sem"},
    ),
    ("Noor vertelt dat Daan haar uitscheldt", {"target": "noor", "displaying": "daan"}),
    ("de moeder van Noor belde: Daan pakt haar tas af", {"target": "noor", "displaying": "daan"}),
    ("meneer Bakker zag dat Daan Sem schopte", {"target": "sem", "displaying": "daan"}),
    # Beside it.
    (
        "Daan slaat Noor en Sem lachte mee",
        {"target": "noor", "displaying": "daan", "follower": "sem"},
    ),
    (
        "Daan duwde Noor, Emma Vos keek toe",
        {"target": "noor", "displaying": "daan", "bystander": "emma_v"},
    ),
    (
        "Daan slaat Noor en Sem schopt Esmée",
        {"target": "noor esmee", "displaying": "daan sem"},
    ),
    # What does not decide it gives no part.
    ("Noor en Daan hebben ruzie", {"": "noor daan"}),
    ("Daan wordt boos als Noor wint", {"": "daan noor"}),
    ("de broer van Daan heeft Noor geslagen", {"": "daan noor"}),
]


@pytest.mark.parametrize(("text", "parts"), WHO)
def test_who_did_it_and_to_whom(text: str, parts: dict[str, str]) -> None:
    reading = read(text)
    roles = {one.role for one in reading.mentions}
    assert {role: " ".join(reading.pupils(role)) for role in roles} == parts


DENIED = [
    "Daan heeft Noor niet geslagen",
    "noor werd niet geslagen of geschopt",
    "Noor wordt niet meer gepest",
    "er is nooit iemand uitgescholden",
    "Daan deed het zonder te slaan",
]


@pytest.mark.parametrize("text", DENIED)
def test_what_is_denied_is_not_read_as_done(text: str) -> None:
    reading = read(text)
    assert reading.kinds == ()
    assert not reading.tells_an_act
    assert {one.role for one in reading.mentions} <= {""}


def test_not_only_is_no_denial_and_not_allowed_to_join_is_excluding() -> None:
    both = read("Noor wordt niet alleen uitgescholden maar ook geslagen door Sem")
    assert both.kinds == ("verbal", "physical")
    assert (both.pupils("target"), both.pupils("displaying")) == (["noor"], ["sem"])
    assert read("Noor mag niet meedoen").kinds == ("excluding",)
    assert read("niemand wil naast Noor zitten").kinds == ("excluding",)


WHAT = [
    ("Daan pakte gisteren Noors tas af", "kinds", ("property",)),
    ("er wordt geroddeld over Noor", "kinds", ("gossip",)),
    ("Noor werd bedreigd", "kinds", ("threatening",)),
    ("er staat een filmpje van Noor in de klassenapp", "kinds", ("online",)),
    ("Noor werd uitgelachen in de kleedkamer", "places", ("sports",)),
    ("in de pauze op het plein", "places", ("schoolyard",)),
    ("in de pauze op het plein", "day_part", "break"),
    ("vanochtend op de wc", "day_part", "morning"),
    ("in de pauze en na school", "day_part", ""),
    ("dit speelt al weken", "since", "weeks"),
    ("Daan pest Noor elke dag", "frequency", "daily"),
]


@pytest.mark.parametrize(("text", "field", "value"), WHAT)
def test_what_where_and_how_often(text: str, field: str, value: object) -> None:
    assert getattr(read(text), field) == value


DAYS = [
    ("vandaag werd Noor gepest", date(2026, 11, 30)),
    ("gisteren werd Noor gepest", date(2026, 11, 29)),
    ("eergisteren", date(2026, 11, 28)),
    ("vrijdag in de pauze", date(2026, 11, 27)),
    ("vrijdagmiddag", date(2026, 11, 27)),
    ("maandag", date(2026, 11, 30)),
    ("vorige week dinsdag", date(2026, 11, 24)),
    ("drie dagen geleden", date(2026, 11, 27)),
    ("op 12 november", date(2026, 11, 12)),
    ("op 24 december", date(2025, 12, 24)),
    ("op 31 februari", None),
    ("volgende week maandag", None),
    ("elke maandag", None),
    ("gisteren of vrijdag", None),
    ("Noor is verdrietig", None),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_on_which_day(text: str, day: date | None) -> None:
    assert read(text).incident_on == day


ASKED = [
    ("emma wordt gepest", ("emma_v", "emma_k")),  # two of that name
    ("roos werd gepest", ("roos",)),  # a flower too, and no capital
    ("Roos werd gepest", ("roos",)),  # a capital at the beginning says nothing
    ("Daantje werd gepest", ("daan",)),
    ("Nour werd gepest", ("noor",)),  # one letter
    ("mo werd gepest", ("mo",)),
    ("D.B. pest iemand", ("daan",)),
    ("Kramer werd gepest", ("esmee",)),
]


@pytest.mark.parametrize(("text", "ids"), ASKED)
def test_doubt_about_a_name_is_asked_and_never_guessed(text: str, ids: tuple[str, ...]) -> None:
    (doubt,) = read(text).doubts
    assert doubt.pupil_ids == ids


def test_a_second_mention_in_full_settles_a_doubt() -> None:
    reading = read("Emma Kok wordt gepest, emma durft niet meer naar gym")
    assert reading.pupils("target") == ["emma_k"]
    assert reading.doubts == []


def test_ordinary_words_and_grown_ups_are_nobody() -> None:
    assert read("ik ben bang dat het weer misgaat").mentions == ()
    assert read("meneer Visser en juf Kramer zagen niets").mentions == ()
    assert [one.typed for one in read("ben wordt gepest").mentions] == ["ben"]


def test_an_initial_tells_two_of_one_name_apart() -> None:
    assert read("Emma K. werd uitgelachen").pupils("target") == ["emma_k"]
    assert read("emma vos werd uitgelachen").pupils("target") == ["emma_v"]


def test_asking_how_it_goes_is_read_with_its_score() -> None:
    reading = read("het gaat weer goed met Noor, ze geeft een acht")
    assert reading.is_check_in
    assert reading.safety_score == 8
    assert not reading.tells_an_act
    assert read("Noor heeft 7 boeken").safety_score is None
    assert read("Noor geeft een 12").safety_score is None


def test_a_choice_that_the_school_added_is_read_by_its_own_word() -> None:
    text = packaged_text().replace("[lists.places]\n", '[lists.places]\nzwembad = "zwembad"\n')
    reading = read_note("gisteren in het zwembad", read_card(text), PUPILS, TODAY)
    assert reading.places == ("zwembad",)


def test_a_school_changes_the_words_in_the_card() -> None:
    text = packaged_text().replace('bullying = ["pest"', 'bullying = ["fikt*", "pest"')
    reading = read_note("Daan fikte Noor", read_card(text), PUPILS, TODAY)
    assert reading.tells_an_act
    assert not read("Daan fikte Noor").tells_an_act


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[spoken.acts]", "[spoken.acten]", "'acten' is onbekend"),
        ('bullying = ["pest"', 'other = ["pest"]\nbullying = ["pest"', "staat bij twee keuzes"),
        ('bullying = ["pest"', 'bullying = ["…", "pest"', "heeft geen woord"),
    ],
)
def test_a_fault_in_the_words_is_named(old: str, new: str, words: str) -> None:
    assert old in packaged_text()
    with pytest.raises(CardFault, match=words):
        read_card(packaged_text().replace(old, new))


def test_a_card_from_before_there_were_words_has_those_of_ours() -> None:
    text = packaged_text()
    start = text.index("# --- words by which a quick note is read")
    end = text.index("# --- ", start + 6)
    card = read_card(text[:start] + text[end:])
    assert not card.spoken
    assert read_note("Daan pest Noor", card, PUPILS, TODAY).tells_an_act


def test_a_card_with_no_words_at_all_reads_names_and_titles_only() -> None:
    card = CARD.model_copy(update={"spoken": {}})
    reading = read_note("Noor zit in de kantine", card, PUPILS, TODAY)
    assert reading.pupils("") == ["noor"]
    assert reading.places == ("canteen",)


SPOKEN = st.lists(
    st.sampled_from(
        [
            "noor",
            "daan",
            "emma",
            "ben",
            "roos",
            "niet",
            "geen",
            "en",
            "of",
            "dat",
            ",",
            ".",
            "werd",
            "wordt",
            "heeft",
            "is",
            "door",
            "van",
            "met",
            "de",
            "moeder",
            "gisteren",
            "maandag",
            "12",
            "november",
            "geeft",
            "7",
            "uitgescholden",
            "slaat",
            "pest",
            "pakte",
            "af",
            "mag",
            "meedoen",
            "plein",
            "pauze",
            "D.B.",
            "haar",
            "ze",
            "'s",
        ]
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(SPOKEN.map(" ".join) | st.text(max_size=80))
def test_whatever_is_said_only_what_was_said_is_read(text: str) -> None:
    reading = read(text)
    known = {one.pupil_id for one in PUPILS}
    assert all(one.typed in text and set(one.pupil_ids) <= known for one in reading.mentions)
    assert all(len(one.pupil_ids) == 1 for one in reading.mentions if one.is_certain)
    certain = [one.pupil_ids for one in reading.mentions if one.is_certain]
    assert len(certain) == len(set(certain))
    assert set(reading.kinds) <= set(CARD.lists["kinds"])
    assert reading.incident_on is None or reading.incident_on <= TODAY
    assert read(text) == reading


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["Noor", "Daan", "Sem"]), st.sampled_from(["Noor", "Daan", "Sem"]))
def test_capitals_and_full_stops_change_nothing_for_plain_names(one: str, other: str) -> None:
    text = f"{one} werd gisteren uitgescholden door {other}."
    spoken = read(text.lower().rstrip("."))
    assert spoken.mentions == tuple(
        type(m)(m.typed.lower(), m.pupil_ids, m.is_certain, m.role) for m in read(text).mentions
    )
