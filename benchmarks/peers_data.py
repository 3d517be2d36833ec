"""What the peers of Trends draw: the rows of one team, and our own four figures per class."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.peers.names import ALL
from benchmarks.school import BenchSchool, desk_of
from casework.figures import Figures
from casework.people import Role
from data import school_key
from data.store import Store
from ui.trends import view_data
from ui.trends.answers import Asker
from ui.trends.filters import Filters, Selection

ROWS = {
    "reports": """
        select class_name, strftime(reported_on, '%Y-%m') as month
        from rows_asked join classes_asked using (class_id)
        where classes_asked.school_year = year_asked
    """,
    "cases": """
        select
            class_name,
            'niveau ' || level as level,
            state,
            (closed_on is null)::integer as is_open,
            (stopped_on is not null)::integer as is_stopped,
            ended.ordinal - begun.ordinal as school_days
        from rows_asked
        join classes_asked using (class_id)
        join calendar_asked as begun on begun.day = opened_on
        join calendar_asked as ended on ended.day = coalesce(stopped_on, closed_on, today_asked)
        where classes_asked.school_year = year_asked
    """,
    "aftercare": """
        select
            class_name,
            kind,
            case
                when set_aside then 'niet nodig'
                when done_on <= window_ends_on then 'op tijd'
                when done_on is not null then 'te laat'
                when window_ends_on < today_asked then 'niet gedaan'
                else 'nog open'
            end as outcome
        from rows_asked join classes_asked using (class_id)
        where classes_asked.school_year = year_asked and due_on <= today_asked
    """,
}


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
        filters, asker = Filters(desk), Asker.of(desk)
        whole = filters.checked(Selection())
        places = next(one for one in filters.listed(whole) if one.name == "place")
        chosen = {name: code for code, name in places.options if code[:1] in ("", "c")}
        keys = {}
        drawn = {}
        for name, code in chosen.items():
            selection = filters.checked(Selection(year=whole.year, place=code))
            payload = view_data.made(asker, filters, selection)
            called = name if code else ALL
            keys[called] = selection.key
            drawn[called] = _figures(payload, called)
        (folder / "figures.json").write_text(json.dumps(drawn), "utf-8")
        figures = asker.ask(filters.view(whole).wanted)
        for name in ROWS:
            rows = _rows(figures, name, whole.year, desk.today.isoformat())
            (folder / f"{name}.json").write_text(json.dumps(rows), "utf-8")
    finally:
        store.close()
    return Data(keys)


def _figures(payload: Mapping[str, Any], name: str) -> dict[str, Any]:
    static = view_data.charts.static_charts()
    return {
        chart: {
            "data": drawn["data"],
            "layout": {
                **static[chart]["layout"],
                **drawn["layout"],
                "height": 280,
                "meta": {"view": name},
            },
        }
        for chart, drawn in payload["charts"].items()
    }


def _rows(figures: Figures, name: str, year: str, today: str) -> list[dict[str, Any]]:
    relation = getattr(figures, name)
    named = relation.query("rows_asked", "select * from rows_asked")
    figures.classes.create_view("classes_asked", replace=True)
    figures.calendar.create_view("calendar_asked", replace=True)
    sql = ROWS[name].replace("year_asked", f"'{year}'").replace("today_asked", f"date '{today}'")
    frame = named.query("rows_asked", sql).df()
    rows: list[dict[str, Any]] = frame.to_dict("records")
    return rows
