"""Pupils named in free text: found, and masked where it is sure, asked where it is not."""

from casework.masking.names import OTHER_PUPIL, Hit, Masked, NameBook, Why

__all__ = ["OTHER_PUPIL", "Hit", "Masked", "NameBook", "Why"]
