"""The tables of the card with the words by which a quick note is read."""

from casework.card.model import ActionCard, packaged_text

_BEGINS = "# --- words by which a quick note is read"
_ENDS = "\n# --- "


def with_spoken_table(text: str, card: ActionCard, list_name: str) -> str:
    """The text of a card in which the words of this list can be put.

    A card from before there were any gets those of ours, all of them: once a card has words, the
    others of ours hold no more.
    """
    if "spoken" not in card.model_fields_set:
        text = f"{text.rstrip()}\n\n{_of_ours()}"
    elif list_name not in card.spoken:
        text = f"{text.rstrip()}\n\n[spoken.{list_name}]\n"
    return text


def _of_ours() -> str:
    """The section of the packaged card."""
    text = packaged_text()
    start = text.index(_BEGINS)
    end = text.find(_ENDS, start + len(_BEGINS))
    return f"{text[start:end].rstrip()}\n"
