"""Typed text made safe for a place that reads Markdown: the one function for that."""

import re

from casework.text_direction import isolated

# A mark is escaped where it would be markup, and nowhere else: a label is also the name that a
# screen reader reads, and there a backslash is read aloud.
_MARKUP = re.compile(
    r"[\\`*_{}\[\]<>#|~$^@]"
    r"|(?<=-)-|-(?=-)"  # a dash
    r"|:(?=[A-Za-z_+/-]|\d+:)"  # a colour, an icon or an address
    r"|(?<=:material)/"  # an icon; a colon alone does not stop it (server/streamlit_inside)
    r"|&(?=[\w#])"  # an entity
    r"|(?m:^[ \t]*(?:[+=-]|\d+[.)]))"  # a line of a list, or under a heading
)


# Before a line that begins further to the right no mark would be escaped.
_INDENT = re.compile(r"(?<=\n)[ \t]+")
_OF_OURS = "\ue000"


def plain(text: str) -> str:
    """Text that people typed, made safe for a place that reads Markdown (a label or a badge).

    The one function for that; what Streamlit makes of a text after it has read the escapes is
    taken out of it altogether (server/streamlit_inside/plain_text.py).
    """
    text = _INDENT.sub("", isolated(text)).replace(_OF_OURS, "\ufffd")
    return _MARKUP.sub(lambda mark: f"{mark[0][:-1]}\\{mark[0][-1]}", text)


def plain_lines(text: str) -> str:
    """The same of more lines, each on a line of its own."""
    return "  \n".join(plain(line) for line in text.splitlines())
