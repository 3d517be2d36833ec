"""Pupils beside each other: first name and initial, told apart when alike."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from casework.people import PersonName
from casework.pupil_labels import full_labels, given_name_labels, pupil_labels
from casework.records import Pupil


def labels(*names: tuple[str, str] | tuple[str, str, str]) -> list[str]:
    pupils = [
        Pupil(str(number), PersonName(given, family), "", *(rest or ["2B"]))
        for number, (given, family, *rest) in enumerate(names)
    ]
    return list(pupil_labels(pupils).values())


def test_a_pupil_stands_under_the_first_name_and_an_initial() -> None:
    assert labels(("Esmée", "Kuijpers"), ("Noor", "van der Berg")) == ["Esmée K.", "Noor B."]
    assert labels(("Noor", "")) == ["Noor"]


def test_two_who_would_read_alike_get_as_many_letters_as_they_need() -> None:
    assert labels(("Sem", "Jacobs"), ("Sem", "Jansen")) == ["Sem Jac.", "Sem Jan."]
    assert labels(("Sem", "Jacobs"), ("sem", "jansen")) == ["Sem Jac.", "sem Jan."]
    assert labels(("Sem", "Jan"), ("Sem", "Jansen")) == ["Sem Jan", "Sem Jans."]


def test_others_keep_their_initial() -> None:
    assert labels(("Sem", "Jacobs"), ("Sem", "Jansen"), ("Sem", "Bos"))[2] == "Sem B."


def test_a_tussenvoegsel_is_what_tells_them_apart() -> None:
    assert labels(("Sem", "de Boer"), ("Sem", "Boer")) == ["Sem de Boer", "Sem Boer"]


def test_namesakes_get_their_class_or_else_a_number() -> None:
    in_two_classes = labels(("Sem", "Jansen", "2B"), ("Sem", "Jansen", "2C"))
    assert in_two_classes == ["Sem J. (2B)", "Sem J. (2C)"]
    assert labels(("Sem", "Jansen"), ("Sem", "Jansen")) == ["Sem J. (2B, 1)", "Sem J. (2B, 2)"]
    beside_another = labels(("Sem", "Jansen"), ("Sem", "Jansen", "2C"), ("Sem", "Jacobs"))
    assert beside_another == ["Sem Jan. (2B)", "Sem Jan. (2C)", "Sem Jac."]


WORDS = st.text("ABab é-", max_size=5)


@given(st.lists(st.tuples(WORDS.filter(str.strip), WORDS, st.sampled_from(["2B", "2C"]))))
def test_no_two_pupils_ever_read_alike(names: list[tuple[str, str, str]]) -> None:
    assert len({label.casefold() for label in labels(*names)}) == len(names)


def test_in_a_large_class_the_given_name_is_enough_where_only_one_has_it() -> None:
    names = (PersonName("Noor", "Visser"), PersonName("Sem", "Jansen"), PersonName("sem", "Vos"))
    pupils = [Pupil(str(number), name, "", "2B") for number, name in enumerate(names)]
    assert list(given_name_labels(pupils).values()) == ["Noor", "Sem J.", "sem V."]


def test_one_name_alone_is_what_a_pupil_is_called() -> None:
    assert labels(("", "Suharto"), ("Suharto", "")) == ["Suharto (2B, 1)", "Suharto (2B, 2)"]
    assert labels(("", "van den Berg"), ("Noor", "Visser")) == ["van den Berg", "Noor V."]
    assert PersonName("", "van den Berg").initials == "B."


def test_an_apostrophe_or_an_erased_name_tells_nobody_apart() -> None:
    told = labels(("Nino", "D'Angelo"), ("Nino", "D’Angelo"), ("Nino", "D´Angelo"))
    assert [label.rpartition(" (")[2] for label in told] == ["2B, 1)", "2B, 2)", "2B, 3)"]
    assert labels(("", ""), ("", "")) == ["een leerling (2B, 1)", "een leerling (2B, 2)"]


@given(st.lists(st.tuples(WORDS.filter(str.strip), WORDS, st.sampled_from(["2B", "2C", ""]))))
def test_no_two_whole_names_and_no_two_initials_read_alike(
    names: list[tuple[str, str, str]],
) -> None:
    pupils = [
        Pupil(str(number), PersonName(given, family), "", where)
        for number, (given, family, where) in enumerate(names)
    ]
    assert len({label.casefold() for label in full_labels(pupils).values()}) == len(names)
    hidden = [replace(pupil, name=pupil.name.in_letters) for pupil in pupils]
    assert len({label.casefold() for label in pupil_labels(hidden).values()}) == len(names)
