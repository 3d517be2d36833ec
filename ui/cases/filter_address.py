"""A filter on cases in an address: codes, ids and days only; what makes no sense is left out."""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from casework.cases.case_filter import Basis, CaseFilter
from casework.desk import is_id

KEYS = {
    "basis": "f_wat",
    "first": "f_van",
    "last": "f_tot",
    "team_id": "f_team",
    "year_group": "f_leerjaar",
    "class_id": "f_klas",
    "kind": "f_soort",
    "place": "f_plek",
    "day_part": "f_moment",
    "level": "f_niveau",
    "state": "f_stand",
    "step": "f_stap",
    "outcome": "f_hoe",
    "second_kind": "f_ook",
    "concerns": "f_wie",
    "known_on": "f_stand_op",
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[1-9]")
_CODE = re.compile(r"[a-z0-9_]{1,60}")


def parameters(case_filter: CaseFilter) -> dict[str, str]:
    """The filter as parameters of an address."""
    values = {field.name: getattr(case_filter, field.name) for field in fields(case_filter)}
    return {KEYS[name]: str(value) for name, value in values.items() if value}


def read(address: Mapping[str, str]) -> CaseFilter | None:
    """The filter in an address; None when there is none that we know."""
    basis = address.get(KEYS["basis"], "")
    if basis not in set(Basis):
        return None
    case_filter = CaseFilter(Basis(basis))
    for name, key in KEYS.items():
        value = _value(name, address.get(key, ""))
        if name != "basis" and value:
            case_filter = replace(case_filter, **{name: value})
    return case_filter


def _value(name: str, text: str) -> Any:
    if name in ("first", "last", "known_on"):
        return _day(text)
    if name in ("year_group", "level"):
        return int(text) if _NUMBER.fullmatch(text) else 0
    if name in ("team_id", "class_id"):
        return text if is_id(text) else ""
    return text if _CODE.fullmatch(text) else ""


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
