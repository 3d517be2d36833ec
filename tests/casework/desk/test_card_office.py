"""The card in the hands of the beheerder: a draft, a new version, and what a case keeps."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.card.model import packaged_card, packaged_text
from casework.cases.steps import step_states
from casework.desk.card_office import LONGEST_NOTE, CardOffice
from casework.entries import NewEntry
from casework.errors import CardFault, CardMovedOn, InputRefused, NotHere
from casework.people import Assignment, Role
from casework.records import Draft
from tests.cast import YEAR_STARTS_ON, Cast, record_at

PARENTS = ("steps", "parents", "school_days")


def office(cast: Cast, name: str = "Ineke") -> CardOffice:
    return cast.desk(name).office.card


def take(cast: Cast, name: str = "Ineke", note: str = "") -> int:
    """The draft of this person, into use."""
    held = office(cast, name).draft()
    assert held is not None
    return office(cast, name).take_into_use(held.stamp, note).version


def changed(cast: Cast, days: int, note: str = "") -> int:
    office(cast).change({PARENTS: days})
    return take(cast, note=note)


@pytest.fixture
def second(cast: Cast) -> str:
    """Dirk has become a second beheerder."""
    held = Assignment(Role.ADMIN, "", YEAR_STARTS_ON)
    cast.store.school.assign(cast.staff["Dirk"], held, cast.staff["Ineke"])
    return "Dirk"


@pytest.mark.parametrize("name", ["Samira", "Fatima", "Willem", "Anneke", "Dirk"])
def test_only_a_beheerder_has_the_card_in_hands(shared: Cast, name: str) -> None:
    with pytest.raises(NotHere):
        office(shared, name)


def test_a_draft_changes_nothing_until_it_is_taken_into_use(cast: Cast) -> None:
    assert office(cast).change({PARENTS: 4}) == 1
    held = office(cast).draft()
    assert held is not None
    assert held.changes == ("Ouders informeren: 5 → 4 schooldagen",)
    assert cast.desk("Samira").card.step("parents").school_days == 5
    assert take(cast, note="Na overleg met de MR") == 2
    assert cast.desk("Samira").card.step("parents").school_days == 4
    assert office(cast).draft() is None


def test_a_version_tells_since_when_by_whom_and_why(cast: Cast) -> None:
    changed(cast, 4, "Na overleg met de MR")
    newest, first = office(cast).versions()
    assert (newest.version, newest.note) == (2, "Na overleg met de MR")
    assert newest.kept_at == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert office(cast).keepers() == {newest.kept_by: "Ineke Hofman"}
    assert (first.version, first.kept_by, first.note) == (1, "", "")


def test_why_is_sealed_and_the_change_is_on_record_without_a_name(cast: Cast) -> None:
    changed(cast, 4, "Vanwege de ouders van Noor")
    rows = cast.store.database.rows(
        "select changed_by, kind, subject_id from reference_change where kind = 'card_kept'"
    )
    assert [(str(by or ""), kind, what) for by, kind, what in rows] == [
        ("", "card_kept", "1"),
        (cast.staff["Ineke"], "card_kept", "2"),
    ]
    cast.store.close()
    assert b"Noor" not in (cast.store.folder / "school.duckdb").read_bytes()


def test_a_draft_is_of_one_person(cast: Cast, second: str) -> None:
    office(cast).change({PARENTS: 4})
    assert office(cast, second).draft() is None
    assert office(cast, second).working_card().step("parents").school_days == 5


def test_the_second_of_two_at_once_is_refused_and_keeps_the_draft(cast: Cast, second: str) -> None:
    office(cast).change({PARENTS: 4})
    office(cast, second).change({("motto",): "Samen tegen pesten"})
    assert take(cast, second) == 2
    with pytest.raises(CardMovedOn):
        take(cast)
    held = office(cast).draft()
    assert held is not None
    assert office(cast).has_moved_on(held)
    assert held.changes == (
        "Motto: 'Samen tegen pesten' → 'STOP PESTEN! PROTOCOL'",
        "Ouders informeren: 5 → 4 schooldagen",
    )
    office(cast).go_on_from_newest()
    assert take(cast) == 3


def test_the_same_draft_sent_twice_is_one_version(cast: Cast) -> None:
    office(cast).change({PARENTS: 4})
    held = office(cast).draft()
    assert held is not None
    for _ in range(2):
        assert office(cast).take_into_use(held.stamp, "").version == 2
    assert [kept.version for kept in office(cast).versions()] == [2, 1]


def test_what_was_not_on_the_screen_is_not_taken_into_use(cast: Cast) -> None:
    office(cast).change({PARENTS: 4})
    held = office(cast).draft()
    assert held is not None
    office(cast).change({PARENTS: 3})
    with pytest.raises(InputRefused, match="intussen veranderd"):
        office(cast).take_into_use(held.stamp, "")
    office(cast).drop_draft()
    with pytest.raises(InputRefused, match="intussen veranderd"):
        office(cast).take_into_use(held.stamp, "")


def test_a_reason_of_a_page_is_refused(cast: Cast) -> None:
    office(cast).change({PARENTS: 4})
    with pytest.raises(InputRefused, match="Houd het kort"):
        take(cast, note="x" * (LONGEST_NOTE + 1))
    assert office(cast).draft() is not None


def test_a_draft_that_is_back_at_the_card_in_use_is_gone(cast: Cast) -> None:
    office(cast).change({PARENTS: 4})
    office(cast).change({PARENTS: 5})
    assert office(cast).draft() is None


def test_a_broken_change_leaves_the_draft_as_it_was(cast: Cast) -> None:
    office(cast).change({PARENTS: 4})
    before = office(cast).text()
    for edit in ({PARENTS: -1}, {("steps", "stopped", "off"): True}, {("motto",): " "}):
        with pytest.raises(CardFault):
            office(cast).change(edit)
    with pytest.raises(CardFault):
        office(cast).replace_with_file("é".encode("cp1252"))
    with pytest.raises(InputRefused):
        office(cast).change({("steps", "gone", "off"): True})
    assert office(cast).text() == before


def test_comments_of_the_school_are_still_in_the_next_version(cast: Cast) -> None:
    office(cast).replace(packaged_text().replace("school_days = 30", "school_days = 30  # MR 2026"))
    take(cast)
    changed(cast, 4)
    assert "school_days = 30  # MR 2026" in cast.store.cards.text(3)


def test_a_file_from_windows_is_the_same_card(cast: Cast) -> None:
    data = b"\xef\xbb\xbf" + packaged_text().replace("\n", "\r\n").encode()
    office(cast).replace_with_file(data)
    assert office(cast).draft() is None


def test_an_earlier_version_comes_back_as_a_new_one(cast: Cast) -> None:
    changed(cast, 4)
    office(cast).bring_back(1)
    with pytest.raises(InputRefused, match="nog een concept"):
        office(cast).bring_back(1)
    assert take(cast) == 3
    assert cast.store.cards.text(3) == cast.store.cards.text(1)


def test_a_draft_of_an_older_program_can_be_seen_and_thrown_away(cast: Cast) -> None:
    kept = Draft("k", {"text": 'title = "half"', "based_on": 1})
    cast.store.drafts.keep(cast.staff["Ineke"], "kaart", kept)
    held = office(cast).draft()
    assert held is not None
    assert "columns: ontbreekt" in held.fault
    assert office(cast).working_card() == cast.store.cards.current()
    with pytest.raises(CardFault):
        office(cast).take_into_use(held.stamp, "")
    office(cast).drop_draft()
    assert office(cast).draft() is None


# --- lists, measures and guides -------------------------------------------------------------------


def test_a_code_that_went_is_never_used_again(cast: Cast) -> None:
    office(cast).change_list("places", {}, ["In de bus"])
    take(cast)
    office(cast).change_list("places", {}, gone=["in_de_bus"])
    take(cast)
    office(cast).change_list("places", {}, ["In de bus"])
    words = office(cast).working_card().lists["places"]
    assert "in_de_bus" not in words
    assert words["in_de_bus_2"] == "In de bus"


def test_a_list_is_reworded_filled_and_emptied_in_one_go(cast: Cast) -> None:
    values = {("lists", "places", "trip"): "kamp"}
    assert office(cast).change_list("places", values, ["bus"], ["toilets"]) == 3
    words = office(cast).working_card().lists["places"]
    assert (words["trip"], words["bus"], "toilets" in words) == ("kamp", "bus", False)


def test_the_words_of_a_quick_note_come_and_go(cast: Cast) -> None:
    words = dict(office(cast).working_card().spoken_words["kinds"])
    assert office(cast).change_spoken("kinds", words) == 0
    assert office(cast).change_spoken("kinds", {**words, "verbal": ["sart*"], "gossip": []}) == 2
    after = office(cast).working_card().spoken_words["kinds"]
    assert after["verbal"] == ("sart*",)
    assert "gossip" not in after
    assert after["physical"] == words["physical"]
    with pytest.raises(CardFault, match="staat bij twee keuzes"):
        office(cast).change_spoken("kinds", {**words, "verbal": words["physical"]})


def test_a_card_from_before_such_words_gets_ours_and_the_change(cast: Cast) -> None:
    text = packaged_text()
    start = text.index("# --- words by which a quick note is read")
    office(cast).replace(text[:start] + text[text.index("# --- ", start + 6) :])
    ours = dict(office(cast).working_card().spoken_words["acts"])
    assert not office(cast).working_card().spoken
    assert office(cast).change_spoken("acts", {"bullying": [*ours["bullying"], "sart*"]}) == 1
    card = office(cast).working_card()
    assert card.spoken["acts"]["bullying"][-1] == "sart*"
    assert card.spoken["places"] == packaged_card().spoken["places"]


def test_what_the_program_reckons_with_stays_in_its_list(cast: Cast) -> None:
    with pytest.raises(InputRefused, match="'gestopt' kan niet weg"):
        office(cast).change_list("outcomes", {}, gone=["stopped"])
    every = list(office(cast).working_card().lists["themes"])
    with pytest.raises(InputRefused, match="minstens één keuze"):
        office(cast).change_list("themes", {}, gone=every)
    with pytest.raises(CardFault, match="staan er twee keer"):
        office(cast).change_list("places", {}, ["Toiletten"])


def test_a_measure_comes_and_goes_and_the_own_one_stays(cast: Cast) -> None:
    office(cast).add_measure("Samen sporten", "green", "Dat helpt.")
    assert office(cast).working_card().measure("samen_sporten") is not None
    office(cast).drop_measure("samen_sporten")
    assert office(cast).draft() is None
    with pytest.raises(InputRefused, match="Een eigen maatregel mag altijd"):
        office(cast).drop_measure("own")


def test_a_guide_that_the_school_writes_is_no_longer_ours(cast: Cast) -> None:
    lines = ["Vraag één?", "Vraag twee?"]
    assert office(cast).change_guide("group", {("guides", "group", "lines"): lines}) == 1
    guide = office(cast).working_card().guide("group")
    assert guide is not None
    assert (guide.lines, guide.ours) == (tuple(lines), False)
    assert office(cast).change_guide("group", {("guides", "group", "lines"): lines}) == 0


# --- cases ----------------------------------------------------------------------------------------


def test_a_case_keeps_the_terms_of_the_version_it_began_under(cast: Cast) -> None:
    old = cast.case().subject_id
    changed(cast, 1)
    new = cast.case(target="Yusuf", displaying="Emma").subject_id
    due = {
        case_id: next(
            state.due_on
            for state in step_states(cast.desk("Samira").cases.open(case_id).case)
            if state.step.id == "parents"
        )
        for case_id in (old, new)
    }
    # Monday 23 November 2026: five school days later is Monday the 30th, one is Tuesday.
    assert [str(due[old]), str(due[new])] == ["2026-11-30", "2026-11-24"]


def test_a_step_switched_off_goes_on_in_a_case_that_began_with_it(cast: Cast) -> None:
    old = cast.case().subject_id
    office(cast).change({("steps", "magister", "off"): True})
    take(cast)
    new = cast.case(target="Yusuf", displaying="Emma").subject_id
    steps = {
        case_id: {s.step.id for s in step_states(cast.desk("Samira").cases.open(case_id).case)}
        for case_id in (old, new)
    }
    assert "magister" in steps[old]
    assert "magister" not in steps[new]
    assert {line.step_id for line in cast.desk("Samira").agenda.items()} >= {"parents"}


def test_a_melding_with_a_new_word_reads_in_an_old_case(cast: Cast) -> None:
    case_id = cast.case().subject_id
    office(cast).change_list("places", {}, ["in de bus"])
    take(cast)
    samira = cast.desk("Samira")
    melding = cast.melding(places=("in_de_bus",))
    samira.cases.report(melding, form_key=str(uuid4()), join=case_id)
    case = cast.desk("Samira").cases.open(case_id).case
    assert case.card.version == 1
    assert case.card.words("places", case.all_codes("places")) == "in de bus"


def test_a_word_that_went_still_reads_where_cases_of_all_versions_stand(cast: Cast) -> None:
    cast.case(kinds=("gossip",))
    office(cast).change_list("kinds", {}, gone=["gossip"])
    take(cast)
    samira = cast.desk("Samira")
    assert "gossip" not in samira.card.lists["kinds"]
    assert samira.known_card.lists["kinds"]["gossip"] == "roddelen of geruchten"


def test_figures_do_not_change_with_the_card(cast: Cast) -> None:
    case_id = cast.case().subject_id
    talk = kinds.TalkHeld(notes="Gesproken.")
    new = [NewEntry(talk, cast.today, "talk_target", cast.pupils["Noor"])]
    samira = cast.desk("Samira")
    record_at(samira, case_id, *new)
    before = cast.desk("Samira").cases.all()
    changed(cast, 1)
    assert cast.desk("Samira").cases.all() == before


def test_a_mentor_hour_that_is_off_is_not_recorded(cast: Cast) -> None:
    office(cast).change({("steps", "mentor_hour", "off"): True})
    take(cast)
    payload = kinds.MentorHourHeld(theme="online")
    with pytest.raises(InputRefused, match="niet meer op de handelingskaart"):
        cast.desk("Samira").classroom.log_hour(
            cast.classes["2B"], cast.today, payload, str(uuid4())
        )
