"""Which part each pupil has in what a clause says: who does it, and to whom.

Read from the order of the words as Dutch has it. Where that does not decide, there is no part.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casework.quick_note.clauses import JOINERS, Clause, Word
from casework.quick_note.pupil_names import NameInNote

TARGET, DISPLAYING = "target", "displaying"
PASSIVE = frozenset(["wordt", "worden", "werd", "werden", "word"])
IS = frozenset(["is", "zijn", "was", "waren"])
HAS = frozenset(["heeft", "hebben", "had", "hadden"])
MAY = frozenset({"mag", "mocht"})
OTHERS = frozenset(["haar", "hem", "hen", "hun"])
SOMEBODY = frozenset(["ze", "zij", "hij", "iemand", "die"])
BETWEEN_NAMES = frozenset({*JOINERS, "samen", "met", "ook"})
RELATIVES = frozenset(
    [
        "moeder",
        "vader",
        "ouders",
        "broer",
        "zus",
        "broertje",
        "zusje",
        "oma",
        "opa",
        "tante",
        "oom",
        "vriend",
        "vriendin",
        "vrienden",
    ]
)


@dataclass(frozen=True)
class Group:
    """Names that stand together: "Daan en Sem"."""

    names: tuple[NameInNote, ...]

    @property
    def start(self) -> int:
        """The place of its first word."""
        return self.names[0].places[0]


def groups_in(words: Sequence[Word], names: Sequence[NameInNote], clause: Clause) -> list[Group]:
    """The names of a clause, in groups."""
    here = set(clause.places)
    groups: list[Group] = []
    for name in names:
        if not here >= set(name.places):
            continue
        end = groups[-1].names[-1].places[-1] if groups else name.places[0]
        between = [words[n].text for n in range(end + 1, name.places[0])]
        if between and set(between) <= BETWEEN_NAMES:
            groups[-1] = Group((*groups[-1].names, name))
        else:
            groups.append(Group((name,)))
    return groups


def without_relatives(words: Sequence[Word], groups: Sequence[Group]) -> list[Group]:
    """The groups that can do or undergo something: not "Noor" in "de moeder van Noor"."""
    return [group for group in groups if not _is_a_relative(words, group.names[0])]


def _is_a_relative(words: Sequence[Word], name: NameInNote) -> bool:
    first, last = name.places[0], name.places[-1]
    before = [word.text for word in words[max(0, first - 2) : first]]
    is_of = before[-1:] == ["van"] and bool(RELATIVES & set(before[:1]))
    after = [word.text for word in words[last + 1 : last + 3]]
    owns = bool(RELATIVES & set(after[:1])) or (
        after[:1] in (["s"], ["z'n"], ["haar"]) and bool(RELATIVES & set(after[1:2]))
    )
    return is_of or owns


def parts_in(
    words: Sequence[Word],
    clause: Clause,
    groups: Sequence[Group],
    acts: Iterable[Sequence[int]],
    earlier: Group | None,
) -> list[tuple[Group, str]]:
    """The groups of a clause with their part; `earlier` is who was named before it.

    `acts` are the places of the words that say what was done.
    """
    done = [tuple(places) for places in acts]
    texts = {words[place].text for place in clause.places}
    by = [group for group in groups if _word_before(words, group) == "door"]
    others = [group for group in groups if group not in by]
    if "last" in texts and any(_word_before(words, group) == "van" for group in others):
        by = [group for group in others if _word_before(words, group) == "van"]
        others = [group for group in others if group not in by]
        return _passive(by, others, texts, earlier)
    if not done:
        return []
    if any(MAY & {words[place].text for place in places} for places in done):
        by = [group for group in others if _word_before(words, group) == "van"]
        return _passive(by, [group for group in others if group not in by], texts, earlier)
    is_participle = any(_is_participle(words[place].text) for places in done for place in places)
    if by or PASSIVE & texts or (IS & texts and is_participle and not HAS & texts):
        return _passive(by, others, texts, earlier)
    return _active(words, clause, others, done, texts, earlier)


def _is_participle(word: str) -> bool:
    begins = word.startswith(("be", "ver", "ont")) and word.endswith(("d", "t"))
    return begins or "ge" in word[:6]


def _word_before(words: Sequence[Word], group: Group) -> str:
    return words[group.start - 1].text if group.start else ""


def _passive(
    by: Sequence[Group], others: Sequence[Group], texts: set[str], earlier: Group | None
) -> list[tuple[Group, str]]:
    targets = list(others)
    if not targets and earlier and SOMEBODY & texts:
        targets = [earlier]
    return [*((group, TARGET) for group in targets), *((group, DISPLAYING) for group in by)]


def _active(
    words: Sequence[Word],
    clause: Clause,
    groups: Sequence[Group],
    done: Sequence[tuple[int, ...]],
    texts: set[str],
    earlier: Group | None,
) -> list[tuple[Group, str]]:
    """Who is named first does it, the next one undergoes it."""
    if len(groups) == 2:
        return [(groups[0], DISPLAYING), (groups[1], TARGET)]
    if len(groups) != 1:
        return []
    verb = _finite(words, clause, done)
    before = [words[n].text for n in clause.places if n < min(verb, groups[0].start)]
    if groups[0].start > verb:
        # "ze scholden Noor uit"; in "gisteren schold Daan" there is no telling.
        return [(groups[0], TARGET)] if SOMEBODY & set(before) or _has_doer(before) else []
    undergone = [(earlier, TARGET)] if earlier and OTHERS & texts else []
    return [(groups[0], DISPLAYING), *undergone] if undergone or not SOMEBODY & texts else []


def _has_doer(before: Sequence[str]) -> bool:
    return bool({"jongens", "meiden", "meisjes", "klasgenoten", "leerlingen"} & set(before))


def _finite(words: Sequence[Word], clause: Clause, done: Sequence[tuple[int, ...]]) -> int:
    """The place of the verb that goes with the one who does it."""
    helping = [n for n in clause.places if words[n].text in HAS]
    return helping[0] if helping else done[0][0]
