"""What a spreadsheet program reads in an XLSX file."""

import io
import re
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Row = list[str | float]


def sheets(written: bytes) -> dict[str, list[Row]]:
    """The rows of each sheet by its name; an empty cell is "" and an empty row []."""
    book = zipfile.ZipFile(io.BytesIO(written))
    shared: list[str] = []
    if "xl/sharedStrings.xml" in book.namelist():
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        shared = ["".join(piece.text or "" for piece in one.iter(f"{MAIN}t")) for one in strings]
    names = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    return {
        _unescaped(name.attrib["name"]): _rows(book.read(_page(number)), shared)
        for number, name in enumerate(names, 1)
    }


def page(written: bytes, number: int = 1) -> str:
    """The XML of a sheet."""
    return zipfile.ZipFile(io.BytesIO(written)).read(_page(number)).decode()


def words(written: bytes) -> str:
    """Every text and number of every sheet."""
    all_cells = [cell for rows in sheets(written).values() for row in rows for cell in row]
    return "\n".join(str(cell) for cell in all_cells)


def _page(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _rows(written: bytes, shared: list[str]) -> list[Row]:
    rows_read: list[Row] = []
    for row in ElementTree.fromstring(written).iter(f"{MAIN}row"):
        rows_read += [[] for _ in range(int(row.attrib["r"]) - len(rows_read))]
        for cell in row:
            reached = _column(cell.attrib["r"])
            rows_read[-1] += [""] * (reached - len(rows_read[-1]))
            value = cell.findtext(f"{MAIN}v", "")
            is_text = cell.attrib.get("t") == "s"
            rows_read[-1][reached - 1] = _unescaped(shared[int(value)]) if is_text else float(value)
    return rows_read


def _column(place: str) -> int:
    number = 0
    for letter in re.sub(r"\d", "", place):
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _unescaped(text: str) -> str:
    return re.sub(r"_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), text)
