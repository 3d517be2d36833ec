"""Streamlit speaks Dutch, and an upgrade that moves its words is noticed."""

import re
from pathlib import Path

import pytest

from server.streamlit_inside import installed, plain_text
from server.streamlit_inside.dutch import DutchStreamlit, streamlit_in_dutch
from server.streamlit_inside.dutch_words import WORDS

PIECES = [
    (bundle, english, dutch) for bundle, words in WORDS.items() for english, dutch in words.items()
]
HOLES = re.compile(r"\$\{[^`]*?\}")


def test_every_piece_is_still_in_the_pinned_streamlit() -> None:
    streamlit = DutchStreamlit(installed.folder())
    scripts = streamlit.scripts
    assert streamlit.index
    assert streamlit.missing == []
    assert len(scripts) >= 15
    whole = b"".join(script.content for script in scripts.values()).decode()
    assert [dutch for _, _, dutch in PIECES if dutch not in whole] == []


def test_what_streamlit_makes_of_a_text_by_itself_is_taken_out_of_the_pinned_streamlit() -> None:
    scripts = streamlit_in_dutch().scripts
    whole = b"".join(script.content for script in scripts.values()).decode()
    for pieces in plain_text.PIECES.values():
        for theirs, ours in pieces.items():
            assert theirs not in whole
            assert ours in whole


@pytest.mark.parametrize(("bundle", "english", "dutch"), PIECES)
def test_a_translation_changes_words_and_no_program(bundle: str, english: str, dutch: str) -> None:
    assert english.count("`") % 2 == dutch.count("`") % 2
    assert dutch.count('"') == english.count('"')
    # What the program fills in stays; the list of file types is shown in one way instead of two.
    if "File type must be" not in english and "maxSelections" not in english:
        assert sorted(set(HOLES.findall(dutch))) == sorted(
            set(HOLES.findall(english)) - {"${t[2]}"}
        )


def test_the_page_is_dutch_and_fetches_nothing_from_elsewhere() -> None:
    page = streamlit_in_dutch().index
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="nl">' in page
    assert "/look.css?v=" in page
    assert "/door.js?v=" in page
    assert "http" not in page.replace('http-equiv="', "")
    assert "agent" not in page


def test_the_policy_knows_the_one_script_inside_the_page() -> None:
    assert len(streamlit_in_dutch().script_hashes) == 1


def test_no_translated_script_fetches_an_icon_from_elsewhere() -> None:
    for script in streamlit_in_dutch().scripts.values():
        assert b"materialsymbolsrounded/$" not in script.content


def test_a_streamlit_with_other_words_stays_english_and_is_served(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    (scripts / "Radio.abc.js").write_text("let other = `No choices.`")
    (scripts / "TimeInput.abc.js").write_text("let label = `Clear time`")
    (scripts / "NumberInput.a.js").write_text("`Clear value``Decrement``Increment`")
    (scripts / "NumberInput.b.js").write_text("`Clear value`")
    (tmp_path / "index.html").write_text('<html lang="de"><head></head><body>Hallo</body>')
    streamlit = DutchStreamlit(tmp_path)
    translated = {name: script.content.decode() for name, script in streamlit.scripts.items()}
    assert translated == {
        "TimeInput.abc.js": "let label = `Wis de tijd`",
        # In two files it could be another word, so it stays.
        "NumberInput.a.js": "`Clear value``Eén minder``Eén meer`",
    }
    english = streamlit.file("/static/js/Radio.abc.js")
    assert english is not None
    assert b"No choices." in english.content
    assert {"`No options to select.`", "`Clear value`"} <= set(streamlit.missing)
    assert streamlit.index.startswith('<html lang="de"><head><link')
    assert len(caplog.messages) == len(streamlit.missing)
    _ = streamlit.scripts, streamlit.index
    assert len(caplog.messages) == len(streamlit.missing)


def test_whatever_the_page_is_like_it_has_our_script_and_our_look(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html><body>Hallo</body>")
    page = DutchStreamlit(tmp_path).index
    assert page.index("/door.js?v=") < page.index("/look.css?v=") < page.index("Hallo")
