"""Views of one's own: the filters and the question of now under a name, opened again later."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from casework.desk import Desk, is_id
from casework.trend_notes import SavedView
from ui import memory, receipts, session
from ui.forms.field import Select, TextLine
from ui.forms.form import Form
from ui.labels import distinct, plain
from ui.trends.selection import CLASS, KIND, YEAR

PREFIX = "t_"
FORM, CHANGE = "view", "view_change"
DROPPED, OPENED, MENU = "view_left_out", "view_opened", "views_menu"
GONE = (
    "In deze weergave stond een keuze die er niet meer is, of die je niet meer mag zien. Die is "
    "weggelaten; de rest staat zoals je het bewaarde."
)
NONE_YET = (
    "Je hebt nog geen weergaven. Kies filters en een vraag, en bewaar ze onder een naam. Alleen "
    "jij ziet ze."
)


@st.fragment
def show() -> None:
    """The views of this person behind one button: opened, kept, renamed and forgotten there."""
    desk = session.desk()
    if memory.take(OPENED) or receipts.has_one():
        st.rerun()
    menu = st.popover(
        "Mijn weergaven",
        icon=":material/bookmark:",
        type="tertiary",
        key=MENU,
        on_change="rerun",
    )
    if not menu.open:
        return
    with menu:
        views = desk.trend_notes.views()
        if views:
            _opening(views)
        else:
            st.markdown(NONE_YET)
        _keeping()
        if views:
            _changing(views)


def show_dropped_choices() -> None:
    """On top of the page, once after opening a view: that a choice in it is gone."""
    memory.take(OPENED)
    if memory.take(DROPPED):
        st.info(GONE, icon=":material/info:")


def _opening(views: list[SavedView]) -> None:
    with st.container(horizontal=True, key="views"):
        for view in views:
            st.button(
                plain(view.name or "Weergave"),
                key=f"view_open_{view.view_id}",
                icon=":material/bookmark:",
                on_click=_open,
                args=(view,),
            )


def _keeping() -> None:
    form = Form(FORM, TextLine("name", "Bewaar wat je nu ziet als"))
    form.show("Weergave bewaren", partial(_keep, form))


def _changing(views: list[SavedView]) -> None:
    options = distinct({view.view_id: view.name for view in views})
    form = Form(
        CHANGE,
        Select(
            "view",
            "Welke weergave wil je veranderen?",
            options,
            required="Kies eerst een weergave.",
        ),
        TextLine("name", "Nieuwe naam"),
    )
    with form.container():
        form.draw_all()
        with st.container(horizontal=True):
            form.submit("Naam veranderen", partial(_rename, form))
            form.submit_other("Weergave weghalen", partial(_remove, form))


def current_address(desk: Desk) -> dict[str, str]:
    """What of the address is kept: the filters and the question, as ids and codes.

    A class is of one school year, so that year is kept with it.
    """
    address = {k: v for k, v in st.query_params.to_dict().items() if k.startswith(PREFIX)}
    if CLASS in address and YEAR not in address:
        classes = [item for item in desk.trends.classes() if item.class_id == address[CLASS]]
        address |= {YEAR: classes[0].school_year} if classes else {}
    return address


def visible_address(desk: Desk, address: Mapping[str, str]) -> dict[str, str]:
    """The part of an address that this person may still see."""
    classes = desk.trends.classes()
    ids = {item.team_id for item in classes} | {item.class_id for item in classes}
    codes = {
        YEAR: {year.school_year for year in desk.school.years()},
        KIND: set(desk.known_card.lists["kinds"]),
    }

    def may_stay(key: str, value: str) -> bool:
        return value in codes[key] if key in codes else not is_id(value) or value in ids

    return {key: value for key, value in address.items() if may_stay(key, value)}


def _open(view: SavedView) -> None:
    visible = visible_address(session.find_desk(), view.address)
    if len(visible) < len(view.address):
        memory.remember(DROPPED, True)
    memory.remember(OPENED, True)
    memory.set_widget_value(MENU, False)
    others = {k: v for k, v in st.query_params.to_dict().items() if not k.startswith(PREFIX)}
    st.query_params.from_dict(others | visible)


def _keep(form: Form, desk: Desk) -> str:
    stored = desk.trend_notes.keep_view(
        form.read("name"), current_address(desk), form_key=form.form_key
    )
    return f"Bewaard als {plain(stored.name)}."


def _rename(form: Form, desk: Desk) -> str:
    renamed = desk.trend_notes.rename_view(form.read("view"), form.read("name"))
    return f"Heet nu {plain(renamed.name)}."


def _remove(form: Form, desk: Desk) -> str:
    desk.trend_notes.remove_view(form.read("view"))
    return "De weergave is weggehaald."
