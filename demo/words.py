"""The made-up notes of the demo school: templates with the pupils still to be named."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

PUPIL_MARK = re.compile(r"\{([tdpo])\}")


@cache
def _templates() -> Mapping[str, Any]:
    text = files("demo").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)


def note(rng: Random, about: str, which: str = "any", **pupils: int) -> str:
    """A text about something, with the pupils as their places in the case: "{0} slaapt slecht"."""
    of_subject = _templates()[about]
    template = _chosen(rng, of_subject.get(which) or of_subject.get("any") or [""])
    return PUPIL_MARK.sub(lambda mark: f"{{{pupils.get(mark[1], 0)}}}", template)


def talk_notes(rng: Random, about: str, **pupils: int) -> str:
    """Several sentences of one conversation, in their order."""
    parts = [_chosen(rng, part) for part in _templates()[about]["parts"]]
    return PUPIL_MARK.sub(lambda mark: f"{{{pupils.get(mark[1], 0)}}}", " ".join(parts))


def _chosen(rng: Random, templates: Sequence[str]) -> str:
    return templates[int(rng.random() * len(templates))]
