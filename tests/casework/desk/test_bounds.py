"""Correcting, merging and splitting at a desk, on a real store: both cases, or neither."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings

from casework import entries as kinds
from casework.cases.case import Case
from casework.cases.merging import Split
from casework.desk import merging
from casework.entries import NewEntry
from casework.errors import CaseMovedOn, InputRefused, NotHere, StepOutOfOrder
from casework.figures import FigureFilter, Way
from tests.cast import TODAY, YEAR_STARTS_ON, Cast, desk_with
from tests.data.test_facts import StoredCase, assert_facts_equal, folded, rows, tried
from tests.histories import MOVES, Move, with_new_pupils

WHY = "Het gaat om hetzelfde voorval."
TALK = kinds.TalkHeld(notes="Rustig gesprek.")


@pytest.fixture
def cast(school: Cast) -> Cast:
    """The cast, with pupils of this test alone."""
    return with_new_pupils(school)


def new_case(cast: Cast, reporter: str = "Samira", **answers: str) -> str:
    """A case beside another one, with its reason."""
    return (
        cast.desk(reporter)
        .cases.report(cast.melding(**answers), form_key=str(uuid4()), reason="Ander voorval.")
        .subject_id
    )


def case_of(cast: Cast, case_id: str) -> Case:
    return folded(cast, case_id, TODAY)


def merged(cast: Cast, case_id: str, other_id: str, key: str = "", name: str = "Samira") -> Case:
    seen = case_of(cast, case_id).last_number
    key = key or str(uuid4())
    cast.desk(name).merging.merge(case_id, other_id, WHY, seen=seen, form_key=key)
    return case_of(cast, case_id)


def both(cast: Cast) -> tuple[str, str]:
    return new_case(cast), new_case(cast, displaying="Yusuf")


# --- merge ----------------------------------------------------------------------------------------


def test_a_merge_leaves_one_case_in_every_list_and_every_figure(cast: Cast) -> None:
    case_id, other_id = both(cast)
    case = merged(cast, case_id, other_id)

    assert_facts_equal(cast, case)
    for table in ("case_fact", "report_fact", "aftercare_fact", "part_fact"):
        assert rows(cast, table, other_id) == []
    for name in ("Samira", "Fatima", "Willem"):
        assert other_id not in {summary.case_id for summary in cast.desk(name).cases.all()}
    assert other_id not in {line.case_id for line in cast.desk("Samira").agenda.items()}
    alike = cast.desk("Samira").cases.recognise({cast.pupils["Noor"]: "target"})
    assert [summary.case_id for summary in alike] == [case_id]
    figures = cast.desk("Willem").trends.figures(Way.SCREEN)(FigureFilter())
    reported = [row[0] for row in figures.reports.select("case_id").fetchall()]
    assert (reported.count(case_id), reported.count(other_id)) == (2, 0)


def test_a_merged_case_opens_by_its_link_and_says_where_it_goes_on(cast: Cast) -> None:
    case_id, other_id = both(cast)
    merged(cast, case_id, other_id)

    goes_on = cast.desk("Samira").cases.open(other_id).case.merged_into
    assert goes_on is not None
    assert goes_on.other_id == case_id
    with pytest.raises(NotHere):
        cast.desk("Samira").cases.summary(other_id)
    assert cast.desk("Samira").cases.in_sight([case_id, other_id]) == {case_id, other_id}
    assert cast.desk("Joris").cases.in_sight([case_id, other_id]) == frozenset()
    assert cast.desk("Samira").cases.in_sight(["geen nummer", str(uuid4())]) == frozenset()


def test_what_is_carried_over_names_its_first_writer_after_a_reading_back(cast: Cast) -> None:
    case_id, other_id = both(cast)
    case = merged(cast, case_id, other_id)

    [(_, carried)] = case.reports[1:]
    assert carried.carried is not None
    assert carried.carried.recorded_by == cast.staff["Samira"]
    assert carried.carried.label == case_of(cast, other_id).label


def test_candidates_share_a_pupil_still_run_are_no_older_and_say_why(cast: Cast) -> None:
    case_id, other_id = both(cast)
    group = new_case(cast, target="Emma", displaying="Noor")
    of_yusuf = new_case(cast, target="Emma", displaying="Yusuf")

    case = {c.summary.case_id: c.reasons for c in cast.desk("Samira").merging.candidates(case_id)}
    assert case == {other_id: ("same_target",), group: ()}
    merged(cast, case_id, other_id)
    left = {case.summary.case_id for case in cast.desk("Samira").merging.candidates(case_id)}
    assert left == {group, of_yusuf}


def test_whoever_sees_one_side_only_gets_nothing(cast: Cast) -> None:
    here = new_case(cast, target="Noor", displaying="Sem")
    there = new_case(cast, target="Noor", displaying="Daan")
    before = [case_of(cast, one).last_number for one in (here, there)]

    for pair in ((here, there), (there, here)):
        with pytest.raises(NotHere):
            merged(cast, *pair, name="Joris")
    assert here in {case.case_id for case in cast.desk("Joris").cases.all()}
    assert [case_of(cast, one).last_number for one in (here, there)] == before
    assert cast.desk("Joris").merging.candidates(here) == []


def test_a_second_press_merges_once(cast: Cast) -> None:
    case_id, other_id = both(cast)
    seen, key = case_of(cast, case_id).last_number, str(uuid4())
    desk = cast.desk("Samira")
    first = desk.merging.merge(case_id, other_id, WHY, seen=seen, form_key=key)
    again = desk.merging.merge(case_id, other_id, WHY, seen=seen, form_key=key)

    assert (first.repeated, again.repeated) == (False, True)
    assert again.numbers == first.numbers
    assert len(case_of(cast, case_id).reports) == 2


def test_a_merge_after_somebody_wrote_changes_neither_case(cast: Cast) -> None:
    case_id, other_id = both(cast)
    seen = case_of(cast, case_id).last_number
    desk = cast.desk("Samira")
    talk = NewEntry(TALK, TODAY, "talk_target", cast.pupils["Noor"])
    desk.cases.record(case_id, [talk], seen=seen, form_key=str(uuid4()))
    before = [case_of(cast, one).entries for one in (case_id, other_id)]

    with pytest.raises(CaseMovedOn):
        desk.merging.merge(case_id, other_id, WHY, seen=seen, form_key=str(uuid4()))
    assert [case_of(cast, one).entries for one in (case_id, other_id)] == before


def test_a_write_in_the_other_case_during_the_merge_changes_neither(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, other_id = both(cast)
    talk = NewEntry(TALK, TODAY, "talk_target", cast.pupils["Noor"])
    desk = cast.desk("Samira")
    seen = case_of(cast, case_id).last_number
    check = merging.check_merge

    def slow_check(case: Case, other: Case) -> None:
        check(case, other)
        desk.cases.record(other_id, [talk], seen=other.last_number, form_key=str(uuid4()))

    monkeypatch.setattr(merging, "check_merge", slow_check)
    with pytest.raises(CaseMovedOn):
        desk.merging.merge(case_id, other_id, WHY, seen=seen, form_key=str(uuid4()))

    assert case_of(cast, case_id).last_number == seen
    assert case_of(cast, other_id).merged_into is None
    assert_facts_equal(cast, case_of(cast, case_id))
    assert_facts_equal(cast, case_of(cast, other_id))


def test_a_merge_needs_a_reason_and_says_what_to_do_when_it_cannot_be(cast: Cast) -> None:
    case_id, other_id = both(cast)
    desk = cast.desk("Samira")
    seen = case_of(cast, case_id).last_number
    with pytest.raises(InputRefused, match="waarom dit één zaak is"):
        desk.merging.merge(case_id, other_id, " ", seen=seen, form_key=str(uuid4()))
    with pytest.raises(InputRefused, match="andere zaak dan deze"):
        merged(cast, case_id, case_id)
    merged(cast, case_id, other_id)
    for pair in ((case_id, other_id), (other_id, case_id)):
        with pytest.raises(StepOutOfOrder, match="gaat al verder als zaak"):
            merged(cast, *pair)


def test_no_melding_joins_a_case_that_was_merged(cast: Cast) -> None:
    case_id, other_id = both(cast)
    merged(cast, case_id, other_id)
    count = case_of(cast, other_id).last_number
    with pytest.raises(StepOutOfOrder, match="gaat verder als zaak"):
        cast.desk("Samira").cases.report(cast.melding(), form_key=str(uuid4()), join=other_id)
    assert case_of(cast, other_id).last_number == count


# --- split ----------------------------------------------------------------------------------------


def split_of(cast: Cast, case_id: str) -> Split:
    roles = {cast.pupils["Noor"]: "target", cast.pupils["Yusuf"]: "displaying"}
    number = case_of(cast, case_id).reports[1][0].number
    return Split(roles, (number,), frozenset({cast.pupils["Noor"]}), "Toch twee zaken.")


def test_a_split_after_a_merge_stores_both_and_counts_each_melding_once(cast: Cast) -> None:
    case_id, other_id = both(cast)
    case = merged(cast, case_id, other_id)
    desk, key = cast.desk("Samira"), str(uuid4())
    how = split_of(cast, case_id)
    receipt = desk.merging.split(case_id, how, seen=case.last_number, form_key=key)
    again = desk.merging.split(case_id, how, seen=case.last_number, form_key=key)

    assert (again.repeated, again.subject_id) == (True, receipt.subject_id)
    new, old = case_of(cast, receipt.subject_id), case_of(cast, case_id)
    assert (len(new.reports), len(old.reports)) == (1, 1)
    assert receipt.label == new.label != old.label
    for one in (new, old):
        assert_facts_equal(cast, one)


def test_a_split_after_somebody_wrote_makes_no_case_and_uses_no_number(cast: Cast) -> None:
    case_id, other_id = both(cast)
    case = merged(cast, case_id, other_id)
    listed = len(cast.desk("Samira").cases.all())
    with pytest.raises(CaseMovedOn):
        cast.desk("Samira").merging.split(
            case_id, split_of(cast, case_id), seen=case.last_number - 1, form_key=str(uuid4())
        )
    assert len(cast.desk("Samira").cases.all()) == listed
    assert case_of(cast, case_id).entries == case.entries
    after = int(case_of(cast, new_case(cast, target="Emma")).label.split("-")[1])
    assert after == int(case_of(cast, other_id).label.split("-")[1]) + 1


# --- corrections and the look-back ----------------------------------------------------------------


def test_a_correction_of_a_correction_counts_in_the_facts_as_well(cast: Cast) -> None:
    history = StoredCase(cast)
    first = history.case.reports[0][0]
    for word in ("online", "excluding"):
        corrected = first.payload.model_copy(
            update={
                "kinds": [word],
                "corrects": history.case.last_number if word != "online" else 2,
            }
        )
        new = NewEntry(corrected, TODAY, first.step)
        history.desk.cases.record(
            history.case_id, [new], seen=history.case.last_number, form_key=str(uuid4())
        )
        assert_facts_equal(cast, history.case)
    assert history.fact()["kinds"] == ["excluding"]


def test_a_closed_case_is_recognised_up_to_the_look_back_and_a_running_one_always(
    cast: Cast,
) -> None:
    history = StoredCase(cast)
    desk = history.desk
    days, count = desk.school_days, desk.card.look_back_school_days
    last_day = days.after(TODAY, count)
    roles = {cast.pupils["Noor"]: "target"}

    def seen(day: date) -> bool:
        return history.case_id in {
            c.case_id for c in desk_with(desk, today=day).cases.recognise(roles)
        }

    assert seen(last_day + timedelta(days=60))
    history.record(kinds.Closed(ending="no_bullying", reason="Uitgezocht."))
    assert [seen(TODAY), seen(last_day)] == [True, True]
    assert not seen(days.after(last_day, 1))


def test_vacations_do_not_make_the_look_back_longer(cast: Cast) -> None:
    desk = cast.desk("Samira")
    days = desk.school_days
    back = days.before(TODAY, 40)
    assert days.between(back, TODAY) == 40
    assert YEAR_STARTS_ON < back < TODAY - timedelta(days=56)


# --- at random ------------------------------------------------------------------------------------


@given(MOVES, MOVES)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_two_random_histories_that_merge_are_one_in_the_facts(
    school: Cast, moves: list[Move], others: list[Move]
) -> None:
    cast = with_new_pupils(school)
    history, taken = StoredCase(cast), StoredCase.__new__(StoredCase)
    taken.cast, taken.today = cast, TODAY
    taken.case_id = new_case(cast, displaying="Emma")
    for one, its_moves in ((history, moves), (taken, others)):
        for move in its_moves:
            tried(one, move)
    case, other = history.case, taken.case
    desk = desk_with(history.desk, today=max(history.today, taken.today))
    counted = len(case.reports) + len(other.reports)
    try:
        desk.merging.merge(
            history.case_id, taken.case_id, WHY, seen=case.last_number, form_key=str(uuid4())
        )
    except InputRefused:
        assert other.state != "running" or other.opened_on < case.opened_on
        assert_facts_equal(cast, case)
        assert_facts_equal(cast, other)
        return
    whole = history.case
    assert_facts_equal(cast, whole)
    assert rows(cast, "case_fact", taken.case_id) == []
    assert len(whole.reports) == counted
    assert whole.level == max(case.level, other.level)
    assert whole.state == "running"
    assert whole.entries[: len(case.entries)] == case.entries
