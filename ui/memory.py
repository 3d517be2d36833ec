"""What this visit and this tab of a browser remember."""

from typing import Any, cast
from uuid import uuid4

import streamlit as st


def new_id() -> str:
    """A fresh id."""
    return str(uuid4())


def visit() -> str:
    """The name of this visit: fresh for each screen and each case or signal that is opened."""
    parameters, kept = st.query_params.to_dict(), of_tab()
    where = (st.context.url or "", *(parameters.get(name, "") for name in ("zaak", "signaal")))
    if kept.get("visit_where") != where:
        kept.update(visit_where=where, visit=new_id())
    return cast(str, kept["visit"])


MEMORY = "memory"


def of_tab() -> dict[str, Any]:
    """All that is remembered, as one value: each value of the state is a long way to look up."""
    try:
        return cast(dict[str, Any], st.session_state[MEMORY])
    except KeyError:
        return cast(dict[str, Any], st.session_state.setdefault(MEMORY, {}))


def remember(name: str, value: object) -> None:
    """Keep something for as long as this browser tab lives."""
    of_tab()[name] = value


def recall(name: str, default: Any = None) -> Any:
    """What was remembered under this name."""
    return of_tab().get(name, default)


def take(name: str) -> Any:
    """What was remembered under this name, for this run only."""
    value = recall(name)
    remember(name, None)
    return value


def screen() -> str:
    """The name of this screen: one tab of a browser, from its load to the next."""
    if recall("screen") is None:
        remember("screen", new_id())
    return cast(str, recall("screen"))


def widget_value(key: str, default: Any = None) -> Any:
    """What a widget holds now, or the default when it is not on this screen."""
    return st.session_state.get(key, default)


def has_widget(key: str) -> bool:
    """Whether a widget was on this screen, or was filled for it; also when it was emptied."""
    return key in st.session_state


def set_widget_value(key: str, value: object) -> None:
    """Fill a widget before it is drawn (a kept draft, a cleared filter)."""
    st.session_state[key] = value


def number_seen(case_id: str) -> int:
    """The newest entry that was on this screen before the press that is handled now."""
    return cast(int, recall(f"seen_{case_id}", 0))


def remember_number_seen(case_id: str, newest: int) -> None:
    """This is the newest entry on the screen now."""
    remember(f"seen_{case_id}", newest)
