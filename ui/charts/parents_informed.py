"""Whether the parents of both sides were informed in time."""

import pandas as pd

from analytics.answer import Answer
from ui.charts import bars, style

TITLE = "Ouders van beide kanten op tijd geïnformeerd"

HOW_TO_READ = (
    "De balk is alle zaken waarin de ouders van de gepeste en van de pestende leerling aan de "
    "beurt waren. Op tijd is een zaak pas als de ouders van alle betrokkenen aan beide kanten voor "
    "de afgesproken dag zijn geïnformeerd. Zaken met maar één bekende kant, zaken waarin ouders "
    "met een reden niet zijn geïnformeerd en zaken die eerder zijn gesloten, tellen niet mee."
)

_PARTS = [
    bars.Part("count_in_time", "beide kanten op tijd", style.MAIN),
    bars.Part("count_not", "niet of later", style.OUTCOME["missed"], "x"),
]
_LEFT_OUT = {
    "one_side": "met één bekende kant",
    "set_aside": "met een reden niet geïnformeerd",
    "not_asked": "eerder gesloten",
}


def figure(answer: Answer) -> style.Figure:
    """The picture of analytics.adherence.parents_informed."""
    frame = answer.frame.assign(
        count_not=answer.frame["count_cases"] - answer.frame["count_in_time"]
    )
    share = frame["share"].iloc[0]
    names = ["" if pd.isna(share) else f"<b>{style.percent(share)}</b><br>op tijd"]
    known = not style.is_hidden(frame["count_cases"].iloc[0])
    return {
        "data": bars.stacked(frame, names, _PARTS, "count_cases"),
        "layout": style.layout(
            height=200,
            barmode="stack",
            showlegend=True,
            xaxis=style.share_axis("van de zaken"),
            yaxis=style.rows_axis(names),
            annotations=[] if known else [bars.beside(names[0], style.HIDDEN)],
        ),
    }


def description(answer: Answer) -> str:
    """What the picture says, in words; n included."""
    cases = style.of(answer.count, "zaak", "zaken")
    if answer.is_few:
        return style.too_few(f"{cases} in deze periode")
    row = answer.frame.iloc[0]
    if pd.isna(row["share"]):
        small = bool(row.get("is_small_count_in_time", False))
        said = f"Van {cases} waren ze in {style.told(row['count_in_time'], small)} op tijd."
    else:
        said = (
            f"In {style.percent(row['share'])} van {cases} zijn de ouders van beide kanten op tijd"
            f" geïnformeerd ({style.number(row['count_in_time'])}; 95%-interval"
            f" {style.interval(row['lower'], row['upper'], 'percent')})."
        )
    return style.sentences(said, _left_out(answer))


def table(answer: Answer) -> pd.DataFrame:
    """One row for the figure and one for each reason to leave a case out."""
    row = answer.frame.iloc[0]
    counts = [row["count_cases"], row["count_in_time"], *answer.left_out.values()]
    small = [bool(row.get(f"is_small_{name}", False)) for name in ("count_cases", "count_in_time")]
    marks = [*small, *[False] * len(answer.left_out)]
    names = ["Zaken die meetellen", "Beide kanten op tijd"]
    left_out = [f"Niet meegeteld: {_LEFT_OUT[reason]}" for reason in answer.left_out]
    return pd.DataFrame(
        {
            "Zaken": [*names, *left_out],
            "Aantal": [style.cell(c, mark) for c, mark in zip(counts, marks, strict=True)],
        }
    )


def _left_out(answer: Answer) -> str:
    told = [
        f"{style.number(count)} {_LEFT_OUT[reason]}"
        for reason, count in answer.left_out.items()
        if count
    ]
    return f"Niet meegeteld: {style.listed(told)}." if told else ""
