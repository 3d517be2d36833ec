"""The card itself: for each step what became of it, in the order of the card."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.result import MINIMUM_N, FigureResult
from ui.charts import bars, shares, style

TITLE = "De stappen van de kaart"
UNIT = "stappen die aan de beurt waren"
OLD_STEP = "een stap van een eerdere kaart"

DEFINITION = (
    "Elke keer dat een stap van de kaart in de periode aan de beurt was, per stap; op tijd is "
    "gedaan op of voor de afgesproken dag, en bij nazorg in de termijn. Wat met een reden niet van "
    "toepassing is, wat op een andere stap wacht en wat na het sluiten aan de beurt zou komen, "
    "telt niet mee. Wat nog openstond toen de zaak werd afgesloten, is vervallen: dat is niet "
    "gedaan, en staat apart."
)

HOW_TO_READ = (
    "Elke balk is een stap van de kaart, in de volgorde van de kaart. De hele balk is alle keren "
    "dat de stap in de periode aan de beurt was, samen 100%, met de aantallen erin: op tijd "
    "gedaan, te laat gedaan, te vroeg (alleen bij nazorg: een gesprek voor de termijn), niet "
    "gedaan terwijl de tijd voorbij is, vervallen bij het afsluiten, of nog open. Een lage balk is "
    "een vraag: past de termijn, en is de stap wel vastgelegd? Het streepje is het deel dat vorig "
    "jaar zo ver op tijd was."
)

_WORDS = {
    "in_time": "op tijd",
    "late": "te laat",
    "ahead": "te vroeg",
    "missed": "niet gedaan",
    "lapsed": "vervallen bij het afsluiten",
    "open": "nog open",
}
_PARTS = bars.outcome_segments(_WORDS, is_pressed=False)
_REST = {f"count_{outcome}": word for outcome, word in _WORDS.items() if outcome != "in_time"}


def figure(computed: ComputedFigure, words: style.Words) -> style.PlotlyFigure:
    """The bar of each step that was due, and a thin line where the year before was in time."""
    frame = computed.now.frame
    frame = frame[frame["count_due"] > 0].reset_index(drop=True)
    named = style.in_words(frame, "step", words["steps"], OLD_STEP)
    names = [_name(str(row.step), row.share) for row in style.rows(named)]
    before = _before(computed)
    then = [style.number_or_none(before.get(step)) for step in frame["step"]]
    return {
        "data": [
            *_bars(frame, names),
            *bars.year_before_lines(names, then, "vorig jaar op tijd"),
        ],
        "layout": style.layout(
            height=bars.height(names),
            barmode="stack",
            bargap=0.4,
            showlegend=True,
            xaxis=style.share_axis("van de keren dat de stap aan de beurt was"),
            yaxis=style.rows_axis(names),
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """How many steps were due and in time, and the year before; then what was not."""
    result: FigureResult = computed.now
    if result.is_few:
        return (
            f"De stappen staan hier vanaf {MINIMUM_N} die aan de beurt waren: het zijn er"
            f" {style.number(result.count)}."
        )
    whole = _whole(result)
    before = _whole(computed.before) if computed.before else None
    return style.sentences(
        f"{style.percent(whole['share'])} van de stappen was op tijd"
        f" ({style.number(whole['count_in_time'])} van {style.number(whole['count_due'])})"
        f"{shares.beside(computed, before, 'count_in_time', 'count_due')}.",
        shares.rest(whole, _REST),
    )


def table(computed: ComputedFigure, words: style.Words) -> pd.DataFrame:
    """The numbers of the picture, one row per step, with Dutch headings."""
    frame = computed.now.frame
    named = style.in_words(frame, "step", words["steps"], OLD_STEP)
    columns: dict[str, Any] = {
        "Stap": named["step"].astype(str),
        "Aan de beurt": frame["count_due"],
        "Op tijd": frame["count_in_time"],
        "Aandeel op tijd": [style.percent(share) for share in frame["share"]],
        "95%-interval": style.intervals(frame, "percent"),
        "Te laat": frame["count_late"],
        "Te vroeg": frame["count_ahead"],
        "Niet gedaan": frame["count_missed"],
        "Vervallen bij het afsluiten": frame["count_lapsed"],
        "Nog open": frame["count_open"],
        "Niet van toepassing": frame["count_set_aside"],
        "Wacht op een andere stap": frame["count_blocked"],
    }
    if computed.before:
        before = _before(computed)
        columns["Vorig jaar op tijd"] = [style.percent(before.get(step)) for step in frame["step"]]
    return pd.DataFrame(columns)


def _bars(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    pressed = [style.subgroup("step", step) for step in frame["step"]]
    drawn = bars.stacked(frame, names, _PARTS, "count_due")
    return [trace | {"customdata": pressed} for trace in drawn]


def _name(step: str, share: float) -> str:
    return f"{bars.wrapped(step)}<br><b>{style.percent(share)}</b>"


def _before(computed: ComputedFigure) -> dict[str, float]:
    if not computed.before:
        return {}
    frame = computed.before.frame
    return dict(zip(frame["step"], frame["share"], strict=True))


def _whole(result: FigureResult) -> dict[str, Any]:
    """All steps together."""
    names = [name for name in result.frame if str(name).startswith("count_")]
    sums: dict[str, Any] = {str(name): int(result.frame[name].sum()) for name in names}
    due = sums["count_due"]
    return {**sums, "share": sums["count_in_time"] / due if due else float("nan")}
