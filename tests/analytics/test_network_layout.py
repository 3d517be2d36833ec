"""The network: everybody has a place, nobody overlaps, and the picture says what the list says."""

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.network_layout import (
    DOT,
    LABEL,
    LONGEST,
    MOST_LABELS,
    WIDTH,
    NetworkLayout,
    network_layout,
)
from casework.card.model import packaged_card
from casework.cases.case import CaseState
from casework.cases.pupil_links import PupilLink
from casework.desk import LinkedCase
from ui.charts import network as chart
from ui.charts.network import CaseNetwork

Pair = tuple[str, str]
DAY = date(2026, 11, 2)


def pairs_of(pupils: int, cases: int) -> list[Pair]:
    """Every pupil in a case, every fifth one in the next case as well."""
    own = [(f"c{n % cases:03}", f"p{n:03}") for n in range(pupils)]
    return own + [(f"c{(n + 1) % cases:03}", f"p{n:03}") for n in range(0, pupils, 5)]


def size(positions: NetworkLayout, node: str) -> tuple[int, int]:
    return LABEL if positions.places[node].has_label else DOT


def overlapping(positions: NetworkLayout) -> list[Pair]:
    return [
        (one, two)
        for one, two in combinations(positions.places, 2)
        if all(
            abs(getattr(positions.places[one], axis) - getattr(positions.places[two], axis)) + 1e-6
            < (size(positions, one)[place] + size(positions, two)[place]) / 2
            for place, axis in enumerate("xy")
        )
    ]


def inside(positions: NetworkLayout) -> bool:
    return all(
        size(positions, node)[0] / 2 <= place.x <= WIDTH - size(positions, node)[0] / 2
        and size(positions, node)[1] / 2
        <= place.y
        <= positions.height - size(positions, node)[1] / 2
        for node, place in positions.places.items()
    )


@pytest.mark.parametrize(("pupils", "cases"), [(0, 1), (1, 1), (5, 2), (40, 6), (400, 30)])
def test_nobody_overlaps_and_everybody_is_in_the_picture(pupils: int, cases: int) -> None:
    pairs = pairs_of(pupils, cases)
    positions = network_layout(pairs, "c000", ["c000"])
    assert set(positions.places) == {"c000", *(node for pair in pairs for node in pair)}
    assert overlapping(positions) == []
    assert inside(positions)


def test_at_forty_pupils_everybody_has_a_label() -> None:
    positions = network_layout(pairs_of(40, 6), "c000")
    assert positions.count_without_label == 0
    assert positions.height < 900


def test_at_four_hundred_the_labels_go_to_the_case_and_its_own() -> None:
    positions = network_layout(pairs_of(400, 30), "c000")
    labelled = {node for node, place in positions.places.items() if place.has_label}
    assert len(labelled) == MOST_LABELS
    assert positions.count_without_label == 430 - MOST_LABELS
    near = {pupil for case, pupil in pairs_of(400, 30) if case == "c000"}
    assert {"c000", *near} <= labelled
    assert positions.height < 1300


def test_the_same_network_in_another_order_has_the_same_places() -> None:
    pairs = pairs_of(40, 6)
    one = network_layout(pairs, "c000")
    network_layout.__globals__["_layout"].cache_clear()
    assert network_layout([*reversed(pairs), *pairs], "c000") == one


def test_nothing_has_no_place() -> None:
    assert network_layout([]) == NetworkLayout({}, 0)


PAIRS = st.lists(
    st.tuples(st.integers(0, 5).map(lambda n: f"c{n}"), st.integers(0, 14).map(lambda n: f"p{n}")),
    max_size=30,
)


@settings(max_examples=25, deadline=None)
@given(pairs=PAIRS)
def test_no_network_has_nodes_that_overlap(pairs: list[Pair]) -> None:
    positions = network_layout(pairs, "c0")
    assert overlapping(positions) == []
    assert inside(positions)


# --- the picture ----------------------------------------------------------------------------------


def linked(case_id: str, label: str, *states: tuple[date, CaseState]) -> LinkedCase:
    return LinkedCase(case_id, label, ((DAY, CaseState.RUNNING), *states))


