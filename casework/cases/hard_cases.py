"""What makes a case hard: its figures held against the limits of the school, in sentences.

The list of hard cases, a meeting and the card itself all ask this module; the reasons, their
weights and limits are data of the card.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from casework.card.model import ActionCard, HardReason, packaged_card
from casework.words import counted, school_days

FEWEST_STOPS = 10
"""With fewer cases that stopped the school has no curve to hold a case against."""

SHARES = {50: "de helft", 75: "driekwart"}


@dataclass(frozen=True)
class CaseFigures:
    """What is counted of one case, without a name or a word. Days are school days.

    `share_stopped`: the part (0 to 1) of the school's cases that had stopped when they were as old
    as this one (Kaplan-Meier); `count_stops`: how many stops that rests on. `count_pupil_cases`:
    the cases, this one included, around the pupil who is in most. `first_score`, `last_score`: the
    safety score of the gepeste in whom it fell most, None when nobody gave two.
    """

    case_id: str
    label: str
    year_group: int
    level: int
    days_open: int
    days_at_level: int
    count_reports: int
    is_serious: bool
    count_serious_reports: int
    count_reopened: int
    is_group_level: bool
    count_late_steps: int
    most_days_late: int
    count_pupil_cases: int
    first_score: int | None
    last_score: int | None
    share_stopped: float
    count_stops: int
    is_running: bool = True


@dataclass(frozen=True)
class MetReason:
    """Why a case is hard: a sentence with its figure, and how much the school lets it weigh."""

    reason_id: str
    weight: int
    sentence: str


@dataclass(frozen=True)
class HardCase:
    """A running case with the reasons that it meets, the heaviest first; without names."""

    case_id: str
    label: str
    year_group: int
    level: int
    reasons: tuple[MetReason, ...]
    may_open: bool = False

    @property
    def weight(self) -> int:
        """All reasons together."""
        return sum(reason.weight for reason in self.reasons)


def reasons_of(card: ActionCard) -> list[HardReason]:
    """The reasons as this school has them; one that its card does not name is as in ours."""
    own = {reason.id: reason for reason in card.hard_reasons}
    return [own.get(reason.id, reason) for reason in packaged_card().hard_reasons]


def reasons_met(case: CaseFigures, card: ActionCard) -> tuple[MetReason, ...]:
    """Why this case is hard by the limits of the card, the heaviest reason first."""
    met = [
        MetReason(reason.id, reason.weight, sentence)
        for reason in reasons_of(card)
        if reason.weight and (sentence := SENTENCES[reason.id](case, reason.threshold))
    ]
    return tuple(sorted(met, key=lambda reason: -reason.weight))


def hard_cases(cases: Iterable[CaseFigures], card: ActionCard) -> list[HardCase]:
    """The running cases that meet a reason of the card: heaviest first, then longest open."""
    hard = [
        (case.days_open, HardCase(case.case_id, case.label, case.year_group, case.level, reasons))
        for case in cases
        if case.is_running and (reasons := reasons_met(case, card))
    ]
    hard.sort(key=lambda row: (-row[1].weight, -row[0], row[1].label))
    return [case for _, case in hard]


# --- each reason: its sentence when it is met, else nothing ---------------------------------------


def _serious(case: CaseFigures, threshold: int) -> str:
    if not case.is_serious:
        return ""
    if not case.count_serious_reports:
        return "Ernstig signaal, genoemd na de melding"
    if case.count_reports == 1:
        return "Ernstig signaal bij de melding"
    return f"Ernstig signaal in {case.count_serious_reports} van {_reports(case.count_reports)}"


def _level(case: CaseFigures, threshold: int) -> str:
    if case.level < threshold:
        return ""
    return f"Niveau {case.level}, sinds {school_days(case.days_at_level)}"


def _long_open(case: CaseFigures, threshold: int) -> str:
    percent = int(100 * case.share_stopped + 1e-9)
    is_known = case.is_running and case.count_stops >= FEWEST_STOPS
    if not is_known or percent < threshold:
        return ""
    share = SHARES.get(percent, f"{percent}%")
    return f"Loopt {school_days(case.days_open)}; {share} van de zaken is dan gestopt"


def _many_reports(case: CaseFigures, threshold: int) -> str:
    if case.count_reports < threshold:
        return ""
    return f"{_reports(case.count_reports)} in deze zaak"


def _came_back(case: CaseFigures, threshold: int) -> str:
    if case.count_reopened < threshold:
        return ""
    times = "één keer" if case.count_reopened == 1 else f"{case.count_reopened} keer"
    return f"Kwam terug: {times} weer geopend nadat het gestopt leek"


def _late_steps(case: CaseFigures, threshold: int) -> str:
    count = case.count_late_steps
    if count < threshold:
        return ""
    steps = counted(count, "stap is", "stappen zijn")
    return f"{steps} te laat, de oudste {school_days(case.most_days_late)}"


def _same_pupil(case: CaseFigures, threshold: int) -> str:
    count = case.count_pupil_cases
    return f"{count} zaken rond dezelfde leerling" if count >= max(threshold, 2) else ""


def _group_level(case: CaseFigures, threshold: int) -> str:
    return "Speelt op groepsniveau" if case.is_group_level else ""


def _safety_falls(case: CaseFigures, threshold: int) -> str:
    first, last = case.first_score, case.last_score
    if first is None or last is None or first - last < threshold:
        return ""
    return f"Veiligheidsscore van de gepeste daalde van {first} naar {last}"


def _reports(count: int) -> str:
    return counted(count, "melding", "meldingen")


SENTENCES: Mapping[str, Callable[[CaseFigures, int], str]] = {
    "serious": _serious,
    "level": _level,
    "long_open": _long_open,
    "reports": _many_reports,
    "came_back": _came_back,
    "late_steps": _late_steps,
    "same_pupil": _same_pupil,
    "group_level": _group_level,
    "safety_falls": _safety_falls,
}
