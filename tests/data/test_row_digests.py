"""The shapes of the tables of a file are always its own, however often one was seen before."""

from collections.abc import Iterator
from contextlib import closing

import duckdb
import pytest

from data.row_digests import COLUMNS, shapes_in, table_shapes

MADE = "create table pupil (pupil_id uuid primary key, left_on date)"


@pytest.fixture
def file() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect(":memory:")) as cursor:
        yield cursor


@pytest.mark.parametrize(
    "change",
    [
        "alter table pupil add column sealed_name blob",
        "alter table pupil drop column left_on",
        "alter table pupil rename column left_on to gone_on",
        "alter table pupil alter left_on set data type varchar",
        "alter table pupil rename to former_pupil",
        "create table class (class_id uuid primary key, name varchar)",
        "create view pupils as select * from pupil",
        "drop table pupil",
    ],
    ids=[
        "a column more",
        "a column less",
        "another name of a column",
        "another type",
        "another name",
        "a table more",
        "a view is no table",
        "a table less",
    ],
)
def test_a_file_that_got_another_shape_has_that_shape(
    file: duckdb.DuckDBPyConnection, change: str
) -> None:
    file.execute(MADE).fetchall()
    assert shapes_in(file)["pupil"].columns == ("pupil_id", "left_on")
    file.execute(change).fetchall()
    assert shapes_in(file) == table_shapes(file.execute(COLUMNS).fetchall())


def test_what_one_file_is_given_is_not_given_to_another(file: duckdb.DuckDBPyConnection) -> None:
    file.execute(MADE).fetchall()
    shapes_in(file).clear()
    with closing(duckdb.connect(":memory:")) as other:
        other.execute(MADE).fetchall()
        assert shapes_in(other)["pupil"].types == ("UUID", "DATE")
