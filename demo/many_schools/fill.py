"""A board or a country of demo schools: scripts used again in many schools, in batches."""

import hashlib
from collections.abc import Iterator, Sequence
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from casework.card.model import ActionCard
from data.log import CASE_NUMBER, EntryLogStore
from data.mark import Position, link
from data.receipts import COLUMNS as RECEIPT
from data.store import Store
from demo.clock import SchoolClock
from demo.many_schools.batch import Cohorts, Ids, NamePool, Numbers, SchoolBatch, fresh_ids
from demo.many_schools.multiplier import CaseColumns, Multiplier
from demo.many_schools.script_table import ScriptTable
from demo.openings import Slot
from demo.roster.register import DemoRegister
from demo.scripts.case_script import CaseScript
from demo.scripts.plans import any_plan, plain_plan
from demo.scripts.writer import write_script

SCRIPTS_A_YEAR = 700
FULL_SHARE = 0.05  # of the scripts; the others leave much unwritten, or a file would be huge
CASES_A_BATCH = 25_000


def fill_schools(
    store: Store,
    register: DemoRegister,
    clock: SchoolClock,
    slots_of_schools: Sequence[Sequence[Slot]],
    user_names: set[str],
    seed: int,
) -> None:
    """Write schools 2 and further, each with its own slots."""
    rng = Random(seed + 1)  # noqa: S311 - made-up people, nothing to keep secret
    generator = np.random.default_rng(seed)
    card = store.cards.current()
    table = ScriptTable(list(_scripts(rng, card, len(clock.years))))
    cohorts, people = Cohorts.over(len(clock.years)), NamePool(rng)
    log = DemoLog(store.database, store.vault, store.drafts)
    case_ids = fresh_ids(generator, sum(len(own) for own in slots_of_schools))
    pupil_ids = fresh_ids(generator, len(slots_of_schools) * len(cohorts.positions))
    # In order, and all at once: a tree of keys grows at its end without being turned over.
    store.vault.make_keys(sorted([*case_ids, *pupil_ids]))
    for some in _batches(slots_of_schools):
        own = slots_of_schools[some.start : some.stop]
        pupils = pupil_ids[some.start * len(cohorts.positions) : some.stop * len(cohorts.positions)]
        numbers = range(some.start + 2, some.stop + 2)
        batch = SchoolBatch(generator, clock, cohorts, people, numbers, pupils)
        multiplier = Multiplier(table, batch)
        ids, case_ids = np.split(case_ids, [sum(len(slots) for slots in own)])
        cases = _cases(multiplier, own, ids)
        multiplier.note_leavers(cases)
        log.load_cases(cases, multiplier.entries(cases, store.vault), clock)
        for hours in multiplier.mentor_hours(list(card.lists["themes"])):
            log.load_entries(hours)
        register.load_batch(batch, batch.staff(rng, user_names))


def _batches(slots_of_schools: Sequence[Sequence[Slot]]) -> Iterator[range]:
    start, count = 0, 0
    for number, own in enumerate(slots_of_schools, start=1):
        count += len(own)
        if count >= CASES_A_BATCH or number == len(slots_of_schools):
            yield range(start, number)
            start, count = number, 0


def _scripts(rng: Random, card: ActionCard, years: int) -> Iterator[CaseScript]:
    """As many scripts for each school year; those of a year lie together."""
    for year in range(years):
        era = year / max(years - 1, 1)
        for _ in range(SCRIPTS_A_YEAR):
            plain = rng.random() >= FULL_SHARE
            yield write_script(plain_plan(rng, era) if plain else any_plan(rng, era), card, rng)


def _cases(multiplier: Multiplier, own: Sequence[Sequence[Slot]], ids: Ids) -> CaseColumns:
    generator = multiplier.batch.generator
    school = np.repeat(np.arange(len(own)), [len(slots) for slots in own])
    openings: Numbers = np.array(
        [(slot.opened, slot.year, slot.sequence) for slots in own for slot in slots],
        dtype=np.int64,
    ).reshape(-1, 3)
    script = openings[:, 1] * SCRIPTS_A_YEAR + generator.integers(0, SCRIPTS_A_YEAR, len(school))
    return multiplier.cases(openings, school, script, ids)


class DemoLog(EntryLogStore):
    """The log, with bulk loading of tables of entries that are sealed already.

    A batch has one receipt without a subject: the chain covers it as a whole.
    """

    def load_cases(self, cases: CaseColumns, entries: pa.Table, clock: SchoolClock) -> None:
        """Entries of whole cases, with their numbers."""
        starts = np.array([year.starts_on.year for year in clock.years])
        years, sequences = starts[cases.year].tolist(), cases.sequence.tolist()
        numbers = list(zip(years, sequences, cases.case_id.tolist(), strict=True))
        with self._database.write():
            self._database.append("case_number", CASE_NUMBER, numbers)
            self.load_entries(entries)

    def load_entries(self, entries: pa.Table) -> None:
        """Entries of subjects that nobody else has written in."""
        if not len(entries):
            return
        with self._database.write():
            before, digest = self._tip, _digest(entries)
            tip = Position(before.count + len(entries), link(before.chain, digest))
            at = pc.max(entries.column(6)).as_py()
            self._database.append_columns("entry", entries)
            self._database.append(
                "form_receipt",
                RECEIPT,
                [
                    (
                        f"load:{before.count}",
                        None,
                        1,
                        len(entries),
                        "",
                        at,
                        tip.count,
                        digest,
                        tip.chain,
                        "",
                        None,
                    )
                ],
            )
            self._move_to(tip, before)


def _digest(entries: pa.Table) -> str:
    """SHA-256 over the codes and the sealed words of a batch."""
    whole = hashlib.sha256()
    for column in (entries.column(9), entries.column(10)):
        for chunk in column.chunks:
            for buffer in chunk.buffers():
                whole.update(buffer or b"")
    return whole.hexdigest()
