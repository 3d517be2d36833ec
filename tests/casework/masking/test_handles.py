"""Names that hide: handles, digits for letters, glued initials, numbers and addresses."""

import pytest

from casework.masking import OTHER_PUPIL, NameBook, Why
from casework.people import PersonName

NAMES = {
    "mees": ("Mees", "de Wit"),
    "roos": ("Roos", "Bakker"),
    "sterre": ("Sterre", "van den Berg"),
    "daan": ("Daan", "de Wit"),
    "jan_peter": ("Jan-Peter", "Smit"),
    "sem": ("Sem", "Jansen"),
    "noor": ("Noor", "Visser"),
    "mohammed": ("Mohammed", "el Amrani"),
    "ilse": ("Ilse", "Boot"),
}
CONTACTS = {"104233": "sem", "1999": "ilse", "s.jansen04@leerling.nl": "sem", "200417": "noor"}
BOOK = NameBook(((one, PersonName(*name)) for one, name in NAMES.items()), contacts=CONTACTS)
OTHER = OTHER_PUPIL


def doubts(text: str, *involved: str, own: str = "noor") -> list[tuple[str, Why | None]]:
    """What is asked; nothing may be masked unasked."""
    result = BOOK.find(text, own, involved)
    assert result.hits == result.doubts
    return [(result.word(hit), hit.why) for hit in result.doubts]


@pytest.mark.parametrize(
    "handle",
    [
        "@sterrevdb",
        "@sterre.vdberg",
        "sterre_vd_b",
        "@sterrebear",
        "xx_rooss_xx",
        "xxroosxx_",
        "@its.roosb",
        "M33s",
        "m33s07",
        "M3es_",
        "st3rr3",
        "1lse",
        "Il5e",
        "$em_",
        "M0h4mm3d",
        "moh_a_04",
        "@sembakker",
        "sterrevdb",
    ],
)
def test_the_name_of_an_account_is_asked_and_masked_whole(handle: str) -> None:
    result = BOOK.find(f"Gezien op insta bij {handle} gisteren", "noor")

    assert result.text == f"Gezien op insta bij {OTHER} gisteren"
    assert [hit.why for hit in result.hits] == [hit.why for hit in result.doubts]


@pytest.mark.parametrize(
    "handle",
    ["@daan_dw", "Daan_2010", "#DaanDeWit", "DaanDW", "daan07", "@daan.dw", "xx_daan_xx", "Daan2"],
)
def test_nothing_is_left_beside_a_name_in_a_handle(handle: str) -> None:
    assert BOOK.find(f"Bericht van {handle} zelf", "noor").text == f"Bericht van {OTHER} zelf"


@pytest.mark.parametrize(
    "handle",
    ["@noor_v", "xx_noor_xx", "n00r", "@noorvisser", "noor.visser@gmail.com", "200417"],
)
def test_what_is_of_the_own_pupil_stays(handle: str) -> None:
    assert doubts(f"Het gaat om {handle} zelf") == []


@pytest.mark.parametrize(
    "letters",
    [
        "M de W.",
        "MdW",
        "M.dW.",
        "M. de W",
        "SvdB",
        "S v d B.",
        "S. v.d. B.",
        "de W.",
        "J-P",
        "J-P.",
    ],
)
def test_glued_initials_are_asked_as_a_whole(letters: str) -> None:
    result = BOOK.find(f"Daarna was {letters} erbij", "noor")

    assert result.text == f"Daarna was {OTHER} erbij"
    assert [hit.why for hit in result.hits] == [Why.INITIALS]


def test_capitals_are_asked_only_of_who_is_involved() -> None:
    assert doubts("Daarna zei MDW iets tegen JP.", "mees", "jan_peter") == [
        ("MDW", Why.INITIALS),
        ("JP", Why.INITIALS),
    ]
    assert doubts("Daarna zei MDW iets tegen JP, op de TV.") == []


def test_a_number_or_address_of_a_pupil_is_masked_and_of_whoever_it_may_be_asked() -> None:
    text = "Sem is 104233, mail S.Jansen04@leerling.nl."
    assert BOOK.find(text, "noor").text == f"Een medeleerling is {OTHER}, mail {OTHER}."

    assert doubts("Bel 06-12345678 of +31 6 1234 5678, mail bakker.roos@ziggo.nl of x9@y.nl.") == [
        ("06-12345678", Why.CONTACT),
        ("+31 6 1234 5678", Why.CONTACT),
        ("bakker.roos@ziggo.nl", Why.CONTACT),
        ("x9@y.nl", Why.CONTACT),
    ]
    assert BOOK.find("Bel 06-12345678 of mail x9@y.nl.", "noor").text == (
        "Bel een telefoonnummer of mail een e-mailadres."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Klas 2B, 3x per week, havo4, om 10:30, op 10-11-2026, in lokaal A104, covid19 en H2O.",
        "In 1999 en 2026, 12 keer, bladzijde 104, 50%, 3,5 en 1.000 euro.",
        "Mail info@school.nl, zie de app en #samensterk of www.school.nl.",
        "vmbo-tl, oud-leerling, e-mail, A4, mp3, 6e uur en 1e klas",
        "De W.C. was dicht. Van A. tot B. ging het goed.",
    ],
    ids=["school", "numbers", "office", "hyphens", "letters"],
)
def test_what_is_no_account_and_no_number_of_a_pupil_stays(text: str) -> None:
    assert doubts(text) == []
