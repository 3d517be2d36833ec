"""The rule that a school has a beheerder on every coming day, asked by whatever could end one."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from casework.errors import InputRefused
from casework.words import full_date

Term = tuple[date, date]
"""The first and the last day on which somebody who can sign in is beheerder."""
ONE_DAY = timedelta(days=1)


def days_without(terms: Iterable[Term], today: date) -> list[Term]:
    """The periods from today on in which none of these terms runs, the first one first."""
    gaps: list[Term] = []
    day = today
    for first, last in sorted(terms):
        if first > day:
            gaps.append((day, first - ONE_DAY))
        if last == date.max:
            return gaps
        day = max(day, last + ONE_DAY)
    return [*gaps, (day, date.max)]


def first_day_lost(before: Iterable[Term], after: Iterable[Term], today: date) -> date | None:
    """The first coming day that had a beheerder before a change and has none after it."""
    had_none, has_none = days_without(before, today), days_without(after, today)
    begins = [first for first, _ in has_none]
    begins += [last + ONE_DAY for _, last in had_none if last < date.max]
    lost = [day for day in begins if _is_in(day, has_none) and not _is_in(day, had_none)]
    return min(lost, default=None)


def check_an_admin_stays(before: Iterable[Term], after: Iterable[Term], today: date) -> None:
    """InputRefused when this change leaves a coming day without a beheerder who can sign in.

    A school that had such a day already is not kept from anything else.
    """
    day = first_day_lost(before, after, today)
    if day is None:
        return
    when = "Dan is er nu geen meer" if day <= today else f"Vanaf {full_date(day)} is er dan geen"
    raise InputRefused(
        f"Er moet elke dag minstens één beheerder zijn die zich kan aanmelden. {when}. Geef eerst "
        "een collega die een eigen wachtwoord heeft de rol beheerder, zonder laatste dag.",
        "role",
    )


def _is_in(day: date, periods: Sequence[Term]) -> bool:
    return any(first <= day <= last for first, last in periods)