LATER = DAY + timedelta(days=10)
TWO = CaseNetwork(
    (
        linked("c1", "2026-001"),
        LinkedCase("c2", "2026-002", ((LATER, CaseState.RUNNING),)),
        linked("c3", "2026-003", (LATER, CaseState.CLOSED)),
    ),
    (
        PupilLink("c1", "p1", "target", DAY),
        PupilLink("c1", "p2", "displaying", DAY, LATER),
        PupilLink("c1", "p2", "bystander", LATER),
        PupilLink("c2", "p1", "target", LATER),
        PupilLink("c3", "p3", "displaying", DAY),
    ),
    {"p1": "Noor V.", "p2": "<b>Daan</b> B.", "p3": "Wilhelmina-Antoinette B."},
    packaged_card(),
)
PLACES = network_layout([(link.case_id, link.pupil_id) for link in TWO.pupil_links], "c1")


def by_name(day: date) -> dict[str, dict]:  # type: ignore[type-arg]
    return {trace["name"]: trace for trace in chart.figure(TWO, PLACES, day)["data"]}


def test_a_day_shows_who_had_which_part_then() -> None:
    before, after = by_name(DAY), by_name(LATER)
    assert {"gepeste", "pestende leerling", "zaak, loopt"} <= set(before)
    assert "omstander" not in before
    assert "omstander" in after
    assert "zaak, afgesloten" in after
    assert len(before["zaak, loopt"]["x"]) == 2


def test_nobody_moves_when_the_day_changes() -> None:
    def place(day: date) -> tuple[float, float]:
        trace = by_name(day)["leerling"]
        at = [text.startswith("Noor") for text in trace["text"]].index(True)
        return trace["x"][at], trace["y"][at]

    assert place(DAY) == place(LATER)
    one, other = (chart.figure(TWO, PLACES, day)["layout"] for day in (DAY, LATER))
    assert one["yaxis"]["range"] == other["yaxis"]["range"]


def test_a_name_is_no_markup_and_fits_its_place() -> None:
    labels = by_name(LATER)["leerling"]["text"]
    assert not any("<b>" in label for label in labels)
    assert any(label.startswith("Wilhelmina") and label.endswith("…") for label in labels)
    assert max(len(label) for label in labels if "&" not in label) <= LONGEST


def test_every_role_has_a_line_of_its_own_kind() -> None:
    lines = [t for t in chart.figure(TWO, PLACES, LATER)["data"] if t["mode"] == "lines"]
    looks = [(trace["line"]["color"], trace["line"]["dash"]) for trace in lines]
    assert len(set(looks)) == len(looks) == 3


def test_the_list_says_the_same_as_the_picture() -> None:
    frame = chart.table(TWO, LATER)
    assert frame.to_numpy().tolist() == [
        ["Noor V.", "gepeste", "2026-001", "2 nov"],
        ["Noor V.", "gepeste", "2026-002", "12 nov"],
        ["<b>Daan</b> B.", "omstander", "2026-001", "12 nov"],
        ["Wilhelmina-Antoinette B.", "pestende leerling", "2026-003", "2 nov"],
    ]


def test_the_sentence_names_who_is_in_more_than_one_case() -> None:
    sentence = chart.description(TWO, PLACES, LATER, left_out=2)
    assert sentence.startswith("3 leerlingen in 3 zaken. In meer dan één zaak: Noor V.")
    assert "nog 2 zaken" in sentence
    before = DAY - timedelta(days=1)
    assert "nog geen leerling" in chart.description(TWO, PLACES, before)


def test_what_has_no_label_is_told() -> None:
    pairs = pairs_of(400, 30)
    positions = network_layout(pairs, "c000")
    many = CaseNetwork(
        tuple(linked(case, case) for case in sorted({case for case, _ in pairs})),
        tuple(PupilLink(case, pupil, "target", DAY) for case, pupil in pairs),
        {pupil: f"leerling {pupil}" for _, pupil in pairs},
        packaged_card(),
    )
    sentence = chart.description(many, positions, DAY)
    assert f"Bij {430 - MOST_LABELS} van de punten staat geen naam" in sentence
    assert "nog 74" in sentence
    assert len(chart.table(many, DAY)) == len(pairs)
    drawn = chart.figure(many, positions, DAY)["data"]
    visible_labels = [label for t in drawn if t["mode"] != "lines" for label in t["text"] if label]
    assert len(visible_labels) == MOST_LABELS


def test_the_days_of_the_slider_are_those_on_which_something_changed() -> None:
    assert TWO.days == [DAY, LATER]
    assert all(one < two for one, two in pairwise(TWO.days))
