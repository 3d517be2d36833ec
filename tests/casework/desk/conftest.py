"""The cast at their desks, in a school on a real file."""

from collections.abc import Iterator

import pytest

from tests.cast import Cast, make_cast


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The cast in one school for the whole module: setting one up takes a second or two."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("keys")))
        patch.setenv("APPDATA", str(tmp_path_factory.mktemp("keys")))
        made = make_cast(tmp_path_factory.mktemp("school") / "school")
        yield made
        made.store.close()
