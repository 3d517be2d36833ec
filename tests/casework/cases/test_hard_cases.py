"""When a running case is hard: each reason with a case that just meets it and one that does not."""

from dataclasses import replace
from typing import Any

import pytest

from casework.card.checks import HARD_REASONS
from casework.card.model import ActionCard, packaged_card, packaged_text, read_card
from casework.cases.hard_cases import (
    FEWEST_STOPS,
    SENTENCES,
    CaseFigures,
    hard_cases,
    reasons_met,
    reasons_of,
)
from casework.errors import CardFault

CALM = CaseFigures(
    case_id="a",
    label="2026-001",
    year_group=2,
    level=1,
    days_open=64,
    days_at_level=64,
    count_reports=1,
    is_serious=False,
    count_serious_reports=0,
    count_reopened=0,
    is_group_level=False,
    count_late_steps=0,
    most_days_late=0,
    count_pupil_cases=1,
    first_score=None,
    last_score=None,
    share_stopped=0.5,
    count_stops=100,
)


def with_reasons(**weights: tuple[int, int]) -> ActionCard:
    """The packaged card with other weights and limits."""
    packaged = packaged_card()
    rows = tuple(
        row.model_copy(
            update=dict(zip(("weight", "threshold"), weights[row.id], strict=True))
            if row.id in weights
            else {}
        )
        for row in packaged.hard_reasons
    )
    return packaged.model_copy(update={"hard_reasons": rows})


def sentences(card: ActionCard | None = None, **figures: Any) -> list[str]:
    hard = hard_cases([replace(CALM, **figures)], card or packaged_card())
    return [reason.sentence for case in hard for reason in case.reasons]


JUST: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (
        {"is_serious": True, "count_serious_reports": 1},
        {},
        "Ernstig signaal bij de melding",
    ),
    ({"level": 3, "days_at_level": 12}, {"level": 2}, "Niveau 3, sinds 12 schooldagen"),
    (
        {"share_stopped": 0.75},
        {"share_stopped": 0.7499},
        "Loopt 64 schooldagen; driekwart van de zaken is dan gestopt",
    ),
    (
        {"share_stopped": 0.75, "count_stops": FEWEST_STOPS},
        {"share_stopped": 0.99, "count_stops": FEWEST_STOPS - 1},
        "Loopt 64 schooldagen; driekwart van de zaken is dan gestopt",
    ),
    ({"count_reports": 3}, {"count_reports": 2}, "3 meldingen in deze zaak"),
    (
        {"count_reopened": 1},
        {"count_reopened": 0},
        "Kwam terug: één keer weer geopend nadat het gestopt leek",
    ),
    (
        {"count_late_steps": 3, "most_days_late": 1},
        {"count_late_steps": 2, "most_days_late": 40},
        "3 stappen zijn te laat, de oudste 1 schooldag",
    ),
    ({"count_pupil_cases": 3}, {"count_pupil_cases": 2}, "3 zaken rond dezelfde leerling"),
    ({"is_group_level": True}, {}, "Speelt op groepsniveau"),
    (
        {"first_score": 6, "last_score": 4},
        {"first_score": 6, "last_score": 5},
        "Veiligheidsscore van de gepeste daalde van 6 naar 4",
    ),
]


@pytest.mark.parametrize(("just", "just_not", "sentence"), JUST)
def test_each_reason_is_met_from_its_limit_on_and_says_its_figure(
    just: dict[str, Any], just_not: dict[str, Any], sentence: str
) -> None:
    assert sentences(**just) == [sentence]
    assert sentences(**just_not) == []


def test_a_serious_sign_says_in_how_many_meldingen() -> None:
    two = {"is_serious": True, "count_reports": 2, "count_serious_reports": 1}
    assert sentences(**two) == ["Ernstig signaal in 1 van 2 meldingen"]
    later = {"is_serious": True, "count_serious_reports": 0}
    assert sentences(**later) == ["Ernstig signaal, genoemd na de melding"]


def test_a_score_that_rises_or_stands_alone_is_no_reason() -> None:
    assert sentences(first_score=4, last_score=9) == []
    assert sentences(first_score=8, last_score=None) == []


def test_the_school_sets_weight_and_limit() -> None:
    card = with_reasons(reports=(7, 2), group_level=(0, 1))

    assert sentences(card, count_reports=2, is_group_level=True) == ["2 meldingen in deze zaak"]
    (hard,) = hard_cases([replace(CALM, count_reports=2)], card)
    assert hard.weight == 7


def test_the_heaviest_case_is_first_then_the_longest_open_and_reasons_by_weight() -> None:
    old = replace(CALM, case_id="b", label="2026-002", is_group_level=True, days_open=90)
    new = replace(CALM, case_id="c", label="2026-003", is_group_level=True, days_open=10)
    heavy = replace(CALM, case_id="d", label="2026-004", is_group_level=True, is_serious=True)
    hard = hard_cases([new, old, CALM, heavy], packaged_card())

    assert [case.case_id for case in hard] == ["d", "b", "c"]
    assert [reason.reason_id for reason in hard[0].reasons] == ["serious", "group_level"]
    assert hard[0].weight == 7


def test_a_case_that_stopped_keeps_its_reasons_but_is_not_on_the_list_and_not_long_open() -> None:
    case = replace(CALM, is_running=False, count_reports=3, share_stopped=0.99)
    met = reasons_met(case, packaged_card())

    assert [reason.sentence for reason in met] == ["3 meldingen in deze zaak"]
    assert hard_cases([case], packaged_card()) == []


def test_every_reason_of_the_card_has_a_sentence_and_a_highest_limit() -> None:
    ids = [reason.id for reason in packaged_card().hard_reasons]
    assert ids == list(SENTENCES) == list(HARD_REASONS)


# --- the card -------------------------------------------------------------------------------------


def test_a_card_from_before_there_were_hard_cases_has_ours() -> None:
    text = packaged_text()
    older = read_card(text[: text.index("# When a running case is hard")], 2)

    assert older.hard_reasons == ()
    assert reasons_of(older) == list(packaged_card().hard_reasons)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('id = "level"\ntitle', 'id = "gevoel"\ntitle', "hard_reasons: 'gevoel' is onbekend"),
        ('id = "level"\ntitle', 'id = "serious"\ntitle', "hard_reasons: 'serious' staat er 2 keer"),
        ("weight = 5\n", "weight = 11\n", "weight: heeft een ongeldige waarde; hoger dan 10"),
        ("weight = 5\n", "weight = -1\n", "weight: heeft een ongeldige waarde; lager dan 0"),
        ("weight = 5\n", 'weight = "zwaar"\n', "weight: heeft een ongeldige waarde"),
        ("threshold = 75\n", "threshold = 100\n", "de grens kan ten hoogste 99 zijn"),
        (
            "threshold = 75\n",
            "threshold = 0\n",
            "threshold: heeft een ongeldige waarde; lager dan 1",
        ),
        ("threshold = 75\n", "", "threshold: ontbreekt"),
    ],
)
def test_a_broken_edit_is_refused_with_its_line(old: str, new: str, fault: str) -> None:
    text = packaged_text().replace(old, new, 1)
    assert text != packaged_text()
    with pytest.raises(CardFault) as refusal:
        read_card(text, 2)

    (line,) = [one for one in refusal.value.sentence.splitlines() if fault in one]
    assert line.startswith("regel ")
