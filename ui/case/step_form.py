"""How a step is recorded: the fields of its form, and the entries that they become."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from casework.cases.steps import StepState
from casework.desk import CaseFile
from casework.entries import NewEntry, Payload
from ui.forms.field import Choice, Day, Field
from ui.forms.form import Form


class EntryForm:
    """The fields of one kind of entry in a case."""

    kind: ClassVar[type[Payload]]

    def __init__(self, file: CaseFile) -> None:
        self.file, self.case, self.card = file, file.case, file.case.card

    def fields(self) -> Sequence[Field]:
        """The fields of the entry, by the names that they have in its model."""
        raise NotImplementedError

    def choice(self, widget: type[Choice], name: str, label: str, **settings: Any) -> Choice:
        """A field with the codes of the list of the card that the model names."""
        codes = self.card.lists[self.kind.listed_fields()[name].list_name]
        return widget(name, label, codes, **settings)

    def extra_fields(self) -> Sequence[Field]:
        """The fields of entries that are stored in the same go."""
        return ()

    def fixed(self) -> dict[str, Any]:
        """What the entry says because of the step that it is about."""
        return {}

    def form(self, name: str, day: date, filled: Mapping[str, Any] | None = None) -> Form:
        """The form with all its fields, and the day on which it was."""
        happened_on = Day(
            "happened_on", "Wanneer?", initial=day, required="Kies de datum waarop het was."
        )
        return Form(name, happened_on, *self.fields(), *self.extra_fields(), filled=filled)

    def draw(self, form: Form, /) -> None:
        """The fields of the entry."""
        form.draw(*self.fields())

    def answers(self, form: Form) -> dict[str, Any]:
        """What the entry says, by the fields of its model; InputRefused when one is missing."""
        return form.answers(*(field.name for field in self.fields())) | self.fixed()


class StepForm(EntryForm):
    """One kind of step, for one step of the case; `act` is the word on its button."""

    act: ClassVar[str] = "Vastleggen"

    def __init__(self, file: CaseFile, state: StepState) -> None:
        super().__init__(file)
        self.state = state

    def draw_ahead(self, form: Form) -> None:
        """What stands outside the form, because its fields depend on it."""

    def entries(self, form: Form) -> list[NewEntry]:
        """The entries that the form stands for; the first one is of the step itself."""
        day: date = form.read("happened_on")
        payload = self.kind(**self.answers(form))
        first = NewEntry(payload, day, self.state.step.id, self.state.pupil_id)
        return [first, *self.extra_entries(form, day)]

    def extra_entries(self, _form: Form, _day: date, /) -> list[NewEntry]:
        """The entries that are stored in the same go."""
        return []
