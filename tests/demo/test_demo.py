"""The demo school in a store: whole, readable, the same each time, and nothing when it fails."""

import json
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.cases.agenda import Urgency
from casework.cases.case import Case
from casework.cases.reading_list import News
from casework.cases.recording import checked
from casework.cases.steps import step_states
from casework.cases.team_decisions import TASK
from casework.desk import Access, Desk
from casework.entries import NewEntry
from casework.errors import ReasonNeeded
from casework.figures import Way
from casework.meetings.meeting import MeetingState
from casework.people import Action
from casework.signals.signal import SignalState
from data.log import EntryLogStore
from data.store import Store
from demo import PEOPLE_TO_BE, filling
from demo.many_schools import fill, multiplier
from tests.demo.conftest import MakeSchool
from tests.demo.demo_school import TODAY, all_cases, folded, histories, make


def desk_of(store: Store, name: str) -> Desk:
    person = next(p for p in store.school.staff(TODAY) if p.name.full == name)
    actor = store.school.actor(person.staff_id, TODAY)
    assert actor is not None
    return Desk(Access(actor, store, TODAY, lambda: datetime.now(UTC), lambda: str(uuid4())))


def test_the_demo_school_is_marked_and_has_the_size_that_was_asked(store: Store) -> None:
    assert store.is_demo
    assert len(store.school.school_years()) == 3
    assert store.database.one("select count(*) from case_number") == (250,)
    for year in store.school.school_years():
        assert len(store.school.classes(year.school_year)) == 40
    here = store.database.one("select count(*) from enrolment where ends_on is null")
    assert here is not None
    assert 900 <= here[0] <= 1100


def test_everything_in_it_is_as_it_was_written(store: Store) -> None:
    assert store.check() == []


def test_every_case_can_be_read_and_shows_its_steps(store: Store) -> None:
    for case in all_cases(store):
        assert case.reports[0][1].what
        assert step_states(case)


def test_the_facts_tell_what_the_cases_tell(store: Store) -> None:
    store.facts.whole_version()
    sql = "select case_id, state, level from facts.case_fact"
    of_facts = {row[0]: (row[1], row[2]) for row in store.database.rows(sql)}
    cases = all_cases(store)
    merged = [case for case in cases if case.merged_into]
    assert len(merged) == 1
    assert of_facts == {
        case.case_id: (case.state.value, case.level) for case in cases if case not in merged
    }


def test_the_people_to_be_are_named_in_order(store: Store) -> None:
    setting = store.database.one("select value from setting where key = $1", (PEOPLE_TO_BE,))
    assert setting is not None
    names = store.school.staff_names(json.loads(setting[0]))
    full_names = [names[staff_id].full for staff_id in json.loads(setting[0])]
    assert full_names[0] == "Samira el Idrissi"
    assert full_names[7:] == ["Judith Lansink", "Ruud Onderwater", "Nadia Groothuis"]


def test_who_answers_for_the_demo_school_sees_all_of_its_figures(store: Store) -> None:
    for name in ("Judith Lansink", "Ruud Onderwater"):
        desk = desk_of(store, name)
        assert desk.trends.scope.is_whole_school
        assert desk.trends.is_exact(Way.SCREEN)
        assert not desk.may(Action.SEE_CASE)


@pytest.mark.parametrize(
    ("name", "late"),
    [("Samira el Idrissi", True), ("Joris Veenstra", True), ("Dwight Pinas", True)],
)
def test_whoever_a_visitor_is_finds_work_on_vandaag(store: Store, name: str, late: bool) -> None:
    agenda = desk_of(store, name).agenda.items()
    assert any(item.late_by > 0 for item in agenda) is late
    assert any(item.late_by == 0 for item in agenda)


def test_samira_has_a_believable_handful_to_do(store: Store) -> None:
    items = desk_of(store, "Samira el Idrissi").agenda.items()
    count = Counter(item.urgency for item in items)
    assert 2 <= count[Urgency.LATE] <= 4
    assert count[Urgency.NEW] == 2
    assert 8 <= len(items) - count[Urgency.COMING] <= 12


def test_samira_let_an_older_case_take_in_a_small_one(store: Store) -> None:
    desk = desk_of(store, "Samira el Idrissi")
    items = desk.agenda.items()
    older = next(item.case_id for item in items if item.proposed_level == 2)
    case = desk.cases.open(older).case
    came_from = [payload for _, payload in case.of(kinds.MergedFrom)]
    assert len(came_from) == 1
    assert desk.cases.open(came_from[0].other_id).case.merged_into
    assert [payload.ordinal for _, payload in case.reports] == [1, 2]


