"""Signals passed on by anybody, and taken up or set aside by whom they are for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casework import entries as kinds
from casework.cases.melding import Melding, check_melding, first_home
from casework.cases.work_list import SignalGlance, told_apart
from casework.desk.access import Access, Room, is_id
from casework.entries import Entry, NewEntry, Payload, tidy
from casework.entries.five_questions import TEXTS
from casework.errors import CaseMovedOn, InputRefused, NotHere, SignalMovedOn
from casework.labels import A_COLLEAGUE
from casework.name_order import natural_key
from casework.people import Action, Home, PersonName, Reach
from casework.records import FIRST_WORDS, Pupil, Receipt, SchoolClass
from casework.sent_forms import SentForm, sent_form
from casework.signals.signal import (
    NewSignal,
    Signal,
    SignalState,
    addressed,
    check_signal,
    sent_entries,
)
from casework.words import first_words
from casework.year_groups import parts_of

# The part of a form that settles a signal beside what the form is for.
SIGNAL = "signal"
LONG_SETTLED = (
    "Dit signaal is van voor het vorige schooljaar, en opent niet meer. Werd het een melding, dan "
    "staat het in die zaak; die opent met een reden."
)
TAKEN_BACK = (
    "De collega heeft dit signaal net teruggenomen: het was een vergissing. Je hoeft er niets mee "
    "te doen; wat je typte staat er nog."
)


@dataclass(frozen=True)
class OwnSignal:
    """What a sender sees of an own signal: the own words, the day, and what became of it."""

    sent_on: date
    what: str
    state: SignalState


@dataclass(frozen=True)
class SignalFile:
    """A signal as its handler reads it, with the names that go with it."""

    signal: Signal
    pupils: Mapping[str, Pupil]
    sender: str
    class_names: tuple[str, ...]


@dataclass(frozen=True)
class Receivers:
    """To whom a signal goes: mentors of classes by name, and who looks after years or teams."""

    class_names: tuple[str, ...] = ()
    mentors: tuple[PersonName, ...] = ()
    year_groups: tuple[int, ...] = ()
    team_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signals(Room):
    """What somebody can do with signals: pass on, read, take up (see Cases.report), set aside.

    For whom a signal is follows from where its pupils are today, and is never stored.
    """

    # --- passing on -----------------------------------------------------------------------------

    def send(self, new_signal: NewSignal, form_key: str) -> Receipt:
        """Pass on what was seen or heard; any member of staff."""
        access = self._access
        access.require(Action.SIGNAL)
        pupils = access.store.school.pupils(new_signal.pupils, access.today)
        classes = _classes(access)
        check_signal(new_signal, pupils, classes.values(), access.school_years(), access.today)
        homes = access.homes(new_signal.pupils)
        chosen = classes.get(new_signal.class_id)
        places = [homes[pupil] for pupil in new_signal.pupils if pupil in homes]
        places = places or ([chosen.home] if chosen else [])
        answers = new_signal.answers()
        home = places[0] if places else None
        new = sent_entries(answers, new_signal.roles, home, access.card, access.today)
        return self._send(new, places, sent_form(form_key, "send", new_signal))

    def pass_on(self, melding: Melding, form_key: str, *, signal: str = "") -> Receipt:
        """Give a melding about pupils of somebody else to their mentor, as a signal.

        It carries everything that was typed; the case begins when that mentor takes it up. With
        `signal` the melding came from a signal of this person, which is set aside.
        """
        access = self._access
        access.require(Action.REPORT)
        pupils = access.store.school.pupils(melding.roles, access.today)
        check_melding(melding, access.card, pupils, access.school_years(), access.today)
        homes = access.homes(list(melding.roles))
        answers = melding.answers()
        if melding.reported_on < access.today:
            answers["told_on"] = melding.reported_on
        home = first_home(melding, homes)
        new = sent_entries(answers, melding.roles, home, access.card, access.today)
        form = sent_form(form_key, "pass_on", melding, signal)
        with access.store.log.together():
            receipt = self._send(new, list(homes.values()), form)
            if signal and not receipt.repeated:
                why = "Doorgegeven aan de mentor van de leerling."
                settle(access, signal, kinds.SignalSetAside(reason=why), form.part(SIGNAL))
        return receipt

    def receivers(self, pupil_ids: Sequence[str], class_id: str = "") -> Receivers:
        """To whom a signal about these pupils, or else this class, goes today."""
        access = self._access
        access.require(Action.SIGNAL)
        classes = _classes(access)
        chosen = classes.get(class_id)
        places = list(access.homes(pupil_ids).values()) or ([chosen.home] if chosen else [])
        posts = _posts(access)
        reach = addressed(places, posts, is_late=False)
        mentored = sorted(
            (classes[class_id] for class_id in reach.classes if class_id in classes),
            key=lambda school_class: school_class.order,
        )
        mentors = {
            mentor.staff_id: mentor.name
            for school_class in mentored
            for mentor in access.store.school.mentors_of(school_class.class_id, access.today)
        }
        teams = {
            school_class.team_name
            for school_class in classes.values()
            if school_class.team_id in reach.teams
        }
        return Receivers(
            tuple(school_class.name for school_class in mentored),
            tuple(mentors.values()),
            _coordinated(reach, posts),
            tuple(sorted(teams, key=natural_key)),
        )

    def own(self) -> list[OwnSignal]:
        """The signals that this person sent this school year, the newest first."""
        access = self._access
        access.require(Action.SIGNAL)
        since = access.school_year.starts_on
        signal_ids = access.store.facts.signals_of(access.actor.staff_id, since)
        signals = [
            folded_signal(access, access.store.log.entries(signal_id)) for signal_id in signal_ids
        ]
        return [OwnSignal(signal.sent_on, signal.sent.what, signal.state) for signal in signals]

    def _send(self, new: Sequence[NewEntry], places: Sequence[Home], form: SentForm) -> Receipt:
        access = self._access
        if addressed(places, _posts(access), is_late=False) == Reach():
            raise InputRefused(
                "Er is nog niemand die signalen ontvangt. Vertel het aan de schoolleiding; wat je "
                "typte staat er nog."
            )
        signature = access.signature(access.card, form)
        return access.store.log.append(access.new_id(), new, expected=0, signature=signature)

    # --- handling -------------------------------------------------------------------------------

    def waiting(self) -> list[tuple[Signal, tuple[str, ...]]]:
        """The waiting signals that are for this person, with the names of their classes.

        There are no words in them, so nothing is logged.
        """
        access = self._access
        access.require(Action.HANDLE_SIGNAL)
        reach = access.actor.reach(Action.HANDLE_SIGNAL)
        near = access.store.facts.signals_near(reach, _posts(access), access.today)
        signals = [folded_signal(access, e) for e in access.store.log.entries_of(near).values()]
        homes = access.homes([pupil for signal in signals for pupil in signal.roles])
        mine = [
            signal for signal in signals if _is_for(access, signal, homes, is_late=signal.is_late)
        ]
        mine.sort(key=lambda signal: (signal.sent_on, signal.signal_id))
        return [(signal, _class_names(access, signal.places(homes))) for signal in mine]

    def open(self, signal_id: str) -> SignalFile:
        """One signal, whole; the visit is logged before anything is shown.

        Once it is settled, whoever saw it only because it waited too long reads it no more, and
        nobody when that was before last school year.
        """
        access = self._access
        signal = _signal(access, signal_id)
        homes = access.homes(list(signal.roles))
        is_own = signal.is_waiting or signal.settled_by == access.actor.staff_id
        if not is_own and not _is_for(access, signal, homes, is_late=False):
            raise SignalMovedOn
        if access.is_history(signal):
            raise SignalMovedOn(LONG_SETTLED)
        access.log_opened(signal_id)
        pupils = access.pupils(signal.roles)
        words = {name: access.words(getattr(signal.sent, name), pupils) for name in TEXTS}
        return SignalFile(
            signal=replace(signal, sent=signal.sent.model_copy(update=words)),
            pupils=pupils,
            sender=access.names_of([signal.sent_by]).get(signal.sent_by, A_COLLEAGUE),
            class_names=_class_names(access, signal.places(homes)),
        )

    def set_aside(self, signal_id: str, reason: str, *, form_key: str) -> Receipt:
        """Close a signal without a melding; the sender sees that it is closed, not why."""
        _signal(self._access, signal_id)
        why = str(tidy(reason))
        if not why:
            raise InputRefused("Schrijf op waarom dit geen melding wordt.", "reason")
        form = sent_form(form_key, "set_aside", signal_id, why)
        return settle(self._access, signal_id, kinds.SignalSetAside(reason=why), form)


def glances_of(access: Access, waiting: Sequence[Signal]) -> dict[str, SignalGlance]:
    """Who sent each of these, when, and how it begins; `waiting` is what waits for this person.

    These are words, so each look is logged: once for each sign-in.
    """
    ids = [signal.signal_id for signal in waiting]
    subjects = access.store.log.entries_of(ids, with_words=True) if ids else {}
    signals = [folded_signal(access, subjects[one]) for one in ids if one in subjects]
    senders = access.names_of({signal.sent_by for signal in signals})
    visit = access.session or access.visit or access.new_id()
    access.log_beside([signal.signal_id for signal in signals], FIRST_WORDS, visit)
    return told_apart(
        {
            signal.signal_id: SignalGlance(
                sender=senders.get(signal.sent_by, A_COLLEAGUE),
                sent_at=signal.sent_at,
                first_words=first_words(signal.sent.what),
            )
            for signal in signals
        }
    )


def settle(access: Access, signal_id: str, outcome: Payload, form: SentForm) -> Receipt:
    """Write what became of a signal; SignalMovedOn when a colleague was first."""
    signal = _signal(access, signal_id)
    # Whoever comes too late is refused by the log, unless it was this very form.
    seen = signal.last_number if signal.is_waiting else 0
    signature = access.signature(access.card, form)
    new = [NewEntry(outcome, access.today)]
    try:
        return access.store.log.append(signal_id, new, expected=seen, signature=signature)
    except CaseMovedOn as moved_on:
        raise SignalMovedOn from moved_on


def _signal(access: Access, signal_id: str) -> Signal:
    """A signal that is for this person, or was until it was settled; else NotHere."""
    access.require(Action.HANDLE_SIGNAL)
    entries = access.store.log.entries(signal_id) if is_id(signal_id) else []
    if not entries or not isinstance(entries[0].payload, kinds.SignalSent):
        raise NotHere
    signal = folded_signal(access, entries)
    homes = access.homes(list(signal.roles))
    if not _is_for(access, signal, homes, is_late=signal.is_late):
        raise NotHere
    if signal.is_undone:
        raise SignalMovedOn(TAKEN_BACK)
    return signal


def _is_for(access: Access, signal: Signal, homes: Mapping[str, Home], *, is_late: bool) -> bool:
    """Whether a signal about pupils of these homes is for this person."""
    reach = access.actor.reach(Action.HANDLE_SIGNAL)
    return reach.meets(addressed(signal.places(homes), _posts(access), is_late=is_late))


def folded_signal(access: Access, entries: Sequence[Entry]) -> Signal:
    """The signal that these entries add up to, today."""
    card = access.store.cards.version(entries[0].card_version)
    return Signal.from_entries(entries, card, access.school_days, access.today)


def _posts(access: Access) -> Reach:
    return access.store.school.posts(access.today)


def _classes(access: Access) -> Mapping[str, SchoolClass]:
    """The classes of this school year, by id."""
    return access.store.school.class_index(access.school_year.school_year)


def _coordinated(reach: Reach, posts: Reach) -> tuple[int, ...]:
    """The years and departments whose coordinator is meant: of a combined class those of both."""
    parts = {part for code in reach.year_groups for part in parts_of(code)}
    return tuple(sorted(parts & posts.year_groups))


def _class_names(access: Access, places: Sequence[Home]) -> tuple[str, ...]:
    classes = _classes(access)
    return tuple(
        sorted({classes[p.class_id].name for p in places if p.class_id in classes}, key=natural_key)
    )
