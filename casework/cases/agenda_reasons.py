"""Why a case is before the ondersteuningsteam, each reason a sentence with its figure."""

from collections.abc import Iterator

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.steps import next_steps
from casework.labels import OWNERS
from casework.words import numeric_date

MANY_REPORTS = 3
LONG_SCHOOL_DAYS = 30


def why_here(case: Case) -> list[str]:
    """The reasons in Dutch, the weightiest first; no names in them.

    For a case that is not among the hard ones of `cases.hard_cases`. Only what was recorded is
    told. "Long" is LONG_SCHOOL_DAYS school days since the first melding.
    """
    return [*_weight(case), *_time(case)]


def _weight(case: Case) -> Iterator[str]:
    if case.is_serious:
        yield f"Ernstig signaal: {case.card.words('serious', case.all_codes('serious'))}."
    if case.level > 1:
        yield f"Niveau {case.level}: de {OWNERS[case.card.level(case.level).who]} is erbij."
    if len(case.reports) >= MANY_REPORTS:
        yield f"{len(case.reports)} meldingen in dezelfde zaak."
    if case.group_level:
        yield "Het speelt in de hele groep."
    if case.reopened_number:
        yield "Het kwam terug nadat het gestopt of afgesloten was."


def _time(case: Case) -> Iterator[str]:
    days = case.school_days.between(case.opened_on, case.today)
    if case.state is CaseState.RUNNING and days >= LONG_SCHOOL_DAYS:
        yield f"Loopt {days} schooldagen en is nog niet gestopt."
    late = [state for state in next_steps(case) if state.late_by(case)]
    if late:
        yield "1 stap is te laat." if len(late) == 1 else f"{len(late)} stappen zijn te laat."


def question(case: Case) -> str:
    """Since when the team is asked, and whether it answered; empty when it never was."""
    asked = [entry.happened_on for entry, _ in case.of(kinds.SupportAsked)]
    if not asked:
        return ""
    rest = "nog geen advies" if case.waits_for_advice else "er is advies gegeven"
    return f"Vraag aan het team van {numeric_date(max(asked))}; {rest}."
