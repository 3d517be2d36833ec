"""What changed since the period before, and what may be chance: at most six findings.

The rules are few. A figure with too little behind it says nothing. The six most important figures
that can say something are chosen before any of them is compared. Two shares are compared by a
chi-square test, two rates by the exact binomial, two curves by the log-rank test
(analytics.statistics has the sources). A difference is called one only when its p-value stays
below 3 % after Holm's correction for the number of sentences on this screen. benchmarks/README.md
tells how often that goes wrong on screens where nothing changed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from analytics.measured import Measured, Rate, Share, Wait
from analytics.period import Period
from analytics.statistics import beyond_expected, holm, logrank_of_curves, two_rates, two_shares

MOST = 6
SURE = 0.03
"""At most one screen in twenty is to claim a change where nothing changed: this leaves room."""


class Kind(StrEnum):
    """What a finding says about now, held beside before."""

    BETTER = "better"
    WORSE = "worse"
    MORE = "more"
    FEWER = "fewer"
    CHANCE = "chance"
    ALONE = "alone"
    TOO_FEW = "too_few"


Sides = Share | Rate | Wait


@dataclass(frozen=True, eq=False)
class Finding:
    """One thing to say about one figure, whose name is that of its chart.

    `now` and `before` hold the numbers that may be told. ALONE: there is nothing to compare with.
    MORE and FEWER are for what is neither good nor bad. `p_value` is the one after Holm, None
    when nothing was compared. `rank` goes from 1, the most important.
    """

    figure: str
    kind: Kind
    now: Sides
    before: Sides | None
    period: Period
    period_before: Period | None
    rank: int
    p_value: float | None = None


@dataclass(frozen=True)
class _Rule:
    """How one figure is judged: what it is called when it rose, and when it fell."""

    figure: str
    rose: Kind
    fell: Kind


# The most important first: follow-up talks go with less bullying (KiVa, 1,221 schools, PMC8032636).
# Meldingen have no good direction: more can mean that more is told.
RULES = (
    _Rule("aftercare", Kind.BETTER, Kind.WORSE),
    _Rule("resolution", Kind.BETTER, Kind.WORSE),
    _Rule("recurrence", Kind.WORSE, Kind.BETTER),
    _Rule("reached", Kind.WORSE, Kind.BETTER),
    _Rule("reports", Kind.MORE, Kind.FEWER),
    _Rule("parents_informed", Kind.BETTER, Kind.WORSE),
    _Rule("prevention", Kind.BETTER, Kind.WORSE),
)


def findings(now: Measured, before: Measured | None) -> list[Finding]:
    """At most six findings, the most important first.

    `before` is the period to compare with: the year before, or another; None when there is none.
    A hidden number counts as too little to say something. The exact curves stay here: what is
    given back holds only what may be told.
    """
    chosen = _chosen(now)
    found = [_finding(rule, rank, now, before) for rank, rule in enumerate(chosen, 1)]
    compared = [one for one in found if one.p_value is not None]
    adjusted = dict(
        zip(
            (one.figure for one in compared),
            holm([one.p_value for one in compared if one.p_value is not None]),
            strict=True,
        )
    )
    return [_told(_judged(one, adjusted.get(one.figure), chosen)) for one in found]


def _told(finding: Finding) -> Finding:
    before = finding.before and _without_exact(finding.before)
    return replace(finding, now=_without_exact(finding.now), before=before)


def _without_exact(side: Sides) -> Sides:
    if isinstance(side, Wait):
        return replace(side, curve=side.curve.iloc[:0])
    return replace(side, tested=None)


def _chosen(now: Measured) -> list[_Rule]:
    """What can say something goes before what cannot; within these the order of the rules."""
    able = [rule for rule in RULES if _says_something(getattr(now, rule.figure))]
    silent = [rule for rule in RULES if rule not in able]
    kept = {rule.figure for rule in [*able, *silent][:MOST]}
    return [rule for rule in RULES if rule.figure in kept]


def _says_something(side: Sides) -> bool:
    if side.is_few:
        return False
    if isinstance(side, Share):
        return side.part is not None and bool(side.whole)
    if isinstance(side, Rate):
        return side.count is not None and side.units > 0 and side.exposure > 0
    return True


def _can_be_tested(side: Sides) -> bool:
    """Whether it can be held beside another, also when its numbers are hidden."""
    if side.is_few:
        return False
    if isinstance(side, Share):
        return side.exact is not None and side.exact[1] > 0
    if isinstance(side, Rate):
        return side.exact is not None and side.exposure > 0
    return True


def _finding(rule: _Rule, rank: int, now: Measured, before: Measured | None) -> Finding:
    here: Sides = getattr(now, rule.figure)
    there: Sides | None = getattr(before, rule.figure) if before else None
    finding = Finding(
        rule.figure,
        Kind.TOO_FEW,
        here,
        there,
        now.period,
        before.period if before else None,
        rank,
    )
    if not _says_something(here):
        return finding
    if there is None or not _can_be_tested(there):
        return replace(finding, kind=Kind.ALONE)
    return replace(finding, kind=Kind.CHANCE, p_value=_p_value(here, there))


def _judged(finding: Finding, p_value: float | None, rules: list[_Rule]) -> Finding:
    if p_value is None or finding.before is None:
        return finding
    if p_value >= SURE:
        return replace(finding, p_value=p_value)
    rule = next(rule for rule in rules if rule.figure == finding.figure)
    kind = rule.rose if _rise(finding.now, finding.before) > 0 else rule.fell
    return replace(finding, kind=kind, p_value=p_value)


def _p_value(now: Sides, before: Sides) -> float:
    """The p-value of one comparison on its own; 1 where a test has nothing to go by."""
    return _TESTS[type(now)](now, before)


def _shares(now: Share, before: Share) -> float:
    """Counts are divided by the larger design effect, for what goes together in one case."""
    clustering = max(now.clustering, before.clustering)
    numbers = (*(now.exact or (0, 0)), *(before.exact or (0, 0)))
    return two_shares(*(number / clustering for number in numbers))


def _rates(now: Rate, before: Rate) -> float:
    """As _shares, for meldingen that come in one case; whole counts are tested."""
    clustering = max(now.clustering, before.clustering)
    here, there = (round((side.exact or 0) / clustering) for side in (now, before))
    return two_rates(here, now.exposure, there, before.exposure)


def _waits(now: Wait, before: Wait) -> float:
    p_value = logrank_of_curves([now.curve, before.curve]).p_value
    return 1.0 if p_value != p_value else p_value


_TESTS: dict[type, Callable[..., float]] = {Share: _shares, Rate: _rates, Wait: _waits}


def _rise(now: Sides, before: Sides) -> float:
    """Above 0 when the share or rate is higher now, or the end comes sooner or more often."""
    if isinstance(now, Share) and isinstance(before, Share):
        (part, whole), (part_before, whole_before) = now.exact or (0, 0), before.exact or (0, 0)
        return part * whole_before - part_before * whole
    if isinstance(now, Rate) and isinstance(before, Rate):
        return (now.exact or 0) / now.exposure - (before.exact or 0) / before.exposure
    if isinstance(now, Wait) and isinstance(before, Wait):
        return beyond_expected(now.curve, before.curve)
    raise TypeError("two sides of one figure are of one kind")
