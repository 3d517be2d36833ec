"""The cast at their desks, in a school on a real file."""

from collections.abc import Iterator

import pytest

from tests.casework.desk.one_commit import each_act_is_one_commit
from tests.cast import Cast, copy_of, only_looked_at


@pytest.fixture(scope="package", autouse=True)
def _one_commit() -> Iterator[None]:
    with each_act_is_one_commit():
        yield


@pytest.fixture(scope="module")
def school(cast_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The cast in one school for the whole module."""
    cast = copy_of(cast_files, tmp_path_factory.mktemp("school") / "school")
    yield cast
    cast.store.close()


@pytest.fixture
def shared(school: Cast) -> Iterator[Cast]:
    """That school, for who only looks or is refused."""
    with only_looked_at(school) as cast:
        yield cast
