"""Where a fault stands in the file of a card, and changes that leave the rest as it was."""

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.card.edit import CANNOT_BE_CHANGED, Add, Drop, Put, edited, new_code
from casework.card.model import packaged_text, read_card
from casework.card.reading import MOST_BYTES, TOO_BIG, decoded, layout, tables
from casework.errors import CardFault

TEXT = packaged_text()
OWN = """# van de school zelf
title = 'Onze kaart'   # mooi
[["steps"]]
id = "report"
lines = [
  "een", # eerst
  "t[w]ee",
]
[[steps]]
id = \"\"\"
id = "nep"
\"\"\"
[lists.kinds]
verbal = "schelden # niet"
"a b" = 1
"""


def line(text: str, row: str) -> int:
    """The number of the first line that is exactly this."""
    return text.split("\n").index(row) + 1


# --- lines ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (("title",), 2),
        (("steps", 0), 3),
        (("steps", 0, "id"), 4),
        (("steps", 0, "lines", 1), 5),
        (("steps", 0, "missing"), 3),
        (("steps", 1), 9),
        (("steps", 1, "id"), 10),
        (("lists", "kinds"), 13),
        (("lists", "kinds", "verbal"), 14),
        (("lists", "kinds", "a b"), 15),
        (("lists", "kinds", "gone"), 13),
        (("lists", "places"), 0),
        (("motto",), 0),
    ],
)
def test_a_place_is_on_its_line_or_on_that_of_what_is_around_it(place: Any, expected: int) -> None:
    assert layout(OWN).line_of(place) == expected


def test_every_setting_of_the_packaged_card_is_found_where_it_is_written() -> None:
    where = layout(TEXT)
    rows = TEXT.split("\n")
    for place, setting in where.settings.items():
        key, value = rows[where.line_of(place) - 1].split(" = ", 1)
        assert key == str(place[-1])
        assert value == TEXT[setting.value : setting.end]
    content = tomllib.loads(TEXT)
    assert len([p for p in where.settings if p[0] == "steps"]) == sum(map(len, content["steps"]))


# --- files that are hardly TOML -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("title = Analyseer", "zet tekst tussen aanhalingstekens"),
        ('title = "Analyseer', "geen aanhalingsteken aan het eind"),
        ("title = 'Analyseer", "geen aanhalingsteken aan het eind"),
        ('title "Analyseer"', "achter een naam hoort een =-teken"),
        ('title = "Analyseer" x', "na deze waarde hoort een nieuwe regel"),
        ('title = "a\\q"', "nog een schuine streep"),
        ('title = "\\ud800"', "geen teken"),
        ('title = "\x00"', "teken dat niet in het bestand mag"),
        ('id = "analyse"', "staat er al"),
        ("[lists]\n[lists]", "staat er al"),
        ("[[columns]", "geen ] aan het eind"),
        ('card_text = ["a" "b"]', "geen ] aan het eind, of er ontbreekt een komma"),
        ("é = 1", "geen geldige TOML"),
        (f"{'a.' * 30}b = 1", "te veel punten"),
    ],
)
def test_a_file_that_is_no_toml_is_refused_with_the_line(row: str, words: str) -> None:
    with pytest.raises(CardFault) as fault:
        read_card(TEXT.replace('title = "Analyseer"', row, 1))
    number = line(TEXT, 'title = "Analyseer"') + row.count("\n")
    assert f"\nregel {number} (" in fault.value.sentence
    assert words in fault.value.sentence


def test_a_file_that_stops_halfway_is_refused_on_its_last_line() -> None:
    with pytest.raises(CardFault, match=r"regel 3 \(b =\): hier staat geen geldige waarde"):
        read_card("a = 1\n\nb = ")


@pytest.mark.parametrize(
    "text", [f"a = {'[' * 5000}", f"a = {'{a=' * 5000}", f"a = {'9' * 5000}", "a = 1\ud800"]
)
def test_a_file_made_to_hurt_is_refused_and_not_read(text: str) -> None:
    with pytest.raises(CardFault, match="De handelingskaart klopt niet"):
        read_card(text)


