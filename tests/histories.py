"""Cases as a history: built through the rules, by hand or at random, without a store."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from hypothesis import strategies as st

from casework import entries as kinds
from casework.card.model import ActionCard, packaged_card
from casework.cases.case import Case
from casework.cases.escalation import proposed_level
from casework.cases.melding import Melding, ReportedPart, joining_entries, opening_entries
from casework.cases.recording import checked
from casework.cases.steps import step_states
from casework.cases.undoing import Bounds, save_with, undone
from casework.entries import Entry, NewEntry, Payload
from casework.errors import InputRefused
from casework.people import Home, PersonName
from casework.school_days import SchoolDays
from tests.cast import PUPILS, YEAR_STARTS_ON, Cast

CASE_ID = "11111111-1111-4111-8111-111111111111"
CLASS_2B = "22222222-2222-4222-8222-222222222222"
TEAM = "33333333-3333-4333-8333-333333333333"
NOOR, DAAN, YUSUF, EMMA = (f"{n}{n}{n}{n}0000-0000-4000-8000-000000000000" for n in "abcd")
SAMIRA = "99999999-9999-4999-8999-999999999999"
HOME = Home(CLASS_2B, 2, TEAM)


def days(first: date, last: date) -> frozenset[date]:
    """All days from the first to the last."""
    return frozenset(first + timedelta(days=n) for n in range((last - first).days + 1))


# Region Midden, 2026-2027: the autumn and Christmas vacations are all that the examples cross.
AUTUMN = days(date(2026, 10, 17), date(2026, 10, 25))
CHRISTMAS = days(date(2026, 12, 19), date(2027, 1, 3))
SCHOOL_DAYS = SchoolDays(AUTUMN | CHRISTMAS, date(2026, 8, 1), date(2027, 7, 31))
# A Monday; the four weeks after it have twenty school days.
OPENED_ON = date(2026, 11, 2)


def parts(roles: Mapping[str, str]) -> tuple[ReportedPart, ...]:
    """The parts of a melding, from pupil id to role."""
    return tuple(ReportedPart(pupil_id=pupil, role=role) for pupil, role in roles.items())


def saves_of(entries: Sequence[Entry]) -> list[Bounds]:
    """What was saved as one in a history, in which each save has a moment of its own."""
    numbers: dict[datetime, list[int]] = {}
    for entry in entries:
        numbers.setdefault(entry.recorded_at, []).append(entry.number)
    return [(of_one[0], of_one[-1]) for of_one in numbers.values()]


def melding(reported_on: date = OPENED_ON, **answers: object) -> Melding:
    """A melding about Noor (gepeste) and Daan (pestende leerling)."""
    needed: dict[str, object] = {
        "reported_on": reported_on,
        "parts": parts({NOOR: "target", DAAN: "displaying"}),
        "kinds": ("verbal",),
        "what": "Er wordt steeds iets geroepen in de gang.",
    }
    return Melding.model_validate({**needed, **answers})


@dataclass
class History:
    """One case while it grows; every entry goes through the rules unless `add` is used."""

    today: date = OPENED_ON
    card: ActionCard = field(default_factory=packaged_card)
    entries: list[Entry] = field(default_factory=list)

    @property
    def case(self) -> Case:
        """The case so far, as of today."""
        return Case.from_entries(self.entries, self.card, SCHOOL_DAYS, self.today)

    def open(self, first: Melding | None = None) -> "History":
        """The first melding."""
        first = first or melding(self.today)
        homes = dict.fromkeys(first.roles, HOME)
        return self.add(*opening_entries(first, homes, "2026-001", "2026-2027", ""))

    def report(self, next_melding: Melding | None = None, **answers: object) -> "History":
        """A next melding in this case."""
        added = next_melding or melding(self.today, **answers)
        return self.add(*joining_entries(added, dict.fromkeys(added.roles, HOME), self.case))

    def record(
        self, payload: Payload, step: str = "", pupil: str = "", on: date | None = None
    ) -> "History":
        """Something recorded today, or on a day before; refused when the rules refuse it."""
        new = NewEntry(payload, on or self.today, step, pupil)
        return self.add(*checked(self.case, [new], {pupil: HOME}))

    def add(self, *new: NewEntry) -> "History":
        """Entries as they are, without a rule."""
        at = datetime.combine(self.today, time(12), UTC) + timedelta(seconds=len(self.entries))
        for entry in new:
            number = len(self.entries) + 1
            self.entries.append(
                Entry(
                    subject_id=CASE_ID,
                    number=number,
                    payload=entry.payload,
                    happened_on=entry.happened_on,
                    recorded_at=at,
                    recorded_by=SAMIRA,
                    card_version=1,
                    step=entry.step,
                    pupil_id=entry.pupil_id,
                )
            )
        return self

    def on(self, day: date) -> "History":
        """Go on to a later day."""
        self.today = day
        return self

    def raise_level(self, level: int, cause: str = "judgement") -> "History":
        """A level that a person confirmed, with a reason."""
        payload = kinds.LevelReached(level=level, proposed=level, cause=cause, reason="Het moet.")
        return self.record(payload)

    def stop(self) -> "History":
        """Noor says that it has stopped; the nazorg is planned."""
        return self.record(kinds.Stopped(said_by="target", words="Het is klaar."), "stopped")

    def aftercare_done(self, moment: int = 0, outcome: str = "stopped") -> "History":
        """One of the standing nazorg moments, by place, with its outcome: once it has begun."""
        planned = self.case.current_aftercare[moment]
        self.on(max(self.today, planned.window_starts_on))
        payload = kinds.AftercareDone(planned_number=planned.number, outcome=outcome)
        return self.record(payload, "aftercare", planned.planned.pupil_id)

    def close(self, ending: str = "no_bullying") -> "History":
        """Closed, with a reason."""
        return self.record(kinds.Closed(ending=ending, reason="Uitgezocht."))


def opened(today: date = OPENED_ON, **answers: object) -> History:
    """A case opened on 2 November 2026, seen on `today`."""
    return History().open(melding(OPENED_ON, **answers)).on(today)


def talked(history: History) -> History:
    """The two talks apart are held."""
    talk = kinds.TalkHeld(notes="Rustig gesprek.")
    return history.record(talk, "talk_target", NOOR).record(talk, "talk_displaying", DAAN)


def joint_talk(**answers: object) -> kinds.TalkHeld:
    """A talk together as the gate asks for it."""
    agreed = {"target_agrees": True, "displaying_agrees": True}
    needed = {"notes": "Afspraken gemaakt.", "led_by": "de mentor", **agreed}
    return kinds.TalkHeld.model_validate({**needed, **answers})


def with_new_pupils(cast: Cast) -> Cast:
    """The cast in the same store with pupils of their own, so that no earlier case is theirs."""
    pupils = {given: str(uuid4()) for given in PUPILS}
    school = cast.store.school
    with cast.store.database.write():
        school.load_pupils(
            [(pupils[given], PersonName(given, PUPILS[given][0]), None) for given in PUPILS]
        )
        school.load_enrolments(
            [(pupils[g], cast.classes[PUPILS[g][1]], YEAR_STARTS_ON, None) for g in PUPILS]
        )
    return replace(cast, pupils=pupils)


# --- histories at random ------------------------------------------------------------------------

# One move: what sort of act, which one of that sort, and how many days go by before it.
Move = tuple[int, int, int]
_MOVE = st.tuples(st.integers(0, 16), st.integers(0, 199), st.sampled_from((0, 0, 1, 3, 12)))
MOVES = st.lists(_MOVE, max_size=24)
MELDING = "melding"
Act = NewEntry | str


def act_of(case: Case, move: Move, extra_pupil: str = YUSUF) -> Act:
    """What somebody tries today in this case; the rules may refuse it."""
    sort, which, _ = move
    if sort == 0:
        return MELDING
    acts = SORTS[sort - 1](case, which)
    if sort == OF_PUPILS:
        acts = [*acts, _added(case, extra_pupil)]
    return acts[which % len(acts)] if acts else MELDING


def _new(case: Case, payload: Payload, step: str = "", pupil: str = "") -> NewEntry:
    return NewEntry(payload, case.today, step, pupil)


def _turns(case: Case, which: int) -> list[NewEntry]:
    payloads: list[Payload] = [
        kinds.Closed(ending=ending, reason="Uitgezocht.") for ending in case.card.lists["endings"]
    ]
    reopened = kinds.Reopened(cause="judgement", reason="Er speelt weer iets.")
    return [_new(case, reopened), *(_new(case, payload) for payload in payloads)]


def _stops(case: Case, which: int) -> list[NewEntry]:
    stopped = kinds.Stopped(said_by="target", words="Het is klaar.")
    return [_new(case, stopped, "stopped")]


def _of_steps(case: Case, which: int) -> list[NewEntry]:
    states = step_states(case)
    state = states[which % len(states)]
    aside = kinds.StepSetAside(occurrence=state.occurrence, reason="Past hier niet.")
    payloads = [*_forms(case, state.step.form, state.occurrence), aside]
    return [_new(case, payload, state.step.id, state.pupil_id) for payload in payloads]


def _forms(case: Case, form: str, occurrence: int) -> list[Payload]:
    soon = case.school_days.after(case.today, 5)
    filled: dict[str, list[Payload]] = {
        "serious_decided": [kinds.SeriousDecided(route="safety", reason="Direct gebeld.")],
        "talk_held": [joint_talk(safety_score=4), kinds.TalkHeld(notes="Kort.")],
        "checked_in": [kinds.CheckedIn(safety_score=7)],
        "measure_agreed": [
            kinds.MeasureAgreed(measure="seating", level=case.level, review_on=soon),
            kinds.MeasureAgreed(measure="detention", level=case.level, reason="Op eigen verzoek."),
        ],
        "measure_reviewed": [
            kinds.MeasureReviewed(measure_number=occurrence, outcome=outcome)
            for outcome in ("less", "same")
        ],
        "colleague_involved": [kinds.ColleagueInvolved(level=case.level)],
        "parents_informed": [kinds.ParentsInformed(way="phone")],
        "magister_noted": [kinds.MagisterNoted(text="Genoteerd.")],
        "team_informed": [kinds.TeamInformed(message="Let op in de gang.")],
        "evaluated": [kinds.Evaluated(helped=["talks"])],
        "support_asked": [kinds.SupportAsked(question="Wat nu?")],
    }
    return filled.get(form, [])


def _of_aftercare(case: Case, which: int) -> list[NewEntry]:
    entries = []
    for moment in case.current_aftercare:
        number, pupil = moment.number, moment.planned.pupil_id
        later = case.school_days.after(case.today, 4)
        payloads = [
            *(
                kinds.AftercareDone(planned_number=number, outcome=outcome, safety_score=6)
                for outcome in case.card.lists["outcomes"]
            ),
            kinds.AftercareMoved(
                planned_number=number, due_on=later, window_ends_on=later, reason="Ziek."
            ),
            kinds.AftercareSetAside(planned_number=number, reason="Wil niet."),
        ]
        entries += [_new(case, payload, "aftercare", pupil) for payload in payloads]
    return entries


def _answers(case: Case, which: int) -> list[NewEntry]:
    payloads = [
        kinds.AnalysisAdded(verdict="bullying", why="Jaloezie."),
        kinds.AnalysisAdded(verdict="conflict", group_level=False),
        kinds.AnalysisAdded(group_level=True, places=["corridor"], since="weeks"),
        kinds.AnalysisAdded(serious=["threat"], kinds=["threatening"]),
        kinds.AnalysisAdded(incident_on=case.opened_on, kinds=["online"]),
    ]
    return [_new(case, payload, "five_questions") for payload in payloads]


def _of_levels(case: Case, which: int) -> list[NewEntry]:
    proposal = proposed_level(case)
    proposed = proposal.level if proposal else case.level + 1
    payloads: list[Payload] = [
        kinds.LevelReached(level=level, proposed=proposed, cause="judgement", reason="Nodig.")
        for level in (1, 2, 3)
    ]
    payloads.append(kinds.LevelDeclined(proposed=proposed, cause="judgement", reason="Nog niet."))
    return [_new(case, payload) for payload in payloads]


def _of_pupils(case: Case, which: int) -> list[NewEntry]:
    return [
        _new(case, kinds.RoleChanged(role=role, reason="Bleek anders."), "", pupil)
        for pupil in sorted(case.parts)
        for role in ("target", "displaying", "bystander", "")
    ]


def _added(case: Case, pupil: str) -> NewEntry:
    part = kinds.PupilInvolved(role="displaying", class_id="", year_group=0, team_id="")
    return _new(case, part, "", pupil)


def _of_support(case: Case, which: int) -> list[NewEntry]:
    advice = "Spreek de ouders samen."
    payloads: list[Payload] = [
        kinds.SupportMoreAsked(question="Wie waren erbij?"),
        kinds.SupportAnswered(answer="Twee klasgenoten."),
        kinds.SupportAdvised(advice=advice),
        kinds.SupportAdvised(advice=advice, without_answer=True),
        kinds.AdviceUsed(what_was_done="Gedaan."),
        kinds.AdviceUsed(what_was_done="Deels gedaan.", followed="partly"),
    ]
    question = _new(case, kinds.SupportAsked(question="En nu?"), "support")
    return [question, *(_new(case, payload) for payload in payloads)]


def _withdrawals(case: Case, which: int) -> list[NewEntry]:
    return [
        _new(case, kinds.EntryWithdrawn(number=entry.number, reason="Vergissing."))
        for entry in case.entries
    ]


def _corrections(case: Case, which: int) -> list[NewEntry]:
    """Each entry put right: of every version, so that corrections of corrections are there."""
    corrections = []
    for entry in case.entries:
        for better, day in _better(case, entry):
            correction = better.model_copy(update={"corrects": entry.number})
            corrections.append(NewEntry(correction, day, entry.step, entry.pupil_id))
    return corrections


def _better(case: Case, entry: Entry) -> list[tuple[Payload, date]]:
    """Other payloads and days that this entry could have."""
    payload, day = entry.payload, entry.happened_on
    fields = type(payload).model_fields
    answers: dict[str, list[object]] = {
        "outcome": ["worse", "stopped"],
        "kinds": [["online"]],
        "serious": [["threat"], []],
        "group_level": [True, False],
        "verdict": ["bullying", "conflict"],
        "next_on": [case.today, None],
        "safety_score": [2],
        "words": ["Anders gezegd."],
        "reason": ["Om een andere reden."],
        "question": ["Wat nu wel?"],
    }
    changed = [
        (payload.model_copy(update={field: answer}), day)
        for field, values in answers.items()
        if field in fields
        for answer in values
    ]
    return [*changed, (payload, day - timedelta(days=1)), (payload, case.today)]


def _agreements(case: Case, which: int) -> list[NewEntry]:
    """Talks with an agreement for a date, and looking back on those."""
    soon = case.school_days.after(case.today, 3)
    talk = kinds.TalkHeld(notes="Rustig.", agreements="Uit elkaar zitten.", next_on=soon)
    talks = [
        _new(case, talk, f"talk_{part.role}", part.pupil_id)
        for part in case.parts.values()
        if part.role in ("target", "displaying")
    ]
    return [
        *talks,
        *(
            _new(
                case,
                kinds.AgreementReviewed(talk_number=held.number, kept="partly"),
                "agreement",
                held.pupil_id,
            )
            for held, _ in case.talks_with_a_date
        ),
    ]


def _notes(case: Case, which: int) -> list[NewEntry]:
    return [_new(case, kinds.HandoverNoted(note="Bel de ouders op vrijdag."))]


def _plans(case: Case, which: int) -> list[NewEntry]:
    """Talks planned for a day to come; of nazorg, for a moment."""
    day = case.school_days.after(case.today, 2)
    plans = [
        _new(case, kinds.TalkPlanned(planned_on=day, at="10:15"), step.id, pupil)
        for step in case.card.steps
        if step.form in ("talk_held", "parents_informed")
        for pupil in (case.concerned if step.per != "case" else [""])
    ]
    return [
        *plans,
        *(
            _new(
                case,
                kinds.TalkPlanned(planned_on=day, occurrence=moment.number),
                "aftercare",
                moment.planned.pupil_id,
            )
            for moment in case.current_aftercare
        ),
    ]


def _wrong_pupils(case: Case, which: int) -> list[NewEntry]:
    """Each pupil replaced by another, or taken out; what was recorded follows or not."""
    others = [pupil for pupil in (NOOR, DAAN, YUSUF, EMMA) if pupil not in case.parts_ever]
    wanted = [("", False), *((pupil, follows) for pupil in others for follows in (True, False))]
    return [
        _new(
            case,
            kinds.PupilReplaced(instead=instead, follows=follows, reason="Verkeerd aangetikt."),
            "",
            pupil,
        )
        for pupil in case.parts_ever
        for instead, follows in wanted
    ]


def _undoings(case: Case, which: int) -> list[NewEntry]:
    """Each save but the first taken back."""
    return [
        _new(case, kinds.SaveUndone(first=save[0], last=save[1]))
        for save in saves_of(case.entries)[-3:]
        if save[0] > 1
    ]


def _closings(case: Case, which: int) -> list[NewEntry]:
    """Closed with one reason for all that is left open."""
    return [_new(case, kinds.Closed(ending="stopped", reason="Geen reactie meer."))]


SORTS: list[Callable[[Case, int], list[NewEntry]]] = [
    _stops,
    _turns,
    _of_steps,
    _of_aftercare,
    _answers,
    _of_levels,
    _of_pupils,
    _of_support,
    _withdrawals,
    _corrections,
    _agreements,
    _notes,
    _plans,
    _wrong_pupils,
    _undoings,
    _closings,
]
OF_PUPILS = SORTS.index(_of_pupils) + 1


def play(history: History, moves: Sequence[Move]) -> list[Case]:
    """The case at first and after each move; a move that the rules refuse changes nothing."""
    cases = [history.case]
    for move in moves:
        history.on(history.today + timedelta(days=move[-1]))
        act = act_of(history.case, move)
        try:
            if isinstance(act, str):
                history.report()
            else:
                history.add(*let_through(history.case, act))
        except InputRefused:
            pass
        cases.append(history.case)
    return cases


def let_through(case: Case, act: NewEntry) -> list[NewEntry]:
    """What is written when somebody tries this; what is undone is undone right away."""
    if isinstance(act.payload, kinds.SaveUndone):
        save = save_with(case, saves_of(case.entries), act.payload.first)
        saved = save.entries[0]
        return [undone(case, save, saved.recorded_by, saved.recorded_at)]
    pupils = (act.pupil_id, *act.payload.other_pupils())
    return checked(case, [act], dict.fromkeys(pupils, HOME))


def seen_on(case: Case, day: date) -> Case:
    """The same entries, seen on another day."""
    return replace(case, today=day)
