"""The names under which pupils stand beside each other; no two of them read alike."""

from collections import Counter
from collections.abc import Iterable, Mapping

from casework.labels import A_PUPIL
from casework.name_spelling import name_key
from casework.people import PersonName, short_names
from casework.records import Pupil


def pupil_labels(pupils: Iterable[Pupil]) -> dict[str, str]:
    """Given name and initial of each of these, by pupil id: "Noor V.", "Sem Jac.", "Sem Jan.".

    Namesakes are told apart by their class ("Sem J. (2B)"), or else by a number as well.
    """
    by_name = _by_name(pupils)
    return _apart(by_name, short_names({name: _name(of[0]) for name, of in by_name.items()}))


def full_labels(pupils: Iterable[Pupil]) -> dict[str, str]:
    """The whole name of each of these, by pupil id; namesakes as `pupil_labels` has them."""
    by_name = _by_name(pupils)
    return _apart(by_name, {name: _name(of[0]).full for name, of in by_name.items()})


def given_name_labels(pupils: Iterable[Pupil]) -> dict[str, str]:
    """The given name alone where only one of these has it, else as `pupil_labels` has it."""
    pupils = list(pupils)
    labels = pupil_labels(pupils)
    times = Counter(name_key(pupil.name.given) for pupil in pupils)
    return {
        one.pupil_id: one.name.given
        if one.name.given and times[name_key(one.name.given)] == 1
        else labels[one.pupil_id]
        for one in pupils
    }


def _by_name(pupils: Iterable[Pupil]) -> dict[str, list[Pupil]]:
    by_name: dict[str, list[Pupil]] = {}
    for pupil in pupils:
        by_name.setdefault(name_key(pupil.name.full), []).append(pupil)
    return by_name


def _name(pupil: Pupil) -> PersonName:
    """A name that was erased is no name."""
    return pupil.name if pupil.name.full else PersonName(A_PUPIL, "")


def _apart(by_name: Mapping[str, list[Pupil]], called: Mapping[str, str]) -> dict[str, str]:
    """With the class behind those of one name, and a number behind what still reads alike."""
    labels: dict[str, str] = {}
    for name, pupils in by_name.items():
        labels |= _namesakes(called[name], pupils)
    seen: Counter[str] = Counter()
    for pupil_id, label in sorted(labels.items()):
        alike = name_key(label).replace(".", "")
        seen[alike] += 1
        if seen[alike] > 1:
            labels[pupil_id] = f"{label} ({seen[alike]})"
    return labels


def _namesakes(label: str, pupils: list[Pupil]) -> dict[str, str]:
    if len(pupils) == 1:
        return {pupils[0].pupil_id: label}
    in_class = Counter(pupil.class_name for pupil in pupils)
    seen: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for pupil in sorted(pupils, key=lambda pupil: pupil.pupil_id):
        seen[pupil.class_name] += 1
        number = f", {seen[pupil.class_name]}" if in_class[pupil.class_name] > 1 else ""
        where = f"{pupil.class_name}{number}".removeprefix(", ")
        labels[pupil.pupil_id] = f"{label} ({where})" if where else label
    return labels
