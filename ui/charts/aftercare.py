"""Nazorg done in its window: one bar per kind of talk, split by what became of the moments."""

from typing import Any

import pandas as pd

from analytics.aftercare import too_few
from ui.charts import style

TITLE = "Nazorg op tijd"

HOW_TO_READ = (
    "Elke balk is alle nazorg die in de periode aan de beurt was, verdeeld naar wat ervan werd: "
    "op tijd gedaan, later gedaan, niet gedaan terwijl de termijn voorbij is, of nog open binnen "
    "de termijn. Het percentage is wat op tijd is gedaan van alles wat aan de beurt was; de "
    "streep met het ruitje is het 95%-interval daarvan. Nazorg die met een reden niet van "
    "toepassing is, en nazorg die eerder is gedaan dan gepland, staat apart en telt niet mee."
)

_PARTS = {
    "in_window": "op tijd",
    "late": "te laat",
    "missed": "niet gedaan",
    "open": "nog open",
}
_KINDS = {
    "target": "Gepeste",
    "displaying": "Pestende leerling",
    "parents": "Ouders",
    "all": "Alles samen",
}


def figure(frame: pd.DataFrame) -> style.Figure:
    """The picture of analytics.aftercare.completion."""
    names = [_row_name(row.kind, row.share) for row in style.rows(frame)]
    front, back = _hidden_bars(frame, names)
    bars = [*front, *(_bars(frame, names, part) for part in _PARTS), *back]
    return {
        "data": [*bars, *_interval(frame, names)],
        "layout": style.layout(
            height=400,
            barmode="stack",
            bargap=0.45,
            showlegend=True,
            xaxis=style.share_axis("van de nazorg die aan de beurt was"),
            yaxis=style.rows_axis(names),
            annotations=[*_nothing_due(frame, names), *_due_hidden(frame, names)],
        ),
    }


def description(frame: pd.DataFrame) -> str:
    """What the picture says, in words; n included."""
    row = frame[frame["kind"] == "all"].iloc[0]
    if style.is_hidden(row["count_due"]):
        return f"{style.TOO_FEW}: er was maar weinig nazorg aan de beurt."
    due = style.counted(int(row["count_due"]), "nazorgmoment", "nazorgmomenten")
    if row["count_due"] == 0:
        return style.sentences("Er was in deze periode geen nazorg aan de beurt.", _apart(row))
    if too_few(frame):
        done = _told(row, "count_in_window")
        return f"{style.TOO_FEW}: {due} aan de beurt, {done} op tijd."
    rest = [f"{_told(row, f'count_{part}')} {_PARTS[part]}" for part in list(_PARTS)[1:]]
    return style.sentences(
        _on_time(row, due), f"Verder {rest[0]}, {rest[1]} en {rest[2]}.", _apart(row)
    )


def table(frame: pd.DataFrame) -> pd.DataFrame:
    """The numbers behind the picture, one row per kind, with Dutch headings."""
    limits = zip(frame["lower"], frame["upper"], strict=True)
    return pd.DataFrame(
        {
            "Nazorg voor": [_KINDS[kind] for kind in frame["kind"]],
            "Aan de beurt": style.cells(frame, "count_due"),
            "Op tijd": style.cells(frame, "count_in_window"),
            "Aandeel op tijd": [style.percent(share) for share in frame["share"]],
            "95%-interval": [style.interval(low, high, "percent") for low, high in limits],
            "Te laat gedaan": style.cells(frame, "count_late"),
            "Niet gedaan": style.cells(frame, "count_missed"),
            "Nog open": style.cells(frame, "count_open"),
            "Niet van toepassing": style.cells(frame, "count_set_aside"),
            "Eerder gedaan": style.cells(frame, "count_ahead"),
        }
    )


def _row_name(kind: str, share: float) -> str:
    name = f"<b>{_KINDS[kind]}</b>" if kind == "all" else _KINDS[kind]
    return name if pd.isna(share) else f"{name}<br>{style.percent(share)} op tijd"


def _told(row: "pd.Series[Any]", column: str) -> str:
    return style.told(row[column], bool(row.get(f"is_small_{column}", False)))


def _on_time(row: "pd.Series[Any]", due: str) -> str:
    if pd.isna(row["share"]):
        return f"Van {due} was {_told(row, 'count_in_window')} op tijd."
    return (
        f"Van {due} was {style.percent(row['share'])} op tijd"
        f" ({style.number(row['count_in_window'])}; 95%-interval"
        f" {style.interval(row['lower'], row['upper'], 'percent')})."
    )


