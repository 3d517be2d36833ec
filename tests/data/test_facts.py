"""The coded facts say what the cases say: after every write, and when they are made again."""

import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework import entries as kinds
from casework.card.model import packaged_text
from casework.cases.case import Case
from casework.cases.consult import Consult
from casework.cases.steps import StepStatus, step_states
from casework.desk import Desk
from casework.entries import NewEntry, Payload
from casework.errors import InputRefused, NotHere
from casework.figures import WHOLE_SCHOOL, FigureFilter, FigureScope
from casework.people import Reach
from casework.signals.signal import Signal, SignalGiven, SignalState
from data import facts
from data.facts import FROM_ENTRIES, Facts
from tests.cast import TODAY, Cast
from tests.histories import MOVES, Move, act_of, joint_talk, with_new_pupils

Row = dict[str, Any]


@pytest.fixture
def cast(school: Cast) -> Cast:
    """The cast, with pupils of this test alone."""
    return with_new_pupils(school)


# --- what the facts say, and what the case says ---------------------------------------------------


def rows(cast: Cast, table: str, case_id: str, column: str = "case_id") -> list[Row]:
    """The rows of one case (or signal) in one table of facts, by column."""
    cursor = cast.store.database.cursor()
    try:
        sql = f"select * from facts.{table} where {column} = $1"
        found = cursor.execute(sql, [case_id]).fetchall()
        names = [column[0] for column in cursor.description]
    finally:
        cursor.close()
    return [dict(zip(names, row, strict=True)) for row in found]


def expected_case(case: Case) -> Row:
    said = case.opening
    asked = [entry.happened_on for entry, _ in case.of(kinds.SupportAsked)]
    return {
        "case_id": case.case_id,
        "label": case.label,
        "school_year": said.school_year,
        "class_id": said.class_id,
        "year_group": said.year_group,
        "team_id": said.team_id,
        "incident_on": incident_day(case),
        "opened_on": case.opened_on,
        "first_talk_on": first_day(case, kinds.TalkHeld),
        "first_talk_target_on": first_day(case, kinds.TalkHeld, "talk_target"),
        "first_talk_displaying_on": first_day(case, kinds.TalkHeld, "talk_displaying"),
        "first_measure_on": first_day(case, kinds.MeasureAgreed),
        "last_report_on": case.last_report_on,
        "count_reports": len(case.reports),
        "level": case.level,
        "level_2_on": case.level_reached_on(2),
        "level_3_on": case.level_reached_on(3),
        "support_asked_on": min(asked, default=None),
        "group_level": case.group_level,
        "serious": case.is_serious,
        "verdict": case.verdict or None,
        "kinds": set(case.all_codes("kinds")),
        "stopped_on": case.stop.happened_on if case.stop else None,
        "closed_on": case.closing.happened_on if case.closing else None,
        "ending": case.ending or None,
        "count_reopened": len(list(case.of(kinds.Reopened))),
        "state": case.state.value,
    }


def incident_day(case: Case) -> date | None:
    """The day of what the first melding is about: the last one told before the second melding."""
    second = case.reports[1][0].number if len(case.reports) > 1 else 10_000
    told = [said.incident_on for entry, said in case.answers if entry.number < second]
    return next((day for day in reversed(told) if day), None)


def first_day(case: Case, kind: type[Payload], step: str = "") -> date | None:
    found = [entry.happened_on for entry, _ in case.of(kind) if step in ("", entry.step)]
    return min(found, default=None)


def mentioned(case: Case) -> dict[str, int]:
    """The place of each pupil in the order in which they were named; also who has no part now."""
    named = [e.pupil_id for e in case.standing if isinstance(e.payload, PARTS)]
    return {pupil: place for place, pupil in enumerate(dict.fromkeys(named), start=1)}


PARTS = kinds.PupilInvolved | kinds.RoleChanged
TURNS = kinds.Stopped | kinds.Closed | kinds.Reopened


def expected_scores(case: Case) -> set[tuple[int, date, int]]:
    """Every score but those of nazorg with parents, which no pupil gave."""
    of_parents = {
        moment.done.number
        for moment in case.aftercare
        if moment.aftercare == "parents" and moment.done
    }
    scored = (kinds.TalkHeld, kinds.CheckedIn, kinds.AftercareDone)
    places = mentioned(case)
    return {
        (places[entry.pupil_id], entry.happened_on, entry.payload.safety_score)
        for entry in case.standing
        if isinstance(entry.payload, scored)
        and entry.payload.safety_score is not None
        and entry.pupil_id
        and entry.number not in of_parents
    }


