"""How many names that are written otherwise the masking finds: spellings, short forms, handles.

The names and how people write them are in other_spellings.toml, made before the rules; what can be
made of a name by rule (initials, handles, other letters) is made here, apart from the rules.
"""

import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks import verdict
from casework.masking import Hit, NameBook
from casework.people import PersonName
from demo.roster.names import pupil_name

COUNT_PUPILS = 1_000
OWN, OWN_NAME = "own", PersonName("Xenos", "Qwaak")
HOLDERS = frozenset({"one", "two"})
LONGEST_REST = 2
SENTENCES = (
    "Volgens mij was {} er ook bij.",
    "Gisteren zei {} dat het weer gebeurde.",
    "In de pauze stond {} te lachen.",
    "{} ontkent alles.",
    "Ouders van {} gebeld, geen gehoor.",
    "Aangesproken: {}, en nog iemand.",
)
LONG = 5_000
WORST = (
    "@",
    "\u200b",
    "x_",
    "06 ",
    "A.",
    "A de ",
    "a@a.",
    "Sem ",
    "SemDaan",
    "Sem_",
    "$a",
    "3e",
    "Ch",
)
CYRILLIC = str.maketrans("aeopcxyAEOPCXKMTBH", "аеорсхуАЕОРСХКМТВН")
GREEK = str.maketrans("oviAEOKMNTXZB", "ονιΑΕΟΚΜΝΤΧΖΒ")
DIGITS = str.maketrans("aeiostb", "4310578")

Way = Callable[[Random, PersonName], str]


def _bare(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalpha())


def _front(name: PersonName) -> str:
    return "".join(word[0] for word in name.family.replace("'", " ").split()[:-1]).lower()


def _last(name: PersonName) -> str:
    return name.family.split()[-1].lstrip("'")[0].upper()


