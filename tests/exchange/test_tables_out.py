"""A table that leaves the program: what is hidden stays hidden, and nothing in it runs."""

import csv
import io
from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.text_direction import contained
from exchange.csv_file import csv_file
from exchange.workbook import Sheet, workbook
from tests.exchange.workbook_reading import Row, page, sheets

MADE_AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
HIDDEN = pd.DataFrame(
    {
        "klas": ["2A", "2B", "2C"],
        "meldingen": pd.array([12, pd.NA, pd.NA], dtype="Int64"),
        "is_small_meldingen": [False, True, False],
        "aandeel": [0.5, float("nan"), 0.25],
        "eerste dag": [date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3)],
    }
)
DANGEROUS = [
    *("=1+1", "+31 6", "-2B", "@som", "\t=1", "\r=1", "\n=1"),
    *(" =1+1", "\u00a0@som", "\u200b=1", "\ufeff-1", "＝1+1", "＠som"),
]
HOSTILE = [
    *("<r><t>x</t></r>", "<r>", "<r>&</r>", "</si><script>", "_x003D_1", "&amp;", "{=1}"),
    *("www.kwaad.example", "[k](http://kwaad.example)", "a,=1+1", 'a";=1', "a\tb", "a|b"),
    *("علي بن عمر", "דוד (2B) 12", "e\u0301", "👩\u200d👧", "a\u2028b", "a\u00adb"),
]


def sheets_read(*made: Sheet) -> list[list[Row]]:
    """What a spreadsheet program reads in each sheet."""
    return list(sheets(workbook(made, MADE_AT)).values())


def lines(frame: pd.DataFrame) -> list[list[str]]:
    """What a Dutch Excel reads in the CSV."""
    return list(
        csv.reader(io.StringIO(csv_file(frame).decode("utf-8-sig"), newline=""), delimiter=";")
    )


def test_a_hidden_number_says_small_only_where_it_is() -> None:
    assert [row[1] for row in lines(HIDDEN)] == ["meldingen", "12", "<5", "verborgen"]
    (sheet,) = sheets_read(Sheet("Meldingen", ["Schooljaar 2026-2027"], HIDDEN))
    assert [row[1] for row in sheet[3:]] == ["meldingen", 12.0, "<5", "verborgen"]


def test_what_is_not_known_is_not_called_hidden() -> None:
    assert [row[2] for row in lines(HIDDEN)] == ["aandeel", "0,5", "onbekend", "0,25"]


def test_a_dutch_excel_opens_the_csv_right() -> None:
    written = csv_file(HIDDEN)
    assert written.startswith("\ufeffklas;meldingen;aandeel;eerste dag\r\n".encode())
    assert "2A;12;0,5;01-09-2026\r\n" in written.decode("utf-8-sig")


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_in_the_csv_is_a_formula(text: str) -> None:
    head, (cell,) = lines(pd.DataFrame({text: [text]}))
    assert head == [f"'{text}"]
    assert cell == f"'{text}"


def test_a_negative_number_stays_a_number() -> None:
    assert lines(pd.DataFrame({"verschil": [-3]})) == [["verschil"], ["-3"]]


@pytest.mark.parametrize("text", ["=1+1", "http://example.org", "mailto:a@b.nl", "{=1}", "@som"])
def test_no_text_in_a_workbook_is_a_formula_or_a_link(text: str) -> None:
    sheet = Sheet(text, [text], pd.DataFrame({text: [text]}))
    written = page(workbook([sheet], MADE_AT))
    assert "<f>" not in written
    assert "<hyperlink" not in written
    assert [row[0] for row in sheets_read(sheet)[0] if row] == [text] * 4


def test_what_the_table_is_about_stands_above_it_and_the_names_stay_in_sight() -> None:
    sheet = Sheet("Meldingen", ["Schooljaar 2026-2027", "n = 20 meldingen"], HIDDEN)
    (rows,) = sheets_read(sheet)
    assert [row[:1] for row in rows[:5]] == [
        ["Meldingen"],
        *([n] for n in sheet.notes),
        [],
        ["klas"],
    ]
    written = page(workbook([sheet], MADE_AT))
    assert 'topLeftCell="A6"' in written
    assert 'state="frozen"' in written


def test_long_and_equal_titles_become_names_that_excel_allows() -> None:
    long = "Meldingen per klas: hoe vaak, en waar/wanneer?"
    made = [Sheet(title, [], HIDDEN) for title in (long, long, "", "'")]
    names = list(sheets(workbook(made, MADE_AT)))
    assert len({name.casefold() for name in names}) == 4
    assert all(0 < len(name) <= 31 for name in names)


def test_a_workbook_without_a_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one sheet"):
        workbook([], MADE_AT)


def test_the_same_tables_give_the_same_bytes() -> None:
    made = [Sheet("Meldingen", ["n = 20"], HIDDEN, frozenset({"aandeel"}))]
    assert workbook(made, MADE_AT) == workbook(made, MADE_AT)
    assert csv_file(HIDDEN) == csv_file(HIDDEN)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_cell_is_read_as_it_was_typed(text: str) -> None:
    frame = pd.DataFrame({text: [text]})
    assert [row[0] for row in sheets_read(Sheet(text, [text], frame))[0] if row] == [text] * 4
    assert lines(frame) == [[text], [text]]


def test_a_text_that_looks_like_markup_of_a_workbook_does_not_break_it() -> None:
    text = "<r><rPr><b/></rPr><t>x</t></r>"
    (rows,) = sheets_read(Sheet("Klas", [], pd.DataFrame({"a": [text]})))
    assert rows[-1] == [text]


@pytest.mark.parametrize("text", ["a,=1+1", "a\t=1+1", "a|=1+1", "a,@som"], ids=ascii)
def test_a_spreadsheet_of_another_country_sees_no_formula_either(text: str) -> None:
    for separator in ",\t|":
        written = csv_file(pd.DataFrame({"klas": [text], "team": ["x"]})).decode("utf-8-sig")
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=separator):
            assert not [cell for cell in row if cell.startswith(tuple("=+-@"))]


def test_no_sign_of_direction_leaves_its_cell() -> None:
    frame = pd.DataFrame({"klas\u202e": ["2B\u202e", "\u20672C", "2D\u2069"]})
    kept = ["klas", "2B", "\u20672C\u2069", "2D"]
    assert [row[0] for row in lines(frame)] == kept
    assert [row[0] for row in sheets_read(Sheet("Klas", [], frame))[0][2:]] == kept


@pytest.mark.parametrize("letter", ["x", "😀"])
def test_a_text_longer_than_a_cell_says_that_it_was_cut(letter: str) -> None:
    whole, longer = letter * (32_766 // len(letter.encode("utf-16-le")) * 2), letter * 40_000
    (rows,) = sheets_read(Sheet("Klas", [], pd.DataFrame({"a": [whole, longer]})))
    (kept,), (cut,) = rows[-2:]
    assert kept == whole
    assert str(cut).endswith(f"{letter} ... (afgekapt)")
    assert len(str(cut).encode("utf-16-le")) <= 2 * 32_767


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_whatever_was_typed_comes_back_from_the_csv(text: str) -> None:
    _, (_, cell) = lines(pd.DataFrame({"nummer": [1], "woorden": [text]}))
    assert cell.removeprefix("'" if cell != contained(text) else "") == contained(text)
