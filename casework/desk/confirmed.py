"""The mark of what asks for a fresh proof of who it is: it decides who gets in, or takes files."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from casework.desk.access import Room
from casework.identity import CONFIRMED_FOR_ACCESS

R = TypeVar("R", bound=Room)
P = ParamSpec("P")
T = TypeVar("T")
Method = Callable[Concatenate[R, P], T]
MARK = "asks_within"


def confirmed(
    within: timedelta = CONFIRMED_FOR_ACCESS,
) -> Callable[[Method[R, P, T]], Method[R, P, T]]:
    """A method of a room that refuses with ConfirmationNeeded whom the proof is too long ago of."""

    def mark(method: Method[R, P, T]) -> Method[R, P, T]:
        @wraps(method)
        def checked(room: R, /, *args: P.args, **kwargs: P.kwargs) -> T:
            room._access.require_confirmed(within)
            return method(room, *args, **kwargs)

        setattr(checked, MARK, within)
        return checked

    return mark
