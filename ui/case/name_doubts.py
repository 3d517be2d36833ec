"""What may be the name of another pupil in a text: asked one by one, the likeliest slips first.

What nobody answers is left out. What was answered before for the class is not asked again.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import streamlit as st

from casework.cases.messages import Doubt, MagisterText
from casework.errors import CaseworkError
from casework.masking import Why
from casework.name_questions import REMEMBERED
from ui import memory, session
from ui.forms import refusals
from ui.forms.form import Form
from ui.labels import DOUBTS, plain

CHOICES = {"leave_out": "weglaten", "keep": "laten staan"}
CHOICES_OF_NAME = {"leave_out": "ja, weglaten", "keep": "nee, laten staan"}
CHOICES_OF_FORMER = {"leave_out": "de naam van nu schrijven", "keep": "laten staan"}
FORMER = "Deze leerling heeft een nieuwe naam"
OTHERS = "Is dit een andere leerling?"
MOST_ASKED = 6
# Left out for nothing, these spoil a sentence most; an account or a number hardly ever does.
_RANKS = {
    why: rank
    for rank, why in enumerate(
        (
            Why.NAMESAKE,
            Why.WORD,
            Why.ADULT,
            Why.LOWER,
            Why.PART,
            Why.SHORT,
            Why.NICKNAME,
            Why.SPELLING,
            Why.SLIP,
            Why.SMALL,
            Why.INITIALS,
            Why.LETTERS,
            Why.HANDLE,
            Why.CONTACT,
        )
    )
}

Doubts = list[Doubt]


class NameDoubts:
    """The questions about the text of one pupil in one case."""

    def __init__(self, form: Form, case_id: str, pupil_id: str, last_number: int) -> None:
        self.form, self.case_id, self.pupil_id = form, case_id, pupil_id
        self.last_number = last_number

    def names_to_keep(self, text: MagisterText) -> list[int]:
        """Ask what is open; the numbers of the doubts that stay as they were typed."""
        alike = list(_alike(text))
        former = [doubts for doubts in alike if doubts[0].hit.why is Why.FORMER]
        others = [doubts for doubts in alike if doubts[0].hit.why is not Why.FORMER]
        settled = [doubts for doubts in others if self._is_settled(doubts[0])]
        asked = [doubts for doubts in others if doubts not in settled]
        asked.sort(key=lambda doubts: _RANKS.get(doubts[0].hit.why or Why.WORD, 0) // 2)
        kept = [*self._kept(FORMER, former), *self._kept(OTHERS, asked[:MOST_ASKED])]
        if rest := asked[MOST_ASKED:]:
            with st.expander(f"Nog {len(rest)} die kunnen: nu weggelaten"):
                kept += self._kept("", rest)
        if settled:
            with st.expander(f"Eerder beantwoord voor deze klas: {len(settled)}"):
                kept += self._kept("", settled)
        return kept

    def _is_settled(self, doubt: Doubt) -> bool:
        """Whether it was answered before this form was opened; what is asked stays in its place."""
        key = self.form.key("asked_here")
        asked: frozenset[str] = memory.recall(key, frozenset())
        word = f"{doubt.word.casefold()}/{doubt.hit.why}"
        if doubt.answer is None:
            memory.remember(key, asked | {word})
        return doubt.answer is not None and word not in asked

    def _kept(self, title: str, groups: Sequence[Doubts]) -> Iterator[int]:
        if title and groups:
            st.markdown(f"**{title}**")
        for doubts in groups:
            if self._choice(doubts) == "keep":
                yield from (doubt.number for doubt in doubts)

    def _choice(self, doubts: Doubts) -> str | None:
        first = doubts[0]
        choices, key = _choices(first), self.form.key(f"doubt_{self.last_number}_{first.number}")
        choice: str | None = st.radio(
            _question(doubts),
            list(choices),
            index=int(first.answer is False),
            format_func=choices.__getitem__,
            key=key,
            horizontal=True,
            on_change=self._remember,
            args=(key, first),
        )
        if first.answer is False and choice == "keep":
            st.caption("Onthouden: dit wordt in deze klas niet meer gevraagd.")
        return choice

    def _remember(self, key: str, doubt: Doubt) -> None:
        if doubt.hit.why not in REMEMBERED:
            return
        is_pupil = memory.widget_value(key) != "keep"
        try:
            session.find_desk().cases.answer_doubt(
                self.case_id, self.pupil_id, doubt.word, is_pupil=is_pupil
            )
        except CaseworkError as refusal:
            refusals.keep_refusal(self.form.name, refusal.sentence)


def _choices(doubt: Doubt) -> Mapping[str, str]:
    if doubt.hit.why is Why.FORMER:
        return CHOICES_OF_FORMER
    return CHOICES_OF_NAME if doubt.hit.meant else CHOICES


def _alike(text: MagisterText) -> Iterator[Doubts]:
    """The same word with the same doubt is asked once."""

    def sort(doubt: Doubt) -> tuple[str, str]:
        return doubt.word.casefold(), str(doubt.hit.why)

    groups = [list(doubts) for _, doubts in groupby(sorted(text.doubts, key=sort), key=sort)]
    yield from sorted(groups, key=lambda doubts: doubts[0].number)


def _question(doubts: Doubts) -> str:
    first = doubts[0]
    times = f" ({len(doubts)} keer)" if len(doubts) > 1 else ""
    why = DOUBTS[first.hit.why] if first.hit.why else ""
    if first.hit.meant:
        why = f"{why}: is dit {plain(first.hit.meant)}?"
        return f"**{plain(first.word)}**{times} {why} {plain(first.place)}"
    return f"**{plain(first.word)}**{times} {why}: {plain(first.place)}"
