"""A figure on the screen with all that goes with it: marks, target, and the way to its cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from casework.desk import Desk
from casework.store import SchoolClass
from casework.trend_notes import Annotation
from ui.trends import annotations, behind, blocks, targets
from ui.trends.blocks import Block
from ui.trends.filters import Chosen
from ui.trends.found import Found, Further


@dataclass(frozen=True)
class Surroundings:
    """What is asked once for all figures of a run; `team_id` is "" when they are about more."""

    desk: Desk
    chosen: Chosen
    found: Found
    classes: tuple[SchoolClass, ...]
    teams: Mapping[str, str]
    team_id: str
    annotations: tuple[Annotation, ...]


def surroundings(desk: Desk, chosen: Chosen, found: Found) -> Surroundings:
    """What every figure of this run needs; the address is kept for the way back."""
    behind.remember_address()
    period, before = chosen.period, chosen.before
    first = before.start if before else period.start
    years = {
        year.school_year
        for year in desk.school_years()
        if year.starts_on <= period.last_day and year.ends_on >= first
    }
    own = desk.figure_classes()
    teams = dict(sorted({one.team_id: one.team_name for one in own}.items(), key=lambda x: x[1]))
    return Surroundings(
        desk,
        chosen,
        found,
        tuple(one for one in own if one.school_year in years),
        teams,
        targets.team_of(chosen, teams),
        tuple(desk.annotations()),
    )


def show(around: Surroundings, block: Block, further: Further | None = None) -> None:
    """The figure with its marks and its target, and under it the link to the cases behind it."""
    desk, chosen = around.desk, around.chosen
    marks = annotations.of_team(around.annotations, chosen.wanted.team_id)
    found = annotations.on(block, marks, chosen.wanted.team_id)
    block = annotations.drawn(block, found)
    block = targets.drawn(block, targets.of(desk, block, chosen, around.team_id))
    cases = behind.behind(block.key, chosen, desk.known_card, around.classes)
    verdict = partial(targets.verdict, around.found, further)

    def below() -> None:
        targets.show(desk, block, chosen, around.team_id, verdict)
        annotations.show(desk, block, found, marks, around.teams)
        if cases:
            behind.show(block.key, cases)

    picked = partial(behind.pick, block.key, cases.parts) if cases and cases.parts else None
    blocks.show(block, picked=picked, below=below)
