"""The doors of the engine are shut: no file, no extension, no variable of Python, no setting."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data.database import Database
from data.store import Store
from tests.data.small_school import new_case


@pytest.fixture
def csv(store: Store, folder: Path) -> Path:
    path = folder / "names.csv"
    path.write_text("name\nNoor\n", encoding="utf-8")
    return path


def refused(database: Database, sql: str, says: str) -> None:
    cursor = database.cursor()
    with pytest.raises(duckdb.Error, match=says):
        cursor.execute(sql)
    cursor.close()


def test_no_file_is_read_or_written_by_a_query(store: Store, csv: Path) -> None:
    for sql in (
        f"select * from '{csv}'",
        f"select * from read_csv('{csv}')",
        f"select * from read_text('{csv}')",
        f"copy (select 1) to '{csv.with_name('out.csv')}'",
        f"attach '{csv.with_name('other.duckdb')}' as other",
        f"export database '{csv.with_name('all')}'",
    ):
        refused(store.database, sql, "disabled by configuration")


def test_no_extension_is_fetched_or_loaded(store: Store) -> None:
    for sql in ("install httpfs", "load httpfs", "install h3 from community"):
        refused(store.database, sql, "disabled")


def test_no_variable_of_the_program_is_a_table(store: Store) -> None:
    secret_frame = pd.DataFrame({"a": [1]})
    assert len(secret_frame) == 1
    refused(store.database, "select * from secret_frame", "does not exist")


def test_no_setting_can_be_changed_any_more(store: Store) -> None:
    for sql in (
        "set enable_external_access = true",
        "set memory_limit = '8GB'",
        "set python_enable_replacements = true",
        "set lock_configuration = false",
        "reset allowed_directories",
    ):
        refused(store.database, sql, r"(?i)lock|cannot")


def test_no_secret_is_kept_by_the_engine(store: Store) -> None:
    refused(store.database, "create persistent secret s (type http)", "Persistent secrets")


def test_the_file_has_the_format_of_the_long_supported_release(store: Store) -> None:
    tags = store.database.one("select tags from duckdb_databases() where database_name = 'school'")
    assert tags is not None
    assert tags[0]["storage_version"].startswith("v1.5.0")


def test_a_statement_of_ours_that_is_wrong_tells_no_value(store: Store) -> None:
    with pytest.raises(Exception, match="ConversionException") as fault:
        store.database.rows("select $1::integer", ("Noor Verhoeven",))
    shown = fault.getrepr(style="long", chain=True) if hasattr(fault, "getrepr") else ""
    assert "Noor" not in str(fault.value)
    assert fault.value.__cause__ is None
    assert str(shown)


def test_ids_come_back_as_text(store: Store) -> None:
    case_id = new_case(store).subject_id
    assert store.database.one("select subject_id from entry limit 1") == (case_id,)


def test_an_answer_leaves_nothing_open(store: Store) -> None:
    for _ in range(3):
        store.database.one("select * from entry")
    store.database.checkpoint()


def test_a_change_outside_a_transaction_is_a_fault(store: Store) -> None:
    with pytest.raises(RuntimeError):
        store.database.run("delete from entry")
    with pytest.raises(RuntimeError):
        store.database.load("setting", [("a", "b")])


def fails_after_a_change(database: Database) -> None:
    with database.write():
        database.run("insert into setting (key, value) values ('a', 'b')")
        raise ZeroDivisionError


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        fails_after_a_change(store.database)
    assert store.database.one("select 1 from setting where key = 'a'") is None


def test_an_inner_transaction_joins_the_outer_one(store: Store) -> None:
    with store.database.write():
        with pytest.raises(ZeroDivisionError):
            fails_after_a_change(store.database)
        assert store.database.one("select 1 from setting where key = 'a'") == (1,)
    assert store.database.one("select 1 from setting where key = 'a'") == (1,)
