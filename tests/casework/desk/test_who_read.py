"""Every road by which a name or a word of a case reaches somebody is in the read log."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.desk import Desk
from casework.entries import NewEntry
from casework.errors import InputRefused, NotHere
from casework.read_log import ReadAct
from casework.records import ROSTER_SAVED
from casework.signals.signal import NewSignal
from tests.cast import TODAY, Cast, case_at_level, record_at

# Each road with the colleague who goes it; the case is about Noor and Daan of 2B.
Road = tuple[str, Callable[[Desk, Cast, str], object], str]
ROADS: dict[str, Road] = {
    "Zaak": ("Samira", lambda desk, _, case: desk.cases.open(case), "opened"),
    "Zaak as PDF": ("Samira", lambda desk, _, case: desk.cases.printed(case), "printed"),
    "Magister text": (
        "Samira",
        lambda desk, cast, case: desk.cases.magister_text(case, cast.pupils["Noor"]),
        "opened",
    ),
    "Bespreken": ("Samira", lambda desk, _, case: desk.cases.review(case), "opened"),
    "Vandaag": ("Samira", lambda desk, *_: desk.agenda.by_pupil(), "seen"),
    "a list of cases": ("Samira", lambda desk, _, case: desk.pupils.in_cases([case]), "seen"),
    "Leerling": ("Samira", lambda desk, cast, _: desk.pupils.open(cast.pupils["Noor"]), "opened"),
    "Klas": ("Samira", lambda desk, cast, _: desk.classroom.open(cast.classes["2B"]), "seen"),
    "search": ("Samira", lambda desk, *_: desk.search.find("noor"), "searched"),
    "a melding that looks alike": (
        "Samira",
        lambda desk, cast, _: desk.cases.recognise({cast.pupils["Noor"]: "target"}),
        "seen",
    ),
    "a quick note": (
        "Samira",
        lambda desk, cast, _: desk.quick_notes.running_cases([cast.pupils["Noor"]]),
        "seen",
    ),
    "a pupil in Beheer": (
        "Ineke",
        lambda desk, cast, _: desk.office.pupils.open(cast.pupils["Noor"]),
        "opened",
    ),
    "a search in Beheer": ("Ineke", lambda desk, *_: desk.office.pupils.find("noor"), "searched"),
    "a search in the read log": (
        "Nadia",
        lambda desk, *_: desk.who_read.find_pupils("noor"),
        "searched",
    ),
    "the read log of a pupil": (
        "Nadia",
        lambda desk, cast, _: desk.who_read.count_of_pupil(cast.pupils["Noor"], TODAY, TODAY),
        "looked_up",
    ),
}


def who_saw(cast: Cast, pupil: str) -> list[tuple[str, ReadAct, str]]:
    """Who saw what of this pupil today, the oldest first."""
    lines = cast.desk("Nadia").who_read.lines_of_pupil(cast.pupils[pupil], TODAY, TODAY)
    return [(line.staff_name.split()[0], line.act, line.case_label) for line in reversed(lines)]


@pytest.mark.parametrize("road", ROADS)
def test_who_saw_a_pupil_knows_every_road(cast: Cast, road: str) -> None:
    case_id = cast.case().subject_id
    name, go, act = ROADS[road]
    before = len(who_saw(cast, "Noor"))
    assert go(cast.desk(name), cast, case_id)
    new = who_saw(cast, "Noor")[before:]
    assert (name, ReadAct(act)) in [(who, what) for who, what, _ in new]
    assert who_saw(cast, "Tim") == []


def put_to_the_team(cast: Cast) -> str:
    """A case about which the ondersteuningsteam was asked something."""
    case_id = cast.case().subject_id
    asked = NewEntry(kinds.SupportAsked(question="Wat nu?"), TODAY, "support")
    record_at(cast.desk("Samira"), case_id, asked)
    return case_id


def test_who_writes_advice_has_opened_the_case(cast: Cast) -> None:
    case_id = put_to_the_team(cast)
    cast.desk("Anneke").advice.open(case_id)
    assert who_saw(cast, "Noor")[-1] == ("Anneke", ReadAct.OPENED, "2026-001")


def test_a_case_in_a_meeting_was_opened_also_under_letters(cast: Cast) -> None:
    case_id, desk = put_to_the_team(cast), cast.desk("Anneke")
    here = [cast.staff["Anneke"]]
    meeting_id = desk.meetings.start([case_id], here, "", str(uuid4())).subject_id
    before = who_saw(cast, "Noor")
    desk.meetings.case(meeting_id, case_id)
    assert who_saw(cast, "Noor") == [*before, ("Anneke", ReadAct.OPENED, "2026-001")]


def test_a_case_that_may_be_the_same_is_seen_beside_the_other(cast: Cast) -> None:
    one, other = (case_at_level(cast, "Samira", target=pupil) for pupil in ("Noor", "Emma"))
    before = who_saw(cast, "Emma")
    [candidate] = cast.desk("Samira").merging.candidates(one)
    assert candidate.summary.case_id == other
    assert who_saw(cast, "Emma") == [*before, ("Samira", ReadAct.SEEN, "2026-002")]


def test_whoever_looks_in_the_read_log_is_in_it(cast: Cast) -> None:
    assert cast.desk("Nadia").who_read.count(TODAY, TODAY) > 0
    [look] = [
        one for one in cast.store.access_log.lines(TODAY, TODAY) if one.act is ReadAct.LOOKED_UP
    ]
    assert look.staff_name.startswith("Nadia")


def test_a_report_that_left_is_a_line_for_each_team_that_it_is_about(cast: Cast) -> None:
    cast.desk("Sofie").report.log_export("2026-2027", "")
    cast.desk("Willem").report.log_export("2026-2027", cast.teams["onderbouw"])
    lines = cast.store.access_log.lines(TODAY, TODAY)
    left = [one.staff_name.split()[0] for one in lines if one.act is ReadAct.EXPORTED]
    assert sorted(left) == ["Sofie", "Sofie", "Willem"]
    with pytest.raises(NotHere):
        cast.desk("Willem").report.log_export("2026-2027", cast.teams["bovenbouw"])


def test_first_words_of_a_signal_and_the_signal_itself_are_about_its_pupil(cast: Cast) -> None:
    new = NewSignal(pupils=(cast.pupils["Noor"],), what="Noor zat alleen.")
    signal_id = cast.desk("Dirk").signals.send(new, str(uuid4())).subject_id
    cast.desk("Samira").agenda.by_pupil()
    cast.desk("Samira").signals.open(signal_id)
    seen = who_saw(cast, "Noor")
    assert ("Samira", ReadAct.SEEN, "signaal") in seen
    assert ("Samira", ReadAct.OPENED, "signaal") in seen


def test_two_records_of_one_pupil_have_the_readers_of_both(cast: Cast) -> None:
    cast.case(target="Yusuf")
    cast.desk("Samira").search.find("yusuf")
    school, by = cast.store.school, cast.staff["Ineke"]
    school.merge_pupils(cast.pupils["Yusuf"], cast.pupils["Emma"], by)
    assert ("Samira", ReadAct.SEARCHED, "") in who_saw(cast, "Emma")


def test_a_search_is_a_line_once_for_whom_it_found_and_never_what_was_typed(cast: Cast) -> None:
    cast.case()
    desk = cast.desk("Samira")
    for typed in ("noor", "noor v", "noor visser"):
        desk.search.find(typed)
    lines = cast.store.access_log.lines(TODAY, TODAY)
    assert len({line.reason for line in lines if line.act is ReadAct.SEARCHED}) == 1
    assert "visser" not in repr(lines).casefold()


def test_why_a_case_was_opened_is_not_for_who_reads_the_log(cast: Cast) -> None:
    case_id = cast.case().subject_id
    log = cast.store.access_log
    now = cast.desk("Samira").now()
    log.noted(cast.staff["Anneke"], case_id, ReadAct.OPENED, now, "v", "Moeder belde.")
    log.noted(cast.staff["Ineke"], "", ReadAct.EXPORTED, now, "v", ROSTER_SAVED)
    lines = cast.desk("Nadia").who_read.lines(TODAY, TODAY)
    assert "Moeder" not in repr(lines)
    assert [line.has_reason for line in lines if line.staff_name.startswith("Anneke")] == [True]
    assert ROSTER_SAVED in {line.reason for line in lines}


def test_a_beheerder_gets_numbers_for_each_colleague_and_no_case(cast: Cast) -> None:
    label = cast.case().label
    cast.desk("Samira").cases.open(cast.store.log.begun_with("case_opened")[0])
    counts = cast.desk("Ineke").office.reading.counts(TODAY, TODAY)
    [samira] = [one for one in counts if one.name.startswith("Samira")]
    assert (samira.by_act[ReadAct.OPENED], samira.count_days) == (1, 1)
    assert label not in repr(counts)
    [look] = [
        one for one in cast.store.access_log.lines(TODAY, TODAY) if one.act is ReadAct.LOOKED_UP
    ]
    assert look.staff_name.startswith("Ineke")


def test_a_pupil_who_is_not_here_and_days_that_cannot_be_are_refused(cast: Cast) -> None:
    room = cast.desk("Nadia").who_read
    with pytest.raises(NotHere):
        room.lines_of_pupil(str(uuid4()), TODAY, TODAY)
    with pytest.raises(InputRefused):
        room.lines(TODAY, TODAY - timedelta(days=1))
