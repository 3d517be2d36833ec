"""Fields of a form that is kept: each keeps the draft when it changes and shows its refusal."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ui import session
from ui.forms.drafted import KeptForm
from ui.labels import plain


def many(form: KeptForm, field: str, label: str, options: Mapping[str, str]) -> None:
    """Several codes out of a list, all in sight."""
    only(form, field, options)
    st.pills(
        label,
        list(options),
        selection_mode="multi",
        format_func=_shown(options),
        key=form.key(field),
        on_change=form.keep,
        args=(field,),
        persist_state="page",
    )
    complaint(form, field)


def one_of_few(form: KeptForm, field: str, label: str, options: Mapping[str, str]) -> None:
    """One code out of a few, all in sight."""
    only(form, field, options)
    st.pills(
        label,
        list(options),
        format_func=_shown(options),
        key=form.key(field),
        on_change=form.keep,
        args=(field,),
        persist_state="page",
    )
    complaint(form, field)


def one(form: KeptForm, field: str, label: str, options: Mapping[str, str]) -> None:
    """One code out of a longer list."""
    only(form, field, options)
    st.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda code: options.get(code, ""),
        key=form.key(field),
        placeholder="Kies",
        filter_mode=None,
        on_change=form.keep,
        args=(field,),
        persist_state="page",
    )
    complaint(form, field)


def words(form: KeptForm, field: str, label: str, height: int) -> None:
    """Sentences."""
    st.text_area(
        label,
        key=form.key(field),
        height=height,
        on_change=form.keep,
        args=(field,),
        persist_state="page",
    )
    complaint(form, field)


def day(form: KeptForm, field: str, label: str) -> None:
    """A date, or nothing."""
    st.date_input(
        label,
        value=None,
        key=form.key(field),
        format="DD-MM-YYYY",
        on_change=form.keep,
        args=(field,),
        persist_state="page",
    )
    complaint(form, field)


def tick(form: KeptForm, field: str, label: str) -> None:
    """Something that is so, or not."""
    st.checkbox(
        label, key=form.key(field), on_change=form.keep, args=(field,), persist_state="page"
    )
    complaint(form, field)


def pupils(form: KeptForm, field: str, label: str, names: Mapping[str, str]) -> None:
    """Pupils picked by name; `names` maps pupil ids to what is shown."""
    is_gone = only(form, field, names)
    st.multiselect(
        label,
        list(names),
        format_func=lambda pupil_id: names.get(pupil_id, ""),
        key=form.key(field),
        placeholder="Kies op naam" if names else "Kies eerst een klas",
        filter_mode="contains",
        select_all=False,
        on_change=form.keep,
        args=(field,),
        persist_state="page",
    )
    if is_gone:
        st.warning("Een leerling die je eerder koos staat niet meer in de klassenlijst.")


def classes(form: KeptForm, names: Mapping[str, str]) -> None:
    """The classes to pick pupils from; `names` maps class ids to their names."""
    only(form, "classes", names)
    st.multiselect(
        "Uit welke klas of klassen?",
        list(names),
        format_func=lambda class_id: names.get(class_id, ""),
        key=form.key("classes"),
        placeholder="Kies een klas",
        filter_mode="contains",
        select_all=False,
        on_change=form.keep,
        args=("classes",),
        persist_state="page",
    )


def only(form: KeptForm, field: str, options: Mapping[str, str]) -> bool:
    """Leave out what can no longer be chosen; whether there was any."""
    given = form.value(field)
    if not given:
        return False
    if isinstance(given, str):
        kept: Any = given if given in options else None
    else:
        kept = [chosen for chosen in given if chosen in options]
    if kept != given:
        session.set_widget_value(form.key(field), kept)
    return bool(kept != given)


def complaint(form: KeptForm, field: str) -> None:
    """The refusal that is about this field."""
    refused = session.refusal(form.name)
    if refused and refused.field == field:
        st.error(refused.sentence, icon=":material/error:")


def _shown(options: Mapping[str, str]) -> Callable[[str], str]:
    return lambda code: plain(options.get(code, ""))
