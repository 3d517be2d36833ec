"""How cases end: each end beside the others, as areas on top of each other over time."""

from typing import Any

import pandas as pd

from analytics.answer import Answer
from ui.charts import curves, style

TITLE = "Hoe zaken eindigen"

HOW_TO_READ = (
    "Van links naar rechts lopen de schooldagen sinds de eerste melding. De hoogte van een vlak is "
    "het deel van de zaken dat na zoveel dagen zo geëindigd is; wat boven de vlakken leeg blijft, "
    "loopt nog. De vlakken tellen op tot alles wat geëindigd is, want een zaak eindigt maar op één "
    "manier. Zaken die nog lopen tellen mee zolang ze gevolgd zijn. Zie je geen vlakken maar vier "
    "balken, dan staat er alleen hoeveel het aan het eind was: zo blijven kleine aantallen "
    "verborgen."
)

_ENDS = {
    "stopped": ("gestopt", style.MAIN, ""),
    "no_bullying": ("geen pesten", style.LEVEL[1], "/"),
    "left_school": ("van school", style.OUTCOME["late"], "x"),
    "other": ("anders", style.QUIET, "."),
}


def figure(answer: Answer) -> style.Figure:
    """The picture of analytics.ends.competing_ends; only the last shares where steps are hidden."""
    return _bars(answer) if answer.is_hidden else _areas(answer)


def description(answer: Answer) -> str:
    """What the picture says, in words; n included."""
    cases = style.of(answer.count, "zaak", "zaken")
    if answer.is_few:
        return style.too_few(f"{cases} in deze periode")
    last = _last(answer)
    if not last:
        return f"Hoe {cases} eindigden, is verborgen: sommige aantallen zijn te klein."
    days = style.number(curves.longest(answer.frame))
    told = [f"{style.percent(share)} {_ENDS[end][0]}" for end, share in last.items() if share]
    if not told:
        return f"Van {cases} is er na {days} schooldagen nog geen geëindigd."
    running = 1 - sum(last.values())
    undated = answer.left_out.get("undated")
    return style.sentences(
        f"Van {cases} is na {days} schooldagen naar schatting {style.listed(told)};"
        f" {style.percent(max(running, 0.0))} loopt dan nog.",
        f"{style.counted(undated, 'zaak', 'zaken')} met onmogelijke datums telt niet mee."
        if undated
        else "",
    )


def table(answer: Answer) -> pd.DataFrame:
    """The share per end at the end of the line, with Dutch headings."""
    last = _last(answer)
    return pd.DataFrame(
        {
            "Einde": [_ENDS[end][0].capitalize() for end in last],
            "Deel van de zaken": [style.percent(share) for share in last.values()],
        }
    )


def _last(answer: Answer) -> dict[str, float]:
    """The share of each end at the end of the line, in the order of the picture."""
    frame = answer.frame
    if frame.empty:
        return {}
    last = frame.groupby("end", sort=False)["incidence"].last()
    return {end: float(last[end]) for end in _ENDS if end in last.index}


def _areas(answer: Answer) -> style.Figure:
    frame = answer.frame
    return {
        "data": [_area(frame[frame["end"] == end], end) for end in _ENDS],
        "layout": style.layout(
            height=360,
            showlegend=True,
            xaxis=curves.days_axis("schooldagen sinds de eerste melding", curves.longest(frame)),
            yaxis=style.share_axis("deel van de zaken"),
        ),
    }


def _area(rows: pd.DataFrame, end: str) -> dict[str, Any]:
    words, colour, pattern = _ENDS[end]
    shares = rows["incidence"].tolist()
    return {
        "type": "scatter",
        "mode": "lines",
        "stackgroup": "ends",
        "name": words,
        "x": [0.0, *rows["time"]],
        "y": [0.0, *shares],
        "line": {"color": colour, "width": 1, "shape": "hv"},
        "fillpattern": {"shape": pattern, "fgcolor": colour, "size": 8, "solidity": 0.35},
        "hovertext": ["", *(f"{words}: {style.percent(share)}" for share in shares)],
        "hoverinfo": "text",
    }


def _bars(answer: Answer) -> style.Figure:
    last = _last(answer)
    names = [_ENDS[end][0].capitalize() for end in last]
    shares = list(last.values())
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": shares,
                "y": names,
                "text": [style.percent(share) for share in shares],
                "textposition": "outside",
                "textfont": {"color": style.TEXT},
                "marker": {
                    "color": [_ENDS[end][1] for end in last],
                    "pattern": {
                        "shape": [_ENDS[end][2] for end in last],
                        "fillmode": "replace",
                        "size": 7,
                        "solidity": 0.35,
                    },
                },
                "hoverinfo": "skip",
                "cliponaxis": False,
            }
        ],
        "layout": style.layout(
            height=250,
            xaxis=style.share_axis("deel van de zaken", range=[0, 1.12]),
            yaxis=style.rows_axis(names),
        ),
    }
