"""A figure on the screen with all that goes with it: the way to its cases, marks and targets."""

from dataclasses import dataclass
from functools import partial

from casework.desk import Desk
from casework.store import SchoolClass
from ui.trends import behind, blocks
from ui.trends.blocks import Block
from ui.trends.filters import Chosen


@dataclass(frozen=True)
class Surroundings:
    """What is asked once for all figures of a run."""

    desk: Desk
    chosen: Chosen
    classes: tuple[SchoolClass, ...]


def surroundings(desk: Desk, chosen: Chosen) -> Surroundings:
    """What every figure of this run needs; the address is kept for the way back."""
    behind.remember_address()
    period, before = chosen.period, chosen.before
    first = before.start if before else period.start
    years = {
        year.school_year
        for year in desk.school_years()
        if year.starts_on <= period.last_day and year.ends_on >= first
    }
    classes = tuple(one for one in desk.figure_classes() if one.school_year in years)
    return Surroundings(desk, chosen, classes)


def show(around: Surroundings, block: Block) -> None:
    """The figure, and under it the link to the cases behind it."""
    found = behind.behind(block.key, around.chosen, around.desk.known_card, around.classes)
    if found is None:
        blocks.show(block)
        return
    blocks.show(
        block,
        picked=partial(behind.pick, block.key, found.parts) if found.parts else None,
        below=partial(behind.show, block.key, found),
    )
