"""Classes and class lists at the desk."""

import pytest

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
