"""What the peers of Trends draw: the rows of one team, and our own four figures per class."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.aftercare_moments import settled
from analytics.view import View
from benchmarks.peers.names import ALL
from benchmarks.school import BenchSchool, desk_of
from casework.figures import Figures
from casework.people import Role
from data import school_key
from data.store import Store
from ui.trends import first_screen, view_payload
from ui.trends.figure_cache import OwnFigures
from ui.trends.filters import Filters
from ui.trends.selection import Selection


@dataclass(frozen=True)
class Data:
    """The classes by name, and the key of our own view of each."""

    keys: Mapping[str, str]

    @property
    def classes(self) -> list[str]:
        """The names of the classes."""
        return [name for name in self.keys if name != ALL]

    def view_of(self, name: str) -> str:
        """Our view of a class."""
        return self.keys[name]


def write(school: BenchSchool, folder: Path) -> Data:
    """Fill `folder` with what every peer reads."""
    place = folder / "copy"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    store = Store.open(school.copy_to(place), school_key.find(place / "school"))
    try:
        desk = desk_of(store, school.persona(Role.TEAM_LEADER).staff_id)
        filters, own_figures = Filters(desk), OwnFigures.from_desk(desk)
        whole = filters.checked(Selection())
        places = next(one for one in filters.listed(whole) if one.name == "place")
        chosen = {name: code for code, name in places.options if code[:1] in ("", "c")}
        keys = {}
        drawn = {}
        for name, code in chosen.items():
            selection = filters.checked(Selection(year=whole.year, place=code))
            payload = view_payload.payload(own_figures, filters, selection)
            called = name if code else ALL
            keys[called] = selection.key
            drawn[called] = _figures(payload, called)
        (folder / "figures.json").write_text(json.dumps(drawn), "utf-8")
        view = filters.view(whole)
        for name, frame in _frames(own_figures.relations(view.filter), view, whole.year).items():
            frame.to_json(folder / f"{name}.json", orient="records")
    finally:
        store.close()
    return Data(keys)


def _figures(payload: Mapping[str, Any], name: str) -> dict[str, Any]:
    static = first_screen.static_charts()
    return {
        chart: {
            # No trace at all is an error to some peers.
            "data": drawn["data"] or [{"type": "scatter", "x": [], "y": []}],
            "layout": {
                **static[chart]["layout"],
                **drawn["layout"],
                "height": 280,
                "meta": {"view": name},
                "autosize": True,
            },
        }
        for chart, drawn in payload["charts"].items()
    }


def _frames(figures: Figures, view: View, year: str) -> dict[str, pd.DataFrame]:
    """reports, cases and aftercare of the year: one row each, with the name of their class."""
    classes = figures.classes.df()
    names = classes.loc[classes["school_year"] == year, ["class_id", "class_name"]]
    calendar = figures.calendar.df().set_index("day")["ordinal"]
    reports = figures.reports.df().merge(names, on="class_id")
    cases = figures.cases.df().merge(names, on="class_id")
    ended = cases["stopped_on"].fillna(cases["closed_on"]).fillna(pd.Timestamp(view.known_on))
    moments = settled(figures.aftercare, view.period).df()
    moments = moments.merge(cases[["case_id", "class_name"]], on="case_id")
    return {
        "reports": pd.DataFrame(
            {
                "class_name": reports["class_name"],
                "month": reports["reported_on"].dt.strftime("%Y-%m"),
            }
        ),
        "cases": pd.DataFrame(
            {
                "class_name": cases["class_name"],
                "level": "niveau " + cases["level"].astype(str),
                "state": cases["state"],
                "is_open": cases["closed_on"].isna().astype(int),
                "is_stopped": cases["stopped_on"].notna().astype(int),
                "school_days": ended.map(calendar) - cases["opened_on"].map(calendar),
            }
        ),
        "aftercare": moments[["class_name", "kind", "outcome"]],
    }
