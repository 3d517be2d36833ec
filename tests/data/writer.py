"""A program that writes until it is killed, and says what was acknowledged.

A line per receipt, with the subject, the last number and the hash of what was written.
"""

import hashlib
import os
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import uuid4

from casework.people import PersonName
from data import inspection
from data.database import Database
from data.drafts import DraftDrawer
from data.log import EntryLogStore
from data.mark import Mark
from data.school import School
from data.school_key import SchoolKey
from data.store import DATABASE_NAME, MARK_NAME, caught_up
from data.vault import Vault
from tests.data.small_school import melding, note, signed

SPEAKING = threading.Lock()


def said(case_id: str, number: int, text: str) -> str:
    digest = hashlib.sha256(f"{case_id}{number}{text}".encode()).hexdigest()
    return f"{case_id} {number} {digest}"


def write(log: EntryLogStore, register: School, speaker: Connection) -> None:
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
        if number == 3:
            register.add_staff(PersonName("Anneke", "Jansen"), case_id, "")
        line = said(case_id, 2 if len(receipt.numbers) > 1 else number, text)
        with SPEAKING:
            os.write(speaker.fileno(), f"{line}\n".encode())


def opened(folder: Path, key: SchoolKey) -> tuple[EntryLogStore, School]:
    """Log and register alone, compared with their mark; figures would only take time here."""
    vault = Vault(folder, key)
    database = Database(folder / DATABASE_NAME, vault.ledger_key)
    inspection.compare_with_mark(database, Mark.read(folder / MARK_NAME))
    caught_up(Mark(folder / MARK_NAME), database)
    return EntryLogStore(database, vault, DraftDrawer(database, vault)), School(database, vault)


def write_until_killed(folder: Path, key: SchoolKey, threads: int, speaker: Connection) -> None:
    log, register = opened(folder, key)
    for _ in range(threads):
        threading.Thread(target=write, args=(log, register, speaker)).start()
