"""A pupil is one person over time: names, numbers, two records that are one, and one that stays."""

from datetime import date
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.entries import KINDS, NewEntry
from casework.errors import InputRefused, NotHere
from casework.people import PersonName
from casework.pupil_identity import NameKind, PupilDetails
from data.store import Store
from tests.cast import TODAY, YEAR_STARTS_ON, Cast


def rename(cast: Cast, pupil: str, given: str, family: str, kind: NameKind) -> None:
    name = PersonName(given, family)
    cast.store.school.rename_pupil(cast.pupils[pupil], name, cast.staff["Ineke"], kind=kind)


def entered(cast: Cast, given: str, family: str, class_name: str = "2B", number: str = "") -> str:
    return cast.store.school.add_pupil(
        PersonName(given, family),
        cast.classes[class_name],
        YEAR_STARTS_ON,
        cast.staff["Ineke"],
        PupilDetails(number),
    )


def merge(cast: Cast, pupil_id: str, into: str) -> str:
    return cast.store.school.merge_pupils(pupil_id, cast.pupils[into], cast.staff["Ineke"])


def with_talk(cast: Cast, notes: str, pupil: str = "Noor") -> str:
    case_id = cast.case().subject_id
    seen = len(cast.store.log.entries(case_id))
    talk = NewEntry(kinds.TalkHeld(notes=notes), TODAY, "talk_target", cast.pupils[pupil])
    cast.desk("Samira").cases.record(case_id, [talk], seen=seen, form_key=str(uuid4()))
    return case_id


# --- names ----------------------------------------------------------------------------------------


def test_every_name_stays_known_and_the_newest_is_shown(cast: Cast) -> None:
    rename(cast, "Tim", "Timo", "Mulder", NameKind.CORRECTED)
    rename(cast, "Tim", "Tess", "Mulder", NameKind.NEW_NAME)
    rename(cast, "Tim", "Tes", "Mulder", NameKind.CALL_NAME)

    school = cast.store.school
    names = school.names_over_time(cast.pupils["Tim"])
    assert [(one.name.given, one.kind) for one in names] == [
        ("Tim", NameKind.FIRST),
        ("Timo", NameKind.CORRECTED),
        ("Tess", NameKind.NEW_NAME),
        ("Tes", NameKind.CALL_NAME),
    ]
    assert school.pupils([cast.pupils["Tim"]], TODAY)[cast.pupils["Tim"]].name.full == "Tes Mulder"
    text = "Tim zag Timo, Tess en Tes."
    masked = "Een medeleerling zag een medeleerling, een medeleerling en een medeleerling."
    assert school.name_book().find(text, cast.pupils["Noor"]).text == masked


def test_the_same_name_again_is_no_new_name(cast: Cast) -> None:
    rename(cast, "Tim", "Tim", "Mulder", NameKind.NEW_NAME)
    assert len(cast.store.school.names_over_time(cast.pupils["Tim"])) == 1


def test_no_name_of_any_time_is_in_a_file(cast: Cast) -> None:
    rename(cast, "Tim", "Quirina", "Zandvoorter", NameKind.NEW_NAME)
    school = cast.store.school
    details = PupilDetails("0073219984", "quirina@voorbeeld.example", date(2012, 3, 4))
    school.change_details(cast.pupils["Tim"], details, cast.staff["Ineke"])
    cast.store.close()
    for path in cast.store.folder.rglob("*"):
        if path.is_file():
            for word in (b"Quirina", b"Zandvoorter", b"73219984", b"quirina@", b"2012-03-04"):
                assert word not in path.read_bytes()


def test_each_given_name_and_each_part_of_a_family_name_is_masked_or_asked(cast: Cast) -> None:
    entered(cast, "Anna Sophie", "van den Berg-de Wit", "2C")
    entered(cast, "Jan-Peter Bo", "Overkleeft Jansma-Pietersen", "2C")
    book = cast.store.school.name_book()
    for word in ("Anna", "Sophie", "Berg", "Wit", "Peter", "Bo", "Jansma", "Pietersen"):
        hits = book.find(f"Daarna kwam {word} binnen.", cast.pupils["Noor"]).hits
        assert [hit.start for hit in hits] == [12], word


