"""How safe a pupil feels, in words, with a small picture beside them."""

from collections.abc import Sequence
from datetime import date

from casework.words import short_date
from ui.labels import escape

MOST = 8
TRENDS = {1: "gaat omhoog", 0: "blijft gelijk", -1: "gaat omlaag"}


def line(scores: Sequence[tuple[date, int]], today: date) -> str:
    """The latest scores: bars that say nothing by themselves, and the words that say it all."""
    latest = scores[-MOST:]
    bars = "".join(f'<span style="--score: {score}"></span>' for _, score in latest)
    words = escape(in_words(latest, today))
    return f'<p class="scores"><span class="score-bars" aria-hidden="true">{bars}</span>{words}</p>'


def in_words(scores: Sequence[tuple[date, int]], today: date) -> str:
    """ "Van 1 tot 10: 4 (3 nov), 6 (12 nov): gaat omhoog."; without a trend for a single score."""
    given = ", ".join(f"{score} ({short_date(day, today)})" for day, score in scores)
    if len(scores) < 2:
        return f"Van 1 tot 10: {given}."
    first, last = scores[0][1], scores[-1][1]
    return f"Van 1 tot 10: {given}: {TRENDS[(last > first) - (last < first)]}."
