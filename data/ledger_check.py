"""Is the file what its ledger says: every commit, row and table; what is wrong, in Dutch."""

from collections.abc import Iterator
from contextlib import closing
from itertools import chain, islice

from data.database import Database
from data.ledger import APPENDED, EARLIER, LEDGER, Ledger, earlier_than, next_position
from data.mark import Position, position_of
from data.row_digests import Asked, Digest, TableShape, batches_of, total_of

AT_ONCE = 20_000
MOST_NAMED = 3
ROWS = f"""
    select number, committed_at, counts, appended, chain from {LEDGER}
    where number > $1 and number <= $2 order by number
"""
STRAY = "select count(*) from {table} where ledger is null or ledger < 0 or ledger > $1"
# What stands in a table, in the words of a school.
WORDS = {
    "access_log": "het leeslog",
    "account": "de wachtwoorden",
    "account_origin": "wie een uitnodiging overhandigde",
    "act_receipt": "de ontvangstbewijzen",
    "annotation": "de aantekeningen bij Trends",
    "assignment": "de rollen van collega's",
    "away": "de afwezigheid van collega's",
    "calendar_address": "de adressen van agenda's",
    "card_note": "de redenen bij de kaart",
    "card_version": "de versies van de kaart",
    "case_number": "de nummers van zaken",
    "enrolment": "de plaatsingen in een klas",
    "entry": "de vastleggingen",
    "form_receipt": "de ontvangstbewijzen van vastleggingen",
    "free_day": "de vrije dagen",
    "import_columns": "de onthouden kolommen van bestanden",
    "import_run": "de ingelezen bestanden",
    "invitation": "de uitnodigingen",
    "ledger_state": "de kenmerken van de tabellen",
    "merged_pupil": "de samengevoegde leerlingen (afgeleid)",
    "meta": "de gegevens over dit bestand zelf",
    "name_answer": "de antwoorden of een woord een leerling is",
    "pupil": "de leerlingen",
    "pupil_detail": "de nummers en e-mailadressen van leerlingen",
    "pupil_merge": "de samengevoegde leerlingen",
    "pupil_name": "de namen van leerlingen",
    "reading_review": "wat er van ongewoon lezen is gevonden",
    "recovery_code": "de herstelcodes",
    "reference_change": "het overzicht van wie wat veranderde",
    "role_request": "de aangevraagde rollen",
    "saved_view": "de bewaarde weergaven",
    "school_account": "de gekoppelde schoolaccounts",
    "school_class": "de klassen",
    "school_year": "de schooljaren",
    "second_factor": "de tweede stap bij het aanmelden",
    "setting": "de instellingen",
    "staff": "de collega's",
    "staff_email": "de e-mailadressen van collega's",
    "stand_in": "de vervangingen van mentoren",
    "target": "de doelen bij Trends",
    "team": "de teams",
    "notices_seen": "wat op Vandaag al is gezien",
    "working_days": "de werkdagen van collega's",
}


def ledger_findings(database: Database, noted: Position, since: int = 0) -> list[str]:
    """What does not add up, in one look at the file as it is now; nothing when all is well.

    `noted` is what the mark outside the file says. What was appended up to number `since` was
    checked before, and is not read again.
    """
    with closing(database.cursor()) as cursor:
        cursor.execute("begin")
        try:
            ledger = Ledger(database.ledger.key)
            ledger.read(cursor)
            return list(_findings(ledger, batches_of(cursor), noted, since))
        finally:
            cursor.execute("rollback")


def _findings(ledger: Ledger, ask: Asked, noted: Position, since: int) -> Iterator[str]:
    earlier = earlier_than(ask)
    since = since if since >= earlier else 0
    commits = _commit_findings(ledger, ask, noted, since, earlier)
    yield from _few(commits)
    if not since:
        yield from _earlier_findings(ledger, ask, earlier)
    yield from _stray_findings(ledger, ask)
    yield from _table_findings(ledger, ask)


def _few(findings: Iterator[str]) -> Iterator[str]:
    """The first of them; of a file that is wrong all over it says no more than that."""
    yield from islice(findings, MOST_NAMED)
    if next(findings, None):
        yield "Ook daarna klopt er nog meer niet."


