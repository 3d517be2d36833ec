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
GETS = frozenset(["krijgt", "krijgen", "kreeg", "kregen", "gekregen", "ontving", "ontvangt"])
FEELS = frozenset(["voelt", "voelde", "voelen", "voelden"])
# With these a photo or an app is used, and is not only where it was.
SENDS = frozenset(
    [
        "stuurt",
        "sturen",
        "stuurde",
        "stuurden",
        "gestuurd",
        "verstuurt",
        "verstuurde",
        "verstuurd",
        "doorgestuurd",
        "zet",
        "zetten",
        "zette",
        "gezet",
        "plaatst",
        "plaatsen",
        "plaatste",
        "geplaatst",
        "deelt",
        "delen",
        "deelde",
        "gedeeld",
        "maakt",
        "maken",
        "maakte",
        "maakten",
        "gemaakt",
        "verspreidt",
        "verspreiden",
        "verspreidde",
        "verspreid",
        "appt",
        "appen",
        "appte",
        "appten",
        "geappt",
        "post",
        "postte",
        "gepost",
        "filmt",
        "filmde",
        "filmen",
        "gefilmd",
    ]
)
FINDS = frozenset(["vindt", "vinden", "vond", "vonden"])
HAVE = "hebben"
MAY = frozenset({"mag", "mocht", "mogen"})
MUST = frozenset({"moet", "moest", "moeten"})
OTHERS = frozenset(["haar", "hem", "hen", "hun"])
SOMEBODY = frozenset(["ze", "zij", "hij", "iemand", "die"])
BETWEEN_NAMES = frozenset({*JOINERS, ",", "samen", "met", "ook"})
DOERS = frozenset(
    [
        "jongens",
        "meiden",
        "meisjes",
        "klasgenoten",
        "leerlingen",
        "klas",
        "groep",
        "groepje",
        "iedereen",
        "anderen",
        "niemand",
    ]
)
"""Who does something without a name."""
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
    """The groups that can do or undergo something: not "Noor" in "de moeder van Noor".

    Nor who is only quoted: "volgens Noor".
    """
    return [
        group
        for group in groups
        if not _is_a_relative(words, group.names[0]) and _word_before(words, group) != "volgens"
    ]


def _is_a_relative(words: Sequence[Word], name: NameInNote) -> bool:
    first, last = name.places[0], name.places[-1]
    before = [word.text for word in words[max(0, first - 2) : first]]
    is_of = before[-1:] == ["van"] and bool(RELATIVES & set(before[:1]))
    after = [word.text for word in words[last + 1 : last + 3]]
    owns = bool(RELATIVES & set(after[:1])) or (
        after[:1] in (["s"], ["z'n"], ["haar"]) and bool(RELATIVES & set(after[1:2]))
    )
    return is_of or owns


def is_helped(words: Sequence[Word], group: Group) -> bool:
    """Whether others did something for them: "kwam op voor Noor"."""
    return _word_before(words, group) == "voor"


def parts_in(
    words: Sequence[Word],
    clause: Clause,
    groups: Sequence[Group],
    acts: Iterable[Sequence[int]],
    earlier: Group | None,
    *,
    is_only_a_place: bool = False,
) -> list[tuple[Group, str]]:
    """The groups of a clause with their part; `earlier` is who was named before it.

    `acts` are the places of the words that say what was done; `is_only_a_place` when these name no
    more than where it was, as an app does.
    """
    done = [tuple(places) for places in acts]
    texts = {words[place].text for place in clause.places}
    by = [group for group in groups if _word_before(words, group) == "door"]
    others = [group for group in groups if group not in by]
    of = [group for group in others if _word_before(words, group) == "van"]
    to = [group for group in others if _word_before(words, group) in ("van", "aan")]
    if "last" in texts and of:
        return _undergone(words, of, others, texts, earlier)
    if not done or _each_other(words, clause):
        return []
    named = {words[place].text for places in done for place in places}
    if MAY & named or (GETS & texts and not by):
        return _undergone(words, of, others, texts, earlier)
    if MUST & named and HAVE not in named:
        return _undergone(words, to, others, texts, earlier)
    if by or PASSIVE & texts or _is_done_to(words, clause, done, texts, is_only_a_place):
        return _passive(words, by, others, texts, earlier)
    if is_only_a_place and not SENDS & texts:
        return []
    return _active(words, clause, others, done, texts, earlier)


