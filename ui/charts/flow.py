"""From level to outcome: how far the cases of the period came, and how they stand now."""

import pandas as pd

from analytics.answer import Answer
from ui.charts import bars, style

TITLE = "Van niveau naar uitkomst"

HOW_TO_READ = (
    "Elke balk is een niveau van de handelingskaart, met alle zaken van de periode die tot daar "
    "kwamen. De delen zeggen hoe het er nu mee staat: loopt nog, gestopt met nazorg, of gesloten "
    "en hoe. Een jonge zaak kan nog opschalen of stoppen, dus dit is een foto van nu en geen "
    "eindstand. Wie de zaken niet mag openen, ziet afgeronde tienden in plaats van aantallen, en "
    "alleen niveaus met minstens 10 zaken."
)

_PARTS = {
    "running": bars.Part("running", "loopt", style.QUIET, "."),
    "stopped": bars.Part("stopped", "gestopt met nazorg", style.MAIN, "/"),
    "closed_stopped": bars.Part("closed_stopped", "gesloten: gestopt", style.MAIN),
    "closed_no_bullying": bars.Part("closed_no_bullying", "gesloten: geen pesten", style.LEVEL[1]),
    "closed_left_school": bars.Part(
        "closed_left_school", "gesloten: van school", style.OUTCOME["late"], "x"
    ),
    "closed_other": bars.Part("closed_other", "gesloten: anders", style.OUTCOME["missed"], "\\"),
}


def figure(answer: Answer) -> style.Figure:
    """The picture of analytics.escalation.flow, or of flow_in_tenths."""
    if answer.is_hidden:
        return _in_tenths(answer.frame)
    wide = answer.frame.pivot(index="level", columns="outcome", values="count_cases").reset_index()
    names = [f"Niveau {level}<br>{style.LEVEL_OWNER[level]}" for level in wide["level"]]
    totals = [int(count) for count in wide[list(_PARTS)].sum(axis=1)]
    return {
        "data": bars.stacked(wide, names, list(_PARTS.values())),
        "layout": style.layout(
            height=340,
            barmode="stack",
            bargap=0.4,
            showlegend=True,
            xaxis=style.axis("zaken", tickformat=",d", range=[0, max(*totals, 4) * 1.15]),
            yaxis=style.rows_axis(names),
            annotations=[
                bars.beside(name, f"<b>{style.number(total)}</b>", total)
                for name, total in zip(names, totals, strict=True)
            ],
        ),
    }


def description(answer: Answer) -> str:
    """What the picture says, in words; n included."""
    cases = style.of(answer.count, "zaak", "zaken")
    if answer.is_few:
        return style.too_few(f"{cases} in deze periode")
    if answer.is_hidden:
        told = [_level_in_tenths(answer.frame, level) for level in (1, 2, 3)]
        return style.sentences("In tienden van de zaken per niveau.", *told)
    totals = answer.frame.groupby("level")["count_cases"].sum()
    levels = [f"{style.number(totals[level])} op niveau {level}" for level in (1, 2, 3)]
    return style.sentences(
        f"Van {cases} staan er {style.listed(levels)}.",
        *(_level_words(answer.frame, level) for level in (1, 2, 3)),
    )


def table(answer: Answer) -> pd.DataFrame:
    """One row per level and one column per outcome, with Dutch headings."""
    value = "share" if answer.is_hidden else "count_cases"
    wide = answer.frame.pivot(index="level", columns="outcome", values=value)[list(_PARTS)]
    words = style.percent if answer.is_hidden else style.number
    columns = {"Niveau": [str(level) for level in wide.index]}
    for end, part in _PARTS.items():
        columns[part.words[:1].upper() + part.words[1:]] = [words(found) for found in wide[end]]
    return pd.DataFrame(columns)


def _level_words(frame: pd.DataFrame, level: int) -> str:
    """How the cases of a level stand; none at all is not said."""
    rows = frame[frame["level"] == level].set_index("outcome")["count_cases"]
    told = [
        f"{part.words} ({style.number(rows[end])})" for end, part in _PARTS.items() if rows[end]
    ]
    return f"Niveau {level}: {style.listed(told)}." if told else ""


def _level_in_tenths(frame: pd.DataFrame, level: int) -> str:
    rows = frame[frame["level"] == level].set_index("outcome")["share"]
    if rows.isna().any():
        return f"Niveau {level}: te weinig zaken om iets te zeggen."
    told = [f"{part.words} {style.percent(rows[end])}" for end, part in _PARTS.items() if rows[end]]
    return f"Niveau {level}: {style.listed(told)}."


def _in_tenths(frame: pd.DataFrame) -> style.Figure:
    names = [f"Niveau {level}<br>{style.LEVEL_OWNER[level]}" for level in (1, 2, 3)]
    wide = frame.pivot(index="level", columns="outcome", values="share")[list(_PARTS)]
    wide = wide.rename(columns=lambda end: str(end)).fillna(0.0)
    drawn = bars.stacked(wide, names, list(_PARTS.values()))
    for trace, part in zip(drawn, _PARTS.values(), strict=True):
        trace["hovertext"] = [f"{style.percent(share)} {part.words}" for share in trace["x"]]
    return {
        "data": drawn,
        "layout": style.layout(
            height=340,
            barmode="stack",
            bargap=0.4,
            showlegend=True,
            xaxis=style.share_axis("van de zaken op dit niveau", range=[0, 1.12]),
            yaxis=style.rows_axis(names),
            annotations=[
                bars.beside(name, "te weinig zaken om iets te zeggen")
                for name, (_, row) in zip(names, wide.iterrows(), strict=True)
                if not row.any()
            ],
        ),
    }