def _bars(frame: pd.DataFrame, names: list[str], part: str) -> dict[str, Any]:
    counts, due = frame[f"count_{part}"], frame["count_due"]
    colour = style.OUTCOME[part]
    return {
        "type": "bar",
        "orientation": "h",
        "name": _PARTS[part],
        "x": [_length(*pair) for pair in zip(counts, due, strict=True)],
        "y": names,
        "marker": {
            "color": colour,
            "line": {"color": colour, "width": 1},
            "pattern": {
                "shape": style.PATTERN[part],
                "fillmode": "replace",
                "size": 7,
                "solidity": 0.4,
            },
        },
        **style.PICKED,
        "customdata": [style.part("outcome", part)] * len(names),
        "hovertext": [
            f"<b>{_KINDS[kind]}</b><br>{style.cell(count)} {_PARTS[part]}, van"
            f" {style.cell(of)} aan de beurt"
            for kind, count, of in zip(frame["kind"], counts, due, strict=True)
        ],
        "hoverinfo": "text",
    }


def _length(count: Any, due: Any) -> float:
    """The part of the bar; nothing where one of the two is hidden."""
    if style.is_hidden(count) or style.is_hidden(due):
        return 0.0
    return float(count) / max(float(due), 1.0)


def _hidden_bars(
    frame: pd.DataFrame, names: list[str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What is left of each bar where some of its parts are hidden, as one part.

    It comes first where what was done on time is in it, and last where it is not.
    """
    left = [_left(row) for _, row in frame.iterrows()]
    is_first = [style.is_hidden(count) for count in frame["count_in_window"]]
    front = [part if first else 0.0 for part, first in zip(left, is_first, strict=True)]
    back = [0.0 if first else part for part, first in zip(left, is_first, strict=True)]
    shown = [_hidden_bar(parts, names) for parts in (front, back) if any(parts)]
    for bar in shown[1:]:
        bar["showlegend"] = False
    return ([], shown) if not any(front) else (shown[:1], shown[1:])


def _left(row: "pd.Series[Any]") -> float:
    counts = [row[f"count_{part}"] for part in _PARTS]
    due = row["count_due"]
    if style.is_hidden(due) or not any(style.is_hidden(count) for count in counts):
        return 0.0
    return round(1 - sum(_length(count, due) for count in counts), 6)


def _hidden_bar(parts: list[float], names: list[str]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": "verborgen: kleine aantallen",
        "x": parts,
        "y": names,
        "marker": {"color": style.CLEAR, "line": {"color": style.QUIET, "width": 1.5}},
        "hovertext": ["hier zit een klein aantal in"] * len(names),
        "hoverinfo": "text",
    }


def _interval(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    """The interval in ink on a pale edge, so that it shows on every part of the bar."""
    shares, lower, upper = (frame[name].tolist() for name in ("share", "lower", "upper"))
    base = {
        "type": "scatter",
        "mode": "markers",
        "x": [None if pd.isna(share) else share for share in shares],
        "y": names,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    edge = style.whiskers(shares, lower, upper, color=style.HALO, thickness=6, width=7)
    line = style.whiskers(shares, lower, upper, color=style.INK)
    marker = {"symbol": "diamond", "size": 10, "color": style.INK}
    marker["line"] = {"color": style.HALO, "width": 2}
    return [
        base | {"error_x": edge, "marker": {"opacity": 0}, "showlegend": False},
        base | {"error_x": line, "marker": marker, "name": "95%-interval"},
    ]


def _nothing_due(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    return [
        _beside(name, "niets aan de beurt")
        for name, due in zip(names, frame["count_due"], strict=True)
        if not style.is_hidden(due) and due == 0
    ]


def _due_hidden(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    small = style.is_small(frame, "count_due")
    return [
        _beside(name, f"{style.SMALL_WORDS} aan de beurt" if is_small else style.HIDDEN)
        for name, due, is_small in zip(names, frame["count_due"], small, strict=True)
        if style.is_hidden(due)
    ]


def _beside(name: str, text: str) -> dict[str, Any]:
    place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 4, "showarrow": False}
    return {"text": text, "y": name, **place}


def _apart(row: "pd.Series[Any]") -> str:
    parts = [
        f"{_told(row, column)} {words}"
        for column, words in (
            ("count_set_aside", "niet van toepassing"),
            ("count_ahead", "eerder gedaan dan gepland"),
        )
        if style.is_hidden(row[column]) or row[column]
    ]
    return f"Apart: {' en '.join(parts)}." if parts else ""
