"""Names and classes stand where Dutch people look for them."""

import pytest

from casework.name_order import family_parts, given_name_key, listed, natural_key, sort_key
from casework.people import PersonName

PARTS = {
    "van den Berg": ("van den", "Berg"),
    "Van Dijk": ("Van", "Dijk"),
    "De Groot": ("De", "Groot"),
    "in 't Veld": ("in 't", "Veld"),
    "van ’t Hoff": ("van ’t", "Hoff"),
    "'t Hart": ("'t", "Hart"),
    "’s-Gravesande": ("’s-", "Gravesande"),
    "d'Ancona": ("d'", "Ancona"),
    "op den Kamp": ("op den", "Kamp"),
    "von der Heide": ("von der", "Heide"),
    "v.d. Berg": ("v.d.", "Berg"),
    "El Idrissi": ("El", "Idrissi"),
    "el Idrissi": ("el", "Idrissi"),
    "la Rue": ("la", "Rue"),
    "ter Horst": ("ter", "Horst"),
    "Smits-de Boer": ("", "Smits-de Boer"),
    "Oude Voshaar": ("", "Oude Voshaar"),
    "O'Neill": ("", "O'Neill"),
    "jansen": ("", "jansen"),
    "van den berg": ("van den", "berg"),
    "Van": ("", "Van"),
    "": ("", ""),
}


@pytest.mark.parametrize("family", PARTS, ids=range(len(PARTS)))
def test_a_tussenvoegsel_is_told_from_the_name_behind_it(family: str) -> None:
    assert family_parts(family) == PARTS[family]


def _in_order(*families: str) -> list[str]:
    return sorted(families, key=lambda family: sort_key(PersonName("Noor", family)))


def test_a_list_is_by_family_name_with_the_tussenvoegsel_behind() -> None:
    assert _in_order(
        "de Wit", "Bakker", "van den Berg", "Van Dijk", "'t Hart", "Çelik", "Aydin"
    ) == [
        "Aydin",
        "Bakker",
        "van den Berg",
        "Çelik",
        "Van Dijk",
        "'t Hart",
        "de Wit",
    ]


def test_an_accent_a_capital_and_an_apostrophe_change_no_place() -> None:
    assert _in_order("Özil", "Otten", "Pieters", "Ouwens") == ["Otten", "Ouwens", "Özil", "Pieters"]
    assert _in_order("Ødegaard", "Oud", "Nijman") == ["Nijman", "Ødegaard", "Oud"]
    assert _in_order("O’Neill", "o'neal", "Onrust") == ["o'neal", "O’Neill", "Onrust"]


def test_the_long_ij_is_an_i_and_a_j() -> None:
    assert _in_order("Dijkstra", "Dikkers", "Dĳk", "Dyk") == ["Dĳk", "Dijkstra", "Dikkers", "Dyk"]


def test_sisters_and_namesakes_stand_together() -> None:
    people = [
        PersonName("Zoë", "de Vries"),
        PersonName("Anne", "Vries"),
        PersonName("Émile", "de Vries"),
        PersonName("Daan", "de Vries"),
    ]
    in_order = [person.full for person in sorted(people, key=sort_key)]
    assert in_order == ["Anne Vries", "Daan de Vries", "Émile de Vries", "Zoë de Vries"]


def test_a_class_stands_by_given_name_with_accents_forgiven() -> None:
    people = [PersonName(given, "de Wit") for given in ("Zoë", "Émile", "daan", "Fatma", "Çağla")]
    in_order = [person.given for person in sorted(people, key=given_name_key)]
    assert in_order == ["Çağla", "daan", "Émile", "Fatma", "Zoë"]


def test_a_name_in_a_list_begins_with_the_family_name() -> None:
    assert listed(PersonName("Noor", "van den Berg")) == "Berg, Noor van den"
    assert listed(PersonName("Noor", "Bakker")) == "Bakker, Noor"
    assert listed(PersonName("Sukarno", "")) == "Sukarno"


def test_classes_stand_by_number_and_not_by_digit() -> None:
    names = ["10A", "2B", "1A", "2A", "V4a", "H4b", "H4a", "b1c"]
    assert sorted(names, key=natural_key) == ["1A", "2A", "2B", "10A", "b1c", "H4a", "H4b", "V4a"]
