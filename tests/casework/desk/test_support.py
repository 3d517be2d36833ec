"""The ondersteuningsteam: who reads along from when to when, and one advice by several members."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.cases.agenda import ADVISED, ASKED, LOOKED_INTO, MORE_ASKED, Urgency
from casework.cases.consult import Turn
from casework.desk import Desk
from casework.desk.advice import NO_TEXT, NOBODY_AGREED, OWN_TEXT
from casework.desk.support import NO_NEED, WHY_OPEN
from casework.entries import NewEntry, Payload
from casework.errors import AdviceMovedOn, CaseMovedOn, InputRefused, NotHere, OwnCase
from casework.people import Assignment, PersonName, Role
from tests.casework.desk.test_permissions import STRANGE
from tests.cast import TODAY, YEAR_STARTS_ON, Cast, record_at
from tests.histories import with_new_pupils

ASKED_ON = TODAY
QUESTION = kinds.SupportAsked(question="Wat kunnen we nog doen?")
MORE = kinds.SupportMoreAsked(question="Wie waren erbij?")
ANSWER = kinds.SupportAnswered(answer="Twee klasgenoten.")
TEXT = "Spreek de ouders samen."


@pytest.fixture(scope="module")
def school(school: Cast) -> Cast:
    """With two members more in the team; Samira, mentor of 2B, is one of them as well."""
    for given in ("Rania", "Bas"):
        school.staff[given] = _member(school, given)
    return school


def _member(cast: Cast, given: str) -> str:
    admin, school = cast.staff["Ineke"], cast.store.school
    staff_id = school.add_staff(PersonName(given, "Lid"), given.lower(), admin)
    school.assign(staff_id, Assignment(Role.SUPPORT_TEAM, "", YEAR_STARTS_ON), admin)
    return staff_id


@pytest.fixture
def cast(school: Cast) -> Cast:
    return with_new_pupils(school)


def recorded(desk: Desk, case_id: str, payload: Payload, step: str = "") -> None:
    record_at(desk, case_id, NewEntry(payload, desk.today, step))


def put(cast: Cast, day: date = ASKED_ON) -> str:
    """A case of Samira with a question to the team."""
    case_id = cast.case().subject_id
    recorded(cast.desk("Samira", day), case_id, QUESTION, "support")
    return case_id


def hard(cast: Cast) -> str:
    """A case of Samira with a serious sign that no question was put about."""
    return cast.case(serious=("threat",)).subject_id


def advised(cast: Cast, case_id: str, day: date = TODAY) -> None:
    desk = cast.desk("Anneke", day)
    desk.advice.give(case_id, TEXT, 0, alone=True, form_key=str(uuid4()))


def sees(desk: Desk, case_id: str) -> bool:
    """Whether somebody can open a case, by every road; they all say the same."""
    listed = case_id in {outcomes.case_id for outcomes in desk.cases.all()}
    outcomes = {listed, case_id in desk.cases.in_sight([case_id])}
    for road in (desk.cases.open, desk.cases.summary, desk.cases.printed):
        try:
            road(case_id)
        except NotHere:
            outcomes.add(False)
        else:
            outcomes.add(True)
    assert len(outcomes) == 1
    return listed


def titles(desk: Desk, case_id: str) -> list[str]:
    return [line.title for line in desk.agenda.items() if line.case_id == case_id]


# --- the team reads along from the question to some time after the advice -------------------------


def test_the_team_reads_a_case_from_the_moment_of_the_question(cast: Cast) -> None:
    case_id = cast.case().subject_id
    assert not sees(cast.desk("Anneke"), case_id)

    recorded(cast.desk("Samira"), case_id, QUESTION, "support")

    assert sees(cast.desk("Anneke"), case_id)
    assert sees(cast.desk("Anneke", date(2029, 1, 8)), case_id)


def test_the_team_reads_a_case_up_to_the_last_day_after_the_advice_and_no_longer(
    cast: Cast,
) -> None:
    case_id = put(cast)
    advised(cast, case_id)
    terms = cast.desk("Anneke").card
    last = cast.store.school.school_days().after(TODAY, terms.support_access_school_days)

    assert sees(cast.desk("Anneke", last), case_id)
    assert case_id in {one.case_id for one in cast.desk("Anneke", last).support.queue()}
    assert not sees(cast.desk("Anneke", last + timedelta(days=1)), case_id)
    assert case_id not in {
        one.case_id for one in cast.desk("Anneke", last + timedelta(days=1)).support.queue()
    }
    assert sees(cast.desk("Samira", last + timedelta(days=1)), case_id)


def test_a_new_question_opens_the_case_for_the_team_again(cast: Cast) -> None:
    case_id = put(cast)
    advised(cast, case_id)
    later = date(2027, 3, 1)
    assert not sees(cast.desk("Anneke", later), case_id)

    recorded(cast.desk("Samira", later), case_id, QUESTION, "support")

    assert sees(cast.desk("Anneke", later), case_id)


def test_after_the_access_has_ended_nothing_can_be_written_either(cast: Cast) -> None:
    case_id = put(cast)
    advised(cast, case_id)
    desk = cast.desk("Anneke", date(2027, 3, 1))

    for act in (
        lambda: desk.advice.open(case_id),
        lambda: desk.advice.save(case_id, TEXT, 0),
        lambda: desk.advice.agree(case_id, 0),
        lambda: desk.advice.give(case_id, TEXT, 0, form_key="x"),
        lambda: desk.cases.record(case_id, [NewEntry(MORE, desk.today)], seen=7, form_key="x"),
    ):
        with pytest.raises(NotHere):
            act()


# --- rounds and work lists ------------------------------------------------------------------------


def test_more_information_goes_back_to_the_mentor_and_the_answer_to_the_team(cast: Cast) -> None:
    case_id = put(cast)
    assert titles(cast.desk("Anneke"), case_id) == [ASKED]

    recorded(cast.desk("Anneke"), case_id, MORE)
    assert titles(cast.desk("Anneke"), case_id) == []
    assert MORE_ASKED in titles(cast.desk("Samira"), case_id)

    recorded(cast.desk("Samira"), case_id, ANSWER)
    assert titles(cast.desk("Anneke"), case_id) == [ASKED]
    assert MORE_ASKED not in titles(cast.desk("Samira"), case_id)

    advised(cast, case_id)
    assert titles(cast.desk("Anneke"), case_id) == []
    assert ADVISED in titles(cast.desk("Samira"), case_id)
    assert [e.kind for e in cast.desk("Samira").cases.open(case_id).case.consults[0].rounds] == [
        "support_asked",
        "support_more_asked",
        "support_answered",
        "support_advised",
    ]


def test_a_question_that_waits_too_long_is_late_for_the_team(cast: Cast) -> None:
    case_id = put(cast)
    days = cast.store.school.school_days()
    due_on = days.after(TODAY, 5)

    def line(day: date) -> tuple[str, date | None, int]:
        (item,) = [one for one in cast.desk("Anneke", day).agenda.items() if one.case_id == case_id]
        return item.urgency, item.due_on, item.late_by

    assert line(due_on) == (Urgency.NEW, due_on, 0)
    assert line(days.after(due_on, 2)) == (Urgency.LATE, due_on, 2)


def test_more_information_in_a_closed_case_still_comes_to_the_mentor(cast: Cast) -> None:
    case_id = cast.case().subject_id
    samira = cast.desk("Samira")
    recorded(samira, case_id, kinds.Closed(ending="no_bullying", reason="Uitgezocht."))
    recorded(samira, case_id, QUESTION, "support")
    assert titles(cast.desk("Anneke"), case_id) == [ASKED]

    recorded(cast.desk("Anneke"), case_id, MORE)
    assert titles(samira, case_id) == [MORE_ASKED]
    recorded(samira, case_id, ANSWER)
    advised(cast, case_id)
    assert titles(samira, case_id) == [ADVISED]

    recorded(samira, case_id, kinds.AdviceUsed(what_was_done="Gedaan.", followed="yes"))
    assert titles(samira, case_id) == []


def test_the_mentor_cannot_ask_for_more_nor_the_team_answer(cast: Cast) -> None:
    case_id = put(cast)

    with pytest.raises(NotHere):
        recorded(cast.desk("Samira"), case_id, MORE)
    recorded(cast.desk("Anneke"), case_id, MORE)
    with pytest.raises(NotHere):
        recorded(cast.desk("Anneke"), case_id, ANSWER)


def test_the_queue_tells_whose_turn_it_is_and_since_when_without_a_word(cast: Cast) -> None:
    case_id = put(cast)

    def one() -> object:
        (item,) = [q for q in cast.desk("Anneke").support.queue() if q.case_id == case_id]
        return item

    item = one()
    assert (item.turn, item.asked_on, item.asked_by) == (Turn.TEAM, TODAY, "Samira el Idrissi")  # type: ignore[attr-defined]
    assert (item.class_names, item.count_rounds, item.access_ends_on) == (("2B",), 1, None)  # type: ignore[attr-defined]
    assert QUESTION.question not in repr(item)

    recorded(cast.desk("Anneke"), case_id, MORE)
    assert one().turn is Turn.ASKER  # type: ignore[attr-defined]


# --- one text by several members ------------------------------------------------------------------


def test_members_write_one_text_and_say_akkoord_to_the_very_same(cast: Cast) -> None:
    case_id = put(cast)
    rania, bas = cast.desk("Rania"), cast.desk("Bas")
    assert rania.advice.save(case_id, TEXT, 0) == 1
    bas.advice.agree(case_id, 1)
    bas.advice.agree(case_id, 1)

    seen = cast.desk("Anneke").advice.open(case_id)
    assert (seen.text, seen.version, seen.written_by) == (TEXT, 1, "Rania Lid")
    assert (seen.agreed_by, seen.is_mine, seen.has_my_agreement) == (("Bas Lid",), False, False)
    assert bas.advice.open(case_id).has_my_agreement

    assert rania.advice.save(case_id, TEXT + " Bel ook.", 1) == 2
    assert rania.advice.open(case_id).agreed_by == ()


def test_who_saves_over_a_newer_text_is_refused_and_nothing_is_lost(cast: Cast) -> None:
    case_id = put(cast)
    cast.desk("Rania").advice.save(case_id, TEXT, 0)

    for act in (
        lambda: cast.desk("Bas").advice.save(case_id, "Iets anders.", 0),
        lambda: cast.desk("Bas").advice.agree(case_id, 3),
        lambda: cast.desk("Bas").advice.give(case_id, "Iets anders.", 0, alone=True, form_key="a"),
    ):
        with pytest.raises(AdviceMovedOn):
            act()

    kept = cast.desk("Bas").advice.open(case_id)
    assert (kept.text, kept.version) == (TEXT, 1)
    assert cast.desk("Bas").advice.save(case_id, "Samen.", 1) == 2


def test_the_same_text_again_is_no_new_version(cast: Cast) -> None:
    case_id = put(cast)
    cast.desk("Rania").advice.save(case_id, TEXT, 0)
    cast.desk("Bas").advice.agree(case_id, 1)

    assert cast.desk("Rania").advice.save(case_id, f" {TEXT} ", 1) == 1
    assert cast.desk("Rania").advice.open(case_id).agreed_by == ("Bas Lid",)


def test_nobody_says_akkoord_to_an_own_text_or_to_none(cast: Cast) -> None:
    case_id = put(cast)
    with pytest.raises(InputRefused, match=NO_TEXT):
        cast.desk("Rania").advice.agree(case_id, 0)
    cast.desk("Rania").advice.save(case_id, TEXT, 0)
    with pytest.raises(InputRefused, match=OWN_TEXT.split(".")[0]):
        cast.desk("Rania").advice.agree(case_id, 1)


def given_advice(cast: Cast, case_id: str) -> kinds.SupportAdvised:
    case = cast.desk("Samira").cases.open(case_id).case
    (payload,) = [payload for _, payload in case.of(kinds.SupportAdvised)]
    return payload


def test_advice_says_who_agreed_and_who_wrote_it_counts_as_agreeing(cast: Cast) -> None:
    case_id = put(cast)
    cast.desk("Rania").advice.save(case_id, TEXT, 0)
    cast.desk("Anneke").advice.agree(case_id, 1)

    cast.desk("Bas").advice.give(case_id, TEXT, 1, form_key=str(uuid4()))

    payload = given_advice(cast, case_id)
    assert set(payload.agreed_by) == {cast.staff["Rania"], cast.staff["Anneke"]}
    assert payload.advice == TEXT


def test_advice_of_one_member_alone_is_given_knowingly(cast: Cast) -> None:
    case_id = put(cast)
    rania = cast.desk("Rania")
    with pytest.raises(InputRefused) as refusal:
        rania.advice.give(case_id, TEXT, 0, form_key="k")
    assert (refusal.value.sentence, refusal.value.field) == (NOBODY_AGREED, "alone")
    assert rania.advice.open(case_id).text == TEXT

    rania.advice.give(case_id, TEXT, 1, alone=True, form_key="k")
    assert given_advice(cast, case_id).agreed_by == []


def test_a_text_that_is_changed_while_it_is_given_has_nobody_s_akkoord(cast: Cast) -> None:
    case_id = put(cast)
    cast.desk("Rania").advice.save(case_id, TEXT, 0)
    cast.desk("Bas").advice.agree(case_id, 1)

    with pytest.raises(InputRefused, match="Nog niemand"):
        cast.desk("Rania").advice.give(case_id, "Toch anders.", 1, form_key="k2")
    assert cast.desk("Bas").advice.open(case_id).text == "Toch anders."


def test_who_typed_that_others_agreed_is_not_believed(cast: Cast) -> None:
    case_id = put(cast)
    payload = kinds.SupportAdvised(advice=TEXT, agreed_by=[cast.staff["Bas"]])
    recorded(cast.desk("Rania"), case_id, payload)

    assert given_advice(cast, case_id).agreed_by == []


def test_the_same_press_gives_the_advice_once_and_a_colleague_comes_too_late(cast: Cast) -> None:
    case_id = put(cast)
    key = str(uuid4())
    first = cast.desk("Rania").advice.give(case_id, TEXT, 0, alone=True, form_key=key)
    again = cast.desk("Rania").advice.give(case_id, TEXT, 0, alone=True, form_key=key)

    assert (again.repeated, again.numbers) == (True, first.numbers)
    with pytest.raises(CaseMovedOn):
        cast.desk("Bas").advice.give(case_id, "Ook.", 0, alone=True, form_key=str(uuid4()))
    assert given_advice(cast, case_id).advice == TEXT


def test_the_shared_text_goes_when_the_advice_is_given_and_is_never_seen_by_the_mentor(
    cast: Cast,
) -> None:
    case_id = put(cast)
    cast.desk("Rania").advice.save(case_id, "Een eerste gedachte.", 0)
    with pytest.raises(NotHere):
        cast.desk("Samira").advice.open(case_id)
    assert "eerste gedachte" not in repr(cast.desk("Samira").cases.open(case_id))

    cast.desk("Bas").advice.give(case_id, TEXT, 1, alone=True, form_key=str(uuid4()))

    assert cast.store.drafts.get(case_id, "advies") is None


def test_advice_while_an_answer_is_awaited_is_given_knowingly(cast: Cast) -> None:
    case_id = put(cast)
    recorded(cast.desk("Rania"), case_id, MORE)
    with pytest.raises(InputRefused) as refusal:
        cast.desk("Rania").advice.give(case_id, TEXT, 0, alone=True, form_key="w")
    assert refusal.value.field == "without_answer"

    cast.desk("Rania").advice.give(case_id, TEXT, 1, alone=True, without_answer=True, form_key="w")
    assert given_advice(cast, case_id).without_answer


# --- a member with a case or a question of the own ------------------------------------------------


@pytest.fixture
def mentor_in_the_team(cast: Cast) -> Cast:
    """Eva is mentor of 2B and sits in the team."""
    eva = _member(cast, f"Eva{uuid4().hex[:6]}")
    held = Assignment(Role.MENTOR, cast.classes["2B"], YEAR_STARTS_ON)
    cast.store.school.assign(eva, held, cast.staff["Ineke"])
    yield replace(cast, staff={**cast.staff, "Eva": eva})
    cast.store.school.end_staff(eva, TODAY, cast.staff["Ineke"])


def test_a_member_does_not_advise_in_a_case_of_the_own_class(mentor_in_the_team: Cast) -> None:
    cast = mentor_in_the_team
    case_id = put(cast)
    eva = cast.desk("Eva")
    assert not eva.cases.open(case_id).may_advise
    assert [q.is_own_case for q in eva.support.queue() if q.case_id == case_id] == [True]
    assert ASKED not in titles(eva, case_id)

    for act in (
        lambda: eva.advice.open(case_id),
        lambda: eva.advice.save(case_id, TEXT, 0),
        lambda: eva.advice.agree(case_id, 0),
        lambda: eva.advice.give(case_id, TEXT, 0, form_key="x"),
        lambda: recorded(eva, case_id, kinds.SupportAdvised(advice=TEXT)),
        lambda: recorded(eva, case_id, MORE),
    ):
        with pytest.raises(OwnCase):
            act()
    assert cast.desk("Rania").cases.open(case_id).may_advise


def test_a_member_does_not_answer_a_question_of_the_own(cast: Cast) -> None:
    held = Assignment(Role.COORDINATOR, "2", YEAR_STARTS_ON)
    eva = _member(cast, f"Eva{uuid4().hex[:6]}")
    cast.store.school.assign(eva, held, cast.staff["Ineke"])
    cast = replace(cast, staff={**cast.staff, "Eva": eva})
    case_id = cast.case().subject_id
    raised = kinds.LevelReached(level=2, proposed=1, cause="judgement", reason="Nodig.")
    recorded(cast.desk("Samira"), case_id, raised)
    recorded(cast.desk("Eva"), case_id, QUESTION, "support")

    assert not cast.desk("Eva").cases.open(case_id).may_advise
    with pytest.raises(OwnCase):
        cast.desk("Eva").advice.save(case_id, TEXT, 0)

    recorded(cast.desk("Rania"), case_id, MORE)
    assert MORE_ASKED in titles(cast.desk("Eva"), case_id)
    cast.store.school.end_staff(eva, TODAY, cast.staff["Ineke"])


# --- opening a hard case without a question -------------------------------------------------------


def test_a_hard_case_is_told_without_names_and_opens_with_a_reason_for_a_while(cast: Cast) -> None:
    case_id = hard(cast)
    rania = cast.desk("Rania")
    (item,) = [one for one in rania.support.hard_cases() if one.case_id == case_id]
    assert not item.may_open
    assert not sees(rania, case_id)
    assert not any(pupil in repr(item) for pupil in (*cast.pupils, *cast.pupils.values()))

    rania.support.look_into(case_id, "Ernstig signaal, en niemand vroeg nog iets.", str(uuid4()))

    last = cast.store.school.school_days().after(TODAY, rania.card.look_into_school_days)
    assert sees(cast.desk("Rania"), case_id)
    assert sees(cast.desk("Rania", last), case_id)
    assert not sees(cast.desk("Rania", last + timedelta(days=1)), case_id)
    assert not sees(cast.desk("Bas"), case_id)
    assert [
        one.may_open for one in cast.desk("Rania").support.hard_cases() if one.case_id == case_id
    ] == [True]


def test_opening_a_hard_case_is_in_the_read_log_and_told_to_the_mentor(cast: Cast) -> None:
    case_id = hard(cast)
    assert LOOKED_INTO not in titles(cast.desk("Samira"), case_id)
    cast.desk("Samira").cases.open(case_id)
    tomorrow = TODAY + timedelta(days=1)

    cast.desk("Rania", tomorrow).support.look_into(case_id, "Loopt al lang.", str(uuid4()))

    label = cast.desk("Samira").cases.open(case_id).case.label
    read = cast.store.access_log.lines(tomorrow, tomorrow)
    assert [(line.staff_name, line.reason) for line in read if line.case_label == label] == [
        ("Rania Lid", "Loopt al lang.")
    ]
    assert LOOKED_INTO in titles(cast.desk("Samira", tomorrow), case_id)
    assert LOOKED_INTO not in titles(cast.desk("Rania", tomorrow), case_id)

    seen = cast.desk("Samira", tomorrow + timedelta(days=1)).cases.open(case_id).case
    assert [payload.reason for _, payload in seen.of(kinds.CaseLookedInto)] == ["Loopt al lang."]
    assert LOOKED_INTO not in titles(cast.desk("Samira", tomorrow + timedelta(days=1)), case_id)


def test_opening_a_hard_case_asks_a_reason_and_only_where_it_is_needed(cast: Cast) -> None:
    case_id = hard(cast)
    for empty in ("", "  ", "\u200b"):
        with pytest.raises(InputRefused, match=WHY_OPEN.split(";")[0]):
            cast.desk("Rania").support.look_into(case_id, empty, "k")
    assert not sees(cast.desk("Rania"), case_id)

    recorded(cast.desk("Samira"), case_id, QUESTION, "support")
    with pytest.raises(InputRefused, match=NO_NEED.split(";")[0]):
        cast.desk("Rania").support.look_into(case_id, "Toch.", "k2")


def test_a_case_that_is_not_hard_is_not_opened_with_a_reason(cast: Cast) -> None:
    case_id = cast.case().subject_id
    assert case_id not in {one.case_id for one in cast.desk("Rania").support.hard_cases()}

    for unknown_id in (case_id, *STRANGE):
        with pytest.raises(NotHere):
            cast.desk("Rania").support.look_into(unknown_id, "Uit nieuwsgierigheid.", "k")


def test_nobody_but_the_team_opens_a_hard_case_with_a_reason(cast: Cast) -> None:
    case_id = hard(cast)
    for name in ("Samira", "Fatima", "Willem", "Dirk", "Ineke"):
        with pytest.raises(NotHere):
            cast.desk(name).support.look_into(case_id, "Zo.", "k")


def test_the_same_press_opens_a_hard_case_once(cast: Cast) -> None:
    case_id, key = hard(cast), str(uuid4())
    cast.desk("Rania").support.look_into(case_id, "Loopt lang.", key)
    assert cast.desk("Rania").support.look_into(case_id, "Loopt lang.", key).repeated

    case = cast.desk("Samira").cases.open(case_id).case
    assert len(list(case.of(kinds.CaseLookedInto))) == 1


def test_who_looked_into_a_case_without_a_question_gives_no_advice_in_it(cast: Cast) -> None:
    case_id = hard(cast)
    rania = cast.desk("Rania")
    rania.support.look_into(case_id, "Loopt lang.", str(uuid4()))

    assert not cast.desk("Rania").cases.open(case_id).may_advise
    with pytest.raises(InputRefused):
        recorded(cast.desk("Rania"), case_id, kinds.SupportAdvised(advice=TEXT))
