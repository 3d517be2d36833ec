"""What the ondersteuningsteam decided in a case: who does it by when, and whether it was done."""

from collections.abc import Collection
from dataclasses import dataclass

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.rules import check_goes_on
from casework.entries import Entry
from casework.errors import InputRefused, StepOutOfOrder
from casework.words import numeric_date

TASK = "Besluit van het ondersteuningsteam: uitvoeren"
NEWS = "Nieuw besluit van het ondersteuningsteam: lees het in de zaak"
STEP = "team_decision"
SCHOOL_DAYS_NEW = 5


@dataclass(frozen=True)
class TeamDecision:
    """A decision that stands; without `decided.is_decided` it is the reason why there is none."""

    number: int
    entry: Entry
    decided: kinds.TeamDecided
    done: Entry | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.decided.is_decided and self.done is None

    def late_by(self, case: Case) -> int:
        """School days past its day; 0 when it is done, or not late."""
        if not self.is_open or self.decided.due_on is None:
            return 0
        return max(0, case.school_days.between(self.decided.due_on, case.today))


def team_decisions(case: Case) -> list[TeamDecision]:
    """The decisions of the team in this case, oldest first."""
    done = {payload.decision_number: entry for entry, payload in case.of(kinds.DecisionDone)}
    return [
        TeamDecision(entry.number, entry, decided, done.get(entry.number))
        for entry, decided in case.of(kinds.TeamDecided)
    ]


def check_decision(case: Case, decided: kinds.TeamDecided, may_do: Collection[str]) -> None:
    """Refuse a decision that cannot stand; `may_do` are the ids of who may open the case."""
    _check_case(case, decided)
    if not decided.decision:
        question = "wat jullie besluiten" if decided.is_decided else "waarom er geen besluit is"
        raise InputRefused(f"Schrijf op {question}.", "decision")
    if not decided.is_decided:
        return
    if decided.who not in may_do:
        raise InputRefused("Kies wie dit doet. Je kunt kiezen uit wie de zaak mag openen.", "who")
    if decided.due_on is None:
        raise InputRefused("Kies wanneer het gedaan moet zijn.", "due_on")
    if decided.due_on < case.today:
        raise InputRefused(
            f"{numeric_date(decided.due_on)} is al voorbij. Kies vandaag of later.", "due_on"
        )


def _check_case(case: Case, decided: kinds.TeamDecided) -> None:
    if case.merged_into:
        raise StepOutOfOrder(
            f"Deze zaak gaat verder als zaak {case.merged_into.other_label}. Zet die zaak op de "
            "agenda en leg het besluit daar vast; wat je typte staat er nog."
        )
    if case.state is CaseState.CLOSED and decided.is_decided:
        raise StepOutOfOrder(
            "Deze zaak is afgesloten; er kan geen taak meer bij. Kies 'Geen besluit, want' en "
            "schrijf op wat jullie ervan vinden, of vraag de mentor de zaak weer te openen."
        )
    old = next((one for one in team_decisions(case) if one.number == decided.corrects), None)
    if decided.corrects is not None and (old is None or old.done):
        raise StepOutOfOrder("Dit besluit is al uitgevoerd. Leg een nieuw besluit vast.")


def check_done(case: Case, number: int) -> TeamDecision:
    """The open decision with this number; refused when there is none, or it was done already."""
    check_goes_on(case)
    decision = next((one for one in team_decisions(case) if one.number == number), None)
    if decision is None or not decision.decided.is_decided:
        raise InputRefused("Dit besluit staat niet in de zaak.")
    if decision.done:
        raise StepOutOfOrder("Dit besluit is al uitgevoerd.")
    return decision


def is_due_for(decision: TeamDecision, staff_id: str) -> bool:
    """Whether this person still has to do it."""
    return decision.is_open and decision.decided.who == staff_id


def is_news_for(case: Case, decision: TeamDecision, staff_id: str) -> bool:
    """Whether a mentor may have missed it: a few school days, until something is recorded."""
    wrote_since = any(
        entry.number > decision.number and entry.recorded_by == staff_id for entry in case.entries
    )
    days = case.school_days.between(decision.entry.happened_on, case.today)
    is_elsewhere = decision.decided.who != staff_id and decision.entry.recorded_by != staff_id
    return is_elsewhere and not wrote_since and days <= SCHOOL_DAYS_NEW
