"""Is everything there, and as it was written: the mark outside the file, the chain, the words."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from casework.errors import StoreDamaged
from data.access_log import READS, READS_TIP, reads_tip
from data.database import Database, Row, peek
from data.faults import REPAIR, missing_entries
from data.mark import Position, link, position_of
from data.receipts import ENTRIES, TIP, tip_of
from data.rows import COLUMNS, EntryRow, digest
from data.vault import Vault

BATCH = 20_000
AT_MARK = "select chain from form_receipt where position = "
READS_AT_MARK = "select chain from access_log where number = "


def look_first(path: Path, noted: Mapping[str, Position] | None) -> None:
    """Compare a file with its mark without touching it; StoreDamaged when something is missing."""
    entries, reads = position(noted, ENTRIES), position(noted, READS)
    tip, there, last_read, reads_there = peek(
        path,
        TIP,
        f"{AT_MARK}{entries.count:d}",
        READS_TIP,
        f"{READS_AT_MARK}{reads.count:d}",
    )
    _compare(entries, position_of(tip), there)
    _compare(reads, position_of(last_read), reads_there)


def compare_with_mark(
    database: Database, noted: Mapping[str, Position] | None
) -> dict[str, Position]:
    """The same for a file that is open already; no matter how large, it reads a few rows.

    Gives the last position of each series in the file.
    """
    entries, reads = position(noted, ENTRIES), position(noted, READS)
    tips = {ENTRIES: tip_of(database), READS: reads_tip(database)}
    _compare(entries, tips[ENTRIES], _at_mark(database, AT_MARK, entries, tips[ENTRIES]))
    _compare(reads, tips[READS], _at_mark(database, READS_AT_MARK, reads, tips[READS]))
    return tips


def _at_mark(database: Database, sql: str, noted: Position, tip: Position) -> list[Row]:
    """The row that the mark speaks of; mostly it is the last one."""
    return [(tip.chain,)] if tip.count == noted.count else database.rows(f"{sql}$1", (noted.count,))


def position(noted: Mapping[str, Position] | None, series: str) -> Position:
    """What the mark says of a series; StoreDamaged when there is no mark at all."""
    if noted is None:
        raise StoreDamaged(
            "Het bestand position.json hoort bij de gegevens en ontbreekt of is niet leesbaar. "
            "Daardoor is niet te zien of alles er nog is. Zet het terug uit de reservekopie, of "
            "laat het herstellen; zie 'Herstellen' in docs/beheer.md.",
            REPAIR,
        )
    return noted.get(series, Position())


def _compare(noted: Position, tip: Position, at_mark: list[Row]) -> None:
    if tip.count < noted.count:
        raise missing_entries(noted.count - tip.count)
    if noted.count and (not at_mark or at_mark[0][0] != noted.chain):
        raise StoreDamaged(
            "Het gegevensbestand hoort niet bij de stand die hier is bewaard: het is een ander of "
            "een ouder bestand. Zet een reservekopie terug waarin alles bij elkaar hoort, of laat "
            "het herstellen; zie 'Herstellen' in docs/beheer.md.",
            REPAIR,
        )


def findings(database: Database, vault: Vault) -> list[str]:
    """Everything read again, hashed again and unsealed again; what is wrong, in Dutch."""
    return [*_chain_findings(database), *_entry_findings(database, vault)]


def _chain_findings(database: Database) -> Iterator[str]:
    before, after = Position(), -1
    sql = f"""
        select position, digest, chain from form_receipt where position > $1
        order by position limit {BATCH}
    """
    while batch := database.rows(sql, (after,)):
        for count, hash_of_rows, chain in batch:
            if link(before.chain, hash_of_rows) != chain:
                yield f"De keten van vastleggingen klopt niet bij nummer {count}."
                return
            before, after = Position(count, chain), count


def _entry_findings(database: Database, vault: Vault) -> Iterator[str]:
    entry_columns = ", ".join(f"e.{name}" for name in COLUMNS.split(", "))
    sql = f"""
        select r.position, r.digest, r.last_number - r.first_number + 1, {entry_columns}
        from form_receipt r left join entry e on e.subject_id = r.subject_id
            and e.number between r.first_number and r.last_number
        where r.position > $1 and r.position <= $2 and r.subject_id is not null
        order by r.position, e.number
    """
    for start in range(0, tip_of(database).count, BATCH):
        lines = database.rows(sql, (start, start + BATCH))
        for (count, hash_of_rows, size), rows in groupby(lines, key=lambda row: row[:3]):
            entries = [EntryRow(*row[3:]) for row in rows if row[3] is not None]
            if len(entries) != size or digest(entries) != hash_of_rows:
                yield f"Een vastlegging is niet meer zoals zij is opgeslagen (nummer {count})."
            else:
                yield from _word_findings(entries, vault, count)


def _word_findings(entries: list[EntryRow], vault: Vault, count: int) -> Iterator[str]:
    for entry in entries:
        try:
            vault.unseal(entry.subject_id, entry.sealed, f"entry:{entry.number}")
        except StoreDamaged:
            yield f"De woorden van een vastlegging zijn niet te lezen (nummer {count})."
