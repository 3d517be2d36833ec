"""The files of a made-up school as its administration gives them: pupils and staff, as CSV."""

from random import Random

GIVEN = """
    Ada Adam Aylin Bas Bo Britt Cas Daan Dilan Eef Elif Emma Eva Fien Finn Guus Hidde Ilse Isa Jan
    Jasmijn Joris Julia Kim Koen Lars Lieke Lotte Luuk Maud Mees Mila Nina Noah Noor Olaf Pim Rayan
    Roos Sam Sara Sem Sofie Stijn Teun Thijs Tess Umut Vera Wout Yara Youssef Zoë
"""
FAMILY = """
    Bakker Bos Brouwer Dekker Dijkstra Doğan Yıldız Gerritsen Hendriks Hoekstra Jacobs Jansen Kaya
    Koster Kuipers Maas Meijer Mulder Peeters Peters Post Prins Sanders Schouten Smit Smits
    Timmermans Veenstra Verhoeven Vermeulen Visser Vos Willems Wolters Öztürk Zijlstra
"""
PREFIXED = (
    ("de", "Boer"),
    ("van den", "Berg"),
    ("van der", "Meer"),
    ("van", "Dijk"),
    ("'t", "Hart"),
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _name(chance: Random) -> tuple[str, str, str]:
    prefix, family = chance.choice(PREFIXED) if chance.random() < 0.25 else ("", "")
    return chance.choice(GIVEN.split()), prefix, family or chance.choice(FAMILY.split())


def class_names(count: int) -> list[str]:
    """So many classes, spread over six years: 1A, 1B, ... 6G."""
    per_year = -(-count // 6)
    return [f"{1 + place // per_year}{_letters(place % per_year)}" for place in range(count)]


def _letters(place: int) -> str:
    return LETTERS[place] if place < 26 else f"{LETTERS[place // 26 - 1]}{place % 26}"


def pupils_csv(count: int, classes: int, staff: int, seed: int = 13) -> bytes:
    """The pupils with number, name, class, year and the mentor of the class by abbreviation."""
    chance, names = Random(seed), class_names(classes)
    lines = ["Stamnummer;Roepnaam;Tussenvoegsel;Achternaam;Klas;Leerjaar;E-mail;Mentor"]
    for place in range(count):
        given, prefix, family = _name(chance)
        number, class_name = f"{100_000 + place}", names[place % classes]
        mentor = _code(names.index(class_name) % staff) if place < classes else ""
        lines.append(
            f"{number};{given};{prefix};{family};{class_name};{class_name[0]};"
            f"{number}@leerling.school.nl;{mentor}"
        )
    return "\r\n".join(lines).encode("utf-8-sig")


def staff_csv(count: int, seed: int = 31) -> bytes:
    """The staff with abbreviation, name, e-mail address and function."""
    chance = Random(seed)
    lines = ["Afkorting;Roepnaam;Tussenvoegsel;Achternaam;E-mail;Functie"]
    for place in range(count):
        given, prefix, family = _name(chance)
        code = _code(place)
        lines.append(f"{code};{given};{prefix};{family};{code.lower()}@school.nl;docent")
    return "\r\n".join(lines).encode("cp1252", "replace")


def _code(place: int) -> str:
    return "".join(LETTERS[place // size % 26] for size in (676, 26, 1))
