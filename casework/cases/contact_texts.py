"""What is said to parents and to the docententeam: made from coded facts alone, without a name of
another pupil and without a word that somebody typed about one."""

from collections.abc import Iterator

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.measures import MeasureTaken
from casework.entries.measures import OWN_MEASURE
from casework.words import enumeration, long_date

NOT_ABOUT_OTHERS = (
    "Over de andere leerlingen kan ik niets zeggen, zoals ik hun niets over {name} zeg. Met ieder "
    "van hen gaan we apart in gesprek."
)


def parents_script(case: Case, pupil_id: str, given_name: str) -> tuple[str, ...]:
    """What to say to the parents of one pupil, one line a breath; the order is that of the talk.

    For a pupil with no part any more, and for an omstander, the lines say no more than that.
    """
    part = case.parts.get(pupil_id)
    role = part.role if part else ""
    lines = [
        f"Ik bel over {given_name}. Heeft u even rustig de tijd?",
        *_what_was_told(case, role, given_name),
        *_what_is_done(case, pupil_id, role, given_name),
        _question(role, given_name),
        NOT_ABOUT_OTHERS.format(name=given_name),
        "Wat spreken we af, en wanneer bellen we weer?",
    ]
    return tuple(line for line in lines if line)


def _what_was_told(case: Case, role: str, name: str) -> Iterator[str]:
    latest, _ = case.reports[-1]
    again = "Er is opnieuw gemeld" if len(case.reports) > 1 else "Er is bij ons gemeld"
    what = enumeration([case.card.word("kinds", code).lower() for code in case.all_codes("kinds")])
    where = case.card.words("places", case.all_codes("places"))
    about = {
        "target": f"dat {name} last heeft van anderen",
        "displaying": f"dat {name} iets doet waar een ander last van heeft",
    }.get(role, f"dat er iets speelt waar {name} bij betrokken is")
    yield f"{again}, op {long_date(latest.happened_on)}, {about}."
    if what:
        yield f"Het gaat om: {what}{f' ({where})' if where else ''}."
    if role == "displaying":
        yield f"Het gaat over wat {name} doet, niet over wie {name} is. We willen dat het stopt."


def _what_is_done(case: Case, pupil_id: str, role: str, name: str) -> Iterator[str]:
    talks = [entry for entry, _ in case.of(kinds.TalkHeld) if entry.pupil_id == pupil_id]
    if talks:
        yield f"Ik heb {name} gesproken, op {long_date(talks[-1].happened_on)}."
    elif role in ("target", "displaying"):
        yield f"Ik ga met {name} in gesprek."
    for measure in _measures_for(case, pupil_id):
        yield f"Afgesproken is: {measure}."
    if case.state is CaseState.STOPPED:
        yield "Het is gestopt. We blijven het volgen en vragen over een tijd weer hoe het gaat."


def _measures_for(case: Case, pupil_id: str) -> Iterator[str]:
    """The measures of the library that are for this pupil by name."""
    for taken in case.measures:
        title = _title(case, taken)
        if taken.agreed.for_pupil == pupil_id and title:
            yield title


def _title(case: Case, taken: MeasureTaken) -> str:
    measure = case.card.measure(taken.agreed.measure)
    return measure.title.lower() if measure and measure.id != OWN_MEASURE else ""


def _question(role: str, name: str) -> str:
    if role == "displaying":
        return f"Hoe kijkt u hiernaar? Wat helpt {name} om hiermee te stoppen?"
    return f"Wat merkt u thuis? Hoe gaat het met {name}, en wat heeft {name} nodig?"


def team_message(case: Case, class_names: str, link: str = "") -> str:
    """The least that the docententeam needs: to look, and where; no names, no details.

    Who has to look after a pupil finds out at `link` who it is, behind the sign-in.
    """
    places = case.card.words("places", case.all_codes("places"))
    where = f" Let vooral op bij: {places}." if places else ""
    who = (
        f" Moet jij op een leerling letten? Na aanmelden lees je hier om wie het gaat: {link} . "
        "Zie je daar geen naam, kom dan bij mij langs; vraag het niet per mail."
        if link
        else ""
    )
    return (
        f"Beste collega's, in {class_names} speelt iets tussen leerlingen en we volgen de "
        f"handelingskaart pesten.{where} Zie of hoor je iets? Geef het vandaag nog aan mij door."
        f"{who} Bespreek dit niet met leerlingen en stuur dit bericht niet door."
    )
