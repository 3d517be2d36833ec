"""Does it come back: the share of gepesten with a next melding, by school days since closing."""

import pandas as pd

from analytics.recurrence import Recurrence
from ui.charts import curves, style

TITLE = "Komt het terug?"

HOW_TO_READ = (
    "De lijn begint op de dag dat een zaak met 'gestopt' is gesloten en stijgt als er voor "
    "dezelfde gepeste opnieuw een melding komt, gerekend in schooldagen. De gekleurde strook is "
    "het 95%-interval. Wie nog geen nieuwe melding heeft, telt mee zolang die gevolgd is. Een lage "
    "lijn betekent dat het meestal wegblijft. Staan er alleen stippen met een lijn ertussen, dan "
    "is tussen de stippen niet te zien wanneer het was: zo blijven kleine aantallen verborgen."
)


def figure(answer: Recurrence) -> style.Figure:
    """The picture of analytics.recurrence.time_to_return."""
    curve = answer.curve
    return {
        "data": [
            *curves.band(curve, answer.is_hidden),
            curves.rising(curve, "opnieuw gemeld", answer.is_hidden),
        ],
        "layout": style.layout(
            height=340,
            showlegend=True,
            xaxis=curves.days_axis("schooldagen na het sluiten", curves.longest(curve)),
            yaxis=style.share_axis("opnieuw gemeld"),
        ),
    }


def description(answer: Recurrence) -> str:
    """What the picture says, in words; n included."""
    targets = style.of(answer.count, "gepeste", "gepesten")
    if answer.is_few:
        return style.too_few(f"{targets} van wie de zaak met 'gestopt' is gesloten")
    known = answer.milestones.dropna(subset=["share"])
    shares = [
        f"{style.percent(row.share)} na {row.school_days}"
        f" (95%-interval {style.interval(row.lower, row.upper, 'percent')})"
        if not pd.isna(row.lower)
        else f"{style.percent(row.share)} na {row.school_days}"
        for row in style.rows(known)
    ]
    return style.sentences(
        "Bij hoeveel gepesten er opnieuw een melding kwam, is verborgen: het aantal is klein."
        if answer.count_returned is None
        else f"Van {targets} van wie de zaak met 'gestopt' is gesloten, kwam er bij"
        f" {_returned(answer)} opnieuw een melding.",
        f"Naar schatting {style.listed(shares)} schooldagen."
        if shares
        else "Hoe snel, is nog niet te zeggen.",
    )


def table(answer: Recurrence) -> pd.DataFrame:
    """The share that came back after 60, 120 and 200 school days, with Dutch headings."""
    shares = answer.milestones
    limits = zip(shares["lower"], shares["upper"], strict=True)
    return pd.DataFrame(
        {
            "Schooldagen na het sluiten": shares["school_days"],
            "Opnieuw gemeld": [style.percent(share) for share in shares["share"]],
            "95%-interval": [style.interval(low, high, "percent") for low, high in limits],
        }
    )


def _returned(answer: Recurrence) -> str:
    return style.number(answer.count_returned) if answer.count_returned else "niemand"
