"""The card as data: read from its file, checked, and frozen."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    ValidationError,
)

from casework.card import checks
from casework.card.needed import SENSITIVE_KINDS
from casework.card.reading import (
    Fault,
    Place,
    layout,
    listed_faults,
    plain_lines,
    shortened,
    tables,
)
from casework.entries import one_line
from casework.errors import CardFault
from casework.text_direction import contained

MOST_DAYS = 400
LONGEST_WORDS = 1_000
MOST_ROWS = 60
MOST_COLUMNS = 8
HEAVIEST = 10


def _one_line(words: object) -> object:
    """Words as they are kept: tidied, on one line, and of their own direction.

    Anything else is left to be refused.
    """
    return contained(one_line(words)) if isinstance(words, str) else words


Text = Annotated[
    str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=LONGEST_WORDS)
]
# Ids and codes become part of keys and addresses.
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
SchoolDayCount = Annotated[int, Field(strict=True, ge=0, le=MOST_DAYS)]
Flag = Annotated[bool, Field(strict=True)]
Words = Annotated[dict[Id, Text], Field(max_length=MOST_ROWS)]
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


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Named(_Item):
    id: Id


class Column(_Named):
    title: Text
    card_text: tuple[Text, ...] = Field(max_length=MOST_ROWS)


class Step(_Named):
    """One box of the card: who does it, for whom, when it is required and by when.

    A step that is `off` stands in the file and nowhere else. `card_text` are the lines of its
    column that are about this step: they go with it.
    """

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
    level: Literal[0, 1, 2, 3] = 0
    renewed_by_report: Flag = False
    renewed_by_talk: Flag = False
    ours: Flag = True
    off: Flag = False
    card_text: tuple[Text, ...] = Field(default=(), max_length=MOST_ROWS)

    @property
    def comes_back(self) -> bool:
        """Whether it is asked by what was agreed or planned, whatever `required` says."""
        return self.per in ("moment", "measure", "agreement")

    @property
    def is_early(self) -> bool:
        """Whether it can be asked of its role below the level at which that has a part anyway."""
        at_level = {"coordinator": ("level_2", "level_3"), "team_leader": ("level_3",)}
        if self.who not in at_level:
            return False
        return self.comes_back or self.required not in ("optional", *at_level[self.who])


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
    lines: tuple[Text, ...] = Field(min_length=1, max_length=MOST_ROWS)
    ours: Flag = False


class HardReason(_Named):
    """A reason to call a running case hard: from which limit, and how much it weighs (0: never).

    What the limit counts stands in `casework.cases.hard_cases`.
    """

    title: Text
    weight: Annotated[int, Field(strict=True, ge=0, le=HEAVIEST)]
    threshold: Annotated[int, Field(strict=True, ge=1, le=MOST_DAYS)]


Row = TypeVar("Row", bound=_Named)


class ActionCard(_Item):
    """One version of the school's card; frozen, and checked as a whole when it is read."""

    version: int
    title: Text
    motto: Text
    source: Text
    look_back_school_days: SchoolDayCount
    signal_school_days: SchoolDayCount = 2
    aftercare_window_before_school_days: SchoolDayCount = 3
    aftercare_window_school_days: SchoolDayCount
    support_advice_school_days: SchoolDayCount = 5
    support_answer_school_days: SchoolDayCount = 3
    support_access_school_days: SchoolDayCount = 30
    look_into_school_days: SchoolDayCount = 5
    advice_needs_second: Flag = False
    sensitive_kinds: tuple[Id, ...] = Field(default=SENSITIVE_KINDS, max_length=MOST_ROWS)
    columns: tuple[Column, ...] = Field(min_length=1, max_length=MOST_COLUMNS)
    all_steps: tuple[Step, ...] = Field(alias="steps", max_length=MOST_ROWS)
    aftercare: tuple[AftercareTerm, ...] = Field(max_length=MOST_ROWS)
    levels: tuple[Level, ...] = Field(max_length=MOST_ROWS)
    parts: tuple[PartInCase, ...] = Field(max_length=MOST_ROWS)
    lists: dict[str, Words]
    spoken: dict[str, dict[Id, tuple[Text, ...]]] = Field(default_factory=dict)
    measures: tuple[Measure, ...] = Field(max_length=MOST_ROWS)
    guides: tuple[Guide, ...] = Field(max_length=MOST_ROWS)
    hard_reasons: tuple[HardReason, ...] = Field(default=(), max_length=MOST_ROWS)
    _elsewhere: dict[str, dict[str, str]] = PrivateAttr(default_factory=dict)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps that this school takes: those of the file that are not switched off."""
        return tuple(step for step in self.all_steps if not step.off)

    @cached_property
    def early_steps(self) -> frozenset[str]:
        """The steps by which a leerlingcoördinator or teamleider has a part below the own level."""
        return frozenset(step.id for step in self.steps if step.is_early)

    @cached_property
    def gives_early_parts(self) -> bool:
        """Whether some role has a part in a case by this card below the level of that role."""
        usual = {1: "mentor", 2: "coordinator", 3: "team_leader"}
        return bool(self.early_steps) or any(
            level.who not in ("mentor", usual[level.number]) for level in self.levels
        )

    @property
    def spoken_words(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """How people say it; a card from before it could say so has the words of ours."""
        return self.spoken if "spoken" in self.model_fields_set else packaged_card().spoken

    def has_step(self, step_id: str) -> bool:
        """Whether this school takes the step."""
        return any(step.id == step_id for step in self.steps)

    def step(self, step_id: str) -> Step:
        """The step with this id, also when it is switched off; CardFault when there is none."""
        return _row_of(self.all_steps, step_id, "stap")

    def column(self, column_id: str) -> Column:
        """The column with this id; CardFault when the card has none."""
        return _row_of(self.columns, column_id, "kolom")

    def lines_of(self, column: Column) -> tuple[str, ...]:
        """The words of a column without those that are only about steps that are off."""
        on: set[str] = set()
        off: set[str] = set()
        for step in self.all_steps:
            (off if step.off else on).update(self.lines_about(step))
        return tuple(line for line in column.card_text if line not in off - on)

    def lines_about(self, step: Step) -> tuple[str, ...]:
        """The lines that are about a step; a card from before it could say so has those of ours."""
        if "card_text" in step.model_fields_set:
            return step.card_text
        ours = (one.card_text for one in packaged_card().all_steps if one.id == step.id)
        return next(ours, ())

    @property
    def guides_in_use(self) -> tuple[Guide, ...]:
        """The guides without those that are only of steps that are off."""
        on = {step.guide for step in self.steps}
        off = {step.guide for step in self.all_steps} - on
        return tuple(guide for guide in self.guides if guide.id not in off)

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
        gone = self._elsewhere.get("parts", {}).get(part_id, part_id)
        return next((part.title for part in self.parts if part.id == part_id), gone)

    def word(self, list_name: str, code: str) -> str:
        """The Dutch words for a code of one of the lists; the code itself when it is gone."""
        gone = self._elsewhere.get(list_name, {}).get(code, code)
        return self.lists[list_name].get(code, gone)

    def knowing(self, others: Iterable["ActionCard"]) -> "ActionCard":
        """This card, which can tell in words what was chosen from one of `others`."""
        copy = self.model_copy()
        copy._elsewhere = {"parts": {}}
        for other in others:
            for part in other.parts:
                copy._elsewhere["parts"].setdefault(part.id, part.title)
            for name, words in other.lists.items():
                copy._elsewhere[name] = {**words, **copy._elsewhere.get(name, {})}
        return copy

    def with_choices_of(self, others: Iterable["ActionCard"]) -> "ActionCard":
        """This card, with the choices of its lists that only `others` have at their end."""
        lists = {name: dict(words) for name, words in self.lists.items()}
        for other in others:
            for name, words in other.lists.items():
                for code, title in words.items():
                    lists.setdefault(name, {}).setdefault(code, title)
        return self.model_copy(update={"lists": lists})

    def words(self, list_name: str, codes: Iterable[str]) -> str:
        """The Dutch words for several codes, with commas between."""
        return ", ".join(self.word(list_name, code) for code in codes)


def _row_of(items: Iterable[Row], row_id: str, what: str) -> Row:
    for item in items:
        if item.id == row_id:
            return item
    raise CardFault(f"De handelingskaart heeft geen {what} '{row_id}'.")


def read_card(text: str, version: int = 1, *, is_kept: bool = False) -> ActionCard:
    """The card in `text` (TOML); CardFault with every fault and its line when it is not sound.

    A version that cases follow already (`is_kept`) is not held to what is checked since it began:
    those cases must stay readable.
    """
    text = plain_lines(text)
    raw = tables(text)
    if "version" in raw:
        raise CardFault(_listed(text, [(("version",), "version: is onbekend")]))
    try:
        card = ActionCard.model_validate({**raw, "version": version})
    except ValidationError as error:
        raise CardFault(_listed(text, _misshapen(error))) from error
    later = [] if is_kept else checks.nobody_can_do(card)
    if faults := [*checks.faults(card), *later]:
        raise CardFault(_listed(text, faults))
    return card


@cache
def packaged_card() -> ActionCard:
    """The card that comes with the program: version 1 for a school that never changed it."""
    return read_card(packaged_text())


def packaged_text() -> str:
    """The file of the packaged card, as it is."""
    return files("casework.card").joinpath("action_card.toml").read_text("utf-8")


def refusal_of(text: str, faults: Iterable[Fault]) -> CardFault:
    """These faults of a card, each with its line."""
    return CardFault(_listed(text, faults))


def _listed(text: str, faults: Iterable[Fault]) -> str:
    where = layout(text)
    return listed_faults(text, ((where.line_of(place), sentence) for place, sentence in faults))


def _misshapen(error: ValidationError) -> Iterable[Fault]:
    for fault in error.errors(include_url=False):
        place: Place = tuple(part for part in fault["loc"] if part != "[key]")
        yield place, f"{_place(place)}: {_reason(fault)}"


def _place(where: Place) -> str:
    return ".".join(shortened(part + 1 if isinstance(part, int) else part) for part in where)


def _reason(fault: Any) -> str:
    """What is wrong with one value, and what it may be."""
    kind, limits = fault["type"], fault.get("ctx", {})
    value = fault["input"]
    reasons = {
        "missing": "ontbreekt",
        "string_type": "hoort een tekst te zijn, tussen aanhalingstekens",
        "string_pattern_mismatch": "mag alleen kleine letters a-z, cijfers en _ hebben, ten "
        "hoogste 40",
        "extra_forbidden": "is onbekend; haal het weg",
        "int_type": f"heeft een ongeldige waarde; vul een heel getal in van 0 tot {MOST_DAYS}",
        "greater_than_equal": f"heeft een ongeldige waarde; lager dan {limits.get('ge')} kan niet",
        "less_than_equal": f"heeft een ongeldige waarde; hoger dan {limits.get('le')} kan niet",
        "bool_type": "heeft een ongeldige waarde; vul true of false in",
        "too_short": "is leeg",
        "too_long": f"is te lang; er passen {LONGEST_WORDS} tekens in"
        if isinstance(value, str)
        else f"heeft er te veel; ten hoogste {limits.get('max_length')}",
        "literal_error": f"'{shortened(value)}' is geen bekende waarde; "
        f"kies {limits.get('expected', '').replace(' or ', ' of ')}",
    }
    return reasons.get(kind, "heeft een ongeldige waarde")
