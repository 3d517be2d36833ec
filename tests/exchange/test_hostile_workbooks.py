"""A workbook that was made to keep the reader busy is refused at once, with what to do instead."""

import zipfile
from io import BytesIO

import pytest

from casework.errors import InputRefused
from exchange.roster import Upload, open_uploads, read_roster

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
    f'Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
NAME = '<c r="A1" t="inlineStr"><is><t>naam</t></is></c>'
# So many that what grows with their square would take hours.
MANY = 60_000


def workbook(cells: str, *, sheets: int = 1, of_sheet: str = "", behind: str = "") -> bytes:
    """A workbook whose first line has these cells; `of_sheet` stands in its list of sheets."""
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, sheets + 1))
    parts = PARTS | {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>'
        f"<!--{of_sheet}--></workbook>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cells}</row>'
        f"{behind}</sheetData></worksheet>",
    }
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(path, text)
    return whole.getvalue()


def places(column: str) -> str:
    """A cell that says for ever where it stands, each time elsewhere."""
    return "<c " + " ".join(f'r="{column}{1_000_000 + 7 * n}"' for n in range(MANY))


@pytest.mark.parametrize(
    "content",
    [
        workbook(NAME + places("A")),
        workbook(NAME + places("XFD")),
        workbook(NAME, of_sheet="<sheet " + " ".join(f'name="{n}"' for n in range(MANY))),
        workbook(NAME, behind=f"<!--<row {' a' * MANY}-->"),
        workbook(NAME, sheets=5_000),
        workbook(NAME + '<c r="A9999999"><v>1</v></c>'),
        workbook(NAME + '<c spans="1" r="XFD1" s="1"><f>1</f></c>'),
    ],
    ids=[
        "far down, told many times",
        "far right, told many times",
        "a sheet with many names",
        "a line with many words",
        "many sheets",
        "far down",
        "far right",
    ],
)
def test_it_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(InputRefused) as refusal:
        open_uploads([Upload("leerlingen.xlsx", content)])

    assert refusal.value.sentence.startswith("leerlingen.xlsx")
    assert refusal.value.sentence.endswith(".")


def test_many_sheets_of_one_list_say_how_many_may_be() -> None:
    with pytest.raises(InputRefused, match="meer dan 100 bladen"):
        open_uploads([Upload("a.xlsx", workbook(NAME, sheets=101))])


def test_a_list_of_names_with_a_thousand_brackets_each_is_read_once_over() -> None:
    lines = "".join(f"{n};a{'(b)' * 600};1A\n" for n in range(2_000))

    content = f"leerlingnummer;naam;klas\n{lines}".encode()
    roster = read_roster(open_uploads([Upload("leerlingen.csv", content)]))

    assert len(roster.pupils) + len(roster.faults) >= 2_000
