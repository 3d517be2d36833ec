"""Names beside cases, one search, and one pupil over all cases: only of what is in sight."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.cases.work_list import SignalGlance, told_apart
from casework.desk import Desk
from casework.entries import CheckedIn, Closed, NewEntry
from casework.errors import NotHere
from casework.people import PersonName
from casework.records import FIRST_WORDS, ON_PUPIL_PAGE
from casework.signals.signal import NewSignal
from tests.cast import TODAY, YEAR_STARTS_ON, Cast, case_at_level, desk_with, record_at

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def school(school: Cast) -> Cast:
    """The school of this file, with a case in each class."""
    case_at_level(school, "Samira", target="Noor", displaying="Daan")
    case_at_level(school, "Joris", target="Sem", displaying="Lotte", level=3)
    case_at_level(school, "Hanna", target="Tim", displaying="")
    return school


def pupils_found(desk: Desk, typed: str) -> list[str]:
    return [one.label for one in desk.search.find(typed).pupils]


def numbers_found(desk: Desk, typed: str) -> set[str]:
    found = desk.search.find(typed).case_ids
    return {case.label for case in desk.cases.all() if case.case_id in found}


# --- search ---------------------------------------------------------------------------------------


def test_a_mentor_finds_pupils_of_the_own_class_and_nobody_elses(cast: Cast) -> None:
    assert pupils_found(cast.desk("Samira"), "yilmaz") == ["Yusuf Y."]
    assert pupils_found(cast.desk("Samira"), "sem") == []
    assert pupils_found(cast.desk("Joris"), "yilmaz") == []


def test_a_pupil_of_another_class_is_found_once_a_case_brings_both_together(cast: Cast) -> None:
    case_at_level(cast, "Samira", target="Noor", displaying="Sem")

    assert pupils_found(cast.desk("Samira"), "jansen") == ["Sem J."]
    assert pupils_found(cast.desk("Joris"), "VISS") == ["Noor V."]
    assert pupils_found(cast.desk("Joris"), "yilmaz") == []


def test_a_case_is_found_by_pupil_class_and_number(cast: Cast) -> None:
    case_at_level(cast, "Samira", target="Noor", displaying="Daan")
    case_at_level(cast, "Samira", target="Emma", displaying="Yusuf")
    desk = cast.desk("Samira")

    assert numbers_found(desk, "noor") == {"2026-001"}
    assert numbers_found(desk, "daan de boer") == {"2026-001"}
    assert numbers_found(desk, "2b") == numbers_found(desk, "Klas 2 B") == {"2026-001", "2026-002"}
    assert numbers_found(desk, "Noor en Daan") == numbers_found(desk, "boer noor") == {"2026-001"}
    assert pupils_found(desk, "noor met daan") == ["Noor V.", "Daan B."]
    assert desk.search.find("noor en yusuf").is_empty
    assert numbers_found(desk, "2026-2") == {"2026-002"}
    assert numbers_found(desk, "zaak 002") == numbers_found(desk, "2026-002") == {"2026-002"}
    assert desk.search.find("bestaat niet").is_empty


def test_a_class_beside_a_name_narrows_it_down(cast: Cast) -> None:
    twin = PersonName("Noor", "Visser")
    cast.store.school.add_pupil(twin, cast.classes["2C"], YEAR_STARTS_ON, cast.staff["Ineke"])
    desk = cast.desk("Fatima")

    assert pupils_found(desk, "noor") == ["Noor V. (2B)", "Noor V. (2C)"]
    (only,) = desk.search.find("noor 2c").pupils
    assert only.pupil.class_name == "2C"


def test_a_coordinator_finds_the_pupil_and_not_the_case_at_level_one(cast: Cast) -> None:
    case_at_level(cast, "Samira")
    result = cast.desk("Fatima").search.find("noor")

    assert [(one.label, one.count_cases) for one in result.pupils] == [("Noor V.", 0)]
    assert not result.case_ids


@pytest.mark.parametrize("name", ["Dirk", "Ineke", "Pim", "Sofie"])
def test_who_sees_no_cases_has_nothing_to_search(cast: Cast, name: str) -> None:
    with pytest.raises(NotHere):
        cast.desk(name).search.find("noor")


TYPED = st.one_of(
    st.text(max_size=30),
    st.text("noorvisdaebyusflmtijk 2BC0123-.'%_*", max_size=20),
    st.sampled_from(["sem", "Lotte Smit", "tim", "Mulder", "jansen", "2C", "4V1", "2026", "001"]),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=TYPED)
def test_whatever_is_typed_nothing_out_of_sight_is_found(school: Cast, typed: str) -> None:
    """Samira is mentor of 2B: in the shared school are cases of every class."""
    desk = school.desk("Samira")
    in_sight = {case.case_id: case for case in desk.cases.all()}
    near = {pupil for case in in_sight.values() for pupil in case.pupil_ids}
    near |= {pupil.pupil_id for pupil in desk.school.class_list(school.classes["2B"])}

    result = desk.search.find(typed)

    assert {one.pupil.pupil_id for one in result.pupils} <= near
    assert {one.class_id for one in result.classes} <= {school.classes["2B"]}
    assert result.case_ids <= in_sight.keys()


# --- one pupil ------------------------------------------------------------------------------------


def test_a_pupil_page_gathers_every_case_in_sight_with_part_score_and_what_is_due(
    cast: Cast,
) -> None:
    first = case_at_level(cast, "Samira", target="Noor", displaying="Daan")
    second = case_at_level(cast, "Samira", target="Emma", displaying="Noor")
    for score in (4, 7):
        checked = CheckedIn(note="", safety_score=score)
        record_at(
            cast.desk("Samira"), first, NewEntry(checked, TODAY, "check_in", cast.pupils["Noor"])
        )

    file = cast.desk("Samira").pupils.open(cast.pupils["Noor"])

    assert file.pupil.name.full == "Noor Visser"
    parts = {case.case_id: case.role_of(file.pupil.pupil_id) for case in file.cases}
    assert parts == {first: "target", second: "displaying"}
    assert file.scores == ((TODAY, 4), (TODAY, 7))
    assert {item.case_id for item in file.items} == {first, second}
    assert set(file.labels.values()) == {"Noor V.", "Daan B.", "Emma B."}


def test_a_case_that_was_closed_stands_apart(cast: Cast) -> None:
    case_id = case_at_level(cast, "Samira")
    record_at(
        cast.desk("Samira"), case_id, NewEntry(Closed(ending="no_bullying", reason="Nee."), TODAY)
    )
    file = cast.desk("Samira").pupils.open(cast.pupils["Noor"])
    assert (len(file.open_cases), len(file.closed_cases)) == (0, 1)


def test_what_is_out_of_sight_leaves_no_trace_on_the_page_of_a_pupil(cast: Cast) -> None:
    before = cast.desk("Fatima").pupils.open(cast.pupils["Noor"])
    case_at_level(cast, "Samira")
    assert cast.desk("Fatima").pupils.open(cast.pupils["Noor"]) == before


@pytest.mark.parametrize("pupil_id", ["", "noor", "'; --", NOBODY, "../zaak", "\x00"])
def test_an_id_that_is_nobodys_is_not_here(cast: Cast, pupil_id: str) -> None:
    with pytest.raises(NotHere):
        cast.desk("Samira").pupils.open(pupil_id)


def test_a_pupil_of_another_class_is_as_unknown_as_one_that_does_not_exist(cast: Cast) -> None:
    case_at_level(cast, "Joris", target="Sem", displaying="Lotte")
    for pupil_id in (
        cast.pupils["Sem"],
        cast.pupils["Tim"],
        cast.classes["2B"],
        cast.staff["Dirk"],
    ):
        with pytest.raises(NotHere):
            cast.desk("Samira").pupils.open(pupil_id)


def test_each_case_on_the_page_is_in_the_read_log_and_stays_new(cast: Cast) -> None:
    case_at_level(cast, "Samira", target="Noor", displaying="Sem")
    desk = desk_with(cast.desk("Joris"), visit=str(uuid4()))
    for _ in range(2):
        desk.pupils.open(cast.pupils["Sem"])

    lines = cast.store.access_log.lines(TODAY, TODAY)
    seen = [(line.staff_name, line.case_label, line.reason) for line in lines]
    assert sorted(seen) == [
        ("Joris Kuipers", "2026-001", ON_PUPIL_PAGE),
        ("Joris Kuipers", "leerling", ""),
    ]
    assert any(item.news for item in cast.desk("Joris").agenda.items())


# --- names beside cases ---------------------------------------------------------------------------


def test_names_beside_cases_are_those_of_the_cases_in_sight_the_gepeste_first(cast: Cast) -> None:
    own = case_at_level(cast, "Samira", target="Noor", displaying="Daan")
    others = case_at_level(cast, "Joris", target="Sem", displaying="Lotte")

    names = cast.desk("Samira").pupils.in_cases([own, others, str(uuid4()), "x"])

    assert names == {own: ["Noor V.", "Daan B."]}


def test_two_pupils_who_read_alike_are_told_apart_in_a_list(cast: Cast) -> None:
    for family in ("Jacobs", "Jansen"):
        cast.pupils[family] = cast.store.school.add_pupil(
            PersonName("Sem", family), cast.classes["2B"], YEAR_STARTS_ON, cast.staff["Ineke"]
        )
    case_id = case_at_level(cast, "Samira", target="Jacobs", displaying="Jansen")

    desk = cast.desk("Samira")

    assert desk.pupils.in_cases([case_id]) == {case_id: ["Sem Jac.", "Sem Jan."]}
    assert desk.cases.open(case_id).name(cast.pupils["Jansen"]) == "Sem Jan."


# --- Vandaag by pupil -----------------------------------------------------------------------------


def test_what_waits_around_one_pupil_stands_together(cast: Cast) -> None:
    first = case_at_level(cast, "Samira", target="Noor", displaying="Daan")
    second = case_at_level(cast, "Samira", target="Noor", displaying="Emma")
    other = case_at_level(cast, "Samira", target="Yusuf", displaying="")

    groups = cast.desk("Samira").agenda.by_pupil()

    named = {group.name: {subject.case_id for subject in group.subjects} for group in groups}
    assert named == {"Noor V.": {first, second}, "Yusuf Y.": {other}}
    noor = next(group for group in groups if group.name == "Noor V.")
    assert {subject.others for subject in noor.subjects} == {("Daan B.",), ("Emma B.",)}
    talks = [
        line for s in noor.subjects for line in s.lines if line.item.step_id == "talk_displaying"
    ]
    assert {line.about for line in talks} == {"Daan B.", "Emma B."}


def test_the_lines_by_pupil_are_the_lines_of_the_day(cast: Cast) -> None:
    case_at_level(cast, "Samira", target="Noor", displaying="Daan", serious=("threat",))
    cast.desk("Dirk").signals.send(NewSignal(what="Duwen.", pupils=(cast.pupils["Noor"],)), "s")
    desk = cast.desk("Samira")
    for with_names in (True, False):
        groups = desk.agenda.by_pupil(with_names=with_names)
        lines = [line.item for g in groups for s in g.subjects for line in s.lines]
        assert sorted(map(repr, lines)) == sorted(map(repr, desk.agenda.items()))


def test_hidden_names_are_not_even_read(cast: Cast) -> None:
    case_at_level(cast, "Samira")
    cast.desk("Dirk").signals.send(NewSignal(what="Duwen.", pupils=(cast.pupils["Noor"],)), "s")

    groups = cast.desk("Samira").agenda.by_pupil(with_names=False)

    for word in ("Noor", "Daan", "Dirk", "Duwen", cast.pupils["Emma"]):
        assert word not in repr(groups)
    assert {group.pupil_id for group in groups} == {""}
    assert cast.store.access_log.lines(TODAY, TODAY) == []


def test_three_signals_about_nobody_in_particular_never_read_alike(cast: Cast) -> None:
    for number, words in enumerate(("Er werd geduwd.", "Er werd gelachen.", "Er werd geduwd.")):
        signal = NewSignal(what=words, class_id=cast.classes["2B"])
        cast.desk("Dirk").signals.send(signal, f"signal-{number}")

    groups = cast.desk("Samira").agenda.by_pupil()

    glances = [line.glance for g in groups for s in g.subjects for line in s.lines]
    assert len(set(glances)) == 3
    assert {glance.sender for glance in glances if glance} == {"Dirk Prins"}
    assert {g.first_words for g in glances if g} == {
        "Er werd geduwd.",
        "Er werd gelachen.",
        "Er werd geduwd. (2)",
    }


def test_the_first_words_of_a_signal_are_logged_once_for_a_sign_in(cast: Cast) -> None:
    cast.desk("Dirk").signals.send(NewSignal(what="Duwen.", pupils=(cast.pupils["Noor"],)), "s")
    desk = desk_with(cast.desk("Samira"), session="this-morning")
    for _ in range(3):
        desk.agenda.by_pupil()
    desk_with(cast.desk("Samira"), session="this-afternoon").agenda.by_pupil()

    lines = cast.store.access_log.lines(TODAY, TODAY)
    words = [line for line in lines if line.reason == FIRST_WORDS]
    assert [line.case_label for line in words] == ["signaal"] * 2


def test_a_colleague_elsewhere_reads_no_word_of_a_signal(cast: Cast) -> None:
    cast.desk("Dirk").signals.send(NewSignal(what="Duwen.", pupils=(cast.pupils["Noor"],)), "s")
    for name in ("Joris", "Fatima", "Anneke", "Willem"):
        assert "Duwen" not in repr(cast.desk(name).agenda.by_pupil())


def test_alike_glances_get_a_number() -> None:
    glance = SignalGlance("Dirk", datetime(2026, 11, 23, 9, 42, tzinfo=UTC), "Geduwd.")
    numbered = told_apart({"a": glance, "b": glance})
    assert [one.first_words for one in numbered.values()] == ["Geduwd.", "Geduwd. (2)"]
