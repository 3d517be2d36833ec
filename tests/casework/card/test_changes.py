"""What changes between two versions of the card is told in sentences, and nothing is left out."""

from typing import Any

import pytest

from casework.card.changes import changes
from casework.card.edit import Add, Drop, Put, edited
from casework.card.model import ActionCard, packaged_text, read_card
from casework.card.needed import LISTS

TEXT = packaged_text()
CARD = read_card(TEXT)


def number(table: str, row_id: str) -> int:
    rows = CARD.all_steps if table == "steps" else getattr(CARD, table)
    return [row.id for row in rows].index(row_id)


def sentences(*edits: Any) -> list[str]:
    return changes(CARD, read_card(edited(TEXT, edits), version=2))


def put(table: str, row_id: str, key: str, value: Any) -> Put:
    return Put((table, number(table, row_id), key), value)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (put("steps", "parents", "school_days", 4), "Ouders informeren: 5 → 4 schooldagen"),
        (put("steps", "parents", "school_days", 1), "Ouders informeren: 5 → 1 schooldag"),
        (put("steps", "parents", "off", True), "Stap uit: Ouders informeren"),
        (put("steps", "parents", "title", "Bellen"), "Stap 'Ouders informeren' heet nu 'Bellen'"),
        (
            put("steps", "parents", "who", "coordinator"),
            "Ouders informeren: wie 'mentor' → 'coordinator'",
        ),
        (put("steps", "parents", "guide", ""), "Ouders informeren: leidraad 'parents' → niets"),
        (put("steps", "parents", "ours", False), "Stap 'Ouders informeren': aangepast"),
        (
            put("aftercare", "parents", "school_days", 12),
            "Nazorg: contact met de ouders: 10 → 12 schooldagen",
        ),
        (put("columns", "action", "title", "Doen"), "Kolom 'Actie' heet nu 'Doen'"),
        (put("parts", "follower", "title", "meedoener"), "Rol 'meeloper' heet nu 'meedoener'"),
        (Put(("levels", 1, "title"), "trede 2"), "Niveau 'niveau 2' heet nu 'trede 2'"),
        (Put(("motto",), "Samen"), "Motto: 'STOP PESTEN! PROTOCOL' → 'Samen'"),
        (
            Put(("look_back_school_days",), 100),
            "Terugkijken bij een nieuwe melding: 200 → 100 schooldagen",
        ),
        (
            Put(("sensitive_kinds",), ["discriminating", "online"]),
            "Soorten die per klas en leerjaar verborgen blijven: 'kwetsen om afkomst, geloof, "
            "uiterlijk of geaardheid' → 'kwetsen om afkomst, geloof, uiterlijk of geaardheid, "
            "online: appgroep, sociale media, foto's'",
        ),
        (
            Put(("sensitive_kinds",), []),
            "Soorten die per klas en leerjaar verborgen blijven: 'kwetsen om afkomst, geloof, "
            "uiterlijk of geaardheid' → niets",
        ),
        (Put(("lists", "places", "bus"), "in de bus"), "Plek erbij: in de bus"),
        (Drop(("lists", "places", "trip")), "Plek weg: excursie of kamp"),
        (Put(("lists", "places", "trip"), "kamp"), "Plek 'excursie of kamp' heet nu 'kamp'"),
        (put("measures", "buddy", "risk", "red"), "maatje"),
        (Drop(("measures", number("measures", "suspension"))), "Maatregel weg: Schorsing"),
        (
            Add("measures", {"id": "sport", "title": "Samen sporten", "risk": "green", "why": "x"}),
            "Maatregel erbij: Samen sporten",
        ),
        (
            put("guides", "group", "lines", [*CARD.guides[4].lines, "Sluit samen af."]),
            "Leidraad: gesprek met de groep: vragen erbij: Sluit samen af.",
        ),
        (
            put("guides", "group", "lines", list(reversed(CARD.guides[4].lines))),
            "Leidraad: gesprek met de groep: vragen in een andere volgorde",
        ),
    ],
)
def test_one_change_is_one_sentence(edit: Any, sentence: str) -> None:
    (change,) = sentences(edit)
    assert change == sentence or (
        sentence == "maatje" and "'groen'" not in change and "rood" in change
    )


def test_nothing_is_told_of_the_same_card() -> None:
    assert sentences() == []
    assert changes(CARD, read_card(f"# een opmerking\n{TEXT}", version=9)) == []


def test_another_order_is_told() -> None:
    first, second = 'verbal = "schelden of kwetsende opmerkingen"\n', "excluding"
    swapped = TEXT.replace(first, "", 1).replace("\nphysical = ", f"\n{first}physical = ", 1)
    assert second in swapped
    assert changes(CARD, read_card(swapped)) == ["Soort: andere volgorde"]


def test_whatever_differs_is_told_somehow() -> None:
    """Every field of every row, changed by itself, gives at least one sentence."""
    for name in ("columns", "all_steps", "aftercare", "levels", "parts", "measures", "guides"):
        row = getattr(CARD, name)[0]
        for field in type(row).model_fields:
            if field in ("id", "number"):
                continue
            other = row.model_copy(update={field: _another(getattr(row, field))})
            rows = (other, *getattr(CARD, name)[1:])
            card: ActionCard = CARD.model_copy(update={name: rows})
            assert len(changes(CARD, card)) >= 1, (name, field)


def _another(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return (*value, "meer") if isinstance(value, tuple) else f"{value} anders"


def test_every_list_of_the_card_has_a_name_for_the_beheerder() -> None:
    assert set(LISTS) == set(CARD.lists)
