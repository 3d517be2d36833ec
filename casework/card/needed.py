"""What the rules of a case and the screens take for granted of a card: lists, codes and rows."""

# The lists of the card, with what each is called.
LISTS = {
    "kinds": "Soort",
    "places": "Plek",
    "day_parts": "Deel van de dag",
    "since": "Sinds wanneer",
    "frequency": "Hoe vaak",
    "tellers": "Wie vertelde het",
    "verdicts": "Oordeel",
    "serious": "Ernstig signaal",
    "routes": "Weg bij een ernstig signaal",
    "ways": "Manier van contact",
    "outcomes": "Uitkomst",
    "said_by": "Wie zegt dat het gestopt is",
    "endings": "Reden van afsluiten",
    "causes": "Aanleiding",
    "helped": "Wat hielp",
    "themes": "Thema van het mentoruur",
}
# The word lists by which a quick note is read, with what each is called; those of `LISTS` name its
# choices, the others are of the note alone.
SPOKEN = {
    "kinds": "Soort",
    "places": "Plek",
    "day_parts": "Deel van de dag",
    "since": "Sinds wanneer",
    "frequency": "Hoe vaak",
    "parts": "Rol",
    "acts": "Pesten in het algemeen",
    "check_in": "Hoe het gaat",
    "nicknames": "Roepnamen",
}
# What the rules of a case rely on; a school may reword these, not remove them.
NEEDED_CODES = {
    "verdicts": {"bullying"},
    "outcomes": {"stopped", "less", "same", "worse"},
    "endings": {"stopped", "no_bullying", "left_school"},
    "causes": {
        "first_report",
        "second_report",
        "report_after_level_2",
        "not_stopped",
        "aftercare_worse",
        "new_report",
        "judgement",
    },
}
NEEDED_PARTS = {"target", "displaying"}
NEEDED_STEPS = {"report", "talk_target", "talk_displaying", "stopped", "aftercare", "evaluation"}
# Kinds that come near what AVG article 9 protects: also for a card from before it could say so.
SENSITIVE_KINDS = ("discriminating",)
