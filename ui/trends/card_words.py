"""The Dutch words of the card that figures are written in."""

from casework.action_card import ActionCard
from ui.charts.style import Words


def card_words(card: ActionCard) -> Words:
    """The words of every list of the card by code, and the titles of its steps under "steps"."""
    steps = {step.id: step.title for step in card.steps}
    return {**{name: dict(words) for name, words in card.lists.items()}, "steps": steps}
