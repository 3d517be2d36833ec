"""The school's own card as a poster of one page, to hang in a corridor."""

from datetime import datetime

from casework.card.model import ActionCard, Column
from casework.words import long_date, soft
from exchange.pdf import typeset_pdf

# The six colours of the card, strong and soft; the screens have the same in ui/css/colours.css.
COLOURS = (
    ("#2b6296", "#e7f0f8"),
    ("#1f6f6b", "#e3f1ef"),
    ("#55701f", "#eef3df"),
    ("#94560c", "#fbf0e0"),
    ("#74458a", "#f3ebf6"),
    ("#a33f52", "#faebee"),
)


def poster_pdf(card: ActionCard, school_name: str, made_at: datetime) -> bytes:
    """The columns of `card` with their own words on one A4 landscape page (PDF/UA-1)."""
    data = {
        "title": card.title,
        "school": school_name,
        "motto": card.motto,
        "made_of": f"Kaart versie {card.version} · {long_date(made_at.date())}",
        "columns": [_column(card, column, n) for n, column in enumerate(card.columns)],
    }
    return typeset_pdf("poster", data, made_at)


def _column(card: ActionCard, column: Column, place: int) -> dict[str, object]:
    strong, soft = COLOURS[place % len(COLOURS)]
    return {
        "title": column.title,
        "strong": strong,
        "soft": soft,
        "lines": [_questions(line) for line in card.lines_of(column)],
    }


def _questions(line: str) -> dict[str, object]:
    """A row of questions of one word ("Wie? Wat? Waar?") stands in a row below each other."""
    words = line.split()
    if len(words) > 1 and all(word.endswith("?") for word in words):
        return {"questions": True, "words": words}
    return {"questions": False, "words": [soft(line)]}
