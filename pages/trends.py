"""Trends: the figures of the pupils that somebody answers for, exact, on one screen."""

from ui import session
from ui.trends import screen

desk = session.desk()
session.show_receipt()
screen.show(desk)
