"""Why the last act of a form was not stored: it was refused, or it waits for a proof."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from casework.desk import Desk
from ui import memory


@dataclass(frozen=True)
class Refusal:
    """Why a form was not stored, and at which field.

    `save_anew` stores a form that was stored before, with other words, as a new one. `beside` is
    what a colleague recorded meanwhile, line by line.
    """

    sentence: str
    field: str = ""
    save_anew: Callable[[Desk], str] | None = None
    beside: tuple[str, ...] = ()


def keep_refusal(form: str, sentence: str, field: str = "", **more: Any) -> None:
    """Keep a refusal for the run that shows it; `more` are its other fields."""
    memory.remember(f"refusal_{form}", Refusal(sentence, field, **more))


def refusal(form: str) -> Refusal | None:
    """The refusal of this form's last act, in the run right after it."""
    return cast(Refusal | None, memory.recall(f"refusal_{form}"))


def forget_refusal(form: str) -> None:
    """The refusal has been shown."""
    memory.remember(f"refusal_{form}", None)


@dataclass(frozen=True)
class WaitingAct:
    """An act that waits until whoever is at this screen proved who it is."""

    sentence: str
    save: Callable[[Desk], str]
    visit: str


def keep_waiting_act(form: str, sentence: str, save: Callable[[Desk], str]) -> None:
    """The act of this form waits for a proof, for as long as this visit of the screen lasts."""
    memory.remember(f"waiting_{form}", WaitingAct(sentence, save, memory.visit()))


def waiting_act(form: str) -> WaitingAct | None:
    """The act of this form that waits for a proof."""
    waiting: WaitingAct | None = memory.recall(f"waiting_{form}")
    return waiting if waiting and waiting.visit == memory.visit() else None


def forget_waiting_act(form: str) -> None:
    """The act was done, or is not wanted any more."""
    memory.remember(f"waiting_{form}", None)
