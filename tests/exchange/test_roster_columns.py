"""What the columns of a list are taken for, what a person corrects, and how that is known again."""

import pytest

from exchange.roster import (
    Columns,
    Field,
    Subject,
    Upload,
    heading_mark,
    open_uploads,
    proposed_columns,
    read_roster,
)
from exchange.roster.headings import meaning


def proposal(text: str, name: str = "a.csv") -> Columns:
    """What is proposed for the one table of this list."""
    [table] = open_uploads([Upload(name, text.encode())]).tables
    return proposed_columns(table)


def fields(columns: Columns) -> dict[str, Field]:
    """What each heading is taken for."""
    return {column.heading: column.field for column in columns.columns}


HEADINGS = {
    Field.NUMBER: ["Stamnummer", "Stamnr.", "Leerlingnummer", "ll.nr", "LLNR", "Student ID"],
    Field.GIVEN: ["Roepnaam", "Voornaam", "First Name", "givenName", "Roepnaam leerling"],
    Field.GIVEN_NAMES: ["Voornamen", "Officiële voornamen"],
    Field.INITIALS: ["Voorletters", "Initialen"],
    Field.PREFIX: ["Tussenv", "Tussenvoegsel(s)", "Voorvoegsel", "tv", "Infix"],
    Field.FAMILY: ["Achternaam", "familyName", "Surname", "Last name", "Achternaam leerling"],
    Field.FULL_NAME: ["Naam", "Volledige naam", "Full name", "Naam leerling", "Leerling"],
    Field.CLASS: ["Klas", "Stamklas", "Stamgroep", "Groep", "Homeroom", "Klas(sen)"],
    Field.YEAR_GROUP: ["Leerjaar", "Year group", "Grade", "Jaarlaag"],
    Field.STUDY: ["Studie", "Opleiding", "Profiel"],
    Field.TEAM: ["Team", "Afdeling"],
    Field.MENTOR: ["Mentor", "Mentoren", "Mentor 2", "Mentor(en)", "E-mail mentor", "Tutor"],
    Field.EMAIL: ["E-mail", "E-mailadres", "Mail", "E-mail leerling"],
    Field.BIRTH_DATE: ["Geboortedatum", "Geb. datum", "Date of birth"],
    Field.ROLE: ["Functie", "Rol", "Functie(s)"],
    Field.CODE: ["Afkorting", "Docentcode", "Afk."],
    Field.USER_NAME: ["Gebruikersnaam", "Username", "Inlognaam"],
    Field.SECRET: ["Wachtwoord", "password", "Startwachtwoord 2026", "BSN", "BSN leerling"],
    Field.NOT_READ: [
        "Achternaam ouder 1",
        "E-mail verzorger",
        "Voornaam mentor",
        "Geslacht",
        "ext_klas",
        "Lesgroepen",
    ],
}


@pytest.mark.parametrize("field", HEADINGS, ids=str)
def test_a_heading_is_known_however_it_is_written(field: Field) -> None:
    assert {heading: meaning(heading) for heading in HEADINGS[field]} == dict.fromkeys(
        HEADINGS[field], field
    )


def test_what_is_sure_asks_nothing() -> None:
    columns = proposal("Stamnr;Roepnaam;Achternaam;Klas;Kluisje\n1001;Noor;Visser;2B;12\n")
    assert columns.doubtful == ()
    assert columns.what_is_missing == ""
    assert fields(columns)["Kluisje"] is Field.NOT_READ
    assert columns.columns[1].samples == ("Noor",)


def test_a_heading_of_which_one_word_is_known_is_proposed_and_not_sure() -> None:
    columns = proposal("Roepnaam;Achternaam;Klas in 2026\nNoor;Visser;2B\n")
    [doubtful] = columns.doubtful
    assert (doubtful.heading, doubtful.field) == ("Klas in 2026", Field.CLASS)


