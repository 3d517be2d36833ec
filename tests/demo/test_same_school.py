"""The same seed and day give the same entries, down to every word, in every version to come.

Pictures of the manual, pinned figures and what people were shown rest on this school. When an
entry must change, say so in CHANGELOG.md and pin the new digest.
"""

import hashlib
import json

from casework.entries import Entry
from data.store import Store

COUNT = 9825
DIGEST = "abe270c62230675ebed798f34b28321fc7a8eaf19ca437529b72c3c4b981cece"
RANDOM_WORDS = {"secret"}  # the secret of a meeting is drawn anew each time


def line(entry: Entry) -> str:
    """Everything of an entry, its words unsealed, as one line of JSON."""
    sealed = {n: text for n, text in entry.payload.sealed().items() if n not in RANDOM_WORDS}
    fields = [
        entry.subject_id,
        entry.number,
        entry.kind,
        entry.step,
        entry.pupil_id,
        entry.happened_on.isoformat(),
        entry.recorded_at.isoformat(),
        entry.recorded_by,
        entry.card_version,
        entry.payload.coded(),
        sealed,
    ]
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, default=str)


def test_the_entries_of_seed_1_on_29_november_are_what_they_were(
    store_of_29_november: Store,
) -> None:
    log = store_of_29_november.log
    ids = store_of_29_november.database.rows("select distinct subject_id from entry")
    lines = sorted(line(entry) for (subject_id,) in ids for entry in log.entries(subject_id))
    assert len(lines) == COUNT
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == DIGEST