def _some_digits(rng: Random, name: PersonName) -> str:
    """At least one letter as a digit, at most half of them."""
    letters = list(name.given)
    places = [place for place, letter in enumerate(letters) if place and letter in "aeiostb"]
    for place in rng.sample(places, max(1, len(places) // 2)) if places else ():
        letters[place] = letters[place].translate(DIGITS)
    return "".join(letters)


def _doubled(rng: Random, name: PersonName) -> str:
    given = name.given.lower()
    at = rng.randrange(1, len(given))
    return given[:at] + given[at] + given[at:]


def _zero_width(rng: Random, name: PersonName) -> str:
    at = rng.randrange(1, len(name.given))
    return name.given[:at] + rng.choice("\u200b\u200c\u2060\u00ad") + name.given[at:]


# What is made of a name by rule, by kind.
WAYS: dict[str, tuple[Way, ...]] = {
    "initials": (
        lambda _, n: f"{n.given[0]} {' '.join(n.family.split()[:-1])} {_last(n)}.".replace(
            "  ", " "
        ),
        lambda _, n: f"{n.given[0]}{_front(n)}{_last(n)}",
        lambda _, n: f"{n.given[0]}.{_front(n)}{_last(n)}.",
    ),
    "handle": (
        lambda _, n: f"@{_bare(n.given)}{_front(n)}{_last(n).lower()}",
        lambda r, n: f"@{_bare(n.given)}_{r.randrange(100):02}",
        lambda _, n: f"{_bare(n.given)}_{_bare(n.family)[:3]}",
        lambda _, n: f"xx_{_bare(n.given)}_xx",
        lambda _, n: f"@its{_bare(n.given)}",
        lambda _, n: f"@{_bare(n.given)}.{_bare(n.family)}",
        lambda r, n: f"{_bare(n.given)}{r.randrange(2008, 2016)}",
        lambda r, n: f"@{_doubled(r, n)}x",
        lambda _, n: f"@{n.given[0].lower()}{_bare(n.family)}",
    ),
    "digits for letters": (_some_digits, lambda r, n: f"@{_some_digits(r, n).lower()}"),
    "other alphabets": (
        lambda _, n: n.given.translate(CYRILLIC),
        lambda _, n: n.given.translate(GREEK),
        lambda _, n: f"{n.given[:1]}{n.given[1:].translate(CYRILLIC)}",
    ),
    "unseen signs": (_zero_width,),
    "family name glued": (
        lambda _, n: n.family.replace(" ", "").replace("'", "").capitalize(),
        lambda _, n: f"{_bare(n.given)}{_bare(n.family)}",
        lambda _, n: n.family.replace("'", "").replace("-", ""),
    ),
    "e-mail address": (
        lambda r, n: f"{_bare(n.given)}.{_bare(n.family)}{r.randrange(100)}@gmail.com",
        lambda r, _: f"{r.randrange(10**5, 10**6)}@leerling.school.nl",
    ),
}


def _by_hand() -> dict[str, list[tuple[str, str]]]:
    """What is written for each name, and of which kind that is, from the file."""
    text = Path(__file__).with_name("other_spellings.toml").read_text("utf-8")
    written: dict[str, list[tuple[str, str]]] = {}
    for kind, lines in tomllib.loads(text).items():
        for line in lines:
            name, _, words = line.partition(": ")
            pairs = [(kind.replace("_", " "), word) for word in words.split(", ")]
            written.setdefault(name, []).extend(pairs)
    return written


def _made(rng: Random, name: PersonName, with_front: PersonName) -> Iterator[tuple[str, str]]:
    """What is made of a name by rule, one of each kind."""
    for kind, ways in WAYS.items():
        yield kind, rng.choice(ways)(rng, with_front if kind == "initials" else name)


def _rest(text: str, hits: Sequence[Hit], start: int, end: int) -> int:
    """How many letters and digits of what was written are left."""
    left = set(range(start, end)) - {n for hit in hits for n in range(hit.start, hit.end)}
    return sum(text[place].isalnum() for place in left)


def report(seed: int) -> None:
    """Found by kind, of pupils who have to do with the case and of others."""
    rng = Random(seed)
    pupils = [(f"{n:04}", pupil_name(rng)) for n in range(COUNT_PUPILS)]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    missed: list[str] = []
    for given, by_hand in _by_hand().items():
        name = PersonName(given, pupil_name(rng).family)
        other = PersonName(given, f"{rng.choice(('de', 'van', 'van den', 'el'))} Wolters")
        book = NameBook([*pupils, ("one", name), ("two", other), (OWN, OWN_NAME)])
        for kind, word in (*by_hand, *_made(rng, name, other)):
            sentence = rng.choice(SENTENCES)
            for who, involved in (("involved", HOLDERS), ("others", frozenset[str]())):
                how = _found(book, sentence, word, involved)
                counts[kind][f"{who} {how}"] += 1
                if how == "missed" and who == "others":
                    missed.append(f"{word} ({given})")
    _tables(counts, missed)


def _found(book: NameBook, sentence: str, word: str, involved: frozenset[str]) -> str:
    """Whether nothing of the name is left, and whether somebody is asked."""
    text, start = sentence.format(word), sentence.index("{}")
    hits = book.find(text, OWN, involved).hits
    over = [hit for hit in hits if hit.start < start + len(word) and start < hit.end]
    if not over or _rest(text, hits, start, start + len(word)) >= LONGEST_REST:
        return "missed"
    return "asked" if over[0].why else "masked"


def growth(seed: int, runs: int) -> None:
    """How the time grows with a text twice as long: the worst that we could think of."""
    rng = Random(seed)
    book = NameBook((f"{n:04}", pupil_name(rng)) for n in range(COUNT_PUPILS))
    rows = []
    for unit in WORST:
        short = _seconds(book, unit * LONG, runs)
        rows.append(
            (repr(unit), verdict.ms(short), f"{_seconds(book, 2 * unit * LONG, runs) / short:.1f}")
        )
    verdict.table(f"{LONG:,} times", ("of", "processor", "twice as long"), rows)


def _seconds(book: NameBook, text: str, runs: int) -> float:
    seconds = []
    for _ in range(runs):
        began = time.process_time()
        book.find(text, OWN, {"0001"})
        seconds.append(time.process_time() - began)
    return verdict.median(seconds)


def _tables(counts: dict[str, Counter[str]], missed: Sequence[str]) -> None:
    total: Counter[str] = Counter()
    for count in counts.values():
        total += count
    rows = [
        (kind, _of(count, "others"), _share(count, "involved"), _share(count, "others"))
        for kind, count in [*counts.items(), ("together", total)]
    ]
    verdict.table(
        "Names written otherwise", ("kind", "names", "of who is involved", "of any other"), rows
    )
    print(f"\nmissed: {', '.join(missed[:80])}")


def _of(count: Counter[str], who: str) -> int:
    return sum(number for how, number in count.items() if how.startswith(who))


def _share(count: Counter[str], who: str) -> str:
    asked = count[f"{who} asked"]
    found = asked + count[f"{who} masked"]
    return f"{100 * found / _of(count, who):.0f} % ({asked} asked)"
