"""The cases that must be there: work for the people a visitor can be, and every situation once."""

from dataclasses import dataclass

from demo.scripts.plans import Plan

WHOLE = ("target", "displaying", "displaying", "follower", "defender", "bystander")


@dataclass(frozen=True)
class StagedCase:
    """A plan placed in time: opened `age` school days ago, about a pupil now in `class_name`.

    With `over_the_turn` it opened six school days before the present school year began. A case
    with `pupils_of` is about the same pupils as the older one of that name. After `moves_after`
    school days the gepeste goes to the class `moves_to`.
    """

    plan: Plan
    age: int = 0
    class_name: str = ""
    over_the_turn: bool = False
    name: str = ""
    pupils_of: str = ""
    moves_to: str = ""
    moves_after: int = 0


def _samira() -> list[StagedCase]:
    """2B: parents two school days late, nazorg due tomorrow, a level to live with, one new.

    What was agreed in the first talks is a day late and due tomorrow. Two cases are one.
    """
    late = Plan(
        kinds=("excluding", "gossip"),
        places=("classroom", "canteen"),
        forgets=frozenset({"parents_displaying"}),
        stops_after=40,
        agreements="open",
        agreed_for=(6, 8),
    )
    nazorg = Plan(
        kinds=("verbal",),
        places=("sports",),
        stops_after=14,
        joint="held",
        aftercare=("late",),
        teller="parents",
    )
    new = Plan(
        kinds=("online",),
        places=("online",),
        elsewhere=True,
        day_part="after_school",
        pace=0.15,
        agreements="none",
    )
    again = Plan(
        kinds=("physical", "verbal"),
        places=("corridor",),
        reports=(15,),
        pace=0.35,
        forgets=frozenset({"measure_2"}),
        stops_after=30,
        teller="classmate",
        slips=frozenset({"talk_corrected", "report_corrected"}),
        agreements="none",
    )
    review = Plan(
        kinds=("property",),
        places=("schoolyard",),
        pace=0.4,
        forgets=frozenset({"measure_review"}),
        stops_after=30,
    )
    small = Plan(
        kinds=("property",),
        places=("schoolyard",),
        pace=0.3,
        teller="parents",
        stops_after=30,
    )
    moved = Plan(
        kinds=("gossip",),
        places=("corridor",),
        stops_after=30,
        ending="",
        slips=frozenset({"entry_withdrawn"}),
    )
    done = Plan(kinds=("verbal",), places=("classroom",), stops_after=16, joint="held")
    return [
        StagedCase(late, 7, "2B"),
        StagedCase(nazorg, 23, "2B"),
        StagedCase(new, 1, "2B"),
        StagedCase(again, 18, "2B"),
        StagedCase(review, 12, "2B", name="older"),
        StagedCase(small, 6, "2B", name="small", pupils_of="older"),
        StagedCase(moved, 50, "2D", moves_to="2B", moves_after=22),
        StagedCase(done, 90, "2B"),
    ]


def _joris() -> list[StagedCase]:
    """3H2: a serious sign without a decision, nazorg that was forgotten, a hard case to read.

    The class got another mentor this week; in one of the cases there are two.
    """
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
        pace=0.5,
        hands_over_on=29,
    )
    two_in_one = Plan(
        kinds=("verbal",),
        places=("canteen",),
        roles=("target", "displaying", "target", "displaying"),
        reports=(6,),
        keeps_level=True,
        pace=0.4,
        agreements="none",
        stops_after=30,
    )
    return [
        StagedCase(serious, 1, "3H2", name="serious"),
        StagedCase(forgotten, 25, "3H2"),
        StagedCase(hard, 32, "3H2"),
        StagedCase(two_in_one, 13, "3H2", name="two in one"),
    ]


