"""Made-up names of pupils and staff, of all the backgrounds that a Dutch school has."""

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from casework.people import PersonName

MIXED = 0.06  # given and family name of different backgrounds


@cache
def _pools() -> Mapping[str, Any]:
    text = files("demo.roster").joinpath("names.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _by_share() -> list[str]:
    backgrounds = [name for name in _pools() if name != "staff"]
    return [name for name in backgrounds for _ in range(_pools()[name]["share"])]


def pupil_name(rng: Random) -> PersonName:
    """A pupil's name; given and family name mostly of one background."""
    first = _chosen(rng, _by_share())
    second = _chosen(rng, _by_share()) if rng.random() < MIXED else first
    return PersonName(
        _chosen(rng, _pools()[first]["given"]), _chosen(rng, _pools()[second]["family"])
    )


def staff_name(rng: Random) -> PersonName:
    """The name of somebody who works at the school."""
    origin = _chosen(rng, _by_share()) if rng.random() < 0.5 else "dutch"
    return PersonName(
        _chosen(rng, _pools()["staff"][origin]), _chosen(rng, _pools()[origin]["family"])
    )


def new_user_name(name: PersonName, in_use: set[str]) -> str:
    """An e-mail-like user name ("s.elidrissi"), numbered when it is taken already."""
    base = f"{_plain(name.given)[:1]}.{_plain(name.family)}"
    candidate, count = base, 1
    while candidate in in_use:
        count += 1
        candidate = f"{base}{count}"
    in_use.add(candidate)
    return candidate


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("Ł", "L").replace("ł", "l"))
    return "".join(c for c in bare.casefold() if c.isascii() and c.isalpha())


def _chosen(rng: Random, names: Sequence[str]) -> str:
    return names[int(rng.random() * len(names))]
