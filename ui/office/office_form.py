"""A form of Beheer: the form of every screen, that answers at the button which was pressed."""

from collections.abc import Callable
from secrets import token_hex

from casework.desk import Desk
from casework.records import HashedPassword
from ui import session
from ui.forms.field import Field, Password
from ui.forms.form import LAST_STORED, Form, Save

STORED_ALREADY = "Dit was al opgeslagen; er is niets dubbel gedaan."


class OfficeForm(Form):
    """A form whose receipt stands at its own button, as far as that is still on the screen."""

    is_about_pupils = False

    def __init__(self, name: str, *fields: Field, draft_name: str = "") -> None:
        super().__init__(f"office_{name}", *fields, draft_name=draft_name)

    def draw_answer(self) -> None:
        super().draw_answer()
        if session.recall(LAST_STORED) == self.name:
            session.show_receipt_here()

    def act_args(self, save: Save) -> tuple[str, str, Save]:
        def save_once(desk: Desk) -> str:
            with desk.office.once(self.form_key, self.name, self._content()) as is_new:
                return save(desk) if is_new else STORED_ALREADY

        return super().act_args(save_once)

    def _content(self) -> dict[str, object]:
        """What is filled in; a password is kept nowhere, and is no repeat of an earlier one."""
        return {
            name: token_hex() if isinstance(field, Password) else str(self.value(name))
            for name, field in self.fields.items()
        }


class PasswordForm(OfficeForm):
    """A form with a field `password`, which is hashed before anything is written.

    Hashing takes a while on purpose, and nobody else can write while a form is stored. `user_name`
    says whose password it is, which must not be in it.
    """

    hashed: HashedPassword

    def __init__(self, name: str, *fields: Field, user_name: Callable[[Form], str]) -> None:
        super().__init__(name, *fields)
        self._user_name = user_name

    def act_args(self, save: Save) -> tuple[str, str, Save]:
        name, form_key, store_once = super().act_args(save)

        def hash_and_store(desk: Desk) -> str:
            password, user_name = self.read("password"), self._user_name(self)
            self.hashed = desk.office.hashed_password(password, user_name)
            return store_once(desk)

        return name, form_key, hash_and_store
