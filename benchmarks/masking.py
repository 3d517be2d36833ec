"""How many names the masking finds in 500 made-up notes of mentors, and what it misses."""

import argparse
import re
import time
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks import held_out, masked_otherwise, verdict
from casework.masking import Hit, NameBook
from casework.people import PersonName
from demo.roster.names import pupil_name, staff_name

COUNT_PUPILS = 1_000
CLASS_SIZE = 28
SHARE_NAMELESS = 0.2
SHARE_LOOK_ALIKE = 0.4
SHARE_SAME_CLASS = 0.8
SHARE_INVOLVED = 0.6
SHARE_WITHOUT_ACCENTS = 0.5
SHARE_WITHOUT_CAPITALS = 0.05
LONG_NOTE = 5_000
MARK = re.compile(r"\{([oabst])\}")
TITLES = ("mevrouw", "meneer", "mw.", "dhr.")


@dataclass(frozen=True)
class Mention:
    """A name in a note: where it stands, whose it is and how it was written."""

    start: int
    end: int
    who: str
    style: str


@dataclass
class Note:
    """A note about one pupil, with the mentions in it."""

    own: str
    involved: frozenset[str]
    text: str = ""
    mentions: list[Mention] = field(default_factory=list)

    def add(self, text: str, who: str = "", style: str = "") -> None:
        """More text; a mention when `who` is given."""
        if who:
            start = len(self.text)
            self.mentions.append(Mention(start, start + len(text), who, style))
        self.text += text


# --- how a mentor writes a name -------------------------------------------------------------------


def _initials(name: PersonName) -> str:
    core = next((c for c in name.family if c.isupper()), name.family[:1])
    return f"{name.given[0]}.{core}."


def _slip(rng: Random, text: str) -> str:
    """One letter doubled, left out, or two in each other's place; never the first."""
    at = rng.randrange(1, len(text))
    how = rng.randrange(3)
    if how == 0:
        return text[:at] + text[at] + text[at:]
    if how == 1 and len(text) > 3:
        return text[:at] + text[at + 1 :]
    at = min(at, len(text) - 2)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _short_particles(family: str) -> str:
    return re.sub(r"\bvan de[nr]? ", "vd ", family)


def _last_first(name: PersonName) -> str:
    *front, core = name.family.split(" ")
    return ", ".join([core, " ".join([*front, name.given])]) if core else name.given


Way = Callable[[Random, PersonName], str]
# Style, how often in a hundred, and how it is written.
WAYS: tuple[tuple[str, int, Way], ...] = (
    ("given name", 46, lambda _, n: n.given),
    ("full name", 12, lambda _, n: n.full),
    ("given name and initial", 8, lambda _, n: n.short),
    ("family name", 4, lambda _, n: n.family),
    ("given name, no capital", 5, lambda _, n: n.given.lower()),
    ("full name, no capitals", 2, lambda _, n: n.full.lower()),
    ("capitals", 1, lambda _, n: n.given.upper()),
    ("tussenvoegsel cut short", 2, lambda _, n: f"{n.given} {_short_particles(n.family)}"),
    ("last name first", 1, lambda _, n: _last_first(n)),
    ("initial and family name", 2, lambda _, n: f"{n.given[0]}. {n.family}"),
    ("handle", 1, lambda _, n: f"@{n.given.lower()}"),
    ("small name", 2, lambda _, n: f"{n.given}tje"),
    ("initials", 2, lambda _, n: _initials(n)),
    ("one initial", 2, lambda _, n: f"{n.given[0]}."),
    ("typing error", 5, lambda rng, n: _slip(rng, n.given)),
    ("nickname", 5, lambda _, n: n.given[:3] + ("o" if len(n.given) > 3 else "ie")),
)


def written(rng: Random, name: PersonName, owned: bool) -> tuple[str, str]:
    """A name as a hurried mentor types it, and in which style."""
    [(style, _, way)] = rng.choices(WAYS, [share for _, share, _ in WAYS])
    if owned:
        style = "possessive"
        vowel = name.given[-1].lower() in "aiouy"
        typed = name.given + ("'" if name.given[-1] in "sxz" else "'s" if vowel else "s")
    else:
        typed = way(rng, name)
    if rng.random() < SHARE_WITHOUT_ACCENTS:
        bare = unicodedata.normalize("NFKD", typed.replace("ı", "i").replace("ł", "l"))
        typed = "".join(c for c in bare if not unicodedata.combining(c))
    return typed, style


