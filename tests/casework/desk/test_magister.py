"""The text for Magister at the desk, and the book of names behind it."""

from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.entries import NewEntry
from casework.errors import InputRefused, NotHere
from casework.masking import Why
from casework.name_questions import NameQuestion
from casework.people import PersonName
from tests.cast import TODAY, YEAR_STARTS_ON, Cast


def with_note(cast: Cast, notes: str) -> str:
    """A case with a talk with Noor; the id of the case."""
    case_id = cast.case().subject_id
    payload = NewEntry(kinds.TalkHeld(notes=notes), TODAY, "talk_target", cast.pupils["Noor"])
    seen = len(cast.store.log.entries(case_id))
    cast.desk("Samira").cases.record(case_id, [payload], seen=seen, form_key=str(uuid4()))
    return case_id


def text(cast: Cast, case_id: str, pupil: str = "Noor") -> str:
    return cast.desk("Samira").cases.magister_text(case_id, cast.pupils[pupil]).written()


def new_pupil(cast: Cast, given: str, family: str) -> str:
    name = PersonName(given, family)
    return cast.store.school.add_pupil(
        name, cast.classes["2C"], YEAR_STARTS_ON, cast.staff["Ineke"]
    )


def test_pupils_of_other_classes_are_masked_and_staff_are_not(cast: Cast) -> None:
    case_id = with_note(cast, "Noor zag Tim en Lotte Smit, zegt Joris Kuipers.")

    assert "Noor zag een medeleerling en een medeleerling, zegt Joris Kuipers." in text(
        cast, case_id
    )


def test_a_pupil_who_comes_or_gets_another_name_is_known_at_once_by_both(cast: Cast) -> None:
    case_id = with_note(cast, "Met Floortje en met Isabel gesproken.")
    assert "Met Floortje en met Isabel gesproken." in text(cast, case_id)

    pupil_id = new_pupil(cast, "Floortje", "Dam")
    assert "Met een medeleerling en met Isabel gesproken." in text(cast, case_id)

    cast.store.school.rename_pupil(pupil_id, PersonName("Isabel", "Dam"), cast.staff["Ineke"])
    masked = "Met een medeleerling en met een medeleerling gesproken."
    assert masked in text(cast, case_id)


def test_a_pupil_who_left_the_school_is_still_masked(cast: Cast) -> None:
    case_id = with_note(cast, "Met Tim gesproken.")

    cast.store.school.pupil_leaves(cast.pupils["Tim"], TODAY, cast.staff["Ineke"])

    assert "Met een medeleerling gesproken." in text(cast, case_id)


def test_the_book_of_names_is_made_once_until_the_register_changes(cast: Cast) -> None:
    school = cast.store.school
    first = school.name_book()
    assert school.name_book() is first

    new_pupil(cast, "Floortje", "Dam")

    assert school.name_book() is not first


def test_a_name_that_was_erased_is_in_the_book_no_more(cast: Cast) -> None:
    school = cast.store.school
    assert school.name_book().find("Tim", "").text == "Een medeleerling"

    cast.store.vault.erase(cast.pupils["Tim"])
    school.set_school("Het Lindelyceum", "Midden", cast.staff["Ineke"])

    assert school.name_book().find("Tim", "").text == "Tim"


@pytest.mark.parametrize("pupil", ["Emma", "Tim", "", "nobody"])
def test_there_is_no_text_about_a_pupil_who_is_not_in_the_case(cast: Cast, pupil: str) -> None:
    case_id = cast.case().subject_id

    with pytest.raises(NotHere):
        cast.desk("Samira").cases.magister_text(case_id, cast.pupils.get(pupil, pupil))


def test_a_pupil_whose_name_was_erased_has_a_text_without_it(cast: Cast) -> None:
    case_id = with_note(cast, "Met Daan gesproken.")

    cast.store.vault.erase(cast.pupils["Noor"])

    assert "De leerling is hierin gepeste" in text(cast, case_id)


# --- remembered for the class ---------------------------------------------------------------------


def answers(cast: Cast, case_id: str, pupil: str = "Noor") -> dict[str, bool | None]:
    """The words that may be a name, and whether that was answered before."""
    text = cast.desk("Samira").cases.magister_text(case_id, cast.pupils[pupil])
    return {doubt.word: doubt.answer for doubt in text.doubts}


def answer(cast: Cast, case_id: str, word: str, *, is_pupil: bool, name: str = "Samira") -> None:
    cast.desk(name).cases.answer_doubt(case_id, cast.pupils["Noor"], word, is_pupil=is_pupil)


def test_a_word_that_is_no_pupil_is_not_asked_again_in_the_class(cast: Cast) -> None:
    case_id = with_note(cast, "Buiten zag ze Timmie weer.")
    assert answers(cast, case_id) == {"Timmie": None}

    answer(cast, case_id, "Timmie", is_pupil=False)
    assert answers(cast, case_id) == {"Timmie": False}

    answer(cast, case_id, "timmie", is_pupil=True)
    assert answers(cast, case_id) == {"Timmie": True}


def test_an_answer_holds_for_the_class_alone_and_not_for_a_pupil_who_came_later(
    cast: Cast,
) -> None:
    case_id = with_note(cast, "Buiten zag ze Timmie weer.")
    answer(cast, case_id, "Timmie", is_pupil=False)

    new_pupil(cast, "Timmy", "Dam")
    cast.store.school.rename_pupil(
        new_pupil(cast, "Timo", "Dam"), PersonName("Tim", "Dam"), cast.staff["Ineke"]
    )

    assert answers(cast, case_id) == {"Timmie": None}


def test_an_answer_from_a_case_without_the_pupil_says_nothing_of_one_with_the_pupil(
    cast: Cast,
) -> None:
    case_id = with_note(cast, "Buiten zag ze Daantje weer.")
    assert answers(cast, case_id) == {"Daantje": None}
    answer(cast, case_id, "Daantje", is_pupil=False)
    assert answers(cast, case_id) == {"Daantje": False}

    question = next(iter(cast.store.name_answers.name_answers(asked_of(cast, "Daan", True))))
    assert question.is_involved
    assert cast.store.name_answers.name_answers(asked_of(cast, "Daan", False)) == {}


def asked_of(cast: Cast, pupil: str, is_involved: bool) -> list[NameQuestion]:
    why, class_id = str(Why.SMALL), cast.classes["2B"]
    return [NameQuestion(class_id, "daantje", why, cast.pupils[pupil], is_involved)]


def test_of_an_answer_no_word_is_kept_and_that_it_was_given_is_on_record(cast: Cast) -> None:
    case_id = with_note(cast, "Buiten zag ze Timmie weer.")
    answer(cast, case_id, "Timmie", is_pupil=False)
    answer(cast, case_id, "Timmie", is_pupil=False)

    rows = cast.store.database.rows("select * from name_answer")
    changes = cast.store.database.rows(
        "select subject_id from reference_change where kind = 'name_answered'"
    )
    assert "timmie" not in str(rows).casefold()
    assert changes == [(cast.classes["2B"],)]


def test_the_very_name_of_a_pupil_is_asked_each_time(cast: Cast) -> None:
    case_id = with_note(cast, "Buiten zag ze roos weer.")

    with pytest.raises(InputRefused):
        answer(cast, case_id, "roos", is_pupil=False)
    with pytest.raises(InputRefused):
        answer(cast, case_id, "Iets", is_pupil=False)
