"""What was sent, opened: the tables in it, whatever kind of file they came in.

A file that cannot be a roster is refused with a sentence on what to do, and nothing of the rest
is read: half a roster is worse than none.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from casework.errors import InputRefused
from casework.roster import FileKind, RosterFault
from exchange.roster.archive import DAMAGED, files_of
from exchange.roster.class_names import is_class_name
from exchange.roster.columns import heading_mark
from exchange.roster.delimited import read_lines
from exchange.roster.encoding import text_of
from exchange.roster.headings import is_heading
from exchange.roster.layout import tables_of
from exchange.roster.refusals import ASK_TABLE, SAVE_AS, check_lines, check_size, refused
from exchange.roster.spreadsheet import locked, sheets_of
from exchange.roster.table import Line, Table

LONGEST_FILE_NAME = 80
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD = (("EncryptedPackage", "locked"), ("WordDocument", "word"), ("Workbook", "xls"))
_KINDS = (
    (b"%PDF", f"dit is een PDF. Daar is geen lijst uit te lezen. {ASK_TABLE}"),
    (b"\x89PNG", f"dit is een plaatje. {ASK_TABLE}"),
    (b"\xff\xd8\xff", f"dit is een plaatje. {ASK_TABLE}"),
    (b"GIF8", f"dit is een plaatje. {ASK_TABLE}"),
    (b"BM", f"dit is een plaatje. {ASK_TABLE}"),
    (b"II*\x00", f"dit is een plaatje. {ASK_TABLE}"),
    (b"{\\rtf", f"dit is een tekst van een tekstverwerker. {ASK_TABLE}"),
    (b"7z\xbc\xaf", "dit is een ingepakt bestand. Pak het uit, of maak er een zip van."),
    (b"Rar!", "dit is een ingepakt bestand. Pak het uit, of maak er een zip van."),
    (b"\x1f\x8b", "dit is een ingepakt bestand. Pak het uit, of maak er een zip van."),
)
_WEB_PAGE = re.compile(r"\s*(?:<!doctype|<html|<head|<body|<table|<div|<\?xml)", re.IGNORECASE)
_DATA = re.compile(r'\s*[\[{]\s*["\[{\]}]')
_READ_IN_ZIP = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm")


@dataclass(frozen=True)
class Upload:
    """A file as it was sent, or what was pasted, with a name for it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Opened:
    """The tables of one upload, and what was not read on the way."""

    tables: tuple[Table, ...]
    faults: tuple[RosterFault, ...]
    kind: FileKind


def open_uploads(uploads: Sequence[Upload]) -> Opened:
    """The tables in these files, of a zip as well; InputRefused when one of them is none."""
    tables: list[Table] = []
    faults: list[RosterFault] = []
    for upload in uploads:
        name = _short_name(upload.name)
        check_size(name, len(upload.content))
        for file, content in _files(name, upload.content, faults):
            _open(file, content, tables, faults)
    check_lines(" en ".join(map(_name_of, uploads[:2])), sum(len(one.lines) for one in tables))
    if not tables:
        names = " en ".join(map(_name_of, uploads[:2])) or "Er"
        raise InputRefused(f"{names}: hier staat geen lijst in. {ASK_TABLE}", "file")
    return Opened(tuple(tables), tuple(faults), _kind(tables))


def _name_of(upload: Upload) -> str:
    return _short_name(upload.name)


def _short_name(name: str) -> str:
    """The name of a file, without its folder and what could turn the writing of a sentence."""
    plain = "".join(c for c in PurePosixPath(name.replace("\\", "/")).name if c.isprintable())
    return plain[-LONGEST_FILE_NAME:] or "bestand"


def _files(name: str, content: bytes, faults: list[RosterFault]) -> Iterator[tuple[str, bytes]]:
    """The file itself, or the files in the zip that it is."""
    if not content.startswith(b"PK") or _is_workbook(name, content):
        yield name, content
        return
    files = files_of(name, content)
    readable = [one for one in files if one[0].casefold().endswith(_READ_IN_ZIP)]
    if not readable:
        raise refused(name, f"in deze zip zit geen lijst (CSV of Excel). {ASK_TABLE}")
    for file, _ in files:
        if not file.casefold().endswith(_READ_IN_ZIP):
            why = "Dit bestand in de zip is geen lijst en is niet gelezen."
            faults.append(RosterFault(_short_name(file), 0, "", "", why, is_notice=True))
    yield from ((_short_name(file), inside) for file, inside in readable)


