"""A melding on its way in: what is refused with a clear sentence, and the entries it becomes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from casework import entries as kinds
from casework.card.model import packaged_card
from casework.cases.melding import (
    Melding,
    as_reported,
    check_melding,
    first_home,
    joining_entries,
    opening_entries,
)
from casework.errors import InputRefused, NotHere, StaffMemberInvolved
from casework.people import Home, PersonName
from casework.records import Pupil, SchoolYear
from tests.histories import DAAN, EMMA, HOME, NOOR, OPENED_ON, YUSUF, melding, opened, parts

TODAY = date(2026, 11, 23)
YEAR = SchoolYear("2026-2027", date(2026, 8, 1), date(2027, 7, 31))
ELSEWHERE = Home("2C", 2, HOME.team_id)


def pupil(pupil_id: str, left_on: date | None = None) -> Pupil:
    return Pupil(pupil_id, PersonName("Een", "Leerling"), HOME.class_id, "2B", left_on)


KNOWN = {pupil_id: pupil(pupil_id) for pupil_id in (NOOR, DAAN, EMMA)}


def check(reported: Melding, known: dict[str, Pupil] | None = None) -> None:
    check_melding(reported, packaged_card(), known or KNOWN, [YEAR], TODAY)


def refused(reported: Melding, known: dict[str, Pupil] | None = None) -> InputRefused:
    with pytest.raises(InputRefused) as refusal:
        check(reported, known)
    assert refusal.value.sentence.endswith((".", ")"))
    return refusal.value


def test_a_melding_with_a_gepeste_a_kind_and_a_few_words_is_enough() -> None:
    check(melding(parts=parts({NOOR: "target"})))


# --- who ------------------------------------------------------------------------------------------


def test_a_pupil_stands_in_a_melding_once() -> None:
    twice = (*parts({NOOR: "target"}), *parts({NOOR: "target"}))
    opposite = (*parts({NOOR: "target", DAAN: "displaying"}), *parts({NOOR: "displaying"}))

    for given_parts in (twice, opposite):
        refusal = refused(melding(parts=given_parts))
        assert (refusal.field, "twee keer" in refusal.sentence) == ("parts", True)


@pytest.mark.parametrize("roles", [{}, {DAAN: "displaying"}, {EMMA: "bystander"}])
def test_a_melding_is_about_at_least_one_gepeste(roles: dict[str, str]) -> None:
    refusal = refused(melding(parts=parts(roles)))

    assert (refusal.field, "wie er gepest wordt" in refusal.sentence) == ("parts", True)


def test_pupils_come_from_the_class_lists_and_parts_from_the_card() -> None:
    unknown = refused(melding(parts=parts({NOOR: "target", YUSUF: "displaying"})))
    no_part = refused(melding(parts=parts({NOOR: "target", DAAN: "dader"})))

    assert unknown.field == no_part.field == "parts"
    assert "klassenlijst" in unknown.sentence


def test_a_pupil_who_has_left_is_refused_from_the_day_after_the_last() -> None:
    left = {**KNOWN, DAAN: pupil(DAAN, date(2026, 11, 19))}

    refusal = refused(melding(date(2026, 11, 20)), left)

    assert (refusal.field, "sinds 19-11-2026 van school" in refusal.sentence) == ("parts", True)
    check(melding(date(2026, 11, 19)), left)


def test_no_refusal_names_a_pupil() -> None:
    left = {**KNOWN, DAAN: pupil(DAAN, date(2026, 11, 19))}

    assert "Leerling" not in refused(melding(date(2026, 11, 20)), left).sentence


def test_a_member_of_staff_as_the_one_who_bullies_is_another_route() -> None:
    with pytest.raises(StaffMemberInvolved, match="vertrouwensinspecteur"):
        check(melding(staff_member_involved=True))


# --- what, where, when ----------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["", "   ", "\t\n", "\u200b\u00a0"])
def test_without_a_kind_what_happened_cannot_be_empty_or_white_space(what: str) -> None:
    assert refused(melding(what=what, kinds=())).field == "kinds"


def test_a_kind_or_words_alone_are_enough() -> None:
    check(melding(kinds=()))
    check(melding(what=""))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kinds", ("verbal", "verzonnen")),
        ("places", ("verzonnen",)),
        ("serious", ("verzonnen",)),
        ("day_part", "nacht"),
        ("since", "altijd"),
        ("frequency", "vaak"),
        ("teller", "de buurman"),
        ("verdict", "schuldig"),
    ],
)
def test_an_answer_that_is_not_on_the_list_is_refused(field: str, value: object) -> None:
    assert refused(melding(**{field: value})).field == field


@pytest.mark.parametrize(
    ("reported_on", "is_fine"),
    [
        (TODAY, True),
        (date(2026, 11, 24), False),
        (date(2026, 8, 1), True),
        (date(2026, 7, 31), False),
    ],
)
def test_a_melding_is_of_this_school_year_and_not_of_tomorrow(
    reported_on: date, is_fine: bool
) -> None:
    if is_fine:
        check(melding(reported_on))
    else:
        assert refused(melding(reported_on)).field == "reported_on"


@pytest.mark.parametrize(
    ("incident_on", "is_fine"),
    [
        (None, True),
        (OPENED_ON, True),
        (date(2026, 11, 3), False),
        (date(2026, 8, 1), True),
        (date(2026, 7, 31), False),
    ],
)
def test_an_incident_is_of_this_school_year_and_not_after_its_melding(
    incident_on: date | None, is_fine: bool
) -> None:
    if is_fine:
        check(melding(incident_on=incident_on))
    else:
        assert refused(melding(incident_on=incident_on)).field == "incident_on"


@pytest.mark.parametrize(
    "text",
    [
        "x" * 20_000,
        "😀 hij riep 🖕 en toen 👩‍👧",
        "مرحبا يا نور",
        "\u202eegnilreel\u202c",
        "<script>alert(document.cookie)</script>",
        "=1+1",
        "![](https://voorbeeld.nl/spion.png)",
    ],
    ids=["20,000", "emoji", "right-to-left", "override", "script", "formula", "image"],
)
def test_strange_words_are_kept_as_they_are(text: str) -> None:
    typed = melding(what=text, where=text, why=text)
    check(typed)

    reported = as_reported(typed, 1, HOME)

    assert (reported.what, reported.where, reported.why) == (text, text, text)
    assert set(reported.sealed()) == {"what", "where", "why"}


def test_more_text_than_an_entry_holds_is_no_melding() -> None:
    with pytest.raises(ValidationError):
        melding(what="x" * 50_001)


# --- the entries ----------------------------------------------------------------------------------


def test_a_melding_becomes_a_case_its_melding_its_pupils_and_level_one() -> None:
    homes = {NOOR: HOME, DAAN: ELSEWHERE}

    new = opening_entries(melding(), homes, "2026-007", "2026-2027", "Ander voorval.")

    assert [(entry.kind, entry.step, entry.pupil_id) for entry in new] == [
        ("case_opened", "", ""),
        ("reported", "report", ""),
        ("pupil_involved", "", NOOR),
        ("pupil_involved", "", DAAN),
        ("level_reached", "", ""),
    ]
    assert {entry.happened_on for entry in new} == {OPENED_ON}
    first, reported, *_, other, _ = (entry.payload for entry in new)
    assert isinstance(first, kinds.CaseOpened)
    assert (first.label, first.reason, first.class_id) == (
        "2026-007",
        "Ander voorval.",
        HOME.class_id,
    )
    assert isinstance(reported, kinds.Reported)
    assert (reported.ordinal, reported.class_id) == (1, HOME.class_id)
    assert isinstance(other, kinds.PupilInvolved)
    assert other.class_id == "2C"


def test_a_melding_counts_for_the_class_of_the_first_gepeste() -> None:
    reported = melding(parts=parts({DAAN: "displaying", EMMA: "target", NOOR: "target"}))

    assert first_home(reported, {DAAN: HOME, EMMA: ELSEWHERE, NOOR: HOME}) == ELSEWHERE


@pytest.mark.parametrize("roles", [{}, {DAAN: "displaying"}, {YUSUF: "target"}])
def test_a_melding_without_a_known_gepeste_belongs_nowhere(roles: dict[str, str]) -> None:
    with pytest.raises(NotHere):
        first_home(melding(parts=parts(roles)), {DAAN: HOME})


def test_a_next_melding_adds_the_melding_and_only_the_parts_that_are_new() -> None:
    case = opened(TODAY).case
    again = melding(TODAY, parts=parts({NOOR: "target", DAAN: "bystander", EMMA: "displaying"}))

    new = joining_entries(again, dict.fromkeys(again.roles, HOME), case)

    assert [(entry.kind, entry.pupil_id) for entry in new] == [
        ("reported", ""),
        ("pupil_involved", DAAN),
        ("pupil_involved", EMMA),
    ]


def test_a_next_melding_in_a_stopped_or_closed_case_opens_it_first() -> None:
    again = melding(TODAY)
    for history in (opened(TODAY).stop(), opened(TODAY).close()):
        new = joining_entries(again, dict.fromkeys(again.roles, HOME), history.case)

        assert [entry.kind for entry in new] == ["reopened", "reported"]


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.dates(date(2026, 1, 1)))
def test_whatever_the_dates_a_melding_that_passes_lies_in_order(
    reported_on: date, incident_on: date
) -> None:
    reported = melding(reported_on, incident_on=incident_on)
    in_order = YEAR.starts_on <= incident_on <= reported_on <= TODAY
    if in_order:
        check(reported)
    else:
        refused(reported)