RUNS = {
    "digits": "1",
    "letters": "a",
    "names": "a ",
    "dots": ".",
    "quotes": '"',
    "escaped quotes": '\\"',
    "single quotes": "'",
    "spaces": " ",
}


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
@pytest.mark.parametrize(
    "before", ["", "a = ", 'a = "', "["], ids=["key", "value", "text", "table"]
)
def test_a_file_of_one_long_run_is_refused_without_looking_at_it_again_and_again(
    before: str, run: str
) -> None:
    # Looked at once for each character in it, this would take the better part of an hour.
    with pytest.raises(CardFault, match="De handelingskaart klopt niet"):
        read_card(before + run * (400_000 // len(run)))


def test_a_file_of_more_than_a_megabyte_is_refused_before_it_is_read() -> None:
    for refused in (lambda: tables("#" * (MOST_BYTES + 1)), lambda: decoded(b"#" * 1_000_001)):
        with pytest.raises(CardFault) as fault:
            refused()
        assert fault.value.sentence == TOO_BIG


def test_a_file_in_another_encoding_is_refused_with_the_line() -> None:
    row = next(row for row in TEXT.split("\n") if not row.isascii())
    words = f"regel {line(TEXT, row)}: hier staat een teken dat niet als UTF-8"
    with pytest.raises(CardFault, match=words):
        decoded(TEXT.encode("cp1252"))
    with pytest.raises(CardFault, match=r"regel 1: .* codering UTF-8"):
        decoded(TEXT.encode("utf-16"))


def test_a_byte_order_mark_and_the_line_ends_of_windows_do_no_harm() -> None:
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    assert decoded(data) == TEXT


# --- changes --------------------------------------------------------------------------------------


def test_a_change_leaves_every_other_line_and_comment_as_it_was() -> None:
    changed = edited(
        OWN,
        [
            Put(("title",), 'Een "nieuwe" kaart'),
            Put(("steps", 0, "off"), True),
            Put(("steps", 0, "lines"), ["drie"]),
            Put(("lists", "kinds", "new"), "nieuw"),
            Drop(("lists", "kinds", "a b")),
            Add("steps", {"id": "x", "school_days": 3}),
        ],
    )
    assert changed == (
        "# van de school zelf\n"
        'title = "Een \\"nieuwe\\" kaart"   # mooi\n'
        '[["steps"]]\nid = "report"\nlines = ["drie"]\noff = true\n'
        '[[steps]]\nid = """\nid = "nep"\n"""\n'
        '\n[[steps]]\nid = "x"\nschool_days = 3\n'
        '[lists.kinds]\nverbal = "schelden # niet"\nnew = "nieuw"\n'
    )


def test_a_row_goes_with_everything_in_it() -> None:
    changed = edited(TEXT, [Drop(("measures", 9))])
    assert "suspension" not in changed
    before, after = tomllib.loads(TEXT), tomllib.loads(changed)
    assert after.pop("measures") == [m for m in before.pop("measures") if m["id"] != "suspension"]
    assert after == before
    assert len(TEXT.split("\n")) - len(changed.split("\n")) == 7


def test_a_file_without_an_end_of_line_can_grow() -> None:
    assert edited('[[a]]\nb = "c"', [Put(("a", 0, "d"), 1)]) == '[[a]]\nb = "c"\nd = 1\n'


@pytest.mark.parametrize(
    ("text", "grown"),
    [
        ('title = "x"', 'title = "x"\nmotto = "y"\n'),
        ("", 'motto = "y"\n'),
        ('title = "x"\n\n[[a]]\nb = 1\n', 'title = "x"\nmotto = "y"\n\n[[a]]\nb = 1\n'),
        ("[[a]]\nb = 1\n", 'motto = "y"\n[[a]]\nb = 1\n'),
    ],
)
def test_a_setting_that_an_older_card_did_not_have_comes_before_the_tables(
    text: str, grown: str
) -> None:
    assert edited(text, [Put(("motto",), "y")]) == grown


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ('steps = [{id = "a"}]', Put(("steps", 0, "off"), True)),
        ('steps = [{id = "a"}]', Drop(("steps", 0))),
        ('lists.kinds = {verbal = "x"}', Put(("lists", "kinds", "more"), "y")),
        ('title = "x"', Put(("lists", "kinds", "verbal"), "y")),
        ('title = "x"', Drop(("motto",))),
        ('title = "x"', Add("title", {"id": "a"})),
    ],
)
def test_a_file_that_is_written_another_way_is_left_alone(text: str, change: Any) -> None:
    with pytest.raises(CardFault) as fault:
        edited(text, [change])
    assert fault.value.sentence == CANNOT_BE_CHANGED


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=60, deadline=None)
def test_any_words_come_back_from_the_file_as_they_were_written(words: str) -> None:
    changed = edited(TEXT, [Put(("motto",), words), Put(("lists", "kinds", "new"), words)])
    content = tomllib.loads(changed)
    assert content["motto"] == content["lists"]["kinds"]["new"] == words


@pytest.mark.parametrize(
    ("words", "taken", "code"),
    [
        ("Fietsenhok achter de gym", (), "fietsenhok_achter_de_gym"),
        ("Café & crème!", (), "cafe_creme"),
        ("gang", ("gang", "gang_2"), "gang_3"),
        ("学校", (), "eigen"),
        ("x" * 60, (), "x" * 40),
        ("x" * 60, ("x" * 40,), "x" * 38 + "_2"),
    ],
)
def test_a_code_is_made_from_words_and_never_used_twice(
    words: str, taken: tuple[str, ...], code: str
) -> None:
    assert new_code(words, taken) == code
