"""Ids as they are kept: UUIDs in their plain written form; anything else is simply unknown."""

from collections.abc import Iterable
from uuid import UUID


def is_id(text: object) -> bool:
    """Whether `text` is an id as we write them; what comes from outside may be anything."""
    if not isinstance(text, str) or len(text) != 36:
        return False
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def only_ids(texts: Iterable[object]) -> list[str]:
    """The ids among `texts`, each once, in order."""
    return list(dict.fromkeys(str(text).lower() for text in texts if is_id(text)))
