"""The parts of the screen on which one case is thought over; with names, or with letters."""
