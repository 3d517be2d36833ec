"""The closed cases most like one case, and what their evaluations say helped; never whose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from duckdb import ConstantExpression, StarExpression

from analytics.disclosure.suppression import is_small
from analytics.result import MINIMUM_N, whole_numbers, with_share, without_shares
from casework.cases.review import Likeness
from casework.facts.relations import Relation

NEAREST = 40
"""At most so many cases are looked at."""

THRESHOLD = 0.35
"""A case further away than this is not like the other one."""


WIDEST = {"year_group": 5, "level": 2, "school_days": 100}
"""The difference that counts as entirely different: years, levels, school days."""

FACTS = ("kinds", "places", "year_group", "level", "group_level", "school_days")

# Each part runs from 0 (the same) to 1; a set of codes nobody gave is not compared.
# Of a combined class (12: leerjaar 1/2) the first; a department begins with a 9.
_FIRST_YEAR = "cast(left(cast(year_group as varchar), 1) as integer)"
_OWN_FIRST_YEAR = "cast(left(cast(own_year_group as varchar), 1) as integer)"
_DISTANCES = f"""
with parts as (
    select
        *,
        case
            when len(kinds) > 0 and len(own_kinds) > 0
                then 1 - len(list_intersect(kinds, own_kinds))
                    / len(list_distinct(kinds || own_kinds))
        end as by_kinds,
        case
            when len(places) > 0 and len(own_places) > 0
                then 1 - len(list_intersect(places, own_places))
                    / len(list_distinct(places || own_places))
        end as by_places,
        case
            when year_group = own_year_group then 0
            when greatest({_FIRST_YEAR}, {_OWN_FIRST_YEAR}) > 6 then 1
            else least(abs({_FIRST_YEAR} - {_OWN_FIRST_YEAR}) / {WIDEST["year_group"]}, 1)
        end as by_year_group,
        least(abs(level - own_level) / {WIDEST["level"]}, 1) as by_level,
        case when group_level = own_group_level then 0 else 1 end as by_group_level,
        case
            when own_is_open and school_days >= own_school_days then 0
            else least(abs(school_days - own_school_days) / {WIDEST["school_days"]}, 1)
        end as by_school_days
    from cases_compared
)
select
    *,
    (
        coalesce(by_kinds, 0) + coalesce(by_places, 0) + by_year_group + by_level
        + by_group_level + by_school_days
    ) / (4 + (by_kinds is not null)::integer + (by_places is not null)::integer) as distance
from parts
"""

_NEAREST = f"""
select
    case_id, distance, school_days, has_stopped, helped, not_helped, measures_seen,
    measures_helped
