"""The files in a zip, without trusting what it says of itself."""

import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from exchange.roster.refusals import LARGEST_UNPACKED, MB, MOST_FILES, refused

MOST_TIMES_SMALLER = 200
ENCRYPTED = 0x1
_OF_SYSTEMS = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
DAMAGED = "deze zip is beschadigd. Maak hem opnieuw, of stuur de bestanden los."


def files_of(file: str, content: bytes) -> list[tuple[str, bytes]]:
    """Name and content of every file, but for what an operating system adds by itself."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not _is_of_system(one)]
            _check(file, members)
            return _unpacked(file, archive, members)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as fault:
        raise refused(file, DAMAGED) from fault


def check_unpacked(file: str, content: bytes) -> None:
    """Refuse a file that is a zip inside (XLSX) and that would fill the memory."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check(file, archive.infolist())
            for member in archive.infolist():
                _read(file, archive, member, keep=False)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as fault:
        raise refused(
            file, "deze werkmap is beschadigd. Open hem in Excel en bewaar hem opnieuw."
        ) from fault


def _is_of_system(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    return (
        member.is_dir()
        or "__MACOSX" in path.parts
        or path.name.startswith("._")
        or path.name.casefold() in _OF_SYSTEMS
    )


def _check(file: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_FILES:
        raise refused(file, f"hier zitten meer dan {MOST_FILES} bestanden in.")
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise refused(file, "deze zip heeft een wachtwoord. Maak hem opnieuw zonder wachtwoord.")
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise refused(
                file, "een bestand in deze zip wil ergens anders staan. Maak hem opnieuw."
            )
    whole = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if whole > LARGEST_UNPACKED or (whole > 10 * MB and whole / packed > MOST_TIMES_SMALLER):
        raise _too_large(file)


def _too_large(file: str) -> Exception:
    return refused(
        file,
        f"uitgepakt is dit groter dan {LARGEST_UNPACKED // MB} MB, of heel anders dan het lijkt. "
        "Stuur alleen de lijsten.",
    )


def _unpacked(
    file: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]
) -> list[tuple[str, bytes]]:
    return [
        (PurePosixPath(member.filename).name, _read(file, archive, member)) for member in members
    ]


def _read(file: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, keep: bool = True) -> bytes:
    """A member, of which no more is read than the zip says that it has."""
    pieces = []
    size = 0
    with archive.open(member) as unpacked:
        while piece := unpacked.read(MB):
            size += len(piece)
            if size > min(member.file_size, LARGEST_UNPACKED):
                raise _too_large(file)
            if keep:
                pieces.append(piece)
    return b"".join(pieces)
