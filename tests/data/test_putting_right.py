"""A slip in a class, a team, a year or a colleague is mended, and what was recorded follows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from casework.entries import CaseOpened, ClassInvolved, NewEntry
from casework.errors import InputRefused, NotHere
from casework.figures import WHOLE_SCHOOL, FigureFilter
from casework.people import Action, Assignment, PersonName, Role
from casework.records import SchoolClass, SchoolYear, Signature
from casework.year_groups import ISK
from data.store import Store
from tests.cast import PASSWORD, TODAY, Cast
from tests.passwords import choose_password

YEAR = "2026-2027"

LATER = datetime.now(UTC) + timedelta(days=1)


def class_named(store: Store, name: str, year: str = YEAR) -> SchoolClass:
    return next(c for c in store.school.classes(year) if c.name == name)


def count_cases(store: Store, figure_filter: FigureFilter) -> int:
    cases = store.facts.figures(WHOLE_SCHOOL)(figure_filter).cases
    (count,) = cases.aggregate("count(*)").fetchall()[0]
    return int(count)


def change(store: Store, class_name: str, **to: object) -> SchoolClass:
    held = class_named(store, class_name)
    new = replace(held, **to)  # type: ignore[arg-type]
    store.school.change_class(held, new, "")
    return next(c for c in store.school.classes(YEAR) if c.class_id == held.class_id)


def test_a_class_gets_another_name_year_group_and_team(cast: Cast) -> None:
    changed = change(cast.store, "2B", name="I1", year_group=ISK, team_name="internationaal")
    assert (changed.name, changed.year_group, changed.team_name) == ("I1", ISK, "internationaal")
    noor = cast.store.school.pupils([cast.pupils["Noor"]], TODAY)[cast.pupils["Noor"]]
    assert noor.class_name == "I1"


def test_what_was_recorded_in_a_class_follows_its_team_and_year_group(cast: Cast) -> None:
    case_id = cast.case().subject_id
    assert count_cases(cast.store, FigureFilter(year_group=2)) == 1
    changed = change(cast.store, "2B", year_group=3, team_name="bovenbouw")
    for figure_filter, count in (
        (FigureFilter(year_group=2), 0),
        (FigureFilter(year_group=3), 1),
        (FigureFilter(team_id=cast.teams["bovenbouw"]), 1),
        (FigureFilter(team_id=cast.teams["onderbouw"]), 0),
    ):
        assert count_cases(cast.store, figure_filter) == count, figure_filter
    opened = cast.store.log.entries(case_id)[0].payload
    assert isinstance(opened, CaseOpened)
    assert (opened.year_group, opened.team_id) == (3, changed.team_id)
    coded = cast.store.log.entries_of([case_id])[case_id][0].payload
    assert isinstance(coded, CaseOpened)
    assert coded.team_id == changed.team_id


def test_a_class_may_not_get_the_name_of_another_and_it_says_what_to_do(cast: Cast) -> None:
    with pytest.raises(InputRefused, match="Verplaats de leerlingen van 2B naar 2C"):
        change(cast.store, "2B", name="2c")
    # Its own name in other capitals is a slip like any other.
    assert change(cast.store, "2B", name="2b").name == "2b"


def test_two_beheerders_do_not_overwrite_each_other(cast: Cast) -> None:
    held = class_named(cast.store, "2B")
    change(cast.store, "2B", name="2D")
    with pytest.raises(InputRefused, match="intussen veranderd"):
        cast.store.school.change_class(held, replace(held, name="2E"), "")


def test_a_class_that_nobody_was_in_can_go_and_another_cannot(cast: Cast) -> None:
    school = cast.store.school
    with pytest.raises(InputRefused, match=r"leerlingen zitten of zaten erin en 1 mentor heeft"):
        school.remove_class(cast.classes["2B"], "")
    made = school.add_class("2Z", 2, "onderbouw", YEAR, "")
    school.remove_class(made, "")
    assert "2Z" not in {c.name for c in school.classes(YEAR)}


def test_a_class_that_is_named_in_a_case_stays(cast: Cast) -> None:
    made = cast.store.school.add_class("2Z", 2, "onderbouw", YEAR, "")
    case_id = cast.case().subject_id
    assert not cast.store.school.use_of_class(made).is_used
    named = ClassInvolved(class_id=made, class_name="2Z", year_group=2, team_id=str(uuid4()))
    signature = Signature("", datetime.now(UTC), 1, str(uuid4()))
    seen = len(cast.store.log.entries(case_id))
    cast.store.log.append(case_id, [NewEntry(named, TODAY)], expected=seen, signature=signature)
    assert cast.store.school.use_of_class(made).count_records == 1
    with pytest.raises(InputRefused, match="1 dossier noemt haar"):
        cast.store.school.remove_class(made, "")


def test_a_team_is_renamed_and_one_without_classes_is_seen_and_can_go(cast: Cast) -> None:
    school = cast.store.school
    school.rename_team(cast.teams["onderbouw"], "leerjaar 1 en 2", "")
    assert class_named(cast.store, "2B").team_name == "leerjaar 1 en 2"
    made = school.add_class("9X", 6, "tikfout", YEAR, "")
    school.remove_class(made, "")
    team = next(t for t in school.all_teams() if t.name == "tikfout")
    assert team.count_classes == 0
    school.remove_team(team.team_id, "")
    assert "tikfout" not in {t.name for t in school.all_teams()}


def test_a_team_in_use_stays_and_says_why_in_numbers(cast: Cast) -> None:
    with pytest.raises(InputRefused, match=r"\d klassen.*1 teamleider"):
        cast.store.school.remove_team(cast.teams["onderbouw"], "")


def test_two_teams_do_not_become_one_by_a_name(cast: Cast) -> None:
    sentence = r"Geef de \d klassen van onderbouw bij Klassen het team bovenbouw"
    with pytest.raises(InputRefused, match=sentence):
        cast.store.school.rename_team(cast.teams["onderbouw"], "Bovenbouw", "")


def test_a_school_year_gets_another_name_and_its_cases_go_along(cast: Cast) -> None:
    case_id = cast.case().subject_id
    cast.store.school.rename_school_year(YEAR, "26/27", "")
    assert [year.school_year for year in cast.store.school.school_years()][-1] == "26/27"
    assert class_named(cast.store, "2B", "26/27").name == "2B"
    opened = cast.store.log.entries(case_id)[0].payload
    assert isinstance(opened, CaseOpened)
    assert opened.school_year == "26/27"
    rows = cast.store.facts.figures(WHOLE_SCHOOL)(FigureFilter()).cases
    assert rows.aggregate("max(school_year)").fetchall() == [("26/27",)]


def test_a_school_year_goes_when_there_is_nothing_in_it(cast: Cast) -> None:
    school = cast.store.school
    school.add_school_year(SchoolYear("2030-2031", date(2030, 8, 1), date(2031, 7, 31)), "")
    school.remove_school_year("2030-2031", "")
    assert "2030-2031" not in {year.school_year for year in school.school_years()}
    with pytest.raises(InputRefused, match=r"er zijn \d klassen in"):
        school.remove_school_year(YEAR, "")


# --- staff ----------------------------------------------------------------------------------------


def test_the_name_and_the_user_name_of_a_colleague_are_put_right(cast: Cast) -> None:
    school, joris = cast.store.school, cast.staff["Joris"]
    school.rename_staff(joris, PersonName("Joris", "Kuiper"), "")
    school.change_user_name(joris, "kpr", "")
    member = next(m for m in school.staff(TODAY) if m.staff_id == joris)
    assert (member.name.full, member.user_name) == ("Joris Kuiper", "kpr")
    choose_password(cast.store, joris, PASSWORD)
    assert cast.store.accounts.check("KPR", PASSWORD, LATER).staff_id == joris
    with pytest.raises(InputRefused, match="al in gebruik"):
        school.change_user_name(joris, "Samira", "")


def test_an_ended_account_opens_again_with_the_roles_that_are_given_back(cast: Cast) -> None:
    school, samira = cast.store.school, cast.staff["Samira"]
    today = datetime.now(UTC).date()
    extra = Assignment(Role.SUPPORT_TEAM, "", today - timedelta(days=9))
    school.assign(samira, extra, "")
    mentor = next(h for h in school.actor(samira, today).assignments if h.role is Role.MENTOR)  # type: ignore[union-attr]
    school.end_staff(samira, today, "")
    assert school.actor(samira, today) is None
    assert set(school.former_roles(samira)) == {mentor, extra}
    school.reopen_staff(samira, [mentor], "")
    actor = school.actor(samira, today)
    assert actor is not None
    assert actor.has(Role.MENTOR)
    assert actor.may(Action.SEE_CARD)
    assert not actor.has(Role.SUPPORT_TEAM)
    with pytest.raises(InputRefused, match="al open"):
        school.reopen_staff(samira, [], "")


def test_nobody_gets_a_role_back_that_was_not_held(cast: Cast) -> None:
    school, dirk = cast.store.school, cast.staff["Dirk"]
    school.end_staff(dirk, datetime.now(UTC).date(), "")
    with pytest.raises(InputRefused, match="Kies opnieuw"):
        school.reopen_staff(dirk, [Assignment(Role.ADMIN)], "")
    with pytest.raises(NotHere):
        school.reopen_staff("00000000-0000-4000-8000-00000000dead", [], "")


def test_only_the_last_day_of_signing_in_is_kept(cast: Cast) -> None:
    accounts, joris = cast.store.accounts, cast.staff["Joris"]
    assert joris not in accounts.sign_ins()
    choose_password(cast.store, joris, PASSWORD, datetime(2026, 11, 2, 9, tzinfo=UTC))
    assert accounts.sign_ins()[joris] == date(2026, 11, 2)
    for day in (3, 3, 5):
        accounts.check("joris", PASSWORD, datetime(2026, 11, day, 9, tzinfo=UTC))
    accounts.check("joris", "niet het wachtwoord", datetime(2026, 11, 6, 9, tzinfo=UTC))
    assert accounts.sign_ins()[joris] == date(2026, 11, 5)
