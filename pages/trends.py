"""Trends: the figures of the pupils that somebody answers for, exact, on one screen."""

from ui import receipts, session
from ui.trends import screen

desk = session.desk()
receipts.show()
screen.show(desk)
