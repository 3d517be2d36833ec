"""The ledger: every commit has its row, and what another hand changed in the file is found."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from casework.errors import StoreDamaged
from casework.people import Assignment, PersonName, Role
from casework.read_log import ReadAct
from casework.records import Draft
from casework.sent_forms import SentForm
from casework.trend_notes import Annotation, Target
from data import ledger
from data.ledger import APPENDED, BY_RECEIPT, NO_RECORDS
from data.ledger_check import words
from data.mark import Mark
from data.repair import repair
from data.row_digests import TableShape
from data.store import MARK_NAME, Store
from tests.cast import YEAR_STARTS_ON, Cast
from tests.data.small_school import NOW, TODAY, colleague, new_case, note, signed
from tests.older_file import as_before, mark_of_before

WAL = "school.duckdb.wal"
# Of each type of column a value that stands nowhere yet.
OTHERS = {
    "BIGINT": "7000000001",
    "BLOB": "'other'::blob",
    "BOOLEAN": "not {0}",
    "DATE": "date '1999-01-02'",
    "INTEGER": "70001",
    "TIMESTAMP": "timestamp '1999-01-02 03:04:05'",
    "UUID": "uuid()",
    "VARCHAR": "'{0}?'",
}
FIRST = "rowid = (select min(rowid) from {0})"


def changed_by_another_hand(store: Store, *statements: str) -> None:
    """The file as somebody leaves it who opens it with another program."""
    with store.database.reshaping():
        for statement in statements:
            store.database.run(statement)


def put_back(store: Store, *tables: str) -> None:
    with store.database.reshaping():
        for table in tables:
            store.database.run(f"delete from {table}")
            store.database.run(f"insert into {table} select * from facts.kept_{table}")


def watched(store: Store) -> list[TableShape]:
    """Every table in which something is a record."""
    shapes = store.database.ledger.shapes.values()
    return [shape for shape in shapes if shape.name not in NO_RECORDS]


def unnoticed(store: Store, change: Callable[[TableShape], str]) -> tuple[set[str], set[str]]:
    """The tables that were changed, and those of which the check said nothing."""
    statements = {shape.name: change(shape) for shape in watched(store)}
    changed = {table for table, statement in statements.items() if statement}
    states = changed - APPENDED - BY_RECEIPT
    changed_by_another_hand(store, *(statements[table] for table in states))
    findings = " ".join(store.verify_ledger())
    missed = {table for table in states if words(table) not in findings}
    put_back(store, *states)
    for table in changed - states:
        changed_by_another_hand(store, statements[table])
        if not (store.check() if table in BY_RECEIPT else store.verify_ledger()):
            missed.add(table)
        put_back(store, table)
    return changed, missed


@pytest.fixture(scope="module")
def full(school: Cast) -> Store:
    """A school with something in most of its tables; whoever changes one puts it back."""
    cast = school
    store, by = cast.store, cast.staff["Ineke"]
    samira, noor, sem = cast.staff["Samira"], cast.pupils["Noor"], cast.pupils["Sem"]
    team_id = store.school.teams()[0][0]
    case_id = cast.case().subject_id
    store.access_log.noted(samira, case_id, ReadAct.OPENED, NOW, "visit", "overdracht")
    store.calendars.make(samira)
    store.school.merge_pupils(sem, noor, by)
    store.trend_notes.annotate(
        Annotation(str(uuid4()), TODAY, "Pestweek", team_id), by=by, form_key="mark"
    )
    store.trend_notes.set_target(Target(team_id, "stopped", 80), by=by)
    store.accounts.invite(samira, by, NOW)
    with store.forms.once(SentForm("form", "what"), by, "Iets"):
        pass
    store.school.move_pupils([noor], cast.classes["2C"], date(2026, 11, 3), by)
    assert store.check() == []
    for shape in watched(store):
        changed_by_another_hand(
            store, f"create table facts.kept_{shape.name} as select * from {shape.name}"
        )
    return store


# --- what another hand changed --------------------------------------------------------------------


def test_a_row_that_is_gone_from_any_table_is_found(full: Store) -> None:
    def gone(shape: TableShape) -> str:
        is_there = full.database.rows(f"select 1 from {shape.name} limit 1")
        return f"delete from {shape.name} where {FIRST.format(shape.name)}" if is_there else ""

    changed, missed = unnoticed(full, gone)
    assert {"account", "assignment", "entry", "reference_change", "setting"} <= changed
    assert missed == set()


def test_a_row_that_was_put_into_any_table_is_found(full: Store) -> None:
    def put_in(shape: TableShape) -> str:
        values = ", ".join(OTHERS[kind].format("true") for kind in shape.types)
        return f"insert into {shape.name} values ({values})"

    changed, missed = unnoticed(full, put_in)
    assert len(changed) == len(watched(full))
    assert missed == set()


def test_a_row_of_any_table_that_was_written_over_is_found(full: Store) -> None:
    def written_over(shape: TableShape) -> str:
        row = full.database.one(f"select * from {shape.name} order by rowid limit 1")
        if row is None:
            return ""
        place = max(n for n, value in enumerate(row) if value is not None)
        column = shape.columns[place]
        value = OTHERS[shape.types[place]].format(column)
        where = FIRST.format(shape.name)
        return f"update {shape.name} set {column} = {value} where {where}"

    changed, missed = unnoticed(full, written_over)
    assert {"account", "assignment", "entry", "reference_change", "setting"} <= changed
    assert missed == set()


def test_lines_of_the_change_log_that_changed_places_are_found(full: Store) -> None:
    one, other = full.database.rows(
        "select ledger, line from reference_change order by ledger desc limit 2"
    )
    changed_by_another_hand(
        full,
        f"""
        update reference_change set
            ledger = case when ledger = {one[0]} then {other[0]} else {one[0]} end,
            line = case when ledger = {one[0]} then {other[1]} else {one[1]} end
        where ledger in ({one[0]}, {other[0]})
        """,
    )
    assert full.verify_ledger()
    put_back(full, "reference_change")


def test_a_change_log_that_was_emptied_is_found(full: Store) -> None:
    changed_by_another_hand(full, "delete from reference_change")
    [*first, more] = full.verify_ledger()
    assert len(first) == 3
    assert all("niet meer zoals zij is opgeslagen" in one for one in first)
    assert more == "Ook daarna klopt er nog meer niet."
    put_back(full, "reference_change")


def test_an_older_copy_of_one_table_is_said_in_the_words_of_a_school(full: Store) -> None:
    changed_by_another_hand(full, "delete from assignment where role = 'admin'")
    [finding] = full.verify_ledger()
    assert finding.startswith("Buiten het programma om is er iets veranderd in de rollen van")
    put_back(full, "assignment")


def test_a_difference_does_not_go_when_the_row_is_changed_again_at_school(cast: Cast) -> None:
    changed_by_another_hand(cast.store, "update setting set value = 'X' where key = 'school_name'")
    cast.store.school.set_school("Het Voorbeeld", "Midden", cast.staff["Ineke"])
    assert len(cast.store.check()) == 1


def test_a_key_that_is_gone_from_the_vault_is_found(store: Store) -> None:
    case_id = new_case(store).subject_id
    store.vault._keys.clear()
    store.vault._file.execute("delete from key where subject_id = ?", (case_id,))
    assert any("sleutel" in finding for finding in store.check())


# --- every commit has its row ---------------------------------------------------------------------


def test_every_kind_of_change_moves_the_one_series_on(store: Store, folder: Path) -> None:
    kept = store.database.ledger
    before = kept.tip.count
    anneke = colleague(store, "Anneke", Role.SUPPORT_TEAM)
    case_id = new_case(store).subject_id
    store.log.append(case_id, [note()], expected=3, signature=signed(by=anneke))
    store.access_log.noted(anneke, case_id, ReadAct.OPENED, NOW, "visit")
    store.school.set_exact_figures(False, anneke)
    store.school.end_staff(anneke, TODAY, "")
    assert kept.tip.count == before + 7
    assert Mark.read(folder / MARK_NAME) == {"ledger": kept.tip}
    [(number, counts)] = store.database.rows(
        "select number, counts from ledger order by number desc limit 1"
    )
    assert (number, counts) == (kept.tip.count, '{"reference_change":1,"staff":1}')


def test_what_is_no_record_has_no_row_and_touches_nothing_else(store: Store) -> None:
    anneke = colleague(store, "Anneke", Role.SUPPORT_TEAM)
    before = store.database.ledger.tip
    store.drafts.keep(anneke, "melden", Draft("key", {"what": "fietsen"}, NOW))
    store.drafts.end(anneke, "melden", "key", "phone")
    assert store.database.ledger.tip == before
    with store.database.write(records=False), pytest.raises(RuntimeError, match="is a record"):
        store.database.run("insert into setting (key, value) values ('a', 'b')")
    with store.database.write(records=False), pytest.raises(RuntimeError, match="is a record"):
        store.database.load("setting", [("a", "b")])


def test_a_record_inside_what_is_none_has_its_row_all_the_same(store: Store) -> None:
    before = store.database.ledger.tip.count
    with store.database.write(records=False):
        store.school.set_draft_days(14, "")
    assert store.database.ledger.tip.count == before + 1
    assert store.check() == []


def test_what_is_appended_is_never_written_over_and_no_change_passes_as_a_question(
    store: Store,
) -> None:
    for sql in ("delete from access_log", "update entry set step = ''", "delete from ledger"):
        with store.database.write(), pytest.raises(RuntimeError):
            store.database.run(sql)
    with store.database.write(), pytest.raises(RuntimeError):
        store.database.rows("delete from setting returning key")
    with store.database.write(), pytest.raises(RuntimeError):
        store.database.run("update staff set staff_id = uuid()")
    with store.database.write(), pytest.raises(RuntimeError):
        store.database.run("drop table setting")


def test_what_comes_to_nothing_leaves_no_number_out(store: Store) -> None:
    before = store.database.ledger.tip

    def fails() -> None:
        with store.database.write():
            store.school.set_draft_days(14, "")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert store.database.ledger.tip == before
    store.school.set_draft_days(14, "")
    assert store.database.ledger.tip.count == before.count + 1
    assert store.check() == []


def test_many_rows_at_once_are_in_the_ledger_as_well(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many that they are not looked up one by one; and some of them changed in the same act."""
    monkeypatch.setattr(ledger, "MOST_KEYS", 3)
    register, class_id = cast.store.school, cast.classes["2B"]
    pupils = [(str(uuid4()), PersonName("Noor", f"Jansen {n}"), None) for n in range(10)]
    with cast.store.database.write():
        register.load_pupils(pupils[:5])
        register.load_enrolments(
            [(pupil[0], class_id, YEAR_STARTS_ON, None) for pupil in pupils[:5]]
        )
    assert cast.store.check() == []
    with cast.store.database.write():
        register.load_pupils(pupils[5:])
        register.move_pupils([pupil[0] for pupil in pupils[:5]], cast.classes["2C"], TODAY, "")
    assert cast.store.check() == []


