"""A program that writes until it is killed, and says on its output what was acknowledged.

`python writer.py FOLDER THREADS`: a line per receipt, with the subject, the last number and the
hash of what was written.
"""

import hashlib
import sys
import threading
from pathlib import Path
from uuid import uuid4

from data import inspection, school_key
from data.database import Database
from data.log import EntryLogStore
from data.mark import Mark
from data.store import DATABASE_NAME, MARK_NAME
from data.vault import Vault
from tests.data.small_school import melding, note, signed

SPEAKING = threading.Lock()


def said(case_id: str, number: int, text: str) -> str:
    digest = hashlib.sha256(f"{case_id}{number}{text}".encode()).hexdigest()
    return f"{case_id} {number} {digest}"


def write(log: EntryLogStore) -> None:
    case_id, number = "", 0
    while True:
        text = f"wat er gebeurde: {uuid4()}"
        if number % 4 == 0:
            case_id = str(uuid4())
            opened = melding(what=text)
            receipt = log.open_case(
                case_id, lambda _, new=opened: new, year=2026, signature=signed()
            )
        else:
            receipt = log.append(case_id, [note(text)], expected=number, signature=signed())
        number = receipt.numbers[-1]
        with SPEAKING:
            sys.stdout.write(said(case_id, 2 if len(receipt.numbers) > 1 else number, text) + "\n")
            sys.stdout.flush()


def opened(folder: Path) -> EntryLogStore:
    """The log alone, compared with its mark; figures and calendar would only take time here."""
    database = Database(folder / DATABASE_NAME)
    inspection.compare_with_mark(database, Mark.read(folder / MARK_NAME))
    vault = Vault(folder, school_key.find(folder))
    return EntryLogStore(database, vault, Mark(folder / MARK_NAME))


if __name__ == "__main__":
    log = opened(Path(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        threading.Thread(target=write, args=(log,)).start()
