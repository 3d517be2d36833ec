"""A QR code that is drawn has exactly the dots of the code."""

import re

import segno

from server.qr_code import qr_code


def test_the_drawing_has_the_dots_of_the_code() -> None:
    text = "otpauth://totp/school:smi?secret=ABCD&issuer=school"
    drawn = qr_code(text)
    dots = {
        (int(x) + away, int(y))
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawn.path)
        for away in range(int(width))
    }
    rows = [*segno.make(text, error="m", micro=False).matrix_iter(border=4)]
    assert dots == {(x, y) for y, row in enumerate(rows) for x, dot in enumerate(row) if dot}
    assert drawn.size == len(rows)
    # Nothing touches the border of four, without which a phone finds no code.
    assert {4, drawn.size - 5} == {min(x for x, _ in dots), max(x for x, _ in dots)}
