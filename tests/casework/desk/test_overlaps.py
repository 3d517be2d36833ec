"""The same pupil in several cases: told to who may open those cases, and to nobody else."""

from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.entries import NewEntry
from casework.errors import NotHere
from tests.cast import TODAY, Cast, record_at


def begun(cast: Cast, mentor: str, level: int = 1, **said: str) -> str:
    melding = cast.melding(**said)
    receipt = cast.desk(mentor).report(melding, form_key=str(uuid4()), reason="Ander voorval.")
    if level > 1:
        raised = kinds.LevelReached(level=level, proposed=2, cause="judgement", reason="Nodig.")
        record_at(cast.desk(mentor), receipt.subject_id, NewEntry(raised, TODAY))
    return receipt.subject_id


def told(cast: Cast, name: str) -> list[set[str]]:
    return [{case.case_id for case in cases} for cases in cast.desk(name).cases_of_one_pupil()]


def test_a_mentor_is_told_which_own_cases_share_a_pupil(cast: Cast) -> None:
    first, second = begun(cast, "Samira"), begun(cast, "Samira", displaying="Yusuf")
    begun(cast, "Samira", target="Emma", displaying="")
    assert told(cast, "Samira") == [{first, second}]


def test_two_pupils_in_the_same_two_cases_are_told_once(cast: Cast) -> None:
    first, second = begun(cast, "Samira"), begun(cast, "Samira")
    assert told(cast, "Samira") == [{first, second}]


def test_a_teamleider_is_told_about_cases_at_level_3_alone(cast: Cast) -> None:
    begun(cast, "Samira")
    first = begun(cast, "Samira", 3, displaying="Yusuf")
    assert told(cast, "Willem") == []
    second = begun(cast, "Samira", 3, displaying="Emma")
    assert told(cast, "Willem") == [{first, second}]
    assert told(cast, "Petra") == []


def test_a_mentor_is_not_told_about_a_case_of_another_class(cast: Cast) -> None:
    begun(cast, "Samira", displaying="Sem")
    begun(cast, "Joris", target="Lotte", displaying="Sem")
    # Samira may open the first, in which Noor of 2B is; Joris both.
    assert told(cast, "Samira") == []
    assert len(told(cast, "Joris")) == 1


def test_who_opens_no_case_is_refused(cast: Cast) -> None:
    for name in ("Ineke", "Dirk"):
        with pytest.raises(NotHere):
            cast.desk(name).cases_of_one_pupil()
