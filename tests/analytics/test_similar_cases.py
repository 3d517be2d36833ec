"""Cases that are alike: distances by hand, the nearest, and what is suppressed of them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from duckdb import DuckDBPyRelation
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.disclosure.suppression import suppress_marked
from analytics.result import MINIMUM_N
from analytics.similar_cases import (
    NEAREST,
    THRESHOLD,
    SimilarCases,
    _part,
    distances,
    may_open_all,
    similar_cases,
    suppressed,
)
from casework.cases.review import Likeness

ENGINE = duckdb.connect()
LISTS = ("kinds", "places", "helped", "not_helped", "measures_seen", "measures_helped")
SCHEMA = pa.schema(
    [
        ("case_id", pa.string()),
        *((name, pa.list_(pa.string())) for name in LISTS),
        *((name, pa.int32()) for name in ("year_group", "level", "school_days")),
        *((name, pa.bool_()) for name in ("group_level", "has_stopped")),
        ("closed_on", pa.date32()),
    ]
)
OWN = Likeness(("online", "verbal"), ("corridor",), 2, 1, False, 20)
HELPED = ("talks", "parents", "measure")


def past_row(like: Likeness = OWN, **more: Any) -> dict[str, Any]:
    row = {name: [] for name in LISTS} | {
        "case_id": None,
        "kinds": list(like.kinds),
        "places": list(like.places),
        "year_group": like.year_group,
        "level": like.level,
        "group_level": like.group_level,
        "school_days": like.school_days,
        "has_stopped": True,
        "closed_on": date(2026, 3, 2),
    }
    return row | more


def past(*rows: dict[str, Any]) -> DuckDBPyRelation:
    return ENGINE.cursor().from_arrow(pa.Table.from_pylist(list(rows), schema=SCHEMA))


def apart(own: Likeness, other: Likeness) -> float:
    [(similar_to,)] = distances(past(past_row(other)), own).select("distance").fetchall()
    return float(similar_to)


# --- the distance ---------------------------------------------------------------------------------


def test_the_same_facts_are_no_distance() -> None:
    assert apart(OWN, OWN) == 0


def test_every_fact_counts_the_same() -> None:
    # 1 of 2 kinds, 1 of 2 places, 2 of 5 years, 2 of 2 levels, group level, 50 of 100 days.
    other = Likeness(("verbal",), ("canteen", "corridor"), 4, 3, True, 70)
    assert apart(OWN, other) == pytest.approx((0.5 + 0.5 + 0.4 + 1 + 1 + 0.5) / 6)


def test_a_fact_that_is_missing_is_not_compared() -> None:
    other = replace(OWN, kinds=(), level=2)
    assert apart(OWN, other) == pytest.approx(0.5 / 5)
    assert apart(other, OWN) == pytest.approx(0.5 / 5)
    assert apart(replace(OWN, places=()), other) == pytest.approx(0.5 / 4)


def test_beyond_the_widest_difference_no_case_gets_further_away() -> None:
    assert apart(OWN, replace(OWN, school_days=120)) == pytest.approx(1 / 6)
    assert apart(OWN, replace(OWN, school_days=900)) == pytest.approx(1 / 6)


def test_of_a_running_case_only_a_shorter_one_differs_in_duration() -> None:
    running = replace(OWN, is_open=True)
    assert apart(running, replace(OWN, school_days=90)) == 0
    assert apart(running, replace(OWN, school_days=10)) == pytest.approx(0.1 / 6)


def test_nothing_in_common_is_one() -> None:
    other = Likeness(("gossip",), ("trip",), 7, 3, True, 120)
    assert apart(OWN, other) == pytest.approx(1)


CODES = st.frozensets(st.sampled_from("abcd"), max_size=3).map(lambda codes: tuple(sorted(codes)))
LIKENESS = st.builds(
    Likeness,
    CODES,
    CODES,
    st.integers(1, 6),
    st.integers(1, 3),
    st.booleans(),
    st.integers(0, 150),
)


@settings(max_examples=40, deadline=None)
@given(one=LIKENESS, two=LIKENESS, three=LIKENESS)
def test_the_distance_is_a_distance(one: Likeness, two: Likeness, three: Likeness) -> None:
    assert apart(one, one) == 0
    assert 0 <= apart(one, two) <= 1
    assert apart(one, two) == pytest.approx(apart(two, one))
    if all(like.kinds and like.places for like in (one, two, three)):
        assert apart(one, three) <= apart(one, two) + apart(two, three) + 1e-9


# --- the nearest ----------------------------------------------------------------------------------


def many(count: int, **more: Any) -> list[dict[str, Any]]:
    return [past_row(**more) for _ in range(count)]


def similar_to(*rows: dict[str, Any], own: Likeness = OWN) -> SimilarCases:
    return similar_cases(past(*rows), own, HELPED, ("seating", "buddy"))


def counts(frame: pd.DataFrame) -> dict[str, tuple[Any, Any, Any]]:
    names = ("count_helped", "count_not_helped", "count_cases")
    return {row["code"]: tuple(row[name] for name in names) for _, row in frame.iterrows()}


def test_fewer_than_ten_say_nothing_at_all() -> None:
    few = similar_to(*many(MINIMUM_N - 1, helped=["talks"]))
    assert few.is_few
    assert few.helped.empty
    assert few.count_stopped is None
    assert similar_to(*many(MINIMUM_N, helped=["talks"])).is_few is False
    assert suppressed(few) is few


def test_no_case_at_all_says_nothing() -> None:
    assert similar_to().is_few


def test_a_case_beyond_the_threshold_is_not_like_it() -> None:
    far = Likeness(("gossip",), ("trip",), 2, 2, False, 20)
    assert apart(OWN, far) == pytest.approx(2.5 / 6)
    assert THRESHOLD < 2.5 / 6
    assert similar_to(*many(12), *many(30, like=far)).count == 12


def test_only_the_nearest_are_looked_at() -> None:
    near = many(NEAREST, helped=["talks"])
    further = many(20, like=replace(OWN, level=2), helped=["parents"])
    answer = similar_to(*further, *near)
    assert answer.count == NEAREST
    assert counts(answer.helped) == {"talks": (NEAREST, 0, NEAREST)}
    assert answer.furthest == 0


def test_what_helped_is_counted_once_a_case_with_its_interval() -> None:
    rows = [
        *many(8, helped=["talks", "parents"]),
        *many(12, helped=["talks"], not_helped=["parents"]),
    ]
    answer = similar_to(*rows)
    assert counts(answer.helped) == {"talks": (20, 0, 20), "parents": (8, 12, 20)}
    parents = answer.helped.set_index("code").loc["parents"]
    assert parents["share"] == pytest.approx(0.4)
    # Wilson (1927), 8 of 20: (0.2188, 0.6134), as binom::binom.wilson in R gives it.
    assert (parents["lower"], parents["upper"]) == pytest.approx((0.2188, 0.6134), abs=1e-4)


def test_a_code_that_is_gone_from_the_card_is_still_counted() -> None:
    answer = similar_to(*many(10, helped=["old_code"]))
    assert list(answer.helped["code"]) == ["old_code"]


def test_a_measure_is_counted_where_somebody_looked_at_it() -> None:
    rows = [
        *many(11, measures_seen=["seating"], measures_helped=["seating"]),
        *many(4, measures_seen=["seating", "buddy"], measures_helped=["buddy"]),
        *many(5),
    ]
    assert counts(similar_to(*rows).measures) == {"seating": (11, 4, 15), "buddy": (4, 0, 4)}


def test_how_long_they_took_and_how_many_stopped() -> None:
    rows = [
        past_row(replace(OWN, school_days=days), has_stopped=days < 25) for days in range(18, 28)
    ]
    answer = similar_to(*rows)
    assert (answer.count, answer.median, answer.count_stopped) == (10, 22.5, 7)


def test_the_order_of_the_cases_changes_nothing() -> None:
    rows = [
        past_row(
            replace(OWN, school_days=n % 9),
            helped=[HELPED[n % 3]],
            closed_on=date(2026, 1, 1) + timedelta(days=n % 5),
        )
        for n in range(60)
    ]
    one, other = similar_to(*rows), similar_to(*reversed(rows))
    assert counts(one.helped) == counts(other.helped)
    assert one.median == other.median


# --- what is suppressed --------------------------------------------------------------------------


def test_who_may_open_every_case_reads_every_number() -> None:
    rows = [past_row(case_id=f"c{n}", helped=["talks"] if n < 2 else []) for n in range(12)]
    answer = similar_to(*rows)
    assert may_open_all(answer)
    assert suppressed(answer) is answer


def test_small_counts_and_small_rests_are_hidden_from_others() -> None:
    rows = [
        past_row(
            helped=[
                *(["talks"] if n < 3 else []),
                *(["parents"] if n < 18 else []),
                *(["measure"] if n < 9 else []),
            ]
        )
        for n in range(20)
    ]
    answer = suppressed(similar_to(*rows))
    table = answer.helped.set_index("code")
    assert answer.is_hidden
    # 3 of 20 is small; of 18 of 20 the rest is 2; 9 of 20 is publishable.
    assert pd.isna(table.loc["talks", "count_helped"])
    assert table.loc["talks", "is_small_count_helped"]
    assert pd.isna(table.loc["parents", "count_helped"])
    assert not table.loc["parents", "is_small_count_helped"]
    assert table.loc["measure", "count_helped"] == 9
    assert table["share"].isna().tolist() == [True, True, False]


@pytest.mark.parametrize("whole", [MINIMUM_N, 13, NEAREST])
def test_a_part_is_told_as_the_general_rule_for_tables_tells_it(whole: int) -> None:
    for part in range(whole + 1):
        table = suppress_marked(
            pd.DataFrame({"part": [part], "rest": [whole - part]}), spare=["rest"]
        )
        value, is_small = _part(part, whole)
        assert (value is None) == bool(pd.isna(table.counts.loc[0, "part"]))
        assert is_small == bool(table.is_small.loc[0, "part"])


def test_one_case_out_of_sight_is_enough_to_hide() -> None:
    rows = [past_row(case_id=f"c{n}", helped=["talks"] if n < 2 else []) for n in range(12)]
    answer = suppressed(similar_to(*rows, past_row(helped=["parents"])))
    assert answer.helped["count_helped"].isna().all()
    assert len(answer.may_open) == 12


def test_a_measure_that_few_looked_at_has_no_number() -> None:
    rows = [
        *many(9, measures_seen=["buddy"], measures_helped=["buddy"]),
        *many(12, measures_seen=["seating"], measures_helped=["seating"]),
    ]
    table = suppressed(similar_to(*rows)).measures.set_index("code")
    assert table.loc["buddy"].drop("code", errors="ignore").isna().sum() >= 6
    assert table.loc["seating", "count_helped"] == 12


def test_of_a_measure_that_nearly_all_looked_at_nothing_gives_the_rest_away() -> None:
    rows = [*many(18, measures_seen=["seating"], measures_helped=["seating"]), *many(2)]
    table = suppressed(similar_to(*rows)).measures
    assert table["count_cases"].isna().all()
    assert table["share"].isna().all()


def test_how_many_stopped_is_hidden_when_few_did_not() -> None:
    rows = [*many(18), *many(2, has_stopped=False)]
    answer = suppressed(similar_to(*rows))
    assert answer.count_stopped is None
    assert not answer.is_small_stopped
    few = suppressed(similar_to(*many(3), *many(17, has_stopped=False)))
    assert few.count_stopped is None
    assert few.is_small_stopped


@settings(max_examples=25, deadline=None)
@given(
    helped=st.lists(st.frozensets(st.sampled_from(HELPED)), min_size=MINIMUM_N, max_size=30),
    seen=st.lists(st.booleans(), min_size=30, max_size=30),
)
def test_no_small_count_is_ever_told(helped: list[frozenset[str]], seen: list[bool]) -> None:
    rows = [
        past_row(helped=sorted(codes), measures_seen=["seating"] if seen[n] else [])
        for n, codes in enumerate(helped)
    ]
    answer = suppressed(similar_to(*rows))
    for frame in (answer.helped, answer.measures):
        for name in ("count_helped", "count_not_helped"):
            known = frame[frame[name].notna()]
            rest = known["count_cases"] - known[name]
            assert not known[name].between(1, 4).any()
            assert not rest.between(1, 4).any()
        assert frame.loc[frame["count_helped"].isna(), "share"].isna().all()
