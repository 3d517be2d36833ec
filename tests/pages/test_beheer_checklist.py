"""Beheer, Overzicht: each line of the checklist says what is to do, and is done when it is done."""

from datetime import UTC, date, datetime

from casework.desk import Desk
from casework.desk.office_checklist import CheckLine, Task
from casework.people import Assignment, PersonName, Role
from casework.records import SchoolYear
from tests.cast import PASSWORD, TODAY, YEAR_STARTS_ON, Cast
from tests.pages.html_reading import html, words
from tests.pages.test_beheer import at_tab, press, receipts
from tests.passwords import choose_password
from ui.office import checklist

YEAR = "2026-2027"


def line(cast: Cast, task: Task, today: date = TODAY) -> CheckLine:
    """One line as Ineke has it that day."""
    desk: Desk = cast.desk("Ineke", today)
    return next(one for one in desk.office.checklist.lines() if one.task is task)


def tasks(cast: Cast, today: date) -> set[Task]:
    return {one.task for one in cast.desk("Ineke", today).office.checklist.lines()}


def test_every_task_has_its_words_and_its_way() -> None:
    for by_task in (checklist.OPEN, checklist.DONE, checklist.TO_DO, checklist.WHERE):
        assert set(by_task) == set(Task)


def test_pupils_and_colleagues_are_there(cast: Cast) -> None:
    assert line(cast, Task.PUPILS) == CheckLine(Task.PUPILS, True, 7)
    assert line(cast, Task.STAFF).is_done


def test_classes_without_a_mentor_are_named(cast: Cast) -> None:
    assert line(cast, Task.MENTORS).is_done
    cast.store.school.add_class("2D", 2, "onderbouw", YEAR, "")
    assert line(cast, Task.MENTORS) == CheckLine(Task.MENTORS, False, 1, ("2D",))


def test_a_class_of_a_mentor_who_left_is_without_one(cast: Cast) -> None:
    cast.store.school.end_staff(cast.staff["Joris"], TODAY, "")
    assert line(cast, Task.MENTORS).names == ("2C",)


def test_a_year_group_without_a_coordinator_is_named(cast: Cast) -> None:
    assert line(cast, Task.COORDINATORS).names == ("leerjaar 4",)
    held = Assignment(Role.COORDINATOR, "4", YEAR_STARTS_ON)
    cast.store.school.assign(cast.staff["Dirk"], held, "")
    assert line(cast, Task.COORDINATORS).is_done
    cast.store.school.add_class("2/3", 23, "onderbouw", YEAR, "")
    assert line(cast, Task.COORDINATORS).names == ("leerjaar 3",)


def test_a_team_without_a_leader_is_named(cast: Cast) -> None:
    assert line(cast, Task.LEADERS).is_done
    cast.store.school.add_class("I1", 91, "internationaal", YEAR, "")
    assert line(cast, Task.LEADERS).names == ("internationaal",)


def test_pupils_without_a_class_are_counted(cast: Cast) -> None:
    assert line(cast, Task.WITHOUT_CLASS).is_done
    cast.store.school.load_pupils(
        [("5c001000-0000-4000-8000-0000000000aa", PersonName("Ida", "Smit"), None)]
    )
    assert line(cast, Task.WITHOUT_CLASS).count == 1


def test_a_second_beheerder_is_asked_for(cast: Cast) -> None:
    assert not line(cast, Task.SECOND_ADMIN).is_done
    cast.store.school.assign(cast.staff["Dirk"], Assignment(Role.ADMIN), "")
    assert line(cast, Task.SECOND_ADMIN).is_done


def test_who_never_signed_in_is_counted(cast: Cast) -> None:
    before = line(cast, Task.NEVER_HERE).count
    assert before == 11
    choose_password(cast.store, cast.staff["Dirk"], PASSWORD)
    cast.store.accounts.check("dirk", PASSWORD, datetime.now(UTC))
    assert line(cast, Task.NEVER_HERE).count == before - 1


def test_vacations_that_run_out_are_told_in_time(cast: Cast) -> None:
    assert line(cast, Task.HOLIDAYS) == CheckLine(
        Task.HOLIDAYS, True, names=(line(cast, Task.HOLIDAYS).names[0],)
    )
    assert not line(cast, Task.HOLIDAYS, date(2035, 1, 1)).is_done


def test_work_that_is_nobodys_is_counted(cast: Cast) -> None:
    assert line(cast, Task.OWNERLESS) == CheckLine(Task.OWNERLESS, True)


def test_the_card_and_exact_figures_are_done_when_somebody_says_so(cast: Cast) -> None:
    for task in (Task.CARD, Task.EXACT_FIGURES):
        assert not line(cast, task).is_done
        cast.desk("Ineke").office.checklist.confirm(task)
        assert line(cast, task).is_done
    # What was right once is looked at anew when it changes.
    cast.desk("Ineke").office.set_exact_figures(False)
    assert not line(cast, Task.EXACT_FIGURES).is_done


def test_the_next_year_is_asked_for_from_may(cast: Cast) -> None:
    assert Task.NEXT_YEAR not in tasks(cast, date(2027, 4, 30))
    assert line(cast, Task.NEXT_YEAR, date(2027, 5, 1)) == CheckLine(
        Task.NEXT_YEAR, False, 0, ("",)
    )
    following = SchoolYear("2027-2028", date(2027, 8, 1), date(2028, 7, 31))
    cast.store.school.add_school_year(following, "")
    assert line(cast, Task.NEXT_YEAR, date(2027, 5, 1)).names == ("2027-2028",)
    cast.store.school.add_class("3B", 3, "onderbouw", "2027-2028", "")
    assert line(cast, Task.NEXT_YEAR, date(2027, 5, 1)).is_done


def test_pupils_without_a_class_next_year_are_counted_near_the_end(cast: Cast) -> None:
    following = SchoolYear("2027-2028", date(2027, 8, 1), date(2028, 7, 31))
    cast.store.school.add_school_year(following, "")
    assert Task.YEAR_TURN not in tasks(cast, TODAY)
    assert line(cast, Task.YEAR_TURN, date(2027, 6, 20)).count == 7


def test_the_checklist_counts_and_names_nobody(cast: Cast) -> None:
    people = {*cast.staff, *cast.pupils}
    for one in cast.desk("Ineke").office.checklist.lines():
        assert not people & set(" ".join(one.names).split())


def test_the_first_tab_shows_what_is_to_do_and_a_press_settles_a_line(
    own_school: Cast,
) -> None:
    page = at_tab(own_school, tab="Overzicht")
    shown = " ".join(words(html(page)).split())
    assert "11 medewerkers hebben zich nog nooit aangemeld" in shown
    press(page, "De kaart is bekeken")
    assert receipts(page) == ["Dat is vastgelegd; de regel staat nu bij Klaar."]
    assert "De kaart is bekeken" not in {button.label for button in page.button}
