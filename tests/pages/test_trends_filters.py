"""What can be chosen in Trends, what goes together, and what lies one press away."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from casework.records import SchoolYear
from tests.cast import Cast, copy_of
from ui.trends.filters import Filters, _whole_months
from ui.trends.selection import ADDRESS, Selection, selection_of_address, selection_of_key

YEAR = "2026-2027"


@pytest.fixture(scope="module")
def shared_school(busy_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The busy school, which has a year behind it."""
    cast = copy_of(busy_files, tmp_path_factory.mktemp("years") / "school")
    yield with_year_before(cast)
    cast.store.close()


def with_year_before(cast: Cast) -> Cast:
    earlier = SchoolYear("2025-2026", date(2025, 8, 1), date(2026, 7, 31))
    cast.store.school.add_school_year(earlier, cast.staff["Ineke"])
    return cast


@pytest.fixture
def years(shared: Cast) -> Cast:
    """That school, which nobody writes in."""
    return shared


def of(cast: Cast, name: str, **chosen: str) -> tuple[Filters, Selection]:
    filters = Filters(cast.desk(name))
    return filters, filters.checked(Selection(**chosen))


def words(filters: Filters, selection: Selection, name: str) -> list[str]:
    return [
        word for one in filters.listed(selection) if one.name == name for _, word in one.options
    ]


def test_a_key_and_an_address_are_read_back_as_they_were(years: Cast) -> None:
    filters, _ = of(years, "Willem")
    for place in ("", "g2", f"c{years.classes['2B']}"):
        chosen = filters.checked(
            Selection(place=place, kind="verbal", first="2026-09", last="2026-10")
        )
        assert chosen.place in (place, "")
        assert selection_of_key(chosen.key) == chosen
        address = filters.address(chosen)
        assert set(address) <= ADDRESS
        assert filters.checked(selection_of_address(address)) == chosen


def test_the_newest_year_and_no_limit_leave_the_address_empty(years: Cast) -> None:
    filters, chosen = of(years, "Willem")
    assert chosen == Selection(year=YEAR)
    assert filters.address(chosen) == {}


def test_only_one_team_is_no_choice(years: Cast) -> None:
    assert words(*of(years, "Willem"), "team") == ["onderbouw"]
    assert words(*of(years, "Pim"), "team") == ["hele school", "bovenbouw", "onderbouw"]


def test_a_place_belongs_to_the_team_that_is_chosen(years: Cast) -> None:
    upper = years.teams["bovenbouw"]
    assert words(*of(years, "Pim"), "place") == [
        "alle klassen",
        "leerjaar 2",
        "leerjaar 4",
        "2B",
        "2C",
        "4V1",
    ]
    filters, chosen = of(years, "Pim", team=upper, place=f"c{years.classes['2B']}")
    assert chosen.place == ""
    assert words(filters, chosen, "place") == ["4V1"]


def test_months_go_up_to_today_and_never_back(years: Cast) -> None:
    filters, chosen = of(years, "Willem", first="2026-10")
    assert words(filters, chosen, "last") == ["t/m vandaag", "t/m oktober"]
    filters, chosen = of(years, "Willem", last="2026-09")
    assert words(filters, chosen, "first") == ["vanaf augustus", "vanaf september"]
    filters, chosen = of(years, "Willem", first="2026-11", last="2026-09")
    assert filters.view(chosen).period.start <= filters.view(chosen).period.last_day


def test_the_running_year_goes_up_to_today_and_has_the_year_before_as_far(years: Cast) -> None:
    filters, chosen = of(years, "Willem")
    view = filters.view(chosen)
    assert view.is_now
    assert view.period.last_day == years.today
    assert view.before is not None
    assert view.before.last_day == date(2025, 11, 23)
    assert view.before.observed_on == date(2025, 11, 23)
    assert view.year_before is not None
    assert view.year_before.end == date(2026, 7, 31)