from cases_measured
where distance <= {THRESHOLD}
order by distance, closed_on desc, school_days, helped, not_helped, measures_seen
limit {NEAREST}
"""


@dataclass(frozen=True, eq=False)
class SimilarCases:
    """What became of the cases most like one case.

    `count`: how many there are (at most NEAREST, none further than THRESHOLD); `furthest`: the
    distance of the last of them; `median`: school days that half of them took at most;
    `count_stopped`: those that ended because it stopped. `helped` has one row per code of the
    list helped: code, count_helped, count_not_helped, count_cases, share, lower, upper (helped of
    all, Wilson 95 %). `measures` has the same per measure, of the cases in which somebody looked
    whether it worked. `may_open`: the ids of those that the viewer may open. A hidden count is NA
    or None; is_small_<count> and `is_small_stopped` mark those of 1 to 4.
    """

    count: int
    count_stopped: int | None
    furthest: float
    median: float
    helped: pd.DataFrame
    measures: pd.DataFrame
    may_open: tuple[str, ...] = ()
    is_few: bool = False
    is_hidden: bool = False
    is_small_stopped: bool = False


def distances(past: Relation, own: Likeness) -> Relation:
    """The relation `past` with the column distance: 0 (alike in every fact) to 1.

    The general coefficient of Gower (Biometrics 27, 1971, 857-871): the mean over the facts of
    FACTS of how far the cases are apart in each, every fact counting the same and a fact that is
    missing in one of them left out. Sets of codes: one minus the share of their codes that they
    have in common (Jaccard); numbers: their difference over WIDEST, at most 1; group level: the
    same or not. Of a case that still runs only is known that it takes at least so long, so a
    case that took longer is no further away for it.
    """
    values: dict[str, Any] = {f"own_{fact}": getattr(own, fact) for fact in FACTS}
    values |= {"own_kinds": list(own.kinds), "own_places": list(own.places)}
    values["own_is_open"] = own.is_open
    constants = (ConstantExpression(value).alias(name) for name, value in values.items())
    return past.select(StarExpression(), *constants).query("cases_compared", _DISTANCES)


def similar_cases(
    past: Relation, own: Likeness, helped: Iterable[str], measures: Iterable[str]
) -> SimilarCases:
    """What became of the NEAREST cases of `past` (closed and evaluated) within THRESHOLD of `own`.

    `helped` and `measures` are the codes of the card, in its order; a code that is gone from it
    follows behind. Exact, and with too few cases without numbers; `suppressed` hides small ones.
    """
    near = distances(past, own).query("cases_measured", _NEAREST).df()
    count = len(near)
    if count < MINIMUM_N:
        empty = _tallied(near.head(0), "helped", "not_helped", ())
        return SimilarCases(count, None, float("nan"), float("nan"), empty, empty, is_few=True)
    return SimilarCases(
        count,
        int(near["has_stopped"].sum()),
        float(near["distance"].max()),
        float(near["school_days"].median()),
        _tallied(near, "helped", "not_helped", helped),
        _measures(near, measures),
        tuple(case_id for case_id in near["case_id"] if isinstance(case_id, str)),
    )


def may_open_all(result: SimilarCases) -> bool:
    """Whether the viewer may open every case that the result rests on."""
    return len(result.may_open) == result.count


def suppressed(result: SimilarCases) -> SimilarCases:
    """The result of similar_cases for who may not open all of these cases: no count of 1 to 4.

    Each count is one of two parts of a known whole, so it is hidden as well when the rest is
    small. A measure that was looked at in fewer than MINIMUM_N of them has no number.
    """
    if result.is_few or may_open_all(result):
        return result
    stopped, is_small_stopped = _part(result.count_stopped or 0, result.count)
    return replace(
        result,
        count_stopped=stopped,
        helped=_suppressed(result.helped),
        measures=_suppressed(result.measures, result.count),
        is_hidden=True,
        is_small_stopped=is_small_stopped,
    )


def _part(part: int, whole: int) -> tuple[int | None, bool]:
    """A part of a known whole (None: hidden), and whether it is a small one.

    The same as disclosure.suppress_marked for a table of these two cells, which would look for
    what to hide besides; here there is nothing else.
    """
    if is_small(part):
        return None, True
    return (None, False) if is_small(whole - part) else (part, False)


def _suppressed(frame: pd.DataFrame, count: int | None = None) -> pd.DataFrame:
    """The rows without small counts; `count` is what the wholes are a part of, when they differ."""
    wholes = [int(whole) for whole in frame["count_cases"]]
    is_known = [_is_publishable(whole, count) for whole in wholes]
    columns: dict[str, Any] = {
        "count_cases": whole_numbers(
            whole if known else pd.NA for whole, known in zip(wholes, is_known, strict=True)
        )
    }
    for name in ("count_helped", "count_not_helped"):
        parts = [_part(int(part), whole) for part, whole in zip(frame[name], wholes, strict=True)]
        pairs = list(zip(parts, is_known, strict=True))
        columns[name] = whole_numbers(
            value if known and value is not None else pd.NA for (value, _), known in pairs
        )
        columns[f"is_small_{name}"] = [small and known for (_, small), known in pairs]
    return without_shares(frame.assign(**columns), "count_helped", "count_cases")


def _is_publishable(whole: int, count: int | None) -> bool:
    if count is None:
        return True
    return whole >= MINIMUM_N and _part(whole, count)[0] is not None


def _tallied(cases: pd.DataFrame, yes: str, no: str, codes: Iterable[str]) -> pd.DataFrame:
    """One row per code: how many of `cases` name it under `yes`, and how many under `no`."""
    helped, not_helped = _case_counts(cases[yes]), _case_counts(cases[no])
    every = list(dict.fromkeys([*codes, *helped, *not_helped]))
    named = [code for code in every if helped.get(code) or not_helped.get(code)]
    return _frame(named, helped, not_helped, dict.fromkeys(named, len(cases)))


def _measures(cases: pd.DataFrame, codes: Iterable[str]) -> pd.DataFrame:
    """One row per measure: the cases in which somebody looked at it, and those it helped in."""
    seen, helped = _case_counts(cases["measures_seen"]), _case_counts(cases["measures_helped"])
    named = [code for code in dict.fromkeys([*codes, *seen]) if seen.get(code)]
    failed = {code: seen[code] - helped.get(code, 0) for code in named}
    return _frame(named, helped, failed, seen)


def _frame(
    codes: list[str],
    helped: Mapping[str, int],
    not_helped: Mapping[str, int],
    whole: Mapping[str, int],
) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "code": pd.array(codes, dtype="object"),
            "count_helped": [helped.get(code, 0) for code in codes],
            "count_not_helped": [not_helped.get(code, 0) for code in codes],
            "count_cases": [whole[code] for code in codes],
        }
    ).astype(dict.fromkeys(("count_helped", "count_not_helped", "count_cases"), "int64"))
    return with_share(frame, "count_helped", "count_cases")


def _case_counts(lists: "pd.Series[Any]") -> dict[str, int]:
    """In how many cases each code stands; a case counts once for each."""
    counts: dict[str, int] = {}
    for codes in lists:
        for code in set(codes):
            counts[code] = counts.get(code, 0) + 1
    return dict(sorted(counts.items()))
