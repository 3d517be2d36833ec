"""When figures are exact: the one rule, in full."""

from itertools import product

import pytest

from casework.figures import Figures, Way, is_exact


@pytest.mark.parametrize(
    ("way", "is_own_scope", "school_allows"), list(product(Way, (True, False), (True, False)))
)
def test_figures_are_exact_only_on_the_own_screen_of_the_own_scope_where_the_school_allows(
    way: Way, is_own_scope: bool, school_allows: bool
) -> None:
    said = is_exact(way, is_own_scope=is_own_scope, school_allows=school_allows)

    assert said is ((way, is_own_scope, school_allows) == (Way.SCREEN, True, True))


def test_figures_are_not_exact_unless_it_is_said() -> None:
    nothing = Figures(*[None] * 12)

    assert not nothing.is_exact
    marked = nothing.with_exactness(is_exact=True, hidden_kinds=frozenset({"online"}))
    assert (marked.is_exact, marked.hidden_kinds) == (True, {"online"})
    assert not nothing.is_exact
