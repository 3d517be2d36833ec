"""Every figure of Trends, one module each; a module here with a FIGURE is one of them."""

from importlib import import_module
from pkgutil import iter_modules

from analytics.figure import QUESTIONS, Figure


def _registered() -> tuple[Figure, ...]:
    names = sorted(info.name for info in iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    figures: list[Figure] = [module.FIGURE for module in modules if hasattr(module, "FIGURE")]
    return tuple(
        sorted(figures, key=lambda figure: (QUESTIONS.index(figure.question), figure.order))
    )


FIGURES = _registered()
"""All figures, by question and in the order of the screen."""

BY_KEY = {figure.key: figure for figure in FIGURES}
