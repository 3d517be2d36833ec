"""What the closing of a case writes of the steps that it leaves open, as the Desk does."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.cases.case import Case
from casework.cases.closing import lapsed_by, open_steps
from casework.entries import Entry, NewEntry, Payload
from casework.school_days import SchoolDays
from demo.clock import moment
from demo.scripts.case_script import NOBODY, SCRIPT_DAY_0, CaseScript, ScriptLine, script_date

NO_LONGER_NEEDED = "Wat nog openstond is niet meer nodig: het is gestopt en er is op teruggekeken."
# Days enough to fold a script; which of them are free makes no step open or done.
ALL_DAYS = SchoolDays(frozenset(), SCRIPT_DAY_0, SCRIPT_DAY_0 + timedelta(days=2000))
WITHOUT_PUPIL = (kinds.CaseOpened, kinds.Reported)


def closing_entries(before: Sequence[Entry], closing: Entry, card: ActionCard) -> list[Entry]:
    """A closing after these entries, and the steps that lapse by it."""
    case = Case.from_entries(before, card, ALL_DAYS, closing.happened_on)
    closed = closing.payload
    assert isinstance(closed, kinds.Closed)
    if open_steps(case) and not closed.reason:
        closed = closed.model_copy(update={"reason": NO_LONGER_NEEDED})
    lapsed = lapsed_by(case, NewEntry(closed, closing.happened_on))
    return [
        replace(closing, payload=closed),
        *(
            replace(
                closing,
                number=closing.number + place,
                payload=entry.payload,
                step=entry.step,
                pupil_id=entry.pupil_id,
            )
            for place, entry in enumerate(lapsed, start=1)
        ),
    ]


def with_lapsed_steps(script: CaseScript, card: ActionCard) -> CaseScript:
    """The script with, after each closing, the steps that lapsed by it."""
    lines: list[ScriptLine] = []
    entries: list[Entry] = []
    statuses = []
    numbers: dict[int, int] = {}
    for place, line in enumerate(script.lines):
        numbers[place + 1] = len(lines) + 1
        line = replace(line, payload=_renumbered(line.payload, numbers))
        entry = _as_entry(line, len(lines) + 1)
        is_closing = isinstance(line.payload, kinds.Closed)
        new = closing_entries(entries, entry, card) if is_closing else [entry]
        entries += new
        lines += [_as_line(one, line) for one in new]
        statuses += [script.statuses[place]] * len(new)
    return replace(script, lines=tuple(lines), statuses=tuple(statuses))


def _as_entry(line: ScriptLine, number: int) -> Entry:
    is_about = line.pupil != NOBODY and not isinstance(line.payload, WITHOUT_PUPIL)
    return Entry(
        subject_id="",
        number=number,
        payload=line.payload,
        happened_on=script_date(line.happened),
        recorded_at=moment(script_date(line.recorded), line.minute),
        recorded_by=line.by,
        card_version=1,
        step=line.step,
        pupil_id=str(line.pupil) if is_about else "",
    )


def _as_line(entry: Entry, line: ScriptLine) -> ScriptLine:
    """A line written in one go with this one."""
    if not isinstance(entry.payload, kinds.StepLapsed):
        return replace(line, payload=entry.payload)
    pupil = int(entry.pupil_id) if entry.pupil_id else NOBODY
    return replace(line, payload=entry.payload, step=entry.step, pupil=pupil)


def _renumbered(payload: Payload, numbers: dict[int, int]) -> Payload:
    """The payload with the present numbers of what it refers to."""
    update: dict[str, Any] = {
        name: numbers.get(number, number) for name, number in payload.references().items()
    }
    if payload.corrects is not None:
        update["corrects"] = numbers[payload.corrects]
    if isinstance(payload, kinds.EntryWithdrawn):
        update["number"] = numbers[payload.number]
    return payload.model_copy(update=update) if update else payload
