"""The words that the peers and their data share; nothing is imported here."""

ALL = "alle"
CHARTS = ("per_class", "levels", "time_to_stopped", "aftercare")
