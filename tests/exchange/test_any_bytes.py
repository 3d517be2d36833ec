"""Whatever is sent: a roster with its faults, or a sentence; never anything else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.errors import InputRefused
from exchange.roster import Upload, open_uploads, proposed_columns, read_roster
from tests.exchange.roster_files import CASES, GOOD

FILES = [file for case in GOOD for file in case.make()]
NAMES = st.sampled_from(
    ["a.csv", "a.xlsx", "a.zip", "users.csv", "a", "", "../x\u202e.csv", "2B.csv"]
)
WORDS = (
    *";,|\t\n\r\"'=",
    *("Roepnaam", "Achternaam", "Klas", "Naam", "Mentor", "Rol", "Stamnr", "sourcedId", "sep=;"),
    *("Noor", "van den", "2B", "4-3-2013", "12345", "\u202e", "\ufeff", "Ã«"),
)
PIECES = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)


def check_sentence(sentence: str) -> None:
    """Whether it can be shown as it is."""
    assert sentence.endswith(".")
    assert sentence.isprintable()


def read(*files: tuple[str, bytes]) -> None:
    """Read it all the way; a refusal is a sentence."""
    try:
        opened = open_uploads([Upload(*file) for file in files])
    except InputRefused as refusal:
        check_sentence(refusal.sentence)
        return
    for table in opened.tables:
        proposed_columns(table)
    roster = read_roster(opened)
    for fault in roster.faults:
        assert fault.why.endswith((".", "!", "?"))
        assert fault.file
    for pupil in roster.pupils:
        assert pupil.name.full.strip()
        assert pupil.line > 0


@settings(max_examples=400, deadline=None)
@given(NAMES, st.binary(max_size=300))
def test_any_bytes(name: str, content: bytes) -> None:
    read((name, content))


@settings(max_examples=400, deadline=None)
@given(NAMES, PIECES)
def test_anything_that_looks_like_a_list(name: str, text: str) -> None:
    read((name, text.encode("utf-8", errors="surrogatepass")))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_a_good_file_that_was_damaged(file: tuple[str, bytes], data: st.DataObject) -> None:
    name, content = file
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    read((name, bytes(damaged[: data.draw(st.integers(1, len(damaged)))])))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([case for case in CASES if len(case.id) % 2]), max_size=3))
def test_any_files_together(cases: list[object]) -> None:
    read(*(file for case in cases for file in case.make()))  # type: ignore[attr-defined]