def _commit_findings(
    ledger: Ledger, ask: Asked, noted: Position, since: int, earlier: int
) -> Iterator[str]:
    """Numbered on, chained to the one before, and with the rows that it appended."""
    position = _position_at(ask, since)
    for start in range(since, ledger.tip.count, AT_ONCE):
        until = start + AT_ONCE
        appended: dict[int, int] = {}
        for number, at, counts, text, own_chain in chain(*ask(ROWS, (start, until))):
            position = next_position(position, at, counts, text)
            if position != Position(number, own_chain) or _is_other(position, noted):
                yield f"Het logboek van wijzigingen klopt niet bij nummer {position.count}."
                return
            appended[number] = total_of(text)
        yield from _row_findings(ledger, ask, appended, max(start + 1, earlier), until)
    if position.count < noted.count:
        yield f"In het logboek ontbreken {noted.count - position.count} wijzigingen."


def _is_other(position: Position, noted: Position) -> bool:
    return position.count == noted.count and position != noted


def _position_at(ask: Asked, number: int) -> Position:
    rows = chain(*ask(f"select number, chain from {LEDGER} where number = $1", (number,)))
    return position_of(list(rows)) if number else Position()


def _row_findings(
    ledger: Ledger, ask: Asked, appended: dict[int, int], first: int, last: int
) -> Iterator[str]:
    """The commits of which the appended rows are not what they were."""
    for name in sorted(APPENDED):
        shape = ledger.shapes[name]
        for number, digest in _digests_by_commit(ledger, ask, shape, first, last):
            if number in appended:
                appended[number] -= digest
    wrong = (n for n, left in appended.items() if n >= first and not Digest.is_nothing(left))
    for number in wrong:
        yield f"Een wijziging is niet meer zoals zij is opgeslagen (nummer {number})."


def _digests_by_commit(
    ledger: Ledger, ask: Asked, shape: TableShape, first: int, last: int
) -> Iterator[tuple[int, int]]:
    place = shape.columns.index(LEDGER)
    sql = shape.select(f"where {LEDGER} >= $1 and {LEDGER} <= $2")
    for rows in ask(sql, (first, last)):
        digests = ledger.digests.each(shape.name, rows)
        yield from zip((row[place] for row in rows), digests, strict=True)


def _earlier_findings(ledger: Ledger, ask: Asked, earlier: int) -> Iterator[str]:
    """All that was appended before the last change of shape, as one."""
    where = f"where {LEDGER} < {int(earlier)}"
    parts = (ledger.digests.of_table(ledger.shapes[name], ask, where) for name in APPENDED)
    total = sum(parts, Digest()).total
    if earlier and total != ledger.states.get(EARLIER, Digest()).total:
        yield f"Wat is opgeslagen voor nummer {earlier} is niet meer zoals het was."


def _stray_findings(ledger: Ledger, ask: Asked) -> Iterator[str]:
    for name in sorted(APPENDED):
        (count,) = next(chain(*ask(STRAY.format(table=name), (ledger.tip.count,))))
        if count:
            yield f"In {words(name)} staan {count} regels die dit programma niet schreef."


def _table_findings(ledger: Ledger, ask: Asked) -> Iterator[str]:
    """The tables of present state against the digest of the last commit that changed them."""
    for shape in ledger.state_tables:
        present = ledger.digests.of_table(shape, ask)
        noted = ledger.states.get(shape.name, Digest())
        if present.count != noted.count:
            yield (
                f"Buiten het programma om is er iets veranderd in {words(shape.name)}: er horen "
                f"{noted.count} regels te zijn, en er zijn er {present.count}."
            )
        elif present != noted:
            yield f"Buiten het programma om is er iets veranderd in {words(shape.name)}."
    gone = ledger.states.keys() - {EARLIER, *ledger.shapes}
    if gone:
        yield f"Er ontbreken tabellen: {', '.join(sorted(gone))}."


def words(table: str) -> str:
    """What stands in a table, for a sentence."""
    return WORDS.get(table, table)
