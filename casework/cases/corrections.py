"""Putting right what was recorded: which entry may take the place of an earlier one."""

from dataclasses import replace

from casework import entries as kinds
from casework.card.codes import check_codes
from casework.cases.carried_entries import REFERS
from casework.cases.case import NOT_STOPPED, Case
from casework.cases.rules import CANNOT_BE_WITHDRAWN, RULES, check_date, check_goes_on, check_words
from casework.entries import Entry, NewEntry, Payload
from casework.errors import CollectiveTalkNotAgreed, InputRefused, StepOutOfOrder
from casework.words import numeric_date

# A melding cannot be struck out, since a case begins with one; what it says can be put right.
CANNOT_BE_CORRECTED = CANNOT_BE_WITHDRAWN - {kinds.Reported.kind}
CAME_ALONG = (kinds.CaseOpened, kinds.PupilInvolved, kinds.LevelReached)
# What the program filled in; a correction keeps it.
FILLED_IN = (
    *("ordinal", "class_id", "year_group", "team_id", "level"),
    *("reply_by", "access_ends_on", "agreed_by", "without_answer"),
)
# Their rules ask only whether the case had come that far, and it had.
SITUATION_STANDS = (
    kinds.ColleagueInvolved,
    kinds.SupportMoreAsked,
    kinds.SupportAnswered,
    kinds.SupportAdvised,
    kinds.AdviceUsed,
)


def can_be_corrected(case: Case, entry: Entry) -> bool:
    """Whether this entry, which counts now, may get a better version."""
    is_old = entry.number in case.withdrawn | case.corrected
    return not is_old and entry.kind not in CANNOT_BE_CORRECTED and case.merged_into is None


def completed_correction(case: Case, new: NewEntry) -> NewEntry:
    """The correction with what the program had filled in, as the first version has it."""
    old = corrected_entry(case, new).payload
    kept = {name: getattr(old, name) for name in FILLED_IN if hasattr(old, name)}
    return replace(new, payload=new.payload.model_copy(update=kept))


def check_correction(case: Case, new: NewEntry) -> None:
    """Refuse a correction of what is not there or of another kind, or one that does not fit.

    It is held against the case as it was when the first version was recorded.
    """
    old = corrected_entry(case, new)
    check_goes_on(case)
    if (old.step, old.pupil_id) != (new.step, new.pupil_id) or _refers(old) != _refers(new):
        raise InputRefused("Een verbetering blijft bij dezelfde stap en dezelfde leerling.")
    check_codes(case.card, new.payload)
    check_words(new)
    if isinstance(new.payload, kinds.Reported):
        _report(case, new, new.payload, old)
    else:
        _again(case, new, old)
    if (_bare(old.payload), old.happened_on) == (_bare(new.payload), new.happened_on):
        raise InputRefused("Er is nog niets veranderd. Pas aan wat niet klopte.")


def corrected_entry(case: Case, new: NewEntry) -> Entry:
    """The standing entry that `new` takes the place of; refused when there is none."""
    number = new.payload.corrects
    old = next((entry for entry in case.effective_entries if entry.number == number), None)
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
    if is_now and not was and _is_of_this_stop(case, said):
        return [NewEntry(reopened_by(said), case.today)]
    reopening = _reopening(case, said)
    if is_now or not was or reopening is None:
        return []
    if _went_on_after(case, reopening):
        raise StepOutOfOrder(
            "Na deze nazorg is de zaak weer geopend en verder gegaan. De uitkomst is niet meer "
            "te veranderen; leg vast hoe het nu is."
        )
    return [_taken_back(case, reopening, "De uitkomst van de nazorg is verbeterd.")]


def what_follows_striking(case: Case, said: kinds.EntryWithdrawn) -> list[NewEntry]:
    """A nazorg that is struck out takes its reopening along, while the case did not go on."""
    struck = next(entry for entry in case.effective_entries if entry.number == said.number)
    if not isinstance(struck.payload, kinds.AftercareDone):
        return []
    reopening = _reopening(case, struck.payload)
    if reopening is None or _went_on_after(case, reopening):
        return []
    return [_taken_back(case, reopening, "De nazorg is doorgehaald.")]


def reopened_by(said: kinds.AftercareDone) -> kinds.Reopened:
    """The reopening that a nazorg with this outcome brings."""
    return kinds.Reopened(cause="aftercare_worse", planned_number=said.planned_number)


def _is_of_this_stop(case: Case, said: kinds.AftercareDone) -> bool:
    standing = {moment.number for moment in case.current_aftercare}
    return case.state != "running" and said.planned_number in standing


def _reopening(case: Case, done: kinds.AftercareDone) -> Entry | None:
    return next(
        (
            entry
            for entry, said in case.of(kinds.Reopened)
            if said.planned_number == done.planned_number
        ),
        None,
    )


def _went_on_after(case: Case, reopening: Entry) -> bool:
    newest = max(case.turn.number if case.turn else 0, case.reports[-1][0].number)
    return newest > reopening.number


def _taken_back(case: Case, reopening: Entry, why: str) -> NewEntry:
    return NewEntry(kinds.EntryWithdrawn(number=reopening.number, reason=why), case.today)


def _refers(entry: Entry | NewEntry) -> list[int]:
    return [getattr(entry.payload, field, None) or 0 for field in REFERS]


def _bare(said: Payload) -> Payload:
    return said.model_copy(update={"corrects": None, "carried": None})


def _again(case: Case, new: NewEntry, old: Entry) -> None:
    before = [entry for entry in case.effective_entries if entry.number < old.number]
    then = Case.from_entries(before, case.card, case.school_days, case.today)
    check_date(then, new)
    _check_moved(case, new, old)
    said = new.payload
    if isinstance(said, kinds.TalkHeld) and case.card.step(new.step).gate == "joint_talk":
        _joint_talk(new, said)
    elif (rule := RULES.get(type(said))) and not isinstance(said, SITUATION_STANDS):
        rule(then, new, said)


def _joint_talk(new: NewEntry, said: kinds.TalkHeld) -> None:
    """The talks apart were asked for when it was first recorded; what it says must still hold."""
    if not said.target_agrees or not said.led_by:
        raise CollectiveTalkNotAgreed
    if said.next_on and said.next_on < new.happened_on:
        raise InputRefused("De vervolgafspraak ligt vóór het gesprek.", "next_on")


def _check_moved(case: Case, new: NewEntry, old: Entry) -> None:
    """A later day may not pass what was recorded about it, nor (a nazorg) the end of the case."""
    if new.happened_on <= old.happened_on:
        return
    later = [entry for entry in case.effective_entries if entry.number > old.number]
    days = [e.happened_on for e in later if old.number in _refers(e)]
    if isinstance(new.payload, kinds.Reported | kinds.AftercareDone):
        turns = (kinds.Stopped, kinds.Closed, kinds.Reopened)
        days += [e.happened_on for e in later if isinstance(e.payload, turns)]
    latest = min(days, default=new.happened_on)
    if new.happened_on > latest:
        raise StepOutOfOrder(
            f"Op {numeric_date(latest)} ging de zaak hierop verder. Kies die dag of eerder.",
            "happened_on",
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
        _check_moved(case, new, old)
        return
    rest = (entry for entry in case.effective_entries if entry.number != old.number)
    days = [entry.happened_on for entry in rest if not isinstance(entry.payload, CAME_ALONG)]
    earliest = min(days, default=new.happened_on)
    if new.happened_on > earliest:
        raise StepOutOfOrder(
            f"Op {numeric_date(earliest)} is al iets vastgelegd in deze zaak. Kies voor de melding "
            "die dag of eerder.",
            "happened_on",
        )
