"""Texts for others, made from coded facts only: Magister per pupil, and the docententeam.

No other pupil and no free text is in them, so that nothing slips out of a case by copying.
"""

from casework import entries as kinds
from casework.case import Case, CaseState
from casework.rules import dutch_date

OTHER_PUPIL = "een medeleerling"


def magister_text(case: Case, pupil_id: str, given_name: str) -> str:
    """What was registered about one pupil, for Magister; every other pupil is left unnamed."""
    lines = [
        _opening(case, pupil_id, given_name),
        *_talks(case, pupil_id),
        *_parents(case, pupil_id),
        *_measures(case),
        _standing(case),
    ]
    return "\n".join(lines)


def _opening(case: Case, pupil_id: str, given_name: str) -> str:
    part = case.parts.get(pupil_id)
    role = case.card.part_title(part.role) if part else "betrokkene"
    what = case.card.words("kinds", case.all_codes("kinds"))
    days = ", ".join(dutch_date(entry.happened_on) for entry, _ in case.reports)
    others = f"; ook {OTHER_PUPIL} is betrokken" if case.parts.keys() - {pupil_id} else ""
    return (
        f"Melding volgens de handelingskaart pesten op {days} ({what}). "
        f"{given_name} is hierin {role}{others}."
    )


def _talks(case: Case, pupil_id: str) -> list[str]:
    return [
        f"{dutch_date(entry.happened_on)}: gesprek ({case.card.step(entry.step).title.lower()})."
        for entry, _ in case.of(kinds.TalkHeld)
        if entry.pupil_id in (pupil_id, "")
    ]


def _parents(case: Case, pupil_id: str) -> list[str]:
    return [
        f"{dutch_date(entry.happened_on)}: ouders geïnformeerd "
        f"({case.card.word('ways', said.way)})."
        for entry, said in case.of(kinds.ParentsInformed)
        if entry.pupil_id == pupil_id
    ]


def _measures(case: Case) -> list[str]:
    found = []
    for taken in case.measures:
        measure = case.card.measure(taken.said.measure)
        if measure is not None and measure.id != "own":
            found.append(f"{dutch_date(taken.agreed_on)}: maatregel: {measure.title.lower()}.")
    return found


def _standing(case: Case) -> str:
    standing = {
        CaseState.RUNNING: "De mentor volgt de situatie.",
        CaseState.STOPPED: "Het pesten is gestopt; er is nazorg gepland.",
        CaseState.CLOSED: "De zaak is afgesloten.",
    }
    return standing[case.state]


def team_message(case: Case, class_names: str) -> str:
    """The least that the docententeam needs: to look, and where; no names, no details."""
    places = case.card.words("places", case.all_codes("places"))
    where = f" Let vooral op bij: {places}." if places else ""
    return (
        f"Beste collega's, in {class_names} speelt iets tussen leerlingen en we volgen de "
        f"handelingskaart pesten.{where} Zie of hoor je iets? Geef het vandaag nog aan mij door. "
        "Bespreek dit niet met leerlingen en stuur dit bericht niet door."
    )
