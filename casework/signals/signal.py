"""A signal: what a member of staff saw or heard, for whom it is, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.entries import Entry, NewEntry, check_codes
from casework.entries.effective import EffectiveEntries
from casework.entries.five_questions import FiveQuestions
from casework.errors import InputRefused, StaffMemberInvolved
from casework.people import Home, Reach
from casework.records import Pupil, SchoolClass, SchoolYear
from casework.school_days import SchoolDays
from casework.school_years import check_known
from casework.words import numeric_date


class SignalState(StrEnum):
    """What became of a signal; more than this the sender does not see."""

    WAITING = "waiting"
    TAKEN = "taken"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True)
class Signal:
    """A signal as its entries tell it; without its words when the entries had none."""

    signal_id: str
    sent: kinds.SignalSent
    roles: Mapping[str, str]
    sent_by: str
    sent_at: datetime
    sent_on: date
    due_on: date
    state: SignalState
    last_number: int
    late_by: int = 0
    settled_on: date | None = None
    settled_by: str = ""
    case_id: str = ""
    is_joined: bool = False
    is_undone: bool = False

    @classmethod
    def from_entries(
        cls, entries: Iterable[Entry], card: ActionCard, school_days: SchoolDays, today: date
    ) -> "Signal":
        """What the entries of one signal add up to; `card` is the one it was sent under.

        It is late by the school days between the last day to take it up and the day that
        somebody settled it, or today.
        """
        ordered = sorted(entries, key=lambda entry: entry.number)
        counts = EffectiveEntries(ordered)
        sent = ordered[0]
        is_undone = sent.number in counts.undone
        # What was taken back by who sent it is still known by what was said.
        effective = ordered if is_undone else counts.entries
        assert isinstance(sent.payload, kinds.SignalSent)
        settled = next((entry for entry in effective if entry.kind in STATES), None)
        outcome = settled.payload if settled else None
        taken = outcome if isinstance(outcome, kinds.SignalTaken) else None
        due_on = school_days.after(sent.happened_on, card.signal_school_days)
        until = settled.happened_on if settled else today
        return cls(
            signal_id=sent.subject_id,
            sent=sent.payload,
            roles={
                entry.pupil_id: entry.payload.role
                for entry in effective
                if isinstance(entry.payload, kinds.SignalPupil)
            },
            sent_by=sent.recorded_by,
            sent_at=sent.recorded_at,
            sent_on=sent.happened_on,
            due_on=due_on,
            state=STATES[settled.kind] if settled else SignalState.WAITING,
            last_number=ordered[-1].number,
            late_by=max(school_days.between(due_on, until), 0),
            settled_on=settled.happened_on if settled else None,
            settled_by=settled.recorded_by if settled else "",
            case_id=taken.case_id if taken else "",
            is_joined=taken is not None and taken.is_joined,
            is_undone=is_undone,
        )

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has taken it up, set it aside or taken it back yet."""
        return self.state is SignalState.WAITING and not self.is_undone

    @property
    def is_late(self) -> bool:
        """Whether it was not settled in time; also once it is settled."""
        return self.late_by > 0

    def places(self, homes: Mapping[str, Home]) -> list[Home]:
        """Where its pupils belong today, or the class that was chosen; none when nobody knows."""
        of_pupils = [homes[pupil] for pupil in self.roles if pupil in homes]
        if of_pupils or not self.sent.class_id:
            return of_pupils
        return [Home(self.sent.class_id, self.sent.year_group, self.sent.team_id)]


STATES = {
    kinds.SignalTaken.kind: SignalState.TAKEN,
    kinds.SignalSetAside.kind: SignalState.SET_ASIDE,
}


# --- for whom it is -------------------------------------------------------------------------------


def addressed(places: Iterable[Home], posts: Reach, *, is_late: bool) -> Reach:
    """For whom a signal is: the classes, year groups and teams whose people get it.

    `posts` are those that somebody looks after today. It goes to the mentors of the classes. A
    class without a mentor, and a signal that nobody took up in time, is for the
    leerlingcoördinator of the year group; when there is none, for the teamleider of the team;
    when there is none either, or when no class is known, for everybody who looks after a year
    group, or else after a team. Empty when the school has nobody at all.
    """
    homes = list(places)
    mentored = frozenset(home.class_id for home in homes) & posts.classes
    above = [home for home in homes if is_late or home.class_id not in mentored]
    higher = [_above(home, posts) for home in above] if homes else [_anybody(posts)]
    return Reach(
        classes=mentored,
        year_groups=frozenset[int]().union(*(reach.year_groups for reach in higher)),
        teams=frozenset[str]().union(*(reach.teams for reach in higher)),
    )


