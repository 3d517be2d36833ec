"""A filter on cases in an address: what is written is read back, and nonsense is left out."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.cases.case_filter import Basis, CaseFilter
from ui.cases import filter_address
from ui.cases.filter_address import KEYS

CODES = st.sampled_from(["", "verbal", "canteen", "no_bullying"])
IDS = st.one_of(st.just(""), st.uuids().map(str))
DAYS = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
FILTERS = st.builds(
    CaseFilter,
    basis=st.sampled_from(Basis),
    first=DAYS,
    last=DAYS,
    team_id=IDS,
    year_group=st.integers(0, 6),
    class_id=IDS,
    kind=CODES,
    place=CODES,
    day_part=CODES,
    level=st.integers(0, 3),
    state=CODES,
    step=CODES,
    outcome=CODES,
    second_kind=CODES,
    concerns=CODES,
    known_on=DAYS,
)


@given(FILTERS)
def test_a_filter_comes_back_from_the_address_as_it_was(own_filter: CaseFilter) -> None:
    address = filter_address.parameters(own_filter)
    assert filter_address.read(address) == own_filter
    assert set(address) <= set(KEYS.values())


def test_without_a_figure_there_is_no_filter() -> None:
    assert filter_address.read({}) is None
    assert filter_address.read({KEYS["basis"]: "iets", KEYS["kind"]: "verbal"}) is None
    assert filter_address.read({KEYS["kind"]: "verbal"}) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("first", "2026-02-30"),
        ("first", "gisteren"),
        ("last", "20261101"),
        ("last", "9999999-01-01"),
        ("team_id", "onderbouw"),
        ("class_id", "2B"),
        ("class_id", "AAAAAAAA-0000-4000-8000-000000000001"),
        ("year_group", "0"),
        ("year_group", "tien"),
        ("level", "-1"),
        ("level", "٣"),
        ("kind", "Noor Visser"),
        ("kind", "'; drop table entry; --"),
        ("place", "x" * 5_000),
        ("outcome", "\x00"),
    ],
)
def test_what_makes_no_sense_is_left_out(name: str, text: str) -> None:
    address = {KEYS["basis"]: "report", KEYS["day_part"]: "break", KEYS[name]: text}
    assert filter_address.read(address) == CaseFilter(Basis.REPORT, day_part="break")


@given(st.dictionaries(st.sampled_from(list(KEYS.values())), st.text(max_size=40)))
def test_no_address_breaks_the_list(address: dict[str, str]) -> None:
    read_filter = filter_address.read(address | {KEYS["basis"]: "now"})
    assert read_filter is not None
    assert filter_address.read(filter_address.parameters(read_filter)) == replace(read_filter)
