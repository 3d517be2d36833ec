"""A guide held beside a talk: which of its lines ask something, and their answers as one note."""

from collections.abc import Collection, Iterable, Mapping

from casework.card.model import Guide

# What a field of a form asks already; a line of the guide with these words asks it once more.
ASKED_BY_FIELD = {"safety_score": "van 1 tot 10", "present": "erbij", "outcome": "gestopt"}


def questions(guide: Guide, fields: Collection[str]) -> list[str]:
    """The lines that ask something which no other field of the form asks."""
    asked = [words for field, words in ASKED_BY_FIELD.items() if field in fields]
    return [
        line for line in guide.lines if "?" in line and not any(words in line for words in asked)
    ]


def advice(guide: Guide) -> list[str]:
    """The lines that ask nothing: what to do and what not."""
    return [line for line in guide.lines if "?" not in line]


def note(answers: Mapping[str, str], more: str = "") -> str:
    """One note: each question that was answered with its answer, then what else was written."""
    parts: Iterable[str] = (f"{asked}\n{said}" for asked, said in answers.items() if said)
    return "\n\n".join([*parts, more] if more else parts)
