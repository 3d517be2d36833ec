"""The protocol and the cases: the card, the entries, and what they add up to."""
