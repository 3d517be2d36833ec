"""The statements of this folder, each a file of its own, and over which entries one is asked."""

from functools import cache
from importlib.resources import files


@cache
def statement(name: str) -> str:
    """What stands in the file of that name."""
    return files(__package__).joinpath(f"{name}.sql").read_text("utf-8")


def standing(source: str) -> str:
    """The statement of the entries that count, out of those of `source`."""
    return statement("standing").replace("source_entry", source)


def of_entries(table: str, source: str = "entry") -> str:
    """The statement of a table over all entries that count, or over those of `source`."""
    return statement(table).replace("from standing_entry", f"from ({standing(source)})")


def of_standing(table: str) -> str:
    """The statement of a table over the entries that were found to count: facts.standing."""
    return statement(table).replace("from standing_entry", "from facts.standing")
