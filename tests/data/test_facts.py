"""The coded facts say what the cases say: after every write, and when they are made again."""

import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework import entries as kinds
from casework.card.model import packaged_text
from casework.cases.case import Case
from casework.cases.steps import StepStatus, step_states
from casework.desk import Desk
from casework.entries import NewEntry, Payload
from casework.errors import InputRefused, NotHere
from casework.facts.of_cases import case_rows
from casework.facts.of_steps import step_rows
from casework.figures import WHOLE_SCHOOL, FigureFilter, FigureScope
from casework.people import Reach
from casework.signals.signal import NewSignal, Signal, SignalState
from data.facts import Facts, tables, upkeep
from data.store import Store
from tests.cast import TODAY, Cast
from tests.histories import MOVES, Move, act_of, joint_talk, with_new_pupils

Row = dict[str, Any]


@pytest.fixture
def cast(school: Cast) -> Cast:
    """The cast, with pupils of this test alone."""
    return with_new_pupils(school)


# --- what the facts say, and what the case says ---------------------------------------------------


def rows(cast: Cast, table: str, subject_id: str) -> list[Row]:
    """The rows of one case, signal or class in one table of facts, by column."""
    cast.store.facts.whole_version()
    cursor = cast.store.database.cursor()
    try:
        sql = f"select * from facts.{table} where {tables.KEYS[table]} = $1"
        cells = cursor.execute(sql, [subject_id]).fetchall()
        names = [column[0] for column in cursor.description]
    finally:
        cursor.close()
    return [dict(zip(names, row, strict=True)) for row in cells]


Stand = tuple[str, int, int, str, date | None, date | None]


def expected_steps(case: Case) -> list[Stand]:
    """Step, pupil, occurrence and status; due day of what is open, day of what is done."""
    numbers = {pupil: number for number, pupil in enumerate(case.parts_ever, start=1)}
    return sorted(
        (
            state.step.id,
            numbers.get(state.pupil_id, 0),
            state.occurrence,
            state.status.value,
            state.due_on,
            state.done_on,
        )
        for state in step_states(case)
    )


def steps_in_facts(cast: Cast, case_id: str) -> list[Stand]:
    """The same from the facts, which also know what was due of what is done."""
    figures = cast.store.facts.figures(WHOLE_SCHOOL)(FigureFilter())
    names = "step, pupil_in_case, occurrence, status, due_on, done_on"
    steps = figures.steps.filter(f"case_id = '{case_id}'").project(names).fetchall()
    return sorted(
        (step, pupil or 0, occurrence, status, due_on if asks(status) else None, done_on)
        for step, pupil, occurrence, status, due_on, done_on in steps
    )


def asks(status: str) -> bool:
    return status in (StepStatus.OPEN, StepStatus.BLOCKED)


def as_text(rows_of_table: Iterable[Iterable[Any]]) -> list[str]:
    """Rows as text in an order of their own, ids as text, so that they can be compared."""
    return sorted(
        repr([str(cell) if isinstance(cell, UUID) else cell for cell in row])
        for row in rows_of_table
    )


def assert_facts_equal(cast: Cast, case: Case) -> None:
    """Every fact of this case is what is made of the case itself."""
    made = tables.by_table(case_rows(case))
    for table in tables.TABLES.values():
        kept = [list(row.values()) for row in rows(cast, table, case.case_id)]
        assert as_text(kept) == as_text(made.get(table, [])), table
    assert steps_in_facts(cast, case.case_id) == expected_steps(case)
    kept = [list(row.values()) for row in rows(cast, tables.STEPS, case.case_id)]
    assert as_text(kept) == as_text(step_rows(case))


def assert_sights_equal(cast: Cast, day: date) -> None:
    """What is in sight is kept from before, and is what is found when all is looked through."""
    facts = cast.store.facts
    reaches = (
        Reach(classes=frozenset({cast.classes["2B"]})),
        Reach(classes=frozenset({cast.classes["2C"]})),
        Reach(year_groups=frozenset({2}), consulted=True),
        Reach(teams=frozenset(team for team, _ in cast.store.school.teams())),
        Reach(consulted=True, member=cast.staff["Anneke"]),
    )
    for reach in reaches:
        kept = sorted(facts.summaries(reach, day), key=lambda one: one.case_id)
        assert kept == sorted(facts._summaries(reach, day), key=lambda one: one.case_id)


