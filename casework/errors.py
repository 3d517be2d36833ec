"""Every refusal: a calm Dutch sentence that says what to do, with nothing lost.

CaseworkError
├── NotHere                    unknown or forbidden; the two look the same
├── ReasonNeeded               a case of before last school year opens with a reason
├── NotSignedIn                nobody is known to be behind the screen
├── ConfirmationNeeded         whoever is behind the screen has to prove again who it is
├── InvitationOver             no invitation that works (any more)
├── InputRefused               what was typed cannot be stored like this
│   ├── StepOutOfOrder         another step comes first
│   ├── CollectiveTalkNotAgreed   the gate of the joint talk is shut
│   ├── NotYourStep            somebody in another role takes note of this
│   ├── NotOwnPupil            a melding without a pupil of the own class
│   ├── OwnCase                a member of the ondersteuningsteam in a case of the own
│   └── StaffMemberInvolved    another route: no case is kept here
├── FormStoredBefore           this form was stored before, with other words in it
├── CaseMovedOn                somebody else wrote in this case in the meantime
├── AdviceMovedOn              a colleague wrote in the text of this advice in the meantime
├── CardMovedOn                somebody else took a version of the card into use in the meantime
├── FormMovedOn                another screen of the same person went on with this form
├── SignalMovedOn              somebody else took this signal up, or set it aside
├── MeetingMovedOn             a colleague changed this meeting in the meantime
├── RosterMovedOn              the school changed since a roster file was laid beside it
├── TooManyAtOnce              more of what costs the server much than anybody presses by hand
├── CardFault                  the action card cannot be read
├── NotPrinted                 a PDF could not be made
└── StoreError                 the data cannot be reached
    ├── StoreLocked            another program holds the file
    ├── StoreDamaged           the file is not whole
    ├── StoreTooNew            the file was written by a newer version
    ├── StoreFull              no room, or no right, to write
    ├── KeyMissing             the key file or the vault is not there
    └── KeyWrong               the key does not open this school
"""


class CaseworkError(Exception):
    """A refusal; `str(error)` is the sentence for the person, in Dutch."""

    default = "Dit lukt nu niet. Er is niets verloren; probeer het opnieuw."

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.default)

    @property
    def sentence(self) -> str:
        """The sentence that may be shown as it is."""
        return str(self)


class NotHere(CaseworkError):
    default = (
        "Deze pagina kunnen we niet laten zien. De zaak bestaat niet, of hoort niet bij jou. "
        "Ga terug naar Zaken."
    )


class ReasonNeeded(CaseworkError):
    default = (
        "Deze zaak was klaar voordat het vorige schooljaar begon. Schrijf op waarom je hem opent; "
        "dan kun je hem vandaag lezen."
    )


class NotSignedIn(CaseworkError):
    default = "Je bent niet aangemeld. Meld je aan om verder te gaan."


class ConfirmationNeeded(CaseworkError):
    default = (
        "Bevestig eerst dat jij het bent: dit verandert wie er binnenkomt, of neemt gegevens mee. "
        "Wat je typte staat er nog."
    )


class InvitationOver(CaseworkError):
    default = (
        "Deze uitnodiging werkt niet (meer): zij is al gebruikt, verlopen of vervangen. Koos je al "
        "een wachtwoord, meld je dan aan. Vraag anders de beheerder van je school om een nieuwe."
    )


