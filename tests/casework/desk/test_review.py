"""One case to review: who sees which cases in its network, and what it is held against."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import similar_cases
from casework import entries as kinds
from casework.cases.case import Case
from casework.cases.review import likeness
from casework.desk import CaseReview
from casework.entries import NewEntry, Payload
from casework.errors import InputRefused, NotHere
from casework.records import BESIDE
from tests.cast import TODAY, Cast, case_at_level, record_at
from tests.histories import MOVES, Move, act_of, with_new_pupils

STEPS = {"stopped": "stopped", "evaluated": "evaluation"}
STOPPED = kinds.Stopped(said_by="target", words="Het is klaar.")


def recorded(cast: Cast, case_id: str, *payloads: Payload, name: str = "Samira") -> None:
    for payload in payloads:
        record_at(cast.desk(name), case_id, NewEntry(payload, TODAY, STEPS.get(payload.kind, "")))


def around(review: CaseReview) -> set[str]:
    """The other cases of the network, also those that only its ties name."""
    linked = {one.case_id for one in review.linked} | {link.case_id for link in review.pupil_links}
    return linked - {review.file.case.case_id}


def test_the_network_has_the_cases_that_share_a_pupil(cast: Cast) -> None:
    first, second = case_at_level(cast, "Samira"), case_at_level(cast, "Samira", displaying="Yusuf")
    case_at_level(cast, "Samira", target="Emma", displaying="")
    review = cast.desk("Samira").cases.review(first)
    assert around(review) == {second}
    links = {(link.case_id, link.pupil_id, link.role) for link in review.pupil_links}
    noor, daan, yusuf = (cast.pupils[name] for name in ("Noor", "Daan", "Yusuf"))
    assert links == {
        (first, noor, "target"),
        (first, daan, "displaying"),
        (second, noor, "target"),
        (second, yusuf, "displaying"),
    }
    assert set(review.pupils) == {noor, daan, yusuf}


def test_a_second_step_goes_on_from_the_cases_around_it(cast: Cast) -> None:
    first = case_at_level(cast, "Samira")
    second = case_at_level(cast, "Samira", displaying="Yusuf")
    third = case_at_level(cast, "Samira", target="Emma", displaying="Yusuf")
    desk = cast.desk("Samira")
    assert around(desk.cases.review(first)) == {second}
    assert around(desk.cases.review(first, 2)) == {second, third}
    assert around(desk.cases.review(first, 99)) == {second, third}


def test_a_case_out_of_sight_is_no_node_no_bridge_and_no_count(cast: Cast) -> None:
    first = case_at_level(cast, "Samira", displaying="Sem")
    bridge = case_at_level(cast, "Joris", target="Lotte", displaying="Sem")
    beyond = case_at_level(cast, "Samira", target="Emma", displaying="Lotte")
    joris, samira = (
        cast.desk("Joris").cases.review(first, 2),
        cast.desk("Samira").cases.review(first, 2),
    )
    assert around(joris) == {bridge, beyond}
    assert around(samira) == set()
    assert cast.pupils["Lotte"] not in samira.pupils
    assert samira.count_left_out == 0
    assert bridge not in samira.in_sight


def test_the_support_team_sees_only_what_was_put_to_it(cast: Cast) -> None:
    first, other = case_at_level(cast, "Samira"), case_at_level(cast, "Samira", displaying="Yusuf")
    with pytest.raises(NotHere):
        cast.desk("Anneke").cases.review(first)
    asked = [NewEntry(kinds.SupportAsked(question="Wat nu?"), TODAY, "support")]
    seen = cast.desk("Samira").cases.open(first).case.last_number
    cast.desk("Samira").cases.record(first, asked, seen=seen, form_key="vraag")
    review = cast.desk("Anneke").cases.review(first, 2)
    assert around(review) == set()
    assert other not in review.in_sight


@pytest.mark.parametrize("unknown", ["", "x", "00000000-0000-4000-8000-000000000001"])
def test_an_unknown_case_and_a_forbidden_one_look_the_same(cast: Cast, unknown: str) -> None:
    with pytest.raises(NotHere):
        cast.desk("Samira").cases.review(unknown)


def test_every_case_that_shows_is_in_the_read_log_and_stays_new(cast: Cast) -> None:
    first = case_at_level(cast, "Samira")
    other = case_at_level(cast, "Joris", target="Sem", displaying="Daan")
    cast.desk("Samira").cases.review(first)
    lines = cast.store.access_log.lines(TODAY, TODAY)
    labels = {case.case_id: case.label for case in cast.desk("Samira").cases.all()}
    assert [(line.case_label, line.reason) for line in lines] == [
        (labels[other], BESIDE),
        (labels[first], ""),
    ]
    samira = cast.staff["Samira"]
    assert cast.store.access_log.opened_by(samira, [first, other]) == {first}
    cast.desk("Samira").cases.open(other)
    assert cast.store.access_log.opened_by(samira, [first, other]) == {first, other}
    assert cast.store.access_log.verify() == []


def test_what_only_showed_stays_new_after_a_restart(cast: Cast) -> None:
    first = case_at_level(cast, "Samira")
    other = case_at_level(cast, "Joris", target="Sem", displaying="Daan")
    cast.desk("Samira").cases.review(first)
    cast.store.access_log._opened.clear()
    assert cast.store.access_log.opened_by(cast.staff["Samira"], [first, other]) == {first}


PAIRS = st.lists(
    st.tuples(
        st.sampled_from(("Noor", "Daan", "Yusuf", "Sem", "Lotte")),
        st.sampled_from(("Daan", "Emma", "Sem", "Lotte")),
    ).filter(lambda pair: pair[0] != pair[1]),
    min_size=2,
    max_size=5,
)
MENTORS = {"Noor": "Samira", "Daan": "Samira", "Yusuf": "Samira", "Sem": "Joris", "Lotte": "Joris"}


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(pairs=PAIRS)
def test_no_network_ever_holds_what_its_reader_may_not_open(
    cast: Cast, pairs: list[tuple[str, str]]
) -> None:
    cast = with_new_pupils(cast)
    cases = [case_at_level(cast, MENTORS[one], target=one, displaying=two) for one, two in pairs]
    for name in ("Samira", "Joris", "Fatima", "Willem", "Anneke"):
        desk = cast.desk(name)
        may_open = {case.case_id for case in desk.cases.all()}
        for case_id in cases:
            if case_id not in may_open:
                with pytest.raises(NotHere):
                    desk.cases.review(case_id, 2)
                continue
            review = desk.cases.review(case_id, 2)
            assert around(review) <= may_open
            assert set(review.in_sight) == may_open
            in_them = {p for one in desk.cases.all() for p in one.pupil_ids}
            assert set(review.pupils) <= in_them


def test_a_case_that_went_on_as_another_one_can_still_be_thought_over(cast: Cast) -> None:
    first, second = case_at_level(cast, "Samira"), case_at_level(cast, "Samira")
    seen = cast.desk("Samira").cases.open(first).case.last_number
    cast.desk("Samira").merging.merge(first, second, "Hetzelfde.", seen=seen, form_key="samen")
    review = cast.desk("Samira").cases.review(second)
    assert around(review) == {first}
    assert around(cast.desk("Samira").cases.review(first)) == set()


# --- what it is held against ----------------------------------------------------------------------


def closed(cast: Cast, helped: list[str], mentor: str = "Samira", **answers: str) -> str:
    case_id = case_at_level(cast, mentor, **answers)
    closing = kinds.Closed(ending="stopped", reason="Nazorg hoeft niet.")
    recorded(cast, case_id, STOPPED, kinds.Evaluated(helped=helped), closing, name=mentor)
    return case_id


def past_ids(review: CaseReview) -> set[str | None]:
    return {case_id for (case_id,) in review.comparison.past.select("case_id").fetchall()}


def test_only_ids_of_cases_in_sight_are_told(cast: Cast) -> None:
    own = closed(cast, ["talks"], target="Emma", displaying="")
    closed(cast, ["parents"], "Joris", target="Lotte", displaying="")
    this = case_at_level(cast, "Samira")
    review = cast.desk("Samira").cases.review(this)
    assert past_ids(review) == {own, None}
    assert "case_id" not in review.comparison.cases.columns
    assert {"label", "class_id", "team_id"} & set(review.comparison.past.columns) == set()


def test_a_case_is_not_held_against_itself(cast: Cast) -> None:
    this = closed(cast, ["talks"])
    review = cast.desk("Samira").cases.review(this)
    assert review.comparison.past.fetchall() == []
    assert review.comparison.cases.fetchall() == []


def test_no_bullying_and_what_was_not_evaluated_teach_nothing(cast: Cast) -> None:
    case_id = case_at_level(cast, "Samira", target="Emma", displaying="")
    ended = kinds.Closed(ending="no_bullying", reason="Uitgezocht.")
    recorded(cast, case_id, STOPPED, kinds.Evaluated(helped=["talks"]), ended)
    other = case_at_level(cast, "Samira", target="Yusuf", displaying="")
    recorded(cast, other, kinds.Closed(ending="other", reason="Zo."))
    review = cast.desk("Samira").cases.review(case_at_level(cast, "Samira"))
    assert review.comparison.past.fetchall() == []


def test_what_helped_comes_from_the_evaluation(cast: Cast) -> None:
    for _ in range(12):
        closed(with_new_pupils(cast), ["talks", "parents"])
    desk = cast.desk("Samira")
    review = desk.cases.review(case_at_level(cast, "Samira"))
    card = review.file.case.card
    answer = similar_cases.similar_cases(
        review.comparison.past, likeness(review.file.case), card.lists["helped"], ()
    )
    assert answer.count == 12
    assert similar_cases.may_open_all(answer)
    links = answer.helped[["code", "count_helped", "count_cases"]].to_numpy().tolist()
    assert links == [["talks", 12, 12], ["parents", 12, 12]]


# --- the facts say what the case says -------------------------------------------------------------


def expected(case: Case) -> dict[str, Any]:
    payload = [payload for _, payload in case.of(kinds.Evaluated)]
    seen = [taken for taken in case.measures if taken.review]
    return {
        "places": set(case.all_codes("places")),
        "helped": {code for one in payload for code in one.helped},
        "not_helped": {code for one in payload for code in one.not_helped},
        "measures_seen": {taken.agreed.measure for taken in seen},
        "measures_helped": {t.agreed.measure for t in seen if t.outcome in ("stopped", "less")},
    }


def links(cast: Cast, case_id: str) -> dict[str, Any]:
    cast.store.facts.comparison(str(uuid4()), [], TODAY)
    names = ("places", "helped", "not_helped", "measures_seen", "measures_helped")
    sql = f"select {', '.join(names)} from facts.likeness_fact where case_id = $1"
    [row] = cast.store.database.rows(sql, (case_id,))
    return {name: set(value) for name, value in zip(names, row, strict=True)}


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves=MOVES)
def test_the_likeness_of_a_case_is_what_the_case_says(cast: Cast, moves: list[Move]) -> None:
    cast = with_new_pupils(cast)
    case_id, day = case_at_level(cast, "Samira"), TODAY
    desk = cast.desk("Samira")
    for move in moves:
        day += timedelta(days=move[-1])
        desk = cast.desk("Samira", min(day, date(2027, 7, 1)))
        case = desk.cases.open(case_id).case
        act = act_of(case, move, cast.pupils["Yusuf"])
        if isinstance(act, str):
            continue
        try:
            desk.cases.record(case_id, [act], seen=case.last_number, form_key=str(uuid4()))
        except (InputRefused, NotHere):
            continue
        if case_id not in {one.case_id for one in desk.cases.all()}:
            return
    assert links(cast, case_id) == expected(desk.cases.open(case_id).case)
