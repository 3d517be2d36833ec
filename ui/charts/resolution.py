"""Time until it stopped: the share of cases that has stopped, by school days since the melding."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.figures.resolution import Resolution
from analytics.result import MINIMUM_N
from casework.words import counted
from ui.charts import curves, style

TITLE = "Tijd tot gestopt"
UNIT = "zaken"

HOW_TO_READ = (
    "De lijn begint bij de eerste melding en stijgt bij elke zaak waarin het pesten is gestopt. De "
    "gekleurde strook is het 95%-interval: hoe breder, hoe minder zeker. Waar de lijn de helft "
    "passeert, is het in de helft van de zaken gestopt. Een zaak die nog loopt telt mee zolang "
    "zij gevolgd is, niet als nul en niet als gestopt. De lijn houdt op waar nog minder dan 10 "
    "zaken (of 15%) zo lang gevolgd zijn: daarna zegt een stap te weinig. De dunne lijn is vorig "
    "jaar, zoals het er toen rond deze tijd uitzag."
)

DEFINITION = (
    "Van elke zaak die in de periode begon: de schooldagen van de eerste melding tot gestopt "
    "(Kaplan-Meier; zaken die lopen of anders eindigen, tellen mee tot dan). Een zaak die weer is "
    "geopend, geldt niet als gestopt."
)


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """The curve with its band, and the year before as a thin line."""
    now, before = computed.now.followed, computed.before and computed.before.followed
    lines, notes = _median_line(now)
    return {
        "data": [
            *curves.band(now),
            *([curves.before(before)] if before else []),
            curves.rising(now, "gestopt"),
        ],
        "layout": style.layout(
            height=340,
            showlegend=True,
            xaxis=curves.days_axis("schooldagen sinds de eerste melding", now, before),
            yaxis=style.share_axis("gestopt"),
            shapes=lines,
            annotations=[*notes, *curves.end_of(now)],
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """The median with its interval and that of the year before; then n and what still runs."""
    now: Resolution = computed.now
    if now.count == 0:
        return "In deze periode zijn geen zaken begonnen."
    if now.is_few:
        return (
            f"Hoe lang het duurt, staat hier vanaf {MINIMUM_N} zaken: in deze periode begonnen er "
            f"{style.number(now.count)}."
        )
    return style.sentences(
        f"{half(now)}{_before(computed.before)}.", f"{_counts(now)}.", _left_out(now)
    )


def half(resolution: Resolution) -> str:
    """When half has stopped, or how far it is; without a full stop."""
    line = resolution.followed
    if line.median is not None:
        days = counted(int(line.median), "schooldag", "schooldagen")
        limits = curves.limits(line.median_lower, line.median_upper)
        return f"De helft is gestopt binnen {days}" + (
            f" (95%-interval {limits})" if limits else ""
        )
    if not line.until:
        return "De helft is nog niet bereikt"
    share, lower, upper = line.share_at(line.until)
    interval = style.interval(lower, upper, "percent")
    return (
        f"De helft is nog niet bereikt: na {counted(line.until, 'schooldag', 'schooldagen')}"
        f" is {style.percent(share)} gestopt"
        + (f" (95%-interval {interval})" if interval != style.NO_VALUE else "")
    )


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """When half has stopped, and the share after 20, 40 and 60 school days, of both years."""
    now, before = computed.now, computed.before
    rows = curves.milestone_rows(
        style.rows(now.milestones), style.rows(before.milestones) if before else None, "Gestopt na"
    )
    line = now.followed
    first = {
        "": "De helft gestopt binnen (schooldagen)",
        "Nu": style.number(line.median),
        "95%-interval": curves.limits(line.median_lower, line.median_upper) or style.NO_VALUE,
        "Nog gevolgd": style.number(now.count),
        "Vorig jaar": style.number(before.followed.median) if before else style.NO_VALUE,
    }
    return pd.DataFrame([first, *rows])


def _before(before: Resolution | None) -> str:
    if before is None or before.count == 0:
        return ""
    if before.is_few:
        return f"; {curves.BEFORE} waren er {counted(before.count, 'zaak', 'zaken')}"
    if before.followed.median is None:
        return f"; {curves.BEFORE} was de helft nog niet bereikt"
    return f"; {curves.BEFORE} {style.number(before.followed.median)}"


def _counts(now: Resolution) -> str:
    cases = counted(now.count, "zaak", "zaken")
    others = now.count_other_ends and f", {style.number(now.count_other_ends)} anders geëindigd"
    runs = "loopt" if now.count_running == 1 else "lopen"
    sentence = f"{cases}: {now.count_stopped} gestopt{others or ''}, {now.count_running} {runs} nog"
    line = now.followed
    if not line.count_beyond:
        return sentence
    more = counted(line.count_beyond, "zaak", "zaken")
    return (
        f"{sentence}. Langer dan {counted(line.until or 0, 'schooldag', 'schooldagen')} gevolgd: "
        f"{more}, te weinig om verder te kijken"
    )


def _left_out(now: Resolution) -> str:
    count = now.count_left_out
    if not count:
        return ""
    are = "is" if count == 1 else "zijn"
    cases = counted(count, "zaak", "zaken")
    return f"{cases} {are} weggelaten omdat de datums niet kunnen kloppen."


def _median_line(line: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if line.median is None:
        return [], []
    days = float(line.median)
    drawn = {"type": "line", "line": {"color": style.WHISKER, "dash": "dot", "width": 1.5}}
    across = {"x0": 0, "x1": days, "y0": 0.5, "y1": 0.5}
    down = {"x0": days, "x1": days, "y0": 0, "y1": 0.5}
    side = (
        {"xanchor": "right", "xshift": -4}
        if days > max(line.until, 20) / 2
        else {"xanchor": "left", "xshift": 4}
    )
    words = {"text": f"helft: {style.number(days)}", "showarrow": False, "x": days, "y": 0.03}
    return [drawn | across, drawn | down], [words | side]
