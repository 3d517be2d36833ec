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
    return {
        "data": [*(_bars(frame, names, part) for part in _PARTS), *_interval(frame, names)],
        "layout": style.layout(
            height=400,
            barmode="stack",
            bargap=0.45,
            showlegend=True,
            xaxis=style.share_axis("van de nazorg die aan de beurt was"),
            yaxis=style.rows_axis(names),
            annotations=_nothing_due(frame, names),
        ),
    }


def description(frame: pd.DataFrame) -> str:
    """What the picture says, in words; n included."""
    row = frame[frame["kind"] == "all"].iloc[0]
    due = style.counted(int(row["count_due"]), "nazorgmoment", "nazorgmomenten")
    if row["count_due"] == 0:
        return style.sentences("Er was in deze periode geen nazorg aan de beurt.", _apart(row))
    if too_few(frame):
        return f"{style.TOO_FEW}: {due} aan de beurt, {row['count_in_window']} op tijd."
    rest = [f"{style.number(row[f'count_{part}'])} {_PARTS[part]}" for part in list(_PARTS)[1:]]
    return style.sentences(
        f"Van {due} was {style.percent(row['share'])} op tijd"
        f" ({style.number(row['count_in_window'])}; 95%-interval"
        f" {style.interval(row['lower'], row['upper'], 'percent')}).",
        f"Verder {rest[0]}, {rest[1]} en {rest[2]}.",
        _apart(row),
    )


def table(frame: pd.DataFrame) -> pd.DataFrame:
    """The numbers behind the picture, one row per kind, with Dutch headings."""
    limits = zip(frame["lower"], frame["upper"], strict=True)
    return pd.DataFrame(
        {
            "Nazorg voor": [_KINDS[kind] for kind in frame["kind"]],
            "Aan de beurt": frame["count_due"],
            "Op tijd": frame["count_in_window"],
            "Aandeel op tijd": [style.percent(share) for share in frame["share"]],
            "95%-interval": [style.interval(low, high, "percent") for low, high in limits],
            "Te laat gedaan": frame["count_late"],
            "Niet gedaan": frame["count_missed"],
            "Nog open": frame["count_open"],
            "Niet van toepassing": frame["count_set_aside"],
            "Eerder gedaan": frame["count_ahead"],
        }
    )


def _row_name(kind: str, share: float) -> str:
    name = f"<b>{_KINDS[kind]}</b>" if kind == "all" else _KINDS[kind]
    return name if pd.isna(share) else f"{name}<br>{style.percent(share)} op tijd"


def _bars(frame: pd.DataFrame, names: list[str], part: str) -> dict[str, Any]:
    counts = frame[f"count_{part}"]
    colour = style.OUTCOME[part]
    return {
        "type": "bar",
        "orientation": "h",
        "name": _PARTS[part],
        "x": (counts / frame["count_due"].clip(lower=1)).tolist(),
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
        "hovertext": [
            f"<b>{_KINDS[kind]}</b><br>{style.number(count)} {_PARTS[part]}, van"
            f" {style.number(due)} aan de beurt"
            for kind, count, due in zip(frame["kind"], counts, frame["count_due"], strict=True)
        ],
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
    place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 4, "showarrow": False}
    return [
        {"text": "niets aan de beurt", "y": name, **place}
        for name, due in zip(names, frame["count_due"], strict=True)
        if due == 0
    ]


def _apart(row: "pd.Series[Any]") -> str:
    parts = [
        f"{style.number(row[column])} {words}"
        for column, words in (
            ("count_set_aside", "niet van toepassing"),
            ("count_ahead", "eerder gedaan dan gepland"),
        )
        if row[column]
    ]
    return f"Apart: {' en '.join(parts)}." if parts else ""
