"""What the charts of the board share: numbers that travel short, and no picture at all."""

from typing import Any

import pandas as pd


def rounded(value: Any, digits: int) -> float | None:
    """A number with so many decimals; None where it is missing, which is a gap in the picture."""
    return None if value is None or pd.isna(value) else round(float(value), digits)


def no_picture(words: str) -> dict[str, Any]:
    """A chart that is only a sentence: there is too little to draw."""
    table: dict[str, Any] = {"head": [], "rows": []}
    return {"subtitle": "", "data": [], "layout": {}, "alt": words, "table": table, "presses": {}}
