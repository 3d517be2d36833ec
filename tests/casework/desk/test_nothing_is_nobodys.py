"""Random schools: every open step is on the Vandaag of who can open the case, or on the list."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework import entries as kinds
from casework.card.edit import Put, edited
from casework.card.model import packaged_card, packaged_text
from casework.cases.case import Case
from casework.cases.steps import next_steps
from casework.desk import Desk
from casework.entries import NewEntry, Payload
from casework.errors import CaseworkError, NotHere
from casework.people import Assignment, Role
from tests.cast import TODAY, Cast, copy_of, record_at

DAYS = tuple(TODAY + timedelta(days=n) for n in (0, 1, 8, 70))
WHEN = st.integers(-1, 9)
PEOPLE = ("Samira", "Joris", "Hanna", "Fatima", "Willem", "Petra", "Anneke", "Sofie", "Dirk", "Pim")
ROLES = (Role.MENTOR, Role.COORDINATOR, Role.TEAM_LEADER, Role.SUPPORT_TEAM, Role.SCHOOL_LEADER)
PUPILS = ("Noor", "Daan", "Sem", "Tim")
STEPS = ("talk_target", "talk_displaying", "parents", "magister", "agreement", "stopped")
Act = Callable[[Cast], None]


# --- what can happen at a school ------------------------------------------------------------------


def scope_of(cast: Cast, role: Role, place: int) -> str:
    scopes = {
        Role.MENTOR: list(cast.classes.values()),
        Role.COORDINATOR: ["2", "4"],
        Role.TEAM_LEADER: list(cast.teams.values()),
    }.get(role, [""])
    return scopes[place % len(scopes)]


def at_work(cast: Cast, *names: str) -> list[str]:
    """Those of these people who have an account today."""
    return [name for name in names if cast.store.school.actor(cast.staff[name], TODAY)]


def role_ends(name: str, days: int) -> Act:
    def act(cast: Cast) -> None:
        for held in cast.actor(name).assignments if at_work(cast, name) else ():
            if held.role is not Role.STAFF and not held.is_acting:
                last_day, by = TODAY + timedelta(days=days), cast.staff["Ineke"]
                cast.store.school.end_assignment(cast.staff[name], held, last_day, by)

    return act


def account_ends(name: str) -> Act:
    return lambda cast: cast.store.school.end_staff(cast.staff[name], TODAY, cast.staff["Ineke"])


def role_begins(name: str, role: Role, place: int, days: int) -> Act:
    def act(cast: Cast) -> None:
        starts_on = TODAY + timedelta(days=days)
        given = Assignment(role, scope_of(cast, role, place), starts_on)
        cast.store.school.assign(cast.staff[name], given, cast.staff["Ineke"])

    return act


def pupil_leaves(name: str, days: int) -> Act:
    def act(cast: Cast) -> None:
        last_day = TODAY + timedelta(days=days)
        cast.store.school.pupil_leaves(cast.pupils[name], last_day, cast.staff["Ineke"])

    return act


def pupil_moves(name: str, place: int, days: int) -> Act:
    def act(cast: Cast) -> None:
        class_id = scope_of(cast, Role.MENTOR, place)
        first_day, by = TODAY + timedelta(days=days), cast.staff["Ineke"]
        cast.store.school.move_pupil(cast.pupils[name], class_id, first_day, by)

    return act


def another_card(step: str, who: str) -> Act:
    def act(cast: Cast) -> None:
        place = [one.id for one in packaged_card().all_steps].index(step)
        text = edited(packaged_text(), [Put(("steps", place, "who"), who)])
        cast.store.cards.keep(text, cast.staff["Ineke"], cast.desk("Ineke").now())

    return act


def a_case(target: str, displaying: str) -> Act:
    """Whoever may report about these two does."""

    def act(cast: Cast) -> None:
        for reporter in at_work(cast, "Samira", "Joris", "Hanna", "Fatima", "Willem", "Petra"):
            with suppress(CaseworkError):
                cast.case(reporter, target=target, displaying=displaying)
                return

    return act


def recorded(payload: Payload, step: str = "", pupil: str = "") -> Act:
    """Somebody who sees a case records this in it."""

    def act(cast: Cast) -> None:
        new = NewEntry(payload, TODAY, step, cast.pupils[pupil] if pupil else "")
        for name in at_work(cast, *PEOPLE):
            with suppress(CaseworkError):
                for case in cast.desk(name).cases.all()[:1]:
                    record_at(cast.desk(name), case.case_id, new)
                    return

    return act


def level(number: int) -> Payload:
    return kinds.LevelReached(level=number, proposed=number, cause="judgement", reason="Nodig.")


NEXT_WEEK = TODAY + timedelta(days=7)
IN_A_CASE = (
    recorded(level(2)),
    recorded(level(3)),
    recorded(kinds.SupportAsked(question="Wat nu?", tried="Alles."), "support"),
    recorded(kinds.TalkPlanned(planned_on=NEXT_WEEK), "talk_target", "Noor"),
    recorded(kinds.TalkHeld(notes="-", agreements="-", next_on=NEXT_WEEK), "talk_target", "Noor"),
    recorded(kinds.Stopped(said_by="target", words="Het is klaar."), "stopped"),
    recorded(kinds.Closed(ending="no_bullying", reason="Een misverstand.")),
)
HAPPENINGS = st.one_of(
    st.builds(role_ends, st.sampled_from(PEOPLE), WHEN),
    st.builds(role_ends, st.sampled_from(PEOPLE), st.just(-1)),
    st.builds(account_ends, st.sampled_from(PEOPLE)),
    st.builds(
        role_begins, st.sampled_from(PEOPLE), st.sampled_from(ROLES), st.integers(0, 2), WHEN
    ),
    st.builds(pupil_leaves, st.sampled_from(PUPILS), WHEN),
    st.builds(pupil_moves, st.sampled_from(PUPILS), st.integers(0, 2), WHEN),
    st.builds(
        another_card, st.sampled_from(STEPS), st.sampled_from(("coordinator", "team_leader"))
    ),
    st.builds(a_case, st.sampled_from(PUPILS), st.sampled_from(PUPILS)),
    st.sampled_from(IN_A_CASE),
)


# --- what has to be so ----------------------------------------------------------------------------


def desks(cast: Cast, day: date) -> Iterator[tuple[str, Desk]]:
    for name, staff_id in cast.staff.items():
        if cast.store.school.actor(staff_id, day) is not None:
            yield name, cast.desk(name, day)


def check(cast: Cast, day: date) -> None:
    beheerder = cast.desk("Ineke", day)
    listed = {line.label: line for line in beheerder.office.cases_without_owner()}
    having: dict[tuple[str, str], set[str]] = {}
    ids = cast.store.log.begun_with(kinds.CaseOpened.kind)
    for name, desk in desks(cast, day):
        with suppress(NotHere):
            # The list, which is looked up in the facts, and each case itself say the same.
            in_list = {case.case_id for case in desk.cases.all()}
            merged = {one.case_id for one in _cases(desk, ids) if one.merged_into}
            assert in_list == desk.cases.in_sight(ids) - merged, (day, name)
            for line in desk.agenda.items():
                having.setdefault((line.case_id, line.step_id), set()).add(name)
    for case in every_case(cast, beheerder):
        waiting = next_steps(case)
        nobodys = [one for one in waiting if (case.case_id, one.step.id) not in having]
        if nobodys:
            assert case.label in listed, (day, [one.step.id for one in nobodys])
            assert listed[case.label].count >= len(nobodys)
        elif case.label in listed:
            assert case.waits_for_advice or case.proposal, (day, listed[case.label])
    for case_id, _ in having:
        for name in {n for (one, _), names in having.items() if one == case_id for n in names}:
            if case_id:
                assert cast.desk(name, day).cases.open(case_id)


def every_case(cast: Cast, desk: Desk) -> list[Case]:
    ids = cast.store.log.begun_with(kinds.CaseOpened.kind)
    return [case for case in _cases(desk, ids) if case.state != "closed" and not case.merged_into]


def _cases(desk: Desk, ids: list[str]) -> list[Case]:
    return desk._access.cases_without_words(ids)


def assert_nothing_is_nobodys(cast: Cast) -> None:
    for day in DAYS:
        check(cast, day)


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(happenings=st.lists(HAPPENINGS, min_size=2, max_size=9))
def test_every_open_step_is_somebodys_who_can_open_the_case_or_on_the_list(
    cast_files: Cast, tmp_path_factory: pytest.TempPathFactory, happenings: list[Act]
) -> None:
    folder = tmp_path_factory.mktemp("owners")
    cast = copy_of(cast_files, folder / "school")
    try:
        cast.case("Samira", target="Noor", displaying="Daan")
        cast.case("Joris", target="Sem", displaying="Tim")
        for happens in happenings:
            with suppress(CaseworkError):
                happens(cast)
        assert_nothing_is_nobodys(cast)
    finally:
        cast.store.close()
        shutil.rmtree(folder)
