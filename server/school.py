"""Opens, sets up and throws away: the road from the door to the stores of a school and its demo."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from casework.errors import CaseworkError, StoreFull
from data import demo, school_key, setup
from data.school_key import VAULT_NAME, SchoolKey
from data.setup import SchoolSetup
from data.store import Store
from server.settings import Settings

BEING_MADE = "wordt-gemaakt"


class Schools:
    """The school and the demo school of this machine, each in a folder of its own."""

    def __init__(self, settings: Settings, today: Callable[[], date] = date.today) -> None:
        self._settings = settings
        self._today = today

    @property
    def settings(self) -> Settings:
        """Where the two schools live."""
        return self._settings

    def has_school(self) -> bool:
        """Whether an own school has been set up."""
        return _is_there(self._settings.school_folder)

    def open_school(self) -> Store:
        """Open the own school; raises what `data` says when that cannot be."""
        return _opened(self._settings.school_folder)

    def set_up(self, wanted: SchoolSetup) -> Store:
        """Make the own school, whole or not at all."""
        return _made(
            self._settings.school_folder,
            lambda folder, key: setup.set_up_school(folder, key, wanted),
        )

    def key_place(self) -> str:
        """Where the key of the own school is, in words for the person who set it up."""
        path = school_key.find(self._settings.school_folder).path
        return str(path) if path else "in de instelling HANDELINGSKAART_KEY van deze computer"

    def open_demo(self) -> Store:
        """Open the demo school, made first when it is not there."""
        folder = self._settings.demo_folder
        if _is_there(folder):
            return _opened(folder)
        self._refuse_shared_folder()
        return _made(folder, lambda part, key: demo.make_demo(part, key, today=self._today()))

    def discard_demo(self) -> None:
        """Remove the files and the key of the demo school, and only those."""
        self._refuse_shared_folder()
        folder = self._settings.demo_folder
        if _is_there(folder):
            school_key.forget(school_key.find(folder))
        if folder.exists():
            shutil.rmtree(folder)

    def _refuse_shared_folder(self) -> None:
        folder, own = self._settings.demo_folder, self._settings.school_folder
        if folder == own or folder in own.parents or own in folder.parents:
            raise CaseworkError(
                "De demoschool en de eigen school staan in dezelfde map. Geef de demoschool met "
                "HANDELINGSKAART_DEMO_DATA een eigen map; er is niets veranderd."
            )


def _is_there(folder: Path) -> bool:
    # Half of it counts too: a school whose database or vault is missing is to be restored, and
    # must never be written over by a new one.
    return (folder / VAULT_NAME).is_file() or any(folder.glob("*.duckdb"))


def _opened(folder: Path) -> Store:
    return Store.open(folder, school_key.find(folder))


def _made(folder: Path, make: Callable[[Path, SchoolKey], Store]) -> Store:
    """Make a school in a corner of its folder, and move it in place only when it is whole."""
    corner = _empty_corner(folder)
    key = school_key.make(folder)
    try:
        make(corner, key).close()
        for path in sorted(corner.iterdir()):
            path.replace(folder / path.name)
    except BaseException:
        school_key.forget(key)
        raise
    finally:
        shutil.rmtree(corner, ignore_errors=True)
    return _opened(folder)


def _empty_corner(folder: Path) -> Path:
    corner = folder / BEING_MADE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if corner.exists():
            shutil.rmtree(corner)
        corner.mkdir()
    except OSError as problem:
        raise StoreFull(
            f"Er kan niet worden geschreven in de map {folder}. Geef schrijfrechten op die map, "
            "of kies een andere map met HANDELINGSKAART_DATA of HANDELINGSKAART_DEMO_DATA."
        ) from problem
    return corner
