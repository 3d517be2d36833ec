"""The words of the five numbers of Trends: how large a difference is, and behind (i) how sure."""

from datetime import date
from math import isinf, isnan

from analytics.headline import Board
from analytics.headline.changes import Certainty, Change
from analytics.headline.pending_numbers import PendingNumber
from analytics.view import View
from casework.words import month_name, school_days
from ui.charts.style import number, percent

SAME = "ongeveer gelijk"
_WORDS = {2: "twee", 3: "drie", 4: "vier", 5: "vijf", 6: "zes", 7: "zeven", 8: "acht", 9: "negen"}
_WORDS[10] = "tien"
_HALVES = {2: "tweeënhalf", 3: "drieënhalf", 4: "vierenhalf"}
_TIMES = "keer zoveel"

# From how many times as high on (and not yet the next): what it is called.
_BELOW_TWO = (
    (0.22, "ongeveer een kwart"),
    (0.29, "ongeveer een derde"),
    (0.38, "minder dan de helft"),
    (0.45, "ongeveer de helft"),
    (0.55, "ruim de helft"),
    (0.62, "een derde minder"),
    (0.70, "een kwart minder"),
    (0.80, "iets minder"),
    (0.90, SAME),
    (1.10, "iets meer"),
    (1.20, "een kwart meer"),
    (1.30, "een derde meer"),
    (1.40, f"anderhalf {_TIMES}"),
    (1.60, f"ruim anderhalf {_TIMES}"),
    (1.75, f"bijna twee {_TIMES}"),
)

SURE = {
    Certainty.CLEAR: "Dat is meer dan toeval goed kan verklaren.",
    Certainty.PROBABLE: "Dat is waarschijnlijk geen toeval, maar zeker is het nog niet.",
    Certainty.UNSURE: "Hoe groot het verschil echt is, is bij deze aantallen nog onzeker.",
}
"""Each stands behind a difference with its interval."""


# --- how large ------------------------------------------------------------------------------------


def times(ratio: float) -> str:
    """A ratio in words: "bijna drie keer zoveel"; "" for none or for no number."""
    if isnan(ratio) or isinf(ratio) or ratio <= 0:
        return ""
    if ratio < _BELOW_TWO[0][0]:
        return "minder dan een kwart"
    if ratio < 1.95:
        return next(words for least, words in reversed(_BELOW_TWO) if ratio >= least)
    whole, rest = int(ratio + 0.05), ratio - int(ratio + 0.05)
    if whole >= 10:
        return f"meer dan tien {_TIMES}" if ratio >= 10.5 else f"tien {_TIMES}"
    if rest < 0.05:
        return f"{_WORDS[whole]} {_TIMES}"
    if whole in _HALVES and 0.4 <= rest < 0.6:
        return f"{_HALVES[whole]} {_TIMES}"
    if rest < 0.5:
        return f"ruim {_WORDS[whole]} {_TIMES}"
    return f"bijna {_WORDS[whole + 1]} {_TIMES}"


def size_words(change: Change | None) -> str:
    """How many times as many, where there is enough to say so; per pupil when the years differ."""
    if change is None or change.certainty is Certainty.FEW:
        return ""
    words = times(change.size)
    return words if change.same_exposure or not words else f"{words} per leerling"


def earlier(view: View) -> str:
    """What the year before as far is called."""
    is_running = view.school_year.observed_on <= view.school_year.end
    if view.period.start > view.school_year.start or (not view.is_now and is_running):
        return "vorig jaar in die maanden" if is_running else "het jaar ervoor in die maanden"
    return "vorig jaar rond deze tijd" if is_running else "het jaar ervoor"


def earlier_in_short(view: View) -> str:
    """As `earlier`, where there is little room."""
    return (
        "vorig jaar" if view.school_year.observed_on <= view.school_year.end else "het jaar ervoor"
    )


# --- how sure, behind (i) -------------------------------------------------------------------------


