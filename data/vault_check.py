"""Is there a key for all that is sealed, and is each as it was made; what is wrong, in Dutch."""

from collections.abc import Iterator
from typing import NamedTuple

from casework.errors import StoreDamaged
from casework.words import counted
from data.database import Database
from data.pupil_names import NAME
from data.vault import KeyStates, Vault


class Owners(NamedTuple):
    """What has a key of its own: what one and many of them are called, and which there are."""

    one: str
    many: str
    sql: str


PUPILS = "select pupil_id, sealed_name from pupil"
STAFF = "select staff_id, sealed_name from staff"
OWNERS = (
    Owners("leerling", "leerlingen", "select pupil_id from pupil"),
    Owners(
        "zaak, signaal, klas of overleg",
        "zaken, signalen, klassen of overleggen",
        "select distinct subject_id from entry where sealed is not null",
    ),
    Owners(
        "regel van het leeslog",
        "regels van het leeslog",
        "select distinct case_id from access_log where sealed_reason is not null",
    ),
    Owners(
        "ingelezen bestand",
        "ingelezen bestanden",
        "select run_id from import_run where sealed_undo is not null",
    ),
    Owners(
        "aantekening bij Trends", "aantekeningen bij Trends", "select annotation_id from annotation"
    ),
    Owners(
        "collega met een eigen weergave",
        "collega's met een eigen weergave",
        "select distinct staff_id from saved_view",
    ),
)


def key_findings(database: Database, vault: Vault) -> list[str]:
    """Every key is unwrapped; who has texts and no key, or one that was erased, is counted."""
    owners = [(one, {str(owner) for (owner,) in database.rows(one.sql)}) for one in OWNERS]
    states = vault.key_states()
    return [
        *_of_the_school(database, vault.school_id, states),
        *_of_keys(states),
        *_of_owners(owners, states),
        *_of_names(database, vault, states),
    ]


def _of_the_school(database: Database, school_id: str, states: KeyStates) -> Iterator[str]:
    """The school has no key of its own until it has its first colleague."""
    if school_id not in states.sound and database.rows(STAFF):
        yield (
            "De sleutel van de school zelf is niet meer goed in de kluis (vault.sqlite): namen van "
            "collega's zijn niet te lezen."
        )


def _of_keys(states: KeyStates) -> Iterator[str]:
    if states.damaged:
        keys = counted(len(states.damaged), "sleutel is", "sleutels zijn")
        yield f"In de kluis (vault.sqlite): {keys} buiten het programma om veranderd."


def _of_owners(owners: list[tuple[Owners, set[str]]], states: KeyStates) -> Iterator[str]:
    known = states.sound | states.damaged
    for kind, ids in owners:
        for lost, what in (
            (ids & states.erased, "gewist, terwijl er nog woorden van zijn"),
            (ids - known - states.erased, "weg"),
        ):
            if lost:
                whose = counted(len(lost), kind.one, kind.many)
                yield f"In de kluis (vault.sqlite) is de sleutel van {whose} {what}."


def _of_names(database: Database, vault: Vault, states: KeyStates) -> Iterator[str]:
    """The names that a sound key does not open: it is not the one with which they were sealed."""
    for one, many, names in (
        ("leerling", "leerlingen", ((i, i, sealed, NAME) for i, sealed in database.rows(PUPILS))),
        (
            "collega",
            "collega's",
            ((i, vault.school_id, sealed, f"staff:{i}") for i, sealed in database.rows(STAFF)),
        ),
    ):
        sound = (name for name in names if name[1] in states.sound)
        count = sum(not _opens(vault, owner, sealed, place) for _, owner, sealed, place in sound)
        if count:
            whose = counted(count, one, many)
            yield f"De naam van {whose} is niet te lezen met de sleutel in de kluis (vault.sqlite)."


def _opens(vault: Vault, owner: str, sealed: bytes, place: str) -> bool:
    try:
        return vault.unseal(owner, sealed, place) is not None
    except StoreDamaged:
        return False
