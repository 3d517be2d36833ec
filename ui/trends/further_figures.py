"""The figures that are computed for one question only, as blocks, in the words of the card."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analytics.places import UNKNOWN
from casework.action_card import ActionCard
from ui.charts import (
    aftercare_by_month,
    comparison,
    delays,
    ends,
    flow,
    funnel,
    kind_by_month,
    outcomes,
    parents_informed,
    place_by_moment,
    prevention,
    recurrence,
    reports_over_time,
    safety_change,
    style,
    work,
)
from ui.charts import steps as steps_chart
from ui.charts import steps_per_year_group as year_groups_chart
from ui.labels import distinct
from ui.trends.blocks import TOO_FEW, Block, n_words, too_few, withheld
from ui.trends.found import Further

OLD_STEP = "een stap van een eerdere kaart"


@dataclass(frozen=True)
class Drawn:
    """Its chart, what its n counts, and which list of the card words each column of codes."""

    chart: Any
    counts: str
    codes: tuple[tuple[str, str], ...] = ()


FIGURES = {
    "over_time": Drawn(reports_over_time, "meldingen"),
    "funnel": Drawn(funnel, "meldingen"),
    "place_by_moment": Drawn(
        place_by_moment, "meldingen", (("place", "places"), ("day_part", "day_parts"))
    ),
    "kind_by_month": Drawn(kind_by_month, "meldingen", (("kind", "kinds"),)),
    "ends": Drawn(ends, "zaken"),
    "delays": Drawn(delays, "zaken"),
    "outcomes": Drawn(outcomes, "gepesten"),
    "safety_change": Drawn(safety_change, "gepesten met twee cijfers of meer"),
    "recurrence": Drawn(recurrence, "gepesten"),
    "flow": Drawn(flow, "zaken"),
    "aftercare_by_month": Drawn(aftercare_by_month, "nazorgmomenten aan de beurt"),
    "parents_informed": Drawn(parents_informed, "zaken"),
    "steps": Drawn(steps_chart, "stappen aan de beurt", (("step", "steps"),)),
    "steps_per_year_group": Drawn(year_groups_chart, "stappen aan de beurt", (("step", "steps"),)),
    "work": Drawn(work, "open stappen"),
    "prevention": Drawn(prevention, "mentoruren"),
}


def further_figures(found: Further, card: ActionCard) -> dict[str, Block]:
    """Each figure of the question by its key."""
    words = words_of(card)
    made = {key: _block(key, answer, words) for key, answer in found.now.items()}
    return made | _compared(found)


def before_in_words(found: Further, card: ActionCard) -> dict[str, str]:
    """What the same figures said as far in the year before."""
    words = words_of(card)
    return {key: _said(key, answer, words) for key, answer in (found.before or {}).items()}


def words_of(card: ActionCard) -> dict[str, dict[str, str]]:
    """The Dutch words of the card by list, and its steps."""
    steps = {step.id: step.title for step in card.steps}
    return {**{name: dict(list_) for name, list_ in card.lists.items()}, "steps": steps}


def in_words(frame: pd.DataFrame, column: str, words: Mapping[str, str]) -> pd.DataFrame:
    """The frame with words in the place of codes, in the order of the card."""
    gone = OLD_STEP if column == "step" else ""
    others = {code: gone or str(code) for code in _codes(frame[column]) if code not in words}
    known = distinct({**words, **others, UNKNOWN: "niet genoemd"})
    order = list(known.values())
    return frame.assign(**{column: pd.Categorical(frame[column].map(known), categories=order)})


def _codes(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


def _in_words(key: str, answer: Any, words: Mapping[str, Mapping[str, str]]) -> Any:
    for column, name in FIGURES[key].codes:
        answer = replace(answer, frame=in_words(answer.frame, column, words[name]))
    return answer


def _block(key: str, answer: Any, words: Mapping[str, Mapping[str, str]]) -> Block:
    chart = FIGURES[key].chart
    if answer is None:
        return withheld(key, chart)
    if getattr(answer, "is_few", False):
        return too_few(key, chart)
    answer = _in_words(key, answer, words)
    if _is_empty(answer):
        return Block(key, chart.TITLE, chart.description(answer), chart.HOW_TO_READ)
    return Block(
        key,
        chart.TITLE,
        chart.description(answer),
        chart.HOW_TO_READ,
        chart.figure(answer),
        chart.table(answer),
        n=n_words(answer.count, FIGURES[key].counts),
        has_hidden=bool(getattr(answer, "is_hidden", False)),
    )


def _is_empty(answer: Any) -> bool:
    """Whether there is no point to draw."""
    frame = answer.curve if hasattr(answer, "curve") else answer.frame
    return bool(frame.empty)


def _said(key: str, answer: Any, words: Mapping[str, Mapping[str, str]]) -> str:
    if answer is None:
        return f"{style.HIDDEN}."
    if getattr(answer, "is_few", False):
        return TOO_FEW
    said: str = FIGURES[key].chart.description(_in_words(key, answer, words))
    return said


def _compared(found: Further) -> dict[str, Block]:
    if found.comparison is None:
        return {}
    if found.comparison.is_few:
        return {"comparison": too_few("comparison", comparison)}
    return {
        "comparison": Block(
            "comparison",
            comparison.TITLE,
            comparison.description(found.comparison),
            comparison.HOW_TO_READ,
            comparison.figure(found.groups),
            comparison.table(found.comparison),
            has_hidden=found.comparison.is_hidden,
        )
    }
