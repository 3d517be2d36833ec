"""The pupils around a case and their parts in it, and in the cases that share them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analytics.network_layout import LABEL, LONGEST, WIDTH, NetworkLayout
from casework.card.model import ActionCard
from casework.cases.case import CaseState
from casework.cases.pupil_links import PupilLink
from casework.desk import LinkedCase
from casework.labels import STATES
from casework.words import counted, enumeration, short_date
from ui.charts import style
from ui.labels import distinct

TITLE = "Het netwerk"
HOW_TO_READ = (
    "Een vierkant is een zaak, een rondje een leerling. De lijn ertussen is de rol van die "
    "leerling in die zaak; de legenda zegt welke. Het grote vierkant is deze zaak. Een open "
    "vierkant is een afgesloten zaak. Wie dicht bij elkaar staat, heeft meer zaken gemeen; verder "
    "zegt de plek niets. Met de schuif zie je hoe het op een eerdere dag was; iedereen blijft op "
    "dezelfde plek staan. Alleen zaken die jij mag openen doen mee."
)

_ROLES = (
    (style.MAIN, "solid"),
    (style.RUST, "dash"),
    (style.AMBER, "dashdot"),
    (style.SECOND, "dot"),
    (style.QUIET, "longdash"),
)
_CASES = {
    CaseState.RUNNING: ("zaak, loopt", "square"),
    CaseState.STOPPED: ("zaak, gestopt met nazorg", "square-cross-open"),
    CaseState.CLOSED: ("zaak, afgesloten", "square-open"),
}
_BELOW = 130


@dataclass(frozen=True)
class CaseNetwork:
    """The cases and parts of a network, in the words that a reader may see.

    `linked` has the case itself first. `pupil_names`: pupil id to name or letter.
    """

    linked: Sequence[LinkedCase]
    pupil_links: Sequence[PupilLink]
    pupil_names: Mapping[str, str]
    card: ActionCard

    def on(self, day: date) -> "CaseNetwork":
        """The network as it was at the end of that day."""
        begun = {case.case_id for case in self.linked if case.state_on(day)}
        pupil_links = [
            link for link in self.pupil_links if link.case_id in begun and link.holds_on(day)
        ]
        cases = [case for case in self.linked if case.case_id in begun]
        return CaseNetwork(cases, pupil_links, self.pupil_names, self.card)

    @property
    def pupils(self) -> list[str]:
        """The pupils in it, those of the first case first."""
        return list(dict.fromkeys(link.pupil_id for link in self.pupil_links))

    @property
    def days(self) -> list[date]:
        """The days on which something changed, oldest first."""
        turns = {day for case in self.linked for day, _ in case.states}
        parts = {day for link in self.pupil_links for day in (link.since, link.until) if day}
        return sorted(turns | parts)


def figure(network: CaseNetwork, layout: NetworkLayout, day: date) -> style.PlotlyFigure:
    """The picture of the network on a day, with its places by analytics.network_layout."""
    now = network.on(day)
    height = max(layout.height, 3.0 * LABEL[1])
    return {
        "data": [
            *_lines(now, layout),
            *_pupils(now, layout),
            *_cases(now, network, layout, day),
        ],
        "layout": style.layout(
            height=round(height) + _BELOW + 16,
            showlegend=True,
            margin={"l": 0, "r": 0, "t": 16, "b": _BELOW, "pad": 0},
            xaxis=_hidden([0, WIDTH]),
            yaxis=_hidden([height, 0]),
        ),
    }


def description(network: CaseNetwork, layout: NetworkLayout, day: date, left_out: int = 0) -> str:
    """What the picture says, in words; also what it leaves out."""
    now = network.on(day)
    if not now.pupils:
        return "Op deze dag had nog geen leerling een rol in deze zaak."
    cases = counted(len(now.linked), "zaak", "zaken")
    pupils = counted(len(now.pupils), "leerling", "leerlingen")
    more = [pupil for pupil in now.pupils if len(_cases_of(now, pupil)) > 1]
    without = layout.count_without_label
    return style.sentences(
        f"{pupils} in {cases}.",
        f"In meer dan één zaak: {enumeration(_some(now, more)).rstrip('.')}." if more else "",
        f"Bij {without} van de punten staat geen naam, omdat de figuur anders niet te lezen is; "
        "de lijst heeft ze allemaal."
        if without
        else "",
        f"Er zijn nog {counted(left_out, 'zaak', 'zaken')} in dit netwerk; de nieuwste staan hier."
        if left_out
        else "",
    )


def table(network: CaseNetwork, day: date) -> pd.DataFrame:
    """Every pupil with the part in every case, by Dutch headings."""
    now = network.on(day)
    labels = {case.case_id: case.label for case in now.linked}
    order = {pupil: place for place, pupil in enumerate(now.pupils)}
    pupil_links = sorted(
        now.pupil_links, key=lambda link: (order[link.pupil_id], labels[link.case_id])
    )
    return pd.DataFrame(
        {
            "Leerling": [now.pupil_names[link.pupil_id] for link in pupil_links],
            "Rol": [now.card.part_title(link.role) for link in pupil_links],
            "Zaak": [labels[link.case_id] for link in pupil_links],
            "Sinds": [short_date(link.since, day) for link in pupil_links],
        }
    )


MOST_NAMED = 6


def _some(network: CaseNetwork, pupils: Sequence[str]) -> list[str]:
    names = [network.pupil_names[pupil] for pupil in pupils[:MOST_NAMED]]
    rest = len(pupils) - len(names)
    return [*names, f"nog {rest}"] if rest else names


def _cases_of(network: CaseNetwork, pupil: str) -> set[str]:
    return {link.case_id for link in network.pupil_links if link.pupil_id == pupil}


# --- the traces -----------------------------------------------------------------------------------


def _at(layout: NetworkLayout, node: str) -> tuple[float, float]:
    """Where the sign of a node stands: in the middle, or above its label."""
    place = layout.places[node]
    return place.x, place.y - (LABEL[1] / 2 - 11 if place.has_label else 0)


def _lines(network: CaseNetwork, layout: NetworkLayout) -> Iterator[dict[str, Any]]:
    known = [part.id for part in network.card.parts]
    others = sorted({link.role for link in network.pupil_links} - set(known))
    for place, role in enumerate([*known, *others]):
        pupil_links = [link for link in network.pupil_links if link.role == role]
        if not pupil_links:
            continue
        colour, dash = _ROLES[place % len(_ROLES)]
        points = [(_at(layout, link.case_id), _at(layout, link.pupil_id)) for link in pupil_links]
        yield {
            "type": "scatter",
            "mode": "lines",
            "name": style.plain(network.card.part_title(role)),
            "x": [x for start, end in points for x in (start[0], end[0], None)],
            "y": [y for start, end in points for y in (start[1], end[1], None)],
            "line": {"color": colour, "dash": dash, "width": 2.5},
            "hoverinfo": "skip",
        }


def _pupils(network: CaseNetwork, layout: NetworkLayout) -> Iterator[dict[str, Any]]:
    pupils = network.pupils
    if pupils:
        several = [len(_cases_of(network, pupil)) > 1 for pupil in pupils]
        yield _nodes(
            layout,
            pupils,
            list(_short_names(network).values()),
            [_hover(network, pupil) for pupil in pupils],
            {
                "symbol": "circle",
                "size": [
                    _size(layout, p, 15 if s else 11) for p, s in zip(pupils, several, strict=True)
                ],
                "color": style.WHITE,
                "line": {"width": [4 if is_more else 2 for is_more in several], "color": style.INK},
            },
            name="leerling",
        )


def _cases(
    now: CaseNetwork, whole: CaseNetwork, layout: NetworkLayout, day: date
) -> Iterator[dict[str, Any]]:
    first = whole.linked[0].case_id if whole.linked else ""
    for state, (name, symbol) in _CASES.items():
        cases = [case for case in now.linked if case.state_on(day) is state]
        if not cases:
            continue
        yield _nodes(
            layout,
            [case.case_id for case in cases],
            [
                f"<b>{_short(case.label)}</b>" if case.case_id == first else _short(case.label)
                for case in cases
            ],
            [_case_hover(now, case, first, state) for case in cases],
            {
                "symbol": symbol,
                "size": [_size(layout, c.case_id, 18 if c.case_id == first else 13) for c in cases],
                "color": style.MARKED,
                "line": {"width": 2, "color": style.MARKED},
            },
            name=name,
        )


def _size(layout: NetworkLayout, node: str, size: int) -> int:
    return size if layout.places[node].has_label else min(size, 10)


def _nodes(
    layout: NetworkLayout,
    nodes: Sequence[str],
    labels: Sequence[str],
    hovers: Sequence[str],
    marker: Mapping[str, Any],
    name: str,
) -> dict[str, Any]:
    places = [_at(layout, node) for node in nodes]
    has_label = [layout.places[node].has_label for node in nodes]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "text": [label if has else "" for label, has in zip(labels, has_label, strict=True)],
        "textposition": "bottom center",
        "textfont": {"size": 12, "color": style.TEXT},
        "marker": dict(marker),
        "hovertext": list(hovers),
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _short_names(network: CaseNetwork) -> dict[str, str]:
    """What fits under the node of each pupil: two that are cut alike get a number."""
    return distinct({pupil: _short(network.pupil_names[pupil]) for pupil in network.pupils})


def _short(label: str) -> str:
    """A label that fits under its node."""
    cut = label if len(label) <= LONGEST else f"{label[: LONGEST - 1].rstrip()}…"
    return style.plain(cut)


def _hover(network: CaseNetwork, pupil: str) -> str:
    labels = {case.case_id: case.label for case in network.linked}
    parts = [
        f"{network.card.part_title(link.role)} in zaak {labels[link.case_id]}"
        for link in network.pupil_links
        if link.pupil_id == pupil
    ]
    return _lines_of(
        [f"<b>{style.plain(network.pupil_names[pupil])}</b>", *map(style.plain, parts)]
    )


def _case_hover(network: CaseNetwork, case: LinkedCase, first: str, state: CaseState) -> str:
    count = len({link.pupil_id for link in network.pupil_links if link.case_id == case.case_id})
    name = f"<b>zaak {style.plain(case.label)}</b>"
    return _lines_of(
        [
            f"{name} (deze zaak)" if case.case_id == first else name,
            STATES[state],
            counted(count, "leerling", "leerlingen"),
        ]
    )


def _lines_of(lines: Iterable[str]) -> str:
    return "<br>".join(lines)


def _hidden(between: list[float]) -> dict[str, Any]:
    return {"range": between, "visible": False, "fixedrange": True}
