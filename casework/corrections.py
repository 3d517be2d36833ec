"""Putting right what was recorded: which entry may take the place of an earlier one."""

from casework import entries as kinds
from casework.case import NOT_STOPPED, Case
from casework.codes import check_codes
from casework.entries import Entry, NewEntry
from casework.errors import InputRefused, StepOutOfOrder
from casework.rules import (
    CANNOT_BE_WITHDRAWN,
    RULES,
    check_date,
    check_state,
    check_words,
    dutch_date,
)

# A melding cannot be struck out, since a case begins with one; what it says can be put right.
CANNOT_BE_CORRECTED = CANNOT_BE_WITHDRAWN - {kinds.Reported.kind}
CAME_ALONG = (kinds.CaseOpened, kinds.PupilInvolved, kinds.LevelReached)


def can_be_corrected(case: Case, entry: Entry) -> bool:
    """Whether this entry, which counts now, may get a better version."""
    is_old = entry.number in case.withdrawn | case.corrected
    return not is_old and entry.kind not in CANNOT_BE_CORRECTED and case.merged_into is None


def check_correction(case: Case, new: NewEntry) -> None:
    """Refuse a correction of what is not there or of another kind, or one that does not fit.

    It is held against the case as it would be if the old version had never been recorded.
    """
    old = corrected_entry(case, new)
    if case.merged_into:
        check_state(case, new)
    if (old.step, old.pupil_id) != (new.step, new.pupil_id):
        raise InputRefused("Een verbetering blijft bij dezelfde stap en dezelfde leerling.")
    check_codes(case.card, new.payload)
    check_words(new)
    if isinstance(new.payload, kinds.Reported):
        _report(case, new, new.payload, old)
        return
    first = _without(case, old)
    check_date(first, new)
    if rule := RULES.get(type(new.payload)):
        rule(first, new, new.payload)


def corrected_entry(case: Case, new: NewEntry) -> Entry:
    """The standing entry that `new` takes the place of; refused when there is none."""
    number = new.payload.corrects
    old = next((entry for entry in case.standing if entry.number == number), None)
    if old is None or old.kind in CANNOT_BE_CORRECTED or old.kind != new.kind:
        raise InputRefused("Deze vastlegging kan niet worden verbeterd.")
    return old


def what_follows(case: Case, new: NewEntry) -> list[NewEntry]:
    """What a correction brings along: a nazorg outcome may open the case again, or shut it.

    `case` is the case before the correction.
    """
    old = corrected_entry(case, new).payload
    said = new.payload
    if not isinstance(said, kinds.AftercareDone) or not isinstance(old, kinds.AftercareDone):
        return []
    was, is_now = old.outcome in NOT_STOPPED, said.outcome in NOT_STOPPED
    if is_now and not was and case.state != "running":
        return [NewEntry(kinds.Reopened(cause="aftercare_worse"), case.today)]
    reopened = _reopened_by(case, said.corrects or 0)
    if was and not is_now and reopened:
        if case.turn is None or case.turn.number != reopened.number:
            raise StepOutOfOrder(
                "Na deze nazorg is de zaak weer geopend en verder gegaan. De uitkomst is niet meer "
                "te veranderen; leg vast hoe het nu is."
            )
        reason = "De uitkomst van de nazorg is verbeterd."
        return [NewEntry(kinds.EntryWithdrawn(number=reopened.number, reason=reason), case.today)]
    return []


def _without(case: Case, old: Entry) -> Case:
    gone = {e.number for e in case.entries if old.number in (e.number, e.payload.corrects)}
    if reopened := _reopened_by(case, old.number):
        gone.add(reopened.number)
    left = [entry for entry in case.entries if entry.number not in gone]
    return Case.from_entries(left, case.card, case.school_days, case.today)


def _reopened_by(case: Case, number: int) -> Entry | None:
    """The reopening that was written together with this nazorg."""
    first = next(entry for entry in case.entries if entry.number == number)
    if not isinstance(first.payload, kinds.AftercareDone):
        return None
    return next(
        (
            entry
            for entry, said in case.of(kinds.Reopened)
            if said.cause == "aftercare_worse" and entry.number == number + 1
        ),
        None,
    )


def _report(case: Case, new: NewEntry, said: kinds.Reported, old: Entry) -> None:
    """A melding keeps its place among the meldingen; a case still begins with its first one."""
    if not said.what:
        raise InputRefused("Schrijf in een paar woorden op wat er is gebeurd.", "what")
    if not said.kinds:
        raise InputRefused("Kies bij 'Wat' minstens één soort.", "kinds")
    if new.happened_on > case.today:
        raise InputRefused("De datum ligt in de toekomst. Kies vandaag of eerder.", "happened_on")
    if said.incident_on and said.incident_on > new.happened_on:
        raise InputRefused("Het voorval ligt na de melding. Kies een eerdere dag.", "incident_on")
    if old.number != case.reports[0][0].number:
        check_date(case, new)
        return
    rest = (entry for entry in case.standing if entry.number != old.number)
    days = [entry.happened_on for entry in rest if not isinstance(entry.payload, CAME_ALONG)]
    earliest = min(days, default=new.happened_on)
    if new.happened_on > earliest:
        raise StepOutOfOrder(
            f"Op {dutch_date(earliest)} is al iets vastgelegd in deze zaak. Kies voor de melding "
            "die dag of eerder.",
            "happened_on",
        )
