"""The work that waits: open and late steps per team, and never per person."""

from typing import Any

import pandas as pd

from analytics.answer import Answer
from ui.charts import bars, style

TITLE = "Werk dat wacht"

HOW_TO_READ = (
    "Elke balk is een team: de stappen die nu open staan, en welk deel daarvan minstens één "
    "schooldag over tijd is. Een team met meer zaken heeft meer open stappen; de balk zegt niets "
    "over wie goed of slecht werkt. Per medewerker wordt nergens geteld."
)

_PARTS = [
    bars.Part("count_late", "over tijd", style.OUTCOME["late"], "/"),
    bars.Part("count_rest", "nog op tijd", style.QUIET, "."),
]


def figure(answer: Answer) -> style.Figure:
    """The picture of analytics.work.open_steps_per_team."""
    frame = answer.frame.assign(count_rest=answer.frame["count_open"] - answer.frame["count_late"])
    names = [bars.wrapped(str(name)) for name in frame["team_name"]]
    known = frame["count_open"].where(frame["count_late"].notna())
    most = max([4, *known.dropna()])
    small = style.is_small(frame, "count_open")
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
                bars.beside(name, _end_words(row, is_small), _end(row))
                for name, row, is_small in zip(names, style.rows(frame), small, strict=True)
            ],
        ),
    }


def description(answer: Answer) -> str:
    """What the picture says, in words; n included; teams by name."""
    if answer.count == 0:
        return "Er staan nu geen stappen open."
    frame = answer.frame
    small_open, small_late = (style.is_small(frame, name) for name in ("count_open", "count_late"))
    told = [
        f"{row.team_name} {style.told(row.count_open, few)} open, waarvan"
        f" {style.told(row.count_late, few_late)} over tijd"
        for row, few, few_late in zip(style.rows(frame), small_open, small_late, strict=True)
    ]
    about = "Nu, afgerond op vijf" if answer.is_hidden else "Nu"
    return f"{about}: {'; '.join(told)}."


def table(answer: Answer) -> pd.DataFrame:
    """One row per team by name, with Dutch headings."""
    frame = answer.frame
    return pd.DataFrame(
        {
            "Team": frame["team_name"].astype(str),
            "Zaken met een open stap": style.cells(frame, "count_cases"),
            "Open stappen": style.cells(frame, "count_open"),
            "Over tijd": style.cells(frame, "count_late"),
        }
    )


def _end(row: Any) -> float:
    is_drawn = not style.is_hidden(row.count_open) and not style.is_hidden(row.count_late)
    return float(row.count_open) if is_drawn else 0.0


def _end_words(row: Any, is_small: bool) -> str:
    if style.is_hidden(row.count_open):
        return style.SMALL_WORDS if is_small else style.HIDDEN
    if style.is_hidden(row.count_late):
        return f"<b>{style.number(row.count_open)}</b> open, over tijd {style.HIDDEN}"
    return f"<b>{style.number(row.count_open)}</b>"
