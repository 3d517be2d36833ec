"""Random histories of writing, closing and reopening: the log is always what was acknowledged."""

import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from casework.entries import Payload, Reported, tidy
from casework.errors import CaseMovedOn
from casework.records import Receipt, Signature
from data.school_key import SchoolKey
from data.setup import set_up_school
from data.store import Store
from tests.data.small_school import SETUP, melding, note, signed

DEMO = SETUP.model_copy(update={"is_demo": True})


class LogOfASchool(RuleBasedStateMachine):
    """What the school remembers, held against what the log gives back."""

    cases = Bundle("cases")
    forms = Bundle("forms")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.key = SchoolKey(bytes(range(32)), str(uuid4()))
        self.store = set_up_school(self.folder / "school", self.key, DEMO)
        self.remembered: dict[str, list[str]] = {}
        self.receipts: dict[str, Receipt] = {}

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(target=cases, text=st.text(max_size=40))
    def opens_a_case(self, text: str) -> str:
        case_id = str(uuid4())
        self.store.log.open_case(
            case_id, lambda label: melding(label, text), year=2026, signature=signed()
        )
        self.remembered[case_id] = ["", str(tidy(text)), ""]
        return case_id

    @rule(target=forms, case_id=cases, texts=st.lists(st.text(max_size=40), min_size=1, max_size=3))
    def adds_to_a_case(self, case_id: str, texts: list[str]) -> tuple[str, Signature]:
        signature = signed()
        expected = len(self.remembered[case_id])
        receipt = self.store.log.append(
            case_id, [note(text) for text in texts], expected=expected, signature=signature
        )
        self.remembered[case_id] += [str(tidy(text)) for text in texts]
        self.receipts[signature.form_key] = receipt
        return case_id, signature

    @rule(form=forms)
    def sends_a_form_again(self, form: tuple[str, Signature]) -> None:
        case_id, signature = form
        receipt = self.store.log.append(case_id, [note("x")], expected=0, signature=signature)
        assert receipt.repeated
        assert receipt.numbers == self.receipts[signature.form_key].numbers

    @rule(case_id=cases, behind=st.integers(1, 3))
    def writes_too_late(self, case_id: str, behind: int) -> None:
        with pytest.raises(CaseMovedOn):
            self.store.log.append(
                case_id,
                [note("te laat")],
                expected=len(self.remembered[case_id]) - behind,
                signature=signed(),
            )

    @rule()
    def closes_and_reopens(self) -> None:
        self.store.close()
        self.store = Store.open(self.folder / "school", self.key)

    @rule()
    def checks_everything(self) -> None:
        assert self.store.check() == []

    @invariant()
    def everything_is_there(self) -> None:
        for case_id, texts in self.remembered.items():
            found = self.store.log.entries(case_id)
            assert [entry.number for entry in found] == list(range(1, len(texts) + 1))
            assert [_what(entry.payload) for entry in found] == texts
        assert self.store.log.position.count == sum(map(len, self.remembered.values()))


def _what(payload: Payload) -> str:
    return payload.what if isinstance(payload, Reported) else ""


LogOfASchool.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_the_log_is_always_what_was_acknowledged = LogOfASchool.TestCase