Stand = tuple[str, int, int, str, date | None, date | None]


def expected_steps(case: Case) -> list[Stand]:
    """Step, pupil, occurrence and status; due day of what is open, day of what is done."""
    places = mentioned(case)
    return sorted(
        (
            state.step.id,
            places.get(state.pupil_id, 0),
            state.occurrence,
            state.status.value,
            state.due_on,
            state.done_on,
        )
        for state in step_states(case)
    )


def told_steps(cast: Cast, case_id: str) -> list[Stand]:
    """The same from the facts, which also know what was due of what is done."""
    figures = cast.store.facts.figures(WHOLE_SCHOOL)(FigureFilter())
    names = "step, pupil_in_case, occurrence, status, due_on, done_on"
    found = figures.steps.filter(f"case_id = '{case_id}'").project(names).fetchall()
    return sorted(
        (step, pupil or 0, occurrence, status, due_on if asks(status) else None, done_on)
        for step, pupil, occurrence, status, due_on, done_on in found
    )


def asks(status: str) -> bool:
    return status in (StepStatus.OPEN, StepStatus.BLOCKED)


def expected_reports(case: Case) -> list[Row]:
    return [
        {
            "case_id": case.case_id,
            "number": entry.number,
            "ordinal": said.ordinal,
            "reported_on": entry.happened_on,
            "incident_on": said.incident_on,
            "school_year": case.opening.school_year,
            "class_id": said.class_id,
            "year_group": said.year_group,
            "team_id": said.team_id,
            "kinds": set(said.kinds),
            "places": set(said.places),
            "day_part": said.day_part or None,
            "teller": said.teller or None,
            "verdict": said.verdict or None,
            "serious": bool(said.serious),
        }
        for entry, said in case.reports
    ]


def expected_aftercare(case: Case) -> list[Row]:
    found = []
    for moment in case.aftercare:
        done = moment.done.payload if moment.done else None
        plan = moment.planned.payload
        reopened = [e.happened_on for e, _ in case.of(kinds.Reopened) if e.number > moment.number]
        moves = [
            {
                "moved_on": entry.happened_on,
                "due_on": said.due_on,
                "window_ends_on": said.window_ends_on,
            }
            for entry, said in case.of(kinds.AftercareMoved)
            if said.planned_number == moment.number
        ]
        assert isinstance(plan, kinds.AftercarePlanned)
        assert done is None or isinstance(done, kinds.AftercareDone)
        found.append(
            {
                "case_id": case.case_id,
                "number": moment.number,
                "pupil_in_case": mentioned(case).get(moment.planned.pupil_id),
                "kind": moment.aftercare,
                "step": moment.planned.step,
                "planned_on": moment.planned.happened_on,
                "first_due_on": plan.due_on,
                "first_window_ends_on": plan.window_ends_on,
                "moves": moves or None,
                "done_on": moment.done.happened_on if moment.done else None,
                "set_aside_on": moment.set_aside.happened_on if moment.set_aside else None,
                "reopened_on": min(reopened, default=None),
                "outcome": done.outcome if done else None,
                "safety_score": done.safety_score if done else None,
                "school_year": case.opening.school_year,
                "class_id": case.opening.class_id,
                "year_group": case.opening.year_group,
                "team_id": case.opening.team_id,
            }
        )
    return found


def plain(found: Row) -> Row:
    """Ids and moves as text and other lists as sets, so that a row can be compared."""
    return {
        name: str(value)
        if "_id" in name or name == "moves"
        else set(value)
        if isinstance(value, list)
        else value
        for name, value in found.items()
    }


def numbered(found: list[Row]) -> dict[int, Row]:
    """The rows by the number of their entry; none may stand there twice."""
    by_number = {row["number"]: plain(row) for row in found}
    assert len(by_number) == len(found)
    return by_number


