"""The short names under which pupils stand beside each other; no two of them read alike."""

from collections import Counter
from collections.abc import Iterable

from casework.people import short_names
from casework.records import Pupil


def pupil_labels(pupils: Iterable[Pupil]) -> dict[str, str]:
    """Given name and initial of each of these, by pupil id: "Noor V.", "Sem Jac.", "Sem Jan.".

    Namesakes are told apart by their class ("Sem J. (2B)"), or else by a number as well.
    """
    by_name: dict[str, list[Pupil]] = {}
    for pupil in pupils:
        by_name.setdefault(pupil.name.full.casefold(), []).append(pupil)
    labels: dict[str, str] = {}
    for name, label in short_names({name: of[0].name for name, of in by_name.items()}).items():
        labels |= _namesakes(label, by_name[name])
    return labels


def given_name_labels(pupils: Iterable[Pupil]) -> dict[str, str]:
    """The given name alone where only one of these has it, else as `pupil_labels` has it."""
    pupils = list(pupils)
    labels = pupil_labels(pupils)
    times = Counter(pupil.name.given.casefold() for pupil in pupils)
    return {
        one.pupil_id: one.name.given
        if times[one.name.given.casefold()] == 1
        else labels[one.pupil_id]
        for one in pupils
    }


def _namesakes(label: str, pupils: list[Pupil]) -> dict[str, str]:
    if len(pupils) == 1:
        return {pupils[0].pupil_id: label}
    in_class = Counter(pupil.class_name for pupil in pupils)
    seen: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for pupil in sorted(pupils, key=lambda pupil: pupil.pupil_id):
        seen[pupil.class_name] += 1
        number = f", {seen[pupil.class_name]}" if in_class[pupil.class_name] > 1 else ""
        labels[pupil.pupil_id] = f"{label} ({pupil.class_name}{number})"
    return labels