def _lower_school() -> list[StagedCase]:
    """What the leerlingcoördinator of year 2 and the teamleider onderbouw have to do."""
    waits = Plan(reports=(12,), forgets=frozenset({"coordinator"}), stops_after=None)
    third = Plan(
        kinds=("excluding", "online"),
        places=("online", "canteen"),
        reports=(8, 16),
        forgets=frozenset({"team_leader", "measure_3"}),
        stops_after=None,
        support="open",
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
    group_of_two_classes = Plan(
        kinds=("excluding",),
        places=("schoolyard",),
        group_level=True,
        roles=WHOLE,
        elsewhere=True,
        reports=(11,),
        stops_after=None,
    )
    leaves = Plan(
        kinds=("threatening", "verbal"),
        places=("route",),
        reports=(8,),
        pace=0.4,
        displaying_leaves_on=16,
        stops_after=12,
    )
    nobody = Plan(
        kinds=("physical",),
        places=("sports",),
        reports=(9,),
        stops_after=None,
        support="open",
    )
    summer = Plan(kinds=("online",), places=("online",), reports=(9,), stops_after=30)
    second = Plan(kinds=("verbal",), places=("corridor",), reports=(10,), stops_after=13)
    calm_again = Plan(
        kinds=("physical",), places=("corridor",), reports=(6, 13), stops_after=10, joint="held"
    )
    return [
        StagedCase(calm_again, 28, "1E"),
        StagedCase(waits, 16, "2F"),
        StagedCase(third, 17, "1C"),
        StagedCase(group, 30, "2E"),
        StagedCase(group_of_two_classes, 26, "2A", name="two classes"),
        StagedCase(leaves, 33, "2D"),
        StagedCase(nobody, 19, "2H", name="asked"),
        StagedCase(summer, 0, "2G", over_the_turn=True),
        StagedCase(second, 30, "2C"),
        StagedCase(Plan(kinds=("online",), places=("online",), answered_on=None), 3, "1F"),
    ]


def _every_situation() -> list[StagedCase]:
    """Each situation that the card knows, somewhere in the school."""
    return [
        StagedCase(Plan(stops_after=12, aftercare=("moved",)), 23, "4V2"),
        StagedCase(Plan(stops_after=12, aftercare=("on_time", "aside")), 40, "1A"),
        StagedCase(Plan(stops_after=10, aftercare=("late",)), 45, "3V1"),
        StagedCase(Plan(stops_after=10, aftercare=("missed",)), 70, "5H1"),
        StagedCase(Plan(verdict="conflict", ending="no_bullying", ends_on=8), 20, "1B"),
        StagedCase(Plan(ending="left_school", ends_on=25), 60, "3M1"),
        StagedCase(Plan(ending="other", ends_on=30, stops_after=None), 50, "4H3"),
        StagedCase(Plan(stops_after=10, returns_after=10), 70, "1G"),
        StagedCase(Plan(stops_after=12, outcome="worse"), 30, "2D"),
        StagedCase(Plan(stops_after=12, outcome="same", support="used"), 80, "3V2"),
        StagedCase(Plan(serious=("injury",), route="safety", kinds=("physical",)), 12, "4M1"),
        StagedCase(Plan(elsewhere=True), 9, "1H"),
        StagedCase(Plan(roles=WHOLE, slips=frozenset({"role_withdrawn"})), 14, "3M2"),
        StagedCase(Plan(roles=WHOLE, slips=frozenset({"role_changed"})), 16, "1E"),
        StagedCase(Plan(slips=frozenset({"parents_aside", "triangle_aside"})), 14, "5V2"),
        StagedCase(Plan(reports=(8,), keeps_level=True), 13, "3H1"),
        StagedCase(Plan(reports=(8,), measure_fails=True, stops_after=40), 35, "4H2"),
        StagedCase(Plan(group_level=True, roles=WHOLE, kinds=("excluding",)), 19, "1D"),
    ]


def staged_cases() -> list[StagedCase]:
    """All of them, those of the people to be first."""
    return [*_samira(), *_joris(), *_lower_school(), *_every_situation()]
