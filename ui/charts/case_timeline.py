"""The course of one case: a lane per column of the card, then the level and the safety scores."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd

from casework.cases.review import Course
from casework.desk import CaseFile
from casework.words import counted, enumeration, short_date
from ui.charts import case_lanes, style
from ui.charts.case_lanes import LaneItem

TITLE = "Het verloop van de zaak"
HOW_TO_READ = (
    "Van links naar rechts loopt de tijd; onder elke datum staat de hoeveelste schooldag het is. "
    "Elke baan is een kolom van de kaart. Een punt is iets wat is vastgelegd, een open rondje een "
    "stap die niet van toepassing was. Een balk is een maatregel (M1, M2, ...), van de afspraak "
    "tot de einddatum of tot er is nagekeken; een gestippelde balk is nog niet nagekeken. Een open "
    "ruit is nazorg die gepland is, een dichte ruit is gedaan. Grijs is vrij: dagen zonder school. "
    "Onderaan staan het niveau en het veiligheidscijfer dat leerlingen zelf gaven."
)

_LEVELS, _SCORES, _GAP, _BELOW = 64, 120, 26, 118
_FREE = "rgba(128, 128, 128, 0.18)"
_LINES = (
    (style.MAIN, "solid", "circle"),
    (style.MARKED, "dash", "square"),
    (style.AMBER, "dot", "triangle-up"),
    (style.SECOND, "dashdot", "cross"),
)
_KINDS = {  # what a point is: the word in the legend, the symbol, the colour
    "done": ("vastgelegd", "circle", style.MAIN),
    "aside": ("niet van toepassing", "circle-open", style.QUIET),
    "aftercare": ("nazorg gedaan", "diamond", style.MAIN),
    "planned": ("nazorg gepland", "diamond-open", style.MARKED),
}


def figure(file: CaseFile, course: Course) -> style.PlotlyFigure:
    """The picture of casework.cases.review.course, with the names that `file` gives."""
    items = list(case_lanes.lane_items(file, course))
    lanes = [(column.id, column.title) for column in file.case.card.columns]
    tops, rows, height = case_lanes.stacked(lanes, items, course)
    has_scores = bool(course.scores)
    whole = height + _GAP + _LEVELS + (_GAP + _SCORES if has_scores else 0)
    lower = height + _GAP + _LEVELS
    traces = [
        *_points(items, tops, rows),
        *_bars(items, tops, rows),
        _level_line(course),
        *(_score_lines(file, course) if has_scores else ()),
    ]
    axes: dict[str, Any] = {
        "yaxis": _axis(1, 1 - height / whole) | {"range": [height, 0], "visible": False},
        "yaxis2": _axis(1 - (height + _GAP) / whole, 1 - lower / whole)
        | {"range": [0.6, 3.4], "tickvals": [1, 2, 3]},
    }
    heads = [(title, 1 - tops[lane] / whole) for lane, title in lanes]
    heads.append(("Niveau", 1 - (height + 4) / whole))
    if has_scores:
        axes["yaxis3"] = _axis(1 - (lower + _GAP) / whole, 0) | {
            "range": [0.3, 10.7],
            "tickvals": [1, 5, 10],
        }
        heads.append(("Veiligheidscijfer (1 tot 10)", 1 - (lower + 4) / whole))
    return {
        "data": traces,
        "layout": style.layout(
            height=whole + _BELOW + 28,
            showlegend=True,
            margin={"l": 8, "r": 12, "t": 12, "b": _BELOW, "pad": 4},
            xaxis=_time(file, course),
            shapes=[*_free(course), *_borders(tops, whole)],
            annotations=[_head(title, y) for title, y in heads],
            **axes,
        ),
    }


def description(file: CaseFile, course: Course) -> str:
    """What the picture says, in words."""
    case = file.case
    days = case.school_days.between(course.first, course.last)
    talks = sum(point.entry.kind == "talk_held" for point in course.points)
    counts = [
        counted(len(case.reports), "melding", "meldingen"),
        counted(talks, "gesprek", "gesprekken"),
        counted(len(course.spans), "maatregel", "maatregelen"),
    ]
    done = sum(moment.done is not None for moment in case.aftercare)
    return style.sentences(
        f"Van {short_date(course.first, case.today)} tot {short_date(course.last, case.today)}, "
        f"{counted(days, 'schooldag', 'schooldagen')}: {enumeration(counts)}.",
        f"Niveau {case.level}.",
        f"Nazorg: {done} van {len(case.aftercare)} gedaan." if case.aftercare else "",
        *_score_sentences(file, course),
    )


def table(file: CaseFile, course: Course) -> pd.DataFrame:
    """Everything in the picture, by day, with Dutch headings."""
    case, columns = file.case, {column.id: column.title for column in file.case.card.columns}
    lines = [
        *(
            (item.starts_on, columns[item.lane], item.words)
            for item in case_lanes.lane_items(file, course)
        ),
        *((day, "Niveau", f"Niveau {level}") for day, level in course.levels),
        *((day, "Cijfer", f"{file.name(p)}: {score}") for day, p, score in course.scores),
    ]
    lines.sort(key=lambda row: row[0])
    return pd.DataFrame(
        {
            "Datum": [short_date(day, case.today) for day, _, _ in lines],
            "Schooldag": [case.school_days.between(course.first, day) for day, _, _ in lines],
            "Waar op de kaart": [lane for _, lane, _ in lines],
            "Wat": [words for _, _, words in lines],
        }
    )


# --- the traces -----------------------------------------------------------------------------------


def _points(
    items: list[LaneItem], tops: dict[str, int], rows: dict[int, int]
) -> Iterator[dict[str, Any]]:
    for kind, (name, symbol, colour) in _KINDS.items():
        of_kind = [item for item in items if item.kind == kind]
        if of_kind:
            yield {
                "type": "scatter",
                "mode": "markers",
                "name": name,
                "x": [item.starts_on.isoformat() for item in of_kind],
                "y": [_y(item, tops, rows) for item in of_kind],
                "marker": {"symbol": symbol, "size": 12, "color": colour, "line": {"width": 2}},
                "hovertext": [_hover(item) for item in of_kind],
                "hoverinfo": "text",
                "cliponaxis": False,
            }


def _bars(
    items: list[LaneItem], tops: dict[str, int], rows: dict[int, int]
) -> Iterator[dict[str, Any]]:
    names = {"measure": "maatregel", "open_measure": "maatregel, nog niet nagekeken"}
    seen: set[str] = set()
    for item in items:
        if item.kind not in names:
            continue
        yield {
            "type": "scatter",
            "mode": "lines+text",
            "name": names[item.kind],
            "showlegend": item.kind not in seen,
            "x": [item.starts_on.isoformat(), _end(item).isoformat()],
            "y": [_y(item, tops, rows)] * 2,
            "line": {
                "width": 8,
                "color": item.colour,
                "dash": "dot" if item.kind == "open_measure" else "solid",
            },
            "text": [f"{item.name}\u00a0", ""],
            "textposition": "middle left",
            "textfont": {"size": 12, "color": style.TEXT},
            "hovertext": [_hover(item)] * 2,
            "hoverinfo": "text",
            "cliponaxis": False,
        }
        seen.add(item.kind)


def _end(item: LaneItem) -> date:
    """A measure of one day is a bar as well."""
    return max(item.ends_on, item.starts_on + timedelta(days=1))


def _y(item: LaneItem, tops: dict[str, int], rows: dict[int, int]) -> int:
    return (
        tops[item.lane]
        + case_lanes.HEAD
        + case_lanes.ROW * rows[id(item)]
        + case_lanes.ROW // 2
        - 2
    )


def _hover(item: LaneItem) -> str:
    words = style.plain(item.words).replace(" · ", "<br>")
    return f"{short_date(item.starts_on)}<br>{words}"


def _level_line(course: Course) -> dict[str, Any]:
    days = [day for day, _ in course.levels]
    levels = [level for _, level in course.levels]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "niveau",
        "showlegend": False,
        "x": [day.isoformat() for day in (*days, course.last)],
        "y": [*levels, levels[-1]],
        "yaxis": "y2",
        "line": {"shape": "hv", "width": 3, "color": style.LEVEL[3]},
        "marker": {"size": [8] * len(days) + [0], "color": style.LEVEL[3]},
        "hovertext": [f"{short_date(d)}<br>niveau {n}" for d, n in course.levels] + [""],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _score_lines(file: CaseFile, course: Course) -> Iterator[dict[str, Any]]:
    for place, pupil in enumerate(dict.fromkeys(pupil for _, pupil, _ in course.scores)):
        colour, dash, symbol = _LINES[place % len(_LINES)]
        own = [(day, score) for day, pupil_id, score in course.scores if pupil_id == pupil]
        name = style.plain(file.name(pupil))
        yield {
            "type": "scatter",
            "mode": "lines+markers",
            "name": f"cijfer {name}",
            "x": [day.isoformat() for day, _ in own],
            "y": [score for _, score in own],
            "yaxis": "y3",
            "line": {"width": 2, "color": colour, "dash": dash},
            "marker": {"size": 9, "color": colour, "symbol": symbol},
            "hovertext": [f"{short_date(day)}<br>{name}: {score}" for day, score in own],
            "hoverinfo": "text",
            "cliponaxis": False,
        }


# --- axes and what lies behind --------------------------------------------------------------------


def _axis(top: float, bottom: float) -> dict[str, Any]:
    domain = [max(bottom, 0.0), min(top, 1.0)]
    return style.axis(rangemode="normal", zeroline=False, domain=domain, anchor="x") | {
        "side": "right",
        "automargin": False,
        "ticklabelposition": "inside",
        "ticklabeloverflow": "allow",
    }


def _time(file: CaseFile, course: Course) -> dict[str, Any]:
    span = max((course.last - course.first).days, 6)
    points = [course.first + timedelta(days=round(span * part / 4)) for part in range(5)]
    between = file.case.school_days.between
    has_years = course.first.year != file.case.today.year
    days = [f"{short_date(d)}{f'<br>{d.year}' if has_years else ''}" for d in points]
    words = [
        f"{words}<br>dag {between(course.first, d)}" for words, d in zip(days, points, strict=True)
    ]
    edge = timedelta(days=max(span * 0.05, 1))
    return style.axis(
        rangemode="normal",
        type="date",
        range=[(course.first - edge).isoformat(), (points[-1] + edge).isoformat()],
        tickvals=[day.isoformat() for day in points],
        ticktext=words,
        zeroline=False,
        anchor="free",
        position=0,
    ) | {"tickfont": {"size": 12, "color": style.TEXT}}


def _free(course: Course) -> Iterator[dict[str, Any]]:
    for first, last in course.breaks:
        yield {
            "type": "rect",
            "xref": "x",
            "yref": "paper",
            "x0": f"{first - timedelta(days=1)}T12:00",
            "x1": f"{last}T12:00",
            "y0": 0,
            "y1": 1,
            "fillcolor": _FREE,
            "line": {"width": 0},
            "layer": "below",
        }


def _borders(tops: dict[str, int], whole: int) -> Iterator[dict[str, Any]]:
    for top in list(tops.values())[1:]:
        yield {
            "type": "line",
            "xref": "paper",
            "yref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": 1 - top / whole,
            "y1": 1 - top / whole,
            "line": {"width": 1, "color": style.GRID},
            "layer": "below",
        }


def _head(title: str, y: float) -> dict[str, Any]:
    return {
        "text": f"<b>{style.plain(title)}</b>",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": y,
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 12, "color": style.TEXT},
    }


def _score_sentences(file: CaseFile, course: Course) -> Iterable[str]:
    for pupil in dict.fromkeys(pupil for _, pupil, _ in course.scores):
        own = [score for _, pupil_id, score in course.scores if pupil_id == pupil]
        change = f"van {own[0]} naar {own[-1]}" if len(own) > 1 else f"één keer, een {own[0]}"
        yield f"Veiligheidscijfer van {file.name(pupil)}: {change}."
