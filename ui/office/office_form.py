"""A form of Beheer: the form of every screen, that answers at the button which was pressed."""

from ui import session
from ui.forms.field import Field
from ui.forms.form import LAST_STORED, Form


class OfficeForm(Form):
    """A form whose receipt stands at its own button, as far as that is still on the screen."""

    def __init__(self, name: str, *fields: Field) -> None:
        super().__init__(f"office_{name}", *fields)

    def draw_answer(self) -> None:
        super().draw_answer()
        if session.recall(LAST_STORED) == self.name:
            session.show_receipt()
