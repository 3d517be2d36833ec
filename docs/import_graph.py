"""Draws which package imports which, from the code itself: `python -m docs.import_graph`.

Two pictures as mermaid text, kept in docs/architecture.md between their marks: the packages of the
program, and the rooms of the casework. An arrow that follows from two others is left out.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import grimp
import networkx as nx

FILE = Path(__file__).with_name("architecture.md")
PACKAGES = ("ui", "server", "manage", "demo", "exchange", "data", "analytics", "casework")
PAGES = "pages"


def pictures() -> dict[str, str]:
    """The mermaid text of each picture, by the name of its marks."""
    graph = grimp.build_graph(*PACKAGES)
    packages = _arrows(graph, lambda module: module.partition(".")[0])
    packages.add_edge(PAGES, "ui")
    return {"packages": _mermaid(packages), "casework": _mermaid(_arrows(graph, _room))}


def with_pictures(page: str) -> str:
    """The page with every picture as the code gives it now."""
    for name, picture in pictures().items():
        marks = rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)"
        page = re.sub(marks, rf"\g<1>{picture}\g<2>", page, flags=re.DOTALL)
    return page


def _room(module: str) -> str:
    """The room of a module of the casework; a loose module is a room of its own."""
    package, _, below = module.partition(".")
    return below.partition(".")[0] if package == "casework" else ""


def _arrows(graph: grimp.ImportGraph, room_of: Callable[[str], str]) -> nx.DiGraph:
    """One arrow from each room to each other one that it imports something of."""
    arrows = nx.DiGraph()
    for module in sorted(graph.modules):
        for imported in graph.find_modules_directly_imported_by(module):
            rooms = room_of(module), room_of(imported)
            if all(rooms) and rooms[0] != rooms[1]:
                arrows.add_edge(*rooms)
    return arrows


def _mermaid(arrows: nx.DiGraph) -> str:
    """The arrows as text; ValueError when there is a circle among them."""
    if not nx.is_directed_acyclic_graph(arrows):
        raise ValueError(f"a circle of imports: {nx.find_cycle(arrows)}")
    needed = nx.transitive_reduction(arrows)
    return "".join(["```mermaid\n", "flowchart TD\n", *_lines(needed.edges), "```\n"])


def _lines(edges: Iterable[tuple[str, str]]) -> list[str]:
    return [f"    {start} --> {end}\n" for start, end in sorted(edges)]


if __name__ == "__main__":
    FILE.write_text(with_pictures(FILE.read_text("utf-8")), "utf-8")