def test_of_two_columns_for_one_thing_the_better_one_is_read() -> None:
    columns = proposal("Roepnaam;Achternaam;Groep;Stamklas\nNoor;Visser;wis2;2B\n")
    assert fields(columns)["Stamklas"] is Field.CLASS
    assert [column.heading for column in columns.doubtful] == ["Groep"]


def test_a_name_beside_a_given_name_is_a_family_name_unless_it_holds_both() -> None:
    apart = proposal("Voornaam;Naam;Klas\nNoor;Visser;2B\nDaan;Boer;2B\n")
    whole = proposal("Voornaam;Naam;Klas\nNoor;Noor Visser;2B\nDaan;Boer, Daan;2B\n")
    assert fields(apart)["Naam"] is Field.FAMILY
    assert (fields(whole)["Naam"], fields(whole)["Voornaam"]) == (Field.FULL_NAME, Field.NOT_READ)


def test_without_headings_nothing_is_sure() -> None:
    columns = proposal("10423;Noor;Visser;2B;4-3-2013\n10424;Daan;Boer;2B;5-3-2013\n")
    assert list(fields(columns).values()) == [
        Field.NUMBER,
        Field.GIVEN,
        Field.FAMILY,
        Field.CLASS,
        Field.BIRTH_DATE,
    ]
    assert len(columns.doubtful) == 5


def test_what_a_person_corrects_is_what_is_read() -> None:
    opened = open_uploads([Upload("a.csv", b"Een;Twee;Klas;Roepnaam\nVisser;x;2B;Noor\n")])
    columns = proposed_columns(opened.tables[0]).corrected({0: Field.FAMILY})
    [pupil] = read_roster(opened, [columns]).pupils
    assert pupil.name.full == "Noor Visser"
    staff = columns.corrected({}, Subject.STAFF)
    assert read_roster(opened, [staff]).staff[0].name.full == "Noor Visser"


def test_what_is_secret_stays_so_whatever_a_person_says() -> None:
    text = "Roepnaam;Achternaam;Klas;Wachtwoord\nNoor;Visser;2B;geheim\n"
    opened = open_uploads([Upload("a.csv", text.encode())])
    columns = proposed_columns(opened.tables[0]).corrected({3: Field.EMAIL})
    assert fields(columns)["Wachtwoord"] is Field.SECRET
    assert "geheim" not in repr((opened, columns, read_roster(opened, [columns])))


def test_what_is_missing_is_said() -> None:
    columns = proposal("Klas;Stamnr;Kluisje\n2B;1001;12\n")
    assert "namen" in columns.what_is_missing
    twice = columns.corrected({0: Field.FAMILY, 2: Field.FAMILY})
    assert "hetzelfde" in twice.what_is_missing


def test_the_same_headings_are_known_again_and_tell_nothing() -> None:
    mark = heading_mark(["Stamnr", "Roepnaam"])
    assert mark == heading_mark(["stamnr.", " ROEPNAAM"])
    assert mark != heading_mark(["Roepnaam", "Stamnr"])
    assert mark.isalnum()
    assert len(mark) == 32


@pytest.mark.parametrize(
    ("headings", "subject"),
    [
        ("Stamnr;Roepnaam;Achternaam;Klas", Subject.PUPILS),
        ("Roepnaam;Achternaam;Klas;Gebruikersnaam", Subject.PUPILS),
        ("Afkorting;Roepnaam;Achternaam;Functie", Subject.STAFF),
        ("Personeelsnummer;Roepnaam;Achternaam;Mentorklas", Subject.STAFF),
        ("Klas;Leerjaar;Mentor", Subject.CLASSES),
    ],
    ids=["pupils", "pupils-with-user-names", "staff", "staff-with-class", "classes"],
)
def test_a_list_is_of_pupils_of_staff_or_of_classes(headings: str, subject: Subject) -> None:
    line = ";".join("x" for _ in headings.split(";"))
    assert proposal(f"{headings}\n{line}\n").subject is subject
