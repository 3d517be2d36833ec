"""Klas: what a mentor sees of the own class, and what was recorded for it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.entries import NewEntry, Payload
from casework.errors import InputRefused, NotHere
from casework.records import ON_CLASS_PAGE
from tests.cast import TODAY, YEAR_STARTS_ON, Cast, record_at

HOUR = kinds.MentorHourHeld(theme="online", note="Over de appgroep.")


def record(cast: Cast, case_id: str, payload: Payload, step: str, pupil: str = "") -> None:
    desk = cast.desk("Samira")
    record_at(desk, case_id, NewEntry(payload, TODAY, step, cast.pupils.get(pupil, "")))


def test_a_pupil_is_marked_with_the_open_cases_alone(cast: Cast) -> None:
    case_id = cast.case().subject_id
    class_file = cast.desk("Samira").classroom.open(cast.classes["2B"])

    assert [pupil.name.given for pupil in class_file.pupils] == ["Daan", "Emma", "Noor", "Yusuf"]
    assert [case.label for case in class_file.cases_of(cast.pupils["Noor"])] == ["2026-001"]
    assert class_file.cases_of(cast.pupils["Emma"]) == []

    payload = kinds.Closed(ending="no_bullying", reason="Het bleek een misverstand.")
    record(cast, case_id, payload, "")
    assert cast.desk("Samira").classroom.open(cast.classes["2B"]).cases == ()


def test_the_class_knows_the_scores_and_the_next_nazorg_of_its_own_pupils(cast: Cast) -> None:
    case_id = cast.case(target="Noor", displaying="Sem").subject_id
    record(cast, case_id, kinds.CheckedIn(safety_score=4), "check_in", "Noor")
    record(cast, case_id, kinds.CheckedIn(safety_score=9), "check_in", "Sem")
    record(cast, case_id, kinds.Stopped(said_by="target", words="Het is over."), "stopped")

    class_file = cast.desk("Samira").classroom.open(cast.classes["2B"])
    assert class_file.scores(cast.pupils["Noor"]) == [(TODAY, 4)]
    # Ten school days after Monday 23 November.
    assert class_file.next_aftercare_on == date(2026, 12, 7)
    assert [case.case_id for case in class_file.asked_after(cast.pupils["Noor"])] == [case_id]


def test_a_bystander_is_marked_but_not_asked_how_it_goes(cast: Cast) -> None:
    case_id = cast.case().subject_id
    desk = cast.desk("Samira")
    payload = kinds.PupilInvolved(role="bystander", class_id="", year_group=0, team_id="")
    new = NewEntry(payload, TODAY, pupil_id=cast.pupils["Emma"])
    record_at(desk, case_id, new)

    class_file = desk.classroom.open(cast.classes["2B"])
    assert len(class_file.cases_of(cast.pupils["Emma"])) == 1
    assert class_file.asked_after(cast.pupils["Emma"]) == []


def test_looking_at_a_class_is_logged_for_every_case_it_tells_about(cast: Cast) -> None:
    cast.case()
    cast.desk("Samira").classroom.open(cast.classes["2B"])

    lines = cast.store.access_log.lines(TODAY, TODAY)
    assert [(line.staff_name, line.case_label, line.reason) for line in lines] == [
        ("Samira el Idrissi", "2026-001", ON_CLASS_PAGE)
    ]


def test_a_leerlingcoordinator_sees_the_class_but_not_its_first_meldingen(cast: Cast) -> None:
    cast.case()
    class_file = cast.desk("Fatima").classroom.open(cast.classes["2B"])

    assert len(class_file.pupils) == 4
    assert class_file.cases == ()
    assert not class_file.is_own


def test_a_mentor_hour_that_was_wrong_no_longer_counts(cast: Cast) -> None:
    desk, class_id = cast.desk("Samira"), cast.classes["2B"]
    desk.classroom.log_hour(class_id, YEAR_STARTS_ON, HOUR, str(uuid4()))
    desk.classroom.log_hour(class_id, TODAY, HOUR, str(uuid4()))
    [newest, _] = desk.classroom.open(class_id).hours
    assert (newest.held_on, newest.note) == (TODAY, "Over de appgroep.")
    assert newest.recorded_by == "Samira el Idrissi"

    form_key = str(uuid4())
    for _ in range(2):
        desk.classroom.withdraw_hour(class_id, newest.number, "Ging niet door.", form_key)

    assert [hour.held_on for hour in desk.classroom.open(class_id).hours] == [YEAR_STARTS_ON]
    assert desk.classroom.hours([class_id]) == [(YEAR_STARTS_ON, "online")]
    assert len(cast.store.log.entries(class_id)) == 3
    cast.store.facts.whole_version()
    rows = cast.store.database.rows("select held_on from facts.prevention_fact", ())
    assert rows == [(YEAR_STARTS_ON,)]


@pytest.mark.parametrize(("number", "reason", "field"), [(9, "Zo.", "hour"), (1, " ", "reason")])
def test_striking_out_a_mentor_hour_asks_which_and_why(
    cast: Cast, number: int, reason: str, field: str
) -> None:
    desk, class_id = cast.desk("Samira"), cast.classes["2B"]
    desk.classroom.log_hour(class_id, TODAY - timedelta(days=1), HOUR, str(uuid4()))

    with pytest.raises(InputRefused) as refusal:
        desk.classroom.withdraw_hour(class_id, number, reason, str(uuid4()))

    assert refusal.value.field == field


def test_another_class_looks_like_one_that_is_not_there(shared: Cast) -> None:
    for unknown_id in (shared.classes["2C"], "", "geen id", str(uuid4())):
        with pytest.raises(NotHere):
            shared.desk("Samira").classroom.open(unknown_id)


def test_a_mentor_hour_is_logged_once_a_form_and_read_back(cast: Cast) -> None:
    desk, key = cast.desk("Samira"), str(uuid4())
    class_id = cast.classes["2B"]
    before = len(desk.classroom.hours([class_id]))

    first = desk.classroom.log_hour(class_id, TODAY, HOUR, key)
    again = desk.classroom.log_hour(class_id, TODAY, HOUR, key)

    assert (again.numbers, again.repeated) == (first.numbers, True)
    assert desk.classroom.hours([class_id])[0] == (TODAY, "online")
    assert len(desk.classroom.hours([class_id])) == before + 1


@pytest.mark.parametrize(
    ("held_on", "theme", "field"),
    [
        (TODAY + timedelta(days=1), "online", "held_on"),
        (YEAR_STARTS_ON - timedelta(days=1), "online", "held_on"),
        (TODAY, "", "theme"),
        (TODAY, "verzonnen", "theme"),
    ],
)
def test_a_mentor_hour_has_a_day_of_this_year_and_a_theme_of_the_card(
    shared: Cast, held_on: date, theme: str, field: str
) -> None:
    payload = kinds.MentorHourHeld(theme=theme)

    with pytest.raises(InputRefused) as refusal:
        shared.desk("Samira").classroom.log_hour(
            shared.classes["2B"], held_on, payload, str(uuid4())
        )

    assert refusal.value.field == field


@pytest.mark.parametrize("which", ["2C", "geen id", "een zaak"])
def test_a_mentor_hour_is_of_an_own_class(cast: Cast, which: str) -> None:
    class_id = cast.classes.get(which, which)
    if which == "een zaak":
        class_id = cast.case().subject_id

    with pytest.raises(NotHere):
        cast.desk("Samira").classroom.log_hour(class_id, TODAY, HOUR, str(uuid4()))
