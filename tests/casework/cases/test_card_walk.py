"""A card is walked with made-up cases: no step of it is asked of somebody who cannot do it."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casework.card.checks import faults, nobody_can_do
from casework.card.edit import Put, edited
from casework.card.model import ActionCard, packaged_card, packaged_text, read_card
from casework.card.needed import NEEDED_STEPS
from casework.cases.card_walk import made_up_cases, walk_faults
from casework.cases.case import Case, CaseState
from casework.cases.involvement import homes_in
from casework.cases.steps import step_states
from casework.errors import CardFault
from casework.people import CaseTies, Home, Role
from tests.cast import Cast

CARD = packaged_card()
IDS = [step.id for step in CARD.all_steps]
WHO = ("mentor", "coordinator", "team_leader")
REQUIRED = ("always", "optional", "bullying", "group", "serious", "level_2", "level_3", "stopped")


def card_with(*puts: Put) -> ActionCard:
    return read_card(edited(packaged_text(), puts))


def test_the_cases_come_past_every_step_of_our_card() -> None:
    cases = list(made_up_cases(CARD))
    asked = {state.step.id for case in cases for state in step_states(case) if state.is_open}

    # What may be done is asked of nobody; the melding is there from the start.
    assert set(IDS) - asked == {"report", "mentor_hour", "check_in", "support"}
    assert {case.state for case in cases} == {CaseState.RUNNING, CaseState.STOPPED}
    assert {case.level for case in cases} == {1, 2, 3}
    assert cases[-1].reopened_number > 0


def test_our_own_card_leaves_nothing_to_nobody() -> None:
    assert walk_faults(CARD) == []


@settings(max_examples=20, deadline=None)
@given(
    who=st.lists(st.sampled_from(WHO), min_size=len(IDS), max_size=len(IDS)),
    required=st.lists(st.sampled_from(REQUIRED), min_size=len(IDS), max_size=len(IDS)),
    off=st.sets(st.sampled_from(sorted(set(IDS) - NEEDED_STEPS)), max_size=4),
    levels=st.tuples(*[st.sampled_from(WHO)] * 3),
)
def test_no_card_that_is_accepted_gives_a_step_to_who_cannot_see_it(
    who: Sequence[str], required: Sequence[str], off: set[str], levels: tuple[str, ...]
) -> None:
    whole = CARD.model_dump(by_alias=True)
    whole["steps"], whole["levels"] = list(whole["steps"]), list(whole["levels"])
    for n, step in enumerate(CARD.all_steps):
        whole["steps"][n] |= {"who": who[n], "off": step.id in off}
        if step.id not in NEEDED_STEPS and step.per != "class":
            whole["steps"][n]["required"] = required[n]
    for n, one in enumerate(levels):
        whole["levels"][n]["who"] = one
    card = ActionCard.model_validate(whole)
    assume(not [*faults(card), *nobody_can_do(card)])

    assert walk_faults(card) == []


def test_a_step_that_nobody_can_do_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were sight to follow from the level alone, a talk of the coordinator would stand nowhere."""
    card = card_with(Put(("steps", IDS.index("talk_target"), "who"), "coordinator"))
    assert walk_faults(card) == []

    def by_level_alone(case: Case, homes: Mapping[str, Home], *, is_consulted: bool) -> CaseTies:
        return CaseTies(homes_in(case, homes), case.level, is_consulted=is_consulted)

    monkeypatch.setattr("casework.cases.card_walk.ties_of", by_level_alone)
    assert [place for place, _ in walk_faults(card)] == [("steps", IDS.index("talk_target"), "who")]


@pytest.mark.parametrize(
    "step", ["talk_target", "agreement", "aftercare"], ids=["talk", "agreement", "nazorg"]
)
def test_a_step_for_the_ondersteuningsteam_is_refused_with_its_line(step: str) -> None:
    text = edited(packaged_text(), [Put(("steps", IDS.index(step), "who"), Role.SUPPORT_TEAM)])
    number = text[: text.index(f'id = "{step}"')].count("\n") + 1
    line = next(
        n
        for n, row in enumerate(text.splitlines(), 1)
        if n > number and row == 'who = "support_team"'
    )

    with pytest.raises(CardFault, match=f"regel {line} .*ziet een zaak pas na een vraag"):
        read_card(text)


def test_a_level_for_the_ondersteuningsteam_is_refused_with_its_line() -> None:
    text = edited(packaged_text(), [Put(("levels", 1, "who"), Role.SUPPORT_TEAM)])

    with pytest.raises(CardFault, match=r"regel \d+ .*niet door een niveau"):
        read_card(text)


def test_the_question_to_the_team_may_be_of_the_team() -> None:
    assert card_with(Put(("steps", IDS.index("support"), "who"), Role.SUPPORT_TEAM))


def test_a_version_that_cases_follow_already_stays_readable(cast: Cast) -> None:
    text = edited(
        packaged_text(), [Put(("steps", IDS.index("talk_target"), "who"), Role.SUPPORT_TEAM)]
    )
    with cast.store.database.write():
        cast.store.database.run(
            "insert into card_version (version, text, kept_at, kept_by) "
            "values (7, $1, now()::timestamp, null)",
            (text,),
        )
    cast.store.cards._forget()
    case_id = cast.case().subject_id

    # Nobody of the team can record it: it is the mentor's.
    steps = {line.step_id for line in cast.desk("Samira").agenda.items()}
    assert cast.desk("Samira").cases.open(case_id).case.card.version == 7
    assert "talk_target" in steps


def test_a_draft_that_gives_work_to_nobody_is_not_kept(cast: Cast) -> None:
    office = cast.desk("Ineke").office.card

    with pytest.raises(CardFault, match="ziet een zaak pas na een vraag"):
        office.change({("steps", "parents", "who"): "support_team"})
    assert office.draft() is None
    office.change({("steps", "parents", "who"): "coordinator"})
    draft = office.draft()
    assert draft
    office.take_into_use(draft.stamp, "")
    case_id = cast.case().subject_id
    steps = {line.step_id for line in cast.desk("Fatima").agenda.items()}
    assert steps >= {"parents"}
    assert cast.desk("Fatima").cases.open(case_id)