class InputRefused(CaseworkError):
    default = "Dit kan zo niet worden vastgelegd. Kijk de velden na; wat je typte staat er nog."

    def __init__(self, sentence: str = "", field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class StepOutOfOrder(InputRefused):
    default = "Er komt eerst een andere stap."


class CollectiveTalkNotAgreed(StepOutOfOrder):
    default = (
        "Een gesprek samen kan pas als beide leerlingen apart gesproken zijn, de gepeste het zelf "
        "wil en iemand het gesprek leidt. Past het niet? Leg vast waarom deze stap niet doorgaat."
    )


class NotYourStep(InputRefused):
    default = "Deze stap is voor een collega met een andere rol."


class NotOwnPupil(InputRefused):
    default = (
        "Geen van deze leerlingen zit in jouw mentorklas. Geef het door aan de mentor van de "
        "leerling; wat je typte staat er nog."
    )


class OwnCase(InputRefused):
    default = (
        "Dit is een zaak of een vraag van jezelf. Een ander lid van het ondersteuningsteam geeft "
        "het advies."
    )


class StaffMemberInvolved(InputRefused):
    default = (
        "Gaat het om een medewerker? Dan geldt een andere weg: ga naar de schoolleiding of de "
        "vertrouwensinspecteur (0900 111 3 111). Hier wordt geen zaak gemaakt."
    )


class FormStoredBefore(CaseworkError):
    default = "Dit formulier is al opgeslagen. Wat hier staat is anders en is nog niet opgeslagen."


class CaseMovedOn(CaseworkError):
    beside: tuple[str, ...] = ()
    """What was recorded meanwhile, line by line, for who is refused; it is not in the sentence."""

    default = (
        "Een collega heeft deze zaak net bijgewerkt. Kijk wat er veranderd is en sla daarna "
        "opnieuw op; wat je typte staat er nog."
    )


class AdviceMovedOn(CaseworkError):
    default = (
        "Een collega heeft deze tekst intussen veranderd. Hieronder staan allebei de teksten; de "
        "jouwe staat nog in het veld. Neem over wat je wilt houden en bewaar opnieuw."
    )


class TooManyAtOnce(CaseworkError):
    default = "Dit zijn er veel achter elkaar. Wacht even en doe het dan opnieuw."

    def __init__(self, wait_seconds: int) -> None:
        span = "1 seconde" if wait_seconds == 1 else f"{wait_seconds} seconden"
        super().__init__(
            f"Dit zijn er veel achter elkaar. Wacht {span} en doe het dan opnieuw; er is niets "
            "verloren."
        )
        self.wait_seconds = wait_seconds


class CardMovedOn(CaseworkError):
    default = (
        "Een collega heeft intussen een nieuwere versie van de kaart in gebruik genomen. Je "
        "concept staat er nog; kijk hieronder wat er nu anders is en kies hoe je verdergaat."
    )


class RosterMovedOn(CaseworkError):
    default = (
        "De school is intussen veranderd, en daarmee wat dit bestand zou doen. Er is niets "
        "opgeslagen. Hieronder staat het nieuwe voorbeeld; kijk het na en druk dan weer."
    )


class FormMovedOn(CaseworkError):
    default = (
        "Je bent met dit formulier verdergegaan op een ander scherm. Hier is niets opgeslagen; "
        "wat je typte staat er nog. Kies bovenaan het formulier hoe je verdergaat."
    )


class SignalMovedOn(CaseworkError):
    default = (
        "Een collega heeft dit signaal net opgepakt of afgesloten. Je hoeft er niets meer mee te "
        "doen; wat je typte staat er nog."
    )


class MeetingMovedOn(CaseworkError):
    default = (
        "Een collega heeft dit overleg net verder gezet of de agenda veranderd. Kijk waar jullie "
        "nu zijn en doe het zo nodig opnieuw; wat je typte staat er nog."
    )


class CardFault(CaseworkError):
    default = "De handelingskaart kan niet worden gelezen."


class NotPrinted(CaseworkError):
    default = "De PDF kon niet worden gemaakt. Probeer het nog eens; er is niets verloren."


class StoreError(CaseworkError):
    """`advice` is what IT does about it, with the command: on the console, never on a screen."""

    default = (
        "De gegevens zijn nu niet bereikbaar; er is niets opgeslagen. Wat je typte staat er nog. "
        "Probeer het straks opnieuw."
    )

    def __init__(self, sentence: str = "", advice: str = "") -> None:
        super().__init__(sentence)
        self.advice = advice


class StoreLocked(StoreError):
    default = (
        "Het gegevensbestand is in gebruik door een ander programma. Sluit dat programma "
        "(of een tweede Handelingskaart) en start opnieuw."
    )


class StoreDamaged(StoreError):
    default = (
        "Het gegevensbestand is beschadigd en wordt niet geopend. Verander er niets aan; "
        "zie 'Herstellen' in docs/beheer.md."
    )


class StoreTooNew(StoreError):
    default = (
        "Het gegevensbestand is gemaakt door een nieuwere versie van Handelingskaart. "
        "Installeer die versie, of zet een oude reservekopie terug."
    )


class StoreFull(StoreError):
    default = (
        "Er is geen ruimte of geen recht om te schrijven; er is nu niets opgeslagen. Maak ruimte "
        "en start opnieuw."
    )


class KeyMissing(StoreError):
    default = (
        "De sleutel van de school is niet gevonden. Zet het sleutelbestand terug of geef de "
        "sleutel in HANDELINGSKAART_KEY; zie 'De sleutel' in docs/beheer.md."
    )


class KeyWrong(StoreError):
    default = (
        "De sleutel past niet bij deze school. Gebruik de sleutel die bij de eerste start is "
        "gemaakt; zie 'De sleutel' in docs/beheer.md."
    )
