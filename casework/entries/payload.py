"""What every kind of entry has: its fields, and what may be done with it.

A kind of entry is one class, in the module of its subject. It holds the fields that are stored
(codes for the figures, sealed words for people), `allowed` (what may be done with it, and by whom:
nothing, unless the class itself says so), `check` (its rule), `texts` (its Dutch sentences for the
timeline) and, where it has them, what it brings along (`completed`, `consequences`).

A new kind touches its own module (and the list of names in `__init__`), the form that writes it
(`STEP_FORMS` in ui/case/step_forms.py, and the file of the card, for a step), and a test. Derived
from the classes are: `KINDS`, the forms that a step of the card may have, what may be recorded,
withdrawn, corrected and carried over, and all of the timeline. tests/casework/entries/test_kinds.py
walks all kinds.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict

from casework.entries.fields import Code, DayLabel, FilledIn, FromList, NamesPupil, RefersTo, Sealed
from casework.errors import InputRefused
from casework.people import Action, Home

if TYPE_CHECKING:
    from casework.entries.case_view import CardView, CaseView, FileView, StepView
    from casework.entries.log_line import Entry, NewEntry

# --- what may be done with a kind -----------------------------------------------------------------


@dataclass(frozen=True)
class Allowed:
    """What may be done with a kind of entry, and what somebody must be allowed to do for it.

    `record`: recorded in a case by hand, as an entry of its own; what a melding, a signal, a class,
    a meeting or the program writes says nothing here. `withdraw`: struck out. `correct`: given a
    better version; `in_words`: one with other words, the rest as it was. `merge`: carried along
    when its case goes on in another one; `split`: when some of the pupils go on in a case of their
    own (`goes_with` says with which). `when_closed`: also recorded in a closed case.
    `only_step_owner`: recorded only by the role that the card gives the step. `again`: a step of
    the card that may be recorded once more when it is done. `beside`: stands beside what somebody
    else recorded since the writer last saw the case; what decides does not. `undo`: taken back,
    within some minutes, by who saved it, together with all that was saved with it.
    """

    record: Action | None = None
    withdraw: Action | None = None
    correct: Action | None = None
    in_words: bool = False
    merge: bool = False
    split: bool = False
    when_closed: bool = False
    only_step_owner: bool = False
    again: bool = False
    beside: bool = False
    undo: bool = False


NOTHING = Allowed()
# What may be done with most steps of a case, by whoever may record in it.
ORDINARY = Allowed(
    record=Action.RECORD,
    withdraw=Action.RECORD,
    correct=Action.RECORD,
    merge=True,
    undo=True,
)
ORDINARY_IN_WORDS = replace(ORDINARY, in_words=True)


@dataclass(frozen=True)
class NeededWords:
    """A field of words that a kind cannot do without, and what is asked when it is empty."""

    field: str
    sentence: str


class Carried(BaseModel):
    """Where an entry came from that was carried over out of another case."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    label: Code
    number: int
    recorded_by: Code = ""
    recorded_at: datetime


