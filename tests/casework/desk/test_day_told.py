"""What is recorded belongs to the day on which it happened: its school year, and its class."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.cases.merging import Split
from casework.entries import NewEntry
from casework.errors import InputRefused, NotOwnPupil
from casework.people import Assignment, Role
from casework.records import SchoolYear
from tests.cast import Cast, record_at

JULY, AUGUST = date(2026, 7, 9), date(2026, 8, 25)
LAST_YEAR = SchoolYear("2025-2026", date(2025, 8, 1), date(2026, 7, 31))


@pytest.fixture
def school(cast: Cast) -> Cast:
    """The cast in August, after a year in which 2B was 1A, with Samira as its mentor, and Sem 1B.

    Emma was in 1A as well, and left the school on the last day of that year.
    """
    register, admin = cast.store.school, cast.staff["Ineke"]
    register.add_school_year(LAST_YEAR, admin)
    for name in ("1A", "1B"):
        cast.classes[name] = register.add_class(name, 1, "brugklas", "2025-2026", admin)
    register.load_enrolments(
        [
            (cast.pupils[pupil], cast.classes[then], LAST_YEAR.starts_on, LAST_YEAR.ends_on)
            for pupil, then in {"Noor": "1A", "Daan": "1A", "Sem": "1B", "Emma": "1A"}.items()
        ]
    )
    with cast.store.database.write():
        cast.store.database.run(
            "delete from enrolment where pupil_id = $1 and class_id = $2",
            (cast.pupils["Emma"], cast.classes["2B"]),
        )
    register.pupil_leaves(cast.pupils["Emma"], LAST_YEAR.ends_on, admin)
    register.assign(
        cast.staff["Samira"],
        Assignment(Role.MENTOR, cast.classes["1A"], LAST_YEAR.starts_on, LAST_YEAR.ends_on),
        admin,
    )
    return replace(cast, today=AUGUST)


def payloads(cast: Cast, case_id: str, kind: type[kinds.Payload]) -> list[kinds.Payload]:
    return [e.payload for e in cast.store.log.entries(case_id) if isinstance(e.payload, kind)]


def test_what_was_told_in_july_is_entered_in_august_in_the_year_and_class_of_july(
    school: Cast,
) -> None:
    receipt = school.case(reported_on=JULY)

    [opened] = payloads(school, receipt.subject_id, kinds.CaseOpened)
    assert isinstance(opened, kinds.CaseOpened)
    assert (opened.school_year, opened.class_id) == ("2025-2026", school.classes["1A"])
    assert opened.label == "2025-001"
    [report] = payloads(school, receipt.subject_id, kinds.Reported)
    assert isinstance(report, kinds.Reported)
    assert (report.school_year, report.class_id) == ("2025-2026", school.classes["1A"])
    parts = payloads(school, receipt.subject_id, kinds.PupilInvolved)
    assert [getattr(part, "class_id", "") for part in parts] == [school.classes["1A"]] * 2


def test_the_facts_of_a_melding_are_of_its_own_year_not_of_its_case(school: Cast) -> None:
    first = school.case(reported_on=JULY)
    next_one = school.melding(reported_on=AUGUST)
    school.desk("Samira").cases.report(next_one, join=first.subject_id, form_key=str(uuid4()))

    reports = school.desk("Pim").trends.whole_school_figures().reports.order("reported_on").df()

    assert list(reports["school_year"]) == ["2025-2026", "2026-2027"]
    assert [str(one) for one in reports["class_id"]] == [
        school.classes["1A"],
        school.classes["2B"],
    ]


def test_a_pupil_who_left_since_can_be_named_in_the_class_of_then(school: Cast) -> None:
    desk = school.desk("Samira")

    assert [p.name.given for p in desk.school.find_pupils("Emma", JULY)] == ["Emma"]
    assert desk.school.find_pupils("Emma") == []
    assert desk.school.pupils([school.pupils["Emma"]], JULY)[school.pupils["Emma"]].class_name == (
        "1A"
    )
    receipt = school.case(displaying="Emma", reported_on=JULY)
    parts = payloads(school, receipt.subject_id, kinds.PupilInvolved)
    assert {getattr(part, "class_id", "") for part in parts} == {school.classes["1A"]}
    with pytest.raises(InputRefused, match="sinds 31-7-2026 van school"):
        school.case(displaying="Emma", reported_on=date(2026, 8, 3))


def test_whoever_is_mentor_today_enters_it_and_whoever_was_passes_it_on(school: Cast) -> None:
    about_sem = school.melding(target="Sem", displaying="", reported_on=JULY)

    with pytest.raises(NotOwnPupil):
        school.desk("Samira").cases.report(about_sem, form_key=str(uuid4()))
    school.desk("Samira").signals.pass_on(about_sem, str(uuid4()))
    [(signal, _)] = school.desk("Joris").signals.waiting()
    assert (signal.sent_on, signal.sent.told_on) == (AUGUST, JULY)


@pytest.mark.parametrize(
    "field", [pytest.param("reported_on", id="told"), pytest.param("incident_on", id="happened")]
)
def test_a_day_before_the_first_known_year_is_refused(school: Cast, field: str) -> None:
    with pytest.raises(InputRefused, match="2025-2026, begint op 1-8-2025") as refusal:
        school.case("Samira", **dict[str, object]({field: date(2025, 7, 31)}))

    assert refusal.value.field == field
    assert "latere datum" not in refusal.value.sentence


def test_an_incident_of_last_year_may_be_told_this_year(school: Cast) -> None:
    receipt = school.case(incident_on=JULY)

    assert receipt.label == "2026-001"


def test_a_melding_whose_day_is_put_right_moves_to_the_year_and_class_of_that_day(
    school: Cast,
) -> None:
    case_id = school.case(reported_on=AUGUST).subject_id
    desk = school.desk("Samira")
    [report] = payloads(school, case_id, kinds.Reported)
    better = report.model_copy(update={"corrects": 2})
    record_at(desk, case_id, NewEntry(better, JULY, "report"))

    facts = school.desk("Pim").trends.whole_school_figures()
    [row] = facts.reports.df().to_dict("records")
    assert (row["school_year"], str(row["class_id"])) == ("2025-2026", school.classes["1A"])
    [case] = facts.cases.df().to_dict("records")
    assert (case["school_year"], str(case["class_id"])) == ("2025-2026", school.classes["1A"])


def test_a_mentor_hour_of_july_is_of_the_class_of_july(school: Cast) -> None:
    desk = school.desk("Samira")
    hour = kinds.MentorHourHeld(theme="online")
    desk.classroom.log_hour(school.classes["2B"], JULY, hour, str(uuid4()))

    assert desk.classroom.hours([school.classes["1A"]]) == [(JULY, "online")]
    assert desk.classroom.hours([school.classes["2B"]]) == []


def test_a_mentor_without_a_class_in_july_is_told_so(school: Cast) -> None:
    hour = kinds.MentorHourHeld(theme="online")

    with pytest.raises(InputRefused, match="Op 9-7-2026 had je niet één eigen klas"):
        school.desk("Joris").classroom.log_hour(school.classes["2C"], JULY, hour, str(uuid4()))


def test_an_older_melding_is_not_told_to_lie_about_its_day(school: Cast) -> None:
    case_id = school.case(reported_on=AUGUST).subject_id
    older = school.melding(reported_on=JULY)

    with pytest.raises(InputRefused) as refusal:
        school.desk("Samira").cases.report(older, join=case_id, form_key=str(uuid4()))
    assert "latere datum" not in refusal.value.sentence
    assert "voeg de twee daarna samen" in refusal.value.sentence

    # What it says to do works: the case of July takes in the one of August.
    first = school.desk("Samira").cases.report(
        older, reason="Eerder verteld.", form_key=str(uuid4())
    )
    assert first.label == "2025-001"
    school.desk("Samira").merging.merge(
        first.subject_id,
        case_id,
        "Het is één zaak.",
        seen=len(school.store.log.entries(first.subject_id)),
        form_key=str(uuid4()),
    )
    reports = school.desk("Pim").trends.whole_school_figures().reports.order("reported_on").df()
    assert list(reports["school_year"]) == ["2025-2026", "2026-2027"]
    assert reports["case_id"].nunique() == 1


def test_a_case_that_is_split_off_belongs_to_the_day_of_its_own_first_melding(
    school: Cast,
) -> None:
    first = school.case(reported_on=JULY)
    desk = school.desk("Samira")
    second = school.melding(target="Yusuf", displaying="Daan", reported_on=AUGUST)
    desk.cases.report(second, join=first.subject_id, form_key=str(uuid4()))
    numbers = [e.number for e in school.store.log.entries(first.subject_id) if e.kind == "reported"]
    split = Split(
        roles={school.pupils["Yusuf"]: "target", school.pupils["Daan"]: "displaying"},
        reports=(numbers[1],),
        staying=frozenset({school.pupils["Daan"]}),
        reason="Het ging om iets anders.",
    )
    receipt = desk.merging.split(
        first.subject_id,
        split,
        seen=len(school.store.log.entries(first.subject_id)),
        form_key=str(uuid4()),
    )

    assert (first.label, receipt.label) == ("2025-001", "2026-001")
    [opened] = payloads(school, receipt.subject_id, kinds.CaseOpened)
    assert isinstance(opened, kinds.CaseOpened)
    assert (opened.school_year, opened.class_id) == ("2026-2027", school.classes["2B"])
