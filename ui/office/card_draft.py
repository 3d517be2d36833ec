"""The draft of the card: what changes, how it will look, and taking it into use."""

from collections.abc import Mapping, Sequence

import streamlit as st

from casework.desk import Desk
from casework.desk.card_draft import CardDraft
from casework.desk.card_office import CardOffice
from casework.records import CardVersion
from casework.words import moment
from ui import labels
from ui.card import view
from ui.forms.field import TextLine
from ui.forms.form import Form
from ui.office.office_form import OfficeForm

LOOK = "bekijk"
DRAFT = "concept"
CHANGES_AT_ONCE = 12


def looks_at() -> str:
    """What is looked at now: the draft, the number of a version, or nothing."""
    return st.query_params.get(LOOK, "")


def look_at(what: str) -> None:
    """Look at the draft or a version, or with "" at nothing."""
    if what:
        st.query_params[LOOK] = what
    else:
        st.query_params.pop(LOOK, None)


def look_button(what: str, words: str) -> None:
    """Open or close the look at a card."""
    is_open = looks_at() == what
    st.button(
        "Sluiten" if is_open else "Bekijken",
        key=f"office_card_look_{what}",
        help=f"{'Sluit' if is_open else 'Bekijk'} {words}",
        icon=":material/visibility_off:" if is_open else ":material/visibility:",
        on_click=look_at,
        args=("" if is_open else what,),
    )


def show(card: CardOffice, versions: Sequence[CardVersion], names: Mapping[str, str]) -> None:
    """The draft, as far as there is one."""
    draft = card.draft()
    if draft is None:
        return
    with st.container(border=True, key="office_card_draft"):
        st.header("Je concept", anchor=False)
        if draft.fault:
            st.error("  \n".join(labels.plain(line) for line in draft.fault.splitlines()))
            st.write(
                "Dit concept is van een eerdere versie van het programma. Pas het aan bij Het "
                "hele bestand, of gooi het weg."
            )
        else:
            _show_sound(card, draft, versions[0], names)
        with st.expander("Concept weggooien", key="office_card_draft_drop"):
            st.write("Je wijzigingen zijn dan weg. De kaart die in gebruik is blijft zoals zij is.")
            form = OfficeForm(f"card_draft_drop_{draft.stamp}")
            form.button("Ja, gooi mijn concept weg", _drop)


def _show_sound(
    card: CardOffice, draft: CardDraft, newest: CardVersion, names: Mapping[str, str]
) -> None:
    saved = f"bewaard {moment(draft.kept_at)}, " if draft.kept_at else ""
    st.caption(labels.plain(f"Alleen jij ziet dit; {saved}nog niet in gebruik."))
    has_moved_on = card.has_moved_on(draft)
    if has_moved_on:
        who = names.get(newest.kept_by, "Een collega")
        st.warning(
            f"{labels.plain(who)} heeft versie {newest.version} in gebruik genomen nadat jij "
            "begon. Hieronder staat wat jouw concept anders zegt dan die versie; neem je het in "
            "gebruik, dan gaat dat voor.",
            icon=":material/group:",
        )
    st.markdown("**Dit verandert er:**")
    _show_changes(draft.changes)
    look_button(DRAFT, "de kaart zoals zij er straks uitziet")
    if looks_at() == DRAFT and draft.card:
        with st.container(border=True, key="card_preview"):
            view.whole(draft.card)
    if has_moved_on:
        _form_of(draft).draw_last_answer()
        form = OfficeForm(f"card_draft_go_on_{newest.version}")
        form.button(f"Verder met mijn concept, na versie {newest.version}", _go_on)
    else:
        _show_taking(draft)


def _show_changes(changes: Sequence[str]) -> None:
    st.markdown(_listed(changes[:CHANGES_AT_ONCE]))
    if more := changes[CHANGES_AT_ONCE:]:
        with st.expander(f"En nog {len(more)}", key="office_card_more"):
            st.markdown(_listed(more))


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"- {labels.plain(line)}" for line in lines)


def _show_taking(draft: CardDraft) -> None:
    form = _form_of(draft)
    with form.container():
        form.draw_all()
        form.submit(
            "Nieuwe versie in gebruik nemen",
            lambda desk: _take(desk, form, draft.stamp),
            icon=":material/check:",
            primary=True,
        )


def _form_of(draft: CardDraft) -> OfficeForm:
    reason = TextLine("note", "Waarom? Mag leeg; noem geen leerlingen")
    return OfficeForm(f"card_version_new_{draft.stamp}", reason)


def _take(desk: Desk, form: Form, stamp: str) -> str:
    card = desk.office.card.take_into_use(stamp, form.read("note"))
    look_at("")
    return (
        f"Versie {card.version} is nu in gebruik. Nieuwe zaken volgen deze versie; lopende zaken "
        "houden de hunne."
    )


def _drop(desk: Desk) -> str:
    desk.office.card.drop_draft()
    if looks_at() == DRAFT:
        look_at("")
    return "Je concept is weggegooid. De kaart in gebruik is niet veranderd."


def _go_on(desk: Desk) -> str:
    desk.office.card.go_on_from_newest()
    return "Je gaat verder na de nieuwste versie. Kijk nog eens na wat er verandert."
