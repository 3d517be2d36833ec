"""Why a file is refused as a whole: a sentence for who sent it, with what to do instead."""

from casework.errors import InputRefused

MB = 1_000_000
LARGEST_FILE = 50 * MB
LARGEST_UNPACKED = 300 * MB
MOST_FILES = 200
MOST_LINES = 250_000
MOST_COLUMNS = 300
LONGEST_CELL = 2_000

SAVE_AS = "Open het in Excel en kies Opslaan als: Excel-werkmap (.xlsx) of CSV UTF-8."
ASK_TABLE = "Vraag een Excel-bestand (.xlsx) of een CSV-bestand uit je leerlingadministratie."


def refused(file: str, why: str) -> InputRefused:
    """The refusal of one file; nothing of it is read."""
    return InputRefused(f"{file}: {why}", "file")


def grouped(number: int) -> str:
    """A number as the Dutch write it: 250.000."""
    return f"{number:,}".replace(",", ".")


def check_size(file: str, size: int) -> None:
    """Refuse a file that is empty, or larger than a roster can be."""
    if not size:
        raise refused(file, f"dit bestand is leeg. {ASK_TABLE}")
    if size > LARGEST_FILE:
        raise refused(
            file,
            f"dit bestand is groter dan {LARGEST_FILE // MB} MB. Maak een lijst met alleen wat "
            "nodig is: nummer, naam en klas.",
        )


def check_lines(file: str, count: int) -> None:
    """Refuse more lines than any board has pupils."""
    if count > MOST_LINES:
        raise refused(
            file,
            f"er staan meer dan {grouped(MOST_LINES)} regels in. Lees de scholen apart in.",
        )


def check_columns(file: str, line: int, count: int) -> None:
    """Refuse a line with more columns than a list of people has."""
    if count > MOST_COLUMNS:
        raise refused(
            file,
            f"regel {line} heeft {grouped(count)} kolommen. Een lijst heeft er hooguit "
            f"{MOST_COLUMNS}; maak een lijst met alleen nummer, naam en klas.",
        )
