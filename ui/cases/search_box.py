"""The search box: in the head of every screen, and on top of Zaken with what it finds."""

import streamlit as st

from casework.desk import Desk, SearchResult
from casework.people import Action
from casework.words import counted
from ui import memory, navigation
from ui.inner_link import address, link_around
from ui.labels import escape

# What is typed stays out of the address: a name must not get there.
TYPED, HEAD, ASKED = "search_typed", "search_head", "search_asked"
LABEL = "Zoek een leerling, klas of zaaknummer"
EXAMPLE = "Esmée, 2B of 2026-044"


def in_head(desk: Desk) -> None:
    """The box in the line above every screen but Zaken, for who has something to search."""
    if desk.may(Action.SEE_CASE):
        # By this key the style sheet leaves it out of the head of a phone.
        with st.container(key="search_in_head", width=200):
            st.text_input(
                LABEL,
                key=HEAD,
                placeholder="Zoeken",
                icon=":material/search:",
                label_visibility="collapsed",
                on_change=_ask,
            )


def _ask() -> None:
    memory.remember(TYPED, memory.widget_value(HEAD))
    memory.remember(ASKED, True)
    memory.set_widget_value(HEAD, "")


def follow() -> None:
    """To Zaken, when something was typed in the head."""
    if memory.take(ASKED):
        navigation.go(navigation.CASES)


def ask(desk: Desk) -> SearchResult | None:
    """The box on top of Zaken, and what it finds; None when nothing is typed."""
    if not memory.has_widget(TYPED):
        memory.set_widget_value(TYPED, memory.recall(TYPED) or "")
    typed = st.text_input(
        LABEL, key=TYPED, placeholder=EXAMPLE, icon=":material/search:", on_change=_keep
    )
    if not (typed or "").strip():
        return None
    result = desk.search.find(typed)
    st.html(f'<div class="case-list found" role="status">{_found(result)}</div>')
    return result


def _keep() -> None:
    memory.remember(TYPED, memory.widget_value(TYPED))
    st.query_params.pop("z_bladzijde", None)


def clear() -> None:
    """Nothing is searched for any more."""
    memory.remember(TYPED, "")
    memory.set_widget_value(TYPED, "")


def _found(result: SearchResult) -> str:
    if result.is_empty:
        return (
            "<p><strong>Niets gevonden.</strong> Je vindt hier leerlingen van je klas en uit je "
            "zaken, klassen en zaaknummers. Probeer een deel van de naam.</p>"
        )
    pupils = "".join(
        f"<li>{_line(one.label, _about(one.pupil.class_name, one.count_cases), to)}</li>"
        for one in result.pupils
        for to in [address({"leerling": one.pupil.pupil_id}, navigation.PUPIL.address)]
    )
    classes = "".join(
        f"<li>{_line(f'Klas {one.name}', 'naar de klas', to)}</li>"
        for one in result.classes
        for to in [address({"klas": one.class_id}, navigation.CLASSROOM.address)]
    )
    more = f"<p>Nog {result.count_more} leerlingen: typ meer van de naam.</p>"
    return f'<ul class="work-lines">{pupils}{classes}</ul>{more if result.count_more else ""}'


def _line(head: str, words: str, to: str) -> str:
    content = (
        f'<span class="work-what"><span class="case-names">{escape(head)}</span>'
        f"<small>{escape(words)}</small></span>"
    )
    return link_around(content, to, "work-line")


def _about(class_name: str, count_cases: int) -> str:
    where = f"klas {class_name}" if class_name else "geen klas"
    return f"{where} · {counted(count_cases, 'zaak', 'zaken') if count_cases else 'geen zaken'}"
