"""Pupils named in free text: found, and masked where it is sure, asked where it is not."""

from casework.masking.hits import OTHER_PUPIL, Hit, Masked, Why
from casework.masking.names import NameBook

__all__ = ["OTHER_PUPIL", "Hit", "Masked", "NameBook", "Why"]
