"""A form of Beheer of which the act stores itself once, by the key of the form."""

from ui.forms.form import Form
from ui.forms.storing import Save
from ui.office.office_form import OfficeForm


class RosterForm(OfficeForm):
    """What is stored takes long, so what can be done before it is done outside the one act."""

    def act_args(self, save: Save) -> tuple[str, str, Save]:
        return Form.act_args(self, save)