def folded(cast: Cast, case_id: str, today: date) -> Case:
    entries = cast.store.log.entries(case_id)
    card = cast.store.cards.version(entries[0].card_version)
    return Case.from_entries(entries, card, cast.store.school.school_days(), today)


EVERY_TABLE = tuple(tables.TABLES.values())


def snapshot(cast: Cast, names: Iterable[str] = EVERY_TABLE) -> dict[str, list[str]]:
    """Tables of facts as text, in an order of their own."""
    cast.store.facts.whole_version()
    return {
        table: sorted(
            repr(sorted(map(str, row)))
            for row in cast.store.database.rows(f"select * from facts.{table}")
        )
        for table in names
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
    [row] = rows(cast, "signal_fact", signal_id)
    assert {name: str(value) for name, value in row.items() if value is not None} == {
        name: str(value)
        for name, value in {
            "signal_id": signal_id,
            "sent_on": signal.sent_on,
            "sent_by": signal.sent_by,
            "class_id": signal.sent.class_id,
            "year_group": signal.sent.year_group,
            "team_id": signal.sent.team_id,
            "taken_on": signal.settled_on if is_taken else None,
            "set_aside_on": signal.settled_on if is_aside else None,
            "case_id": signal.case_id,
        }.items()
        if value
    }
    named = rows(cast, "signal_pupil_fact", signal_id)
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
    payload = NewSignal(what="Iets.", pupils=pupils, class_id=class_id)
    signal_id = cast.desk("Dirk").signals.send(payload, str(uuid4())).subject_id
    settler = cast.desk(_first_who_may(cast, signal_id))
    melding = cast.melding(target="Noor", displaying="Sem")
    if what_became_of_it == "taken":
        settler.cases.report(
            melding, form_key=str(uuid4()), reason="Ander voorval.", signal=signal_id
        )
    elif what_became_of_it == "set aside":
        settler.signals.set_aside(signal_id, "Een spel.", form_key=str(uuid4()))
    elif what_became_of_it == "passed on":
        passed = settler.signals.pass_on(melding, str(uuid4()), signal=signal_id).subject_id
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
        if signal_id in {signal.signal_id for signal, _ in cast.desk(name).signals.waiting()}
    )


def test_a_signal_of_two_classes_and_a_case_have_facts_apart(cast: Cast) -> None:
    cast.store.facts.whole_version()
    before = cast.store.database.rows("select count(*) from facts.case_fact")
    pupils = (cast.pupils["Noor"], cast.pupils["Sem"])
    given = NewSignal(what="Iets.", pupils=pupils)

    signal_id = cast.desk("Dirk").signals.send(given, str(uuid4())).subject_id

    assert cast.store.database.rows("select count(*) from facts.case_fact") == before
    assert len(rows(cast, "signal_pupil_fact", signal_id)) == 2


# --- by hand --------------------------------------------------------------------------------------


class StoredCase:
    """A case in the store, told by Samira and followed by its facts."""

    def __init__(self, cast: Cast, **answers: object) -> None:
        self.cast = cast
        self.today = TODAY
        self.case_id = cast.case(**answers).subject_id

    @property
    def desk(self) -> Desk:
        return self.cast.desk("Samira", self.today)

    @property
    def case(self) -> Case:
        return folded(self.cast, self.case_id, self.today)

    def record(self, payload: Payload, step: str = "", pupil: str = "") -> None:
        new = NewEntry(payload, self.today, step, self.cast.pupils.get(pupil, ""))
        seen = self.case.last_number
        self.desk.cases.record(self.case_id, [new], seen=seen, form_key=str(uuid4()))
        assert_facts_equal(self.cast, self.case)

    def report(self) -> None:
        payload = self.cast.melding(reported_on=self.today)
        self.desk.cases.report(payload, form_key=str(uuid4()), join=self.case_id)
        assert_facts_equal(self.cast, self.case)

    def fact(self) -> Row:
        (row,) = rows(self.cast, "case_fact", self.case_id)
        return row

    def level(self, level: int) -> None:
        payload = kinds.LevelReached(
            level=level, proposed=level, cause="judgement", reason="Nodig."
        )
        self.record(payload)


