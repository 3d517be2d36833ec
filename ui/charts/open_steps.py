"""The work that waits: open and late steps per team, and never per person."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.figures.open_steps import NO_TEAM
from analytics.result import FigureResult
from casework.words import counted
from ui.charts import bars, style

TITLE = "Werk dat wacht"
UNIT = "open stappen"

DEFINITION = (
    "Stappen van lopende zaken die gevraagd zijn en nog niet gedaan, ook als ze op een andere stap "
    "wachten; te laat is minstens één schooldag na de afgesproken dag."
)

HOW_TO_READ = (
    "Elke balk is een team: de stappen die open staan, met de aantallen erin, en welk deel daarvan "
    "te laat is. Een team met meer zaken heeft meer open stappen; de balk zegt niets over wie goed "
    "of slecht werkt. Per medewerker wordt nergens geteld."
)

_PARTS = [
    bars.BarSegment("count_late", "te laat", style.RED, "/", style.subgroup("outcome", "behind")),
    bars.BarSegment("count_rest", "nog op tijd", style.QUIET),
]


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """The bar of each team."""
    frame = computed.now.frame
    frame = frame.assign(count_rest=frame["count_open"] - frame["count_late"])
    names = [bars.wrapped(_team(name)) for name in frame["team_name"]]
    most = max([4, *frame["count_open"]])
    return {
        "data": bars.stacked(frame, names, _PARTS),
        "layout": style.layout(
            height=bars.height(names),
            barmode="stack",
            bargap=0.4,
            showlegend=True,
            xaxis=style.axis("open stappen", tickformat=",d", range=[0, int(most) * 1.15]),
            yaxis=style.rows_axis(names),
            annotations=[
                bars.beside(name, f"<b>{style.number(count)}</b>", count)
                for name, count in zip(names, frame["count_open"].tolist(), strict=True)
            ],
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """How many steps are late, of how many cases; then each team by name."""
    result: FigureResult = computed.now
    when = "nu" if computed.view.is_now else "toen"
    if not result.count:
        return f"Er {'staan nu' if computed.view.is_now else 'stonden toen'} geen stappen open."
    frame = result.frame
    late, cases = int(frame["count_late"].sum()), int(frame["count_late_cases"].sum())
    whole = (
        f"{counted(late, 'stap', 'stappen')} {when} te laat, in {counted(cases, 'zaak', 'zaken')}"
        if late
        else f"Geen stap {when} te laat"
    )
    steps = counted(result.count, "open stap", "open stappen")
    return style.sentences(f"{whole}; {steps} in totaal.", _teams(frame))


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """One row per team by name, with Dutch headings."""
    frame = computed.now.frame
    return pd.DataFrame(
        {
            "Team": [_team(name) for name in frame["team_name"]],
            "Open stappen": frame["count_open"],
            "Zaken met een open stap": frame["count_cases"],
            "Te laat": frame["count_late"],
            "Zaken met een stap te laat": frame["count_late_cases"],
        }
    )


def _teams(frame: pd.DataFrame) -> str:
    if len(frame) < 2:
        return ""
    each = [
        f"{_team(row.team_name)} {style.number(row.count_open)} open, waarvan"
        f" {style.number(row.count_late)} te laat"
        for row in style.rows(frame)
    ]
    return f"Per team: {'; '.join(each)}."


def _team(name: Any) -> str:
    return "zonder team" if name == NO_TEAM else str(name)
