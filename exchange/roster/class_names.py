"""What looks like the name of a class (2B, H4a, 4V1, 1/2 HV, ISK 2), and what stands around it."""

import re

_LEVEL = (
    r"(?:[vhmtbkga]{1,3}|vwo|havo|mavo|vmbo|gym|ath|atheneum|gymnasium|tl|gl|kb|bb|bk|kgt|hv|th|mh|"
    r"bbl|kbl|tto|isk|pro|vavo)"
)
_YEARS = r"[1-6](?:[/\-][1-6])?"
_CLASS = re.compile(
    rf"(?:{_LEVEL}[ .\-]?)?{_YEARS}[ .\-]?(?:{_LEVEL})?[ .\-]?[a-z]?\d{{0,2}}"
    r"|(?:isk|pro|vavo)[ .\-]?[a-z0-9]{0,3}",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"^(?:klas|stamklas|stamgroep|mentorgroep|mentorklas|basisgroep|homeroom|class)\s*[:\-]?\s+"
    r"|\s*[-:(]?\s*(?:20\d\d\s*[-/]\s*(?:20)?\d\d|mentorgroep|mentorles|mentoruur|stamklas)\)?$",
    re.IGNORECASE,
)


def is_class_name(text: str) -> bool:
    """Whether a text can hardly be anything but the name of a class."""
    return len(text) <= 12 and _CLASS.fullmatch(text) is not None


def bare_class_name(text: str) -> str:
    """The name without what programs put around it: "Mentorgroep 2B 2026-2027" is "2B"."""
    bare = _AROUND.sub("", _AROUND.sub("", text.strip())).strip()
    return bare or text.strip()
