"""The files of a school are for the user of the program alone, also where they were not before.

On Windows the rights of the folder of a user do this; nothing is changed there.
"""

import logging
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_record = logging.getLogger(__name__)

FOLDER, FILE = 0o700, 0o600
OTHERS = stat.S_IRWXG | stat.S_IRWXO
ONLY_OURS = 0o077
"""What a new file is not given, whoever makes it: others can do nothing with it."""


def from_now_on() -> None:
    """Every file that this process makes is for its own user alone."""
    if os.name != "nt":
        os.umask(ONLY_OURS)


def make_private(folder: Path, names: Iterable[str], key_file: Path | None = None) -> list[Path]:
    """Take from others what they may do with these files in a school's folder, and with its key.

    The folder itself goes along when nothing else is kept in it: nobody loses a folder that is
    shared. Gives what could not be changed, which the log says too.
    """
    if os.name == "nt":
        return []
    ours = {*names, "tmp"}
    files = [folder / name for name in ours]
    places = [*files, *([key_file] if key_file else [])]
    if {path.name for path in _inside(folder)} <= ours:
        places.append(folder)
    open_to_others = [path for path in places if not _made_private(path)]
    for path in open_to_others:
        _record.warning("others on this computer can use %s, and that could not be changed", path)
    return open_to_others


def _inside(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _made_private(path: Path) -> bool:
    try:
        found = path.lstat().st_mode
    except OSError:
        return True
    # A link may lead to what is not ours at all.
    if stat.S_ISLNK(found) or not found & OTHERS:
        return True
    with suppress(OSError):
        path.chmod(FOLDER if stat.S_ISDIR(found) else FILE)
        return True
    return False