def _is_done_to(
    words: Sequence[Word],
    clause: Clause,
    done: Sequence[tuple[int, ...]],
    texts: set[str],
    is_only_a_place: bool,
) -> bool:
    """Whether it was done to who is named: "is geslagen", "voelt zich buitengesloten"."""
    places = clause.places if is_only_a_place else [place for act in done for place in act]
    is_participle = any(_is_participle(words[place].text) for place in places)
    feels_it = bool(FEELS & texts) and "zich" in texts
    return is_participle and (feels_it or bool(IS & texts and not HAS & texts))


def _undergone(
    words: Sequence[Word],
    by: Sequence[Group],
    groups: Sequence[Group],
    texts: set[str],
    earlier: Group | None,
) -> list[tuple[Group, str]]:
    """Who is behind a word like "van" did it; the others underwent it: "kreeg een trap van"."""
    others = [group for group in groups if group not in by]
    return _passive(words, by, others, texts, earlier)


def _each_other(words: Sequence[Word], clause: Clause) -> bool:
    """Whether they did it to each other; not "in elkaar geslagen"."""
    return any(
        words[n].text == "elkaar" and (n == 0 or words[n - 1].text != "in") for n in clause.places
    )


def _is_participle(word: str) -> bool:
    begins = word.startswith(("be", "ver", "ont")) and word.endswith(("d", "t"))
    return begins or "ge" in word[:8]


def _word_before(words: Sequence[Word], group: Group) -> str:
    return words[group.start - 1].text if group.start else ""


def _passive(
    words: Sequence[Word],
    by: Sequence[Group],
    others: Sequence[Group],
    texts: set[str],
    earlier: Group | None,
) -> list[tuple[Group, str]]:
    targets = list(others)
    if len(targets) > 1:
        # What belongs to somebody else: "niet uitgenodigd voor het feestje van Noor".
        targets = [group for group in targets if _word_before(words, group) != "van"]
    if not targets and earlier and (SOMEBODY & texts or (by and "er" not in texts)):
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
    if FINDS & texts:
        return []
    first = [words[n].text for n in clause.places if groups and n < groups[0].start]
    if "niemand" in first:
        # "niemand wil met Jade samenwerken"
        return [(groups[0], TARGET)]
    owners = [group for group in groups if _word_before(words, group) == "van"]
    if len(groups) == 2:
        # "de tas van Noor heeft Daan afgepakt"
        target = groups[0] if groups[0] in owners else groups[1]
        doer = next(group for group in groups if group is not target)
        return [(doer, DISPLAYING), (target, TARGET)]
    if not groups and earlier and OTHERS & texts and (SOMEBODY | DOERS) & texts:
        return [(earlier, TARGET)]
    if len(groups) != 1:
        return []
    if owners:
        return [(groups[0], TARGET)] if (SOMEBODY | DOERS) & texts else []
    verb = _finite(words, clause, done)
    before = {words[n].text for n in clause.places if n < groups[0].start}
    if groups[0].start > verb:
        # "ze scholden Noor uit"; in "gisteren schold Daan" there is no telling.
        if (SOMEBODY | DOERS) & before:
            return [(groups[0], TARGET)]
        # "gisteren schold Daan haar uit"
        after = {words[n].text for n in clause.places if n > groups[0].start}
        if not OTHERS & after:
            return []
    undergone = [(earlier, TARGET)] if earlier and OTHERS & texts else []
    return [(groups[0], DISPLAYING), *undergone] if undergone or not SOMEBODY & texts else []


def _finite(words: Sequence[Word], clause: Clause, done: Sequence[tuple[int, ...]]) -> int:
    """The place of the verb that goes with the one who does it."""
    helping = [n for n in clause.places if words[n].text in HAS]
    return helping[0] if helping else done[0][0]
