"""What sentences promise: none tells staff a command, and none says "bewaard" without a reason."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from casework import errors
from casework.errors import CaseworkError
from data import faults
from server.streamlit_inside.dutch import streamlit_in_dutch
from server.streamlit_inside.dutch_words import WORDS

ROOT = Path(__file__).parents[2]
PACKAGES = ("casework", "data", "analytics", "exchange", "server", "ui", "pages")
# What these say is read on the console by whoever starts the program, and on no screen.
ON_THE_CONSOLE = {"server/serve.py", "server/listening.py"}
COMMAND = re.compile(
    r"\bpython3? +[-\w]|\brun\.py\b|\bstreamlit +run\b|\bpip +install\b|\bsystemctl\b|\bdocker +\w"
    r"|\bsudo\b|`(?:python|pip|git|bash|sh)\b",
    re.IGNORECASE,
)
CLAIM = re.compile(r"\b(bewaard|bewaarde|opgeslagen|opsloeg)\b", re.IGNORECASE)
NO_CLAIM = re.compile(r"\b(niet|niets|nog niet|kan niet worden|Niet)\b[^.;]*$", re.IGNORECASE)

READ_BACK = "read back after the commit (data/receipts.py, data/stored_forms.py)"
STORED = "said of a receipt, or of a draft, that was read from the store"
NO_PROMISE = "no promise about what somebody typed"
CLAIMS = {
    "De melding is opgeslagen": READ_BACK,
    "Bewaard voor de tijdlijn": READ_BACK,
    "Bewaard als": READ_BACK,
    "Bewaard voor het team": READ_BACK,
    "Bewaard bij ": READ_BACK,
    "bewaard in je concept": READ_BACK,
    "Opgeslagen: ": READ_BACK,
    "Dit was al opgeslagen": STORED,
    "Net opgeslagen": STORED,
    "Net bewaard": STORED,
    "al opgeslagen": STORED,
    "bovenaan zie je wat je net": STORED,
    "bewaard ": STORED,
    "is bewaard.": STORED,
    "concepten zijn bewaard": STORED,
    "ander scherm opgeslagen of weggegooid": STORED,
    "zoals je het bewaarde": STORED,
    "die hier is bewaard": NO_PROMISE,
    "zoals zij is opgeslagen": NO_PROMISE,
    "is niet meer zoals het was": NO_PROMISE,
    "Wat is opgeslagen voor nummer": NO_PROMISE,
    "de bewaarde weergaven": NO_PROMISE,
    "die wel als opgeslagen zijn gemeld": NO_PROMISE,
    "figuur bewaard": NO_PROMISE,
    "De afbeelding is opgeslagen": NO_PROMISE,
    "Wat je opsloeg kon niet worden teruggelezen": NO_PROMISE,
}


def sentences() -> Iterator[tuple[str, str]]:
    """Each text in the code that is no docstring, with the file it stands in."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            docstrings = {id(text) for text in _docstrings(tree)}
            for node in ast.walk(tree):
                is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
                if is_text and id(node) not in docstrings:
                    assert isinstance(node, ast.Constant)
                    yield path.relative_to(ROOT).as_posix(), str(node.value)


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    """The texts that stand by themselves: docstrings, also those below a name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


SENTENCES = list(sentences())


def test_no_sentence_for_staff_names_a_command() -> None:
    never_shown = {faults.REPAIR, *(english for words in WORDS.values() for english in words)}
    told = [
        (file, text)
        for file, text in SENTENCES
        if COMMAND.search(text) and file not in ON_THE_CONSOLE and text not in never_shown
    ]
    assert told == []


def test_no_page_template_and_no_script_of_ours_names_a_command() -> None:
    ours = [
        path
        for folder in ("server", "ui")
        for kind in ("*.html", "*.js", "*.j2")
        for path in (ROOT / folder).rglob(kind)
        if ".min." not in path.name
    ]
    assert ours
    told = [path.name for path in ours if COMMAND.search(path.read_text(encoding="utf-8"))]
    assert told == []


def test_the_dialog_of_a_lost_connection_names_no_command() -> None:
    scripts = [
        asset.content.decode("utf-8", "ignore") for asset in streamlit_in_dutch().scripts.values()
    ]
    dialog = [script for script in scripts if "De server antwoordt niet" in script]
    assert dialog
    for script in scripts:
        assert "yourscript.py" not in script
        assert "python run.py" not in script


def test_the_manual_of_staff_names_no_command() -> None:
    assert not COMMAND.search((ROOT / "docs" / "handleiding.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text", ["Voer uit: `python run.py data repair`.", "streamlit run app.py", "pip install x"]
)
def test_a_command_is_recognised(text: str) -> None:
    assert COMMAND.search(text)


def test_what_it_has_to_do_is_said_beside_the_sentence_and_not_in_it() -> None:
    for refusal in (faults.torn_tail(), faults.missing_changes(3, is_whole=False)):
        assert "python run.py data repair" in refusal.advice
        assert not COMMAND.search(str(refusal))


def test_no_refusal_names_a_command_or_promises_what_it_cannot_know() -> None:
    refusals = [
        refusal
        for refusal in vars(errors).values()
        if isinstance(refusal, type) and issubclass(refusal, CaseworkError)
    ]
    assert len(refusals) > 20
    for refusal in refusals:
        assert not COMMAND.search(refusal.default)
        assert "blijft bewaard" not in refusal.default


def test_each_sentence_that_says_it_is_kept_is_known_with_the_reason_why_that_is_true() -> None:
    """A new one is read back from the store first, and then gets its line here."""
    claims = [
        text
        for _, text in SENTENCES
        for match in CLAIM.finditer(text)
        if not NO_CLAIM.search(text[: match.start()])
    ]
    unknown = [text for text in claims if not any(known in text for known in CLAIMS)]
    assert unknown == []
