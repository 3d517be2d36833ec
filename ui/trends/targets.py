"""Targets: a line in the picture, the verdict in words, and where a team sets one.

A target is of a whole team in a whole school year; a part is not held to it.
"""

from functools import partial

import streamlit as st

from analytics import targets as judged
from analytics.figure import ComputedFigure
from analytics.figures.aftercare import clustering
from analytics.result import MINIMUM_N
from analytics.targets import SettledCounts, TargetCheck, Verdict
from analytics.view import View
from casework.desk import Desk
from casework.figures import Way
from casework.people import Action
from casework.trend_notes import TARGET_FIGURES, Target
from ui.charts import marks, style
from ui.forms.field import TextLine
from ui.forms.form import Form
from ui.forms.storing import store

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
ONLY_WHOLE_TEAM = (
    "Een doel hoort bij één heel team in een heel schooljaar. Kies bovenaan één team en verder "
    "niets om het te zien of te zetten."
)


# --- whose target ---------------------------------------------------------------------------------


def is_of_target(figure_key: str) -> bool:
    """Whether a target can be set for this figure."""
    return figure_key in TARGET_FIGURES


def is_whole_team(desk: Desk, view: View) -> bool:
    """Whether a view is of one whole team, in a whole school year."""
    return bool(team_of(desk, view))


def team_of(desk: Desk, view: View) -> str:
    """The team that a view is the whole of; "" when it is of less, or of more."""
    figure_filter, scope, teams = view.filter, desk.trends.scope, desk.trends.teams()
    is_part = (
        figure_filter.class_id
        or figure_filter.year_group
        or figure_filter.kind
        or view.period != view.school_year
    )
    team_id = figure_filter.team_id or (next(iter(teams)) if len(teams) == 1 else "")
    is_own = scope.is_whole_school or team_id in scope.teams
    return team_id if is_own and not is_part else ""


def target_of(desk: Desk, figure_key: str, view: View) -> Target | None:
    """The target that a figure is held to in this view."""
    figure = SAME_TARGET.get(figure_key, figure_key)
    team_id = team_of(desk, view) if is_of_target(figure) else ""
    targets = [
        target
        for target in desk.trend_notes.targets()
        if (target.team_id, target.figure) == (team_id, figure)
    ]
    return targets[0] if team_id and targets else None


def with_line(
    picture: style.PlotlyFigure, figure_key: str, target: Target | None
) -> style.PlotlyFigure:
    """The picture with the line of its target."""
    if target is None:
        return picture
    draw = marks.with_target_upright if figure_key in UPRIGHT else marks.with_target_across
    return draw(picture, target.percent / 100)


# --- the verdict ----------------------------------------------------------------------------------


def verdict_words(desk: Desk, target: Target, computed: ComputedFigure) -> str:
    """The verdict on a target beside its own figure."""
    return sentence(target, verdict(desk, target, computed))


LEAVES_OPEN = "wat nog open staat, telt daarvoor niet mee"


def sentence(target: Target, check: TargetCheck) -> str:
    """The verdict in words, and how sure it is."""
    start = f"Doel {target.percent}% {WHAT[target.figure]}:"
    if check.verdict is Verdict.TOO_FEW:
        return f"{start} nog te weinig gegevens om te zeggen of het is gehaald."
    limits = style.interval(check.lower, check.upper, "percent")
    now = f"het is {style.percent(check.share)} (95%-interval {limits})"
    if check.leaves_open:
        # The share of what is settled is another number than the one in the figure above it.
        now = LEAVES_OPEN
    return {
        Verdict.REACHED: f"{start} gehaald; {now}.",
        Verdict.NOT_REACHED: f"{start} niet gehaald; {now}.",
        Verdict.CHANCE: f"{start} nog niet te zeggen of het is gehaald; {now}.",
    }[check.verdict]


def verdict(desk: Desk, target: Target, computed: ComputedFigure) -> TargetCheck:
    """The figure beside its target, from the numbers that are on the screen."""
    result, percent = computed.now, target.percent
    if target.figure == "aftercare":
        row = result.frame.set_index("kind").loc["all"]
        figures = desk.trends.figures(Way.SCREEN)(computed.view.filter)
        settled = SettledCounts(
            part=int(row["count_in_window"]),
            whole=int(row["count_due"]),
            count_open=int(row["count_open"]),
            clustering=clustering(figures.aftercare, computed.view.period),
        )
        return judged.check_target_of_settled(settled, percent, MINIMUM_N)
    if target.figure == "resolution":
        row = result.milestones.set_index("school_days").loc[STOPPED_BY]
    else:
        row = result.frame.iloc[0]
    limits = (float(row["share"]), float(row["lower"]), float(row["upper"]))
    return judged.check_target(*limits, percent, is_few=result.is_few)


# --- setting one ----------------------------------------------------------------------------------


def may_change(desk: Desk, figure_key: str, view: View) -> bool:
    """Whether this person may set a target for this figure in this view."""
    return is_of_target(figure_key) and desk.may(Action.SET_TARGET) and is_whole_team(desk, view)


def show_form(desk: Desk, figure_key: str, view: View) -> None:
    """A form to set the target, and a button to take it away."""
    team_id, target = team_of(desk, view), target_of(desk, figure_key, view)
    percent = str(target.percent) if target else ""
    form = Form(
        f"{FORM}_{figure_key}",
        TextLine("percent", f"Doel in procenten ({WHAT[figure_key]})", initial=percent),
    )
    form.show("Doel bewaren", partial(_save, form, team_id, figure_key))
    removal = Form(f"{REMOVAL}_{figure_key}")
    if target:
        st.button(
            "Doel weghalen",
            key=f"untarget_{figure_key}",
            icon=":material/delete:",
            on_click=store,
            args=removal.act_args(partial(_remove, team_id, figure_key)),
        )
    removal.draw_last_answer()


def _save(form: Form, team_id: str, figure: str, desk: Desk) -> str:
    stored = desk.trend_notes.set_target(team_id, figure, form.read("percent"))
    return f"Het doel is nu {stored.percent}% {WHAT[figure]}."


def _remove(team_id: str, figure: str, desk: Desk) -> str:
    desk.trend_notes.remove_target(team_id, figure)
    return "Er is geen doel meer voor dit cijfer."
