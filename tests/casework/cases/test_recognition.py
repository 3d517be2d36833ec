"""A melding is recognised as part of a known case, and the person hears why."""

from collections.abc import Mapping
from datetime import date

import pytest

from casework.cases.recognition import recognised
from casework.records import RelatedCase
from tests.histories import DAAN, EMMA, NOOR, YUSUF

MONDAY = date(2026, 11, 2)
TUESDAY = date(2026, 11, 3)


def known(parts: Mapping[str, str], case_id: str = "een", on: date = MONDAY) -> RelatedCase:
    return RelatedCase(case_id, "2026-001", "running", on, parts)


def reasons(new: Mapping[str, str], old: Mapping[str, str]) -> list[tuple[str, ...]]:
    return [alike.reasons for alike in recognised(new, [known(old)])]


NEW = {NOOR: "target", DAAN: "displaying"}


@pytest.mark.parametrize(
    ("old", "why"),
    [
        ({NOOR: "target", DAAN: "displaying"}, ("same_pair", "same_target", "same_displaying")),
        ({NOOR: "target"}, ("same_target",)),
        ({NOOR: "target", YUSUF: "displaying"}, ("same_target",)),
        ({EMMA: "target", DAAN: "displaying"}, ("same_displaying",)),
    ],
)
def test_a_case_is_recognised_by_who_has_which_part(
    old: Mapping[str, str], why: tuple[str, ...]
) -> None:
    assert reasons(NEW, old) == [why]


@pytest.mark.parametrize(
    "old",
    [
        {EMMA: "target", YUSUF: "displaying"},
        {NOOR: "bystander", DAAN: "defender"},
        {NOOR: "displaying", DAAN: "target"},
        {},
    ],
)
def test_sharing_a_pupil_in_another_part_is_no_likeness(old: Mapping[str, str]) -> None:
    assert reasons(NEW, old) == []


def test_three_pupils_in_common_are_the_same_group_whatever_their_parts() -> None:
    new = {NOOR: "target", DAAN: "bystander", EMMA: "follower"}

    assert reasons(new, {NOOR: "bystander", DAAN: "displaying", EMMA: "target"}) == [
        ("same_group",)
    ]
    assert reasons(new, {NOOR: "bystander", DAAN: "displaying"}) == []


def test_the_strongest_likeness_comes_first_and_then_the_latest_case() -> None:
    cases = [
        known({EMMA: "target", DAAN: "displaying"}, "zelfde pester", TUESDAY),
        known({NOOR: "target"}, "zelfde gepeste, ouder", MONDAY),
        known({NOOR: "target"}, "zelfde gepeste, nieuwer", TUESDAY),
        known({NOOR: "target", DAAN: "displaying"}, "zelfde paar", MONDAY),
    ]

    assert [alike.case_id for alike in recognised(NEW, cases)] == [
        "zelfde paar",
        "zelfde gepeste, nieuwer",
        "zelfde gepeste, ouder",
        "zelfde pester",
    ]


def test_without_pupils_nothing_is_recognised() -> None:
    assert recognised({}, [known(NEW)]) == []
    assert recognised(NEW, []) == []
