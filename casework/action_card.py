"""The card as data: read from its file, checked, and frozen."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from casework.entries import KINDS
from casework.errors import CardFault

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
SchoolDayCount = Annotated[int, Field(ge=0, le=400)]
Who = Literal["mentor", "coordinator", "team_leader", "support_team"]
Per = Literal[
    "case", "target", "displaying", "concerned", "moment", "measure", "agreement", "class"
]
Required = Literal[
    "always", "optional", "bullying", "group", "serious", "level_2", "level_3", "stopped"
]
Anchor = Literal[
    "report", "level_2", "level_3", "measure", "agreement", "stopped", "last_aftercare"
]
LIST_NAMES = (
    *("kinds", "places", "day_parts", "since", "frequency", "tellers", "verdicts", "serious"),
    *("routes", "ways", "outcomes", "said_by", "endings", "causes", "helped", "themes"),
)
# What the rules of a case rely on; a school may reword these, not remove them.
NEEDED_CODES = {
    "verdicts": {"bullying"},
    "outcomes": {"stopped", "less", "same", "worse"},
    "endings": {"stopped", "no_bullying", "left_school"},
    "causes": {
        "first_report",
        "second_report",
        "report_after_level_2",
        "not_stopped",
        "aftercare_worse",
        "new_report",
        "judgement",
    },
}
NEEDED_PARTS = {"target", "displaying"}
NEEDED_STEPS = {"report", "talk_target", "talk_displaying", "stopped", "aftercare", "evaluation"}


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Named(_Item):
    id: Text


class Column(_Named):
    title: Text
    card_text: tuple[Text, ...]


class Step(_Named):
    """One box of the card: who does it, for whom, when it is required and by when."""

    column: Text
    title: Text
    who: Who
    per: Per
    required: Required
    after: Anchor
    school_days: SchoolDayCount
    form: Text
    guide: str = ""
    gate: Literal["", "joint_talk"] = ""
    level: int = 0
    renewed_by_report: bool = False
    renewed_by_talk: bool = False
    ours: bool = True


class AftercareTerm(_Named):
    """A nazorg moment to plan when the bullying has stopped, in school days after that."""

    aftercare: Literal["target", "displaying", "parents"]
    title: Text
    school_days: SchoolDayCount


class Level(_Item):
    number: Literal[1, 2, 3]
    title: Text
    who: Who
    card_text: Text


class PartInCase(_Named):
    """A part that a pupil can have in a case: gepeste, pestende leerling, and so on."""

    title: Text


class Measure(_Named):
    title: Text
    risk: Literal["green", "yellow", "red", "none"]
    why: Text
    about: Literal["", "target", "displaying"] = ""


class Guide(_Named):
    title: Text
    lines: tuple[Text, ...]
    ours: bool = False


Found = TypeVar("Found", bound=_Named)


class ActionCard(_Item):
    """One version of the school's card; frozen, and checked as a whole when it is read."""

    version: int
    title: Text
    motto: Text
    source: Text
    look_back_school_days: SchoolDayCount
    signal_school_days: SchoolDayCount = 2
    aftercare_window_school_days: SchoolDayCount
    columns: tuple[Column, ...]
    steps: tuple[Step, ...]
    aftercare: tuple[AftercareTerm, ...]
    levels: tuple[Level, ...]
    parts: tuple[PartInCase, ...]
    lists: dict[str, dict[str, Text]]
    measures: tuple[Measure, ...]
    guides: tuple[Guide, ...]

    def step(self, step_id: str) -> Step:
        """The step with this id; CardFault when the card has none."""
        return _found(self.steps, step_id, "stap")

    def column(self, column_id: str) -> Column:
        """The column with this id; CardFault when the card has none."""
        return _found(self.columns, column_id, "kolom")

    def guide(self, guide_id: str) -> Guide | None:
        """The guide with this id, if the card has it."""
        return next((guide for guide in self.guides if guide.id == guide_id), None)

    def measure(self, measure_id: str) -> Measure | None:
        """The measure with this id, if the card still has it."""
        return next((measure for measure in self.measures if measure.id == measure_id), None)

    def aftercare_term(self, moment_id: str) -> AftercareTerm | None:
        """The nazorg moment with this id, if the card still has it."""
        return next((term for term in self.aftercare if term.id == moment_id), None)

    def level(self, number: int) -> Level:
        """The escalation level with this number."""
        return next(level for level in self.levels if level.number == number)

    def part_title(self, part_id: str) -> str:
        """The Dutch word for a part in a case; the id itself when the card no longer has it."""
        return next((part.title for part in self.parts if part.id == part_id), part_id)

    def word(self, list_name: str, code: str) -> str:
        """The Dutch words for a code of one of the lists; the code itself when it is gone."""
        return self.lists[list_name].get(code, code)

    def words(self, list_name: str, codes: Iterable[str]) -> str:
        """The Dutch words for several codes, with commas between."""
        return ", ".join(self.word(list_name, code) for code in codes)


