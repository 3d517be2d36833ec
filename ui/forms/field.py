"""The kinds of fields of a form: each knows how it is drawn, read, refused and kept in a draft."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date
from typing import Any, Literal, Self

import streamlit as st

from casework.card.model import MOST_DAYS
from casework.errors import InputRefused
from casework.text_direction import contained
from ui.labels import plain

SCORES = list(range(1, 11))
LONG_LIST = 1000
MORE = "~more"
MORE_LABEL = "meer"


@dataclass(frozen=True)
class Field:
    """One field of a form, declared once.

    `initial` is what it starts with; `required` is the sentence of the refusal when it is left
    empty, "" when it may be; `note` stands below it. Of a form with a draft: what is `prefilled` by
    the program is no draft on its own, and a change takes away the refusals that are about the
    fields of `clears_refusals_of`, by default its own.
    """

    name: str
    label: str = ""
    _: KW_ONLY
    initial: Any = None
    required: str = ""
    help: str = ""
    note: str = ""
    prefilled: bool = False
    clears_refusals_of: tuple[str, ...] = ()

    def widget(self, **common: Any) -> None:
        """Draw it; `common` has its key, its help and what a change does."""
        raise NotImplementedError

    def within_options(self, value: Any) -> Any:
        """As much of a value as this field can hold."""
        return value

    def cleaned(self, value: Any) -> Any:
        """The value of the widget, as the program reads it."""
        return value

    def read(self, value: Any) -> Any:
        """The value of the widget, cleaned; refused when it is empty and may not be."""
        answer = self.cleaned(value)
        if self.required and (answer is False or answer in (None, "", [])):
            raise InputRefused(self.required, self.name)
        return answer

    def to_draft(self, value: Any) -> Any:
        """The value of the widget, ready for JSON."""
        return value

    def from_draft(self, value: Any) -> Any:
        """The value of the widget, from JSON."""
        return value


# --- words, numbers, days -------------------------------------------------------------------------


@dataclass(frozen=True)
class TextLine(Field):
    """A few words."""

    placeholder: str = ""
    _: KW_ONLY
    label_visibility: Literal["visible", "collapsed"] = "visible"

    def widget(self, **common: Any) -> None:
        st.text_input(
            self.label,
            placeholder=self.placeholder or None,
            label_visibility=self.label_visibility,
            **common,
        )

    def cleaned(self, value: Any) -> str:
        return (value or "").strip()


@dataclass(frozen=True)
class TextArea(TextLine):
    """Sentences."""

    height: int = 110
    max_chars: int | None = None

    def widget(self, **common: Any) -> None:
        st.text_area(
            self.label,
            height=self.height,
            max_chars=self.max_chars,
            placeholder=self.placeholder or None,
            label_visibility=self.label_visibility,
            **common,
        )


@dataclass(frozen=True)
class DayCount(Field):
    """A number of school days, or another small number; refused above `maximum`."""

    maximum: int = MOST_DAYS

    def widget(self, **common: Any) -> None:
        st.number_input(self.label, min_value=0, max_value=MOST_DAYS, value=None, step=1, **common)

    def read(self, value: Any) -> Any:
        number = super().read(value)
        if number is not None and number > self.maximum:
            raise InputRefused(f"Ten hoogste {self.maximum}.", self.name)
        return number


@dataclass(frozen=True)
class Day(Field):
    """A date, or nothing; without `earliest` the calendar goes ten years back."""

    _: KW_ONLY
    earliest: date | None = None

    def widget(self, **common: Any) -> None:
        if self.earliest:
            common["min_value"] = self.earliest
        st.date_input(self.label, value=None, format="DD-MM-YYYY", **common)

    def to_draft(self, value: Any) -> Any:
        return value.isoformat() if value else None

    def from_draft(self, value: Any) -> Any:
        return date.fromisoformat(value) if value else None


@dataclass(frozen=True)
class Score(Field):
    """The pupil's own safety score, 1 to 10; it may stay empty."""

    def widget(self, **common: Any) -> None:
        st.pills(self.label, SCORES, **common)


@dataclass(frozen=True)
class Checkbox(Field):
    """Something that is so, or not."""

    def widget(self, **common: Any) -> None:
        st.checkbox(self.label, **common)

    def cleaned(self, value: Any) -> bool:
        return bool(value)


