"""Which screen has which half-filled form; known to this process alone, and only while it runs.

A screen is one tab of a browser from its load to the next. It is *living* as long as it is
visible, was heard of less than a minute ago, and whoever sits there is still signed in; a form on
a screen that is not living is taken over without a question.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

LIVING_SECONDS = 60.0
MOST = 20_000
Listener = Callable[[str], None]
T = TypeVar("T")


@dataclass
class _Form:
    """What is known of one form: who has it, how far each screen was heard, and its end."""

    owner: str = ""
    ended_by: str | None = None
    spare_of: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    typed: set[tuple[str, str]] = field(default_factory=set)


class Screens:
    """Screens and their forms, each by its key; every method may be called from any thread."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        is_signed_in: Callable[[str], bool] = bool,
    ) -> None:
        """`is_signed_in` says of the public id of a session whether it still goes on."""
        self._clock = clock
        self._is_signed_in = is_signed_in
        self._lock = threading.RLock()
        self._heard: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._left: OrderedDict[str, int] = OrderedDict()
        self._forms: OrderedDict[str, _Form] = OrderedDict()
        self.on_move: list[Listener] = []
        """Told whose screens have to look again: the id of a person."""

    # --- which screens are there ----------------------------------------------------------------

    def hear(self, screen: str, session: str, *, is_visible: bool, number: int) -> None:
        """This screen was heard of, in this session: it is there, or it says goodbye.

        A screen numbers what it says: what it said before its goodbye may come in after it.
        """
        with self._lock:
            if is_visible and number < self._left.get(screen, 0):
                return
            self._heard.pop(screen, None)
            if is_visible:
                _add(self._heard, screen, (self._clock(), session))
            else:
                _add(self._left, screen, number)

    def is_living(self, screen: str) -> bool:
        """Whether somebody may be looking at this screen now."""
        with self._lock:
            at, session = self._heard.get(screen, (float("-inf"), ""))
        return self._clock() - at < LIVING_SECONDS and self._is_signed_in(session)

    # --- who has a form -------------------------------------------------------------------------

    def claim(self, form_key: str, screen: str, staff_id: str = "") -> None:
        """From now on this screen has the form; the screens of `staff_id` are told to look."""
        with self._lock:
            form = self._form(form_key)
            is_moved = form.owner not in ("", screen)
            form.owner = screen
        if is_moved and staff_id:
            for tell in self.on_move:
                tell(staff_id)

    def claim_free(self, form_key: str, screen: str) -> bool:
        """Take a form that no screen has; whether this screen has it now."""
        with self._lock:
            form = self._form(form_key)
            form.owner = form.owner or screen
            return form.owner == screen

    def is_elsewhere(self, form_key: str, screen: str) -> bool:
        """Whether another screen has this form, living or not."""
        with self._lock:
            form = self._forms.get(form_key)
            return form is not None and form.owner not in ("", screen)

    def is_busy(self, form_key: str, screen: str) -> bool:
        """Whether a living screen other than this one has this form."""
        with self._lock:
            form = self._forms.get(form_key)
            owner = form.owner if form else ""
        return owner not in ("", screen) and self.is_living(owner)

    # --- the order of what is typed -------------------------------------------------------------

    def is_newer(self, form_key: str, screen: str, number: int) -> bool:
        """Whether this is the newest that was heard of this screen about the form; once each."""
        with self._lock:
            numbers = self._form(form_key).numbers
            if number <= numbers.get(screen, -1):
                return False
            numbers[screen] = number
            return True

    def note_typed(self, form_key: str, screen: str, fields: set[str]) -> None:
        """The screen itself sends what is typed in these fields."""
        with self._lock:
            self._form(form_key).typed.update((screen, name) for name in fields)

    def sends_itself(self, form_key: str, screen: str, name: str) -> bool:
        """Whether what is typed in this field comes from the screen itself, and sooner."""
        with self._lock:
            form = self._forms.get(form_key)
            return form is not None and (screen, name) in form.typed

    # --- the end of a form ----------------------------------------------------------------------

    def end(self, form_key: str, screen: str, staff_id: str = "") -> None:
        """The form was stored or thrown away on this screen."""
        with self._lock:
            form = self._form(form_key)
            has_others = form.owner not in ("", screen) or len(form.numbers) > 1
            form.ended_by, form.owner = screen, screen
        if has_others and staff_id:
            for tell in self.on_move:
                tell(staff_id)

    def has_ended(self, form_key: str) -> bool:
        """Whether the form was stored or thrown away since this process began."""
        with self._lock:
            form = self._forms.get(form_key)
            return form is not None and form.ended_by is not None

    def ended_by(self, form_key: str) -> str | None:
        """The screen on which the form ended; None when it has not, as far as is known here."""
        with self._lock:
            form = self._forms.get(form_key)
            return form.ended_by if form else None

    def spare_key(self, form_key: str, screen: str, make: Callable[[], str]) -> str:
        """The key of the draft for what this screen still had when the form went on elsewhere."""
        with self._lock:
            spares = self._form(form_key).spare_of
            if screen not in spares:
                spares[screen] = make()
            return spares[screen]

    def _form(self, form_key: str) -> _Form:
        form = self._forms.get(form_key) or _Form()
        self._forms.pop(form_key, None)
        _add(self._forms, form_key, form)
        return form


def _add(known: "OrderedDict[str, T]", name: str, value: T) -> None:
    known[name] = value
    while len(known) > MOST:
        known.popitem(last=False)
