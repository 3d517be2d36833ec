"""Letters that look like ours and are none: Cyrillic, Greek, small capitals, in a circle."""

import re
import unicodedata

_CYRILLIC = dict(
    zip(
        "аАвВгГеЕкКмМнНоОрРсСтТуУхХіІїЇјЈѕЅԁԛԜԝһҺӏӀьЬзЗиИпПёЁєЄлЛяЯөүҮқҚ",
        "aAbBrReEkKmMhHoOpPcCtTyYxXiIiIjJsSdqWwhHlIbBeEuNnNeEeElLrRoyYkK",
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αΑβΒγεΕζΖηΗιΙκΚμΜνΝοΟρΡσςτΤυΥχΧωδπθάέήίόύώϲϳ",
        "aAbByeEzZnHiIkKuMvNoOpPoctTuYxXwdnoaeniouwcj",
        strict=True,
    )
)
_SMALL_CAPITALS = dict(
    zip(
        "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡɩɾʋʏ",
        "abcdefghijklmnoprstuvwyzagiruy",
        strict=True,
    )
)
_CHEROKEE = dict(zip("ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃᏌᏮᏂ", "ABCDEGHIJKLMPRSTVWZUGh", strict=True))
_ARMENIAN = dict(zip("օսհոցզԱՏՍԼՕ", "ouhngqUSULO", strict=True))
# The sounds of Cyrillic and Greek letters, for a name that is wholly written in them.
_ONE_SOUND = dict(
    zip(
        "абвгґдеєзиіїйклмнопрстуфыэαβγδεζηικλμνοπρσςτυφω",
        "abvggdeeziiiiklmnoprstufyeavgdeziiklmnoprsstyfo",
        strict=True,
    )
)
_MORE_SOUNDS = {"ж": "zh", "х": "ch", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "ju"}
_SOUNDS = _ONE_SOUND | _MORE_SOUNDS | {"я": "ja", "ё": "jo", "ъ": "", "ь": "", "ʼ": ""}
_SOUNDS |= {"χ": "ch", "θ": "th", "ψ": "ps", "ξ": "x"}


class _Table(dict[int, str]):
    """What each letter looks like; worked out when it is met, and kept."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        alike = letter
        # A letter in a circle or a square is a sign; other forms of a letter are folded elsewhere.
        if unicodedata.category(letter) == "So":
            bare = unicodedata.normalize("NFKD", letter).strip("()")
            alike = bare if len(bare) == 1 and bare.isalnum() and bare.isascii() else letter
        self[code] = alike
        return alike


_TABLE = _Table(str.maketrans(_CYRILLIC | _GREEK | _SMALL_CAPITALS | _ARMENIAN | _CHEROKEE))
# No Dutch word begins with it: there it stands for a B.
_SHARP_S_IN_FRONT = re.compile("(?<!\\w)ß(?=\\w)")
_OF_OURS = (
    "A-Za-z\u00aa-\u02ff\u1d00-\u1eff\u2071-\u209c\u2100-\u218f\u24b6-\u24e9\u2c60-\u2c7f"
    "\ua720-\ua7ff\uab30-\uab6f\ufb00-\ufb06\uff21-\uff5a\U0001d400-\U0001d7ff"
)
# Two letters and more of another script; one may be a sign, as in a formula.
OTHER_SCRIPT = re.compile(rf"[^\W\d_{_OF_OURS}]{{2,}}(?: [^\W\d_{_OF_OURS}]{{2,}})*")


def with_latin_letters(text: str) -> str:
    """The text with our letter in the place of each that looks like it; every place is the same."""
    if text.isascii():
        return text
    return _SHARP_S_IN_FRONT.sub("B", text.translate(_TABLE))


def spelled_by_sound(word: str) -> str:
    """A word in Cyrillic or Greek letters as it sounds; "" when it is in others."""
    letters = [_SOUNDS.get(letter) for letter in word.casefold()]
    known = [letter for letter in letters if letter is not None]
    return "".join(known) if len(known) == len(letters) else ""
