"""A name of which the letters do not stand together is asked; ordinary words beside it are not."""

import pytest

from casework.masking import OTHER_PUPIL, NameBook, Why
from casework.people import PersonName

NAMES = {
    "sem": ("Sem", "de Wit"),
    "lotte": ("Lotte", "Smit"),
    "mohammed": ("Mohammed", "el Amrani"),
    "weijie": ("Weijie", "Wong"),
    "anna": ("Anna-Sophie", "van der Meulen"),
    "thijs": ("Thijs", "van Dijk"),
    "liam": ("Liam", "in 't Veld"),
    "filmon": ("Filmon", "Gebremariam"),
    "noa": ("Noa", "Meijer-de Vries"),
}
BOOK = NameBook((pupil, PersonName(*name)) for pupil, name in NAMES.items())


def masked(typed: str, *involved: str) -> str:
    """What comes in the place of a name inside a sentence."""
    text = BOOK.find(f"Toen zei {typed} dat het klaar was.", "", involved).text
    return text.removeprefix("Toen zei ").removesuffix(" dat het klaar was.")


@pytest.mark.parametrize(
    "typed",
    [
        "S e m",
        "S-e-m",
        "S.e.m",
        "S/e/m",
        "S*m",
        "L*tte",
        "L**te",
        "L🙂tte",
        "Lott*",
        "L o t t e",
        "M.o.h.a.m.m.e.d",
        "M*h*mmed",
        "Moham-\nmed",
        "Wei Jie",
        "Wei-jie",
        "Gebre Mariam",
    ],
)
def test_a_name_in_pieces_is_asked(typed: str) -> None:
    assert masked(typed) == OTHER_PUPIL
    [doubt] = BOOK.find(f"Toen zei {typed} niets.", "").hits
    assert doubt.why is Why.SPELLING
    assert doubt.meant


def test_in_small_letters_only_of_who_has_to_do_with_it() -> None:
    assert masked("l*tte") == "l*tte"
    assert masked("l*tte", "lotte") == OTHER_PUPIL
    assert masked("s e m", "sem") == OTHER_PUPIL


@pytest.mark.parametrize(
    "text",
    [
        "Hij zei: k*t, en f*ck, en * dat was het *.",
        "Zie bijlage A * B, punt a. b. c. en d.w.z. niets.",
        "Een lijst:\n- weg-\n- terug-\ngaan",
        "In de mei-\nvakantie is de school dicht.",
    ],
    ids=["swearing", "points", "a list", "a word over two lines"],
)
def test_other_words_in_pieces_are_no_name(text: str) -> None:
    assert BOOK.find(text, "", {"sem", "lotte"}).hits == ()


def test_the_own_name_in_pieces_stays() -> None:
    assert BOOK.find("Toen zei L*tte dat.", "lotte").hits == ()


@pytest.mark.parametrize(
    "typed",
    [
        "A-S vdM",
        "ASvdM",
        "A.S. van der M.",
        "Thijs vD",
        "Th. van Dijk",
        "Liam int Veld",
        "Liam i/h Veld",
        "Al Amrani",
        "al-Amrani",
        "van Dyk",
        "van Dyck",
        "TvDijk",
        "de Vries",
    ],
)
def test_initials_and_families_however_their_small_words_are_written(typed: str) -> None:
    assert masked(typed) == OTHER_PUPIL


@pytest.mark.parametrize("typed", ["m.e.a.", "asvdm", "tvd"])
def test_initials_in_small_letters_are_asked_of_who_is_involved(typed: str) -> None:
    assert masked(typed) == typed
    assert masked(typed, "mohammed", "anna", "thijs") == OTHER_PUPIL


