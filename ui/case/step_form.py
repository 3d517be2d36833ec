"""How a step is recorded: the fields of its form, and the entries that they become."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from casework.cases import guide_notes
from casework.cases.steps import StepState
from casework.desk import CaseFile
from casework.entries import NewEntry, Payload
from ui.forms.field import Choice, Day, Field, TextArea
from ui.forms.form import Form
from ui.labels import plain

LINES = 68
MORE = "Verder nog iets?"


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
    """One kind of step, for one step of the case; `act` is the word on its button.

    `note` is the field of words in which the answers to the questions of its guide are kept; they
    are asked when the step is new, and not when what was recorded (`recorded`) is put right.
    """

    act: ClassVar[str] = "Vastleggen"
    note: ClassVar[str] = ""
    recorded: Payload | None = None
    # Whether its button is what comes now: a text is copied first.
    is_offered = True

    def __init__(self, file: CaseFile, state: StepState) -> None:
        super().__init__(file)
        self.state = state

    @property
    def is_new(self) -> bool:
        """Whether the step is recorded now, and not put right."""
        return self.recorded is None

    @cached_property
    def questions(self) -> Mapping[str, str]:
        """The questions of the guide, by the field in which each is answered."""
        is_asked = bool(self.note) and self.is_new
        guide = self.card.guide(self.state.step.guide) if is_asked else None
        if guide is None:
            return {}
        asked = guide_notes.questions(guide, [field.name for field in self.fields()])
        return {f"answer_{place}": question for place, question in enumerate(asked)}

    def extra_fields(self) -> Sequence[Field]:
        return [
            TextArea(name, plain(asked), height=LINES) for name, asked in self.questions.items()
        ]

    def draw(self, form: Form, /) -> None:
        """A field under each question, then those of the entry; the note is what is left to say."""
        form.draw(*self.questions)
        for field in self.fields():
            is_rest = field.name == self.note and self.questions
            form.draw(replace(field, label=MORE) if is_rest else field)

    def answers(self, form: Form) -> dict[str, Any]:
        answers = super().answers(form)
        if self.questions:
            said = {asked: form.read(name) for name, asked in self.questions.items()}
            answers[self.note] = guide_notes.note(said, answers[self.note])
        return answers

    def by_another(self, pupil_id: str) -> str:
        """Which other mentor does this for that pupil, or for the case; "" when it is no other."""
        others = self.file.other_mentors(self.state.step, pupil_id)
        return f"Dit doet {plain(others.words)}." if others else ""

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
