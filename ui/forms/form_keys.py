"""The key of each writing form on this screen: the same until the form is stored."""

from typing import cast

import streamlit as st

from ui import memory

SUBJECTS = ("zaak", "signaal", "overleg")


def scoped(form: str) -> str:
    """The name of a form, with what the screen is about: the same form of another case is another.

    Drafts are kept under this name.
    """
    asked = st.query_params.to_dict()
    ids = [value for name in SUBJECTS if (value := asked.get(name, ""))]
    return "@".join([form, *ids])


def form_key(form: str, scope: str = "") -> str:
    """The key of a writing form: made when it opens, the same until it is stored.

    `scope` is its name with what the screen was about when it was drawn, where that may be past.
    """
    return known_form_key(form, scope) or new_form_key(form, scope)


def known_form_key(form: str, scope: str = "") -> str | None:
    """The key of a writing form that was open on this screen before."""
    return cast(str | None, memory.recall(f"form_{scope or scoped(form)}"))


class FormSlot:
    """Where the key of one form stands, for who asks it for every field."""

    def __init__(self, form: str) -> None:
        self.scope, self._form, self._memory = scoped(form), form, memory.of_tab()
        self._name = f"form_{self.scope}"

    @property
    def key(self) -> str:
        """The key of the form; made when there was none."""
        return cast(str, self._memory.get(self._name) or new_form_key(self._form, self.scope))


def new_form_key(form: str, scope: str = "") -> str:
    """Open a form afresh on this screen; its key."""
    key = memory.new_id()
    take_over_form(form, key, scope)
    return key


def take_over_form(form: str, key: str, scope: str = "") -> None:
    """Go on with a form that was opened on another screen: the key of its kept draft."""
    slot = scope or scoped(form)
    memory.remember(f"form_{slot}", key)
    memory.remember(f"name_of_{key}", slot)


def renew_form_key(form: str, key: str = "") -> None:
    """The form with this key was stored: the next one is another form."""
    # Storing it may have led to another subject.
    memory.remember(f"form_{memory.recall(f'name_of_{key}') or scoped(form)}", memory.new_id())
