"""The words of what asks attention, the word to press, and where a press leads."""

from collections.abc import Callable
from typing import Any

from analytics.headline.standouts import Standout, StandoutKind
from analytics.view import View
from casework.words import counted, month_name
from ui.charts.style import subgroup

PressPayload = dict[str, str]


def line(standout: Standout, view: View) -> dict[str, Any]:
    """The line as the board gets it: text, action, and its press."""
    press = _PRESSES[standout.kind](standout, view)
    return {
        "text": _TEXTS[standout.kind](standout),
        "action": _action(standout, press),
        "press": press,
    }


def _action(standout: Standout, press: PressPayload) -> str:
    if press["kind"] == "filter":
        return f"Naar {standout.class_name}"
    return "Bekijk" if press["kind"] == "figure" else "Naar de zaken"


# --- the words ------------------------------------------------------------------------------------


def _no_mentor(standout: Standout) -> str:
    hour = "" if standout.has_hour else ", geen mentoruur"
    return (
        f"{standout.class_name}: {_reports(standout.count)}, geen mentor{hour}{_others(standout)}"
    )


def _no_hour(standout: Standout) -> str:
    return (
        f"{standout.class_name}: {_reports(standout.count)}, nog geen mentoruur{_others(standout)}"
    )


def _missed(standout: Standout) -> str:
    return f"{counted(standout.count, 'nazorggesprek', 'nazorggesprekken')} niet gedaan"


def _late(standout: Standout) -> str:
    steps = counted(standout.count, "stap", "stappen")
    cases = counted(standout.count_cases, "zaak", "zaken")
    return f"{standout.class_name}: {steps} te laat, in {cases}{_others(standout)}"


def _months(standout: Standout) -> str:
    months = standout.months
    if months is None:
        return ""
    since = "In" if months.is_one_month else "Sinds"
    than = "bij vorig jaar" if months.against_year_before else "bij de maanden ervoor"
    return f"{since} {month_name(months.since)} meer meldingen dan past {than}"


def _class_above(standout: Standout) -> str:
    what = f"{_reports(standout.count)}, meer dan past bij de andere klassen"
    return f"{standout.class_name}: {what}{_others(standout)}"


def _close(standout: Standout) -> str:
    cases = counted(standout.count_cases, "zaak", "zaken")
    what = f"{_reports(standout.count)} in vier schoolweken, uit {cases}"
    return f"{standout.class_name}: {what}{_others(standout)}"


def _level_3(standout: Standout) -> str:
    runs = "loopt" if standout.count == 1 else "lopen"
    return f"{counted(standout.count, 'zaak', 'zaken')} op niveau 3 {runs} nog"


def _reports(count: int) -> str:
    return counted(count, "melding", "meldingen")


def _others(standout: Standout) -> str:
    if not standout.count_others:
        return ""
    return f" (en nog {counted(standout.count_others, 'klas', 'klassen')})"


# --- where a press leads --------------------------------------------------------------------------


def _to_class(standout: Standout, view: View) -> PressPayload:
    if view.filter.class_id:
        return _cases("per_class", subgroup("class_id", standout.class_id))
    return {"kind": "filter", "name": "place", "value": f"c{standout.class_id}"}


def _cases(chart: str, what: str) -> PressPayload:
    return {"kind": "cases", "chart": chart, "part": what}


def _figure(key: str) -> PressPayload:
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

_PRESSES: dict[StandoutKind, Callable[[Standout, View], PressPayload]] = {
    StandoutKind.NO_MENTOR: _to_class,
    StandoutKind.MISSED: lambda *_: _cases("aftercare", subgroup("outcome", "missed")),
    StandoutKind.MONTHS: lambda *_: _figure("over_time"),
    StandoutKind.LATE: _to_class,
    StandoutKind.CLASS_ABOVE: lambda *_: _figure("funnel"),
    StandoutKind.CLOSE: _to_class,
    StandoutKind.NO_HOUR: lambda *_: _figure("prevention"),
    StandoutKind.LEVEL_3: lambda *_: _cases("levels", subgroup("level", "3")),
}