# --- choices --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice(Field):
    """One code out of `options` (code to words); `outdated_warning` says that a choice is gone."""

    options: Mapping[str, str] = field(default_factory=dict)
    _: KW_ONLY
    outdated_warning: str = ""

    def of(self, options: Mapping[str, str]) -> Self:
        """The same field with other options."""
        return replace(self, options=options)

    def within_options(self, value: Any) -> Any:
        return value if value in self.options else None

    def cleaned(self, value: Any) -> Any:
        return value or ""

    def words(self, code: str) -> str:
        """The words of an option, for a widget that shows text."""
        return contained(self.options.get(code, code))

    def label_of(self, code: str) -> str:
        """The words of an option, for a widget that reads Markdown."""
        return plain(self.words(code))


@dataclass(frozen=True)
class Select(Choice):
    """One code out of a list."""

    placeholder: str = "Kies..."
    filter_mode: Literal["fuzzy"] | None = "fuzzy"

    def widget(self, **common: Any) -> None:
        st.selectbox(
            self.label,
            list(self.options),
            index=None,
            format_func=self.words,
            placeholder=self.placeholder,
            filter_mode=self.filter_mode,
            **common,
        )


@dataclass(frozen=True)
class Setting(Select):
    """One code out of a list of which one always holds: `initial` can be changed, never emptied."""

    _: KW_ONLY
    required: str = "Kies een van de mogelijkheden."

    def widget(self, **common: Any) -> None:
        # A list that begins with a choice has no cross to empty it.
        st.selectbox(
            self.label,
            list(self.options),
            index=0,
            format_func=self.words,
            filter_mode=self.filter_mode,
            **common,
        )


@dataclass(frozen=True)
class SelectOrType(Select):
    """One word out of a list, or a new one."""

    def widget(self, **common: Any) -> None:
        st.selectbox(
            self.label,
            list(self.options),
            index=None,
            placeholder=self.placeholder,
            accept_new_options=True,
            **common,
        )

    def within_options(self, value: Any) -> Any:
        return value

    def cleaned(self, value: Any) -> str:
        return (value or "").strip()


@dataclass(frozen=True)
class Pills(Choice):
    """One code out of a few, all in sight."""

    def widget(self, **common: Any) -> None:
        st.pills(self.label, list(self.options), format_func=self.label_of, **common)


@dataclass(frozen=True)
class Radio(Choice):
    """One code out of a few that are sentences."""

    def widget(self, **common: Any) -> None:
        st.radio(self.label, list(self.options), index=None, format_func=self.label_of, **common)


@dataclass(frozen=True)
class Choices(Choice):
    """Several codes."""

    def within_options(self, value: Any) -> Any:
        return [code for code in value or [] if code in self.options]

    def cleaned(self, value: Any) -> Any:
        return list(value or [])


@dataclass(frozen=True)
class MultiPills(Choices):
    """Several codes out of a few, all in sight."""

    _: KW_ONLY
    label_visibility: Literal["visible", "collapsed"] = "visible"

    def widget(self, **common: Any) -> None:
        st.pills(
            self.label,
            list(self.options),
            selection_mode="multi",
            format_func=self.label_of,
            label_visibility=self.label_visibility,
            **common,
        )


@dataclass(frozen=True)
class FewFirst(MultiPills):
    """Several codes, of which the first four are in sight; "meer" shows the rest.

    What is in sight is decided in the browser (ui/css/forms.css): nothing waits for the server.
    """

    def of(self, options: Mapping[str, str]) -> Self:
        return super().of({**options, MORE: MORE_LABEL})

    def widget(self, **common: Any) -> None:
        with st.container(key=f"few_first_{common['key']}"):
            super().widget(**common)

    def cleaned(self, value: Any) -> Any:
        return [code for code in value or [] if code != MORE]

    def to_draft(self, value: Any) -> Any:
        return self.cleaned(value)


@dataclass(frozen=True)
class MultiSelect(Choices):
    """Several codes out of a long list; `no_options` stands there when it is empty."""

    placeholder: str = "Kies een of meer"
    no_options: str = "Kies een of meer"
    filter_mode: Literal["fuzzy", "contains"] = "fuzzy"
    select_all: int | bool = LONG_LIST

    def widget(self, **common: Any) -> None:
        st.multiselect(
            self.label,
            list(self.options),
            format_func=self.words,
            placeholder=self.placeholder if self.options else self.no_options,
            filter_mode=self.filter_mode,
            select_all=self.select_all,
            **common,
        )


@dataclass(frozen=True)
class SearchSelect(MultiSelect):
    """Several out of a long list, searched by typing a part of the name."""

    filter_mode: Literal["fuzzy", "contains"] = "contains"
    select_all: int | bool = False


@dataclass(frozen=True)
class PupilSelect(SearchSelect):
    """Pupils picked by name; the draft keeps in which class each of them is."""

    placeholder: str = "Kies op naam"
    no_options: str = "Kies eerst een klas"
    outdated_warning: str = "Een leerling die je eerder koos staat niet meer in de klassenlijst."
