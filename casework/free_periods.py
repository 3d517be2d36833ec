"""Days without school as a school writes them down: lists, what they are called, what is usual."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from casework.entries import one_line
from casework.errors import InputRefused
from casework.school_days import SATURDAY
from casework.words import numeric_date

FreePeriod = tuple[date, date, str]
"""First day, last day, name."""

ONE_DAY = timedelta(days=1)
LONGEST = 100
LONGEST_NAME = 100
MOST_LINES = 200
MOST_FAULTS = 5
DAY = r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}"
LINE = re.compile(rf"({DAY})(?:\s*(?:-|–|tot|t/m|tot en met|;)\s*({DAY}))?[\s;:,]+(.+)")
ASCENSION, MAY_VACATION = "Hemelvaartsdag", "Meivakantie"

# What free days are called, and what is beside them: "laatste lesdag voor de kerstvakantie".
FREE_WORDS = re.compile(
    r"vakantie|\bvrij\b|\bvrije (?:mid)?dag|lesvrij|roostervrij|leerlingvrij|studie(?:dag|2?daagse)"
    r"|\bstudiedagen\b|scholingsdag|ontwikkeldag|organisatiedag|margedag|\breces\b"
    r"|geen les(?:sen)?\b"
    r"|hemelvaart|kerstdag|\bkerstmis\b|paasdag|paasmaandag|\bpasen\b|goede vrijdag|pinkster"
    r"|koningsdag|bevrijdingsdag|nieuwjaarsdag|suikerfeest|offerfeest",
    re.IGNORECASE,
)
BESIDE_WORDS = re.compile(
    r"\blaatste\b|\beerste (?:les|school)|\bstart|\bbegin|\beinde? van|\bvoor de\b|\bvóór\b"
    r"|\bna de\b|\bweek (?:voor|na)\b|toets|excursie|\breis\b|inlever|verkort|herkans|ouderavond"
    r"|rapport|vergadering|gala|viering|diner|ontbijt|ontbijten|brunch|borrel|school\s?open",
    re.IGNORECASE,
)


def is_called_free(name: str) -> bool:
    """Whether something in a calendar is a day without school, going by what it is called."""
    return bool(FREE_WORDS.search(name)) and not BESIDE_WORDS.search(name)


@dataclass(frozen=True)
class OfferedPeriod:
    """A period that can become free days: `is_proposed` when it seems one and is not free yet."""

    first: date
    last: date
    name: str
    is_proposed: bool
    is_free_already: bool


def offered(
    periods: Iterable[FreePeriod], is_free: Callable[[date], bool], from_day: date
) -> list[OfferedPeriod]:
    """What a list or a file says, each once, with what seems free; what is over is left out."""
    distinct = sorted({period for period in periods if period[1] >= from_day})
    return [
        OfferedPeriod(
            first,
            last,
            name,
            is_proposed=bool(uncovered((first, last, name), is_free)) and is_called_free(name),
            is_free_already=not uncovered((first, last, name), is_free),
        )
        for first, last, name in distinct
    ]


def uncovered(period: FreePeriod, is_free: Callable[[date], bool]) -> list[FreePeriod]:
    """The parts of a period with school days in them that are not free yet; often all of it."""
    first, last, name = period
    runs: list[FreePeriod] = []
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        if is_free(day):
            continue
        if runs and all(is_free(gap) for gap in _between(runs[-1][1], day)):
            runs[-1] = (runs[-1][0], day, name)
        else:
            runs.append((day, day, name))
    return [run for run in runs if _has_weekday(run)]


def _between(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range(1, (last - first).days))


def _has_weekday(period: FreePeriod) -> bool:
    first, last, _ = period
    return any(
        (first + timedelta(days=n)).weekday() < SATURDAY for n in range((last - first).days + 1)
    )


# --- a list that is pasted ------------------------------------------------------------------------


def pasted_periods(text: str) -> list[FreePeriod]:
    """The periods in lines "24-12-2026 - 3-1-2027 Kerstvakantie"; one day may stand alone.

    One wrong line refuses the whole list; the refusal names every wrong line by its number.
    """
    lines = [(n, one_line(line)) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise InputRefused("Zet per regel een dag of een periode en een naam.", "lines")
    if len(lines) > MOST_LINES:
        raise InputRefused(f"Plak ten hoogste {MOST_LINES} regels tegelijk.", "lines")
    periods: list[FreePeriod] = []
    faults: list[str] = []
    for number, line in lines:
        try:
            periods.append(_period(line))
        except InputRefused as refusal:
            faults.append(f"Regel {number}: {refusal.sentence}")
    if faults:
        more = len(faults) - MOST_FAULTS
        rest = (
            [f"En nog {more} regels."] if more > 1 else ["En nog één regel."] if more == 1 else []
        )
        sentence = "\n".join(["Er is nog niets opgeslagen.", *faults[:MOST_FAULTS], *rest])
        raise InputRefused(sentence, "lines")
    return periods


def _period(line: str) -> FreePeriod:
    match = LINE.fullmatch(line)
    if match is None:
        raise InputRefused("schrijf bijvoorbeeld 19-12-2026 - 3-1-2027 Kerstvakantie.")
    first = _day(match[1])
    last = _day(match[2]) if match[2] else first
    return checked_period(first, last, match[3])


def _day(text: str) -> date:
    day, month, year = map(int, re.split(r"[-/. ]", text))
    try:
        return date(year, month, day)
    except ValueError:
        raise InputRefused(f"{text} bestaat niet; schrijf dag-maand-jaar.") from None


def checked_period(first: date, last: date, name: str) -> FreePeriod:
    """A period as it can be kept; refused when it ends too early, is too long or has no name."""
    name = one_line(name)
    if last < first:
        raise InputRefused(
            f"de laatste dag ({numeric_date(last)}) ligt voor de eerste ({numeric_date(first)})."
        )
    if (last - first).days > LONGEST:
        raise InputRefused("deze vrije periode is langer dan honderd dagen.")
    if not name or len(name) > LONGEST_NAME:
        raise InputRefused(f"geef de dagen een naam van ten hoogste {LONGEST_NAME} tekens.")
    return first, last, name


# --- what most schools have besides the vacations of their region ---------------------------------


def usual_periods(named: Mapping[date, str]) -> list[FreePeriod]:
    """What most schools add, by the holidays and vacations (day to name) of some school year:
    the second week of May and the Friday after Ascension Day."""
    return [*_second_may_week(named), *_after_ascension(named)]


def _second_may_week(named: Mapping[date, str]) -> list[FreePeriod]:
    """Monday to Friday after the week that the region has off."""
    # A holiday inside the week has a name of its own, so that only the last day is looked for.
    ends = {day.year: day for day, name in sorted(named.items()) if name == MAY_VACATION}
    mondays = [end + timedelta(days=7 - end.weekday()) for end in ends.values()]
    return [(monday, monday + timedelta(days=4), "Tweede week meivakantie") for monday in mondays]


def _after_ascension(named: Mapping[date, str]) -> list[FreePeriod]:
    return [
        (day + ONE_DAY, day + ONE_DAY, "Vrijdag na Hemelvaart")
        for day, name in sorted(named.items())
        if name == ASCENSION
    ]