def _found(items: Iterable[Found], wanted: str, what: str) -> Found:
    for item in items:
        if item.id == wanted:
            return item
    raise CardFault(f"De handelingskaart heeft geen {what} '{wanted}'.")


def read_card(text: str, version: int = 1) -> ActionCard:
    """The card in `text` (TOML); CardFault with every fault and its place when it is not sound."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CardFault(f"De handelingskaart is geen geldige TOML: {error}.") from error
    if "version" in raw:
        raise CardFault(_listed(["version: is onbekend"]))
    try:
        card = ActionCard.model_validate({**raw, "version": version})
    except ValidationError as error:
        raise CardFault(_listed(_places(error))) from error
    faults = list(_faults(card))
    if faults:
        raise CardFault(_listed(faults))
    return card


@cache
def packaged_card() -> ActionCard:
    """The card that comes with the program: version 1 for a school that never changed it."""
    return read_card(packaged_text())


def packaged_text() -> str:
    """The file of the packaged card, as it is."""
    return files("casework").joinpath("action_card.toml").read_text("utf-8")


def _listed(faults: Iterable[str]) -> str:
    return "De handelingskaart klopt niet: " + "; ".join(faults) + "."


def _places(error: ValidationError) -> list[str]:
    return [f"{_place(fault['loc'])}: {_reason(fault)}" for fault in error.errors()]


def _place(where: tuple[int | str, ...]) -> str:
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in where)


def _reason(fault: Any) -> str:
    reasons = {
        "missing": "ontbreekt",
        "string_too_short": "is leeg",
        "extra_forbidden": "is onbekend",
        "literal_error": f"'{fault['input']}' is geen bekende waarde",
    }
    return reasons.get(fault["type"], "heeft een ongeldige waarde")


def _faults(card: ActionCard) -> Iterable[str]:
    yield from _doubles(card)
    yield from _unknown_references(card)
    yield from _missing_parts(card)


def _doubles(card: ActionCard) -> Iterable[str]:
    tables: dict[str, tuple[_Named, ...]] = {
        "columns": card.columns,
        "steps": card.steps,
        "aftercare": card.aftercare,
        "parts": card.parts,
        "measures": card.measures,
        "guides": card.guides,
    }
    for name, items in tables.items():
        for item_id, times in Counter(item.id for item in items).items():
            if times > 1:
                yield f"{name}: '{item_id}' staat er {times} keer"
    for number, times in Counter(level.number for level in card.levels).items():
        if times > 1:
            yield f"levels: niveau {number} staat er {times} keer"


def _unknown_references(card: ActionCard) -> Iterable[str]:
    columns = {column.id for column in card.columns}
    guides = {guide.id for guide in card.guides}
    for step in card.steps:
        if step.column not in columns:
            yield f"steps '{step.id}': kolom '{step.column}' bestaat niet"
        if step.form not in KINDS:
            yield f"steps '{step.id}': formulier '{step.form}' bestaat niet"
        if step.guide and step.guide not in guides:
            yield f"steps '{step.id}': leidraad '{step.guide}' bestaat niet"


def _missing_parts(card: ActionCard) -> Iterable[str]:
    for missing in sorted(NEEDED_STEPS - {step.id for step in card.steps}):
        yield f"steps: '{missing}' ontbreekt"
    for missing in sorted(NEEDED_PARTS - {part.id for part in card.parts}):
        yield f"parts: '{missing}' ontbreekt"
    for number in sorted({1, 2, 3} - {level.number for level in card.levels}):
        yield f"levels: niveau {number} ontbreekt"
    for name in LIST_NAMES:
        if not card.lists.get(name):
            yield f"lists: '{name}' ontbreekt"
    for name, codes in NEEDED_CODES.items():
        for code in sorted(codes - set(card.lists.get(name, {}))):
            yield f"lists.{name}: '{code}' ontbreekt"