def test_the_ondersteuningsteam_held_one_meeting_and_is_half_way_another(store: Store) -> None:
    desk = desk_of(store, "Rania Haddad")
    half_way, closed = desk.meetings.latest()
    assert half_way.state is MeetingState.PAUSED
    assert 0 < half_way.count_decided < half_way.count_cases
    assert closed.state is MeetingState.CLOSED
    assert closed.count_decided == closed.count_cases >= 2
    minutes = desk.meetings.minutes(closed.meeting_id)
    decisions = [one.decided for case in minutes.cases for one in case.decisions]
    assert len(decisions) >= 2
    assert all(case.file for case in minutes.cases)
    assert TASK in {item.title for item in desk.agenda.items()} or all(
        one.due_on for one in decisions
    )


def opened(desk: Desk) -> Iterator[Case]:
    """The cases of this desk, but those of so long ago that they open with a reason."""
    for summary in desk.cases.all():
        with suppress(ReasonNeeded):
            yield desk.cases.open(summary.case_id).case


def test_joris_has_a_reading_list_and_split_a_case(store: Store) -> None:
    desk = desk_of(store, "Joris Veenstra")
    news = [item for item in desk.agenda.items() if item.news is News.TAKEN_OVER]
    assert len(news) >= 2
    cases = list(opened(desk))
    went = [split.other_id for case in cases for _, split in case.of(kinds.SplitOff)]
    assert went == [c.case_id for c in cases if any(True for _ in c.of(kinds.SplitFrom))]
    assert len(went) == 1
    read = [case for case in cases if any(True for _ in case.of(kinds.HandoverNoted))]
    assert [case.case_id for case in read] == [news[0].case_id]


def test_the_coordinator_hears_of_the_class_without_a_mentor(store: Store) -> None:
    desk = desk_of(store, "Dwight Pinas")
    assert [school_class.name for school_class in desk.school.classes_without_mentor()] == ["2H"]


def test_the_school_changed_a_term_of_the_card_this_autumn(store: Store) -> None:
    office = desk_of(store, "Henk Boersma").office.card
    second, first = office.versions()
    assert (second.version, first.version) == (2, 1)
    assert second.note
    assert first.kept_at is not None
    assert second.kept_at is not None
    assert first.kept_at < second.kept_at
    terms = [store.cards.version(n).step("inform_team").school_days for n in (1, 2)]
    assert terms == [5, 3]


def test_signals_wait_for_the_mentor_and_left_lying_for_the_coordinator(store: Store) -> None:
    waiting = [signal for signal, _ in desk_of(store, "Samira el Idrissi").signals.waiting()]
    assert [signal.is_late for signal in waiting] == [False]
    assert any(signal.is_late for signal, _ in desk_of(store, "Joris Veenstra").signals.waiting())
    left_lying = desk_of(store, "Dwight Pinas").signals.waiting()
    assert [classes for _, classes in left_lying] == [("2E",)]


def test_a_docent_sees_what_became_of_the_own_signals(store: Store) -> None:
    own = desk_of(store, "Agnieszka Kowalska").signals.own()
    assert {one.state for one in own} >= {SignalState.WAITING, SignalState.TAKEN}
    assert all(one.what for one in own)


def test_the_teamleider_finds_cases_of_level_3_and_figures(store: Store) -> None:
    desk = desk_of(store, "Anneke van der Linden")
    assert len([case for case in desk.cases.all() if case.level == 3]) >= 3
    assert desk.may(Action.SEE_FIGURES)


def test_the_teamleider_put_marks_a_target_and_a_view_beside_the_figures(store: Store) -> None:
    desk = desk_of(store, "Anneke van der Linden")
    assert [bool(mark.team_id) for mark in desk.trend_notes.annotations()] == [True, False]
    assert [(target.figure, target.percent) for target in desk.trend_notes.targets()] == [
        ("aftercare", 90)
    ]
    assert [view.name for view in desk.trend_notes.views()] == ["Mijn onderbouw, nazorg"]


def test_the_ondersteuningsteam_finds_cases_that_were_put_to_it(store: Store) -> None:
    assert len(desk_of(store, "Rania Haddad").cases.all()) >= 3


def test_the_read_log_has_lines_of_known_cases(store: Store) -> None:
    lines = store.access_log.lines(date(2026, 11, 1), TODAY)
    assert len(lines) > 20
    assert all(line.staff_name and line.case_label for line in lines)


def test_it_can_be_closed_and_opened_again(tmp_path: Path) -> None:
    made = make(tmp_path / "school", cases=12)
    made.close()
    again = Store.open(tmp_path / "school", made.key)
    assert again.check() == []
    again.close()


