"""What may be recorded in a case, and in which order; each refusal says what to do."""

from collections.abc import Callable
from typing import Any

from casework import entries as kinds
from casework.card.codes import check_codes
from casework.card.model import ActionCard, Step
from casework.cases import consult_rules
from casework.cases.aftercare import AftercareMoment
from casework.cases.case import Case, CaseState
from casework.cases.escalation import proposed_level
from casework.cases.steps import PUPILS_OF_STEP, joint_talk_waits_for
from casework.entries import NewEntry
from casework.errors import CollectiveTalkNotAgreed, InputRefused, StepOutOfOrder
from casework.words import numeric_date

Rule = Callable[[Case, NewEntry, Any], None]
# Words that an entry cannot do without, and what is asked when they are missing.
NEEDED_WORDS: dict[type[kinds.Payload], tuple[str, str]] = {
    kinds.TalkHeld: ("notes", "Schrijf in een paar woorden op wat er is besproken."),
    kinds.StepSetAside: ("reason", "Schrijf op waarom deze stap niet van toepassing is."),
    kinds.SeriousDecided: ("reason", "Schrijf op waarom je deze weg kiest."),
    kinds.LevelDeclined: ("reason", "Schrijf op waarom de zaak op dit niveau blijft."),
    kinds.Stopped: ("words", "Schrijf de eigen woorden van de gepeste leerling op."),
    kinds.AftercareMoved: ("reason", "Schrijf op waarom dit nazorgmoment wordt verzet."),
    kinds.AftercareSetAside: ("reason", "Schrijf op waarom dit nazorgmoment niet doorgaat."),
    kinds.Reopened: ("reason", "Schrijf op waarom de zaak weer opengaat."),
    kinds.EntryWithdrawn: ("reason", "Schrijf op wat er niet klopt."),
    kinds.RoleChanged: ("reason", "Schrijf op waarom de rol verandert."),
    kinds.SupportAsked: ("question", "Schrijf op wat je aan het ondersteuningsteam wilt vragen."),
    kinds.SupportMoreAsked: ("question", "Schrijf op wat je nog wilt weten."),
    kinds.SupportAnswered: ("answer", "Schrijf het antwoord op."),
    kinds.SupportAdvised: ("advice", "Schrijf het advies op."),
    kinds.AdviceUsed: ("what_was_done", "Schrijf op wat er met het advies is gedaan."),
    kinds.HandoverNoted: ("note", "Schrijf op wat de volgende mentor moet weten."),
}
# Written by the program itself, or as a melding; never as an entry of somebody's own.
NOT_BY_HAND = (
    kinds.CaseOpened,
    kinds.Reported,
    kinds.AftercarePlanned,
    kinds.MentorHourHeld,
    kinds.MergedFrom,
    kinds.MergedInto,
    kinds.SplitOff,
    kinds.SplitFrom,
    kinds.SignalSent,
    kinds.SignalPupil,
    kinds.SignalTaken,
    kinds.SignalSetAside,
    kinds.CaseLookedInto,
    kinds.TeamDecided,
    kinds.DecisionDone,
    kinds.MeetingStarted,
    kinds.MeetingAttended,
    kinds.MeetingAgenda,
    kinds.MeetingPupil,
    kinds.MeetingTurned,
    kinds.MeetingPaused,
    kinds.MeetingDecided,
    kinds.MeetingClosed,
)
# The ondersteuningsteam thinks along during a case and after it, so this goes on when it is closed.
OF_SUPPORT = (
    kinds.SupportAsked,
    kinds.SupportMoreAsked,
    kinds.SupportAnswered,
    kinds.SupportAdvised,
    kinds.AdviceUsed,
)
ABOUT_A_PUPIL = (kinds.PupilInvolved, kinds.RoleChanged)
ABOUT_NAZORG = (kinds.AftercareDone, kinds.AftercareMoved, kinds.AftercareSetAside)
CANNOT_BE_WITHDRAWN = frozenset(
    kind.kind
    for kind in (
        kinds.CaseOpened,
        kinds.Reported,
        kinds.PupilInvolved,
        kinds.RoleChanged,
        kinds.LevelReached,
        kinds.LevelDeclined,
        kinds.Stopped,
        kinds.AftercarePlanned,
        kinds.AftercareMoved,
        kinds.Closed,
        kinds.Reopened,
        kinds.EntryWithdrawn,
        kinds.MergedFrom,
        kinds.MergedInto,
        kinds.SplitOff,
        kinds.SplitFrom,
        kinds.CaseLookedInto,
        kinds.TeamDecided,
        kinds.DecisionDone,
    )
)