def test_a_new_case_is_one_row_with_its_melding(cast: Cast) -> None:
    stored = StoredCase(cast, serious=("threat",), group_level=True, verdict="bullying")
    fact = stored.fact()

    assert_facts_equal(cast, stored.case)
    assert (fact["state"], fact["level"], fact["count_reports"]) == ("running", 1, 1)
    assert (fact["serious"], fact["group_level"], fact["verdict"]) == (True, True, "bullying")
    assert str(fact["class_id"]) == cast.classes["2B"]


def test_a_whole_course_is_followed_fact_by_fact(cast: Cast) -> None:
    stored = StoredCase(cast)
    talk = kinds.TalkHeld(notes="Rustig.")
    stored.record(talk, "talk_target", "Noor")
    stored.record(talk, "talk_displaying", "Daan")
    stored.record(joint_talk(), "talk_joint")
    stored.report()
    stored.level(2)
    stored.record(kinds.SupportAsked(question="Wat nu?"), "support")
    stored.level(3)
    stored.record(kinds.Stopped(said_by="target", words="Klaar."), "stopped")
    stopped = stored.fact()
    stored.today = date(2026, 12, 7)
    number = stored.case.current_aftercare[0].number
    done = kinds.AftercareDone(planned_number=number, outcome="worse", safety_score=3)
    stored.record(done, "aftercare", "Noor")
    again = stored.fact()
    stored.record(kinds.Stopped(said_by="target", words="Nu echt."), "stopped")
    stored.record(kinds.Closed(ending="stopped", reason="Verhuisd."))
    closed = stored.fact()

    assert (stopped["state"], stopped["stopped_on"], stopped["level"]) == ("stopped", TODAY, 3)
    assert (again["state"], again["stopped_on"], again["count_reopened"]) == ("running", None, 1)
    assert (closed["state"], closed["stopped_on"], closed["ending"]) == (
        *("closed", date(2026, 12, 7), "stopped"),
    )
    assert (closed["level_2_on"], closed["support_asked_on"]) == (TODAY, TODAY)


def test_a_withdrawn_answer_leaves_the_facts(cast: Cast) -> None:
    stored = StoredCase(cast)
    stored.record(
        kinds.AnalysisAdded(verdict="bullying", serious=["threat"], group_level=True),
        "five_questions",
    )
    stored.record(kinds.EntryWithdrawn(number=stored.case.last_number, reason="Andere leerling."))

    fact = stored.fact()
    assert (fact["verdict"], fact["serious"], fact["group_level"]) == (None, False, False)


def test_a_withdrawn_question_takes_the_case_out_of_the_sight_of_the_support_team(
    cast: Cast,
) -> None:
    stored = StoredCase(cast)
    stored.record(kinds.SupportAsked(question="Wat nu?"), "support")
    everything = Reach(consulted=True)
    seen = {summary.case_id for summary in cast.store.facts.summaries(everything, TODAY)}
    assert stored.case_id in seen

    stored.record(kinds.EntryWithdrawn(number=stored.case.last_number, reason="Opgelost."))

    seen = {summary.case_id for summary in cast.store.facts.summaries(everything, TODAY)}
    assert stored.case_id not in seen


def test_nazorg_that_is_moved_set_aside_and_withdrawn_is_followed(cast: Cast) -> None:
    stored = StoredCase(cast)
    stored.record(kinds.Stopped(said_by="target", words="Klaar."), "stopped")
    first, _, other, *_ = stored.case.current_aftercare
    day = date(2026, 12, 9)
    moved = kinds.AftercareMoved(
        planned_number=first.number, due_on=day, window_ends_on=day, reason="Ziek."
    )
    stored.record(moved, "aftercare", "Noor")
    payload = kinds.AftercareSetAside(planned_number=other.number, reason="Wil niet.")
    stored.record(payload, "aftercare", "Daan")
    stored.record(kinds.EntryWithdrawn(number=stored.case.last_number, reason="Toch wel."))

    facts = {row["number"]: row for row in rows(cast, "aftercare_fact", stored.case_id)}
    assert facts[first.number]["moves"] == [
        {"moved_on": TODAY, "due_on": day, "window_ends_on": day}
    ]
    assert facts[first.number]["first_due_on"] == first.due_on != day
    assert facts[other.number]["set_aside_on"] is None
    assert_facts_equal(cast, stored.case)