class Payload(BaseModel):
    """What one entry holds; each kind is a subclass with a `kind` and a Dutch `title` of its own.

    `corrects` is the number of the entry that this one takes the place of: both stay readable,
    only the newest counts. `carried` tells that it was first recorded in another case.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[str] = ""
    title: ClassVar[str] = ""
    allowed: ClassVar[Allowed] = NOTHING
    needed: ClassVar[NeededWords | None] = None
    # For whom a step of the card with this form can be (`per` of the step); none: no step has it.
    form_per: ClassVar[frozenset[str]] = frozenset()
    # Whether one step of the card at most has this form.
    is_once: ClassVar[bool] = False
    # The state of a case after it; empty when it leaves the state as it is.
    state_after: ClassVar[str] = ""
    # Whether it is about a pupil, who has to be chosen.
    needs_pupil: ClassVar[bool] = False
    # Whether the program writes it together with the first melding of a case.
    comes_with_report: ClassVar[bool] = False

    corrects: int | None = None
    carried: Carried | None = None

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """What may be done with a kind is never inherited from another one."""
        super().__pydantic_init_subclass__(**kwargs)
        unsaid = {"kind": "", "title": "", "allowed": NOTHING, "form_per": frozenset[str]()}
        for name, nothing in unsaid.items():
            if name not in cls.__dict__:
                setattr(cls, name, nothing)

    # --- stored -----------------------------------------------------------------------------------

    @classmethod
    def sealed_fields(cls) -> frozenset[str]:
        """The names of the fields that hold words."""
        return frozenset(_marked(cls, Sealed))

    @classmethod
    def filled_in_fields(cls) -> frozenset[str]:
        """The names of the fields that the program fills in."""
        return frozenset(_marked(cls, FilledIn))

    @classmethod
    def listed_fields(cls) -> Mapping[str, FromList]:
        """The fields with codes of a list of the card."""
        return _marked(cls, FromList)

    @classmethod
    def day_labels(cls) -> Mapping[str, DayLabel]:
        """The dates that are in the timeline."""
        return _marked(cls, DayLabel)

    def coded(self) -> dict[str, Any]:
        """The coded fields, ready for JSON; unset ones are left out."""
        values = self.model_dump(mode="json", exclude=set(self.sealed_fields()))
        return {name: value for name, value in values.items() if value not in (None, [], "")}

    def sealed(self) -> dict[str, str]:
        """The words, by field; empty ones are left out."""
        values = self.model_dump(include=set(self.sealed_fields()))
        return {name: value for name, value in values.items() if value}

    @classmethod
    def reference_fields(cls) -> frozenset[str]:
        """The names of the fields with the number of an earlier entry of the same case."""
        return frozenset(_marked(cls, RefersTo))

    def references(self) -> dict[str, int]:
        """The numbers of the earlier entries that this one is about, by field."""
        numbers = {name: getattr(self, name) for name in self.reference_fields()}
        return {name: number for name, number in numbers.items() if number}

    @classmethod
    def pupil_fields(cls) -> frozenset[str]:
        """The names of the fields with the id of a pupil."""
        return frozenset(_marked(cls, NamesPupil))

    def with_pupils(self, kept: Mapping[str, str]) -> "Payload":
        """It with the kept record in the place of each merged one (`kept`: id to id)."""
        fields = {name: getattr(self, name) for name in self.pupil_fields()}
        changed = {name: kept[one] for name, one in fields.items() if one in kept}
        return self.model_copy(update=changed) if changed else self

    # --- its place on the card --------------------------------------------------------------------

    @classmethod
    def fits_step(cls, step: "StepView") -> bool:
        """Whether it may be recorded at this step of the card."""
        return step.form == cls.kind

    @classmethod
    def needs_step(cls, card: "CardView") -> bool:
        """Whether it is recorded at a step of the card and nowhere else."""
        return any(step.form == cls.kind for step in card.steps)

    # --- its rules --------------------------------------------------------------------------------

    def other_pupils(self) -> Sequence[str]:
        """The pupils in it besides the one that it is about, whose homes it asks for."""
        return ()

    def may_be_about(self, case: "CaseView", pupil_id: str) -> bool:
        """Whether this pupil can be the one that it is about."""
        return pupil_id in case.parts

    def check_situation(self, case: "CaseView", new: "NewEntry") -> None:
        """Refuse it when the case has not come that far; not asked again of a correction."""

    def check(self, case: "CaseView", new: "NewEntry") -> None:
        """Refuse it when what it holds cannot be; asked of a correction too."""

    def check_needed_words(self) -> None:
        """Refuse it without the words that it cannot do without."""
        if self.needed and not getattr(self, self.needed.field):
            raise InputRefused(self.needed.sentence, self.needed.field)

    def by_hand(self) -> "Payload":
        """It as somebody records it by hand: without what the program alone may put in it."""
        return self

    def completed(
        self,
        case: "CaseView",
        new: "NewEntry",
        homes: Mapping[str, Home],
    ) -> "Payload":
        """It with what the program knows better than the writer; `homes` are those of pupils."""
        return self

    def consequences(self, case: "CaseView", new: "NewEntry") -> "list[NewEntry]":
        """What is written after it, in the same commit; `case` is the case before it."""
        return []

    def consequences_of_correction(self, case: "CaseView", old: "Payload") -> "list[NewEntry]":
        """What is written after it when it takes the place of `old`."""
        return []

    def consequences_of_withdrawal(self, case: "CaseView") -> "list[NewEntry]":
        """What is written after it is struck out."""
        return []

    def goes_with(self, pupil_id: str, pupils: Collection[str]) -> bool:
        """Whether it goes along with these pupils in a split; `pupil_id` is whom it is about."""
        return pupil_id in pupils

    # --- in the timeline --------------------------------------------------------------------------

    def is_listed(self, file: "FileView", entry: "Entry") -> bool:
        """Whether it is worth a line of its own."""
        return True

    def heading(self, file: "FileView", entry: "Entry") -> str:
        """What kind of entry it is, in Dutch."""
        return self.title

    def texts(self, file: "FileView", entry: "Entry") -> Iterator[str]:
        """What it says besides its codes, dates and words: Dutch, a few words each."""
        return iter(())


def heading(file: "FileView", entry: "Entry") -> str:
    """What kind of entry it is, and about whom."""
    words, pupil_id = entry.payload.heading(file, entry), file.case.right_pupil(entry)
    return f"{words} · {file.name(pupil_id)}" if pupil_id else words


@cache
def _marked(model: type[Payload], mark: type[Any]) -> dict[str, Any]:
    """The fields with a mark of this class, and their mark."""
    return {
        name: value
        for name, field in model.model_fields.items()
        for value in field.metadata
        if isinstance(value, mark)
    }


def check_codes(card: "CardView", payload: Payload) -> None:
    """Refuse codes that the card's lists do not have, and a needed code that is not given."""
    for field, mark in payload.listed_fields().items():
        is_needed = type(payload).model_fields[field].is_required()
        codes = getattr(payload, field) or (("",) if is_needed else ())
        for code in (codes,) if isinstance(codes, str) else codes:
            if code not in card.lists[mark.list_name]:
                raise InputRefused("Kies een antwoord uit de lijst.", field)
