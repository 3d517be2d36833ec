"""The cast in one school for a whole module of tests."""

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest

from data.store import Store
from tests.cast import Cast


@pytest.fixture(scope="module")
def school(made_once: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The cast in one school for the whole module; what a test writes stays there."""
    folder = tmp_path_factory.mktemp("school") / "school"
    shutil.copytree(made_once.store.folder, folder)
    store = Store.open(folder, made_once.store.key)
    yield replace(made_once, store=store)
    store.close()
