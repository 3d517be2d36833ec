"""Classes and class lists at the desk."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from casework.records import Pupil
from tests.cast import Cast
from tests.histories import with_new_pupils


@pytest.fixture
def cast(school: Cast) -> Cast:
    """The cast, with pupils of this test alone."""
    return with_new_pupils(school)


def test_the_own_class_comes_first_in_the_list_of_classes(cast: Cast) -> None:
    assert [school_class.name for school_class in cast.desk("Joris").school.classes()] == [
        "2C",
        "2B",
        "4V1",
    ]
    assert [school_class.name for school_class in cast.desk("Joris").school.own_classes()] == ["2C"]
    assert cast.desk("Fatima").school.own_classes() == []


def test_a_class_list_has_the_pupils_of_today(cast: Cast) -> None:
    case = {pupil.pupil_id for pupil in cast.desk("Samira").school.class_list(cast.classes["2B"])}

    assert {cast.pupils["Noor"], cast.pupils["Daan"]} <= case
    assert cast.pupils["Sem"] not in case
    assert cast.desk("Samira").school.class_list("geen id") == []


def names(pupils: Iterable[Pupil]) -> list[str]:
    return [pupil.name.given for pupil in pupils]


def test_a_pupil_of_any_class_is_found_by_a_part_of_the_name(cast: Cast) -> None:
    at = cast.desk("Dirk").school
    assert cast.pupils["Lotte"] in {pupil.pupil_id for pupil in at.find_pupils("LOTT")}
    assert {*names(at.find_pupils("jansen"))} == {"Sem"}
    assert at.find_pupils("l") == []


def test_a_class_that_is_typed_gives_everybody_in_it(school: Cast) -> None:
    at = school.desk("Dirk").school
    assert at.find_pupils(" 2b ") == at.class_list(school.classes["2B"])


def test_pupils_of_the_own_class_are_found_first_and_who_left_is_not_found(cast: Cast) -> None:
    office, last_week = cast.desk("Ineke").office, cast.today - timedelta(days=7)
    office.add_pupils("Aad; Zuurbier\nBas; Zuurbier", cast.classes["2C"], last_week)
    office.add_pupils("Zus; Zuurbier", cast.classes["2B"], last_week)
    [own] = [one.pupil_id for one in cast.desk("Dirk").school.find_pupils("zus zuurbier")]
    assert names(cast.desk("Samira").school.find_pupils("zuur"))[0] == "Zus"
    assert names(cast.desk("Joris").school.find_pupils("zuur"))[-1] == "Zus"

    office.pupil_leaves(own, cast.today - timedelta(days=1))
    assert "Zus" not in names(cast.desk("Joris").school.find_pupils("zuur"))
    assert cast.desk("Joris").school.pupils([own]) == {}
