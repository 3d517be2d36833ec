"""The words of what asks attention, the word to press, and where a press leads."""

from collections.abc import Callable
from typing import Any

from analytics.headline.standouts import Standout, StandoutKind
from analytics.view import View
from casework.words import counted, month_name
from ui.charts.style import number, subgroup

Press = dict[str, str]


def line(one: Standout, view: View) -> dict[str, Any]:
    """The line as the board gets it: text, action, and its press."""
    press = _PRESSES[one.kind](one, view)
    return {"text": _TEXTS[one.kind](one), "action": _action(one, press), "press": press}


def _action(one: Standout, press: Press) -> str:
    if press["kind"] == "filter":
        return f"Naar {one.class_name}"
    return "Bekijk" if press["kind"] == "figure" else "Naar de zaken"


# --- the words ------------------------------------------------------------------------------------


def _no_mentor(one: Standout) -> str:
    hour = "" if one.has_hour else ", geen mentoruur"
    return f"{one.class_name}: {_reports(one.count)}, geen mentor{hour}{_others(one)}"


def _no_hour(one: Standout) -> str:
    return f"{one.class_name}: {_reports(one.count)}, nog geen mentoruur{_others(one)}"


def _missed(one: Standout) -> str:
    return f"{counted(one.count, 'nazorggesprek', 'nazorggesprekken')} niet gedaan"


def _late(one: Standout) -> str:
    steps = counted(one.count, "stap", "stappen")
    cases = counted(one.count_cases, "zaak", "zaken")
    return f"{one.class_name}: {steps} te laat, in {cases}{_others(one)}"


def _months(one: Standout) -> str:
    months = one.months
    if months is None:
        return ""
    since = "In" if months.is_one_month else "Sinds"
    than = "bij vorig jaar" if months.against_year_before else "bij de maanden ervoor"
    return f"{since} {month_name(months.since)} meer meldingen dan past {than}"


def _class_above(one: Standout) -> str:
    what = f"{_reports(one.count)}, meer dan past bij de andere klassen"
    return f"{one.class_name}: {what}{_others(one)}"


def _close(one: Standout) -> str:
    cases = counted(one.count_cases, "zaak", "zaken")
    return f"{one.class_name}: {_reports(one.count)} in vier schoolweken, uit {cases}{_others(one)}"


def _level_3(one: Standout) -> str:
    runs = "loopt" if one.count == 1 else "lopen"
    return f"{counted(one.count, 'zaak', 'zaken')} op niveau 3 {runs} nog"


def _reports(count: int) -> str:
    return counted(count, "melding", "meldingen")


def _others(one: Standout) -> str:
    if not one.count_others:
        return ""
    return f" (en nog {number(one.count_others)} {'klas' if one.count_others == 1 else 'klassen'})"


# --- where a press leads --------------------------------------------------------------------------


def _to_class(one: Standout, view: View) -> Press:
    if view.filter.class_id:
        return _cases("per_class", subgroup("class_id", one.class_id))
    return {"kind": "filter", "name": "place", "value": f"c{one.class_id}"}


def _cases(chart: str, what: str) -> Press:
    return {"kind": "cases", "chart": chart, "part": what}


def _figure(key: str) -> Press:
    return {"kind": "figure", "key": key}


_TEXTS: dict[StandoutKind, Callable[[Standout], str]] = {
    StandoutKind.NO_MENTOR: _no_mentor,
    StandoutKind.MISSED: _missed,
    StandoutKind.MONTHS: _months,
    StandoutKind.LATE: _late,
    StandoutKind.CLASS_ABOVE: _class_above,
    StandoutKind.CLOSE: _close,
    StandoutKind.NO_HOUR: _no_hour,
    StandoutKind.LEVEL_3: _level_3,
}

_PRESSES: dict[StandoutKind, Callable[[Standout, View], Press]] = {
    StandoutKind.NO_MENTOR: _to_class,
    StandoutKind.MISSED: lambda *_: _cases("aftercare", subgroup("outcome", "missed")),
    StandoutKind.MONTHS: lambda *_: _figure("over_time"),
    StandoutKind.LATE: _to_class,
    StandoutKind.CLASS_ABOVE: lambda *_: _figure("funnel"),
    StandoutKind.CLOSE: _to_class,
    StandoutKind.NO_HOUR: lambda *_: _figure("prevention"),
    StandoutKind.LEVEL_3: lambda *_: _cases("levels", subgroup("level", "3")),
}