def test_what_was_verified_before_is_not_read_again(store: Store) -> None:
    new_case(store)
    verified = store.database.ledger.tip.count
    new_case(store)
    assert store.verify_ledger(since=verified) == []
    changed_by_another_hand(store, f"delete from form_receipt where ledger = {verified}")
    assert store.verify_ledger(since=verified) == []
    assert store.verify_ledger()
    changed_by_another_hand(store, f"delete from form_receipt where ledger = {verified + 1}")
    assert store.verify_ledger(since=verified)


# --- a file of an earlier version -----------------------------------------------------------------


def test_a_school_of_before_the_ledger_is_taken_on_and_watched_from_then(cast: Cast) -> None:
    cast.case()
    as_before(cast.store, 11)
    folder = cast.store.folder
    cast.store.close()
    assert set(Mark.read(folder / MARK_NAME) or {}) == {"entries", "reads"}
    cast.store = Store.open(folder, cast.store.key)
    assert cast.store.check() == []
    assert Mark.read(folder / MARK_NAME) == {"ledger": cast.store.database.ledger.tip}
    changed_by_another_hand(cast.store, "delete from reference_change where kind = 'staff_added'")
    assert cast.store.check() == ["Wat is opgeslagen voor nummer 1 is niet meer zoals het was."]


