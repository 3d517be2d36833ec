"""Dutch words for codes: none is missing; and typed text is text."""

import pytest

from casework.cases.agenda import Urgency
from casework.cases.case import CaseState
from casework.cases.recognition import REASONS
from casework.cases.steps import StepStatus
from casework.entries import KINDS
from casework.labels import FIELD_TITLES, ROLES, STATES, STATUSES
from casework.masking import Why
from casework.meetings.meeting import MeetingState
from casework.people import Role
from casework.read_log import ReadAct
from casework.signals.signal import SignalState
from ui import labels


def test_every_kind_of_entry_has_words() -> None:
    assert all(model.title for model in KINDS.values())


def test_every_field_with_words_has_a_heading() -> None:
    fields = {field for model in KINDS.values() for field in model.sealed_fields()}
    assert fields <= set(FIELD_TITLES)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (ROLES, Role),
        (STATES, CaseState),
        (STATUSES, StepStatus),
        (labels.SIGNAL_STATES, SignalState),
        (labels.MEETING_STATES, MeetingState),
        (labels.URGENCIES, Urgency),
        (labels.READ_ACTS, ReadAct),
        (labels.REASONS, REASONS),
        (labels.DOUBTS, Why),
    ],
)
def test_every_code_has_words(words: dict[str, str], codes: list[str]) -> None:
    assert set(words) == set(codes)


def test_typed_text_is_no_markup() -> None:
    typed = "*vet* [link](http://x) :red[rood] $x$ `code`"
    label = labels.plain(typed)
    assert label.replace("\\", "") == typed
    assert all(f"\\{mark}" in label for mark in "*[]$`:")


@pytest.mark.parametrize(
    "name",
    [
        "Noor V.",
        "Anne-Fleur de Vries-Jansen (2)",
        "Hoe veilig voelt Sem d. W. zich? (1-10, mag leeg)",
        "Vastgelegd om 10.42, 14:05!",
        "Jip & Janneke",
    ],
)
def test_ordinary_words_have_no_backslash_for_a_screen_reader_to_read(name: str) -> None:
    assert labels.plain(name) == name


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("1. eerst", r"1\. eerst"),
        ("- een", r"\- een"),
        ("ja -- nee", r"ja \-\- nee"),
        ("titel\n===", "titel\n\\==="),
        (":material/home:", r"\:material\/home:"),
        ("een\n\n    *twee*", "een\n\n\\*twee\\*"),
        (":\ue000material_home:", ":\ufffdmaterial\\_home:"),
        (":red[rood]", r"\:red\[rood\]"),
        ("&amp;", r"\&amp;"),
        ("![x](http://x/y.png)", r"!\[x\](http\://x/y.png)"),
        ("<b>", r"\<b\>"),
    ],
)
def test_what_would_be_markup_is_escaped(typed: str, label: str) -> None:
    assert labels.plain(typed) == label


def test_two_pupils_with_one_name_differ_in_a_list() -> None:
    names = {"a": "Sem de Wit", "b": "Noor Visser", "c": "Sem de Wit"}
    assert labels.distinct(names) == {
        "a": "Sem de Wit (1)",
        "b": "Noor Visser",
        "c": "Sem de Wit (2)",
    }
