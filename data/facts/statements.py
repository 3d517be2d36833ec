"""The statements of this folder, each a file of its own."""

from functools import cache
from importlib.resources import files


@cache
def statement(name: str) -> str:
    """What stands in the file of that name."""
    return files(__package__).joinpath(f"{name}.sql").read_text("utf-8")
