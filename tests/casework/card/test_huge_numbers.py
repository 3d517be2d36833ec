"""A number in a card that no computer would want to write down is refused."""

import pytest

from casework.card import reading
from casework.errors import CaseworkError


@pytest.mark.parametrize(
    "text",
    ["a = 0x" + "f" * 400_000, "a = 0b" + "1" * 400_000, "[a]\nb = [[0o" + "7" * 9_000 + "]]"],
    ids=["hexadecimal", "binary", "octal, inside"],
)
def test_a_number_larger_than_a_computer_counts_is_refused(text: str) -> None:
    with pytest.raises(CaseworkError, match="te groot getal"):
        reading.tables(text)


def test_the_largest_number_is_read() -> None:
    assert reading.tables("a = 0xffff") == {"a": 65_535}
