"""A melding at the desk: one case, once, with the pupils of the own class."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.cases.agenda import AgendaItem, Urgency
from casework.cases.case import CaseState
from casework.desk import Desk
from casework.errors import (
    InputRefused,
    NotOwnPupil,
    StaffMemberInvolved,
)
from tests.casework.desk.writing import STOP, TALK, case_of, recorded
from tests.cast import TODAY, Cast
from tests.histories import parts, with_new_pupils


@pytest.fixture
def cast(school: Cast) -> Cast:
    """The cast, with pupils of this test alone."""
    return with_new_pupils(school)


def lines(desk: Desk, case_id: str) -> list[AgendaItem]:
    return [line for line in desk.agenda.items() if line.case_id == case_id]


def test_a_melding_becomes_a_case_with_a_number_and_a_receipt(cast: Cast) -> None:
    receipt = cast.case()

    file = cast.desk("Samira").cases.open(receipt.subject_id)

    assert receipt.label == file.case.label
    assert receipt.label.startswith("2026-")
    assert receipt.numbers == (1, 2, 3, 4, 5)
    assert file.case.latest("what") == "Er wordt steeds iets geroepen in de gang."
    assert file.name(cast.pupils["Noor"]) == "Noor V."
    assert file.full_name(cast.pupils["Daan"]) == "Daan de Boer"
    assert file.colleague(cast.staff["Samira"]) == "Samira el Idrissi"
    assert file.class_names == ["2B"]
    assert [mentor.full for mentor in file.mentors] == ["Samira el Idrissi"]


def test_the_same_melding_sent_twice_is_one_case(cast: Cast) -> None:
    desk, key = cast.desk("Samira"), str(uuid4())

    first = desk.cases.report(cast.melding(), form_key=key)
    again = desk.cases.report(cast.melding(), form_key=key)

    assert (again.subject_id, again.numbers) == (first.subject_id, first.numbers)
    assert (first.repeated, again.repeated) == (False, True)
    assert len([c for c in desk.cases.all() if cast.pupils["Noor"] in c.pupil_ids]) == 1


def test_the_same_next_melding_sent_twice_is_one_melding(cast: Cast) -> None:
    desk, key = cast.desk("Samira"), str(uuid4())
    case_id = cast.case().subject_id

    first = desk.cases.report(cast.melding(), form_key=key, join=case_id)
    again = desk.cases.report(cast.melding(), form_key=key, join=case_id)

    assert (again.numbers, again.repeated) == (first.numbers, True)
    assert len(case_of(desk, case_id).reports) == 2


def test_two_tabs_cannot_make_two_cases_of_one_melding(cast: Cast) -> None:
    desk = cast.desk("Samira")
    desk.cases.report(cast.melding(), form_key=str(uuid4()))

    with pytest.raises(InputRefused, match="zaak die er al is") as refusal:
        desk.cases.report(cast.melding(), form_key=str(uuid4()))

    assert refusal.value.field == "reason"


def test_meldingen_sent_at_one_moment_make_one_case(cast: Cast) -> None:
    def send(_: int) -> str:
        try:
            return (
                cast.desk("Samira").cases.report(cast.melding(), form_key=str(uuid4())).subject_id
            )
        except InputRefused:
            return ""

    with ThreadPoolExecutor(4) as people:
        made = set(people.map(send, range(4)))

    assert len(made - {""}) == 1


def test_a_new_case_beside_a_known_one_needs_a_reason(cast: Cast) -> None:
    desk = cast.desk("Samira")
    cast.case()
    for empty in ("", "  ", "\u200b"):
        with pytest.raises(InputRefused):
            desk.cases.report(cast.melding(), form_key=str(uuid4()), reason=empty)

    receipt = desk.cases.report(cast.melding(), form_key=str(uuid4()), reason="Een ander voorval.")

    assert case_of(desk, receipt.subject_id).opening.reason == "Een ander voorval."


def test_a_refused_melding_uses_up_no_number(cast: Cast) -> None:
    desk = cast.desk("Samira")
    first = cast.case()
    with pytest.raises(InputRefused):
        desk.cases.report(cast.melding(), form_key=str(uuid4()))

    second = desk.cases.report(cast.melding(), form_key=str(uuid4()), reason="Ander voorval.")

    assert int(second.label[-3:]) == int(first.label[-3:]) + 1


def test_a_known_case_is_recognised_with_why(cast: Cast) -> None:
    case_id = cast.case().subject_id
    desk = cast.desk("Samira")

    (case,) = desk.cases.recognise(
        {cast.pupils["Noor"]: "target", cast.pupils["Emma"]: "displaying"}
    )

    assert (case.case_id, case.reasons) == (case_id, ("same_target",))
    assert desk.cases.recognise({}) == []
    assert desk.cases.recognise({cast.pupils["Emma"]: "target"}) == []


def test_a_case_out_of_sight_is_not_recognised(cast: Cast) -> None:
    cast.case()

    assert cast.desk("Joris").cases.recognise({cast.pupils["Noor"]: "target"}) == []


def test_a_case_that_closed_long_ago_is_recognised_no_more(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case().subject_id
    recorded(desk, case_id, kinds.Closed(ending="no_bullying", reason="Uitgezocht."))
    noor = {cast.pupils["Noor"]: "target"}
    last, later = (desk.school_days.after(TODAY, days) for days in (200, 201))
    assert len(cast.desk("Samira", last).cases.recognise(noor)) == 1
    assert cast.desk("Samira", later).cases.recognise(noor) == []


def test_a_melding_joins_a_known_case_as_the_next_one(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case().subject_id

    desk.cases.report(cast.melding(), form_key=str(uuid4()), join=case_id)
    file = desk.cases.open(case_id)

    assert [payload.ordinal for _, payload in file.case.reports] == [1, 2]
    assert file.proposal is not None
    assert (file.proposal.level, file.comes_next) == (2, 2)


def test_a_melding_cannot_join_a_case_that_is_younger(cast: Cast) -> None:
    case_id = cast.case().subject_id
    yesterday = TODAY - timedelta(days=1)

    with pytest.raises(InputRefused, match="ouder dan de zaak"):
        cast.desk("Samira").cases.report(
            cast.melding(reported_on=yesterday), form_key=str(uuid4()), join=case_id
        )


def test_a_melding_that_joins_a_closed_case_opens_it(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case().subject_id
    recorded(desk, case_id, STOP, "stopped")
    recorded(desk, case_id, kinds.Closed(ending="stopped", reason="Verhuisd."))

    desk.cases.report(cast.melding(), form_key=str(uuid4()), join=case_id)

    assert case_of(desk, case_id).state is CaseState.RUNNING
    assert desk.cases.summary(case_id).state == "running"


def test_a_melding_without_an_own_pupil_is_refused(cast: Cast) -> None:
    before = len(cast.desk("Samira").cases.all())

    with pytest.raises(NotOwnPupil):
        cast.desk("Joris").cases.report(cast.melding(), form_key=str(uuid4()))

    assert len(cast.desk("Samira").cases.all()) == before


def test_a_case_that_a_colleague_began_is_new_for_the_mentor_until_she_writes_in_it(
    cast: Cast,
) -> None:
    case_id = cast.case(reporter="Fatima").subject_id
    desk = cast.desk("Samira")
    assert Urgency.NEW in {line.urgency for line in lines(desk, case_id)}

    recorded(desk, case_id, TALK, "talk_target", cast.pupils["Noor"])

    assert Urgency.NEW not in {line.urgency for line in lines(desk, case_id)}


def test_a_pestende_leerling_of_the_own_class_is_enough_to_report(cast: Cast) -> None:
    melding = cast.melding(target="Sem", displaying="Daan")

    case_id = cast.desk("Samira").cases.report(melding, form_key=str(uuid4())).subject_id

    assert cast.desk("Joris").cases.open(case_id).class_names == ["2B", "2C"]


def test_bad_meldingen_are_refused_with_a_sentence_and_nothing_is_stored(cast: Cast) -> None:
    noor, daan = cast.pupils["Noor"], cast.pupils["Daan"]
    before = len(cast.desk("Samira").cases.all())
    twice = (*parts({noor: "target"}), *parts({noor: "displaying"}))
    bad: dict[str, dict[str, object]] = {
        "kinds": {"what": " \n ", "kinds": ()},
        "reported_on": {"reported_on": TODAY + timedelta(days=1)},
        "incident_on": {"incident_on": TODAY + timedelta(days=1)},
        "parts": {"parts": twice},
    }
    for field, answers in bad.items():
        with pytest.raises(InputRefused) as refusal:
            cast.desk("Samira").cases.report(cast.melding(**answers), form_key=str(uuid4()))
        assert refusal.value.field == field
    for ids in ("geen id", str(uuid4()), f"{noor}'; drop table entry"):
        with pytest.raises(InputRefused, match="klassenlijst"):
            cast.desk("Samira").cases.report(
                cast.melding(parts=parts({ids: "target", daan: "displaying"})),
                form_key=str(uuid4()),
            )
    with pytest.raises(StaffMemberInvolved):
        cast.desk("Samira").cases.report(
            cast.melding(staff_member_involved=True), form_key=str(uuid4())
        )

    assert len(cast.desk("Samira").cases.all()) == before


def test_a_pupil_who_has_left_is_refused(cast: Cast) -> None:
    last_day = TODAY - timedelta(days=3)
    cast.store.school.pupil_leaves(cast.pupils["Daan"], last_day, cast.staff["Ineke"])

    with pytest.raises(InputRefused, match="van school") as refusal:
        cast.case()

    assert refusal.value.field == "parts"
    assert "Daan" not in refusal.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        "x" * 20_000,
        "😀 hij riep 🖕 👩‍👧",
        "مرحبا يا نور",
        "<script>alert(1)</script>",
        "=1+1",
        "![](https://voorbeeld.nl/spion.png)",
        "'; drop table entry; --",
    ],
    ids=["20,000", "emoji", "right-to-left", "script", "formula", "image", "sql"],
)
def test_strange_words_come_back_as_they_were_typed(cast: Cast, text: str) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case(what=text).subject_id
    recorded(desk, case_id, kinds.TalkHeld(notes=text), "talk_target", cast.pupils["Noor"])

    case = case_of(desk, case_id)

    assert case.latest("what") == text
    assert [payload.notes for _, payload in case.of(kinds.TalkHeld)] == [text]
