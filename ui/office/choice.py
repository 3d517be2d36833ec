"""A choice of what to look at, kept in the address by its id, never by a name."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

import streamlit as st

from casework.desk.office import Office
from casework.name_order import fits, text_key
from casework.text_direction import contained
from ui import memory, navigation, redraw
from ui.office import paged

MOST_OFFERED = 200


def expander(label: str, address: str) -> Any:
    """A part that draws nothing while it is shut, open at once for a link with `address` in it."""
    is_asked = st.query_params.get(address) == "true"
    return st.expander(label, expanded=is_asked, key=address, on_change="rerun")


def select(
    label: str, options: Mapping[str, str], address: str, *, first: str = "", empty: str = "Kies..."
) -> str:
    """The chosen id of `options` (id to words), or nothing; `address` is its name in the address.

    The address says what is chosen, also after Back. `first` is chosen when one comes to an
    address that says nothing; without it nothing may be chosen.
    """
    key = _key(address)
    ids = _offered(options, requested(address), first)
    in_address, chosen_here = st.query_params.get(address, ""), _chosen_here(key)
    asked = memory.take(key) or in_address or chosen_here or first
    memory.set_widget_value(key, asked if asked in ids else first or None)
    redraw.mark_on_page(key)
    code = st.selectbox(
        label,
        ids,
        index=0 if first else None,
        format_func=lambda option: contained(options.get(option, "")),
        key=key,
        placeholder=empty,
        on_change=_follow,
        args=(address,),
    )
    if code and code not in (first, st.query_params.get(address)):
        st.query_params[address] = code
    return code or ""


def narrowed(name: str, options: Mapping[str, str]) -> dict[str, str]:
    """What a field of a form can offer: of very many what fits what is typed above it."""
    if len(options) <= MOST_OFFERED:
        return dict(options)
    typed = text_key(paged.search_box(f"narrow_{name}", "Zoek de klas", "naam van de klas"))
    fitting = (one for one in options.items() if not typed or fits(typed, text_key(one[1])))
    return dict(islice(fitting, MOST_OFFERED))


def _offered(options: Mapping[str, str], *chosen: str) -> list[str]:
    """What the list offers: of very many the first, and what is chosen."""
    ids = list(options)
    if len(ids) <= MOST_OFFERED:
        return ids
    return list(dict.fromkeys([*ids[:MOST_OFFERED], *(one for one in chosen if one in options)]))


def requested(address: str) -> str:
    """The id that `select` would have chosen, when it is one of its options."""
    key = _key(address)
    waiting = str(memory.recall(key) or "")
    return waiting or st.query_params.get(address, "") or str(memory.widget_value(key) or "")


def _chosen_here(key: str) -> str:
    """What was chosen at this very address, without a word of it there."""
    here = navigation.address()
    is_here = memory.recall(f"{key}_at") == here
    memory.remember(f"{key}_at", here)
    return str(memory.widget_value(key) or "") if is_here else ""


def _follow(address: str) -> None:
    """The address follows the choice."""
    code = memory.widget_value(_key(address))
    if not redraw.is_on_page(_key(address)):
        return
    if code:
        st.query_params[address] = code
    else:
        st.query_params.pop(address, None)


def _key(address: str) -> str:
    return f"choice_{address}"


def choose(address: str, code: str) -> None:
    """Choose `code` here when the choice is drawn next; nothing is sent to the screen now."""
    memory.remember(_key(address), code)


def school_year(office: Office) -> str:
    """The school year to look at; the present one unless another is chosen."""
    years = {year.school_year: year.school_year for year in reversed(office.school_years())}
    return select("Schooljaar", years, "jaar", first=office.present_year().school_year)