def test_the_same_seed_gives_the_same_school_with_the_same_ids(tmp_path: Path) -> None:
    tables = ["entry", "case_number", "pupil", "enrolment", "school_class", "team", "staff"]
    tables += ["assignment", "card_version"]
    columns = {"entry": "* exclude (sealed)", "pupil": "pupil_id, left_on", "staff": "staff_id"}
    schools = []
    for name in ("one", "two"):
        made = make(tmp_path / name, cases=60, seed=7)
        schools.append(
            [
                made.database.rows(f"select {columns.get(table, '*')} from {table} order by all")
                for table in tables
            ]
            + [[entry.payload.sealed() for history in histories(made) for entry in history]]
        )
        made.close()
    assert schools[0] == schools[1]


def test_when_it_fails_half_way_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise OSError("no room")

    monkeypatch.setattr(EntryLogStore, "load", fail)
    with pytest.raises(OSError, match="no room"):
        make(tmp_path / "school", cases=12)
    assert list((tmp_path / "school").iterdir()) == []


def test_no_name_of_the_demo_school_is_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    made = make(tmp_path / "school", cases=12)
    staff = made.school.staff(TODAY)
    changes = json.dumps(made.database.rows("select kind, subject_id from reference_change"))
    made.close()
    for person in staff:
        assert person.user_name not in caplog.text
        assert person.name.full not in caplog.text
        assert person.user_name not in changes


# --- many schools -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(school_for: MakeSchool) -> Iterator[Store]:
    """What a very large store is made with, at a small size, and with all its words."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filling, "MOST_SCRIPTS", 100)
        patch.setattr(fill, "SCRIPTS_A_YEAR", 40)
        patch.setattr(fill, "CASES_A_BATCH", 200)
        patch.setattr(multiplier, "ONE_IN_FULL", 1)
        with school_for(cases=750) as store:
            yield store


def test_many_schools_have_the_numbers_that_were_asked(large: Store) -> None:
    assert large.database.one("select count(*) from case_number") == (750,)
    assert large.database.one("select count(*) from school_class") == (3 * 40 * 3,)
    sql = """
        select count(*) from entry
        where number = 1 and kind not in ('signal_sent', 'meeting_started')
    """
    assert large.database.one(sql) == (750 + mentor_classes(large),)


def mentor_classes(store: Store) -> int:
    sql = "select count(*) from entry where number = 1 and kind = 'mentor_hour_held'"
    row = store.database.one(sql)
    return row[0] if row else 0


def test_the_entries_of_many_schools_are_sound(large: Store) -> None:
    assert large.check() == []


def test_cases_of_many_schools_could_have_been_recorded_entry_by_entry(large: Store) -> None:
    days, card = large.school.school_days(), large.cards.current()
    for history in histories(large, 20):
        assert [entry.number for entry in history] == list(range(1, len(history) + 1))
        assert all(days.is_school_day(entry.happened_on) for entry in history)
        assert all(entry.recorded_at.date() < TODAY for entry in history)
        number = next(n for n, e in enumerate(history) if e.kind == "level_reached") + 1
        while number < len(history):
            entry = history[number]
            following = [entry.kind for entry in history[number : number + 2]]
            is_apart = following[0] in ("reported", "team_decided")
            if is_apart or following == ["reopened", "reported"]:
                number += 1
                continue
            before = Case.from_entries(history[:number], card, days, entry.recorded_at.date())
            new = NewEntry(entry.payload, entry.happened_on, entry.step, entry.pupil_id)
            number += len(checked(before, [new], {}))


def test_pupils_and_mentors_of_many_schools_are_on_the_register(large: Store) -> None:
    for history in histories(large, 60):
        case = folded(large, history)
        pupils = large.school.pupils(case.parts, TODAY)
        assert set(pupils) == set(case.parts)
        assert all(pupil.name.given for pupil in pupils.values())
        opened = case.opened_on
        homes = large.school.homes(case.parts, opened)
        assert homes[case.pupils("target")[0]].class_id == case.opening.class_id
        writers = large.school.mentors_of(case.opening.class_id, opened)
        if len({home.class_id for home in homes.values()}) == 1:
            assert history[0].recorded_by in {writer.staff_id for writer in writers}


def test_the_notes_of_many_schools_name_their_own_pupils(large: Store) -> None:
    history = max(histories(large, 40), key=len)
    given = {
        p.name.given for p in large.school.pupils(folded(large, history).parts, TODAY).values()
    }
    words = " ".join(" ".join(entry.payload.sealed().values()) for entry in history)
    assert "{" not in words
    assert any(name in words for name in given)


def test_the_first_of_many_schools_still_has_the_people_to_be(large: Store) -> None:
    assert len(desk_of(large, "Samira el Idrissi").agenda.items()) > 3
