"""The cases that must be there: what the people a visitor can be find, and every situation once."""

from dataclasses import dataclass

from data.demo.plans import Plan

WHOLE = ("target", "displaying", "displaying", "follower", "defender", "bystander")


@dataclass(frozen=True)
class Staged:
    """A plan placed in time: opened `age` school days ago, about a pupil now in `class_name`.

    With `over_the_turn` it opened six school days before the present school year began.
    """

    plan: Plan
    age: int = 0
    class_name: str = ""
    over_the_turn: bool = False


def _samira() -> list[Staged]:
    """2B: parents two school days late, nazorg due tomorrow, a level to live with, one new."""
    late = Plan(
        kinds=("excluding", "gossip"),
        places=("classroom", "canteen"),
        forgets=frozenset({"parents_displaying"}),
        joint="open",
        stops_after=40,
    )
    nazorg = Plan(
        kinds=("verbal",),
        places=("sports",),
        stops_after=14,
        joint="held",
        aftercare=("late",),
        teller="parents",
    )
    new = Plan(kinds=("online",), places=("online",), elsewhere=True, day_part="after_school")
    again = Plan(
        kinds=("physical", "verbal"),
        places=("corridor",),
        reports=(15,),
        forgets=frozenset({"measure_2"}),
        stops_after=30,
        teller="classmate",
    )
    review = Plan(
        kinds=("property",),
        places=("schoolyard",),
        pace=0.4,
        forgets=frozenset({"measure_review"}),
        joint="open",
        stops_after=30,
    )
    done = Plan(kinds=("verbal",), places=("classroom",), stops_after=16, joint="held")
    return [
        Staged(late, 7, "2B"),
        Staged(nazorg, 23, "2B"),
        Staged(new, 1, "2B"),
        Staged(again, 18, "2B"),
        Staged(review, 12, "2B"),
        Staged(done, 90, "2B"),
    ]


def _joris() -> list[Staged]:
    """3H2: a serious sign without a decision, nazorg that was forgotten, a hard case."""
    serious = Plan(
        kinds=("threatening",),
        places=("route",),
        serious=("threat",),
        day_part="after_school",
        answered_on=None,
    )
    forgotten = Plan(
        kinds=("gossip",), places=("online",), stops_after=12, aftercare=("missed",), ending=""
    )
    hard = Plan(
        kinds=("discriminating", "online"),
        places=("sports", "online"),
        reports=(9, 17),
        stops_after=None,
        support="advised",
        teller="teacher",
    )
    return [Staged(serious, 1, "3H2"), Staged(forgotten, 25, "3H2"), Staged(hard, 32, "3H2")]


def _lower_school() -> list[Staged]:
    """What the leerlingcoördinator of year 2 and the teamleider onderbouw have to do."""
    waits = Plan(reports=(12,), forgets=frozenset({"coordinator"}), stops_after=None)
    third = Plan(
        kinds=("excluding", "online"),
        places=("online", "canteen"),
        reports=(8, 16),
        forgets=frozenset({"team_leader", "measure_3"}),
        stops_after=None,
        support="asked",
    )
    group = Plan(
        kinds=("excluding",),
        places=("classroom",),
        group_level=True,
        roles=WHOLE,
        reports=(7, 15),
        stops_after=None,
        support="used",
    )
    second = Plan(kinds=("verbal",), places=("corridor",), reports=(10,), stops_after=13)
    calm_again = Plan(
        kinds=("physical",), places=("corridor",), reports=(6, 13), stops_after=10, joint="held"
    )
    return [
        Staged(calm_again, 28, "1E"),
        Staged(waits, 16, "2F"),
        Staged(third, 17, "1C"),
        Staged(group, 30, "2E"),
        Staged(second, 30, "2C"),
        Staged(Plan(kinds=("online",), places=("online",), answered_on=None), 3, "1F"),
    ]


def _every_situation() -> list[Staged]:
    """Each situation that the card knows, somewhere in the school."""
    said = frozenset
    return [
        Staged(Plan(stops_after=12, aftercare=("moved",)), 23, "4V2"),
        Staged(Plan(stops_after=12, aftercare=("on_time", "aside")), 40, "1A"),
        Staged(Plan(stops_after=10, aftercare=("late",)), 45, "3V1"),
        Staged(Plan(stops_after=10, aftercare=("missed",)), 70, "5H1"),
        Staged(Plan(verdict="conflict", ending="no_bullying", ends_on=8), 20, "1B"),
        Staged(Plan(ending="left_school", ends_on=25), 60, "3M1"),
        Staged(Plan(ending="other", ends_on=30, stops_after=None), 50, "4H3"),
        Staged(Plan(stops_after=10, returns_after=10), 70, "1G"),
        Staged(Plan(stops_after=12, outcome="worse"), 30, "2D"),
        Staged(Plan(stops_after=12, outcome="same", support="used"), 80, "3V2"),
        Staged(Plan(serious=("injury",), route="safety", kinds=("physical",)), 12, "4M1"),
        Staged(Plan(elsewhere=True), 9, "1H"),
        Staged(Plan(roles=WHOLE, slips=said({"role_withdrawn"})), 14, "3M2"),
        Staged(Plan(roles=WHOLE, slips=said({"role_changed"})), 16, "1E"),
        Staged(Plan(slips=said({"entry_withdrawn"})), 11, "4H1"),
        Staged(Plan(slips=said({"parents_aside", "triangle_aside"})), 14, "5V2"),
        Staged(Plan(reports=(8,), keeps_level=True), 13, "3H1"),
        Staged(Plan(reports=(8,), measure_fails=True, stops_after=40), 35, "4H2"),
        Staged(Plan(group_level=True, roles=WHOLE, kinds=("excluding",)), 19, "1D"),
        Staged(Plan(stops_after=30), 0, "3V3", over_the_turn=True),
    ]


def staged_cases() -> list[Staged]:
    """All of them, those of the people to be first."""
    return [*_samira(), *_joris(), *_lower_school(), *_every_situation()]
