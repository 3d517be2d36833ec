"""The plan of a case: what will come of it, drawn by chance from what is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp
from random import Random

# Of those who are bullied 37 % verbally, 22 % online, about 20 % excluded (nji.nl, VO 2021); the
# rest of the hundred is our own guess.
KINDS = {
    "verbal": 37,
    "online": 22,
    "excluding": 20,
    "physical": 8,
    "gossip": 5,
    "property": 3,
    "discriminating": 3,
    "threatening": 1,
    "other": 1,
}
SECOND_KINDS = {"verbal": 4, "excluding": 3, "gossip": 3, "online": 2, "physical": 1}
SCHOOL_PLACES = {
    "classroom": 9,
    "corridor": 8,
    "canteen": 6,
    "schoolyard": 5,
    "sports": 5,
    "route": 4,
    "toilets": 2,
    "trip": 1,
    "outside": 1,
}
DAY_PARTS = {"break": 8, "morning": 4, "afternoon": 4, "varies": 5, "before_school": 1}
SINCE = {"days": 4, "weeks": 8, "months": 5, "longer": 2, "once": 1, "unknown": 2}
FREQUENCY = {"weekly": 7, "daily": 4, "sometimes": 4, "monthly": 3, "once": 1, "unknown": 2}
TELLERS = {
    "target": 8,
    "parents": 6,
    "classmate": 4,
    "teacher": 5,
    "mentor": 3,
    "displaying": 0.3,
    "other": 1,
}
VERDICTS = {"bullying": 70, "unclear": 12, "conflict": 9, "teasing": 7, "unfounded": 2}
SERIOUS = {"threat": 5, "injury": 4, "self_harm": 4, "extortion": 2, "sexual": 2, "abuse": 1}
ROUTES = {
    "threat": "safety",
    "injury": "safety",
    "weapon": "police",
    "self_harm": "care",
    "extortion": "police",
    "sexual": "inspector",
    "abuse": "reporting_code",
}
# Whether somebody looks on the day that was agreed, later, or never.
AGREEMENTS = {"kept": 80, "late": 15, "open": 5}
AFTERCARE = ("on_time", "late", "missed", "moved", "aside")


@dataclass(frozen=True)
class Plan:
    """The course of one case; days are school days, counted from its opening."""

    kinds: tuple[str, ...] = ("verbal",)
    places: tuple[str, ...] = ("classroom",)
    day_part: str = "break"
    since: str = "weeks"
    frequency: str = "weekly"
    teller: str = "target"
    verdict: str = "bullying"
    serious: tuple[str, ...] = ()
    route: str = ""
    group_level: bool = False
    roles: tuple[str, ...] = ("target", "displaying")
    elsewhere: bool = False
    answered_on: int | None = 0
    incident_before: int | None = 1
    pace: float = 0.7
    forgets: frozenset[str] = frozenset()
    joint: str = "aside"
    reports: tuple[int, ...] = ()
    keeps_level: bool = False
    measure_fails: bool = False
    stops_after: int | None = 22
    aftercare: tuple[str, ...] = ("on_time",)
    outcome: str = "stopped"
    ending: str = "stopped"
    ends_on: int = 12
    returns_after: int | None = None
    support: str = ""
    slips: frozenset[str] = frozenset()
    agreements: str = "kept"
    agreed_for: tuple[int, ...] = ()
    hands_over_on: int | None = None
    displaying_leaves_on: int | None = None


def any_plan(rng: Random, era: float) -> Plan:
    """A case as it may come; `era` runs from 0 (long ago) to 1 (now): nazorg improves a little."""
    plan = _circumstances(rng)
    if rng.random() < 0.02:
        plan = replace(plan, ending="left_school", ends_on=10 + int(rng.random() * 50))
    elif plan.verdict != "bullying" and rng.random() < 0.7:
        return replace(plan, ending="no_bullying", ends_on=3 + int(rng.random() * 20))
    elif rng.random() < 0.02:
        plan = replace(plan, ending="other", ends_on=60 + int(rng.random() * 60))
    return _course(rng, plan, era)


def plain_plan(rng: Random, era: float) -> Plan:
    """A case of which little is written down: a tenth of the entries, for very large stores."""
    plan = any_plan(rng, era)
    if plan.ending == "stopped" and rng.random() < 0.4:
        plan = replace(plan, ending="no_bullying", ends_on=3 + int(rng.random() * 20), reports=())
    return replace(
        plan,
        roles=("target",) if rng.random() < 0.5 else ("target", "displaying"),
        elsewhere=False,
        answered_on=0,
        serious=(),
        joint="open",
        slips=frozenset(),
        agreements="none",
        forgets=frozenset(step for step, chance in PLAIN_FORGETS.items() if rng.random() < chance),
    )


def _circumstances(rng: Random) -> Plan:
    kind = drawn(rng, KINDS)
    serious = (drawn(rng, SERIOUS),) if rng.random() < 0.06 else ()
    group_level = rng.random() < 0.09
    return Plan(
        kinds=_kinds(rng, kind),
        places=_places(rng, kind),
        day_part="after_school" if kind == "online" else drawn(rng, DAY_PARTS),
        since=drawn(rng, SINCE),
        frequency=drawn(rng, FREQUENCY),
        teller=drawn(rng, TELLERS),
        verdict=drawn(rng, VERDICTS),
        serious=serious,
        route=_route(rng, serious),
        group_level=group_level,
        roles=_roles(rng, group_level),
        elsewhere=rng.random() < 0.12,
        answered_on=0 if rng.random() < 0.72 else 1 + int(rng.random() * 4),
        incident_before=None if rng.random() < 0.12 else int(rng.random() ** 2 * 9),
        pace=exp(rng.gauss(-0.25, 0.4)),
        joint=drawn(rng, {"aside": 6, "held": 3, "open": 2}),
    )


def _kinds(rng: Random, kind: str) -> tuple[str, ...]:
    second = drawn(rng, SECOND_KINDS)
    return (kind, second) if second != kind and rng.random() < 0.35 else (kind,)


def _places(rng: Random, kind: str) -> tuple[str, ...]:
    if kind == "online":
        return ("online",) if rng.random() < 0.7 else ("online", drawn(rng, SCHOOL_PLACES))
    first, second = drawn(rng, SCHOOL_PLACES), drawn(rng, SCHOOL_PLACES)
    return (first, second) if first != second and rng.random() < 0.3 else (first,)


def _route(rng: Random, serious: Sequence[str]) -> str:
    if not serious:
        return ""
    return "none" if rng.random() < 0.15 else ROUTES[serious[0]]


def _roles(rng: Random, group_level: bool) -> tuple[str, ...]:
    roles = ["target", "displaying"]
    if rng.random() < (0.8 if group_level else 0.18):
        roles.append("displaying")
    if group_level and rng.random() < 0.3:
        roles.append("target")
    for role, chance in (("follower", 0.3), ("bystander", 0.15), ("defender", 0.12)):
        if rng.random() < chance * (2 if group_level else 1):
            roles.append(role)
    return tuple(roles)


def _course(rng: Random, plan: Plan, era: float) -> Plan:
    reports = _reports(rng) if plan.verdict == "bullying" else ()
    hard = len(reports) > 1 or (bool(reports) and rng.random() < 0.4)
    return replace(
        plan,
        reports=reports,
        keeps_level=bool(reports) and rng.random() < 0.08,
        measure_fails=len(reports) == 1 and rng.random() < 0.4,
        stops_after=_stops_after(rng, plan.ending),
        aftercare=tuple(_aftercare(rng, era) for _ in range(8)),
        outcome=drawn(rng, {"stopped": 80, "less": 11, "same": 6, "worse": 3}),
        returns_after=20 + int(rng.random() * 80) if rng.random() < 0.07 else None,
        support=drawn(rng, {"used": 3, "advised": 2, "asked": 1}) if hard else "",
        forgets=frozenset(step for step in FORGETTABLE if rng.random() < FORGETTABLE[step]),
        slips=frozenset(slip for slip in SLIPS if rng.random() < SLIPS[slip]),
        agreements=drawn(rng, AGREEMENTS),
    )


# The same for a plain case.
PLAIN_FORGETS = {
    "talk_displaying": 0.8,
    "check_in": 1,
    "measure_1": 0.6,
    "measure_review": 1,
    "coordinator": 0.5,
    "measure_2": 0.5,
    "parents": 0.9,
    "triangle": 1,
    "magister": 1,
    "inform_team": 1,
    "talk_group": 1,
    "evaluation": 1,
}
# How often a step is never done, and how often something is set right afterwards.
FORGETTABLE = {
    "evaluation": 0.04,
    "triangle": 0.2,
    "inform_team": 0.1,
    "magister": 0.06,
    "parents": 0.03,
}
SLIPS = {
    "role_withdrawn": 0.03,
    "role_changed": 0.04,
    "entry_withdrawn": 0.03,
    "talk_corrected": 0.03,
    "parents_aside": 0.05,
    "triangle_aside": 0.08,
    "slow_to_close": 0.06,
}


def _reports(rng: Random) -> tuple[int, ...]:
    days: list[int] = []
    day = 0
    for chance in (0.24, 0.32, 0.2):
        if rng.random() >= chance:
            break
        day += 4 + int(rng.lognormvariate(2.2, 0.6))
        days.append(day)
    return tuple(days)


def _stops_after(rng: Random, ending: str) -> int | None:
    """School days from the last melding to gestopt: log-normal, median 20."""
    if ending in ("left_school", "other"):
        return None
    return 4 + min(int(rng.lognormvariate(2.8, 0.65)), 150)


def _aftercare(rng: Random, era: float) -> str:
    on_time = 0.62 + 0.14 * era
    if rng.random() < on_time:
        return "moved" if rng.random() < 0.07 else "on_time"
    return drawn(rng, {"late": 6, "missed": 3, "aside": 2})


def drawn(rng: Random, chances: Mapping[str, float]) -> str:
    """One of the keys, each as often as its number says."""
    left = rng.random() * sum(chances.values())
    for key, chance in chances.items():
        left -= chance
        if left < 0:
            return key
    return next(reversed(list(chances)))