def _is_workbook(name: str, content: bytes) -> bool:
    """Whether a zip is an Excel workbook; refused when it is another kind of document."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            held = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise refused(name, DAMAGED) from fault
    if "xl/workbook.xml" in held:
        return True
    if "xl/workbook.bin" in held:
        raise refused(name, f"dit is een binaire Excel-werkmap (.xlsb). {SAVE_AS}")
    if "word/document.xml" in held or "ppt/presentation.xml" in held:
        raise refused(name, f"dit is een document, geen lijst. {ASK_TABLE}")
    if "mimetype" in held and "content.xml" in held:
        raise refused(
            name,
            "dit is een bestand van LibreOffice (.ods of .odt). Open het en kies Opslaan als: "
            "Excel 2007-365 (.xlsx).",
        )
    return False


def _open(file: str, content: bytes, tables: list[Table], faults: list[RosterFault]) -> None:
    check_size(file, len(content))
    if content.startswith(b"PK"):
        if not _is_workbook(file, content):
            raise refused(file, "dit is een zip in een zip. Pak hem uit en stuur wat erin zit.")
        sheets, notices = sheets_of(file, content)
        faults += notices
        tables += _best_sheets(file, sheets, faults)
        return
    _refuse_other_kinds(file, content)
    text = text_of(file, content)
    if _WEB_PAGE.match(text):
        raise refused(file, f"dit is een webpagina, ook al heet het anders. {SAVE_AS}")
    if _DATA.match(text):
        raise refused(file, f"dit is een bestand voor een ander programma (JSON). {ASK_TABLE}")
    lines, unread = read_lines(file, text)
    if not lines and not unread:
        raise refused(file, f"dit bestand is leeg. {ASK_TABLE}")
    faults += unread
    tables += tables_of(file, lines)


def _refuse_other_kinds(file: str, content: bytes) -> None:
    if content.startswith(_OLE):
        kind = next((k for words, k in _OLD if words.encode("utf-16-le") in content), "")
        if kind == "locked":
            raise locked(file)
        if kind == "word":
            raise refused(file, f"dit is een document, geen lijst. {ASK_TABLE}")
        raise refused(file, f"dit is een oude Excel-werkmap (.xls). {SAVE_AS}")
    for start, why in _KINDS:
        if content.startswith(start) and not (start == b"BM" and b"\x00" not in content[:40]):
            raise refused(file, why)


def _best_sheets(
    file: str, sheets: Sequence[tuple[str, list[Line]]], faults: list[RosterFault]
) -> list[Table]:
    """The sheets that look like a roster; of several alike the largest, unless each is a class."""
    tables = [table for name, lines in sheets for table in tables_of(file, lines, name)]
    known = [table for table in tables if sum(map(is_heading, table.headings)) >= 2]
    best: dict[str, Table] = {}
    for table in known or tables[:1]:
        mark = heading_mark(table.headings)
        key = f"{mark} {table.sheet}" if is_class_name(table.sheet) else mark
        if key not in best or len(table.lines) > len(best[key].lines):
            best[key] = table
    read = {table.sheet for table in best.values()}
    for name, _ in sheets:
        if name not in read:
            why = f"Blad {name} is niet gelezen: er staat geen lijst in, of dezelfde als elders."
            faults.append(RosterFault(file, 0, "", "", why, is_notice=True))
    return list(best.values())


def _kind(tables: Sequence[Table]) -> FileKind:
    """Whether these files belong together as OneRoster or School Data Sync have them."""
    headings = {
        PurePosixPath(table.file).stem.casefold(): {cell.casefold() for cell in table.headings}
        for table in tables
    }
    users = headings.get("users", set())
    if not {"sourcedid", "givenname"} <= users:
        return FileKind.LIST
    is_one_roster = "manifest" in headings or users & {"enableduser", "orgsourcedids", "status"}
    return FileKind.ONE_ROSTER if is_one_roster else FileKind.SCHOOL_DATA_SYNC