def test_a_reopening_is_kept_with_the_nazorg_that_it_ended(cast: Cast) -> None:
    stored = StoredCase(cast)
    stored.record(kinds.Stopped(said_by="target", words="Klaar."), "stopped")
    old = {moment.number for moment in stored.case.current_aftercare}
    stored.today = date(2026, 11, 30)
    stored.record(kinds.Reopened(cause="judgement", reason="Weer."))
    stored.record(kinds.Stopped(said_by="target", words="Nu echt."), "stopped")

    facts = {row["number"]: row for row in rows(cast, "aftercare_fact", stored.case_id)}
    assert {facts[number]["reopened_on"] for number in old} == {date(2026, 11, 30)}
    assert {row["reopened_on"] for number, row in facts.items() if number not in old} == {None}
    assert_facts_equal(cast, stored.case)


def test_what_was_agreed_and_never_looked_at_lapses_when_the_case_is_closed(cast: Cast) -> None:
    stored = StoredCase(cast)
    soon = date(2026, 12, 1)
    stored.record(kinds.TalkHeld(notes="Rustig.", next_on=soon), "talk_target", "Noor")
    stored.record(kinds.Closed(ending="no_bullying", reason="Een misverstand."))

    steps = cast.store.facts.figures(WHOLE_SCHOOL)(FigureFilter()).steps
    agreed = steps.filter(
        f"case_id = '{stored.case_id}' and status = 'lapsed' and due_on = '{soon}'"
    )
    assert agreed.project("step, asked_on").fetchall() == [("agreement", TODAY)]
    assert_facts_equal(cast, stored.case)


def test_a_mentor_hour_is_a_fact_of_its_class(cast: Cast) -> None:
    payload = kinds.MentorHourHeld(theme="online")
    cast.desk("Samira").classroom.log_hour(cast.classes["2B"], TODAY, payload, str(uuid4()))

    hours = rows(cast, "prevention_fact", cast.classes["2B"])

    assert [(hour["held_on"], hour["theme"]) for hour in hours] == [(TODAY, "online")]


def test_no_name_and_no_word_is_in_any_fact(cast: Cast) -> None:
    stored = StoredCase(cast, what="KANARIE", where="KANARIE", why="KANARIE")
    stored.record(kinds.TalkHeld(notes="KANARIE"), "talk_target", "Noor")
    stored.record(kinds.RoleChanged(role="bystander", reason="KANARIE"), "", "Daan")

    tables = cast.store.database.rows(
        "select table_name from information_schema.tables where table_catalog = 'facts'"
    )
    for (table,) in tables:
        text = repr(cast.store.database.rows(f"select * from facts.{table}"))
        for word in ("KANARIE", "Noor", "Daan", "de Boer", "Samira"):
            assert word not in text, table


def test_a_pupil_who_moves_takes_the_home_along_on_that_day(cast: Cast) -> None:
    stored = StoredCase(cast)
    school, admin = cast.store.school, cast.staff["Ineke"]
    school.move_pupil(cast.pupils["Noor"], cast.classes["2C"], TODAY + timedelta(days=2), admin)
    joris = Reach(classes=frozenset({cast.classes["2C"]}))

    def seen(day: date) -> bool:
        return stored.case_id in {g.case_id for g in cast.store.facts.summaries(joris, day)}

    assert [seen(TODAY + timedelta(days=n)) for n in (0, 1, 2, 0)] == [False, False, True, False]


def test_figures_are_cut_to_the_team_and_to_the_filter(cast: Cast) -> None:
    onder = StoredCase(cast).case_id
    boven = cast.desk("Hanna").cases.report(
        cast.melding(target="Tim", displaying="", kinds=("online",)), form_key=str(uuid4())
    )
    facts = cast.store.facts

    def ids(team: str, figure_filter: FigureFilter) -> set[str]:
        figures = facts.figures(FigureScope(teams=frozenset({cast.teams[team]})))(figure_filter)
        rows = {row[0] for row in figures.cases.fetchall()}
        return rows & {onder, boven.subject_id}

    assert ids("onderbouw", FigureFilter()) == {onder}
    assert ids("bovenbouw", FigureFilter()) == {boven.subject_id}
    assert ids("bovenbouw", FigureFilter(kind="verbal")) == set()
    assert ids("bovenbouw", FigureFilter(kind="online")) == {boven.subject_id}
    assert ids("onderbouw", FigureFilter(class_id=cast.classes["2C"])) == set()
    assert ids("onderbouw", FigureFilter(year_group=2)) == {onder}
    assert ids("onderbouw", FigureFilter(team_id=cast.teams["bovenbouw"])) == set()


