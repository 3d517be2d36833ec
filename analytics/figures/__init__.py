"""Every figure of Trends, one module each; a module here with a FIGURE is one of them."""

from importlib import import_module
from pkgutil import iter_modules

from analytics.figure import QUESTIONS, Figure


def _listed() -> tuple[Figure, ...]:
    names = sorted(one.name for one in iter_modules(__path__))
    found = [import_module(f"{__name__}.{name}") for name in names]
    figures: list[Figure] = [module.FIGURE for module in found if hasattr(module, "FIGURE")]
    return tuple(sorted(figures, key=lambda one: (QUESTIONS.index(one.question), one.order)))


FIGURES = _listed()
"""All figures, by question and in the order of the screen."""

BY_KEY = {figure.key: figure for figure in FIGURES}
