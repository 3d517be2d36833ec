"""The kinds of fields of a form: what is read, what is refused, and what a draft keeps."""

from datetime import date

import pytest

from casework.errors import InputRefused
from ui.forms.field import (
    MORE,
    Checkbox,
    Day,
    DayCount,
    FewFirst,
    MultiPills,
    Pills,
    SelectOrType,
    Setting,
    TextArea,
)
from ui.forms.five_questions import brief
from ui.forms.pupil_chips import SOMEBODY, PupilChips, classes_of

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


def test_a_setting_is_never_empty() -> None:
    with pytest.raises(InputRefused, match="Kies een van de mogelijkheden"):
        Setting("f", "", OPTIONS).read(None)
    assert Setting("f", "", OPTIONS).read("no") == "no"


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


def test_what_unfolds_a_question_is_no_answer_and_in_no_draft() -> None:
    kinds = FewFirst("kinds").of(OPTIONS)
    assert list(kinds.options) == ["yes", "no", MORE]
    assert kinds.read(["no", MORE]) == kinds.to_draft(["no", MORE]) == ["no"]

    chips = PupilChips("who", others={"~group": "groep"})
    value = ["a", "~group", SOMEBODY, "~class:2b"]
    assert chips.read(value) == ["a"]
    assert chips.to_draft(value) == ["a", "~group", "~class:2b"]
    assert classes_of(value) == ["2b"]


def test_one_pupil_is_chosen_or_nobody() -> None:
    chips = PupilChips("who", is_single=True, required="Tik aan wie.").of({"a": "Noor V."})
    assert (chips.read("a"), chips.within_options("b")) == ("a", None)
    with pytest.raises(InputRefused, match="Tik aan wie"):
        chips.read(None)


def test_a_long_answer_is_told_by_its_beginning_where_that_tells_it_apart() -> None:
    words = {
        "verbal": "schelden of kwetsende opmerkingen",
        "online": "online: appgroep, sociale media, foto's",
        "other": "iets anders",
        "a": "spugen of slaan",
        "b": "spugen of schoppen",
    }
    assert list(brief(words).values()) == [
        "schelden",
        "online",
        "iets anders",
        "spugen of slaan",
        "spugen of schoppen",
    ]