def test_an_old_name_in_the_own_text_becomes_the_name_of_now_when_nobody_objects(
    cast: Cast,
) -> None:
    case_id = with_talk(
        cast, "Noor was stil. Noors jas lag buiten. Noor Visser huilde. Visser ook."
    )
    desk = cast.desk("Samira")
    rename(cast, "Noor", "Nora", "Visser", NameKind.CORRECTED)
    text = desk.cases.magister_text(case_id, cast.pupils["Noor"])
    assert "Noor was stil." in text.written()  # A slip put right outs nobody.

    rename(cast, "Noor", "Luuk", "Visser", NameKind.NEW_NAME)
    text = cast.desk("Samira").cases.magister_text(case_id, cast.pupils["Noor"])
    written = text.written()
    assert "Luuk was stil. De jas van Luuk lag buiten. Luuk Visser huilde. Visser ook." in written
    assert "Noor" not in written
    assert [doubt.word for doubt in text.doubts] == ["Noor", "Noors jas", "Noor Visser"]
    assert "Noor was stil." in text.written([0])


def test_a_paper_of_a_case_outs_nobody_unless_that_is_asked_for(cast: Cast) -> None:
    case_id = with_talk(cast, "Noor en Daan spraken af.")
    rename(cast, "Noor", "Luuk", "Visser", NameKind.NEW_NAME)
    desk = cast.desk("Samira")

    def words(*, as_typed: bool) -> str:
        case = desk.cases.printed(case_id, as_typed=as_typed).file.case
        return " ".join(talk.notes for _, talk in case.of(kinds.TalkHeld))

    assert words(as_typed=False) == "Luuk en Daan spraken af."
    assert words(as_typed=True) == "Noor en Daan spraken af."


# --- numbers --------------------------------------------------------------------------------------


def test_a_number_is_one_pupils_and_keeps_its_zeros(cast: Cast) -> None:
    school, by = cast.store.school, cast.staff["Ineke"]
    school.change_details(cast.pupils["Noor"], PupilDetails(" 00 123 "), by)
    assert school.pupil_details(cast.pupils["Noor"]).number == "00123"
    assert school.pupil_with_number("00123") == cast.pupils["Noor"]
    assert school.pupil_with_number("123") == ""
    with pytest.raises(InputRefused, match="hoort al bij een andere leerling"):
        school.change_details(cast.pupils["Daan"], PupilDetails("00123"), by)
    with pytest.raises(InputRefused, match="hoort al bij een andere leerling"):
        entered(cast, "Nieuw", "Hier", number="00123")
    school.change_details(cast.pupils["Noor"], PupilDetails(), by)
    school.change_details(cast.pupils["Daan"], PupilDetails("00123"), by)
    assert school.pupil_numbers()[cast.pupils["Daan"]] == "00123"
    assert cast.pupils["Noor"] not in school.pupil_numbers()


@pytest.mark.parametrize(
    ("details", "says"),
    [
        (PupilDetails(email="geen adres"), "geen e-mailadres"),
        (PupilDetails(number="1" * 41), "te lang"),
        (PupilDetails(number="12\u200b3"), "onzichtbaar"),
        (PupilDetails(birth_date=date(1950, 1, 1)), "geboortedatum"),
    ],
    ids=["email", "long number", "unseen sign", "old"],
)
def test_details_that_cannot_be_are_refused(cast: Cast, details: PupilDetails, says: str) -> None:
    with pytest.raises(InputRefused, match=says):
        cast.store.school.change_details(cast.pupils["Noor"], details, cast.staff["Ineke"])


# --- two records of one pupil ---------------------------------------------------------------------


def in_facts(store: Store) -> list[tuple[object, ...]]:
    tables = ("case_fact", "part_fact", "report_fact", "signal_pupil_fact", "likeness_fact")
    store.facts.get_ready()
    return [
        row
        for table in tables
        for row in store.database.rows(f"select * from facts.{table} order by all")
    ]


