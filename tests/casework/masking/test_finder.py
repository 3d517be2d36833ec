"""A pupil is found by typing a part of the name, whatever is on the keyboard."""

import pytest

from casework.masking import PupilFinder
from casework.people import PersonName

PEOPLE = {
    "esmee": ("Esmée", "Kılıç", "2B"),
    "anne": ("Anne-Fleur", "van den Berg", "2B"),
    "bjorn": ("Björn", "O'Brien", "2C"),
    "noor": ("Noor", "Visser", "2C"),
    "noortje": ("Noortje", "Aarts", "2B"),
    "vera": ("Vera", "van Noorden", "4V1"),
}


@pytest.fixture
def finder() -> PupilFinder:
    return PupilFinder((one, PersonName(g, f), c) for one, (g, f, c) in PEOPLE.items())


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("esmee", ["esmee"]),
        ("KILIC", ["esmee"]),
        ("es ki", ["esmee"]),
        ("kilic, esmee", ["esmee"]),
        ("fleur", ["anne"]),
        ("annefleur", ["anne"]),
        ("anne-fleur v", ["anne"]),
        ("vandenberg", ["anne"]),
        ("bjoern", ["bjorn"]),
        ("bjorn obrien", ["bjorn"]),
        ("o'br", ["bjorn"]),
        # The given name itself, then what begins with it, then family names.
        ("noor", ["noor", "noortje", "vera"]),
        ("noor 2b", ["noortje"]),
        ("2c", ["bjorn", "noor"]),
        ("vis noor", ["noor"]),
        ("n", []),
        ("", []),
        ("  \n", []),
        ("xx", []),
        ("noor xx", []),
    ],
)
def test_what_is_typed_finds(finder: PupilFinder, typed: str, who: list[str]) -> None:
    assert finder.find(typed, 8) == who


def test_no_more_than_asked(finder: PupilFinder) -> None:
    assert finder.find("noor", 2) == ["noor", "noortje"]
