"""One pupil in the administration, at the desk of the beheerder."""

from datetime import date

import pytest

from casework.errors import InputRefused, NotHere
from casework.people import PersonName
from casework.pupil_identity import NameKind, PupilDetails
from casework.roster import RosterFile, plan_roster
from casework.roster.changes import PupilGone
from casework.roster.model import RosterPupil
from tests.cast import TODAY, YEAR_STARTS_ON, Cast


def twin(cast: Cast, given: str = "Noor", family: str = "Visser", number: str = "") -> str:
    return cast.store.school.add_pupil(
        PersonName(given, family),
        cast.classes["2C"],
        YEAR_STARTS_ON,
        cast.staff["Ineke"],
        PupilDetails(number),
    )


def found(cast: Cast, typed: str) -> list[str]:
    return list(cast.desk("Ineke").office.pupils.find(typed).labels)


def test_a_pupil_is_found_by_any_name_by_number_and_by_class_also_who_left(cast: Cast) -> None:
    pupils = cast.desk("Ineke").office.pupils
    pupils.rename(cast.pupils["Noor"], "Luuk", "Visser", "new_name")
    pupils.change_details(cast.pupils["Noor"], PupilDetails("00417"))
    cast.desk("Ineke").office.pupil_leaves(cast.pupils["Noor"], date(2026, 11, 1))

    for typed in ("Luuk", "vis", "Noor", "00417", " 00417 "):
        assert found(cast, typed) == ["Luuk Visser"], typed
    assert len(found(cast, "2b")) == 3
    assert found(cast, "") == found(cast, "417") == found(cast, "\u202e") == []


def test_namesakes_are_told_apart_where_they_are_found(cast: Cast) -> None:
    twin(cast)
    assert found(cast, "noor visser") == ["Noor Visser (2B)", "Noor Visser (2C)"]


def test_a_second_pupil_of_one_name_is_entered_after_a_yes(cast: Cast) -> None:
    office, class_id = cast.desk("Ineke").office, cast.classes["2B"]
    with pytest.raises(InputRefused, match="Er zijn er echt twee") as refused:
        office.add_pupils("noor; VISSER", class_id, YEAR_STARTS_ON)
    assert refused.value.field == "namesakes"
    office.add_pupils("Noor; Visser\nNoor; Visser", class_id, YEAR_STARTS_ON, with_namesakes=True)
    assert len(found(cast, "noor visser")) == 3


@pytest.mark.parametrize(
    "line", ["O'Neill; D’Angelo", "O’Neill; D'Angelo", "O´Neill; D`Angelo"], ids=["a", "b", "c"]
)
def test_apostrophes_are_one_whichever_is_typed(cast: Cast, line: str) -> None:
    office = cast.desk("Ineke").office
    office.add_pupils("O'Neill; D'Angelo", cast.classes["2B"], YEAR_STARTS_ON)
    with pytest.raises(InputRefused, match="zit al in deze klas"):
        office.add_pupils(line, cast.classes["2B"], YEAR_STARTS_ON)
    assert found(cast, "d’angelo") == found(cast, "o'neill") == ["O'Neill D'Angelo"]


@pytest.mark.parametrize(
    ("sign", "says"),
    [
        ("\u202e", "leesrichting"),
        ("\u200b", "onzichtbare spatie"),
        ("\u00ad", "afbreekstreepje"),
        ("\U000e0041", "merkteken"),
        ("\u3164", "onzichtbaar teken"),
    ],
    ids=["direction", "zero width", "soft hyphen", "tag", "filler"],
)
def test_a_sign_that_nobody_sees_is_refused_by_its_name(cast: Cast, sign: str, says: str) -> None:
    office = cast.desk("Ineke").office
    with pytest.raises(InputRefused, match=says):
        office.add_pupils(f"Sa{sign}ra; Mol", cast.classes["2B"], YEAR_STARTS_ON)
    with pytest.raises(InputRefused, match=says):
        office.pupils.rename(cast.pupils["Noor"], "Noor", f"Vis{sign}ser", "corrected")
    with pytest.raises(InputRefused, match=says):
        office.add_class(f"2{sign}D", 2, "onderbouw", "2026-2027")
    with pytest.raises(InputRefused, match=says):
        office.add_staff(f"Sa{sign}ra", "Mol", "sara")