def test_two_meldingen_about_one_child_are_a_second_melding(cast: Cast) -> None:
    twin = entered(cast, "Noor", "Vissser")
    first = cast.case(target="Noor").subject_id
    cast.pupils["Twin"] = twin
    desk = cast.desk("Samira")
    assert not desk.cases.recognise({twin: "target"})

    merge_id = merge(cast, twin, "Noor")

    desk = cast.desk("Samira")
    recognised = desk.cases.recognise({cast.pupils["Noor"]: "target"})
    assert [one.case_id for one in recognised] == [first]
    assert twin not in cast.store.school.pupils([twin], TODAY)
    cast.store.school.split_pupils(merge_id, cast.staff["Ineke"])
    assert twin in cast.store.school.pupils([twin], TODAY)


def test_what_was_recorded_of_either_record_is_of_the_kept_one_and_parts_again(cast: Cast) -> None:
    twin = cast.pupils["Twin"] = entered(cast, "Noortje", "Visser", "2C")
    case_id = cast.case(target="Twin", displaying="Daan").subject_id
    raw = cast.store.database.rows("select pupil_id, coded from entry order by subject_id, number")
    apart = in_facts(cast.store)

    merge_id = merge(cast, twin, "Noor")
    case = cast.desk("Samira").cases.open(case_id).case
    assert case.pupils("target") == [cast.pupils["Noor"]]
    together = in_facts(cast.store)
    cast.store.facts.rebuild()
    assert in_facts(cast.store) == together != apart

    cast.store.school.split_pupils(merge_id, cast.staff["Ineke"])
    assert in_facts(cast.store) == apart
    assert (
        cast.store.database.rows("select pupil_id, coded from entry order by subject_id, number")
        == raw
    )
    assert cast.store.check() == []


def test_a_pupil_twice_in_one_case_has_the_later_part_and_stays_the_gepeste(cast: Cast) -> None:
    twin = cast.pupils["Twin"] = entered(cast, "Noortje", "Visser")
    case_id = cast.case(target="Noor").subject_id
    desk = cast.desk("Samira")
    part = kinds.PupilInvolved(role="bystander", class_id="", year_group=0, team_id="")
    seen = len(cast.store.log.entries(case_id))
    desk.cases.record(case_id, [NewEntry(part, TODAY, "", twin)], seen=seen, form_key=str(uuid4()))
    merge(cast, twin, "Noor")
    case = cast.desk("Samira").cases.open(case_id).case
    assert case.pupils("target") == [cast.pupils["Noor"]]
    assert twin not in case.parts


def test_a_record_that_was_taken_out_of_a_case_takes_no_other_along(cast: Cast) -> None:
    twin = cast.pupils["Twin"] = entered(cast, "Noortje", "Visser")
    case_id = cast.case(target="Noor").subject_id
    for payload in (
        kinds.PupilInvolved(role="bystander", class_id="", year_group=0, team_id=""),
        kinds.PupilReplaced(
            instead="", reason="Stond er dubbel in.", class_id="", year_group=0, team_id=""
        ),
    ):
        seen = len(cast.store.log.entries(case_id))
        cast.desk("Samira").cases.record(
            case_id, [NewEntry(payload, TODAY, "", twin)], seen=seen, form_key=str(uuid4())
        )
    merge(cast, twin, "Noor")
    case = cast.desk("Samira").cases.open(case_id).case
    assert case.pupils("target") == [cast.pupils["Noor"]]


