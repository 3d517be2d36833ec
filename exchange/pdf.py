"""Tagged PDF and pictures from a typst template and data: what people typed is never markup."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casework.errors import NotPrinted
from exchange.glyphs import FONTS
from exchange.printable import printable

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATES = Path(__file__).with_name("templates")
PIXELS_PER_INCH = 192


def typeset_pdf(template: str, data: Mapping[str, object], made_at: datetime) -> bytes:
    """The PDF/UA-1 of `template` ("poster") filled with `data`; NotPrinted when that fails.

    `data` is what JSON can hold; the template reads it as `json(bytes(sys.inputs.data))` and its
    strings are set as text. The same data and the same `made_at` give the same bytes. Only the
    shipped fonts are used, no package is looked up, and files outside the templates are closed.
    """
    return _typeset(template, data, {"pdf_standards": ["ua-1"], "timestamp": _moment(made_at)})


def typeset_picture(template: str, data: Mapping[str, object]) -> bytes:
    """The one page of `template` as PNG, filled as in `typeset_pdf`; NotPrinted when that fails."""
    return _typeset(template, data, {"format": "png", "ppi": PIXELS_PER_INCH})


def _typeset(template: str, data: Mapping[str, object], options: Mapping[str, Any]) -> bytes:
    # typst is 80 MB; it is loaded when the first file is asked for.
    import typst

    try:
        content: bytes = typst.compile(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(printable(data), ensure_ascii=False)},
            **options,
        )
    except typst.TypstError:
        # Its message can hold a piece of the text, and this refusal may end in a log.
        raise NotPrinted from None
    return content


def _moment(made_at: datetime) -> datetime:
    return made_at.astimezone(UTC).replace(microsecond=0)


@cache
def _fonts() -> "Fonts":
    from typst import Fonts

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
