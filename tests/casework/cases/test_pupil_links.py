"""Who had which part when, and which cases are near one another."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from casework import entries as kinds
from casework.cases.pupil_links import PupilLink, linked_cases, pupil_links
from tests.histories import CASE_ID, DAAN, MOVES, NOOR, OPENED_ON, YUSUF, Move, opened, play

FRIDAY = date(2026, 11, 6)
LATER = date(2026, 11, 20)


def test_a_part_begins_with_the_melding() -> None:
    assert pupil_links(opened().case) == [
        PupilLink(CASE_ID, NOOR, "target", OPENED_ON),
        PupilLink(CASE_ID, DAAN, "displaying", OPENED_ON),
    ]


def test_another_role_ends_the_one_before() -> None:
    history = opened(FRIDAY)
    history.record(kinds.RoleChanged(role="bystander", reason="Stond erbij."), "", DAAN)
    of_daan = [link for link in pupil_links(history.case) if link.pupil_id == DAAN]
    assert of_daan == [
        PupilLink(CASE_ID, DAAN, "displaying", OPENED_ON, FRIDAY),
        PupilLink(CASE_ID, DAAN, "bystander", FRIDAY),
    ]
    assert [link.role for link in of_daan if link.holds_on(date(2026, 11, 5))] == ["displaying"]
    assert [link.role for link in of_daan if link.holds_on(FRIDAY)] == ["bystander"]


def test_a_withdrawn_part_ends_and_can_come_back() -> None:
    history = opened(FRIDAY)
    history.record(kinds.RoleChanged(role="", reason="Was er niet bij."), "", DAAN)
    assert not any(t.holds_on(FRIDAY) for t in pupil_links(history.case) if t.pupil_id == DAAN)
    part = kinds.PupilInvolved(role="follower", class_id="", year_group=0, team_id="")
    history.on(LATER).record(part, pupil=DAAN)
    again = [t.role for t in pupil_links(history.case) if t.pupil_id == DAAN and t.holds_on(LATER)]
    assert again == ["follower"]


@settings(max_examples=25, deadline=None)
@given(moves=MOVES)
def test_the_ties_that_hold_at_the_end_are_the_parts_of_the_case(moves: list[Move]) -> None:
    for case in play(opened(), moves):
        links = pupil_links(case)
        current = {link.pupil_id: link.role for link in links if link.until is None}
        assert current == {pupil: part.role for pupil, part in case.parts.items()}
        assert all(link.until is None or link.since < link.until for link in links)
        assert all(link.role for link in links)


PUPILS = {
    "a": ["1", "2"],
    "b": ["2", "3"],
    "c": ["3"],
    "d": ["9"],
    "e": ["1", "3"],
}


def test_one_step_reaches_the_cases_that_share_a_pupil() -> None:
    assert linked_cases("a", PUPILS, 1, 9) == (["e", "b"], 0)


def test_two_steps_reach_what_those_share() -> None:
    assert linked_cases("a", PUPILS, 2, 9) == (["e", "b", "c"], 0)


def test_what_does_not_fit_is_counted() -> None:
    assert linked_cases("a", PUPILS, 2, 1) == (["e"], 2)


def test_a_case_alone_reaches_nothing() -> None:
    assert linked_cases("d", PUPILS, 2, 9) == ([], 0)


CASES = st.dictionaries(
    st.sampled_from("abcdefgh"), st.lists(st.sampled_from("12345"), max_size=3), min_size=1
)


@given(pupils=CASES, depth=st.integers(1, 2))
def test_a_deeper_look_sees_no_less_and_only_what_it_was_given(
    pupils: dict[str, list[str]], depth: int
) -> None:
    start = min(pupils)
    links, left_out = linked_cases(start, pupils, depth, 99)
    assert left_out == 0
    assert set(links) <= set(pupils) - {start}
    assert len(set(links)) == len(links)
    assert set(linked_cases(start, pupils, 1, 99)[0]) <= set(links)
    shared = {case for case in links if depth == 1 and not set(pupils[case]) & set(pupils[start])}
    assert shared == set()


def test_yusuf_is_in_no_case_he_was_not_named_in() -> None:
    assert YUSUF not in {link.pupil_id for link in pupil_links(opened().case)}
