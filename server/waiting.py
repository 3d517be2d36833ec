"""How long to wait, in words."""


def span_words(seconds: int) -> str:
    """ "90" is "2 minuten": in whole minutes from a minute on, never too short."""
    minutes = -(-seconds // 60)
    span = f"{seconds} seconden" if seconds < 60 else f"{minutes} minuten"
    return {"1 seconden": "1 seconde", "1 minuten": "1 minuut"}.get(span, span)


def waiting_words(seconds: int) -> str:
    """What to do after too many tries."""
    return (
        f"Het is een paar keer niet gelukt. Wacht {span_words(seconds)} en probeer het dan opnieuw."
    )
