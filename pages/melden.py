"""Melden: who and what by a few taps, the rest of the five questions one after another."""

from ui import receipts, session
from ui.melding.screen import screen

session.desk()
receipts.show()
screen()
