"""A form over the draft of the card: the name of a field is its place in the file, with dots."""

from dataclasses import dataclass
from typing import Any

from casework.card.edit import Value
from casework.card.reading import plain_lines
from casework.desk import Desk
from casework.desk.card_draft import stamp_of
from casework.desk.card_office import CardOffice
from casework.words import counted
from ui import memory, receipts
from ui.forms.field import Field, TextArea, TextLine
from ui.forms.storing import LAST_STORED
from ui.office.office_form import OfficeForm

KEEP = "In mijn concept bewaren"
EDIT = "card_edit"
NO_WORDS = "Dit kan niet leeg zijn. Schrijf er woorden in."
NO_LINES = "Schrijf er minstens één regel in."


class CardForm(OfficeForm):
    """Changes of the draft as it is now; another draft is another form, with its own words.

    What was typed and not kept yet goes along to it: only words that differ are kept of a form.
    """

    def __init__(self, card: CardOffice, part: str, *fields: Field) -> None:
        name = f"{EDIT}_{part}"
        super().__init__(f"{name}_{stamp_of(card.text())}", *fields, draft_name=f"office_{name}")

    def values(self, *names: str) -> dict[tuple[str, ...], Value]:
        """What these fields say, or without names all of them, by their places in the card."""
        return {tuple(name.split(".")): value for name, value in self.answers(*names).items()}

    def submit_values(self) -> None:
        """The button that puts all fields in the draft."""
        self.submit(KEEP, self._keep, primary=True)

    def _keep(self, desk: Desk) -> str:
        return receipt(desk.office.card.change(self.values()))


def receipt(count: int) -> str:
    """The receipt of an edit."""
    if not count:
        return "Er is niets veranderd."
    what = counted(count, "wijziging", "wijzigingen")
    return f"{what} bewaard in je concept. Bovenaan zie je alles wat er verandert."


def draw_receipt() -> None:
    """The receipt of an edit, where it was made: its form has made way for a fresh one."""
    if str(memory.recall(LAST_STORED, "")).startswith(f"office_{EDIT}_"):
        receipts.show_here()


# --- fields ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Words(TextLine):
    """Words on one line, that cannot be left out."""

    required: str = NO_WORDS

    def cleaned(self, value: Any) -> str:
        return " ".join((value or "").split())


@dataclass(frozen=True)
class Paragraph(TextArea):
    """Words that cannot be left out; the card has them on one line."""

    required: str = NO_WORDS

    def cleaned(self, value: Any) -> str:
        return " ".join((value or "").split())


@dataclass(frozen=True)
class Lines(TextArea):
    """A list, one item a line."""

    def cleaned(self, value: Any) -> Any:
        return [line.strip() for line in plain_lines(value or "").splitlines() if line.strip()]
