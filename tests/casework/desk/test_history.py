"""Schone lei: what was over before last school year opens with a reason, and what runs does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.desk import Access
from casework.entries import NewEntry
from casework.errors import InputRefused, NotHere, ReasonNeeded, SignalMovedOn
from casework.read_log import ReadAct
from casework.records import SchoolYear
from casework.signals.signal import NewSignal
from tests.cast import TODAY, YEAR_STARTS_ON, Cast, copy_of, record_at

LATER = date(2028, 10, 2)
"""In the second school year after that of the cast."""

CLOSED = kinds.Closed(ending="other", reason="De leerlingen hebben het bijgelegd.")


@dataclass
class Old:
    """The school two years on, with a case that was closed then and one that still runs."""

    cast: Cast
    closed: str
    running: str


def add_years(cast: Cast) -> None:
    for year in (2027, 2028):
        new = SchoolYear(f"{year}-{year + 1}", date(year, 8, 1), date(year + 1, 7, 31))
        cast.store.school.add_school_year(new, cast.staff["Ineke"])


@pytest.fixture(scope="module")
def old(cast_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Old]:
    cast = copy_of(cast_files, tmp_path_factory.mktemp("old") / "school")
    closed = cast.case(target="Noor", displaying="Daan").subject_id
    record_at(cast.desk("Samira"), closed, NewEntry(CLOSED, TODAY))
    running = cast.case(target="Emma", displaying="Noor").subject_id
    add_years(cast)
    yield Old(cast, closed, running)
    cast.store.close()


def test_what_was_closed_opens_as_ever_until_a_whole_school_year_has_passed(old: Old) -> None:
    for day in (date(2026, 11, 24), date(2027, 9, 1), date(2028, 7, 31)):
        assert old.cast.desk("Samira", day).cases.open(old.closed)
    with pytest.raises(ReasonNeeded):
        old.cast.desk("Samira", date(2028, 8, 1)).cases.open(old.closed)


def test_a_case_that_still_runs_never_asks_for_a_reason(old: Old) -> None:
    assert old.cast.desk("Samira", LATER).cases.open(old.running)


@pytest.mark.parametrize("road", ["open", "printed", "review", "magister_text", "reasons_given"])
def test_no_road_leads_around_the_reason(old: Old, road: str) -> None:
    pupil = [old.cast.pupils["Noor"]] if road == "magister_text" else []
    with pytest.raises(ReasonNeeded):
        getattr(old.cast.desk("Samira", LATER).cases, road)(old.closed, *pupil)


def test_the_network_of_a_case_leaves_out_what_opens_with_a_reason(old: Old) -> None:
    """Noor had a part in both."""
    review = old.cast.desk("Samira", LATER).cases.review(old.running)
    assert [linked.case_id for linked in review.linked] == [old.running]
    assert {link.case_id for link in review.pupil_links} == {old.running}
    assert old.cast.pupils["Daan"] not in review.pupils


def test_lists_searches_and_the_page_of_a_pupil_leave_out_who_it_was_about(old: Old) -> None:
    desk = old.cast.desk("Samira", LATER)
    noor = old.cast.pupils["Noor"]
    assert desk.pupils.in_cases([old.closed, old.running]).keys() == {old.running}
    assert desk.cases.opening_with_reason({old.closed, old.running}) == {old.closed}
    assert old.closed not in desk.search.find("noor").case_ids
    number = desk.cases.summary(old.closed).label
    assert old.closed in desk.search.find(number).case_ids
    file = desk.pupils.open(noor)
    assert [one.case_id for one in file.cases] == [old.running]
    assert [one.case_id for one in file.history] == [old.closed]
    assert desk.cases.recognise({noor: "target"}) == []
    assert desk.cases.count_history([noor]) == 1
    assert desk.cases.count_history([old.cast.pupils["Emma"]]) == 0


def test_a_school_that_looks_back_further_is_not_shown_who_it_was_about(
    old: Old, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Access, "look_back_from", YEAR_STARTS_ON)
    roles = dict.fromkeys((old.cast.pupils["Noor"], old.cast.pupils["Emma"]), "target")
    alike = {one.case_id for one in old.cast.desk("Samira", LATER).cases.recognise(roles)}
    assert alike == {old.running}


def test_a_signal_that_was_settled_before_last_school_year_opens_no_more(
    cast_files: Cast, tmp_path: Path
) -> None:
    cast = copy_of(cast_files, tmp_path / "school")
    signal = NewSignal(pupils=(cast.pupils["Noor"],), what="Noor huilde in de gang.")
    settled, waits = (
        cast.desk("Dirk").signals.send(signal, form_key=str(uuid4())).subject_id for _ in range(2)
    )
    cast.desk("Samira").signals.set_aside(settled, "Al besproken.", form_key=str(uuid4()))
    add_years(cast)
    for day in (TODAY, date(2028, 7, 31)):
        assert cast.desk("Samira", day).signals.open(settled)
    with pytest.raises(SignalMovedOn, match="voor het vorige schooljaar"):
        cast.desk("Samira", LATER).signals.open(settled)
    assert cast.desk("Samira", LATER).signals.open(waits)
    cast.store.close()


def test_a_reason_opens_it_for_that_person_and_day_and_the_mentor_reads_it(
    cast_files: Cast, tmp_path: Path
) -> None:
    cast = copy_of(cast_files, tmp_path / "school")
    case_id = cast.case().subject_id
    record_at(cast.desk("Samira"), case_id, NewEntry(CLOSED, TODAY))
    add_years(cast)
    desk, key = cast.desk("Samira", LATER), str(uuid4())
    with pytest.raises(InputRefused):
        desk.cases.open_with_reason(case_id, "  ", form_key=str(uuid4()))
    for _ in range(2):
        desk.cases.open_with_reason(case_id, "Noor meldde zich weer.", form_key=key)

    assert desk.cases.open(case_id)
    assert case_id in desk.search.find("noor").case_ids
    [line] = desk.cases.reasons_given(case_id)
    assert (line.staff_name, line.reason) == ("Samira el Idrissi", "Noor meldde zich weer.")
    [logged] = [one for one in cast.store.access_log.lines(LATER, LATER) if one.has_reason]
    assert logged.act is ReadAct.OPENED
    with pytest.raises(ReasonNeeded):
        cast.desk("Samira", date(2028, 10, 3)).cases.open(case_id)
    with pytest.raises(NotHere):
        cast.desk("Joris", LATER).cases.open_with_reason(case_id, "Nieuwsgierig.", form_key=key)
    cast.store.close()
