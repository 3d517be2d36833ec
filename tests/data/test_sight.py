"""What is in somebody's sight is kept, and follows what is written without looking up all anew."""

from datetime import timedelta
from typing import NoReturn
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.desk.agenda import Agenda
from casework.entries import NewEntry
from casework.people import Reach
from casework.records import CaseSummary
from data.facts import sight
from data.facts.sight import Journal
from tests.cast import TODAY, Cast
from tests.histories import with_new_pupils


@pytest.fixture
def cast(school: Cast) -> Cast:
    """The cast, with pupils of this test alone."""
    return with_new_pupils(school)


def mentors_of(cast: Cast, *classes: str) -> Reach:
    return Reach(classes=frozenset(cast.classes[name] for name in classes))


def in_sight(cast: Cast, reach: Reach) -> dict[str, CaseSummary]:
    return {one.case_id: one for one in cast.store.facts.summaries(reach, TODAY)}


def nothing_is_looked_up(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no list is made by looking through all cases, once Samira has seen hers."""
    in_sight(cast, mentors_of(cast, "2B"))

    def fail(*_: object) -> NoReturn:
        raise AssertionError("all cases were looked through")

    monkeypatch.setattr(cast.store.facts._sights, "_look", fail)


def new_case(cast: Cast) -> str:
    return cast.case().subject_id


def note(cast: Cast, case_id: str) -> None:
    samira = cast.desk("Samira")
    seen = samira.cases.open(case_id).case.last_number
    new = NewEntry(kinds.Noted(note="Even gebeld."), TODAY)
    samira.cases.record(case_id, [new], seen=seen, form_key=str(uuid4()))


def test_a_note_elsewhere_leaves_a_sight_as_it_is(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, joris = cast.store.facts, mentors_of(cast, "2C")
    before, version = in_sight(cast, joris), facts.sight_version(joris, TODAY)
    nothing_is_looked_up(cast, monkeypatch)
    case_id = new_case(cast)
    note(cast, case_id)
    assert in_sight(cast, joris) == before
    assert facts.sight_version(joris, TODAY) == version


def test_a_case_comes_into_sight_changes_and_goes(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, samira = cast.store.facts, mentors_of(cast, "2B")
    nothing_is_looked_up(cast, monkeypatch)
    before = in_sight(cast, samira)
    versions = [facts.sight_version(samira, TODAY)]

    case_id = new_case(cast)
    after = in_sight(cast, samira)
    assert after.keys() - before.keys() == {case_id}
    versions.append(facts.sight_version(samira, TODAY))

    # A note changes no line, and yet what is said of the case may be something else.
    note(cast, case_id)
    assert in_sight(cast, samira) == after
    versions.append(facts.sight_version(samira, TODAY))

    for first, _ in reversed(cast.store.log.saves(case_id)):
        cast.desk("Samira").undoing.undo(case_id, first, form_key=str(uuid4()))
    assert in_sight(cast, samira) == before
    versions.append(facts.sight_version(samira, TODAY))
    assert len(set(versions)) == len(versions)


def test_another_class_of_a_pupil_is_taken_over(cast: Cast) -> None:
    case_id, joris = new_case(cast), mentors_of(cast, "2C")
    assert case_id not in in_sight(cast, joris)
    school, admin = cast.store.school, cast.staff["Ineke"]
    school.move_pupil(cast.pupils["Noor"], cast.classes["2C"], TODAY, admin)
    assert case_id in in_sight(cast, joris)


def test_after_very_many_writes_all_is_looked_up(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sight, "MOST_NOTED", 2)
    samira, joris = mentors_of(cast, "2B"), mentors_of(cast, "2C")
    in_sight(cast, samira)
    made = set()
    for _ in range(4):
        made.add(new_case(with_new_pupils(cast)))
        in_sight(cast, joris)
    assert made <= in_sight(cast, samira).keys()


def test_the_lines_of_vandaag_are_made_again_for_what_is_on_them_alone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = Agenda._made

    def noted(agenda: Agenda) -> object:
        made.append(agenda._access.actor.staff_id)
        return make(agenda)

    monkeypatch.setattr(Agenda, "_made", noted)
    own, joris = new_case(cast), cast.staff["Joris"]
    for _ in range(2):
        cast.desk("Joris").agenda.items()
        cast.desk("Samira").agenda.items()
    made.clear()
    note(cast, own)
    cast.desk("Joris").agenda.items()
    cast.desk("Samira").agenda.items()
    assert joris not in made
    assert made == [cast.staff["Samira"]]


def test_a_journal_says_what_was_written_since_and_no_more_than_it_knows() -> None:
    journal = Journal()
    journal.note(["a", "b"])
    half_way = journal.end
    journal.note(["a"])
    assert journal.since(0) == {"a": 2, "b": 1}
    assert journal.since(half_way) == {"a": 2}
    assert journal.since(journal.end) == {}
    end = journal.end
    journal.begin_anew()
    assert journal.since(end) is None
    assert journal.since(journal.end) == {}
    assert journal.beginnings == 1


def test_a_case_on_another_day_is_another_case(cast: Cast) -> None:
    case_id = new_case(cast)
    school, admin = cast.store.school, cast.staff["Ineke"]
    tomorrow, joris = TODAY + timedelta(days=1), mentors_of(cast, "2C")
    school.move_pupil(cast.pupils["Noor"], cast.classes["2C"], tomorrow, admin)
    facts = cast.store.facts
    for day, is_there in ((TODAY, False), (tomorrow, True)):
        facts.summaries(joris, day)
        note(cast, case_id)
        assert (case_id in {one.case_id for one in facts.summaries(joris, day)}) is is_there