DECISION_OPEN = (
    "Een besluit van het ondersteuningsteam is nog niet uitgevoerd, en verdwijnt van Vandaag. "
    "Schrijf op waarom je nu afsluit, of rond het besluit eerst af."
)


def check(case: Case, new: NewEntry) -> None:
    """Refuse `new` when it does not fit this case now; says why in Dutch."""
    if isinstance(new.payload, NOT_BY_HAND):
        raise InputRefused("Dit wordt niet los vastgelegd. Doe een melding, of kies een stap.")
    check_codes(case.card, new.payload)
    check_date(case, new)
    check_state(case, new)
    _check_pupil(case, new)
    _check_step(case, new)
    check_words(new)
    rule = RULES.get(type(new.payload))
    if rule:
        rule(case, new, new.payload)


def check_words(new: NewEntry) -> None:
    """The words that an entry of this kind cannot do without."""
    needed = NEEDED_WORDS.get(type(new.payload))
    if needed and not getattr(new.payload, needed[0]):
        raise InputRefused(needed[1], needed[0])


def _check_pupil(case: Case, new: NewEntry) -> None:
    if isinstance(new.payload, ABOUT_A_PUPIL) and not new.pupil_id:
        raise InputRefused("Kies de leerling.", "pupil")
    if isinstance(new.payload, kinds.PupilInvolved):
        return
    if new.pupil_id and new.pupil_id not in case.parts and not _is_planned_for(case, new):
        raise InputRefused("Deze leerling heeft geen rol in deze zaak.", "pupil")


def _is_planned_for(case: Case, new: NewEntry) -> bool:
    """Nazorg goes on for a pupil whose part was withdrawn after the stop."""
    planned = {moment.planned.pupil_id for moment in case.current_aftercare}
    return isinstance(new.payload, ABOUT_NAZORG) and new.pupil_id in planned


def _check_step(case: Case, new: NewEntry) -> None:
    """A step of the card is recorded as that step: with its form, for a pupil it is meant for."""
    step = next((step for step in case.card.steps if step.id == new.step), None)
    if step is None and not new.step and new.kind not in _kinds_of_steps(case.card):
        return
    if step is None or new.kind not in _kinds_of(step):
        raise InputRefused("Kies een stap van de handelingskaart waar dit bij hoort.", "step")
    if step.per in PUPILS_OF_STEP and new.pupil_id not in case.pupils(*PUPILS_OF_STEP[step.per]):
        raise InputRefused("Deze stap is niet voor deze leerling.", "pupil")


def _kinds_of(step: Step) -> set[str]:
    others = ABOUT_NAZORG if step.per == "moment" else (kinds.StepSetAside,)
    return {step.form, *(kind.kind for kind in others)}


def _kinds_of_steps(card: ActionCard) -> set[str]:
    return {kinds.StepSetAside.kind, *(step.form for step in card.steps)}


def check_date(case: Case, new: NewEntry) -> None:
    """Nothing happens in the future, or before the first melding."""
    if new.happened_on > case.today:
        raise InputRefused("De datum ligt in de toekomst. Kies vandaag of eerder.", "happened_on")
    if new.happened_on < case.opened_on:
        raise StepOutOfOrder(
            f"De datum ligt vóór de eerste melding van {numeric_date(case.opened_on)}. "
            "Kies een latere datum.",
            "happened_on",
        )


