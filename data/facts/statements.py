"""The statements of this folder, each a file of its own, or two of which the first is shared."""

from functools import cache
from importlib.resources import files


@cache
def statement(*names: str) -> str:
    """What stands in the files of these names, one after the other."""
    folder = files(__package__)
    return "\n".join(folder.joinpath(f"{name}.sql").read_text("utf-8") for name in names)
