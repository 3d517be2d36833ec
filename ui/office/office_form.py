"""A form of Beheer: the form of every screen, that answers at the button which was pressed."""

from casework.desk import Desk
from ui import memory, receipts
from ui.forms.field import Field
from ui.forms.form import Form
from ui.forms.storing import LAST_STORED, Save

STORED_ALREADY = "Dit was al opgeslagen; er is niets dubbel gedaan."


class OfficeForm(Form):
    """A form whose receipt stands at its own button, as far as that is still on the screen."""

    is_about_pupils = False

    def __init__(self, name: str, *fields: Field, draft_name: str = "") -> None:
        super().__init__(f"office_{name}", *fields, draft_name=draft_name)

    def draw_answer(self) -> None:
        super().draw_answer()
        if memory.recall(LAST_STORED) == self.name:
            receipts.show_here()

    def act_args(self, save: Save) -> tuple[str, str, Save]:
        def save_once(desk: Desk) -> str:
            with desk.office.once(self.form_key, self.name, self._content()) as is_new:
                return save(desk) if is_new else STORED_ALREADY

        return super().act_args(save_once)

    def _content(self) -> dict[str, object]:
        return {name: str(self.value(name)) for name in self.fields}
