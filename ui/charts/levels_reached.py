"""The share of followed cases that reached level 2, level 3 or the ondersteuningsteam."""

from typing import Any

import pandas as pd

from analytics.escalation import too_few
from ui.charts import style

TITLE = "Hoever zaken opschalen"

HOW_TO_READ = (
    "De stip is het deel van de zaken dat binnen het genoemde aantal schooldagen na de eerste "
    "melding een hoger niveau bereikte of bij het ondersteuningsteam kwam. De streep is het "
    "95%-interval: hoe minder zaken, hoe langer. Alleen zaken die al zo lang geleden begonnen "
    "tellen mee, zodat oude en nieuwe zaken dezelfde kans hadden; jongere zaken staan apart. "
    "Opschalen is geen falen: het laat zien dat de kaart gevolgd wordt als het pesten doorgaat."
)

_NAMES = {
    "level_2": ("Niveau 2", "leerlingcoördinator"),
    "level_3": ("Niveau 3", "teamleider"),
    "support_team": ("Ondersteu-", "ningsteam"),
}
_COLOURS = {"level_2": style.LEVEL[2], "level_3": style.LEVEL[3], "support_team": style.MAIN}
_SYMBOLS = {"level_2": "circle", "level_3": "diamond", "support_team": "square"}
_WORDS = {
    "level_2": "niveau 2",
    "level_3": "niveau 3",
    "support_team": "het ondersteuningsteam",
}


def figure(frame: pd.DataFrame) -> style.Figure:
    """The picture of analytics.escalation.levels_reached."""
    names = ["<br>".join(_NAMES[rung]) for rung in frame["rung"]]
    days = int(frame["follow_up"].iloc[0])
    return {
        "data": [_dots(frame, names)],
        "layout": style.layout(
            height=270,
            xaxis=style.share_axis(f"bereikt binnen {days} schooldagen"),
            yaxis=style.rows_axis(names),
            annotations=_hidden(frame, names),
        ),
    }


def description(frame: pd.DataFrame) -> str:
    """What the picture says, in words; n included."""
    first = frame.iloc[0]
    followed = int(first["count_followed"])
    cases = style.counted(followed, "zaak", "zaken")
    days = style.counted(int(first["follow_up"]), "schooldag", "schooldagen")
    waiting = _waiting(first)
    if too_few(frame):
        return style.sentences(f"{style.TOO_FEW}: {cases} minstens {days} gevolgd.", waiting)
    small = style.is_small(frame, "count_reached")
    reached = [
        _reached(row, is_small) for row, is_small in zip(style.rows(frame), small, strict=True)
    ]
    return style.sentences(
        f"Van {cases} bereikte binnen {days} {', '.join(reached[:-1])} en {reached[-1]}.", waiting
    )


def table(frame: pd.DataFrame) -> pd.DataFrame:
    """The numbers behind the picture, one row per rung, with Dutch headings."""
    limits = zip(frame["lower"], frame["upper"], strict=True)
    return pd.DataFrame(
        {
            "Bereikt": [_WORDS[rung].removeprefix("het ").capitalize() for rung in frame["rung"]],
            "Binnen schooldagen": frame["follow_up"],
            "Zaken": style.cells(frame, "count_reached"),
            "Van gevolgde zaken": frame["count_followed"],
            "Aandeel": [style.percent(share) for share in frame["share"]],
            "95%-interval": [style.interval(low, high, "percent") for low, high in limits],
            "Nog te kort gevolgd": style.cells(frame, "count_too_recent"),
        }
    )


def _dots(frame: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    shares, lower, upper = (frame[name].tolist() for name in ("share", "lower", "upper"))
    colours = [_COLOURS[rung] for rung in frame["rung"]]
    symbols = [_SYMBOLS[rung] for rung in frame["rung"]]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [None if pd.isna(share) else share for share in shares],
        "y": names,
        "text": ["" if pd.isna(share) else f"<b>{style.percent(share)}</b>" for share in shares],
        "textposition": "top center",
        "textfont": {"color": style.TEXT},
        "error_x": style.whiskers(shares, lower, upper),
        "marker": {"color": colours, "symbol": symbols, "size": 13},
        "cliponaxis": False,
        "hovertext": _hover(frame),
        "hoverinfo": "text",
    }


def _hover(frame: pd.DataFrame) -> list[str]:
    return [
        f"<b>{_WORDS[row.rung].capitalize()}</b><br>{style.cell(row.count_reached)} van"
        f" {style.counted(row.count_followed, 'zaak', 'zaken')}"
        f"<br>95%-interval {style.interval(row.lower, row.upper, 'percent')}"
        for row in style.rows(frame)
    ]


def _reached(row: Any, is_small: bool) -> str:
    if style.is_hidden(row.count_reached):
        return f"{style.told(row.count_reached, is_small)} {_WORDS[row.rung]}"
    return (
        f"{style.percent(row.share)} {_WORDS[row.rung]} ({style.number(row.count_reached)},"
        f" 95%-interval {style.interval(row.lower, row.upper, 'percent')})"
    )


def _hidden(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    """Words in the place of a dot that is hidden."""
    place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 6, "showarrow": False}
    small = style.is_small(frame, "count_reached")
    return [
        {"text": f"{style.SMALL_WORDS} zaken" if is_small else style.HIDDEN, "y": name, **place}
        for name, count, is_small in zip(names, frame["count_reached"], small, strict=True)
        if style.is_hidden(count)
    ]


def _waiting(row: "pd.Series[Any]") -> str:
    recent = row["count_too_recent"]
    if style.is_hidden(recent):
        return (
            f"{style.SMALL_WORDS.capitalize()} zaken zijn nog te kort gevolgd en tellen niet mee."
        )
    if recent == 0:
        return ""
    if recent == 1:
        return "1 zaak is nog te kort gevolgd en telt niet mee."
    return f"{style.number(recent)} zaken zijn nog te kort gevolgd en tellen niet mee."
