"""On which day it was, as one says it: gisteren, maandag, 12 november, drie dagen geleden."""

from collections.abc import Sequence
from datetime import date, timedelta

from casework.quick_note.clauses import Word

TODAY = frozenset(
    ["vandaag", "vanmorgen", "vanochtend", "vanmiddag", "vanavond", "net", "zojuist", "zonet"]
)
BACK = {"gisteren": 1, "gister": 1, "gisteravond": 1, "gistermiddag": 1, "gisterochtend": 1} | {
    "gistermorgen": 1,
    "eergisteren": 2,
}
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    ("januari", "jan"),
    ("februari", "feb"),
    ("maart", "mrt"),
    ("april", "apr"),
    ("mei",),
    ("juni", "jun"),
    ("juli", "jul"),
    ("augustus", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("december", "dec"),
)
NUMBERS = dict(
    zip(
        ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"],
        range(1, 11),
        strict=True,
    )
)
LONGEST_AGO = 60
# "net als Sem", "net zo hard": no moment.
COMPARED = frozenset({"als", "zo", "zoals"})
# What comes, and what comes back, is no day on which it was.
TO_COME = frozenset({"volgende", "komende", "aanstaande", "elke", "iedere", "steeds", "altijd"})


def day_of(words: Sequence[Word], today: date) -> date | None:
    """The one day that a note names; None when it names none, or more than one."""
    days = {
        day
        for place in range(len(words))
        if (day := _day_at(words, place, today)) is not None and day <= today
    }
    return days.pop() if len(days) == 1 else None


def number(word: str) -> int | None:
    """A number in a word or in digits."""
    return int(word) if word.isdigit() and len(word) < 4 else NUMBERS.get(word)


def _day_at(words: Sequence[Word], place: int, today: date) -> date | None:
    word = words[place].text
    after = words[place + 1].text if place + 1 < len(words) else ""
    if word == "net" and after in COMPARED:
        return None
    before = [one.text for one in words[max(0, place - 2) : place]]
    if word in TODAY:
        return today
    if word in BACK:
        return today - timedelta(days=BACK[word])
    part = next((day for day in WEEKDAYS if word.startswith(day)), None)
    if part and word in {part, f"{part}s", *(f"{part}{end}" for end in PARTS)}:
        return _weekday(WEEKDAYS.index(part), before, today)
    return _ago(words, place, today) or _dated(words, place, today)


PARTS = ("ochtend", "morgen", "middag", "avond")


def _weekday(index: int, before: Sequence[str], today: date) -> date | None:
    if TO_COME & set(before):
        return None
    back = (today.weekday() - index) % 7
    if "week" in before and "vorige" in before:
        back = today.weekday() + 7 - index
    return today - timedelta(days=back)


def _ago(words: Sequence[Word], place: int, today: date) -> date | None:
    texts = [one.text for one in words[place : place + 3]]
    if len(texts) < 3 or texts[1] not in ("dag", "dagen") or texts[2] != "geleden":
        return None
    count = number(texts[0])
    return today - timedelta(days=count) if count and count <= LONGEST_AGO else None


def _dated(words: Sequence[Word], place: int, today: date) -> date | None:
    if not words[place].text.isdigit() or place + 1 >= len(words):
        return None
    month = next((n for n, names in enumerate(MONTHS, 1) if words[place + 1].text in names), None)
    day = number(words[place].text)
    if month is None or day is None:
        return None
    for year in (today.year, today.year - 1):
        try:
            named = date(year, month, day)
        except ValueError:
            continue
        if named <= today:
            return named
    return None
