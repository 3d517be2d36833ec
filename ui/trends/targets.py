"""Targets: a line in the picture, what can be said of it, and where a team sets one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics.aftercare import MINIMUM_N
from analytics.measured import Share
from analytics.targets import Held, Settled, Verdict, held, held_of_settled
from casework.desk import Desk
from casework.people import Action
from casework.trend_notes import TARGET_FIGURES, Target
from ui import form, session
from ui.charts import marks, style
from ui.form import Form
from ui.labels import plain
from ui.trends.blocks import Block
from ui.trends.filters import Chosen
from ui.trends.found import Found, Further

STOPPED_BY = 60
FORM, REMOVAL = "target", "target_removal"
WHAT = {
    "aftercare": "van de nazorg op tijd",
    "parents_informed": "van de zaken met ouders van beide kanten op tijd geïnformeerd",
    "resolution": f"van de zaken gestopt binnen {STOPPED_BY} schooldagen",
}
# The figures that show the target of another figure as well.
SAME_TARGET = {"aftercare_by_month": "aftercare"}
UPRIGHT = {"aftercare", "parents_informed"}
NO_TARGET = {
    "reports": (
        "Voor meldingen is er geen doel: meer meldingen is niet minder veilig, en met een doel "
        "gaan mensen minder melden."
    ),
    "over_time": (
        "Voor meldingen is er geen doel: meer meldingen is niet minder veilig, en met een doel "
        "gaan mensen minder melden."
    ),
    "reached": (
        "Voor opschalen is er geen doel: op tijd hulp erbij halen is goed, ook als dat vaker is."
    ),
    "recurrence": (
        "Voor terugkeer is er geen doel: met een doel gaan mensen een nieuwe melding minder snel "
        "vastleggen."
    ),
}
OUTCOMES = ("count_in_window", "count_due", "count_late", "count_missed", "count_open")
PART_OF_TEAM = (
    "Het doel geldt voor het hele team. Je kijkt nu naar een deel, dus er staat niet bij of het "
    "is gehaald."
)
MORE_TEAMS = "Een doel hoort bij één team. Kies bovenaan een team om het te zien of te zetten."


def of(desk: Desk, block: Block, chosen: Chosen, team_id: str) -> Target | None:
    """The target that this figure is held to, when it is about a whole team."""
    figure = SAME_TARGET.get(block.key, block.key)
    if not team_id or is_part(chosen):
        return None
    known = [one for one in desk.targets() if (one.team_id, one.figure) == (team_id, figure)]
    return known[0] if known else None


def is_part(chosen: Chosen) -> bool:
    """Whether the figures are about less than a whole team."""
    return bool(chosen.view.narrowed_by())


def drawn(block: Block, target: Target | None) -> Block:
    """The figure with the line of its target."""
    if target is None or block.picture is None:
        return block
    draw = marks.with_target_upright if block.key in UPRIGHT else marks.with_target_across
    return replace(block, picture=draw(block.picture, target.percent / 100))


def show(
    desk: Desk,
    block: Block,
    chosen: Chosen,
    team_id: str,
    verdict: Callable[[Target], Held | None],
) -> None:
    """What can be said of the target, and for who may: a form to set it or take it away."""
    if block.key in NO_TARGET:
        st.caption(NO_TARGET[block.key])
    if block.key not in TARGET_FIGURES:
        return
    target = of(desk, block, chosen, team_id)
    found = verdict(target) if target else None
    if target and found:
        st.markdown(plain(sentence(target, found)))
    if not team_id:
        st.caption(MORE_TEAMS)
    elif is_part(chosen):
        if any((one.team_id, one.figure) == (team_id, block.key) for one in desk.targets()):
            st.caption(PART_OF_TEAM)
    elif desk.may(Action.SET_TARGET):
        _change(block.key, team_id, target)


def sentence(target: Target, found: Held) -> str:
    """What can be said, and how sure it is."""
    start = f"Doel {target.percent}% {WHAT[target.figure]}:"
    if found.verdict is Verdict.TOO_FEW:
        return f"{start} te weinig gegevens om te zeggen of het is gehaald."
    if found.verdict is Verdict.HIDDEN:
        return f"{start} niet te zeggen, want een klein aantal is hier verborgen."
    limits = style.interval(found.lower, found.upper, "percent")
    of_what = " van wat niet meer open staat" if found.leaves_open else ""
    now = f"het is {style.percent(found.share)}{of_what}, en met toeval erbij {limits}"
    return {
        Verdict.REACHED: f"{start} gehaald; {now}.",
        Verdict.NOT_REACHED: f"{start} niet gehaald; {now}.",
        Verdict.CHANCE: (
            f"{start} niet te zeggen of het is gehaald; {now}. Het verschil kan toeval zijn."
        ),
    }[found.verdict]


def verdict(now: Found, further: Further | None, target: Target) -> Held | None:
    """The figure beside its target, from the numbers that are on the screen; None when hidden."""
    if target.figure == "aftercare":
        return _of_aftercare(now, target.percent)
    if target.figure == "resolution":
        return _of_resolution(now, target.percent)
    answer: Any = further.now.get("parents_informed") if further else None
    if answer is None:
        return None
    row = answer.frame.iloc[0]
    limits = (float(row["share"]), float(row["lower"]), float(row["upper"]))
    return held(*limits, target.percent, is_few=answer.is_few)


def _of_aftercare(now: Found, percent: int) -> Held:
    """With the clustering that the sentences at the top are judged with."""
    frame = now.now.aftercare
    row = frame[frame["kind"] == "all"].iloc[0]
    part, whole, late, missed, is_open = (_told(row, name) for name in OUTCOMES)
    left = (whole or 0) - (part or 0) - (late or 0) - (missed or 0)
    shares = [one.now for one in now.glanced.findings if one.figure == "aftercare"]
    clustering = max((side.clustering for side in shares if isinstance(side, Share)), default=1.0)
    ends = (0, left) if is_open is None else (is_open, is_open)
    settled = Settled(part, whole, *ends, clustering)
    return held_of_settled(settled, percent, MINIMUM_N)


def _told(row: "pd.Series[Any]", name: str) -> int | None:
    return None if style.is_hidden(row[name]) else int(row[name])


def _of_resolution(now: Found, percent: int) -> Held:
    milestones = now.now.resolution.milestones
    row = milestones[milestones["school_days"] == STOPPED_BY].iloc[0]
    limits = (float(row["share"]), float(row["lower"]), float(row["upper"]))
    return held(*limits, percent, is_few="resolution" in now.now.too_few)


def _change(figure: str, team_id: str, target: Target | None) -> None:
    made = Form(f"{FORM}_{figure}")
    removal = f"{REMOVAL}_{figure}"
    is_refused = session.refusal(made.name) or session.refusal(removal)
    with st.expander("Doel van het team", icon=":material/target:", expanded=bool(is_refused)):
        with made.drawn():
            now = str(target.percent) if target else ""
            made.line("percent", f"Doel in procenten ({WHAT[figure]})", now)
            made.submit("Doel bewaren", partial(_save, made, team_id, figure), primary=False)
        if target:
            st.button(
                "Doel weghalen",
                key=f"untarget_{figure}",
                icon=":material/delete:",
                on_click=form.store,
                args=(removal, partial(_remove, team_id, figure)),
            )
        refused = session.refusal(removal)
        if refused:
            st.error(plain(refused.sentence))
            session.forget_refusal(removal)


def _save(made: Form, team_id: str, figure: str, desk: Desk) -> str:
    kept = desk.set_target(team_id, figure, made.words("percent"))
    return f"Het doel is nu {kept.percent}% {WHAT[figure]}."


def _remove(team_id: str, figure: str, desk: Desk) -> str:
    desk.remove_target(team_id, figure)
    return "Er is geen doel meer voor dit cijfer."


def team_of(chosen: Chosen, teams: Mapping[str, str]) -> str:
    """The one team that the figures are about; "" when there are more."""
    if chosen.wanted.team_id in teams:
        return chosen.wanted.team_id
    return next(iter(teams)) if len(teams) == 1 else ""
