"""What may be told besides, offered one question after another: a small press opens the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from ui import memory
from ui.forms import refusals
from ui.forms.draft_form import DraftForm
from ui.labels import plain
from ui.melding.questions import question


@dataclass(frozen=True)
class Extra:
    """A question that may be left alone: its name, what it asks, and its fields."""

    name: str
    title: str
    fields: tuple[str, ...]
    draw: Callable[[], None] | None = None


def rest(form: DraftForm, extras: Sequence[Extra], *, at_once: int = 0) -> None:
    """The questions that were opened or have an answer, and a press for the next one.

    `at_once`: so many of them are in sight from the start.
    """
    in_sight = [place for place, extra in enumerate(extras) if _has_answer(form, extra)]
    count = max([at_once, _opened(form), *(place + 1 for place in in_sight)])
    for extra in extras[:count]:
        with question(extra.title, extra.name):
            if extra.draw:
                extra.draw()
            else:
                form.draw(*extra.fields)
    if count < len(extras):
        st.button(
            plain(extras[count].title),
            key=form.key("next_question"),
            type="tertiary",
            icon=":material/add:",
            on_click=_open_next,
            args=(form.key("opened"), count + 1),
        )


def _opened(form: DraftForm) -> int:
    return int(memory.recall(form.key("opened"), 0))


def _open_next(key: str, count: int) -> None:
    memory.remember(key, count)


def _has_answer(form: DraftForm, extra: Extra) -> bool:
    refusal = refusals.refusal(form.name)
    if refusal and refusal.field in extra.fields:
        return True
    asked = (name for name in extra.fields if not form.fields[name].prefilled)
    return any(form.value(name) not in (None, "", [], False) for name in asked)