def how_sure(board: Board, key: str) -> str:
    """The difference with its interval and how sure it is; "" when there is nothing to compare."""
    change = board.changes.get(key)
    if change is None or change.certainty is Certainty.FEW:
        return ""
    size = _SENTENCES[key](board, change)
    return f"{size} {SURE[change.certainty]}" if size else ""


def _of_reports(board: Board, change: Change) -> str:
    before = board.numbers.reports_before
    now, then = board.numbers.reports.count, before.count if before else 0
    return _ratio(f"{number(now)} tegen {number(then)}", board, change)


def _of_open_cases(board: Board, change: Change) -> str:
    before = board.numbers.open_before
    now, then = board.numbers.open_cases.count, before.count if before else 0
    return _ratio(f"{number(now)} tegen {number(then)}", board, change)


def _ratio(counts: str, board: Board, change: Change) -> str:
    when = earlier(board.view)
    if isinf(change.size):
        return f"{counts} {when}: minstens {number(change.lower, 1)} keer zoveel per leerling."
    until = "meer" if isinf(change.upper) else number(change.upper, 1)
    return (
        f"{counts} {when}: per leerling en schooldag {number(change.size, 1)} keer zoveel "
        f"(95%-interval {number(change.lower, 1)} tot {until})."
    )


def _of_resolution(board: Board, change: Change) -> str:
    now, than = board.charts["resolution"].now.followed, earlier(board.view)
    if now.median is None or isnan(change.size):
        if change.certainty is not Certainty.CLEAR:
            return ""
        return f"Het stopt {'sneller' if change.is_sooner else 'minder snel'} dan {than}."
    days = school_days(abs(round(change.size)))
    words = f"{days} {'later' if change.size > 0 else 'eerder'} dan" if change.size else "net als"
    return f"De helft is gestopt binnen {number(now.median)} schooldagen, {words} {than}."


def _of_aftercare(board: Board, change: Change) -> str:
    points = number(abs(100 * change.size))
    than = earlier(board.view)
    words = f"{points} procentpunt {'hoger' if change.size > 0 else 'lager'} dan {than}"
    if round(100 * change.size) == 0:
        words = f"gelijk aan {than}"
    limits = f"{_signed(change.lower)} tot {_signed(change.upper)}"
    return f"Het aandeel op tijd is {words} (95%-interval {limits} procentpunt)."


def _signed(share: float) -> str:
    points = round(100 * share)
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


_SENTENCES = {
    "reports": _of_reports,
    "open_cases": _of_open_cases,
    "resolution": _of_resolution,
    "aftercare": _of_aftercare,
}


# --- what there is too little for yet -------------------------------------------------------------

_NAMES = {
    "resolution": ("Tijd tot gestopt", "als {} zaken lang genoeg zijn gevolgd"),
    "aftercare": ("Het aandeel nazorg op tijd", "als {} gesprekken aan de beurt zijn geweest"),
}


def pending_words(pending: tuple[PendingNumber, ...], view: View) -> str:
    """One line on the numbers that rest on too little yet, and until when; "" for none."""
    return " ".join(_pending(number, view) for number in pending)


def _pending(pending: PendingNumber, view: View) -> str:
    name, when = _NAMES[pending.key]
    needed = _WORDS.get(pending.needed, number(pending.needed))
    if pending.on is not None:
        return f"{name} staat hier {when.format(needed)}: naar verwachting {around(pending.on)}."
    if view.is_now:
        return (
            f"{name} staat hier pas {when.format(needed)}; dat wordt dit schooljaar niet verwacht."
        )
    return f"{name} is over deze periode niet te zeggen: er is te weinig."


def around(day: date) -> str:
    """A day as the part of a month around which it lies: "rond half januari"."""
    part = "begin" if day.day <= 10 else "half" if day.day <= 20 else "eind"
    return f"rond {part} {month_name(day)}"


def percent_or_counts(part: int, whole: int, share: float, minimum: int) -> str:
    """A share as a percentage, or with too few "3 van 7"; a dash when there is nothing."""
    if not whole:
        return "–"
    return percent(share) if whole >= minimum else f"{number(part)} van {number(whole)}"
