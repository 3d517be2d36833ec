"""The cast in one school for a whole module of tests."""

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest

from data.store import Store
from tests.cast import Cast


@pytest.fixture(scope="module")
def school(cast_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The cast in one school for the whole module; what a test writes stays there."""
    folder = tmp_path_factory.mktemp("school") / "school"
    shutil.copytree(cast_files.store.folder, folder)
    store = Store.open(folder, cast_files.store.key)
    yield replace(cast_files, store=store)
    store.close()
