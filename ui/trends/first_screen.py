"""The first screen of Trends as data for the browser: numbers, attention and four charts."""

from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
from math import isnan
from typing import Any

from analytics.figures import BY_KEY
from analytics.headline import Board
from analytics.result import MINIMUM_N
from casework.words import counted, short_date
from ui.charts import (
    board_aftercare,
    board_levels,
    board_per_class,
    board_time_to_stopped,
    style,
)
from ui.trends import sentences, standout_words

Payload = dict[str, Any]

CHARTS = {
    "per_class": ("reports", board_per_class),
    "levels": ("open_cases", board_levels),
    "time_to_stopped": ("resolution", board_time_to_stopped),
    "aftercare": ("aftercare", board_aftercare),
}
"""By key of the board, in the order of the screen: the figure and the module that draws it."""

MILESTONES = (40, 20)
"""School days of which the share stopped is given when half has not stopped: the first known."""


def static_charts() -> Payload:
    """What of the charts is the same for every view: title, what stands behind (i), and layout.

    The look of the traces is in layout["template"]["data"]: the nth trace of a type gets the nth.
    """
    return {
        key: {
            "title": module.TITLE,
            "info": f"{module.INFO}\n{_definition(figure)}",
            "layout": module.layout(),
        }
        for key, (figure, module) in CHARTS.items()
    }


def view_payload(board: Board, words: style.Words, today: date) -> Payload:
    """One view for the browser: "numbers", "attention", "charts" and "later"."""
    drawn = {
        "per_class": board_per_class.chart(board.charts["reports"], words, selected=board.class_id),
        "levels": board_levels.chart(board.charts["open_cases"], words),
        "time_to_stopped": board_time_to_stopped.chart(board.charts["resolution"], words),
        "aftercare": board_aftercare.chart(
            board.charts["aftercare"], words, target=board.numbers.target
        ),
    }
    return {
        "numbers": [_numbered(key, make(board)) for key, make in _NUMBERS.items()],
        "attention": [standout_words.line(standout, board.view) for standout in board.standouts],
        "charts": {
            key: chart | {"n": _behind(board, CHARTS[key][0], today)}
            for key, chart in drawn.items()
        },
        "later": sentences.pending_words(board.pending, board.view),
    }


def _definition(figure: str) -> str:
    module = import_module(f"ui.charts.{BY_KEY[figure].chart}")
    return str(module.DEFINITION)


def _behind(board: Board, figure: str, today: date) -> str:
    """What stands behind (i) for this view: how sure the difference is, and the days."""
    period = board.view.period
    first, last = (short_date(day, today) for day in (period.start, period.last_day))
    days = f"Periode: {first} tot en met {last}."
    return "\n".join(part for part in (sentences.how_sure(board, figure), days) if part)


# --- the five numbers -----------------------------------------------------------------------------


def _numbered(key: str, number: Payload) -> Payload:
    empty = {"unit": "", "note": "", "before": "", "tone": "", "spark": [], "spark_before": []}
    return {"key": key, **empty, "press": None, **number}


def _reports(board: Board) -> Payload:
    now, before = board.numbers.reports, board.numbers.reports_before
    return {
        "label": "Meldingen",
        "value": style.number(now.count),
        "note": sentences.size_words(board.changes.get("reports")),
        "before": _before(board, style.number(before.count) if before else ""),
        "spark": list(now.months),
        "spark_before": list(before.months) if before else [],
        "press": _figure("over_time"),
    }


def _open_cases(board: Board) -> Payload:
    now, before = board.numbers.open_cases, board.numbers.open_before
    highest = now.by_level[3]
    parts = [f"{now.by_level[2]} op niveau 2"] if now.by_level[2] else []
    earlier = sentences.earlier_in_short(board.view)
    parts += [f"{earlier} {style.number(before.count)}"] if before else []
    levels: Payload = {"kind": "cases", "chart": "levels", "part": "level:3"}
    return {
        "label": "Open zaken",
        "value": style.number(now.count),
        "note": f"{highest} op niveau 3" if highest else "",
        "before": " · ".join(parts),
        "tone": "late" if highest else "",
        "press": levels if highest else _figure("open_cases"),
    }


def _stopped(board: Board) -> Payload:
    now, before = board.charts["resolution"].now, board.charts["resolution"].before
    median = now.followed.median
    number: Payload = {"label": "Gestopt: de helft binnen", "value": style.NO_VALUE}
    if median is not None:
        earlier = before.followed.median if before else None
        number |= {
            "value": style.number(median),
            "unit": "schooldag" if median == 1 else "schooldagen",
            "before": _before(board, style.number(earlier) if earlier is not None else ""),
        }
    elif not now.is_few:
        number |= _share_stopped(board)
    runs = "loopt" if now.count_running == 1 else "lopen"
    cases = counted(now.count, "zaak", "zaken")
    note = f"{cases}, {style.number(now.count_running)} {runs} nog" if now.count else ""
    return number | {"note": note, "press": _figure("resolution")}


def _share_stopped(board: Board) -> Payload:
    """The share stopped by 40 or 20 school days, where half has not stopped yet."""
    now, before = board.charts["resolution"].now, board.charts["resolution"].before
    for days in MILESTONES:
        share = now.followed.share_at(days)[0]
        if not isnan(share):
            past = before.followed.share_at(days)[0] if before else float("nan")
            return {
                "label": f"Gestopt binnen {days} schooldagen",
                "value": style.percent(share),
                "before": _before(board, "" if isnan(past) else style.percent(past)),
            }
    return {}


def _aftercare(board: Board) -> Payload:
    now, before = board.charts["aftercare"].now, board.charts["aftercare"].before
    row = now.frame[now.frame["kind"] == "all"].iloc[0]
    part, due = int(row["count_in_window"]), int(row["count_due"])
    missed, late = int(row["count_missed"]), int(row["count_late"])
    notes = [f"{missed} niet gedaan"] if missed else []
    notes += [f"{late} te laat"] if late else []
    past = float("nan")
    if before is not None and before.count >= MINIMUM_N:
        past = float(before.frame.loc[before.frame["kind"] == "all", "share"].iloc[0])
    target = board.numbers.target
    return {
        "label": "Nazorg op tijd",
        "value": sentences.percent_or_counts(part, due, float(row["share"]), MINIMUM_N),
        "unit": f"doel {target}%" if target else "",
        "note": " · ".join(notes),
        "before": _before(board, "" if isnan(past) else style.percent(past)),
        "tone": "missed" if notes else "",
        "press": _figure("aftercare"),
    }


def _late(board: Board) -> Payload:
    late = board.numbers.late
    cases = counted(late.count_cases, "zaak", "zaken")
    classes = f", {counted(len(late.by_class), 'klas', 'klassen')}" if not board.class_id else ""
    return {
        "label": "Stappen te laat" if board.view.is_now else "Stappen te laat, toen",
        "value": style.number(late.count),
        "note": f"in {cases}{classes}" if late.count else "alles op tijd",
        "press": {"kind": "cases", "chart": "work", "part": "outcome:behind"}
        if late.count
        else None,
    }


def _before(board: Board, value: str) -> str:
    return f"{sentences.earlier(board.view)} {value}" if value else ""


def _figure(key: str) -> Payload:
    return {"kind": "figure", "key": key}


_NUMBERS: Mapping[str, Callable[[Board], Payload]] = {
    "reports": _reports,
    "open_cases": _open_cases,
    "resolution": _stopped,
    "aftercare": _aftercare,
    "late": _late,
}
