"""What the administration accepts: lines of names, free periods; each refusal says what to do."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from casework.errors import InputRefused
from casework.free_periods import FreePeriod
from casework.name_spelling import name_key, tidy_person_name
from casework.people import PersonName
from casework.records import SchoolClass, SchoolYear
from casework.school_days import SATURDAY

MOST_LINES = 200
MOST_FAULTS = 5
NAMESAKES = "namesakes"
NAMESAKES_MEANT = "Er zijn er echt twee met dezelfde naam"
LONGEST_LOOK_DAYS = 366
# Shorter than a holiday would lose what waits for its end.
DRAFT_DAYS = range(14, 91)
ONE_DAY = timedelta(days=1)


def check_draft_days(days: int) -> None:
    """After how many days a form left half-filled is forgotten: not too soon, and not never."""
    if days not in DRAFT_DAYS:
        raise InputRefused(
            f"Kies een heel getal van {DRAFT_DAYS[0]} tot en met {DRAFT_DAYS[-1]} dagen.", "days"
        )


def person_name(given: str, family: str) -> PersonName:
    """The name of a colleague as it is kept; refused without a given name, or when far too long."""
    return tidy_person_name(PersonName(given, family), needs_given=True)


def pupil_name(given: str, family: str) -> PersonName:
    """The name of a pupil as it is kept: one of the two names is enough."""
    return tidy_person_name(PersonName(given, family))


def pupil_names(
    text: str, present: Iterable[PersonName] = (), *, with_namesakes: bool = False
) -> list[PersonName]:
    """The names in a list of lines "voornaam; achternaam"; a tab separates as well.

    `present` are the pupils who are in the class already. One wrong line refuses the whole list;
    the refusal names every wrong line (at most five) by its number. A second pupil of the very
    same name is refused too, until `with_namesakes` says that there are really two.
    """
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise InputRefused("Schrijf minstens één leerling op: voornaam; achternaam.", "pupils")
    if len(lines) > MOST_LINES:
        raise InputRefused(
            f"Dit zijn {len(lines)} regels. Voeg ten hoogste {MOST_LINES} leerlingen tegelijk toe.",
            "pupils",
        )
    names, wrong = _names_of(lines)
    twice = {} if with_namesakes else _said_twice(names, present)
    if wrong or twice:
        faults = [fault for _, fault in sorted({**wrong, **twice}.items())]
        raise InputRefused(_fault_list(faults), "pupils" if wrong else NAMESAKES)
    return list(names.values())


def _names_of(
    lines: Iterable[tuple[int, str]],
) -> tuple[dict[int, PersonName], dict[int, str]]:
    """The names by the number of their line, and what is wrong with the other lines."""
    names: dict[int, PersonName] = {}
    faults: dict[int, str] = {}
    for number, line in lines:
        try:
            names[number] = _new_name(line)
        except InputRefused as refusal:
            faults[number] = f"Regel {number}: {refusal.sentence}"
    return names, faults


def _new_name(line: str) -> PersonName:
    parts = line.replace("\t", ";").split(";")
    if len(parts) != 2:
        raise InputRefused("schrijf de voornaam en de achternaam met één puntkomma ertussen.")
    return pupil_name(*parts)


def _said_twice(names: Mapping[int, PersonName], present: Iterable[PersonName]) -> dict[int, str]:
    seen = {name_key(name.full): "zit al in deze klas" for name in present}
    twice: dict[int, str] = {}
    for number, name in names.items():
        if already := seen.get(name_key(name.full)):
            twice[number] = (
                f"Regel {number}: {name.full} {already}. Zijn het er echt twee? Zet dan hieronder "
                f"“{NAMESAKES_MEANT}” aan."
            )
        seen.setdefault(name_key(name.full), f"staat al op regel {number}")
    return twice


def _fault_list(faults: Sequence[str]) -> str:
    more = len(faults) - MOST_FAULTS
    rest = [f"En nog {more} regels."] if more > 1 else ["En nog één regel."] if more == 1 else []
    return "\n".join(["Er is nog niets opgeslagen.", *faults[:MOST_FAULTS], *rest])


def next_school_year(years: Sequence[SchoolYear]) -> SchoolYear:
    """The year that follows the last one: from 1 August, or from the day after the last one."""
    last_day = max(year.ends_on for year in years)
    starts_on = max(last_day + ONE_DAY, date(last_day.year, 8, 1))
    ends_on = date(starts_on.year + 1, 7, 31)
    return SchoolYear(f"{starts_on.year}-{starts_on.year + 1}", starts_on, ends_on)


def missing_classes(
    classes: Iterable[SchoolClass], present: Iterable[SchoolClass]
) -> list[SchoolClass]:
    """Those of `classes` that have no namesake in `present`."""
    names = {school_class.name.casefold() for school_class in present}
    return [school_class for school_class in classes if school_class.name.casefold() not in names]


def check_free_days(first: date | None, last: date | None, held: Iterable[FreePeriod]) -> None:
    """Refuse a free period without days, the wrong way round, or overlapping one of `held`."""
    if first is None:
        raise InputRefused("Kies de eerste vrije dag.", "first")
    if last is None:
        raise InputRefused("Kies de laatste vrije dag; bij één dag is dat dezelfde.", "last")
    if last < first:
        raise InputRefused("De laatste vrije dag ligt voor de eerste.", "last")
    for held_first, held_last, name in held:
        if held_first <= last and first <= held_last:
            raise InputRefused(
                f"Deze dagen overlappen met “{name}”, dat er al staat. Haal dat eerst weg, of "
                "kies andere dagen.",
                "first",
            )


def check_look_back(first: date | None, last: date | None) -> tuple[date, date]:
    """The range of days of a look into the read log; refused when it cannot be one."""
    if first is None or last is None:
        raise InputRefused("Kies een eerste en een laatste dag.")
    if last < first:
        raise InputRefused("De laatste dag ligt voor de eerste. Draai ze om.")
    if (last - first).days > LONGEST_LOOK_DAYS:
        raise InputRefused("Kies een periode van ten hoogste een jaar.")
    return first, last


def free_periods(named: Mapping[date, str], own: Iterable[FreePeriod]) -> list[FreePeriod]:
    """Free days and their names as periods, with the school's own among them, by first day.

    Days of one name are one period when every day between them is free too. A holiday inside a
    vacation is not told apart, and one in a weekend is left out: it changes no clock.
    """
    running: dict[str, list[FreePeriod]] = {}
    for day, name in sorted(named.items()):
        held = running.setdefault(name, [])
        if held and _all_free(held[-1][1], day, named):
            held[-1] = (held[-1][0], day, name)
        else:
            held.append((day, day, name))
    periods = [*(period for held in running.values() for period in held), *own]
    return sorted(
        period for period in periods if _has_weekday(period) and not _is_inside(period, periods)
    )


def _all_free(day: date, later: date, named: Mapping[date, str]) -> bool:
    between = (day + timedelta(days=n) for n in range(1, (later - day).days))
    return all(gap in named or gap.weekday() >= SATURDAY for gap in between)


def _has_weekday(period: FreePeriod) -> bool:
    first, last, _ = period
    return first.weekday() < SATURDAY or (last - first).days > 1


def _is_inside(period: FreePeriod, others: Iterable[FreePeriod]) -> bool:
    first, last, _ = period
    return any(
        start <= first and last <= end and (start, end) != (first, last) for start, end, _ in others
    )
