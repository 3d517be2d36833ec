"""Open cases by level now: one bar per level, split into running and stopped with nazorg."""

import html
from typing import Any

import pandas as pd

from analytics.disclosure import SMALLEST
from analytics.escalation import ALL_LEVELS
from ui.charts import style

TITLE = "Open zaken per niveau"

HOW_TO_READ = (
    "Elke balk is een niveau van de handelingskaart: niveau 1 bij de eerste melding, niveau 2 bij "
    "de tweede, niveau 3 als het niet stopt. Een zaak staat bij het hoogste niveau dat zij heeft "
    "bereikt en zakt niet terug. Het effen deel van de balk loopt nog; in het gearceerde deel is "
    "het pesten gestopt, maar zijn de nazorg en de evaluatie nog niet klaar. Gesloten zaken staan "
    "er niet in."
)

_PARTS = {
    "count_running": ("loopt", ""),
    "count_stopped": ("gestopt, nog niet gesloten", "/"),
}


def figure(frame: pd.DataFrame) -> style.Figure:
    """The picture of analytics.escalation.open_cases_by_level."""
    frame = frame[frame["level"] != ALL_LEVELS]
    names = [_name(level) for level in frame["level"]]
    most = max([4, *frame["count_cases"].dropna()])
    return {
        "data": [
            *(_bars(frame, names, column) for column in _PARTS),
            *_hidden_bars(frame, names),
            *_small_bars(frame, names),
        ],
        "layout": style.layout(
            height=270,
            barmode="stack",
            bargap=0.4,
            showlegend=True,
            xaxis=style.axis("open zaken", tickformat=",d", range=[0, int(most) * 1.12]),
            yaxis=style.rows_axis(names),
            annotations=_totals(frame, names),
        ),
    }


def description(frame: pd.DataFrame) -> str:
    """What the picture says, in words; n included."""
    rows = _with_all(frame)
    total = rows.iloc[-1]
    if not style.is_hidden(total["count_cases"]) and total["count_cases"] == 0:
        return "Er zijn op dit moment geen open zaken."
    levels = [
        f"{_told(row, 'count_cases')} op niveau {row['level']}"
        for _, row in rows.iterrows()
        if row["level"] != ALL_LEVELS
    ]
    stopped = total["count_stopped"]
    return style.sentences(
        f"Nu {_cases(total)}: {', '.join(levels[:-1])} en {levels[-1]}.",
        f"In {_told(total, 'count_stopped')} daarvan is het gestopt en loopt de nazorg nog."
        if style.is_hidden(stopped) or stopped
        else "",
    )


def table(frame: pd.DataFrame) -> pd.DataFrame:
    """The numbers behind the picture, one row per level and one for all, with Dutch headings."""
    rows = _with_all(frame)
    levels = rows["level"]
    return pd.DataFrame(
        {
            "Niveau": ["Alles samen" if n == ALL_LEVELS else f"{n}" for n in levels],
            "Erbij betrokken": [style.LEVEL_OWNER.get(n, "") for n in levels],
            "Open zaken": style.cells(rows, "count_cases"),
            "Loopt": style.cells(rows, "count_running"),
            "Gestopt, nog niet gesloten": style.cells(rows, "count_stopped"),
        }
    )


def _with_all(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its row for all levels; exact counts are added up."""
    if (frame["level"] == ALL_LEVELS).any():
        return frame
    counts = ["count_cases", "count_running", "count_stopped"]
    total = {"level": ALL_LEVELS, **{name: frame[name].sum() for name in counts}}
    return pd.concat([frame, pd.DataFrame([total])], ignore_index=True)


def _told(row: "pd.Series[Any]", column: str) -> str:
    return style.told(row[column], bool(row.get(f"is_small_{column}", False)))


def _cases(total: "pd.Series[Any]") -> str:
    if style.is_hidden(total["count_cases"]):
        return f"{_told(total, 'count_cases')} open zaken"
    return style.counted(int(total["count_cases"]), "open zaak", "open zaken")


def _name(level: int) -> str:
    return f"{style.LEVEL_NAME[level]}<br>{style.LEVEL_OWNER[level]}"


def _bars(frame: pd.DataFrame, names: list[str], column: str) -> dict[str, Any]:
    words, pattern = _PARTS[column]
    colours = [style.LEVEL[level] for level in frame["level"]]
    return {
        "type": "bar",
        "orientation": "h",
        "name": words,
        "x": [0 if style.is_hidden(count) else int(count) for count in frame[column]],
        "y": names,
        "marker": {
            "color": colours,
            "line": {"color": colours, "width": 1},
            "pattern": {"shape": pattern, "fillmode": "replace", "size": 7, "solidity": 0.35},
        },
        **style.PICKED,
        "customdata": [style.part("level", str(level)) for level in frame["level"]],
        "hovertext": [
            f"Niveau {level}: {style.cell(count)} {words}"
            for level, count in zip(frame["level"], frame[column], strict=True)
        ],
        "hoverinfo": "text",
    }


def _hidden_bars(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    """What is left of the bar of a level of which the parts are hidden."""
    left = [
        0 if style.is_hidden(row.count_cases) else int(row.count_cases) - _parts_told(row)
        for row in style.rows(frame)
    ]
    if not any(left):
        return []
    words = ["een deel loopt, een deel is gestopt; de aantallen zijn klein"] * len(names)
    return [_outline("verborgen: kleine aantallen", left, names, words)]


def _small_bars(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    """A level with 1 to 4 cases: an outline from none to 4."""
    small = style.is_small(frame, "count_cases")
    if not any(small):
        return []
    lengths = [SMALLEST - 1 if is_small else 0 for is_small in small]
    words = [f"{style.SMALL_WORDS} open zaken"] * len(names)
    return [_outline(f"1 tot en met {SMALLEST - 1}", lengths, names, words, dash=True)]


def _outline(
    name: str, lengths: list[int], names: list[str], words: list[str], dash: bool = False
) -> dict[str, Any]:
    marker: dict[str, Any] = {"color": style.CLEAR, "line": {"color": style.QUIET, "width": 1.5}}
    if dash:
        shape = {"shape": ".", "fillmode": "overlay", "fgcolor": style.QUIET, "size": 8}
        marker["pattern"] = {**shape, "solidity": 0.2}
    base = {"type": "bar", "orientation": "h", "name": name, "x": lengths, "y": names}
    return base | {"marker": marker, "hovertext": words, "hoverinfo": "text"}


def _parts_told(row: Any) -> int:
    counts = (row.count_running, row.count_stopped)
    return sum(int(count) for count in counts if not style.is_hidden(count))


def _totals(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    """The total at the end of each bar."""
    notes = []
    small = style.is_small(frame, "count_cases")
    for name, count, is_small in zip(names, frame["count_cases"], small, strict=True):
        end = (SMALLEST - 1 if is_small else 0) if style.is_hidden(count) else int(count)
        place = {"x": end, "y": name, "xanchor": "left", "xshift": 6, "showarrow": False}
        notes.append({"text": f"<b>{html.escape(style.cell(count, is_small))}</b>", **place})
    return notes
