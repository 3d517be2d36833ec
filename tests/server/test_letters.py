"""The fonts that are cut from Streamlit's have what the screens use."""

import re
from pathlib import Path

import pytest

from server import assets, letters
from server.letters.icons import icons_in_use
from server.streamlit_inside import installed
from server.streamlit_inside.dutch import streamlit_in_dutch

NOT_IN_STREAMLITS_OWN_FONT = {"star_filled"}


def test_every_icon_that_a_screen_names_is_in_the_font() -> None:
    missing = icons_in_use() - letters.icon_names() - NOT_IN_STREAMLITS_OWN_FONT
    assert not missing, f"python -m server.letters.cut (see there): {sorted(missing)}"


def test_the_list_of_icons_is_not_larger_than_what_can_be_named() -> None:
    assert {"today", "edit_note", "check"} <= letters.icon_names()
    assert "castle" not in letters.icon_names()


def test_the_page_and_its_style_sheets_ask_for_the_small_fonts_alone() -> None:
    streamlit = streamlit_in_dutch()
    assert assets.address("/letters/upright.woff2") in streamlit.index
    assert "SourceSans" not in streamlit.index
    (sheet,) = streamlit.style_sheets.values()
    text = sheet.content.decode()
    assert assets.address("/letters/icons.woff2") in text
    assert "MaterialSymbols" not in text


def test_our_letters_go_before_those_of_streamlit_and_leave_it_what_is_not_latin() -> None:
    look = assets.assets()["/look.css"].content.decode()
    faces = re.findall(r"@font-face \{(.*?)\}", look, re.DOTALL)
    ours = [face for face in faces if '"Source Sans"' in face]
    assert len(ours) == 2
    for face in ours:
        assert f"unicode-range: {letters.LATIN};" in face
        assert "font-weight: 100 900;" in face  # as Streamlit's own, or both would be fetched


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (letters.ICONS, "MaterialSymbols-Rounded"),
        (letters.UPRIGHT, "SourceSansVF-Upright"),
        (letters.ITALIC, "SourceSansVF-Italic"),
    ],
)
def test_a_phone_fetches_a_third_of_each_font_at_most(ours: Path, theirs: str) -> None:
    assert ours.stat().st_size * 3 < installed.media(theirs).stat().st_size * 1.01