def check_goes_on(case: Case) -> None:
    """In a case that goes on as part of another one nothing is recorded any more."""
    if case.merged_into:
        raise StepOutOfOrder(
            f"Deze zaak gaat verder als zaak {case.merged_into.other_label}. Leg het daar vast."
        )


def check_state(case: Case, new: NewEntry) -> None:
    """In a closed case nothing is recorded but a reopening and what belongs to a consult."""
    check_goes_on(case)
    if case.state is CaseState.CLOSED and not isinstance(
        new.payload, (kinds.Reopened, *OF_SUPPORT)
    ):
        raise StepOutOfOrder(
            "Deze zaak is afgesloten. Speelt er weer iets? Doe een nieuwe melding, of open de "
            "zaak opnieuw met een reden."
        )


def _analysis(case: Case, new: NewEntry, said: kinds.AnalysisAdded) -> None:
    if not (said.coded().keys() - {"corrects"} or said.sealed()):
        raise InputRefused("Er is nog niets ingevuld. Beantwoord minstens één vraag.", "what")
    if said.incident_on and said.incident_on > case.last_report_on:
        raise InputRefused(
            "Het voorval ligt na de laatste melding. Is er weer iets gebeurd? Doe dan een nieuwe "
            "melding.",
            "incident_on",
        )


def _talk(case: Case, new: NewEntry, said: kinds.TalkHeld) -> None:
    if case.card.step(new.step).gate == "joint_talk":
        _joint_talk(case, said)
    if said.next_on and said.next_on < new.happened_on:
        raise InputRefused("De vervolgafspraak ligt vóór het gesprek.", "next_on")


def _joint_talk(case: Case, said: kinds.TalkHeld) -> None:
    if joint_talk_waits_for(case) or not said.target_agrees or not said.led_by:
        raise CollectiveTalkNotAgreed


def _measure(case: Case, new: NewEntry, said: kinds.MeasureAgreed) -> None:
    measure = case.card.measure(said.measure)
    if measure is None:
        raise InputRefused("Kies een maatregel uit de lijst.", "measure")
    if said.measure == "own" and not said.words:
        raise InputRefused("Beschrijf de eigen maatregel in een paar woorden.", "words")
    if said.for_pupil and said.for_pupil not in case.parts:
        raise InputRefused("Kies een leerling die een rol heeft in deze zaak.", "for_pupil")
    if said.agreed_by and said.agreed_by not in {level.who for level in case.card.levels}:
        raise InputRefused("Kies wie de maatregel afspreekt.", "agreed_by")
    if measure.risk == "red" and not said.reason:
        raise InputRefused(
            "Deze maatregel werkt vaak averechts. Schrijf op waarom hij hier wel past.", "reason"
        )
    for field, day in (("until", said.until), ("review_on", said.review_on)):
        if day and day < new.happened_on:
            raise InputRefused("Deze datum ligt vóór de afspraak zelf.", field)


def _measure_review(case: Case, new: NewEntry, said: kinds.MeasureReviewed) -> None:
    measure = next((m for m in case.measures if m.number == said.measure_number), None)
    if measure is None:
        raise StepOutOfOrder("Deze maatregel staat niet in de zaak.")
    if new.happened_on < measure.agreed_on:
        raise StepOutOfOrder("Je kijkt de maatregel na vóór hij is afgesproken.", "happened_on")


def _involved(case: Case, new: NewEntry, said: kinds.ColleagueInvolved) -> None:
    if said.level > case.level:
        raise StepOutOfOrder("De zaak is nog niet op dit niveau.")


