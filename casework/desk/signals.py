"""At the desk: signals passed on by anybody, and taken up or set aside by whom they are for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework import entries as kinds
from casework.cases.melding import Melding, check_melding, first_home
from casework.desk.access import Seat, is_id
from casework.entries import Entry, NewEntry, Payload, tidy
from casework.errors import CaseMovedOn, InputRefused, NotHere, SignalMovedOn
from casework.people import Action, Home, PersonName, Reach
from casework.ports import Pupil, Receipt, SchoolClass
from casework.signals.signal import (
    Signal,
    SignalGiven,
    SignalState,
    addressed,
    check_given,
    sent_entries,
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
class Signals(Seat):
    """What somebody can do with signals: pass on, read, take up (see Desk.report), set aside.

    For whom a signal is follows from where its pupils are today, and is never stored.
    """

    # --- passing on ---------------------------------------------------------------------------

    def send_signal(self, given: SignalGiven, form_key: str) -> Receipt:
        """Pass on what was seen or heard; any member of staff."""
        self._require(Action.SIGNAL)
        pupils = self.store.school.pupils(given.pupils, self.today)
        classes = self._classes()
        check_given(given, pupils, classes.values(), self.school_year, self.today)
        homes = self._homes(given.pupils)
        chosen = classes.get(given.class_id)
        places = [homes[pupil] for pupil in given.pupils if pupil in homes]
        places = places or ([_home(chosen)] if chosen else [])
        answers = given.model_dump(
            include={"incident_on", "day_part", "places", "what"}, exclude_defaults=True
        )
        home = places[0] if places else None
        new = sent_entries(answers, given.roles, home, self.card, self.today)
        return self._send(new, places, form_key)

    def pass_on(self, melding: Melding, form_key: str, *, signal: str = "") -> Receipt:
        """Give a melding about pupils of somebody else to their mentor, as a signal.

        It carries everything that was typed; the case begins when that mentor takes it up. With
        `signal` the melding came from a signal of this person, which is set aside.
        """
        self._require(Action.REPORT)
        pupils = self.store.school.pupils(melding.roles, self.today)
        check_melding(melding, self.card, pupils, self.school_year, self.today)
        homes = self._homes(list(melding.roles))
        answers = melding.model_dump(
            exclude={"parts", "reported_on", "staff_member_involved"}, exclude_defaults=True
        )
        home = first_home(melding, homes)
        new = sent_entries(answers, melding.roles, home, self.card, self.today)
        with self.store.log.together():
            receipt = self._send(new, list(homes.values()), form_key)
            if signal and not receipt.repeated:
                why = "Doorgegeven aan de mentor van de leerling."
                self._settle(signal, kinds.SignalSetAside(reason=why), form_key)
        return receipt

    def receivers(self, pupil_ids: Sequence[str], class_id: str = "") -> Receivers:
        """To whom a signal about these pupils, or else this class, goes today."""
        self._require(Action.SIGNAL)
        chosen = self._classes().get(class_id)
        places = list(self._homes(pupil_ids).values()) or ([_home(chosen)] if chosen else [])
        reach = addressed(places, self._posts, is_late=False)
        classes = sorted(
            (found for found in self._classes().values() if found.class_id in reach.classes),
            key=lambda found: found.name,
        )
        mentors = {
            one.staff_id: one.name
            for found in classes
            for one in self.store.school.mentors_of(found.class_id, self.today)
        }
        teams = {f.team_name for f in self._classes().values() if f.team_id in reach.teams}
        return Receivers(
            tuple(found.name for found in classes),
            tuple(mentors.values()),
            tuple(sorted(reach.year_groups)),
            tuple(sorted(teams)),
        )

    def own_signals(self) -> list[OwnSignal]:
        """The signals that this person sent this school year, the newest first."""
        self._require(Action.SIGNAL)
        since = self.school_year.starts_on
        found = self.store.facts.signals_of(self.actor.staff_id, since)
        signals = [self._folded(self.store.log.entries(signal_id)) for signal_id in found]
        return [OwnSignal(one.sent_on, one.said.what, one.state) for one in signals]

    def _send(self, new: Sequence[NewEntry], places: Sequence[Home], form_key: str) -> Receipt:
        if addressed(places, self._posts, is_late=False) == Reach():
            raise InputRefused(
                "Er is nog niemand die signalen ontvangt. Vertel het aan de schoolleiding; wat je "
                "typte staat er nog."
            )
        signature = self._signature(self.card, form_key)
        return self.store.log.append(self.new_id(), new, expected=0, signature=signature)

    # --- handling -----------------------------------------------------------------------------

    def signals(self) -> list[tuple[Signal, tuple[str, ...]]]:
        """The waiting signals that are for this person, with the names of their classes.

        There are no words in them, so nothing is logged.
        """
        self._require(Action.HANDLE_SIGNAL)
        reach = self.actor.reach(Action.HANDLE_SIGNAL)
        near = self.store.facts.signals_near(reach, self._posts, self.today)
        found = [self._folded(e) for e in self.store.log.entries_of(near).values()]
        homes = self._homes([pupil for signal in found for pupil in signal.roles])
        names = {class_id: known.name for class_id, known in self._classes().items()}
        mine = [one for one in found if self._is_for_me(one, homes, is_late=one.is_late)]
        mine.sort(key=lambda one: (one.sent_on, one.signal_id))
        return [(one, _class_names(one.places(homes), names)) for one in mine]

    def signal(self, signal_id: str) -> SignalFile:
        """One signal, whole; the visit is logged before anything is shown.

        Once it is settled, whoever saw it only because it waited too long reads it no more.
        """
        signal = self._signal(signal_id)
        homes = self._homes(list(signal.roles))
        is_own = signal.is_waiting or signal.settled_by == self.actor.staff_id
        if not is_own and not self._is_for_me(signal, homes, is_late=False):
            raise SignalMovedOn
        self.store.access_log.opened(
            self.actor.staff_id, signal_id, self.now(), self.visit or self.new_id(), ""
        )
        sender = self.store.school.staff_names([signal.sent_by]).get(signal.sent_by)
        names = {class_id: known.name for class_id, known in self._classes().items()}
        return SignalFile(
            signal,
            self.store.school.pupils(signal.roles, self.today),
            sender.full if sender else "een collega",
            _class_names(signal.places(homes), names),
        )

    def set_aside_signal(self, signal_id: str, reason: str, *, form_key: str) -> Receipt:
        """Close a signal without a melding; the sender sees that it is closed, not why."""
        self._signal(signal_id)
        why = str(tidy(reason))
        if not why:
            raise InputRefused("Schrijf op waarom dit geen melding wordt.", "reason")
        return self._settle(signal_id, kinds.SignalSetAside(reason=why), form_key)

    def _settle(self, signal_id: str, said: Payload, form_key: str) -> Receipt:
        """Write what became of a signal; SignalMovedOn when a colleague was first."""
        signal = self._signal(signal_id)
        # Whoever comes too late is refused by the log, unless it was this very form.
        seen = signal.last_number if signal.is_waiting else 0
        signature = self._signature(self.card, f"{form_key}:signal")
        new = [NewEntry(said, self.today)]
        try:
            return self.store.log.append(signal_id, new, expected=seen, signature=signature)
        except CaseMovedOn as moved_on:
            raise SignalMovedOn from moved_on

    def _signal(self, signal_id: str) -> Signal:
        """A signal that is for this person, or was until it was settled; else NotHere."""
        self._require(Action.HANDLE_SIGNAL)
        entries = self.store.log.entries(signal_id) if is_id(signal_id) else []
        if not entries or not isinstance(entries[0].payload, kinds.SignalSent):
            raise NotHere
        signal = self._folded(entries)
        if not self._is_for_me(signal, self._homes(list(signal.roles)), is_late=signal.is_late):
            raise NotHere
        return signal

    def _is_for_me(self, signal: Signal, homes: Mapping[str, Home], *, is_late: bool) -> bool:
        reach = self.actor.reach(Action.HANDLE_SIGNAL)
        return reach.meets(addressed(signal.places(homes), self._posts, is_late=is_late))

    def _folded(self, entries: Sequence[Entry]) -> Signal:
        card = self.store.cards.version(entries[0].card_version)
        return Signal.from_entries(entries, card, self.school_days, self.today)

    @property
    def _posts(self) -> Reach:
        return self.store.school.posts(self.today)

    def _classes(self) -> dict[str, SchoolClass]:
        year = self.school_year.school_year
        return {found.class_id: found for found in self.store.school.classes(year)}


def _home(chosen: SchoolClass) -> Home:
    return Home(chosen.class_id, chosen.year_group, chosen.team_id)


def _class_names(places: Sequence[Home], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({names[home.class_id] for home in places if home.class_id in names}))
