"""A command line that speaks Dutch: its help, the words around it, and what it says of a slip."""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

# What argparse says of a slip, as Python 3.11 and later do, and what we say.
_SENTENCES = (
    (r"the following arguments are required: (?P<what>.+)", "Er ontbreekt nog: {what}."),
    (r"one of the arguments (?P<what>.+) is required", "Kies een van deze: {what}."),
    (
        r"argument (?P<name>.+?): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<what>.+)\)",
        "{value} is er niet bij {name}. Kies uit: {what}.",
    ),
    (
        r"argument (?P<name>.+?): invalid \w+ value: '(?P<value>.*)'",
        "{value} past niet bij {name}.",
    ),
    (r"argument (?P<name>.+?): expected .*", "Achter {name} hoort iets te staan."),
    (
        r"argument (?P<name>.+?): ignored explicit argument '?(?P<value>.*?)'?",
        "Achter {name} hoort niets.",
    ),
    (
        r"argument (?P<name>.+?): not allowed with argument (?P<what>.+)",
        "{name} kan niet samen met {what}.",
    ),
    (r"unrecognized arguments: (?P<what>.+)", "Dit is onbekend: {what}."),
    (
        r"ambiguous option: (?P<what>.+?) could match .+",
        "{what} kan van alles zijn; schrijf het uit.",
    ),
    (r"argument (?P<name>.+?): (?P<what>.+)", "{name}: {what}"),
)
_LOOK = "Kijk met {command} --help wat er kan."


class DutchParser(argparse.ArgumentParser):
    """Like argparse's own, but every word that a person reads is Dutch."""

    def __init__(self, **options: Any) -> None:
        options |= {"add_help": False, "allow_abbrev": False, "formatter_class": _DutchFormatter}
        super().__init__(**options)
        self.choices = self.add_argument_group("opties")
        self.choices.add_argument(
            "-h", "--help", action="help", help="laat deze uitleg zien en stop"
        )

    def commands(self) -> "argparse._SubParsersAction[DutchParser]":
        """Where the commands are added."""
        return self.add_subparsers(title="opdrachten", metavar="opdracht", parser_class=DutchParser)

    def option(self, name: str, **options: Any) -> None:
        """One more option, below the heading that is Dutch as well."""
        self.choices.add_argument(name, **options)

    def error(self, message: str) -> NoReturn:
        """One Dutch sentence about the slip, and where to look."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{in_dutch(message)} {_LOOK.format(command=self.prog)}\n")


class _DutchFormatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


def in_dutch(message: str) -> str:
    """What argparse says of a slip, in Dutch."""
    for pattern, sentence in _SENTENCES:
        if match := re.fullmatch(pattern, message):
            parts = {name: value.replace("'", "") for name, value in match.groupdict().items()}
            return sentence.format(**parts)
    return "Deze opdracht klopt niet."


def count(text: str) -> int:
    """A whole number of at least 1, of something that is counted."""
    if not re.fullmatch(r"0*[1-9][0-9]{0,8}", text):
        raise argparse.ArgumentTypeError(f"vul een heel getal vanaf 1 in, niet {text}.")
    return int(text)


def number(text: str) -> int:
    """Any whole number."""
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise argparse.ArgumentTypeError(f"vul een heel getal in, niet {text}.")
    return int(text)