# --- the notes ------------------------------------------------------------------------------------


class Desk:
    """A mentor of a made-up school, who writes notes."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.pupils = {f"{n:04}": pupil_name(self.rng) for n in range(COUNT_PUPILS)}
        path = Path(__file__).with_name("mentor_notes.toml")
        self.sentences = tomllib.loads(path.read_text("utf-8"))

    def note(self) -> Note:
        """One note; every fifth names nobody."""
        rng = self.rng
        own, a, b = self._three()
        likely = [who for who in (a, b) if rng.random() < SHARE_INVOLVED]
        note = Note(own, frozenset(likely))
        people = {"o": own, "a": a, "b": b}
        for sentence, owned in self._sentences():
            if note.text:
                note.add(rng.choice((" ", " ", " ", "\n")))
            self._write(note, sentence, people, owned)
        if rng.random() < SHARE_WITHOUT_CAPITALS:
            note.text = "".join(c.lower() if len(c.lower()) == 1 else c for c in note.text)
        return note

    def _three(self) -> tuple[str, str, str]:
        """The own pupil and two others, mostly of the same class."""
        first = self.rng.randrange(COUNT_PUPILS // CLASS_SIZE) * CLASS_SIZE
        seats = self.rng.sample(range(first, first + CLASS_SIZE), 3)
        own, a, b = (
            seat if not n or self.rng.random() < SHARE_SAME_CLASS else self._elsewhere(seats)
            for n, seat in enumerate(seats)
        )
        return f"{own:04}", f"{a:04}", f"{b:04}"

    def _elsewhere(self, seats: Sequence[int]) -> int:
        seat = self.rng.randrange(COUNT_PUPILS)
        return seat if seat not in seats else (seat + CLASS_SIZE) % COUNT_PUPILS

    def _sentences(self) -> list[tuple[str, bool]]:
        rng = self.rng
        chosen = [(rng.choice(self.sentences["nameless"]), False)]
        if rng.random() > SHARE_NAMELESS:
            named = rng.sample(self.sentences["named"], rng.randint(1, 4))
            chosen += [(sentence, False) for sentence in named]
            if rng.random() < 0.2:
                chosen.append((rng.choice(self.sentences["owned"]), True))
        if rng.random() < SHARE_LOOK_ALIKE:
            chosen.append((rng.choice(self.sentences["look_alikes"]), False))
        rng.shuffle(chosen)
        return chosen

    def _write(self, note: Note, sentence: str, people: dict[str, str], owned: bool) -> None:
        at = 0
        for mark in MARK.finditer(sentence):
            note.add(sentence[at : mark.start()])
            at = mark.end()
            if mark[1] == "s":
                note.add(f"{self.rng.choice(TITLES)} {staff_name(self.rng).family}")
            elif mark[1] == "t":
                note.add(staff_name(self.rng).given)
            elif mark[1] == "o":
                name = self.pupils[note.own]
                note.add(name.full if self.rng.random() < 0.1 else name.given, note.own, "own")
            else:
                who = people[mark[1]]
                typed, style = written(self.rng, self.pupils[who], owned and mark[1] == "a")
                note.add(typed, who, style)
        note.add(sentence[at:])


# --- counting -------------------------------------------------------------------------------------


@dataclass
class Count:
    """What became of the names of other pupils, by style, and of everything else."""

    present: Counter[str] = field(default_factory=Counter)
    masked: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    wrongly_masked: list[str] = field(default_factory=list)
    wrongly_asked: list[str] = field(default_factory=list)
    own: Counter[str] = field(default_factory=Counter)

    def note(self, note: Note, hits: Sequence[Hit]) -> None:
        """Count one note."""
        for mention in note.mentions:
            if mention.style == "own":
                touched = [hit for hit in hits if _touch(hit, mention)]
                asked = bool(touched) and all(hit.why for hit in touched)
                self.own["asked" if asked else "masked" if touched else "kept"] += 1
                continue
            self.present[mention.style] += 1
            over = [hit for hit in hits if _covers(hit, mention)]
            if over:
                (self.asked if over[0].why else self.masked)[mention.style] += 1
            else:
                self.missed.append(f"{note.text[mention.start : mention.end]} ({mention.style})")
        for hit in hits:
            if not any(_touch(hit, mention) for mention in note.mentions):
                wrong = self.wrongly_asked if hit.why else self.wrongly_masked
                wrong.append(note.text[hit.start : hit.end])


def _touch(hit: Hit, mention: Mention) -> bool:
    return hit.start < mention.end and mention.start < hit.end


def _covers(hit: Hit, mention: Mention) -> bool:
    """Whether nothing of a name is left; a dot or an @ may be."""
    return hit.start <= mention.start + 1 and hit.end >= mention.end - 1 and _touch(hit, mention)


def share(part: int, whole: int) -> str:
    """A share in per cent with what it is of."""
    return f"{100 * part / whole:.1f} % ({part} of {whole})" if whole else "-"


def report(count: Count, notes: int) -> None:
    """Three tables, and what went wrong by name."""
    present, masked, asked = (sum(c.values()) for c in (count.present, count.masked, count.asked))
    exact = [style for style in count.present if style not in ("typing error", "nickname")]
    spelled = sum(count.present[style] for style in exact)
    count_exact = sum(count.masked[style] + count.asked[style] for style in exact)
    hundred = 100 / notes
    rows = [
        ("names found (masked or asked)", share(masked + asked, present)),
        ("- without nicknames and typing errors", share(count_exact, spelled)),
        ("masked outright", share(masked, present)),
        ("asked", share(asked, present)),
        ("missed", share(len(count.missed), present)),
        ("wrongly masked, per 100 notes", f"{len(count.wrongly_masked) * hundred:.1f}"),
        ("asked for nothing, per 100 notes", f"{len(count.wrongly_asked) * hundred:.1f}"),
        ("own name kept", share(count.own["kept"], count.own.total())),
        ("own name asked / masked", f"{count.own['asked']} / {count.own['masked']}"),
    ]
    verdict.table(f"Masking, {notes} notes, {COUNT_PUPILS:,} pupils", ("what", "measured"), rows)
    by_style = [
        (style, count.present[style], count.masked[style], count.asked[style], left)
        for style, _ in count.present.most_common()
        for left in [count.present[style] - count.masked[style] - count.asked[style]]
    ]
    verdict.table("By how it is written", ("style", "names", "masked", "asked", "missed"), by_style)
    for title, words in (
        ("missed", count.missed),
        ("wrongly masked", count.wrongly_masked),
        ("asked for nothing", count.wrongly_asked),
    ):
        print(f"\n{title}: {', '.join(f'{w} x{n}' for w, n in Counter(words).most_common(40))}")


# --- speed ----------------------------------------------------------------------------------------


def speed(desk: Desk, book: NameBook, runs: int) -> None:
    """A long note, beside one regular expression for each pupil."""
    text, own = "", "0000"
    while len(text) < LONG_NOTE:
        text += desk.note().text + "\n"
    text = text[:LONG_NOTE]
    patterns = [
        re.compile(rf"\b(?:{re.escape(n.full)}|{re.escape(n.given)}|{re.escape(n.family)})\b")
        for n in desk.pupils.values()
    ]
    build = _median(runs, lambda: NameBook(desk.pupils.items()))
    find = _median(runs, lambda: book.find(text, own))
    plain = _median(runs, lambda: [pattern.sub("x", text) for pattern in patterns])
    rows = [
        ("the book of 1,000 pupils", verdict.ms(build), "-"),
        ("finding, 5,000 characters", verdict.ms(find), f"{verdict.figure(find / plain)}"),
        ("one expression for each pupil", verdict.ms(plain), "1"),
    ]
    verdict.table(f"Speed ({verdict.machine()})", ("what", "processor", "ratio"), rows)


def _median(runs: int, act: Callable[[], object]) -> float:
    seconds = []
    for _ in range(runs):
        began = time.process_time()
        act()
        seconds.append(time.process_time() - began)
    return verdict.median(seconds)


def main(args: argparse.Namespace) -> None:
    """Write the notes, mask them, count."""
    desk, count = Desk(args.seed), Count()
    book = NameBook(desk.pupils.items())
    for _ in range(args.notes):
        note = desk.note()
        count.note(note, book.find(note.text, note.own, note.involved).hits)
    report(count, args.notes)
    masked_otherwise.report(args.seed)
    held_out.report(args.seed)
    speed(desk, book, args.runs)
    masked_otherwise.growth(args.seed, args.runs)


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=500)
    parser.add_argument("--seed", type=int, default=2027)
    parser.add_argument("--runs", type=int, default=9)
    return parser.parse_args()


if __name__ == "__main__":
    main(options())
