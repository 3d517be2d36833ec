"""The register of the school: what an admin may enter, and where people belong."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest

from casework.errors import InputRefused, NotHere
from casework.people import Assignment, Home, PersonName, Reach, Role
from casework.records import SchoolYear
from data.store import Store
from data.transactions import Row
from tests.cast import PASSWORD
from tests.data.small_school import TODAY, colleague
from tests.passwords import choose_password

FIRST_DAY = date(2026, 8, 31)
NOOR = PersonName("Noor", "Verhoeven")


@pytest.fixture
def class_2b(store: Store) -> str:
    return store.school.classes("2026-2027")[0].class_id


@pytest.fixture
def class_2c(store: Store) -> str:
    return store.school.classes("2026-2027")[1].class_id


def test_a_class_list_holds_the_pupils_of_that_day_by_name(
    store: Store, class_2b: str, class_2c: str
) -> None:
    store.school.add_pupil(PersonName("Sem", "Çelik"), class_2b, FIRST_DAY, "")
    noor = store.school.add_pupil(NOOR, class_2b, FIRST_DAY, "")
    store.school.add_pupil(PersonName("Mo", "Haddad"), class_2c, FIRST_DAY, "")
    assert [p.name.full for p in store.school.class_list(class_2b, TODAY)] == [
        "Noor Verhoeven",
        "Sem Çelik",
    ]
    assert store.school.class_list(class_2b, date(2026, 8, 30)) == []
    assert store.school.pupils([noor], TODAY)[noor].class_name == "2B"


def test_all_classes_are_those_of_every_year_the_oldest_first(store: Store) -> None:
    school = store.school
    # Entered last, but earlier in time; and a class of another team.
    before = SchoolYear("2025-2026", date(2025, 8, 25), date(2026, 7, 17))
    school.add_school_year(before, "")
    school.add_class("1B", 1, "Onderbouw", "2025-2026", "")
    school.add_class("4V1", 4, "Bovenbouw", "2026-2027", "")

    told = [(one.school_year, one.name, one.team_name) for one in school.all_classes()]
    assert told == [
        ("2025-2026", "1B", "Onderbouw"),
        ("2026-2027", "2B", "Onderbouw"),
        ("2026-2027", "2C", "Onderbouw"),
        ("2026-2027", "4V1", "Bovenbouw"),
    ]
    # A class added later is among them: what is kept is forgotten with every change.
    school.add_class("3C", 3, "Bovenbouw", "2026-2027", "")
    assert [one.name for one in school.all_classes()] == ["1B", "2B", "2C", "3C", "4V1"]


def test_who_leads_sees_exact_figures_until_a_beheerder_turns_that_off(store: Store) -> None:
    school = store.school
    ineke = next(one.staff_id for one in school.staff(date(2026, 11, 23)))
    assert school.leaders_see_exact_figures()
    school.set_exact_figures(False, ineke)
    assert not school.leaders_see_exact_figures()
    school.set_exact_figures(True, ineke)
    assert school.leaders_see_exact_figures()


def test_a_pupil_who_moves_is_in_one_class_on_every_day(
    store: Store, class_2b: str, class_2c: str
) -> None:
    noor = store.school.add_pupil(NOOR, class_2b, FIRST_DAY, "")
    store.school.move_pupil(noor, class_2c, date(2026, 11, 9), "")
    team = store.school.classes("2026-2027")[0].team_id
    assert store.school.homes([noor], date(2026, 11, 8)) == {noor: Home(class_2b, 2, team)}
    assert store.school.homes([noor], date(2026, 11, 9)) == {noor: Home(class_2c, 2, team)}
    assert store.school.class_list(class_2b, date(2026, 11, 9)) == []
    assert len(store.school.class_list(class_2c, date(2026, 11, 9))) == 1


def test_a_pupil_who_left_keeps_the_last_class_as_home(store: Store, class_2b: str) -> None:
    noor = store.school.add_pupil(NOOR, class_2b, FIRST_DAY, "")
    store.school.pupil_leaves(noor, date(2026, 10, 30), "")
    found = store.school.pupils([noor], TODAY)[noor]
    assert (found.class_name, found.left_on) == ("2B", date(2026, 10, 30))
    assert store.school.pupils([noor], date(2026, 10, 30))[noor].left_on is None
    assert store.school.class_list(class_2b, TODAY) == []
    assert store.school.homes([noor], TODAY)[noor].class_id == class_2b


def test_a_new_name_replaces_the_old_one_and_no_name_is_in_the_file(
    store: Store, class_2b: str
) -> None:
    noor = store.school.add_pupil(NOOR, class_2b, FIRST_DAY, "")
    store.school.rename_pupil(noor, PersonName(" Nora ", "van  der Berg"), "")
    found = store.school.pupils([noor], TODAY)[noor]
    assert found.name == PersonName("Nora", "van der Berg")
    store.close()
    for path in store.folder.rglob("*"):
        if path.is_file():
            for name in (b"Noor", b"Verhoeven", b"Nora", b"Berg", b"Ineke", b"de Wit"):
                assert name not in path.read_bytes()


def test_every_change_is_on_record_with_who_made_it(store: Store, class_2b: str) -> None:
    ineke = store.school.staff(TODAY)[0].staff_id
    noor = store.school.add_pupil(NOOR, class_2b, FIRST_DAY, ineke)
    rows = store.database.rows(
        "select changed_by, kind from reference_change where subject_id = $1", (noor,)
    )
    assert rows == [(ineke, "pupil_added")]


REFUSED: list[tuple[str, Callable[[Store, str], object]]] = [
    ("al een klas", lambda s, c: s.school.add_class("2b", 2, "Onderbouw", "2026-2027", "")),
    ("schooljaar is er niet", lambda s, c: s.school.add_class("2D", 2, "Onder", "2031-2032", "")),
    ("leerjaar", lambda s, c: s.school.add_class("7A", 7, "Onderbouw", "2026-2027", "")),
    ("leerjaar", lambda s, c: s.school.add_class("0A", 0, "Onderbouw", "2026-2027", "")),
    ("klas in", lambda s, c: s.school.add_class("  ", 2, "Onderbouw", "2026-2027", "")),
    ("team in", lambda s, c: s.school.add_class("2D", 2, "", "2026-2027", "")),
    ("klas is er niet", lambda s, c: s.school.add_pupil(NOOR, "2B", FIRST_DAY, "")),
    ("voornaam", lambda s, c: s.school.add_pupil(PersonName(" ", " "), c, FIRST_DAY, "")),
    ("te lang", lambda s, c: s.school.add_pupil(PersonName("X" * 200, ""), c, FIRST_DAY, "")),
    ("niet in schooljaar", lambda s, c: s.school.add_pupil(NOOR, c, date(2026, 8, 30), "")),
    ("niet in schooljaar", lambda s, c: s.school.add_pupil(NOOR, c, date(2027, 7, 17), "")),
    ("al in gebruik", lambda s, c: s.school.add_staff(NOOR, "INEKE ", "")),
    ("gebruikersnaam in", lambda s, c: s.school.add_staff(NOOR, " ", "")),
    ("regio", lambda s, c: s.school.set_school("Het Voorbeeld", "Oost", "")),
    ("naam van de school in", lambda s, c: s.school.set_school(" ", "Noord", "")),
    ("voor de eerste", lambda s, c: s.school.add_free_days(TODAY, FIRST_DAY, "Vrij", "")),
    ("naam in", lambda s, c: s.school.add_free_days(TODAY, TODAY, "", "")),
    ("langer dan", lambda s, c: s.school.add_free_days(TODAY, date(2027, 7, 1), "Vrij", "")),
    ("is er al", lambda s, c: s.school.add_school_year(year("2026-2027", 2028), "")),
    ("overlapt", lambda s, c: s.school.add_school_year(year("later", 2027, 7, 1), "")),
    ("voordat het begint", lambda s, c: s.school.add_school_year(
        SchoolYear("2028-2029", date(2028, 9, 1), date(2028, 8, 1)), "")),
]  # fmt: skip


def year(name: str, starts: int, month: int = 8, day: int = 30) -> SchoolYear:
    return SchoolYear(name, date(starts, month, day), date(starts + 1, 7, 10))


@pytest.mark.parametrize(
    ("says", "act"), REFUSED, ids=[f"{n} {r[0]}" for n, r in enumerate(REFUSED)]
)
def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(
    store: Store, class_2b: str, says: str, act: Callable[[Store, str], object]
) -> None:
    before = store.database.rows("select * from reference_change order by changed_at")
    with pytest.raises(InputRefused, match=says):
        act(store, class_2b)
    assert store.database.rows("select * from reference_change order by changed_at") == before


def test_an_unknown_pupil_or_colleague_is_not_here(store: Store, class_2b: str) -> None:
    for nobody in ("", "noor", "00000000-0000-4000-8000-000000000000"):
        with pytest.raises(NotHere):
            store.school.rename_pupil(nobody, NOOR, "")
        with pytest.raises(NotHere):
            store.school.move_pupil(nobody, class_2b, FIRST_DAY, "")
        with pytest.raises(NotHere):
            store.school.pupil_leaves(nobody, TODAY, "")
        with pytest.raises(NotHere):
            store.school.pupil_stays(nobody, "")
        with pytest.raises(NotHere):
            store.school.end_staff(nobody, TODAY, "")
        with pytest.raises(NotHere):
            store.school.rename_staff(nobody, NOOR, "")
        with pytest.raises(NotHere):
            store.school.change_user_name(nobody, "noor", "")
        assert store.school.pupils([nobody], TODAY) == {}
        assert store.school.homes([nobody], TODAY) == {}
        assert store.school.staff_names([nobody]) == {}
        assert store.school.class_list(nobody, TODAY) == []
        assert store.school.mentors_of(nobody, TODAY) == []
        assert store.school.actor(nobody, TODAY) is None


def test_a_role_ends_with_its_last_day(store: Store, class_2b: str) -> None:
    samira = store.school.add_staff(PersonName("Samira", "El Idrissi"), "samira", "")
    held = Assignment(Role.MENTOR, class_2b, TODAY, date(2026, 12, 1))
    store.school.assign(samira, held, "")
    last, after = (store.school.actor(samira, date(2026, 12, day)) for day in (1, 2))
    assert last is not None
    assert last.has(Role.MENTOR)
    assert last.name == "Samira El Idrissi"
    assert after is not None
    assert not after.has(Role.MENTOR)
    assert [m.staff_id for m in store.school.mentors_of(class_2b, date(2026, 12, 1))] == [samira]
    assert store.school.mentors_of(class_2b, date(2026, 12, 2)) == []


def test_a_role_that_is_ended_early_ends_early(store: Store, class_2b: str) -> None:
    samira = colleague(store, "Samira", Role.MENTOR, class_2b)
    held = Assignment(Role.MENTOR, class_2b, TODAY)
    store.school.end_assignment(samira, held, date(2026, 11, 10), "")
    actor = store.school.actor(samira, date(2026, 11, 11))
    assert actor is not None
    assert not actor.has(Role.MENTOR)
    with pytest.raises(NotHere):
        store.school.end_assignment(samira, held, date(2026, 11, 12), "")


def test_a_role_that_ends_before_it_began_was_a_mistake_and_is_gone_at_once(
    store: Store, class_2b: str
) -> None:
    samira = colleague(store, "Samira", Role.MENTOR, class_2b)
    held = Assignment(Role.MENTOR, class_2b, TODAY)
    store.school.end_assignment(samira, held, TODAY - timedelta(days=1), "")
    actor = store.school.actor(samira, TODAY)
    assert actor is not None
    assert not actor.has(Role.MENTOR)
    store.school.assign(samira, held, "")


def test_who_leaves_school_is_nobody_here_any_more(store: Store, class_2b: str) -> None:
    samira = colleague(store, "Samira", Role.MENTOR, class_2b)
    store.school.end_staff(samira, TODAY, "")
    assert store.school.actor(samira, TODAY) is None
    assert store.school.mentors_of(class_2b, TODAY) == []
    assert store.school.staff_names([samira])[samira].given == "Samira"
    with pytest.raises(InputRefused, match="werkt hier niet meer"):
        store.school.assign(samira, Assignment(Role.SUPPORT_TEAM), "")


def test_the_last_beheerder_stays(store: Store) -> None:
    ineke = store.school.staff(TODAY)[0].staff_id
    with pytest.raises(InputRefused, match="minstens één beheerder"):
        store.school.end_staff(ineke, TODAY, ineke)
    with pytest.raises(InputRefused, match="minstens één beheerder"):
        store.school.end_assignment(ineke, Assignment(Role.ADMIN), TODAY, ineke)
    willem = colleague(store, "Willem", Role.ADMIN)
    with pytest.raises(InputRefused, match="kan aanmelden"):
        store.school.end_staff(ineke, TODAY, ineke)
    choose_password(store, willem, PASSWORD)
    store.school.end_staff(ineke, TODAY, ineke)
    assert store.school.actor(ineke, TODAY) is None


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (Role.MENTOR, "2B"),
        (Role.MENTOR, ""),
        (Role.COORDINATOR, "9"),
        (Role.COORDINATOR, ""),
        (Role.TEAM_LEADER, "00000000-0000-4000-8000-000000000000"),
        (Role.ADMIN, "2"),
    ],
)
def test_a_role_needs_the_scope_that_belongs_to_it(store: Store, role: Role, scope: str) -> None:
    ineke = store.school.staff(TODAY)[0].staff_id
    with pytest.raises(InputRefused):
        store.school.assign(ineke, Assignment(role, scope, TODAY), "")


def test_the_same_role_twice_in_one_period_is_refused(store: Store, class_2b: str) -> None:
    samira = colleague(store, "Samira", Role.MENTOR, class_2b)
    with pytest.raises(InputRefused, match="al"):
        store.school.assign(samira, Assignment(Role.MENTOR, class_2b, TODAY), "")
    with pytest.raises(InputRefused, match="begint"):
        store.school.assign(samira, Assignment(Role.SUPPORT_TEAM, "", TODAY, date(2026, 1, 1)), "")


def test_the_calendar_knows_vacations_and_the_days_of_the_school(store: Store) -> None:
    assert not store.school.school_days().is_school_day(date(2026, 10, 20))
    assert store.school.school_days().is_school_day(date(2026, 11, 20))
    store.school.add_free_days(date(2026, 11, 20), date(2026, 11, 23), "Studiedagen", "")
    assert not store.school.school_days().is_school_day(date(2026, 11, 20))
    assert store.school.free_days() == [(date(2026, 11, 20), date(2026, 11, 23), "Studiedagen")]
    store.school.remove_free_days(date(2026, 11, 20), date(2026, 11, 23), "")
    assert store.school.school_days().is_school_day(date(2026, 11, 20))


def test_a_change_of_the_register_is_heard_once_per_commit(store: Store, class_2b: str) -> None:
    heard: list[str] = []
    store.school.on_school_change.append(lambda: heard.append("changed"))
    with store.database.write():
        store.school.add_pupil(NOOR, class_2b, FIRST_DAY, "")
        store.school.add_pupil(NOOR, class_2b, FIRST_DAY, "")
    assert heard == ["changed"]


def test_many_pupils_are_loaded_at_once(store: Store, class_2b: str) -> None:
    ids = [f"00000000-0000-4000-8000-{n:012d}" for n in range(300)]
    store.school.load_pupils([(pupil, PersonName("Sam", f"Nr{pupil[-3:]}"), None) for pupil in ids])
    store.school.load_enrolments([(pupil, class_2b, FIRST_DAY, None) for pupil in ids])
    found = store.school.class_list(class_2b, TODAY)
    assert [pupil.name.family for pupil in found] == [f"Nr{n:03d}" for n in range(300)]


def test_a_pupil_more_leaves_the_classes_as_they_were_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A board has 16,000 classes a year, and somebody is added there all day."""
    school, ineke = store.school, store.school.staff(TODAY)[0].staff_id
    year = "2026-2027"
    before = (school.classes(year), dict(school.class_index(year)), school.all_classes())
    reach = Reach(year_groups=frozenset({1, 2, 3}))
    within = school.classes_within(reach, year)
    asked: list[str] = []
    rows = store.database.rows

    def noted(sql: str, params: Sequence[object] = ()) -> list[Row]:
        asked.append(sql)
        return rows(sql, params)

    monkeypatch.setattr(store.database, "rows", noted)
    pupil_id = school.add_pupil(PersonName("Nieuw", "Kind"), within[0].class_id, TODAY, ineke)
    asked.clear()
    assert (school.classes(year), school.class_index(year), school.all_classes()) == before
    assert school.classes_within(reach, year) == within
    assert asked == []
    assert pupil_id in school.members([within[0].class_id], TODAY)

    school.add_class("9Z", 2, "onderbouw", year, ineke)
    assert "9Z" in {one.name for one in school.classes(year)}
    assert "9Z" in {one.name for one in school.class_index(year).values()}
    assert "9Z" in {one.name for one in school.classes_within(reach, year)}