def test_the_class_of_the_later_record_goes_on(cast: Cast) -> None:
    school, by = cast.store.school, cast.staff["Ineke"]
    name = PersonName("Noortje", "Visser")
    twin = school.add_pupil(name, cast.classes["2C"], date(2026, 10, 1), by)
    merge(cast, twin, "Noor")
    noor = cast.pupils["Noor"]

    def class_on(day: date) -> str:
        return school.pupils([noor], day)[noor].class_name

    assert (class_on(date(2026, 9, 30)), class_on(date(2026, 10, 1))) == ("2B", "2C")
    assert noor not in [p.pupil_id for p in school.class_list(cast.classes["2B"], TODAY)]
    assert noor in [p.pupil_id for p in school.class_list(cast.classes["2C"], TODAY)]
    assert sum(school.class_sizes(TODAY).values()) == len(cast.pupils)
    assert noor in school.pupil_finder(TODAY).pupil_ids
    school.pupil_leaves(noor, date(2026, 11, 1), by)
    assert school.pupils([noor], TODAY)[noor].left_on == date(2026, 11, 1)
    school.pupil_stays(noor, by)
    assert school.pupils([noor], TODAY)[noor].left_on is None
    assert class_on(TODAY) == "2C"


def test_names_and_number_of_a_merged_record_are_the_kept_pupils(cast: Cast) -> None:
    twin = entered(cast, "Roosje", "Visser", number="777")
    merge(cast, twin, "Noor")
    school = cast.store.school
    assert school.pupil_with_number("777") == cast.pupils["Noor"]
    assert school.name_book().find("Roosje kwam.", cast.pupils["Noor"]).hits == ()
    assert school.name_book().find("Roosje kwam.", cast.pupils["Daan"]).text != "Roosje kwam."
    with pytest.raises(InputRefused, match="hoort al bij"):
        entered(cast, "Nieuw", "Hier", number="777")


def test_a_chain_ends_at_the_last_one_and_no_circle_can_be(cast: Cast) -> None:
    school, by = cast.store.school, cast.staff["Ineke"]
    one, two = entered(cast, "Een", "Visser"), entered(cast, "Twee", "Visser")
    school.merge_pupils(one, two, by)
    last = school.merge_pupils(two, cast.pupils["Noor"], by)
    assert school.merged_pupils() == {one: cast.pupils["Noor"], two: cast.pupils["Noor"]}
    with pytest.raises(NotHere):
        school.merge_pupils(cast.pupils["Noor"], one, by)
    with pytest.raises(InputRefused, match="dezelfde leerling"):
        school.merge_pupils(two, two, by)
    school.split_pupils(last, by)
    assert school.merged_pupils() == {one: two}
    with pytest.raises(NotHere):
        school.split_pupils(last, by)


def test_every_field_that_holds_a_pupil_says_so() -> None:
    """A field named after a pupil, and not marked, would name a merged record for ever."""
    telling = ("pupil", "instead")
    for payload in KINDS.values():
        named = {name for name in payload.model_fields if any(word in name for word in telling)}
        assert named <= payload.pupil_fields(), payload.kind


def test_an_old_name_finds_the_pupil_for_who_may_see_the_pupil(cast: Cast) -> None:
    rename(cast, "Noor", "Noortje", "Visser", NameKind.CORRECTED)
    rename(cast, "Noor", "Luuk", "Visser", NameKind.NEW_NAME)

    def found(who: str, typed: str) -> list[str]:
        return [pupil.label for pupil in cast.desk(who).search.find(typed).pupils]

    # Her mentor finds her, under the present name; a colleague who knows her not, does not.
    assert found("Samira", "Noor") == ["Luuk V."]
    assert found("Joris", "Noor") == []
    assert [pupil.name.given for pupil in cast.desk("Dirk").school.find_pupils("Luuk")] == ["Luuk"]
    assert cast.desk("Dirk").school.find_pupils("Noor") == []

    # What was only a slip finds her for everybody.
    rename(cast, "Daan", "Daniël", "de Boer", NameKind.CORRECTED)
    assert [one.name.given for one in cast.desk("Dirk").school.find_pupils("Daan")] == ["Daniël"]


def test_who_left_is_found_by_an_old_name_too(cast: Cast) -> None:
    cast.case(target="Noor")
    cast.store.school.pupil_leaves(cast.pupils["Noor"], date(2026, 11, 1), cast.staff["Ineke"])
    rename(cast, "Noor", "Luuk", "Visser", NameKind.NEW_NAME)
    assert [one.label for one in cast.desk("Samira").search.find("Noor").pupils] == ["Luuk V."]
