"""The words by which a quick note is read: how people at this school say each choice."""

from collections.abc import Mapping

import streamlit as st

from casework.card.model import ActionCard
from casework.card.needed import SPOKEN
from casework.desk import Desk
from casework.desk.card_office import CardOffice
from casework.errors import InputRefused
from casework.masking.spelling import folded
from ui.labels import plain
from ui.office import choice
from ui.office.card_form import KEEP, CardForm, Lines, receipt

NICKNAMES = "nicknames"
ABOUT = (
    "Zo herkent *Snelle notitie* wat iemand schrijft. Eén woord of zinsdeel per regel. Een "
    "sterretje is elk einde (scheld\\* is ook *scheldt* en *schelden*); drie puntjes zijn een paar "
    "woorden ertussen (sluit … buiten)."
)
ABOUT_NICKNAMES = "Per regel een roepnaam en de namen die het kunnen zijn: *mo: Mohamed, Mohammed*."
# What is read besides the choices of a list.
OF_THE_PROGRAM = {
    "bullying": "Pesten, zonder dat er een soort bij staat",
    "asked": "Vragen hoe het gaat",
}


def show(card: CardOffice) -> None:
    """One list at a time: for each choice its words, one a line."""
    name = choice.select("Woorden waarvoor?", SPOKEN, "woordenlijst", first="kinds")
    current = card.working_card()
    if name == NICKNAMES:
        _nicknames(card, current)
        return
    st.caption(ABOUT)
    words = current.spoken_words.get(name, {})
    fields = [
        Lines(code, plain(title), initial="\n".join(words.get(code, ())), height=120)
        for code, title in _choices(current, name).items()
    ]
    form = CardForm(card, f"spoken_{name}", *fields)
    form.show(KEEP, lambda desk: _keep(desk, form, name), primary=True)


def _choices(card: ActionCard, name: str) -> Mapping[str, str]:
    """What can be meant, code to words; what the card has words for stands there in any case."""
    titles = dict(card.lists.get(name, {}))
    if name == "parts":
        titles = {part.id: part.title for part in card.parts}
    known = card.spoken_words.get(name, {})
    if name not in card.lists and name != "parts":
        titles = {code: OF_THE_PROGRAM.get(code, code) for code in known}
    return titles


def _keep(desk: Desk, form: CardForm, name: str) -> str:
    words = {code: _phrases(lines) for code, lines in form.answers().items()}
    former = desk.office.card.working_card().spoken_words.get(name, {})
    # Words of a choice that was taken away stay as they are.
    kept = {code: texts for code, texts in former.items() if code not in words}
    return receipt(desk.office.card.change_spoken(name, {**kept, **words}))


def _phrases(lines: list[str]) -> list[str]:
    return list(dict.fromkeys(line.replace("...", "…") for line in lines))


def _nicknames(card: CardOffice, current: ActionCard) -> None:
    st.caption(ABOUT_NICKNAMES)
    known = current.spoken_words.get(NICKNAMES, {})
    lines = "\n".join(f"{nickname}: {', '.join(names)}" for nickname, names in known.items())
    field = Lines("names", "Roepnamen", initial=lines, height=320)
    form = CardForm(card, f"spoken_{NICKNAMES}", field)
    form.show(KEEP, lambda desk: _keep_nicknames(desk, form), primary=True)


def _keep_nicknames(desk: Desk, form: CardForm) -> str:
    words: dict[str, list[str]] = {}
    for line in form.read("names"):
        nickname, colon, names = line.partition(":")
        meant = [name.strip() for name in names.split(",") if name.strip()]
        if not (colon and meant and folded(nickname.strip()).isalpha()):
            raise InputRefused(f'Schrijf "{line}" als: roepnaam: naam, naam.', "names")
        words[folded(nickname.strip())] = meant
    return receipt(desk.office.card.change_spoken(NICKNAMES, words))