def test_only_the_names_that_are_new_are_unsealed_to_find_pupils(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    school, ineke = store.school, store.school.staff(TODAY)[0].staff_id
    class_id = school.classes("2026-2027")[0].class_id
    gone, renamed, *_ = [
        school.add_pupil(PersonName(name, "Jansen"), class_id, TODAY, ineke)
        for name in ("Vertrokken", "Hernoemd", "Blijvend")
    ]
    before = school.pupil_finder(TODAY)
    assert before.find("hernoemd") == [renamed]
    school.pupil_leaves(gone, TODAY, ineke)
    school.rename_pupil(renamed, PersonName("Anders", "Jansen"), ineke)
    fresh = school.add_pupil(PersonName("Nieuw", "Kind"), class_id, TODAY, ineke)
    unsealed: list[str] = []
    name = school._name

    def noted(subject_id: str, sealed: bytes, context: str) -> PersonName:
        unsealed.append(subject_id)
        return name(subject_id, sealed, context)

    monkeypatch.setattr(school, "_name", noted)
    tomorrow = TODAY + timedelta(days=1)
    finder = school.pupil_finder(tomorrow)
    assert set(unsealed) == {renamed, fresh}
    assert finder.find("vertrokken") == []
    # A slip that was put right still finds the pupil.
    assert finder.find("hernoemd") == [renamed]
    assert finder.find("anders") == [renamed]
    assert finder.find("nieuw") == [fresh]
    assert len(finder.find("blijvend")) == 1
    assert finder.find("nieuw", {renamed}) == []
