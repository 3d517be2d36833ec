"""The kinds of fields of a form: what is read, what is refused, and what a draft keeps."""

from datetime import date

import pytest

from casework.errors import InputRefused
from ui.forms.field import Checkbox, Day, DayCount, MultiPills, Pills, SelectOrType, TextArea

OPTIONS = {"yes": "ja", "no": "nee"}


def test_words_are_read_without_the_spaces_around_them() -> None:
    assert TextArea("what").read("  Er werd geduwd. \n") == "Er werd geduwd."
    assert TextArea("what").read(None) == ""


@pytest.mark.parametrize(
    ("field", "empty"),
    [
        (TextArea("f", required="Schrijf iets."), " "),
        (Pills("f", "", OPTIONS, required="Schrijf iets."), None),
        (MultiPills("f", "", OPTIONS, required="Schrijf iets."), []),
        (Day("f", required="Schrijf iets."), None),
        (Checkbox("f", required="Schrijf iets."), False),
        (DayCount("f", required="Schrijf iets."), None),
    ],
)
def test_what_may_not_be_empty_is_refused_at_its_field(field: TextArea, empty: object) -> None:
    with pytest.raises(InputRefused) as refusal:
        field.read(empty)
    assert (str(refusal.value), refusal.value.field) == ("Schrijf iets.", "f")


def test_a_zero_is_filled_in_and_a_number_has_a_maximum() -> None:
    weight = DayCount("weight", required="Vul een getal in.", maximum=10)
    assert weight.read(0) == 0
    with pytest.raises(InputRefused, match="Ten hoogste 10"):
        weight.read(11)


def test_a_choice_that_is_no_longer_offered_is_left_out() -> None:
    assert Pills("f", "", OPTIONS).within_options("maybe") is None
    assert MultiPills("f", "", OPTIONS).within_options(["yes", "maybe"]) == ["yes"]
    assert SelectOrType("f", "", OPTIONS).within_options("maybe") == "maybe"


def test_a_draft_gives_a_day_back_as_it_was() -> None:
    day = Day("on")
    assert day.from_draft(day.to_draft(date(2026, 11, 23))) == date(2026, 11, 23)
    assert day.to_draft(None) is None