def assert_facts_equal(cast: Cast, case: Case) -> None:
    """Every fact of this case is what the case itself says."""
    case_id = case.case_id
    assert [plain(row) for row in rows(cast, "case_fact", case_id)] == [expected_case(case)]
    assert numbered(rows(cast, "report_fact", case_id)) == numbered(expected_reports(case))
    assert numbered(rows(cast, "aftercare_fact", case_id)) == numbered(expected_aftercare(case))
    parts = rows(cast, "part_fact", case_id)
    standing = {str(row["pupil_id"]): (row["role"], row["since"]) for row in parts if row["role"]}
    assert standing == {pupil: (part.role, part.since) for pupil, part in case.parts.items()}
    assert {str(row["pupil_id"]): row["pupil_in_case"] for row in parts} == mentioned(case)
    scores = rows(cast, "safety_fact", case_id)
    assert {(row["pupil_in_case"], row["said_on"], row["score"]) for row in scores} == (
        expected_scores(case)
    )
    turns = {row["number"]: row for row in rows(cast, "turn_fact", case_id)}
    assert {n: (row["turn"], row["happened_on"], row["ending"]) for n, row in turns.items()} == {
        entry.number: (entry.kind, entry.happened_on, getattr(entry.payload, "ending", None))
        for entry in case.standing
        if isinstance(entry.payload, TURNS)
    }
    assert told_steps(cast, case_id) == expected_steps(case)
    consults = {row["ordinal"]: row for row in rows(cast, "consult_fact", case_id)}
    assert {n: consult_said(row) for n, row in consults.items()} == dict(
        enumerate(map(expected_consult, case.consults), start=1)
    )
    looks = rows(cast, "look_fact", case_id)
    assert sorted((str(row["staff_id"]), row["access_ends_on"]) for row in looks) == sorted(
        (e.recorded_by, said.access_ends_on) for e, said in case.of(kinds.CaseLookedInto)
    )


CONSULT = (
    *("asked_on", "turn", "due_on", "access_ends_on", "advised_on", "count_agreed"),
    *("count_more_asked", "used_on", "followed"),
)


def consult_said(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in CONSULT)


def expected_consult(consult: Consult) -> tuple[Any, ...]:
    advised, used = consult.advised, consult.last(kinds.AdviceUsed)
    more = [e for e in consult.rounds if isinstance(e.payload, kinds.SupportMoreAsked)]
    agreed = advised.payload.agreed_by if advised else []  # type: ignore[union-attr,attr-defined]
    return (
        *(consult.asked.happened_on, consult.turn, consult.due_on, consult.access_ends_on),
        *(advised.happened_on if advised else None, len(agreed), len(more)),
        used.happened_on if used else None,
        used.payload.followed if used else None,  # type: ignore[union-attr,attr-defined]
    )


def folded(cast: Cast, case_id: str, today: date) -> Case:
    entries = cast.store.log.entries(case_id)
    card = cast.store.cards.version(entries[0].card_version)
    return Case.from_entries(entries, card, cast.store.school.school_days(), today)


def snapshot(cast: Cast, tables: Iterable[str] = FROM_ENTRIES) -> dict[str, list[str]]:
    """Tables of facts as text, in an order of their own."""
    return {
        table: sorted(
            repr(sorted(map(str, row)))
            for row in cast.store.database.rows(f"select * from facts.{table}")
        )
        for table in tables
    }


# --- signals --------------------------------------------------------------------------------------


def assert_signal_facts_equal(cast: Cast, signal_id: str) -> None:
    """The facts of this signal are what the signal itself says."""
    signal = Signal.from_entries(
        cast.store.log.entries(signal_id),
        cast.store.cards.current(),
        cast.store.school.school_days(),
        TODAY,
    )
    is_taken = signal.state is SignalState.TAKEN
    is_aside = signal.state is SignalState.SET_ASIDE
    [found] = rows(cast, "signal_fact", signal_id, "signal_id")
    assert {name: str(value) for name, value in found.items() if value is not None} == {
        name: str(value)
        for name, value in {
            "signal_id": signal_id,
            "sent_on": signal.sent_on,
            "sent_by": signal.sent_by,
            "class_id": signal.said.class_id,
            "year_group": signal.said.year_group,
            "team_id": signal.said.team_id,
            "taken_on": signal.settled_on if is_taken else None,
            "set_aside_on": signal.settled_on if is_aside else None,
            "case_id": signal.case_id,
        }.items()
        if value
    }
    named = rows(cast, "signal_pupil_fact", signal_id, "signal_id")
    assert {str(row["pupil_id"]): row["role"] for row in named} == dict(signal.roles)


