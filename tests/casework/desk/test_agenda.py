"""The work list of one person: what is due, late and coming, and nothing of somebody else."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.cases.agenda import AgendaItem, Urgency
from casework.cases.steps import StepStatus
from casework.desk import Desk, agenda
from casework.desk.agenda import watched_cases
from casework.errors import NotHere
from casework.people import Assignment, PersonName, Role
from casework.signals.signal import NewSignal
from tests.casework.desk.writing import recorded
from tests.cast import TODAY, YEAR_STARTS_ON, Cast, desk_with
from tests.histories import with_new_pupils


@pytest.fixture
def cast(school: Cast) -> Cast:
    """The cast, with pupils of this test alone."""
    return with_new_pupils(school)


def lines(desk: Desk, case_id: str) -> list[AgendaItem]:
    return [line for line in desk.agenda.items() if line.case_id == case_id]


def steps(desk: Desk, case_id: str) -> set[str]:
    return {line.step_id for line in lines(desk, case_id) if not line.news}


def test_the_day_of_a_mentor_says_what_is_due_late_and_coming_without_names(cast: Cast) -> None:
    case_id = cast.case().subject_id

    today = lines(cast.desk("Samira"), case_id)
    # Two talks, five questions and more are due within five school days; the stop is not.
    assert {line.urgency for line in today} == {Urgency.DUE, Urgency.COMING}
    assert [line.step_id for line in today if line.urgency is Urgency.COMING] == ["stopped"]
    parents = next(line for line in today if line.step_id == "parents")
    assert (parents.count, parents.due_on) == (2, date(2026, 11, 30))
    assert "Noor" not in repr(today)

    week_later = lines(cast.desk("Samira", date(2026, 12, 1)), case_id)
    late = {line.step_id: line.late_by for line in week_later if line.urgency is Urgency.LATE}
    assert (late["parents"], late["talk_target"]) == (1, 4)


def test_five_answered_questions_are_done_on_the_day_list_as_well(cast: Cast) -> None:
    answers = {"places": ("corridor",), "since": "weeks", "why": "Jaloezie."}
    case_id = cast.case(**answers).subject_id
    desk = cast.desk("Samira")
    case = next(s for s in desk.cases.open(case_id).steps if s.step.id == "five_questions")

    assert case.status is StepStatus.DONE
    assert "five_questions" not in steps(desk, case_id)


def test_a_serious_sign_is_on_top_of_the_day(cast: Cast) -> None:
    case_id = cast.case(serious=("weapon",)).subject_id

    first, *_ = cast.desk("Samira", TODAY + timedelta(days=200)).agenda.items()

    assert first.urgency is Urgency.SERIOUS
    assert case_id in {
        line.case_id for line in cast.desk("Samira").agenda.items() if line.step_id == "serious"
    }


def test_a_proposed_level_is_on_the_day_of_the_mentor(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case().subject_id
    desk.cases.report(cast.melding(), form_key=str(uuid4()), join=case_id)

    assert [line.proposed_level for line in lines(desk, case_id) if line.proposed_level] == [2]


def test_at_level_two_the_coordinator_has_her_own_steps_and_not_the_mentors(cast: Cast) -> None:
    case_id = cast.case().subject_id
    assert lines(cast.desk("Fatima"), case_id) == []

    raised(cast, case_id, 2)

    assert steps(cast.desk("Fatima"), case_id) == {"coordinator", "measure_2"}
    assert not steps(cast.desk("Samira"), case_id) & {"coordinator", "measure_2"}


def test_who_is_mentor_elsewhere_gets_no_lines_of_a_mentor_here(cast: Cast) -> None:
    case_id = cast.case().subject_id
    raised(cast, case_id, 2)
    admin = cast.staff["Ineke"]
    both = cast.store.school.add_staff(PersonName("Bo", "Both"), str(uuid4()), admin)
    for role, scope in ((Role.MENTOR, cast.classes["4V1"]), (Role.COORDINATOR, "2")):
        cast.store.school.assign(both, Assignment(role, scope, YEAR_STARTS_ON), admin)
    twofold = replace(cast, staff={**cast.staff, "Bo": both})

    assert steps(twofold.desk("Bo"), case_id) == {"coordinator", "measure_2"}


def test_a_closed_case_is_on_nobodys_day(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case(serious=("weapon",)).subject_id
    recorded(desk, case_id, kinds.Closed(ending="no_bullying", reason="Uitgezocht."))

    assert lines(desk, case_id) == []


def raised(cast: Cast, case_id: str, level: int) -> None:
    payload = kinds.LevelReached(level=level, proposed=level, cause="judgement", reason="Nodig.")
    recorded(cast.desk("Samira"), case_id, payload)


# --- kept in memory -------------------------------------------------------------------------------


def test_the_list_is_made_once_until_something_is_written_or_opened(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = cast.case().subject_id
    made = []
    monkeypatch.setattr(
        agenda, "watched_cases", lambda *args: made.append(args) or watched_cases(*args)
    )
    for _ in range(3):
        cast.desk("Samira").agenda.items()
    assert len(made) == 1
    cast.case(target="Emma", displaying="")
    cast.desk("Samira").agenda.items()
    assert len(made) == 2
    desk_with(cast.desk("Samira"), visit=str(uuid4())).cases.open(case_id)
    cast.desk("Samira").agenda.items()
    assert len(made) == 3
    cast.desk("Samira", TODAY + timedelta(days=1)).agenda.items()
    cast.desk("Joris").agenda.items()
    assert len(made) == 5


def test_what_is_kept_holds_no_name_and_no_word(cast: Cast) -> None:
    cast.case(what="Er werd geschopt.")
    signal = NewSignal(what="Er werd geduwd.", pupils=(cast.pupils["Noor"],))
    cast.desk("Dirk").signals.send(signal, str(uuid4()))
    kept = repr(cast.desk("Samira").agenda._day())
    assert cast.pupils["Noor"] in kept
    for word in ("Noor", "Visser", "Daan", "geschopt", "geduwd", "Dirk", "Samira"):
        assert word not in kept


def test_a_role_that_ends_ends_the_list_that_was_kept(cast: Cast) -> None:
    case_id = cast.case().subject_id
    assert lines(cast.desk("Samira"), case_id)
    held = Assignment(Role.MENTOR, cast.classes["2B"], YEAR_STARTS_ON)
    admin = cast.staff["Ineke"]
    cast.store.school.end_assignment(cast.staff["Samira"], held, TODAY - timedelta(days=1), admin)
    with pytest.raises(NotHere):
        cast.desk("Samira").agenda.items()
    cast.store.school.assign(cast.staff["Samira"], replace(held, starts_on=TODAY), admin)
