"""Half-filled forms at the desk."""

import pytest

from casework.records import Draft
from tests.cast import Cast
from tests.histories import with_new_pupils


@pytest.fixture
def cast(school: Cast) -> Cast:
    """The cast, with pupils of this test alone."""
    return with_new_pupils(school)


def test_a_half_filled_form_comes_back_to_its_writer_alone(cast: Cast) -> None:
    draft = Draft("sleutel", {"what": "Er is iets gebeurd <b>met</b> 😀"})
    cast.desk("Samira").drafts.keep("melden", draft)

    kept = cast.desk("Samira").drafts.get("melden")
    assert kept is not None
    assert (kept.form_key, kept.values) == ("sleutel", draft.values)
    assert cast.desk("Joris").drafts.get("melden") is None

    cast.desk("Joris").drafts.drop("melden")
    assert cast.desk("Samira").drafts.get("melden") is not None
    cast.desk("Samira").drafts.drop("melden")
    assert cast.desk("Samira").drafts.get("melden") is None