@given(
    st.lists(st.sampled_from(["Noor", "Daan", "Sem"]), max_size=4),
    st.sampled_from(["", "2B", "2C"]),
    st.sampled_from(["waits", "taken", "set aside", "passed on"]),
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_facts_of_any_signal_are_what_it_says(
    school: Cast, names: list[str], class_name: str, what_became_of_it: str
) -> None:
    cast = with_new_pupils(school)
    class_id = cast.classes[class_name] if class_name else ""
    pupils = tuple(cast.pupils[name] for name in names)
    said = SignalGiven(what="Iets.", pupils=pupils, class_id=class_id)
    signal_id = cast.desk("Dirk").send_signal(said, str(uuid4())).subject_id
    settler = cast.desk(_first_who_may(cast, signal_id))
    melding = cast.melding(target="Noor", displaying="Sem")
    if what_became_of_it == "taken":
        settler.report(melding, form_key=str(uuid4()), reason="Ander voorval.", signal=signal_id)
    elif what_became_of_it == "set aside":
        settler.set_aside_signal(signal_id, "Een spel.", form_key=str(uuid4()))
    elif what_became_of_it == "passed on":
        passed = settler.pass_on(melding, str(uuid4()), signal=signal_id).subject_id
        assert_signal_facts_equal(cast, passed)

    assert_signal_facts_equal(cast, signal_id)
    before = snapshot(cast)
    cast.store.facts.rebuild()
    assert snapshot(cast) == before


def _first_who_may(cast: Cast, signal_id: str) -> str:
    names = ("Samira", "Joris", "Fatima")
    return next(
        name
        for name in names
        if signal_id in {signal.signal_id for signal, _ in cast.desk(name).signals()}
    )


def test_a_signal_of_two_classes_and_a_case_have_facts_apart(cast: Cast) -> None:
    before = cast.store.database.rows("select count(*) from facts.case_fact")
    pupils = (cast.pupils["Noor"], cast.pupils["Sem"])
    given = SignalGiven(what="Iets.", pupils=pupils)

    signal_id = cast.desk("Dirk").send_signal(given, str(uuid4())).subject_id

    assert cast.store.database.rows("select count(*) from facts.case_fact") == before
    assert len(rows(cast, "signal_pupil_fact", signal_id, "signal_id")) == 2


# --- by hand --------------------------------------------------------------------------------------


class Told:
    """A case in the store, told by Samira and followed by its facts."""

    def __init__(self, cast: Cast, **said: object) -> None:
        self.cast = cast
        self.today = TODAY
        self.case_id = cast.case(**said).subject_id

    @property
    def desk(self) -> Desk:
        return self.cast.desk("Samira", self.today)

    @property
    def case(self) -> Case:
        return folded(self.cast, self.case_id, self.today)

    def record(self, payload: Payload, step: str = "", pupil: str = "") -> None:
        new = NewEntry(payload, self.today, step, self.cast.pupils.get(pupil, ""))
        seen = self.case.last_number
        self.desk.record(self.case_id, [new], seen=seen, form_key=str(uuid4()))
        assert_facts_equal(self.cast, self.case)

    def report(self) -> None:
        said = self.cast.melding(reported_on=self.today)
        self.desk.report(said, form_key=str(uuid4()), join=self.case_id)
        assert_facts_equal(self.cast, self.case)

    def fact(self) -> Row:
        (found,) = rows(self.cast, "case_fact", self.case_id)
        return found

    def level(self, level: int) -> None:
        said = kinds.LevelReached(level=level, proposed=level, cause="judgement", reason="Nodig.")
        self.record(said)


def test_a_new_case_is_one_row_with_its_melding(cast: Cast) -> None:
    told = Told(cast, serious=("threat",), group_level=True, verdict="bullying")
    fact = told.fact()

    assert_facts_equal(cast, told.case)
    assert (fact["state"], fact["level"], fact["count_reports"]) == ("running", 1, 1)
    assert (fact["serious"], fact["group_level"], fact["verdict"]) == (True, True, "bullying")
    assert str(fact["class_id"]) == cast.classes["2B"]


def test_a_whole_course_is_followed_fact_by_fact(cast: Cast) -> None:
    told = Told(cast)
    talk = kinds.TalkHeld(notes="Rustig.")
    told.record(talk, "talk_target", "Noor")
    told.record(talk, "talk_displaying", "Daan")
    told.record(joint_talk(), "talk_joint")
    told.report()
    told.level(2)
    told.record(kinds.SupportAsked(question="Wat nu?"), "support")
    told.level(3)
    told.record(kinds.Stopped(said_by="target", words="Klaar."), "stopped")
    stopped = told.fact()
    told.today = date(2026, 12, 7)
    number = told.case.standing_aftercare[0].number
    done = kinds.AftercareDone(planned_number=number, outcome="worse", safety_score=3)
    told.record(done, "aftercare", "Noor")
    again = told.fact()
    told.record(kinds.Stopped(said_by="target", words="Nu echt."), "stopped")
    told.record(kinds.Closed(ending="stopped", reason="Verhuisd."))
    closed = told.fact()

    assert (stopped["state"], stopped["stopped_on"], stopped["level"]) == ("stopped", TODAY, 3)
    assert (again["state"], again["stopped_on"], again["count_reopened"]) == ("running", None, 1)
    assert (closed["state"], closed["stopped_on"], closed["ending"]) == (
        *("closed", date(2026, 12, 7), "stopped"),
    )
    assert (closed["level_2_on"], closed["support_asked_on"]) == (TODAY, TODAY)


def test_a_withdrawn_answer_leaves_the_facts(cast: Cast) -> None:
    told = Told(cast)
    told.record(
        kinds.AnalysisAdded(verdict="bullying", serious=["threat"], group_level=True),
        "five_questions",
    )
    told.record(kinds.EntryWithdrawn(number=told.case.last_number, reason="Andere leerling."))

    fact = told.fact()
    assert (fact["verdict"], fact["serious"], fact["group_level"]) == (None, False, False)


def test_a_withdrawn_question_takes_the_case_out_of_the_sight_of_the_support_team(
    cast: Cast,
) -> None:
    told = Told(cast)
    told.record(kinds.SupportAsked(question="Wat nu?"), "support")
    everything = Reach(consulted=True)
    seen = {glance.case_id for glance in cast.store.facts.glances(everything, TODAY)}
    assert told.case_id in seen

    told.record(kinds.EntryWithdrawn(number=told.case.last_number, reason="Opgelost."))

    seen = {glance.case_id for glance in cast.store.facts.glances(everything, TODAY)}
    assert told.case_id not in seen


def test_nazorg_that_is_moved_set_aside_and_withdrawn_is_followed(cast: Cast) -> None:
    told = Told(cast)
    told.record(kinds.Stopped(said_by="target", words="Klaar."), "stopped")
    first, _, other, *_ = told.case.standing_aftercare
    day = date(2026, 12, 9)
    moved = kinds.AftercareMoved(
        planned_number=first.number, due_on=day, window_ends_on=day, reason="Ziek."
    )
    told.record(moved, "aftercare", "Noor")
    said = kinds.AftercareSetAside(planned_number=other.number, reason="Wil niet.")
    told.record(said, "aftercare", "Daan")
    told.record(kinds.EntryWithdrawn(number=told.case.last_number, reason="Toch wel."))

    facts = {row["number"]: row for row in rows(cast, "aftercare_fact", told.case_id)}
    assert facts[first.number]["moves"] == [
        {"moved_on": TODAY, "due_on": day, "window_ends_on": day}
    ]
    assert facts[first.number]["first_due_on"] == first.due_on != day
    assert facts[other.number]["set_aside_on"] is None
    assert_facts_equal(cast, told.case)


def test_a_reopening_is_kept_with_the_nazorg_that_it_ended(cast: Cast) -> None:
    told = Told(cast)
    told.record(kinds.Stopped(said_by="target", words="Klaar."), "stopped")
    old = {moment.number for moment in told.case.standing_aftercare}
    told.today = date(2026, 11, 30)
    told.record(kinds.Reopened(cause="judgement", reason="Weer."))
    told.record(kinds.Stopped(said_by="target", words="Nu echt."), "stopped")

    facts = {row["number"]: row for row in rows(cast, "aftercare_fact", told.case_id)}
    assert {facts[number]["reopened_on"] for number in old} == {date(2026, 11, 30)}
    assert {row["reopened_on"] for number, row in facts.items() if number not in old} == {None}
    assert_facts_equal(cast, told.case)


def test_what_was_agreed_and_never_looked_at_lapses_when_the_case_is_closed(cast: Cast) -> None:
    told = Told(cast)
    soon = date(2026, 12, 1)
    told.record(kinds.TalkHeld(notes="Rustig.", next_on=soon), "talk_target", "Noor")
    told.record(kinds.Closed(ending="no_bullying", reason="Een misverstand."))

    steps = cast.store.facts.figures(WHOLE_SCHOOL)(FigureFilter()).steps
    agreed = steps.filter(f"case_id = '{told.case_id}' and status = 'lapsed' and due_on = '{soon}'")
    assert agreed.project("step, asked_on").fetchall() == [("agreement", TODAY)]
    assert_facts_equal(cast, told.case)


def test_a_mentor_hour_is_a_fact_of_its_class(cast: Cast) -> None:
    said = kinds.MentorHourHeld(theme="online")
    cast.desk("Samira").log_mentor_hour(cast.classes["2B"], TODAY, said, str(uuid4()))

    found = cast.store.database.rows(
        "select held_on, theme from facts.prevention_fact where class_id = $1",
        (cast.classes["2B"],),
    )

    assert found == [(TODAY, "online")]


def test_no_name_and_no_word_is_in_any_fact(cast: Cast) -> None:
    told = Told(cast, what="KANARIE", where="KANARIE", why="KANARIE")
    told.record(kinds.TalkHeld(notes="KANARIE"), "talk_target", "Noor")
    told.record(kinds.RoleChanged(role="bystander", reason="KANARIE"), "", "Daan")

    tables = cast.store.database.rows(
        "select table_name from information_schema.tables where table_catalog = 'facts'"
    )
    for (table,) in tables:
        text = repr(cast.store.database.rows(f"select * from facts.{table}"))
        for word in ("KANARIE", "Noor", "Daan", "de Boer", "Samira"):
            assert word not in text, table


def test_a_pupil_who_moves_takes_the_home_along_on_that_day(cast: Cast) -> None:
    told = Told(cast)
    school, admin = cast.store.school, cast.staff["Ineke"]
    school.move_pupil(cast.pupils["Noor"], cast.classes["2C"], TODAY + timedelta(days=2), admin)
    joris = Reach(classes=frozenset({cast.classes["2C"]}))

    def seen(day: date) -> bool:
        return told.case_id in {g.case_id for g in cast.store.facts.glances(joris, day)}

    assert [seen(TODAY + timedelta(days=n)) for n in (0, 1, 2, 0)] == [False, False, True, False]


def test_figures_are_cut_to_the_team_and_to_the_filter(cast: Cast) -> None:
    onder = Told(cast).case_id
    boven = cast.desk("Hanna").report(
        cast.melding(target="Tim", displaying="", kinds=("online",)), form_key=str(uuid4())
    )
    facts = cast.store.facts

    def ids(team: str, wanted: FigureFilter) -> set[str]:
        figures = facts.figures(FigureScope(teams=frozenset({cast.teams[team]})))(wanted)
        found = {row[0] for row in figures.cases.fetchall()}
        return found & {onder, boven.subject_id}

    assert ids("onderbouw", FigureFilter()) == {onder}
    assert ids("bovenbouw", FigureFilter()) == {boven.subject_id}
    assert ids("bovenbouw", FigureFilter(kind="verbal")) == set()
    assert ids("bovenbouw", FigureFilter(kind="online")) == {boven.subject_id}
    assert ids("onderbouw", FigureFilter(class_id=cast.classes["2C"])) == set()
    assert ids("onderbouw", FigureFilter(year_group=2)) == {onder}
    assert ids("onderbouw", FigureFilter(team_id=cast.teams["bovenbouw"])) == set()


def test_a_new_free_day_moves_what_is_due(cast: Cast) -> None:
    told = Told(cast)
    before = told_steps(cast, told.case_id)
    due = told.case.school_days.after(TODAY, 2)
    admin = cast.staff["Ineke"]

    cast.store.school.add_free_days(due, due, "Studiedag", admin)

    after = told_steps(cast, told.case_id)
    assert after != before
    assert after == expected_steps(told.case)
    cast.store.school.remove_free_days(due, due, admin)
    assert told_steps(cast, told.case_id) == before


def test_a_new_card_asks_its_own_steps_of_new_cases_only(cast: Cast) -> None:
    old = Told(cast)
    before = told_steps(cast, old.case_id)
    text = packaged_text().replace('id = "inform_team"', 'id = "inform_all"')

    card = cast.store.cards.keep(text, cast.staff["Ineke"], datetime(2026, 11, 23, 9, tzinfo=UTC))

    new = Told(with_new_pupils(cast))
    assert told_steps(cast, old.case_id) == before
    names = {step for step, *_ in told_steps(cast, new.case_id)}
    assert names == {step.id for step in card.steps if step.per not in ("class", *RETURNING)}
    assert "inform_team" in {step for step, *_ in before}


RETURNING = ("agreement", "measure")


def while_steps_are_made(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]
) -> None:
    """`act`, once, between the making of the steps and the moment that they are taken over."""
    run, waiting = Facts._run, [act]

    def made(facts: Facts, sql: str, params: Sequence[Any] = ()) -> None:
        run(facts, sql, params)
        if "facts.step_fact_made" in sql and waiting:
            waiting.pop()()

    monkeypatch.setattr(Facts, "_run", made)