def test_a_year_that_is_over_is_not_now(years: Cast) -> None:
    filters, chosen = of(years, "Willem", year="2025-2026")
    view = filters.view(chosen)
    assert not view.is_now
    assert view.before is None


def test_a_month_that_is_over_is_not_now(years: Cast) -> None:
    filters, chosen = of(years, "Willem", last="2026-10")
    view = filters.view(chosen)
    assert (view.is_now, view.period.last_day) == (False, date(2026, 10, 31))


def test_a_class_has_no_year_before(years: Cast) -> None:
    filters, chosen = of(years, "Willem", place=f"c{years.classes['2B']}")
    view = filters.view(chosen)
    assert (view.before, view.year_before) == (None, None)


def test_a_named_change_judges_what_comes_six_whole_months_after_it(busy: Cast) -> None:
    years = with_year_before(busy)
    desk, ours = years.desk("Willem"), years.teams["onderbouw"]
    desk.trend_notes.annotate(date(2026, 3, 2), "een nieuwe aanpak", team_id="", form_key="een")
    desk.trend_notes.annotate(date(2026, 4, 1), "van ons", team_id=ours, form_key="twee")
    desk.trend_notes.annotate(date(2026, 10, 1), "week tegen pesten", team_id="", form_key="drie")
    filters, chosen = of(years, "Willem")
    # Of this year there are not six months since: the year before goes on judging.
    assert filters.view(chosen).changes == (date(2026, 3, 2), date(2026, 4, 1))
    filters, chosen = of(years, "Pim")
    # Of the whole school only what holds for the whole school.
    assert filters.view(chosen).changes == (date(2026, 3, 2),)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 10, 1), date(2027, 4, 29), 5),
        (date(2026, 10, 1), date(2027, 4, 30), 6),
        (date(2026, 10, 31), date(2026, 11, 23), 0),
        (date(2026, 10, 31), date(2026, 11, 30), 1),
    ],
)
def test_whole_months_are_counted_after_that_of_the_change(
    first: date, last: date, months: int
) -> None:
    assert _whole_months(first, last) == months


def test_a_mentor_has_no_year_before_and_no_target_of_the_team(years: Cast) -> None:
    filters, chosen = of(years, "Samira")
    assert filters.view(chosen).before is None
    assert not filters.leads(years.teams["onderbouw"])
    assert of(years, "Willem")[0].leads(years.teams["onderbouw"])


def test_one_press_away_differs_in_one_filter_and_exists(years: Cast) -> None:
    filters, chosen = of(years, "Pim")
    near = list(filters.one_press_away(chosen))
    assert len(near) == len(set(near))
    for other in near:
        assert filters.checked(other) == other
        differing = [
            name
            for name in ("team", "year", "place", "kind", "first", "last")
            if getattr(other, name) != getattr(chosen, name)
        ]
        assert len(differing) == 1
    classes = {f"c{class_id}" for class_id in years.classes.values()}
    assert classes <= {other.place for other in near}


def test_from_a_class_all_classes_are_one_press_away(years: Cast) -> None:
    filters, chosen = of(years, "Willem", place=f"c{years.classes['2B']}")
    assert replace(chosen, place="") in set(filters.one_press_away(chosen))


@pytest.mark.parametrize("key", ["", "|||||", "x|y|z", "|2026-2027|c1|<b>|2026-09|", "a|" * 500])
def test_a_key_that_makes_no_sense_is_let_go(years: Cast, key: str) -> None:
    filters, chosen = of(years, "Willem")
    checked = filters.checked(selection_of_key(key))
    assert replace(checked, first="") == chosen


def test_only_who_may_open_the_cases_can_choose_a_sensitive_kind(years: Cast) -> None:
    sensitive = "kwetsen om afkomst, geloof, uiterlijk of geaardheid"
    for name, can in (("Samira", True), ("Fatima", False), ("Willem", False), ("Pim", False)):
        assert (sensitive in words(*of(years, name), "kind")) is can
