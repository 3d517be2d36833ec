"""Streamlit speaks Dutch, and an upgrade that moves its words is noticed."""

import re
from pathlib import Path

import pytest

from server.streamlit_inside.dutch import DutchStreamlit, WordNotFound, streamlit_in_dutch
from server.streamlit_inside.dutch_words import WORDS

PIECES = [
    (bundle, english, dutch) for bundle, words in WORDS.items() for english, dutch in words.items()
]
HOLES = re.compile(r"\$\{[^`]*?\}")


def test_every_piece_is_still_in_the_pinned_streamlit() -> None:
    scripts = streamlit_in_dutch().scripts
    assert len(scripts) >= 15
    whole = b"".join(one.content for one in scripts.values()).decode()
    for _, _, dutch in PIECES:
        assert dutch in whole


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
    for one in streamlit_in_dutch().scripts.values():
        assert b"materialsymbolsrounded/$" not in one.content


def test_a_streamlit_with_other_words_is_refused(tmp_path: Path) -> None:
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    (scripts / "Radio.abc.js").write_text("nothing that we know")
    with pytest.raises(WordNotFound):
        _ = DutchStreamlit(tmp_path).scripts
    (tmp_path / "index.html").write_text("<html>")
    with pytest.raises(WordNotFound):
        _ = DutchStreamlit(tmp_path).index