def _above(home: Home, posts: Reach) -> Reach:
    if home.year_group in posts.year_groups:
        return Reach(year_groups=frozenset({home.year_group}))
    if home.team_id in posts.teams:
        return Reach(teams=frozenset({home.team_id}))
    return _anybody(posts)


def _anybody(posts: Reach) -> Reach:
    if posts.year_groups:
        return Reach(year_groups=posts.year_groups)
    return Reach(teams=posts.teams)


def is_near(home: Home | None, reach: Reach, posts: Reach) -> bool:
    """Whether a signal about this class can be for somebody with this reach, late or in time.

    What is about no known class, or about one that nobody above its mentor looks after, can be for
    everybody. `addressed` says for whom it is.
    """
    if home is None or not (home.year_group in posts.year_groups or home.team_id in posts.teams):
        return True
    return (
        home.class_id in reach.classes
        or home.year_group in reach.year_groups
        or home.team_id in reach.teams
    )


# --- on its way in --------------------------------------------------------------------------------


class NewSignal(FiveQuestions):
    """What a member of staff passes on; the class counts when no pupil is named."""

    pupils: tuple[str, ...] = ()
    class_id: str = ""
    staff_member_involved: bool = False

    @property
    def roles(self) -> dict[str, str]:
        """Pupil id to part, each pupil once; whoever passes a signal on gives nobody a part."""
        return dict.fromkeys(self.pupils, "")


def check_signal(
    signal: NewSignal,
    pupils: Mapping[str, Pupil],
    classes: Iterable[SchoolClass],
    years: Sequence[SchoolYear],
    today: date,
) -> None:
    """Refuse a signal that cannot stand; each refusal names the field that must change.

    `pupils` are the known pupils of this signal by id, `classes` those of this school
    year, `years` every school year that is known.
    """
    if signal.staff_member_involved:
        raise StaffMemberInvolved
    if not signal.what:
        raise InputRefused("Schrijf in een paar woorden op wat je zag of hoorde.", "what")
    if signal.class_id and signal.class_id not in {one.class_id for one in classes}:
        raise InputRefused("Kies een klas van dit schooljaar, of laat de klas leeg.", "classes")
    if set(signal.pupils) - set(pupils):
        raise InputRefused("Kies de leerlingen uit de klassenlijst.", "pupils")
    gone = next((p.left_on for p in pupils.values() if p.left_on and p.left_on < today), None)
    if gone:
        raise InputRefused(
            f"Een van deze leerlingen is sinds {numeric_date(gone)} van school. Kies een andere "
            "leerling, of overleg met de leerlingcoördinator.",
            "pupils",
        )
    _check_day(signal.incident_on, years, today)


def _check_day(incident_on: date | None, years: Sequence[SchoolYear], today: date) -> None:
    if incident_on is None:
        return
    if incident_on > today:
        raise InputRefused(
            "Deze dag moet nog komen. Kies vandaag of eerder, of laat de datum leeg.",
            "incident_on",
        )
    check_known(
        incident_on,
        years,
        "Laat de datum leeg en schrijf erbij wanneer het was.",
        "incident_on",
    )


def sent_entries(
    answers: Mapping[str, object],
    roles: Mapping[str, str],
    home: Home | None,
    card: ActionCard,
    today: date,
) -> Sequence[NewEntry]:
    """The entries of a new signal: what was said, and who is named in it, with a part or none.

    `home` is the class of the first pupil, or the one that was chosen; None when nobody knows.
    """
    sent = kinds.SignalSent.model_validate({**answers, **(asdict(home) if home else {})})
    check_codes(card, sent)
    return [
        NewEntry(sent, today),
        *(
            NewEntry(kinds.SignalPupil(role=role), today, pupil_id=pupil)
            for pupil, role in roles.items()
        ),
    ]
