"""The scripts of Streamlit with which every screen begins, as one file instead of eighty.

On a slow line each request takes a third of a second, and a browser has six of them under way. The
scripts are modules that import each other by name; each becomes a function in the one file, which
gives what the module exported. What is loaded later imports from that file too, so that nothing is
there twice. Scripts of another shape than expected are left as they are.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

FILE = "first.js"
SOON = ("TextInput", "TextArea", "Html", "LinkButton", "Button")
"""What Streamlit loads only when a screen has one, and Vandaag has."""

IMPORT = re.compile(
    r"import\s*(?:(?:(?P<default>[\w$]+)\s|\{(?P<names>[^{}]*)\}|\*as (?P<whole>[\w$]+)\s)from)?"
    r'"\./(?P<file>[\w$.-]+)";'
)
EXPORT = re.compile(r";?export\{(?P<names>[^{}]*)\};?\s*\Z")
LATER = re.compile(r"import\(`\./(?P<file>[\w$.-]+)`\)")
NEIGHBOUR = re.compile(r"[\"'`]\./(?P<file>[\w$.-]+)[\"'`]")
# A part of a script that the builder begins when it is first used; what it exports is empty before.
BEGUN_LATER = re.compile(r"(?<![\w$.])(?P<name>[\w$]+)=[\w$]+\(\(\(\)=>\{")
# The files that Streamlit's builder asks for ahead of a script that is loaded later.
AHEAD = re.compile(r"\Aconst __vite__mapDeps=[^\n]*\n")


class OtherShape(ValueError):
    """A script is not written as these were; it has to stay a file of its own."""


@dataclass(frozen=True)
class _Import:
    """One import at the top of a script: from which file, and what it is called there and here."""

    file: str
    default: str | None
    names: str | None
    whole: str | None

    def as_import(self) -> str:
        """The import as it stood there."""
        if self.whole:
            return f'import*as {self.whole} from"./{self.file}";'
        if self.default:
            return f'import {self.default} from"./{self.file}";'
        names = "" if self.names is None else f"{{{self.names}}}from"
        return f'import{names}"./{self.file}";'

    def as_constant(self, module: str) -> str:
        """The same names, taken out of the object of a module."""
        if self.whole:
            return f"const {self.whole}={module};"
        if self.default:
            return f"const{{default:{self.default}}}={module};"
        if not self.names:
            return ""
        return f"const{{{','.join(_renamed(self.names))}}}={module};"


@dataclass(frozen=True)
class _Script:
    """A script, taken apart at its imports and exports."""

    ahead: str
    imports: tuple[_Import, ...]
    body: str
    exports: str

    @classmethod
    def read(cls, text: str) -> "_Script":
        """Take a script apart; imports stand first and exports last, or it has another shape."""
        ahead = match[0] if (match := AHEAD.match(text)) else ""
        position, imports = len(ahead), []
        while match := IMPORT.match(text, position):
            imports.append(_Import(match["file"], *match.group("default", "names", "whole")))
            position = match.end()
        exported = EXPORT.search(text, position)
        end = exported.start() if exported else len(text)
        return cls(ahead, tuple(imports), text[position:end], exported["names"] if exported else "")

    def begun_later(self) -> list[str]:
        """What another script would call first, to begin what it is about to use."""
        exported = {here for here, _ in _pairs(self.exports)}
        return [m["name"] for m in BEGUN_LATER.finditer(self.body) if m["name"] in exported]


class FirstScripts:
    """The scripts that `entry` imports, and those of `SOON`, in one file.

    `read` gives the text of a script by its file name; `names` are all there are.
    """

    def __init__(self, read: Callable[[str], str], names: Iterable[str], entry: str) -> None:
        self._read = read
        soon = [name for name in sorted(names) if name.partition(".")[0] in SOON]
        self._scripts: dict[str, _Script] = {}
        for name in (entry, *soon):
            self._add(name, ())
        self._numbers = {name: number for number, name in enumerate(self._scripts)}

    def _add(self, name: str, importing: tuple[str, ...]) -> None:
        """Each after those that it imports, as a browser runs them."""
        if name in importing:
            raise OtherShape(f"{name} imports itself")
        if name in self._scripts:
            return
        script = _Script.read(self._read(name))
        for one in script.imports:
            self._add(one.file, (*importing, name))
        self._scripts[name] = script

    @property
    def members(self) -> frozenset[str]:
        """The scripts that are in the file."""
        return frozenset(self._scripts)

    @cached_property
    def text(self) -> str:
        """The one file."""
        modules = "\n".join(map(self._as_function, self._scripts))
        exports = ",".join(f"{_module(n)} as m{n}" for n in self._numbers.values())
        return f"{modules}\nexport{{{exports}}};\n"

    def _as_function(self, name: str) -> str:
        script = self._scripts[name]
        taken = self._taken(script.imports)
        given = ",".join(_given(script.exports))
        begun = "".join(f"{begin}();" for begin in script.begun_later())
        inside = self._redirected(f"{script.ahead}{taken}{script.body};{begun}")
        return f"const {_module(self._numbers[name])}=(()=>{{{inside}return{{{given}}}}})();"

    def rewritten(self, text: str) -> str:
        """A script that is loaded later: what is in the one file it takes from there."""
        script = _Script.read(text)
        inside = [one for one in script.imports if one.file in self._numbers]
        outside = [one for one in script.imports if one.file not in self._numbers]
        imports = "".join(one.as_import() for one in outside)
        if inside:
            numbers = sorted({self._numbers[one.file] for one in inside})
            wanted = ",".join(f"m{number} as {_module(number)}" for number in numbers)
            imports = f'import{{{wanted}}}from"./{FILE}";{imports}'
        taken = self._taken(inside)
        exports = f";export{{{script.exports}}};" if script.exports else ""
        return self._redirected(f"{script.ahead}{imports}{taken}{script.body}{exports}")

    def _taken(self, imports: Iterable[_Import]) -> str:
        """What a script imports, taken out of the objects of the one file."""
        return "".join(one.as_constant(_module(self._numbers[one.file])) for one in imports)

    def _redirected(self, text: str) -> str:
        """What is loaded later, or asked for ahead, comes from the one file when it is in there."""

        def later(match: re.Match[str]) -> str:
            number = self._numbers.get(match["file"])
            return match[0] if number is None else f"import(`./{FILE}`).then(e=>e.m{number})"

        def ahead(match: re.Match[str]) -> str:
            return NEIGHBOUR.sub(
                lambda one: f'"./{FILE}"' if one["file"] in self._numbers else one[0], match[0]
            )

        text = AHEAD.sub(ahead, LATER.sub(later, text))
        for match in NEIGHBOUR.finditer(text):
            if match["file"] in self._numbers:
                raise OtherShape(f"{match['file']} is named in a way of its own")
        return text


def _module(number: int) -> str:
    return f"_module_{number}_"


def _pairs(names: str) -> Iterator[tuple[str, str]]:
    """Of `a as b, c`: (a, b) and (c, c)."""
    for name in names.split(","):
        words = name.split()
        if words:
            yield words[0], words[-1]


def _renamed(names: str) -> Iterator[str]:
    """What an import names, as it is taken out of an object."""
    return (outside if outside == here else f"{outside}:{here}" for outside, here in _pairs(names))


def _given(names: str) -> Iterator[str]:
    """What an export names, as it is put into an object."""
    return (outside if outside == here else f"{outside}:{here}" for here, outside in _pairs(names))
