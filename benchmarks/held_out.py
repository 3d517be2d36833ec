"""How many names of a set by another hand are found; and what is asked for nothing.

held_out_names.toml has names and how they are written, ordinary_notes.toml notes without a pupil.
"""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from benchmarks import verdict
from casework.masking import Hit, NameBook
from casework.people import PersonName
from demo.roster.names import pupil_name

COUNT_PUPILS = 1_000
OWN, OWN_NAME = "own", PersonName("Xenos", "Qwaak")
PUPIL = "held out"
LONGEST_REST = 2
SENTENCES = ("Gisteren zei {} dat het weer gebeurde.", "Volgens mij was {} er ook bij.")


def _read(file: str) -> dict[str, list[str]]:
    text = Path(__file__).with_name(file).read_text("utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)
    return lists


def _name(line: str) -> PersonName:
    given, _, family = line.partition(" / ")
    return PersonName(given, family)


def held_out() -> Iterator[tuple[str, PersonName, str]]:
    """Of which kind, whose name, and how it is written."""
    for kind, lines in _read("held_out_names.toml").items():
        for line in lines:
            name, _, ways = line.partition(": ")
            for written in ways.split("; "):
                yield kind.replace("_", " "), _name(name), written


def report(seed: int) -> None:
    """Recall by kind, in a whole school and with the pupil alone; then the false alarms."""
    rng = Random(seed)
    pupils = [(f"{n:04}", pupil_name(rng)) for n in range(COUNT_PUPILS)]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    missed: dict[str, list[str]] = defaultdict(list)
    others = [*pupils, (OWN, OWN_NAME)]
    books: dict[tuple[PersonName, str], NameBook] = {}
    for kind, name, written in held_out():
        for who, school in (("school", others), ("alone", [(OWN, OWN_NAME)])):
            key = name, who
            if key not in books:
                books = {key: NameBook([*school, (PUPIL, name)]), **dict(list(books.items())[:3])}
            for involved in (frozenset({PUPIL}), frozenset[str]()):
                label = f"{who} {'involved' if involved else 'other'}"
                how = _found(books[key], rng.choice(SENTENCES), written, involved)
                counts[kind][f"{label} {how}"] += 1
                if how == "missed":
                    missed[label].append(f"{written} ({name.given})")
    _tables(counts, missed)
    _ordinary(pupils)


def _found(book: NameBook, sentence: str, written: str, involved: frozenset[str]) -> str:
    text, start = sentence.format(written), sentence.index("{}")
    end = start + len(written)
    hits = [
        hit for hit in book.find(text, OWN, involved).hits if hit.start < end and start < hit.end
    ]
    left = set(range(start, end)) - {n for hit in hits for n in range(hit.start, hit.end)}
    if not hits or sum(text[place].isalnum() for place in left) >= LONGEST_REST:
        return "missed"
    return "asked" if any(hit.why for hit in hits) else "masked"


def _tables(counts: Mapping[str, Counter[str]], missed: Mapping[str, Sequence[str]]) -> None:
    total: Counter[str] = Counter()
    for count in counts.values():
        total += count
    labels = ("school involved", "school other", "alone involved", "alone other")
    rows = [
        (kind, str(_of(count, labels[0])), *(_share(count, label) for label in labels))
        for kind, count in [*counts.items(), ("together", total)]
    ]
    verdict.table("Names of the second set", ("kind", "names", *labels), rows)
    for label in ("school involved", "alone involved", "alone other"):
        print(f"\nmissed, {label}: {', '.join(missed[label])}")


def _of(count: Counter[str], label: str) -> int:
    return sum(number for how, number in count.items() if how.startswith(label))


def _share(count: Counter[str], label: str) -> str:
    asked = count[f"{label} asked"]
    found = asked + count[f"{label} masked"]
    return f"{100 * found / _of(count, label):.0f} % ({asked} asked)"


def _ordinary(pupils: Sequence[tuple[str, PersonName]]) -> None:
    """What is asked and masked in notes that name nobody."""
    read = _read("ordinary_notes.toml")
    named = [(f"word{n}", _name(line)) for n, line in enumerate(read["names"])]
    own = (OWN, OWN_NAME)
    books = (
        ("1,000 pupils", NameBook([*pupils, own]), frozenset[str]()),
        ("1,000 pupils, six of them involved", NameBook([*pupils, own]), _six(pupils)),
        ("pupils called by a word", NameBook([*named, own]), frozenset[str]()),
        ("the same, six of them involved", NameBook([*named, own]), _six(named)),
    )
    rows = []
    for label, book, involved in books:
        hits = [
            (note, hit) for note in read["notes"] for hit in book.find(note, OWN, involved).hits
        ]
        asked = [(note, hit) for note, hit in hits if hit.why]
        masked = len(hits) - len(asked)
        hundred = 100 / len(read["notes"])
        rows.append((label, f"{len(asked) * hundred:.0f}", f"{masked * hundred:.0f}"))
        print(f"\n{label}: {', '.join(_words(hits))}")
    verdict.table("Notes that name nobody", ("school", "asked per 100 notes", "masked"), rows)


def _six(pupils: Sequence[tuple[str, PersonName]]) -> frozenset[str]:
    return frozenset(pupil for pupil, _ in pupils[:6])


def _words(hits: Sequence[tuple[str, Hit]]) -> Iterator[str]:
    for note, hit in hits:
        yield f"{note[hit.start : hit.end]} ({hit.why or 'masked'})"


if __name__ == "__main__":
    report(2027)
