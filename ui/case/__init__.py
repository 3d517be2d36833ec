"""The parts of the screen of a case: what is due now, the card, the forms, the timeline."""