def test_what_the_register_has_of_a_pupil_stands_together(cast: Cast) -> None:
    pupils = cast.desk("Ineke").office.pupils
    pupils.rename(cast.pupils["Noor"], "Luuk", "Visser", "new_name", date(2026, 11, 2))
    record = pupils.open(cast.pupils["Noor"])
    assert [(one.name.given, one.kind, one.since) for one in record.names] == [
        ("Noor", NameKind.FIRST, None),
        ("Luuk", NameKind.NEW_NAME, date(2026, 11, 2)),
    ]
    assert [(one.class_name, one.starts_on) for one in record.enrolments] == [
        ("2B", YEAR_STARTS_ON)
    ]
    with pytest.raises(NotHere):
        pupils.open("00000000-0000-4000-8000-000000000000")


def test_a_name_that_cannot_be_is_refused(cast: Cast) -> None:
    pupils, noor = cast.desk("Ineke").office.pupils, cast.pupils["Noor"]
    with pytest.raises(InputRefused, match="Zo heet deze leerling al"):
        pupils.rename(noor, "Noor", "Visser", "corrected")
    with pytest.raises(InputRefused, match="waarom"):
        pupils.rename(noor, "Nora", "Visser", "first")
    with pytest.raises(InputRefused, match="moet nog komen"):
        pupils.rename(noor, "Nora", "Visser", "new_name", date(2099, 1, 1))
    assert pupils.rename(noor, "", "Visser", "corrected").full == "Visser"


def test_two_records_with_each_a_number_ask_which_one_stays(cast: Cast) -> None:
    pupils, noor = cast.desk("Ineke").office.pupils, cast.pupils["Noor"]
    pupils.change_details(noor, PupilDetails("100"))
    other = twin(cast, number="200")
    with pytest.raises(InputRefused, match="Kies welk nummer blijft"):
        pupils.merge(other, noor)
    pupils.merge(other, noor, number="200")
    record = pupils.open(noor)
    assert record.details.number == "200"
    assert found(cast, "100") == found(cast, "200") == ["Noor Visser"]
    [(merged, name)] = record.merged
    assert name.full == "Noor Visser"
    assert pupils.split(merged.merge_id) == other
    assert pupils.open(other).details.number == "100"


def test_a_number_that_only_the_other_record_has_is_the_pupils(cast: Cast) -> None:
    pupils, noor = cast.desk("Ineke").office.pupils, cast.pupils["Noor"]
    pupils.merge(twin(cast, number="200"), noor)
    assert pupils.open(noor).details.number == "200"
    assert cast.store.school.pupil_numbers() == {noor: "200"}
    pupils.change_details(noor, PupilDetails("200", "noor@voorbeeld.example"))


def test_who_was_never_used_can_be_removed_and_nobody_else(cast: Cast) -> None:
    pupils = cast.desk("Ineke").office.pupils
    other = twin(cast, "Roos", "Zandvoort", number="55")
    cast.case(target="Noor", displaying="")
    pupils.remove(other)
    assert cast.store.vault.is_erased(other)
    assert found(cast, "Roos") == found(cast, "55") == []
    with pytest.raises(NotHere):
        pupils.open(other)
    with pytest.raises(InputRefused, match="blijft daarom bekend"):
        pupils.remove(cast.pupils["Noor"])
    pupils.merge(again := twin(cast), cast.pupils["Daan"])
    with pytest.raises(InputRefused, match="Haal die eerst uit elkaar"):
        pupils.remove(cast.pupils["Daan"])
    with pytest.raises(NotHere):
        pupils.remove(again)


def test_a_leaving_is_taken_back_and_the_class_goes_on(cast: Cast) -> None:
    office, noor = cast.desk("Ineke").office, cast.pupils["Noor"]
    with pytest.raises(InputRefused, match="niet van school"):
        office.pupils.stays(noor)
    office.pupil_leaves(noor, date(2026, 11, 1))
    office.pupils.stays(noor)
    pupil = cast.store.school.pupils([noor], TODAY)[noor]
    assert (pupil.class_name, pupil.left_on) == ("2B", None)


def test_a_roster_with_the_other_number_means_the_same_pupil(cast: Cast) -> None:
    pupils, noor = cast.desk("Ineke").office.pupils, cast.pupils["Noor"]
    pupils.change_details(noor, PupilDetails("100"))
    pupils.merge(twin(cast, number="200"), noor, number="100")
    state = cast.store.imports.roster_state("2026-2027", TODAY)
    line = RosterPupil("200", "Noor", "Visser", class_names=("2B",), line=2)
    plan = plan_roster(RosterFile(pupils=(line,)), state, {})
    assert [one for one in plan.changes if not isinstance(one, PupilGone)] == []
    assert noor not in {one.pupil_id for one in plan.only(PupilGone)}
