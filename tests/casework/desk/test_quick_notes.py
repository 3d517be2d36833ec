"""Whom a quick note can be about: who is near first, and anybody at school by the given name."""

from datetime import timedelta

from casework.people import PersonName
from casework.quick_note import Mention
from tests.cast import YEAR_STARTS_ON, Cast, case_at_level


def mentions(cast: Cast, name: str, text: str) -> tuple[Mention, ...]:
    return cast.desk(name).quick_notes.read(text).mentions


def add(cast: Cast, given: str, family: str, class_name: str) -> str:
    name, class_id = PersonName(given, family), cast.classes[class_name]
    return cast.store.school.add_pupil(name, class_id, YEAR_STARTS_ON, cast.staff["Ineke"])


def test_a_coordinator_without_a_class_is_read_about_the_own_year(cast: Cast) -> None:
    first, second = mentions(cast, "Fatima", "noor schold sem uit")
    assert (first.pupil_ids, first.is_certain, first.role) == (
        (cast.pupils["Noor"],),
        True,
        "displaying",
    )
    assert (second.pupil_ids, second.is_certain) == ((cast.pupils["Sem"],), True)
    # A nickname, a small name and a wrong letter count for who is near alone.
    (near,) = mentions(cast, "Fatima", "noortje werd gepest")
    assert near.pupil_ids == (cast.pupils["Noor"],)
    assert mentions(cast, "Petra", "noortje werd gepest") == ()


def test_the_own_class_goes_before_the_rest_of_the_school(cast: Cast) -> None:
    elsewhere = add(cast, "Noor", "Hendriks", "4V1")
    (own,) = mentions(cast, "Samira", "noor werd gepest")
    assert (own.pupil_ids, own.is_certain) == ((cast.pupils["Noor"],), True)
    (asked,) = mentions(cast, "Dirk", "noor werd gepest")
    assert not asked.is_certain
    assert {*asked.pupil_ids} == {cast.pupils["Noor"], elsewhere}


def test_a_class_behind_a_name_says_which_one(cast: Cast) -> None:
    elsewhere = add(cast, "Noor", "Hendriks", "4V1")
    for text in ("noor uit 4v1 werd gepest", "Noor van klas 4V1 werd gepest", "noor 4v1 is gepest"):
        (mention,) = mentions(cast, "Samira", text)
        assert (mention.pupil_ids, mention.is_certain, mention.role) == (
            (elsewhere,),
            True,
            "target",
        )
    names = mentions(cast, "Samira", "sem en lotte uit 2c pesten noor")
    assert [one.pupil_ids[0] for one in names] == [
        cast.pupils["Sem"],
        cast.pupils["Lotte"],
        cast.pupils["Noor"],
    ]


def test_somebody_of_an_own_case_is_near_whatever_the_class(cast: Cast) -> None:
    add(cast, "Sem", "Hendriks", "4V1")
    assert not mentions(cast, "Samira", "sem werd gepest")[0].is_certain
    case_at_level(cast, "Samira", target="Noor", displaying="Sem")
    (mention,) = mentions(cast, "Samira", "sem werd gepest")
    assert (mention.pupil_ids, mention.is_certain) == ((cast.pupils["Sem"],), True)


def test_a_family_name_or_a_word_of_every_day_is_nobody_elsewhere(cast: Cast) -> None:
    add(cast, "Storm", "Pauze", "4V1")
    for text in ("er was storm in de pauze", "smit zei er iets van", "beter met mulder"):
        assert mentions(cast, "Samira", text) == ()
    (mention,) = mentions(cast, "Samira", "er werd gescholden door storm")
    assert not mention.is_certain


def test_who_left_the_school_is_not_meant(cast: Cast) -> None:
    last_day = cast.today - timedelta(days=7)
    cast.store.school.pupil_leaves(cast.pupils["Tim"], last_day, cast.staff["Ineke"])
    (mention,) = mentions(cast, "Dirk", "noor en tim hebben ruzie")
    assert mention.pupil_ids == (cast.pupils["Noor"],)
