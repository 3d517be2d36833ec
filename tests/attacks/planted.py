"""What is planted in the demo school for the attacks: words that one mentor may read, and ids."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from casework import entries as kinds
from casework.desk import Access, Desk
from casework.entries import NewEntry
from casework.people import Action
from casework.records import CaseSummary, Draft
from casework.signals.signal import NewSignal
from casework.words import AMSTERDAM
from data.store import Store
from server.personas import persona_groups
from tests.canary import CANARY

VICTIM = "Samira el Idrissi"
SENDER = "Dwight Pinas"
"""Who passed on the signal, and may read the own words of it."""
ATTACKERS = (
    "Agnieszka Kowalska",
    "Joris Veenstra",
    "Rania Haddad",
    "Ruud Onderwater",
    "Nadia Groothuis",
    "Henk Boersma",
)


@dataclass(frozen=True)
class Planted:
    """Who is who, ids of what belongs to the victim, and how many entries the case has."""

    people: dict[str, str]
    case_id: str
    signal_id: str
    pupil_id: str
    count_entries: int


def plant(store: Store) -> Planted:
    """Words in a case of the victim alone, in a signal for her and in a draft of hers."""
    now = datetime.now(UTC)
    groups = persona_groups(store, now.astimezone(AMSTERDAM).date())
    people = {persona.name: persona.staff_id for _, personas in groups for persona in personas}
    samira = _desk(store, people[VICTIM], now)
    seen_by_others = {
        one.case_id for name in ATTACKERS for one in _seen_by(_desk(store, people[name], now))
    }
    own = next(
        one
        for one in _seen_by(samira)
        if one.state == "running" and one.case_id not in seen_by_others
    )
    case = samira.cases.open(own.case_id).case
    pupil_id = next(iter(case.parts))
    seen = len(store.log.entries(case.case_id))
    checked_in = NewEntry(kinds.CheckedIn(note=CANARY), samira.today, "check_in", pupil_id)
    samira.cases.record(case.case_id, [checked_in], seen=seen, form_key=str(uuid4()))
    sent = NewSignal(what=f"In de gang: {CANARY}.", pupils=(pupil_id,))
    receipt = _desk(store, people[SENDER], now).signals.send(sent, str(uuid4()))
    samira.drafts.keep("report", Draft(str(uuid4()), {"what": f"Half: {CANARY}"}))
    entries = store.log.entries(case.case_id)
    return Planted(people, case.case_id, receipt.subject_id, pupil_id, len(entries))


def _seen_by(desk: Desk) -> list[CaseSummary]:
    """The cases that this person has in a list."""
    return desk.cases.all() if desk.may(Action.SEE_CASE) else []


def _desk(store: Store, staff_id: str, now: datetime) -> Desk:
    today = now.astimezone(AMSTERDAM).date()
    actor = store.school.actor(staff_id, today)
    assert actor is not None
    return Desk(Access(actor, store, today, lambda: now, lambda: str(uuid4())))
