"""Cuts the letters and icons out of the installed Streamlit; run when an icon is added.

Names of icons that a coming screen needs can be given behind it. `pip install fonttools brotli`
first: nothing else needs them. The licence of Source Sans (OFL) keeps its name for itself, so what
is cut from it has another name inside.
"""

import sys
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

from server.letters import ICONS, ITALIC, LATIN, NAMES, UPRIGHT
from server.letters.icons import icons_in_use
from server.streamlit_inside import installed

NAME = "Handelingskaart Sans"
NAMED = (1, 3, 4, 6, 16)
"""The records of a font that hold its own name."""


def main() -> None:
    """Write the three fonts and the list of icons."""
    _icons(installed.media("MaterialSymbols-Rounded"))
    _letters(installed.media("SourceSansVF-Upright"), UPRIGHT)
    _letters(installed.media("SourceSansVF-Italic"), ITALIC)


def _icons(source: Path) -> None:
    font = TTFont(source)
    made = _made_of(font)
    names = {name for name in {*icons_in_use(), *sys.argv[1:]} if name in made}
    # An icon is a ligature of its name: the letters stay, and of the ligatures those named.
    characters = {ord(letter) for name in names for letter in name}
    options = subset.Options(layout_closure=False, layout_features=["*"], flavor="woff2")
    _cut(font, options, unicodes=characters, glyphs=[made[name] for name in names])
    _save(font, ICONS)
    NAMES.write_text("\n".join(sorted(names)) + "\n", "utf-8")


def _made_of(font: Any) -> dict[str, str]:
    """The name of each icon, and the glyph that its ligature gives."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    tables = [one for lookup in font["GSUB"].table.LookupList.Lookup for one in lookup.SubTable]
    tables = [one.ExtSubTable if hasattr(one, "ExtSubTable") else one for one in tables]
    return {
        "".join(letters[glyph] for glyph in (first, *ligature.Component)): ligature.LigGlyph
        for table in tables
        for first, ligatures in getattr(table, "ligatures", {}).items()
        for ligature in ligatures
        if all(glyph in letters for glyph in (first, *ligature.Component))
    }


def _letters(source: Path, target: Path) -> None:
    font = TTFont(source)
    for record in font["name"].names:
        if record.nameID in NAMED:
            record.string = NAME
    features = [*subset.Options._layout_features_default, "tnum", "lnum"]
    options = subset.Options(layout_features=features, flavor="woff2", name_IDs=["*"])
    _cut(font, options, unicodes=subset.parse_unicodes(LATIN.replace("U+", "")))
    _save(font, target)


def _cut(font: Any, options: Any, **kept: Any) -> None:
    cutter = subset.Subsetter(options)
    cutter.populate(**kept)
    cutter.subset(font)


def _save(font: Any, target: Path) -> None:
    font.flavor = "woff2"
    font.recalcTimestamp = False
    font.save(target)


if __name__ == "__main__":
    main()