def test_a_new_free_day_moves_what_is_due(cast: Cast) -> None:
    stored = StoredCase(cast)
    before = steps_in_facts(cast, stored.case_id)
    due = stored.case.school_days.after(TODAY, 2)
    admin = cast.staff["Ineke"]

    cast.store.school.add_free_days(due, due, "Studiedag", admin)

    after = steps_in_facts(cast, stored.case_id)
    assert after != before
    assert after == expected_steps(stored.case)
    cast.store.school.remove_free_days(due, due, admin)
    assert steps_in_facts(cast, stored.case_id) == before


def test_a_new_card_asks_its_own_steps_of_new_cases_only(cast: Cast) -> None:
    old = StoredCase(cast)
    before = steps_in_facts(cast, old.case_id)
    text = packaged_text().replace('id = "inform_team"', 'id = "inform_all"')

    card = cast.store.cards.keep(text, cast.staff["Ineke"], datetime(2026, 11, 23, 9, tzinfo=UTC))

    new = StoredCase(with_new_pupils(cast))
    assert steps_in_facts(cast, old.case_id) == before
    names = {step for step, *_ in steps_in_facts(cast, new.case_id)}
    assert names == {step.id for step in card.steps if step.per not in ("class", *RETURNING)}
    assert "inform_team" in {step for step, *_ in before}


