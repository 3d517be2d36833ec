"""What somebody reads when signing in with a school account did not go on: one page, in words."""

from starlette.responses import Response

from server.log import LOG
from server.oidc import ClientRefused, NotProven, OtherOrganisation, ProviderDown
from server.provider_settings import Provider
from server.templating import page

# What a provider says when somebody turned back there, or would not be asked (OpenID Connect Core,
# section 3.1.2.6); anything else went wrong without that.
BY_THE_PERSON = frozenset({"access_denied", "consent_required", "login_required"})


def over() -> Response:
    """An answer that nobody asked for here, that came before, or that says too little."""
    return message(
        "Aanmelden",
        "Je bent niet aangemeld: deze aanmelding is afgebroken, verlopen of al gebruikt. Er is "
        "niets veranderd. Begin opnieuw; dan gaat het goed.",
        410,
    )


def without_code(provider: Provider, error: str, invitation: str) -> Response:
    """The provider sent the browser back and proves nothing: by choice of the person, or not."""
    if error not in BY_THE_PERSON:
        return refused(provider, invitation)
    sentence = f"Je hebt je niet aangemeld bij {provider.label}. Er is niets veranderd."
    return message("Aanmelden", sentence, 200, invitation)


def down(provider: Provider, problem: ProviderDown, invitation: str) -> Response:
    """The provider gives no answer; nobody can do anything about it but wait."""
    LOG.warning("a provider gives no answer: %s", problem)
    if isinstance(problem, ClientRefused):
        return refused(provider, invitation)
    return message(
        "Aanmelden",
        f"{provider.label} geeft nu geen antwoord. Probeer het over een paar minuten nog eens. "
        "Blijft het zo, vraag dan de ICT van je school.",
        503,
        invitation,
    )


def refused(provider: Provider, invitation: str) -> Response:
    """The provider would not say who it is: its registration of this program is not right."""
    return message(
        "Aanmelden",
        f"{provider.label} heeft je niet aangemeld. Probeer het nog eens. Blijft het zo, vraag dan "
        "de ICT van je school of de registratie van Handelingskaart daar nog geldt; het geheim "
        "ervan verloopt.",
        502,
        invitation,
    )


def not_proven(provider: Provider, problem: NotProven, invitation: str) -> Response:
    """What was said proves nothing: who is of elsewhere is unknown; else something went wrong."""
    if isinstance(problem, OtherOrganisation):
        return unknown(provider, invitation)
    return message(
        "Aanmelden",
        f"Wat {provider.label} over je zei, klopt niet of was al verlopen. Begin opnieuw. Blijft "
        "het zo, vraag dan de ICT van je school om de klok van de server en de instellingen van "
        "het schoolaccount na te kijken.",
        502,
        invitation,
    )


def unconfirmed() -> Response:
    """The provider did not prove that this person is there now."""
    return message(
        "Bevestig dat jij het bent",
        "Je schoolaccount heeft niet bevestigd dat jij het nu bent. Meld je af en weer aan; daarna "
        "kun je verder waar je was.",
        403,
    )


def unknown(provider: Provider, invitation: str = "") -> Response:
    """The same for who is not known here, who left, and who comes from another organisation."""
    return message(
        "Dit schoolaccount opent hier niets",
        f"Bij {provider.label} is het gelukt, maar dit account hoort niet bij iemand in "
        "Handelingskaart. Gebruik je voor het eerst je schoolaccount, vraag de beheerder dan om "
        "een uitnodiging en kies daarin “Verder met je schoolaccount”. Heb je meer accounts, kies "
        "dan het account van school.",
        403,
        invitation,
    )


def message(title: str, sentence: str, status: int, invitation: str = "") -> Response:
    """One sentence, and the way on: whoever came with an invitation goes back to it."""
    return page("school_account", title, status=status, sentence=sentence, invitation=invitation)
