"""A pupil is found as somebody types: no accents, no capitals, a part of the name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.people import PersonName
from casework.pupil_search import matching_pupils
from casework.records import Pupil

NAMES = (
    ("Esmée", "Kuijpers"),
    ("Noor", "van der Berg"),
    ("Anne-Fleur", "de Wit"),
    ("Yusuf", "Yılmaz"),
    ("Jörg", "Müller"),
    ("Sem", "Jansen"),
    ("Sem", "Jacobs"),
    ("D'Angelo", "'t Hart"),
    ("Zoë", "van den Brink"),
)
PUPILS = [Pupil(str(n), PersonName(*name), "", "2B") for n, name in enumerate(NAMES)]


def ids_found(typed: str) -> list[str]:
    return [pupil.name.full for pupil in matching_pupils(typed, PUPILS)]


@pytest.mark.parametrize(
    ("typed", "full_name"),
    [
        ("esmee", "Esmée Kuijpers"),
        ("ESMÉE K", "Esmée Kuijpers"),
        ("Esmée K.", "Esmée Kuijpers"),
        ("kuij", "Esmée Kuijpers"),
        ("berg", "Noor van der Berg"),
        ("van der berg", "Noor van der Berg"),
        ("vd berg", "Noor van der Berg"),
        ("v.d. Berg", "Noor van der Berg"),
        ("vanderberg", "Noor van der Berg"),
        ("Berg, Noor van der", "Noor van der Berg"),
        ("fleur", "Anne-Fleur de Wit"),
        ("annefleur", "Anne-Fleur de Wit"),
        ("de wit", "Anne-Fleur de Wit"),
        ("yilmaz", "Yusuf Yılmaz"),
        ("mueller", "Jörg Müller"),
        ("joerg", "Jörg Müller"),
        ("muller", "Jörg Müller"),
        ("sem jan", "Sem Jansen"),
        ("Sem Jac.", "Sem Jacobs"),
        ("thart", "D'Angelo 't Hart"),
        ("angelo", "D'Angelo 't Hart"),
        ("kuipers", "Esmée Kuijpers"),
        ("jansem", "Sem Jansen"),
        ("zoe", "Zoë van den Brink"),
        ("ZOË", "Zoë van den Brink"),
        ("brink zoe", "Zoë van den Brink"),
        ("van den brink", "Zoë van den Brink"),
        ("brink", "Zoë van den Brink"),
    ],
)
def test_a_name_is_found_however_it_is_typed(typed: str, full_name: str) -> None:
    assert ids_found(typed) == [full_name]


def test_every_typed_word_must_fit() -> None:
    assert ids_found("sem") == ["Sem Jacobs", "Sem Jansen"]
    assert ids_found("sem berg") == []


@pytest.mark.parametrize("typed", ["", "  ", "2026-044", "%", "' or 1=1 --", "🙂"])
def test_what_is_no_name_finds_nobody(typed: str) -> None:
    assert ids_found(typed) == []


def people(*names: str) -> list[Pupil]:
    return [Pupil(str(n), PersonName(name, ""), "", "") for n, name in enumerate(names)]


def test_the_whole_word_comes_before_a_part() -> None:
    matches = matching_pupils("noor", people("Noortje", "Noor", "Elnoor"))
    assert [pupil.name.given for pupil in matches] == ["Noor", "Noortje", "Elnoor"]


def test_a_slip_is_forgiven_only_when_nobody_fits_without_one() -> None:
    assert len(matching_pupils("jansen", people("Jansen", "Janssen"))) == 1
    assert len(matching_pupils("jannsen", people("Jansen", "Janssen"))) == 2


@given(st.sampled_from(PUPILS), st.booleans(), st.integers(min_value=2))
def test_the_beginning_of_any_name_finds_its_pupil(pupil: Pupil, upper: bool, cut: int) -> None:
    bare = "".join(
        c
        for c in unicodedata.normalize("NFKD", pupil.name.full.replace("ı", "i"))
        if ord(c) < 0x300
    )
    typed = bare[: max(2, cut % (len(bare) + 1))]
    assert pupil in matching_pupils(typed.upper() if upper else typed, PUPILS)