def _set_aside(case: Case, new: NewEntry, said: kinds.StepSetAside) -> None:
    step = case.card.step(new.step)
    if step.form in ("reported", "stopped"):
        raise InputRefused("Deze stap hoort bij elke zaak en kan niet worden overgeslagen.")


def _level(case: Case, new: NewEntry, said: kinds.LevelReached) -> None:
    if said.level <= case.level:
        raise StepOutOfOrder("Een niveau gaat nooit omlaag; de zaak is al op dit niveau.")
    if said.level not in {level.number for level in case.card.levels}:
        raise InputRefused("De handelingskaart kent drie niveaus.", "level")
    proposal = proposed_level(case)
    if proposal is None or said.level != proposal.level:
        sentence = "Je wijkt af van het voorstel. Schrijf op waarom."
        _needs_words(said.reason, sentence if proposal else "Schrijf op waarom.")


def _level_declined(case: Case, new: NewEntry, said: kinds.LevelDeclined) -> None:
    proposal = proposed_level(case)
    if proposal is None or said.proposed != proposal.level:
        raise StepOutOfOrder("Er ligt geen voorstel voor een ander niveau.")


def _stopped(case: Case, new: NewEntry, said: kinds.Stopped) -> None:
    if case.state is not CaseState.RUNNING:
        raise StepOutOfOrder("Dat het gestopt is, staat al vast.")
    if new.happened_on < case.last_report_on:
        raise StepOutOfOrder("De datum ligt vóór de laatste melding.", "happened_on")


def _open_moment(case: Case, new: NewEntry, number: int) -> AftercareMoment:
    moment = next((m for m in case.current_aftercare if m.number == number), None)
    if moment is None:
        raise StepOutOfOrder(
            "Nazorg komt nadat het pesten is gestopt. Leg eerst vast dat het gestopt is."
        )
    if not moment.is_open:
        raise StepOutOfOrder("Dit nazorgmoment is al vastgelegd.")
    if new.pupil_id != moment.planned.pupil_id:
        raise InputRefused("Dit nazorgmoment is voor een andere leerling.", "pupil")
    return moment


def _aftercare_done(case: Case, new: NewEntry, said: kinds.AftercareDone) -> None:
    moment = _open_moment(case, new, said.planned_number)
    if new.happened_on < moment.planned.happened_on:
        raise StepOutOfOrder("De datum ligt vóór het stoppen van het pesten.", "happened_on")


def _aftercare_moved(case: Case, new: NewEntry, said: kinds.AftercareMoved) -> None:
    _open_moment(case, new, said.planned_number)
    if said.due_on < case.today or said.window_ends_on < said.due_on:
        raise InputRefused("Kies een nieuwe datum die nog moet komen.", "due_on")


def _aftercare_set_aside(case: Case, new: NewEntry, said: kinds.AftercareSetAside) -> None:
    _open_moment(case, new, said.planned_number)


def _evaluated(case: Case, new: NewEntry, said: kinds.Evaluated) -> None:
    if case.stop is None:
        raise StepOutOfOrder("Evalueren kan als het pesten is gestopt.")
    if not (said.helped or said.not_helped or said.what_helped or said.what_did_not):
        raise InputRefused("Schrijf op wat hielp, of wat juist niet hielp.", "what_helped")


def _closed(case: Case, new: NewEntry, said: kinds.Closed) -> None:
    _not_before_the_turn(case, new)
    if said.ending == "stopped" and case.stop is None:
        raise StepOutOfOrder("Leg eerst vast dat het gestopt is, in de woorden van de gepeste.")
    if said.ending != "stopped":
        _needs_words(said.reason, "Schrijf op waarom de zaak zo wordt afgesloten.")
    elif any(moment.is_open for moment in case.current_aftercare):
        _needs_words(said.reason, "Er staat nog nazorg open. Schrijf op waarom je nu afsluit.")
    elif case.open_decisions:
        _needs_words(said.reason, DECISION_OPEN)


