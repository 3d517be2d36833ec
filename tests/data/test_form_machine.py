"""Random days of typing, sending and sending again on two screens: nothing is told that is not so.

Held against a model: which forms are stored with what, and which drafts are waiting.
"""

import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from casework.entries import Reported
from casework.errors import FormStoredBefore, InputRefused
from casework.records import Draft, Signature
from data.school_key import SchoolKey
from data.setup import set_up_school
from data.store import Store
from tests.data.small_school import NOW, SETUP, melding

DEMO = SETUP.model_copy(update={"is_demo": True})
FORM = "melding"
KEYS = st.sampled_from(["phone", "laptop", "both"])
WORDS = st.sampled_from(["bij de kluisjes", "bij de bushalte", "in de gang"])


class FormsOfAPerson(RuleBasedStateMachine):
    """One person with some forms open, on screens that share them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.key = SchoolKey(bytes(range(32)), str(uuid4()))
        self.store = set_up_school(self.folder / "school", self.key, DEMO)
        self.person = str(uuid4())
        self.typed: dict[str, str] = {}
        self.stored: dict[str, tuple[str, str]] = {}

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @initialize()
    def begins(self) -> None:
        assert self.store.drafts.all(self.person) == []

    @rule(key=KEYS, words=WORDS)
    def types(self, key: str, words: str) -> None:
        is_kept = self.store.drafts.keep(self.person, FORM, Draft(key, {"what": words}, NOW))
        assert is_kept == (key not in self.stored)
        if is_kept:
            self.typed[key] = words

    @rule(key=KEYS)
    def throws_away(self, key: str) -> None:
        self.store.drafts.drop(self.person, FORM, key)
        self.typed.pop(key, None)

    @rule(key=KEYS, words=WORDS)
    def sends(self, key: str, words: str) -> None:
        if key in self.stored and self.stored[key][0] != words:
            with pytest.raises(FormStoredBefore):
                self._send(key, words)
            return
        receipt = self._send(key, words)
        assert receipt.repeated == (key in self.stored)
        assert receipt.subject_id == self.stored.get(key, (words, receipt.subject_id))[1]
        self.stored.setdefault(key, (words, receipt.subject_id))
        self.typed.pop(key, None)

    @rule(key=KEYS, words=WORDS)
    def sends_and_something_fails(self, key: str, words: str) -> None:
        with pytest.raises((InputRefused, FormStoredBefore)):
            self._send_and_fail(key, words)

    @rule()
    def comes_back_after_a_restart(self) -> None:
        self.store.close()
        self.store = Store.open(self.folder / "school", self.key)

    @invariant()
    def every_draft_waits_and_every_form_is_stored_once(self) -> None:
        kept = {
            draft.form_key: draft.values["what"] for draft in self.store.drafts.all(self.person)
        }
        assert kept == self.typed
        for words, subject_id in self.stored.values():
            payload = self.store.log.entries(subject_id)[1].payload
            assert isinstance(payload, Reported)
            assert payload.what == words
        assert self.store.log.position.count == 3 * len(self.stored)

    def _send_and_fail(self, key: str, words: str) -> None:
        with self.store.log.together():
            self._send(key, words)
            raise InputRefused

    def _send(self, key: str, words: str):  # type: ignore[no-untyped-def]
        signature = Signature(self.person, NOW, 1, key, words)
        return self.store.log.open_case(
            str(uuid4()), lambda label: melding(label, words), year=2026, signature=signature
        )


TestFormsOfAPerson = FormsOfAPerson.TestCase
TestFormsOfAPerson.settings = settings(
    max_examples=12,
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
