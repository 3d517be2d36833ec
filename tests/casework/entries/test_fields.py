"""What an entry keeps of what was typed: codes apart from words, and words as they were."""

from datetime import date
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from casework import entries as kinds
from casework.entries import KINDS, LONGEST_TEXT, Payload, tidy

DAY = date(2026, 11, 2)

HOSTILE = [
    "x" * 20_000,
    "😀👩‍👧 hij zei: 🖕",
    "مرحبا يا نور",
    "\u202egnirts\u202c omgekeerd",
    "<script>alert(1)</script>",
    "=1+1",
    "@SUM(A1)",
    "![plaatje](https://voorbeeld.nl/a.png)",
    "[klik](javascript:alert(1)) **vet** `code`",
    "'; drop table entry; --",
    "{{ 7*7 }} ${HOME} %s",
    "regel 1\nregel 2\n\n- punt",
    "naam\tscore",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_words_are_kept_as_they_were_typed(text: str) -> None:
    assert kinds.Reported(what=text).what == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  om de zin heen \n", "om de zin heen"),
        ("Windows\r\nregel", "Windows\nregel"),
        ("bel\x07 en nul\x00", "bel en nul"),
        ("cafe\u0301", "café"),
        ("half\ud83d teken", "half teken"),
        ("", ""),
        ("   \t\n ", ""),
        ("\u00a0\u2003", ""),
        ("\u200b\u200d\ufeff", ""),
        ("\u202e \u200f", ""),
    ],
)
def test_words_are_tidied_and_what_cannot_be_seen_is_no_text(typed: str, kept: str) -> None:
    assert kinds.Reported(what=typed).what == kept


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    once = tidy(text)

    assert tidy(once) == once


@given(st.text())
def test_words_survive_the_way_to_the_log_and_back(text: str) -> None:
    answers = kinds.SupportAsked(question=text, tried=text)
    silence = {"question": "", "tried": ""}

    again = kinds.SupportAsked.model_validate({**silence, **answers.coded(), **answers.sealed()})

    assert again == answers


def test_words_of_more_than_fifty_thousand_characters_do_not_fit() -> None:
    assert len(kinds.Reported(what="x" * LONGEST_TEXT).what) == LONGEST_TEXT
    with pytest.raises(ValidationError, match="too long"):
        kinds.Reported(what="x" * (LONGEST_TEXT + 1))


@pytest.mark.parametrize("score", [0, 11, -1])
def test_a_safety_score_is_from_one_to_ten(score: int) -> None:
    assert kinds.CheckedIn(safety_score=10).safety_score == 10
    with pytest.raises(ValidationError):
        kinds.CheckedIn(safety_score=score)


def test_a_kind_of_entry_refuses_what_it_does_not_know() -> None:
    with pytest.raises(ValidationError, match="extra"):
        kinds.CheckedIn.model_validate({"grade": 7})


def test_an_entry_cannot_be_changed_after_it_is_made() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        kinds.CheckedIn(note="Het gaat.").note = "Iets anders"


@pytest.mark.parametrize("model", KINDS.values(), ids=KINDS)
def test_a_field_of_text_is_a_short_code_or_it_is_sealed(model: type[Payload]) -> None:
    for name, field in model.model_fields.items():
        if field.annotation is str and name not in model.sealed_fields():
            assert 60 in [getattr(mark, "max_length", None) for mark in field.metadata], name


def filled(model: type[Payload]) -> Payload:
    """An entry in which every word is a canary."""
    values: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name in model.sealed_fields():
            values[name] = f"kanarie {name}"
        elif field.is_required():
            examples = {str: "x", int: 1, date: DAY, Literal["yes", "partly", "no"]: "no"}
            values[name] = examples[field.annotation or str]
    return model.model_validate(values)


@pytest.mark.parametrize("model", KINDS.values(), ids=KINDS)
def test_no_word_is_ever_among_the_codes(model: type[Payload]) -> None:
    payload = filled(model)

    assert "kanarie" not in str(payload.coded())
    assert set(payload.sealed()) == model.sealed_fields()


@pytest.mark.parametrize("model", KINDS.values(), ids=KINDS)
def test_an_entry_is_the_same_again_from_its_codes_and_words(model: type[Payload]) -> None:
    answers = filled(model)

    assert model.model_validate({**answers.coded(), **answers.sealed()}) == answers


@pytest.mark.parametrize("model", [kinds.Reported, kinds.AnalysisAdded])
def test_which_questions_were_answered_is_known_without_the_words(model: type[Payload]) -> None:
    answers = model.model_validate({"what": "Geroepen.", "where": " ", "why": "Jaloezie."})

    assert answers.coded()["answered"] == ["what", "why"]
    without_words = model.model_validate({"what": "", "where": "", "why": "", **answers.coded()})
    assert without_words.coded()["answered"] == ["what", "why"]


def test_an_answer_of_only_white_space_is_no_answer() -> None:
    assert kinds.AnalysisAdded(what=" \u200b ").coded() == {}
