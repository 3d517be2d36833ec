"""Other source for a module than what stands in its file, for one process."""

import ast
import builtins
import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

from tests.attacks.mutation.checks import ROOT

OURS = frozenset({"casework", "data", "analytics", "exchange", "demo", "manage", "server", "ui"})
Source = str | ast.Module


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, source: Source) -> None:
        super().__init__(name, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._source, self.path, "exec", dont_inherit=True)


class OtherSource(MetaPathFinder):
    """Finds modules by `source_of`, which has None for what is as it stands in its file."""

    def __init__(self, source_of: Callable[[str], Source | None]) -> None:
        self._source_of = source_of

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in OURS:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.origin is None:
            return None
        source = self._source_of(Path(spec.origin).relative_to(ROOT).as_posix())
        if source is not None:
            spec.loader = _Loader(fullname, spec.origin, source)
        return spec


def put_before_the_files(source_of: Callable[[str], Source | None]) -> None:
    """From now on modules of ours are made of what `source_of` says, where it says something."""
    for name in list(sys.modules):
        if name.partition(".")[0] in OURS:
            del sys.modules[name]
    sys.meta_path.insert(0, OtherSource(source_of))


def know_everywhere(name: str, value: object) -> None:
    """A name that every module knows without an import."""
    setattr(builtins, name, value)
