"""Putting right what was recorded: which entry may take the place of an earlier one."""

from dataclasses import replace

from casework.cases.case import Case
from casework.cases.rules import check_date, check_goes_on, check_not_ahead
from casework.entries import (
    AftercareDone,
    Entry,
    NewEntry,
    Payload,
    Reported,
    check_codes,
)
from casework.errors import InputRefused, StepOutOfOrder
from casework.words import numeric_date


def can_be_corrected(case: Case, entry: Entry) -> bool:
    """Whether this entry, which counts now, may get a better version."""
    is_old = entry.number in case.withdrawn | case.corrected
    return not is_old and bool(entry.payload.allowed.correct) and case.merged_into is None


def completed_correction(case: Case, new: NewEntry) -> NewEntry:
    """The correction with what the program had filled in, as the first version has it."""
    old = corrected_entry(case, new).payload
    filled_in = {name: getattr(old, name) for name in old.filled_in_fields()}
    return replace(new, payload=new.payload.model_copy(update=filled_in))


def check_correction(case: Case, new: NewEntry) -> None:
    """Refuse a correction of what is not there or of another kind, or one that does not fit.

    It is held against the case as it was when the first version was recorded.
    """
    old = corrected_entry(case, new)
    check_goes_on(case)
    is_about_the_same = old.payload.references() == new.payload.references()
    if (old.step, old.pupil_id) != (new.step, new.pupil_id) or not is_about_the_same:
        raise InputRefused("Een verbetering blijft bij dezelfde stap en dezelfde leerling.")
    check_codes(case.card, new.payload)
    new.payload.check_needed_words()
    if isinstance(new.payload, Reported):
        _check_report(case, new, new.payload, old)
    else:
        _check_again(case, new, old)
    if (_bare(old.payload), old.happened_on) == (_bare(new.payload), new.happened_on):
        raise InputRefused("Er is nog niets veranderd. Pas aan wat niet klopte.")


def corrected_entry(case: Case, new: NewEntry) -> Entry:
    """The effective entry that `new` takes the place of; refused when there is none."""
    number = new.payload.corrects
    old = next((entry for entry in case.effective_entries if entry.number == number), None)
    if old is None or old.payload.allowed.correct is None or old.kind != new.kind:
        raise InputRefused("Deze vastlegging kan niet worden verbeterd.")
    return old


def _bare(payload: Payload) -> Payload:
    return payload.model_copy(update={"corrects": None, "carried": None})


def _check_again(case: Case, new: NewEntry, old: Entry) -> None:
    """The case had come that far when it was first recorded; what it says must still hold."""
    before = [entry for entry in case.effective_entries if entry.number < old.number]
    then = Case.from_entries(before, case.card, case.school_days, case.today)
    check_date(then, new)
    _check_moved(case, new, old)
    new.payload.check(then, new)


def _check_moved(case: Case, new: NewEntry, old: Entry) -> None:
    """A later day may not pass what was recorded about it, nor (a nazorg) the end of the case."""
    if new.happened_on <= old.happened_on:
        return
    later = [entry for entry in case.effective_entries if entry.number > old.number]
    days = [e.happened_on for e in later if old.number in e.payload.references().values()]
    if isinstance(new.payload, Reported | AftercareDone):
        days += [entry.happened_on for entry in later if entry.payload.state_after]
    latest = min(days, default=new.happened_on)
    if new.happened_on > latest:
        raise StepOutOfOrder(
            f"Op {numeric_date(latest)} ging de zaak hierop verder. Kies die dag of eerder.",
            "happened_on",
        )


def _check_report(case: Case, new: NewEntry, report: Reported, old: Entry) -> None:
    """A melding keeps its place among the meldingen; a case still begins with its first one."""
    report.check_answers()
    check_not_ahead(new.happened_on, case.today, "happened_on")
    if report.incident_on and report.incident_on > new.happened_on:
        raise InputRefused("Het voorval ligt na de melding. Kies een eerdere dag.", "incident_on")
    if old.number != case.reports[0][0].number:
        check_date(case, new)
        _check_moved(case, new, old)
        return
    rest = (entry for entry in case.effective_entries if entry.number != old.number)
    days = [entry.happened_on for entry in rest if not entry.payload.comes_with_report]
    earliest = min(days, default=new.happened_on)
    if new.happened_on > earliest:
        raise StepOutOfOrder(
            f"Op {numeric_date(earliest)} is al iets vastgelegd in deze zaak. Kies voor de melding "
            "die dag of eerder.",
            "happened_on",
        )