def test_a_school_of_before_the_ledger_that_is_not_whole_is_refused_as_it_was(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    as_before(store, 11)
    store.database.checkpoint()
    shutil.copy(folder / "school.duckdb", tmp_path / "older")
    store.close()
    again = Store.open(folder)
    new_case(again)
    mark_of_before(again.database, folder / MARK_NAME)
    again.close()
    shutil.copy(tmp_path / "older", folder / "school.duckdb")
    before = (folder / "school.duckdb").read_bytes()
    with pytest.raises(StoreDamaged, match="ontbreken 3 regels"):
        Store.open(folder)
    assert (folder / "school.duckdb").read_bytes() == before


def test_a_change_of_shape_that_was_cut_short_is_taken_on_the_next_time(cast: Cast) -> None:
    """Stopped after the shape changed and before the ledger said so."""
    changed_by_another_hand(cast.store, "update setting set value = 'X' where key = 'school_name'")
    cast.store.database.note_before_reshaping()
    changed_by_another_hand(
        cast.store, "alter table setting add column if not exists extra varchar default 'new'"
    )
    folder = cast.store.folder
    cast.store.close()
    cast.store = Store.open(folder, cast.store.key)
    [finding] = cast.store.check()
    assert "de instellingen" in finding


# --- a journal that is cut ------------------------------------------------------------------------


def test_a_journal_cut_anywhere_opens_whole_or_is_refused_with_what_is_missing(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    """Colleagues, roles, an ended account, pupils, settings and what was read: all of it counts."""
    class_id = store.school.classes("2026-2027")[0].class_id
    anneke = colleague(store, "Anneke", Role.SUPPORT_TEAM)
    case_id = new_case(store).subject_id
    store.access_log.noted(anneke, case_id, ReadAct.OPENED, NOW, "visit")
    store.school.assign(anneke, Assignment(Role.MENTOR, class_id, TODAY), "")
    for given in ("Noor", "Sem", "Joris"):
        store.school.add_pupil(PersonName(given, "Jansen"), class_id, TODAY, "")
    store.school.set_exact_figures(False, "")
    store.school.end_staff(anneke, TODAY, "")
    tip = store.database.ledger.tip.count
    shutil.copytree(folder, tmp_path / "whole")
    size = (tmp_path / "whole" / WAL).stat().st_size
    cuts = [200, size // 10, *range(1, size, size // 6)]
    refused = 0
    for cut in cuts:
        copy = tmp_path / f"cut {cut}"
        shutil.copytree(tmp_path / "whole", copy)
        os.truncate(copy / WAL, size - cut)
        account = repair(copy, copy / "recovered")
        missing = tip - account.count_kept
        assert (account.count_missing, account.findings) == (missing, [])
        if missing:
            with pytest.raises(StoreDamaged, match=f" {missing} wijziging"):
                Store.open(copy)
            refused += 1
        else:
            Store.open(copy).close()
        shutil.rmtree(copy)
    assert refused >= len(cuts) - 1


# --- what decides which rows are read -------------------------------------------------------------


def test_a_view_that_shows_other_rows_is_found(cast: Cast) -> None:
    """Everybody in one class: no row of any table is another one."""
    changed_by_another_hand(
        cast.store,
        f"""
        create or replace view pupil_enrolment as
        select pupil_id, cast('{cast.classes["2C"]}' as uuid) as class_id, starts_on, ends_on
        from enrolment
        """,
    )
    assert cast.store.check() == [
        "De opbouw van het gegevensbestand is buiten het programma om veranderd: wie in welke "
        "klas zit."
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "create table beside (a integer)",
        "create macro is_late(day) as false",
        "create view everybody as select * from staff",
    ],
    ids=["a table", "a macro", "a view"],
)
def test_what_was_defined_beside_the_program_is_found(cast: Cast, statement: str) -> None:
    changed_by_another_hand(cast.store, statement)
    [finding] = cast.store.check()
    assert "De opbouw van het gegevensbestand" in finding