@pytest.mark.parametrize("typed", ["d.w.z.", "o.a.", "t.o.v.", "i.v.m.", "mw.", "km"])
def test_abbreviations_are_nobody(typed: str) -> None:
    name = PersonName(typed[0].upper() + "xyx", f"{typed[1:-1].strip('.')[:1]} {typed[-2]}oq")
    book = NameBook([("one", name), ("two", PersonName("Otto", "Arends"))])

    assert book.find(f"Er werd {typed} gepraat.", "", {"one", "two"}).hits == ()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Ŧhijs", None),
        ("Ꮮotte", Why.LETTERS),
        ("يوسف", Why.LETTERS),
        ("小玲", Why.LETTERS),
        ("No\u115fa", None),
        ("No\U000e0020a", None),
    ],
    ids=["a stroke", "Cherokee", "Arabic", "Chinese", "a filler", "a tag"],
)
def test_letters_of_elsewhere_are_read_or_asked(typed: str, why: Why | None) -> None:
    result = BOOK.find(f"Toen zei {typed} niets.", "")

    assert result.text == f"Toen zei {OTHER_PUPIL} niets."
    assert [hit.why for hit in result.hits] == [why]


def test_one_letter_of_elsewhere_is_a_sign() -> None:
    assert BOOK.find("Bij wiskunde: α en β, Δt is 5 µm.", "").hits == ()


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("@lillotte", OTHER_PUPIL),
        ("#teamlotte", OTHER_PUPIL),
        ("lotte.psv", OTHER_PUPIL),
        ("lotteajax", OTHER_PUPIL),
        ("@moh.feyenoord", OTHER_PUPIL),
        ("@moelamrani", OTHER_PUPIL),
        ("@mhmd.amrani", OTHER_PUPIL),
        ("xXlotteXx", OTHER_PUPIL),
        ("@as.vdm", OTHER_PUPIL),
        ("L0tt€", OTHER_PUPIL),
        ("S€m", OTHER_PUPIL),
        ("https://instagram.com/lotte.smit", OTHER_PUPIL),
        ("instagram.com/lottes?x=1", OTHER_PUPIL),
        ("lottesmit(at)gmail.com", OTHER_PUPIL),
        ("lotte.smit [at] gmail [punt] com", OTHER_PUPIL),
    ],
    ids=str,
)
def test_nothing_is_left_of_an_account_or_address(typed: str, left: str) -> None:
    assert masked(typed) == left


@pytest.mark.parametrize(
    "text",
    [
        "Zie https://www.kennisnet.nl/privacy en magister.nl.",
        "Op 3.14 stond iets; lokaal b2.14, groep 3b.",
        "Na de les.daarna naar huis, o.a. met de bus.",
        "#schoolfeest en #pauze, @mentorteam",
    ],
    ids=["addresses", "rooms", "a forgotten space", "tags"],
)
def test_addresses_and_tags_without_a_name_stay(text: str) -> None:
    assert BOOK.find(text, "", {"sem", "lotte"}).hits == ()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Giovanni", "Djovanni"),
        ("Jihane", "Gihane"),
        ("Maud", "Mout"),
        ("Xavi", "Savi"),
        ("Fenna", "Venna"),
        ("Tjitske", "Tsjitske"),
        ("Fatima", "Tima"),
        ("Winston", "Winnie"),
        ("Xiaoling", "Lingling"),
        ("Job", "Joppie"),
        ("Bilal", "Vilal"),
        ("Mohammed", "Nohammed"),
    ],
)
def test_a_name_by_ear_by_its_end_or_with_the_key_beside_it_is_asked(name: str, typed: str) -> None:
    book = NameBook([("one", PersonName(name, "Qwaak"))])

    result = book.find(f"Toen zei {typed} niets.", "", {"one"})

    assert result.text == f"Toen zei {OTHER_PUPIL} niets."
    assert result.doubts


def test_a_name_made_small_behind_an_apostrophe_goes_whole() -> None:
    book = NameBook([("one", PersonName("Ali", "Kurt"))])

    assert book.find("Ook Ali'tje zei het.", "").text == f"Ook {OTHER_PUPIL} zei het."


def test_a_word_of_every_day_at_the_start_of_a_sentence_is_asked_and_inside_one_left() -> None:
    book = NameBook([("one", PersonName("Frank", "Snel"))])

    asked = book.find("Frank en vrij. Snel weg. Hij was frank en snel.", "")

    assert [(asked.word(hit), hit.why) for hit in asked.hits] == [
        ("Frank", Why.WORD),
        ("Snel", Why.WORD),
    ]
