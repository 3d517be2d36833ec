"""Opens, sets up and throws away: the road from the door to the stores of a school and its demo."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import demo
from casework.errors import CaseworkError
from data import school_key
from data.setup import SchoolSetup, set_up_school
from data.store import Store, exists
from server.settings import Settings


def _nothing() -> None:
    """What happens by default when a store cannot write any more."""


class Schools:
    """The school and the demo school of this machine, each in a folder of its own.

    `on_fatal` is called once when an open store cannot write any more.
    """

    def __init__(
        self,
        settings: Settings,
        today: Callable[[], date] = date.today,
        on_fatal: Callable[[], None] = _nothing,
    ) -> None:
        self._settings = settings
        self._today = today
        self._on_fatal = on_fatal

    @property
    def settings(self) -> Settings:
        """Where the two schools live."""
        return self._settings

    def has_school(self) -> bool:
        """Whether an own school has been set up; half of one counts, it must be restored."""
        return exists(self._settings.school_folder)

    def open_school(self) -> Store:
        """Open the own school; raises what `data` says when that cannot be."""
        return self._opened(self._settings.school_folder)

    def set_up(self, setup: SchoolSetup) -> Store:
        """Make the own school, whole or not at all."""
        folder, key = self._settings.school_folder, school_key.make(self._settings.school_folder)
        return self._with_mail(set_up_school(folder, key, setup, on_fatal=self._on_fatal))

    def key_place(self) -> str:
        """Where the key of the own school is, in words for the person who set it up."""
        path = school_key.find(self._settings.school_folder).path
        return str(path) if path else "in de instelling HANDELINGSKAART_KEY van deze computer"

    def has_demo(self) -> bool:
        """Whether the demo school has been made."""
        return exists(self._settings.demo_folder)

    def open_demo(self) -> Store:
        """Open the demo school; made anew when it is not there, or was made on another day."""
        folder = self._settings.demo_folder
        self._refuse_shared_folder(folder)
        if self.has_demo():
            store = self._opened(folder)
            if demo.is_of_today(store, self._today()):
                return store
            store.throw_away()
        demo.make_demo(folder, school_key.make(folder), today=self._today()).close()
        return self._opened(folder)

    def _opened(self, folder: Path) -> Store:
        store = Store.open(folder, school_key.find(folder), on_fatal=self._on_fatal)
        try:
            store.cards.current()
        except CaseworkError:
            store.close()
            raise
        return self._with_mail(store)

    def _with_mail(self, store: Store) -> Store:
        """A school sends e-mail when there is a mail server; made-up people never get any."""
        store.outbox.is_on = self._settings.mail is not None and not store.is_demo
        return store

    def _refuse_shared_folder(self, folder: Path) -> None:
        own = self._settings.school_folder
        if folder == own or folder in own.parents or own in folder.parents:
            raise CaseworkError(
                "De demoschool en de eigen school staan in dezelfde map. Geef de demoschool met "
                "HANDELINGSKAART_DEMO_DATA een eigen map; er is niets veranderd."
            )