def test_a_write_changes_only_the_tables_that_it_says_something_for(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = StoredCase(cast)
    cast.store.facts.get_ready()
    insert, touched = tables.insert, set()

    def noted(cursor: Any, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        touched.add(table)
        insert(cursor, table, rows)

    monkeypatch.setattr(tables, "insert", noted)

    def touched_by(payload: Payload, step: str, pupil: str = "") -> set[str]:
        touched.clear()
        stored.record(payload, step, pupil)
        return touched - {tables.STEPS}

    assert touched_by(kinds.ParentsInformed(way="phone"), "parents", "Noor") == set()
    talk = kinds.TalkHeld(notes="Rustig.", safety_score=4)
    assert touched_by(talk, "talk_target", "Noor") == {"case_fact", "safety_fact"}
    stopped = kinds.Stopped(said_by="target", words="Klaar.")
    assert touched_by(stopped, "stopped") == {"case_fact", "turn_fact", "aftercare_fact"}


def test_several_writes_are_taken_over_as_one(cast: Cast) -> None:
    stored = StoredCase(cast)
    cast.store.facts.whole_version()
    again = partial(stored.desk.cases.report, cast.melding(reported_on=TODAY), join=stored.case_id)
    other = cast.case(target="Tim", displaying="", reporter="Hanna").subject_id

    for _ in range(3):
        again(form_key=str(uuid4()))

    assert stored.fact()["count_reports"] == 4
    for case_id in (stored.case_id, other):
        assert_facts_equal(cast, folded(cast, case_id, TODAY))


def test_what_fails_while_a_write_is_taken_over_makes_the_facts_anew(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = StoredCase(cast)
    cast.store.facts.get_ready()
    insert, faults = tables.insert, [ValueError()]

    def insert_or_fail(*arguments: Any) -> None:
        if faults:
            raise faults.pop()
        insert(*arguments)

    monkeypatch.setattr(tables, "insert", insert_or_fail)

    stored.level(2)

    assert not faults
    assert stored.fact()["level"] == 2


def test_no_fact_is_made_before_somebody_asks(cast_files: Cast, tmp_path: Path) -> None:
    copytree(cast_files.store.folder, tmp_path / "school")
    opened = Store.open(tmp_path / "school", cast_files.store.key)
    try:
        sql = "select table_name from information_schema.tables where table_catalog = 'facts'"
        assert opened.database.rows(sql) == []
        opened.facts.summaries(Reach(), TODAY)
        assert ("calendar",) not in opened.database.rows(sql)
        opened.facts.whole_version()
        assert ("calendar",) in opened.database.rows(sql)
        assert len(opened.database.rows(sql)) > len(EVERY_TABLE)
    finally:
        opened.close()


RETURNING = ("agreement", "measure")


def while_steps_are_made(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]
) -> None:
    """`act`, once, between the making of the steps and the moment that they are taken over."""
    insert, waiting = Facts._insert, [act]

    def insert_and_act(facts: Facts, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        insert(facts, table, rows)
        if table == "step_fact_made" and waiting:
            waiting.pop()()

    monkeypatch.setattr(Facts, "_insert", insert_and_act)


def test_what_is_recorded_while_the_steps_are_made_is_in_the_steps(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = StoredCase(cast)
    cast.store.facts.rebuild()
    before = stored.case.last_number
    again = partial(stored.desk.cases.report, cast.melding(reported_on=TODAY), join=stored.case_id)
    while_steps_are_made(cast, monkeypatch, partial(again, form_key=str(uuid4())))

    cast.store.facts.get_ready()

    assert stored.case.last_number > before
    assert steps_in_facts(cast, stored.case_id) == expected_steps(stored.case)


def test_a_day_that_changes_while_the_steps_are_made_moves_what_is_due(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = StoredCase(cast)
    due = stored.case.school_days.after(TODAY, 2)
    cast.store.facts.rebuild()
    free = partial(cast.store.school.add_free_days, due, due, "Studiedag", cast.staff["Ineke"])
    while_steps_are_made(cast, monkeypatch, free)

    assert steps_in_facts(cast, stored.case_id) == expected_steps(stored.case)


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
    reader = threading.Thread(target=lambda: facts.summaries(Reach(), tomorrow))

    with cast.store.database.writer:
        reader.start()
        reader.join(timeout=0.3)
        is_free = facts._lock.acquire(timeout=5)
        if is_free:
            facts._lock.release()
    reader.join()

    assert is_free


# --- at random ------------------------------------------------------------------------------------


def tried(stored: StoredCase, move: Move) -> None:
    """One act of a random history, through the desk of whoever does such a thing."""
    stored.today += timedelta(days=move[-1])
    case = stored.case
    act = act_of(case, move, extra_pupil=stored.cast.pupils["Yusuf"])
    if isinstance(act, str):
        stored.report()
        return
    advice = isinstance(act.payload, kinds.SupportAdvised | kinds.SupportMoreAsked)
    desk = stored.cast.desk("Anneke" if advice else "Samira", stored.today)
    with suppress(InputRefused, NotHere):
        if isinstance(act.payload, kinds.SaveUndone):
            desk.undoing.undo(stored.case_id, act.payload.first, form_key=str(uuid4()))
            return
        desk.cases.record(stored.case_id, [act], seen=case.last_number, form_key=str(uuid4()))


@given(MOVES)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_after_every_write_the_facts_are_what_the_entries_add_up_to(
    school: Cast, moves: list[Move]
) -> None:
    stored = StoredCase(with_new_pupils(school))
    after = stored.case
    for move in moves:
        before = after
        tried(stored, move)
        after = stored.case
        was_undone = isinstance(after.entries[-1].payload, kinds.SaveUndone)
        assert after.level >= before.level or was_undone
        assert after.entries[: len(before.entries)] == before.entries
        assert_facts_equal(stored.cast, after)
        assert_sights_equal(stored.cast, TODAY)


def test_facts_that_are_made_again_are_the_same(school: Cast) -> None:
    before = snapshot(school)

    school.store.facts.rebuild()

    assert snapshot(school) == before
    for (case_id,) in school.store.database.rows("select case_id from facts.case_fact"):
        assert_facts_equal(school, folded(school, case_id, TODAY + timedelta(days=400)))


def test_facts_that_are_made_in_parts_are_the_same(
    school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        with_new_pupils(school).case()

    def made() -> dict[str, list[str]]:
        school.store.facts.rebuild()
        school.store.facts.get_ready()
        return snapshot(school, [*EVERY_TABLE, tables.STEPS])

    at_once = made()
    monkeypatch.setattr(upkeep, "ENTRIES_AT_ONCE", 7)
    monkeypatch.setattr(upkeep, "ROWS_AT_ONCE", 5)

    assert len(at_once["step_fact"]) > 100
    assert made() == at_once