def _reopened(case: Case, new: NewEntry, said: kinds.Reopened) -> None:
    if case.state is CaseState.RUNNING:
        raise StepOutOfOrder("Deze zaak loopt al.")
    _not_before_the_turn(case, new)


def _not_before_the_turn(case: Case, new: NewEntry) -> None:
    """A case closes and opens again after its last melding and after its last turn."""
    turn = case.turn
    last = max(case.last_report_on, turn.happened_on if turn else case.opened_on)
    if new.happened_on < last:
        raise StepOutOfOrder(
            f"De datum ligt vóór de laatste stap van {numeric_date(last)}. Kies een latere datum.",
            "happened_on",
        )


def _withdrawn(case: Case, new: NewEntry, said: kinds.EntryWithdrawn) -> None:
    entry = next((e for e in case.effective_entries if e.number == said.number), None)
    if entry is None or entry.kind in CANNOT_BE_WITHDRAWN:
        raise InputRefused("Deze vastlegging kan niet worden doorgehaald.")


def _agreement(case: Case, new: NewEntry, said: kinds.AgreementReviewed) -> None:
    talk = next((e for e, _ in case.talks_with_a_date if e.number == said.talk_number), None)
    if talk is None:
        raise StepOutOfOrder(
            "Dit gesprek met een afspraak staat niet in de zaak. Leg eerst het gesprek vast."
        )
    if new.pupil_id != talk.pupil_id:
        raise InputRefused("Deze afspraak is met een andere leerling.", "pupil")
    if new.happened_on < talk.happened_on:
        raise StepOutOfOrder("Je kijkt op de afspraak terug vóór het gesprek.", "happened_on")


def _involved_pupil(case: Case, new: NewEntry, said: kinds.PupilInvolved) -> None:
    _known_part(case, said.role)
    if new.pupil_id in case.parts:
        raise InputRefused("Deze leerling heeft al een rol. Verander dan die rol.", "pupil")


def _role_changed(case: Case, new: NewEntry, said: kinds.RoleChanged) -> None:
    if said.role:
        _known_part(case, said.role)
    if said.role == case.parts[new.pupil_id].role:
        raise InputRefused("Deze leerling heeft die rol al.", "role")
    if case.pupils("target") == [new.pupil_id]:
        raise InputRefused(
            "Een zaak heeft altijd een gepeste leerling. Geef eerst een ander die rol.", "role"
        )


def _known_part(case: Case, role: str) -> None:
    if role not in {part.id for part in case.card.parts}:
        raise InputRefused("Kies een rol uit de lijst.", "role")


def _needs_words(words: str, sentence: str, field: str = "reason") -> None:
    if not words:
        raise InputRefused(sentence, field)


RULES: dict[type[kinds.Payload], Rule] = {
    kinds.AnalysisAdded: _analysis,
    kinds.PupilInvolved: _involved_pupil,
    kinds.TalkHeld: _talk,
    kinds.MeasureAgreed: _measure,
    kinds.MeasureReviewed: _measure_review,
    kinds.ColleagueInvolved: _involved,
    kinds.StepSetAside: _set_aside,
    kinds.LevelReached: _level,
    kinds.LevelDeclined: _level_declined,
    kinds.Stopped: _stopped,
    kinds.AftercareDone: _aftercare_done,
    kinds.AftercareMoved: _aftercare_moved,
    kinds.AftercareSetAside: _aftercare_set_aside,
    kinds.Evaluated: _evaluated,
    kinds.Closed: _closed,
    kinds.Reopened: _reopened,
    kinds.EntryWithdrawn: _withdrawn,
    kinds.AgreementReviewed: _agreement,
    kinds.RoleChanged: _role_changed,
    kinds.SupportMoreAsked: consult_rules.more_asked,
    kinds.SupportAnswered: consult_rules.answered,
    kinds.SupportAdvised: consult_rules.advised,
    kinds.AdviceUsed: consult_rules.used,
}
