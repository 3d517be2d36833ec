"""A share in words: its size with its interval first, and the year before as far."""

from typing import Any

from analytics.figure import ComputedFigure
from casework.words import enumeration
from ui.charts import style


def in_brackets(row: Any, part: str, whole: str) -> str:
    """What a share is of, and its interval."""
    limits = style.interval(row["lower"], row["upper"], "percent")
    counts = f"{style.number(row[part])} van {style.number(row[whole])}"
    return f"({counts}; 95%-interval {limits})"


def then(computed: ComputedFigure) -> str:
    """The year before as far, as a day in a sentence."""
    return "vorig jaar rond deze tijd" if computed.view.is_now else "een jaar eerder"


def beside(computed: ComputedFigure, row: Any | None, part: str, whole: str) -> str:
    """The same share in the year before, behind the sentence of this one; empty without it."""
    if row is None or not row[whole]:
        return ""
    if computed.before.is_few:
        counts = f"{style.number(row[part])} van {style.number(row[whole])}"
        return f"; {then(computed)} {counts}"
    return f"; {then(computed)} {style.percent(row['share'])}"


def rest(row: Any, parts: dict[str, str]) -> str:
    """What else became of it, of what there is: "6 niet gedaan en 3 te laat."; empty for none."""
    words = [f"{style.number(row[name])} {word}" for name, word in parts.items() if row[name]]
    return f"{enumeration(words)}." if words else ""