def test_what_is_recorded_while_the_steps_are_made_is_in_the_steps(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told(cast)
    cast.store.facts.rebuild()
    before = told.case.last_number
    again = partial(told.desk.report, cast.melding(reported_on=TODAY), join=told.case_id)
    while_steps_are_made(cast, monkeypatch, partial(again, form_key=str(uuid4())))

    cast.store.facts.get_ready()

    assert told.case.last_number > before
    assert told_steps(cast, told.case_id) == expected_steps(told.case)


def test_a_day_that_changes_while_the_steps_are_made_moves_what_is_due(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told(cast)
    due = told.case.school_days.after(TODAY, 2)
    cast.store.facts.rebuild()
    free = partial(cast.store.school.add_free_days, due, due, "Studiedag", cast.staff["Ineke"])
    while_steps_are_made(cast, monkeypatch, free)

    assert told_steps(cast, told.case_id) == expected_steps(told.case)


def test_a_writer_does_not_wait_for_the_steps(cast: Cast) -> None:
    facts = cast.store.facts
    facts.rebuild()

    with facts._making_steps:
        cast.case()

    assert cast.store.facts.figures(WHOLE_SCHOOL)(FigureFilter()).cases.fetchall()


def test_whoever_looks_on_a_new_day_waits_for_a_writer_without_holding_the_facts(
    cast: Cast,
) -> None:
    facts = cast.store.facts
    tomorrow = TODAY + timedelta(days=1)
    reader = threading.Thread(target=lambda: facts.glances(Reach(), tomorrow))

    with cast.store.database.writer:
        reader.start()
        reader.join(timeout=0.3)
        is_free = facts._lock.acquire(timeout=5)
        if is_free:
            facts._lock.release()
    reader.join()

    assert is_free


# --- at random ------------------------------------------------------------------------------------


def tried(told: Told, move: Move) -> None:
    """One act of a random history, through the desk of whoever does such a thing."""
    told.today += timedelta(days=move[-1])
    act = act_of(told.case, move, extra_pupil=told.cast.pupils["Yusuf"])
    if isinstance(act, str):
        told.report()
        return
    advice = isinstance(act.payload, kinds.SupportAdvised | kinds.SupportMoreAsked)
    desk = told.cast.desk("Anneke" if advice else "Samira", told.today)
    seen = told.case.last_number
    with suppress(InputRefused, NotHere):
        desk.record(told.case_id, [act], seen=seen, form_key=str(uuid4()))


@given(MOVES)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_after_every_write_the_facts_are_what_the_entries_add_up_to(
    school: Cast, moves: list[Move]
) -> None:
    told = Told(with_new_pupils(school))
    for move in moves:
        before = told.case
        tried(told, move)
        assert told.case.level >= before.level
        assert told.case.entries[: len(before.entries)] == before.entries
        assert_facts_equal(told.cast, told.case)


def test_facts_that_are_made_again_are_the_same(school: Cast) -> None:
    before = snapshot(school)

    school.store.facts.rebuild()

    assert snapshot(school) == before
    for (case_id,) in school.store.database.rows("select case_id from facts.case_fact"):
        assert_facts_equal(school, folded(school, case_id, TODAY + timedelta(days=400)))


def test_facts_that_are_made_in_parts_are_the_same(
    school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made() -> dict[str, list[str]]:
        school.store.facts.rebuild()
        school.store.facts.get_ready()
        return snapshot(school, [*FROM_ENTRIES, *facts.WHEN_ASKED])

    at_once = made()
    monkeypatch.setattr(facts, "ENTRIES_AT_ONCE", 7)

    assert len(at_once["step_fact"]) > 100
    assert made() == at_once
