"""The parts of the screen of a class: how it is doing, its open cases, its mentor hours."""
