"""The cast at their desks, in a school on a real file."""

from collections.abc import Iterator

import pytest

from tests.cast import Cast, copy_of


@pytest.fixture(scope="module")
def school(cast_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The cast in one school for the whole module."""
    cast = copy_of(cast_files, tmp_path_factory.mktemp("school") / "school")
    yield cast
    cast.store.close()
