"""Is everything there, and as it was written: the mark outside the file, the chain, the words."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from casework.errors import StoreDamaged
from data.database import Database
from data.engine import peek
from data.faults import REPAIR, StatementFault, missing_changes
from data.ledger import TIP
from data.mark import LEDGER, Position, position_of
from data.receipts import tip_of
from data.rows import COLUMNS, EntryRow, digest
from data.transactions import Row
from data.vault import Vault

BATCH = 20_000
LONGEST_LAG = timedelta(minutes=10)
SINCE = "select min(committed_at), max(committed_at) from ledger where number > $1"


class Series(NamedTuple):
    """What a mark counts, and how to ask a file for it."""

    name: str
    tip: str
    at_mark: str


OF_LEDGER = Series(LEDGER, TIP, "select chain from ledger where number = ")
# A file of before the ledger has a mark with two series.
OF_BEFORE = (
    Series(
        "entries",
        "select max(position), arg_max(chain, position) from form_receipt",
        "select chain from form_receipt where position = ",
    ),
    Series(
        "reads",
        "select max(number), arg_max(chain, number) from access_log",
        "select chain from access_log where number = ",
    ),
)


def look_first(path: Path, noted: Mapping[str, Position] | None) -> None:
    """Compare a file with its mark without touching it; StoreDamaged when something is missing."""
    series = series_of(noted)
    positions = [position(noted, one.name) for one in series]
    questions = [
        sql
        for one, at in zip(series, positions, strict=True)
        for sql in (one.tip, f"{one.at_mark}{at.count:d}")
    ]
    answers = iter(peek(path, *questions))
    for one, at in zip(series, positions, strict=True):
        compare(one, at, position_of(next(answers)), next(answers))


def compare_with_mark(database: Database, noted: Mapping[str, Position] | None) -> None:
    """The same for a file that is open already; no matter how large, it reads a few rows."""
    for one in series_of(noted):
        at, tip = position(noted, one.name), tip_in(database, one)
        is_last = tip.count <= at.count
        there = [(tip.chain,)] if is_last else database.rows(f"{one.at_mark}$1", (at.count,))
        compare(one, at, tip, there)


def tip_in(database: Database, series: Series) -> Position:
    """The last position of a series in the file; the start where the file is older than that."""
    try:
        return position_of(database.rows(series.tip))
    except StatementFault:
        return Position()


def mark_finding(
    database: Database, noted: Mapping[str, Position] | None, *, was_closed: bool
) -> str:
    """What is wrong with a mark that belongs to the file and is older than it; or nothing.

    The mark follows each commit at once, so that a file that was closed is never more than one
    commit ahead of it. Where the power went it may lag some seconds, and ten minutes never.
    """
    at, tip = (noted or {}).get(LEDGER), tip_in(database, OF_LEDGER)
    if at is None or tip.count <= at.count + 1:
        return ""
    ((first, last),) = database.rows(SINCE, (at.count,))
    if not was_closed and last - first < LONGEST_LAG:
        return ""
    return (
        f"Het bestand position.json is ouder dan het gegevensbestand: het is van nummer "
        f"{at.count}, en de gegevens gaan tot nummer {tip.count}. Of er iets is teruggezet, is "
        "daardoor niet te zien. Kijk bij Wijzigingen of alles erin staat wat je verwacht."
    )


def count_missing(database: Database, noted: Mapping[str, Position] | None) -> int | None:
    """How many changes the mark knows of that are not in the file; None without a mark."""
    if noted is None:
        return None
    tips = ((one, tip_in(database, one).count) for one in series_of(noted))
    return sum(max(position(noted, one.name).count - count, 0) for one, count in tips)


def series_of(noted: Mapping[str, Position] | None) -> tuple[Series, ...]:
    """Of what the mark speaks: of the ledger, or of what there was before it."""
    is_before = noted is not None and LEDGER not in noted and bool(noted)
    return OF_BEFORE if is_before else (OF_LEDGER,)


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


def compare(series: Series, noted: Position, tip: Position, at_mark: list[Row]) -> None:
    """StoreDamaged when the file does not come as far as its mark, or came there another way."""
    if tip.count < noted.count:
        raise missing_changes(noted.count - tip.count, is_whole=series is OF_LEDGER)
    if noted.count and (not at_mark or at_mark[0][0] != noted.chain):
        raise StoreDamaged(
            "Het gegevensbestand hoort niet bij de stand die hier is bewaard: het is een ander of "
            "een ouder bestand. Zet een reservekopie terug waarin alles bij elkaar hoort, of laat "
            "het herstellen; zie 'Herstellen' in docs/beheer.md.",
            REPAIR,
        )


def findings(database: Database, vault: Vault) -> list[str]:
    """Everything read again, hashed again and unsealed again; what is wrong, in Dutch."""
    return [*_count_findings(database), *_entry_findings(database, vault)]


def _count_findings(database: Database) -> Iterator[str]:
    ((count,),) = database.rows("select count(*) from entry")
    if count > tip_of(database).count:
        yield f"Er staan {count - tip_of(database).count} vastleggingen bij zonder ontvangstbewijs."


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
        else:
            if entry.sealed and vault.is_missing(entry.subject_id):
                yield f"De sleutel van een vastlegging ontbreekt in de kluis (nummer {count})."
