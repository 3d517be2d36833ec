"""The card itself: for each step what became of it, in the order of the card."""

import pandas as pd

from analytics.answer import Answer
from ui.charts import bars, style

TITLE = "De stappen van de kaart"

HOW_TO_READ = (
    "Elke balk is een stap van de kaart, in de volgorde van de kaart. De hele balk is alle keren "
    "dat de stap in de periode aan de beurt was: op tijd gedaan, later gedaan, niet gedaan terwijl "
    "de tijd voorbij is, of nog open. Het percentage is wat op tijd is gedaan. Niet van toepassing "
    "(met een reden) en stappen die op een andere wachten, staan in de tabel en tellen niet mee. "
    "Een lage balk is een vraag: past de termijn, en is de stap wel vastgelegd?"
)

_PARTS = [
    bars.Part("count_in_time", "op tijd", style.OUTCOME["in_window"], ""),
    bars.Part("count_late", "te laat", style.OUTCOME["late"], "/"),
    bars.Part("count_missed", "niet gedaan", style.OUTCOME["missed"], "x"),
    bars.Part("count_open", "nog open", style.OUTCOME["open"], "."),
]


def figure(answer: Answer) -> style.Figure:
    """The picture of analytics.adherence.steps, with the words of the card in `step`."""
    frame = answer.frame
    frame = frame[frame["count_due"].isna() | (frame["count_due"] != 0).fillna(True)]
    names = [_name(row.step, row.share) for row in style.rows(frame)]
    small = style.is_small(frame, "count_due")
    hidden = zip(names, frame["count_due"], small, strict=True)
    return {
        "data": bars.stacked(frame, names, _PARTS, "count_due"),
        "layout": style.layout(
            height=bars.height(names),
            barmode="stack",
            bargap=0.4,
            showlegend=True,
            xaxis=style.share_axis("van de keren dat de stap aan de beurt was"),
            yaxis=style.rows_axis(names),
            annotations=[
                bars.beside(name, f"{style.SMALL_WORDS} keer" if is_small else style.HIDDEN)
                for name, due, is_small in hidden
                if style.is_hidden(due)
            ],
        ),
    }


def description(answer: Answer) -> str:
    """What the picture says, in words; n included."""
    steps = style.of(answer.count, "stap", "stappen")
    if answer.is_few:
        return style.too_few(f"{steps} aan de beurt in deze periode")
    in_time = answer.frame["count_in_time"].sum(skipna=False)
    if answer.count and not style.is_hidden(in_time):
        share = style.percent(in_time / answer.count)
        whole = f" Daarvan was {share} op tijd ({style.number(in_time)})."
    else:
        whole = ""
    return style.sentences(
        f"{steps[:1].upper()}{steps[1:]} aan de beurt in deze periode.{whole}",
        _weakest(answer),
    )


def table(answer: Answer) -> pd.DataFrame:
    """The numbers behind the picture, one row per step, with Dutch headings."""
    frame = answer.frame
    limits = zip(frame["lower"], frame["upper"], strict=True)
    return pd.DataFrame(
        {
            "Stap": frame["step"].astype(str),
            "Aan de beurt": style.cells(frame, "count_due"),
            "Op tijd": style.cells(frame, "count_in_time"),
            "Aandeel op tijd": [style.percent(share) for share in frame["share"]],
            "95%-interval": [style.interval(low, high, "percent") for low, high in limits],
            "Te laat gedaan": style.cells(frame, "count_late"),
            "Niet gedaan": style.cells(frame, "count_missed"),
            "Nog open": style.cells(frame, "count_open"),
            "Niet van toepassing": style.cells(frame, "count_set_aside"),
            "Wacht op een andere stap": style.cells(frame, "count_blocked"),
        }
    )


def _name(step: str, share: float) -> str:
    name = bars.wrapped(step)
    return name if pd.isna(share) else f"{name}<br><b>{style.percent(share)}</b>"


def _weakest(answer: Answer) -> str:
    """The step that is least often in time, among those that are often due."""
    known = answer.frame[answer.frame["share"].notna()]
    known = known[known["count_due"] >= 10]
    if len(known) < 2:
        return ""
    row = known.sort_values("share", kind="stable").iloc[0]
    start = "Van wat hier te zien is, het" if answer.is_hidden else "Het"
    return f"{start} minst vaak op tijd: {row['step']} ({style.percent(row['share'])})."
