"""Roster files of every kind: good, odd and hostile, each with what has to come of it.

`CASES` is written by hand: what a school secretary would say stands in the file. A pupil is
"number|given|family|class", a colleague "number|given|family|roles", a class
"name|year group|team|mentors", a fault "line|column|value|words of why".
"""

import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]
File = tuple[str, bytes]


@dataclass(frozen=True)
class RosterCase:
    """What is sent, and what is in it; `refusal` is a part of the sentence of a file refused."""

    id: str
    make: Callable[[], list[File]]
    pupils: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    classes: tuple[str, ...] | None = None
    faults: tuple[str, ...] = ()
    refusal: str = ""
    school_year: str = ""
    births: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def text(content: str, encoding: str = "utf-8", name: str = "leerlingen.csv") -> list[File]:
    """One text file."""
    return [(name, content.encode(encoding))]


def packed(files: Mapping[str, str | bytes], name: str = "lijsten.zip") -> list[File]:
    """A zip."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return [(name, written.getvalue())]


def workbook(
    sheets: dict[str, Rows], change: Callable[[Any, Any], None] | None = None
) -> list[File]:
    """An Excel workbook; a float is a number, a date a day, the rest is text."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(at, column, value, day)
                    elif isinstance(value, float | int):
                        sheet.write_number(at, column, value)
                    else:
                        sheet.write_string(at, column, value)
            if change:
                change(book, sheet)
    return [("leerlingen.xlsx", written.getvalue())]


MAGISTER = """Stamnr;Roepnaam;Tussenv;Achternaam;Klas;Studie;Mentor
10423;Noor;;Visser;2B;Havo 2;VAN
10424;Daan;de;Boer;2B;Havo 2;VAN
10425;Sem;;Jansen;2C;Vwo 2;JDR
"""
MAGISTER_PUPILS = ("10423|Noor|Visser|2B", "10424|Daan|de Boer|2B", "10425|Sem|Jansen|2C")
MAGISTER_CLASSES = ("2B|Havo 2||VAN", "2C|Vwo 2||JDR")
SOMTODAY = """"Leerlingnummer","Roepnaam","Voorvoegsel","Achternaam","Stamgroep","Leerjaar","E-mail"
"0012","Lotte","","Smit","2C","2","lotte@lindelyceum.nl"
"0013","Tim","","Mulder","4V1","4","tim@lindelyceum.nl"
"""
SOMTODAY_PUPILS = ("0012|Lotte|Smit|2C", "0013|Tim|Mulder|4V1")
STAFF = """Afkorting;Roepnaam;Tussenvoegsel;Achternaam;Functie;E-mailadres
VAN;Samira;van den;Akker;mentor 2B;s.vandenakker@lindelyceum.nl
JDR;Joris;de;Ruiter;mentor 2C, teamleider onderbouw;j.deruiter@lindelyceum.nl
FAT;Fatima;;Idrissi;leerlingcoördinator 2;f.idrissi@lindelyceum.nl
IHO;Ineke;;Hofman;applicatiebeheerder;i.hofman@lindelyceum.nl
"""
STAFF_LINES = (
    "VAN|Samira|van den Akker|mentor 2B",
    "JDR|Joris|de Ruiter|mentor 2C, team_leader onderbouw",
    "FAT|Fatima|Idrissi|coordinator 2",
    "IHO|Ineke|Hofman|",
)
IS_ADMIN = "5|Functie|applicatiebeheerder|Beheerder word je niet door een bestand"

ONE_ROSTER_11 = {
    "manifest.csv": "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n"
    "file.users,bulk\nfile.enrollments,bulk\n",
    "orgs.csv": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
    "o1,,,Het Lindelyceum,school,99XX,\n",
    "academicSessions.csv": "sourcedId,status,dateLastModified,title,type,startDate,endDate,"
    "parentSourcedId,schoolYear\ny1,,,2026-2027,schoolYear,2026-08-01,2027-07-31,,2027\n",
    "courses.csv": "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,"
    "orgSourcedId,subjects,subjectCodes\nk1,,,y1,Mentorles,ml,02,o1,,\n",
    "classes.csv": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,"
    "classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n"
    "c1,,,2B,02,k1,2B,homeroom,,o1,y1,,,\nc2,,,2B Wiskunde,02,k1,wis2b,scheduled,,o1,y1,,,\n",
    "users.csv": "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,"
    "userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,"
    "password\n"
    "u1,,,true,o1,student,noor,,Noor,Visser,,10423,noor@lindelyceum.nl,,,p1,02,geheim\n"
    "u2,active,,true,o1,student,daan,,Daan,Boer,de,10424,,,,,02,geheim\n"
    "u3,tobedeleted,,true,o1,student,sem,,Sem,Jansen,,10425,,,,,02,\n"
    "p1,,,true,o1,parent,ouder,,An,Visser,,,an@voorbeeld.nl,,,,,\n"
    "t1,,,true,o1,teacher,samira,,Samira,Akker,van den,,s@lindelyceum.nl,,,,,geheim\n",
    "demographics.csv": "sourcedId,status,dateLastModified,birthDate,sex\nu1,,,2013-03-04,female\n",
    "enrollments.csv": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,"
    "userSourcedId,role,primary,beginDate,endDate\n"
    "e1,,,c2,o1,u1,student,false,,\ne2,,,c1,o1,u1,student,false,,\n"
    "e3,,,c1,o1,u2,student,false,,\ne4,,,c1,o1,t1,teacher,true,,\n"
    "e5,,,c2,o1,t1,teacher,true,,\n",
}
ONE_ROSTER_12 = ONE_ROSTER_11 | {
    "manifest.csv": "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n"
    "file.users,delta\nfile.enrollments,delta\n",
    "users.csv": "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,"
    "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,"
    "userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,"
    "preferredFamilyName,primaryOrgSourcedId,pronouns,metadata.x\n"
    "u1,active,2026-08-20T10:00:00Z,true,noor,,Eleonora,Visser,,10423,,,,,02,,,,Noor,,,o1,,\n"
    "u2,active,,true,daan,,Daan,Boer,de,10424,,,,,02,,,,,,,o1,,\n"
    "u3,tobedeleted,,true,sem,,Sem,Jansen,,10425,,,,,,,,,,,,o1,,\n"
    "t1,active,,true,samira,,Samira,Akker,van den,,s@lindelyceum.nl,,,,,,,,,,,o1,,\n",
    "roles.csv": "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
    "orgSourcedId,userProfileSourcedId\n"
    "r1,active,,u1,primary,student,,,o1,\nr2,active,,u2,primary,student,,,o1,\n"
    "r3,active,,u3,primary,student,,,o1,\nr4,active,,t1,primary,teacher,,,o1,\n"
    "r5,active,,t1,secondary,principal,,,o1,\n",
}
SDS = {
    "orgs.csv": "sourcedId,name,type,parentSourcedId\no1,Het Lindelyceum,school,\n",
    "users.csv": "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,"
    "phone,sms,ext_barcode\n"
    "10423,noor@lindelyceum.nl,Noor,Visser,geheim,,,,,77\n"
    "10424,daan@lindelyceum.nl,Daan,de Boer,geheim,,,,,78\n"
    "t1,samira@lindelyceum.nl,Samira,van den Akker,geheim,,,,,79\n",
    "roles.csv": "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,"
    "roleEndDate\n10423,o1,student,,2,true,,\n10424,o1,student,,2,true,,\nt1,o1,teacher,,,true,,\n",
    "classes.csv": "sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId,code\n"
    "c1,o1,2B,,,\nc2,o1,Wiskunde 2B groep 1,,,wis\n",
    "enrollments.csv": "classSourcedId,userSourcedId,role\nc2,10423,student\nc1,10423,student\n"
    "c1,10424,student\nc1,t1,teacher\nc2,t1,teacher\n",
    "demographics.csv": "userSourcedId,sex,birthDate,birthCity\n10423,female,3/14/2013,Utrecht\n"
    "10424,male,4/3/2013,Utrecht\n",
    "relationships.csv": "userSourcedId,relationshipUserSourcedId,relationshipRole\n"
    "10423,p1,parent\n",
}
OF_ONE_ROSTER = ("10423|Noor|Visser|2B", "10424|Daan|de Boer|2B")


def protected_zip() -> list[File]:
    """A zip of which the file has a password."""
    content = bytearray(packed({"a.csv": MAGISTER})[0][1])
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark) + place
        flags = struct.unpack_from("<H", content, at)[0]
        struct.pack_into("<H", content, at, flags | 1)
    return [("lijsten.zip", bytes(content))]


def far_cell() -> list[File]:
    """A workbook with one cell more than a thousand kilometres down."""

    def change(_book: Any, sheet: Any) -> None:
        sheet.write_string(1_048_575, 0, "hier")

    return workbook({"Blad1": [["Roepnaam", "Klas"], ["Noor", "2B"]]}, change)


def far_column() -> list[File]:
    """A workbook with one cell all the way to the right."""
    return workbook(
        {"Blad1": [["Roepnaam", "Klas"], ["Noor", "2B"]]},
        lambda _book, sheet: sheet.write_string(0, 16_383, "hier"),
    )


def titled_workbook() -> list[File]:
    """A title over merged cells, a note, and then the headings."""

    def change(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 3, "Leerlingen Het Lindelyceum", book.add_format())

    rows = [[""], ["Gemaakt op 1-9-2026"], [], ["Leerlingnummer", "Roepnaam", "Achternaam", "Klas"]]
    return workbook({"Blad1": [*rows, [10423.0, "Noor", "Visser", "2B"]]}, change)


def hidden_rows() -> list[File]:
    """A filter hides one of two pupils."""
    rows = [["Roepnaam", "Achternaam", "Klas"], ["Noor", "Visser", "2B"], ["Sem", "Jansen", "2C"]]
    return workbook(
        {"Leerlingen": rows}, lambda _b, sheet: sheet.set_row(2, None, None, {"hidden": True})
    )


def formulas() -> list[File]:
    """Cells that are worked out count by what they show."""

    def change(_book: Any, sheet: Any) -> None:
        sheet.write_formula(1, 0, '="10"&"423"', None, "10423")
        sheet.write_formula(1, 2, "=VLOOKUP(A1,B1:B2,1)", None, "2B")

    rows = [["Leerlingnummer", "Naam", "Klas"], ["", "Visser, Noor", ""]]
    return workbook({"Blad1": rows}, change)


def hidden_sheet() -> list[File]:
    """Last year's list, out of sight, beside this year's."""

    def change(_book: Any, sheet: Any) -> None:
        if sheet.get_name() == "oud":
            sheet.hide()

    heads = ["Roepnaam", "Achternaam", "Klas"]
    return workbook(
        {"nu": [heads, ["Noor", "Visser", "2B"]], "oud": [heads, ["Noor", "Visser", "1B"]]}, change
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500
NAMES = ("|Noor|Visser|2B", "|Daan|de Boer|2B")
HEADS = "Roepnaam;Tussenvoegsel;Achternaam;Klas"
TWO = f"{HEADS}\nNoor;;Visser;2B\nDaan;de;Boer;2B\n"
IN_2B = ("2B|||",)

GOOD = (
    RosterCase("magister", lambda: text(MAGISTER), MAGISTER_PUPILS, classes=MAGISTER_CLASSES),
    RosterCase(
        "somtoday",
        lambda: text(SOMTODAY),
        SOMTODAY_PUPILS,
        classes=("2C|2||", "4V1|4||"),
    ),
    RosterCase(
        "staff",
        lambda: text(STAFF, name="personeel.csv"),
        staff=STAFF_LINES,
        faults=(IS_ADMIN,),
    ),
    RosterCase(
        "pupils-and-staff-together",
        lambda: [*text(MAGISTER), *text(STAFF, name="personeel.csv")],
        MAGISTER_PUPILS,
        staff=STAFF_LINES,
        faults=(IS_ADMIN,),
    ),
    RosterCase(
        "one-file-of-pupils-and-staff",
        lambda: text(
            "Nummer;Roepnaam;Achternaam;Rol;Klas\n10423;Noor;Visser;leerling;2B\n"
            "VAN;Samira;Akker;mentor;2B\n"
        ),
        ("10423|Noor|Visser|2B",),
        staff=("VAN|Samira|Akker|mentor 2B",),
    ),
    RosterCase(
        "two-tables-below-each-other",
        lambda: text(MAGISTER + "\n" + STAFF),
        MAGISTER_PUPILS,
        staff=STAFF_LINES,
        faults=("10|Functie|applicatiebeheerder|Beheerder word je niet",),
    ),
    RosterCase(
        "classes",
        lambda: text("Klas;Leerjaar;Team;Mentor\n2B;2;onderbouw;VAN / JDR\n4V1;4;bovenbouw;\n"),
        classes=("2B|2|onderbouw|VAN, JDR", "4V1|4|bovenbouw|"),
    ),
    RosterCase(
        "english",
        lambda: text(
            "Student ID,First name,Last name,Homeroom,Year group,Date of birth\n"
            "10423,Noor,Visser,2B,2,2013-03-04\n"
        ),
        ("10423|Noor|Visser|2B",),
        births=("2013-03-04",),
    ),
    RosterCase(
        "whole-names",
        lambda: text(
            'Naam;Klas\n"Boer, de, Daan";2B\n"Berg, Anna Sophie van den";2B\n'
            'Noor Visser;2B\n"Visser";2C\nYusuf van der Meer;2B\n'
        ),
        (
            "|Daan|de Boer|2B",
            "|Anna Sophie|van den Berg|2B",
            "|Noor|Visser|2B",
            "|Visser||2C",
            "|Yusuf|van der Meer|2B",
        ),
    ),
    RosterCase(
        "one-column-for-a-pupil",
        lambda: text(
            "Leerling;Klas;Mentor\nVisser, Noor (10423);2B;VAN\nBoer, D. de (Daan);2B;VAN\n"
            "Berg, van den, J. (Jan);2B;VAN\n"
        ),
        ("10423|Noor|Visser|2B", "|Daan|de Boer|2B", "|Jan|van den Berg|2B"),
        classes=("2B|||VAN",),
    ),
    RosterCase(
        "a-pupil-is-a-number",
        lambda: text("Leerling;Voornaam;Achternaam;Klas\n10423;Noor;Visser;2B\n"),
        ("10423|Noor|Visser|2B",),
    ),
    RosterCase(
        "code-of-a-pupil",
        lambda: text("code;firstName;prefix;lastName;hoofdgroep\n10424;Daan;de;Boer;2B\n"),
        ("10424|Daan|de Boer|2B",),
    ),
    RosterCase(
        "headings-with-signs",
        lambda: text(
            "Ll.nr.;Roepnaam leerling;Tussenv. leerling;Achternaam van de leerling;Klas(sen);"
            "Mentor(en);Mentor voornaam;Geb. datum;E-mail leerling;E-mail ouder\n"
            "10424;Daan;de;Boer;2B;VAN;Samira;4-3-2013;daan@lindelyceum.nl;ouder@voorbeeld.nl\n"
        ),
        ("10424|Daan|de Boer|2B",),
        classes=("2B|||VAN",),
        births=("2013-03-04",),
    ),
    RosterCase(
        "tussenvoegsel-behind-the-family-name",
        lambda: text("Roepnaam;Achternaam;Klas\nDaan;Boer, de;2B\nLotte;Berg (van den);2B\n"),
        ("|Daan|de Boer|2B", "|Lotte|van den Berg|2B"),
    ),
    RosterCase(
        "tussenvoegsel-twice",
        lambda: text("Roepnaam;Tussenvoegsel;Achternaam;Klas\nDaan;de;de Boer;2B\n"),
        ("|Daan|de Boer|2B",),
    ),
    RosterCase(
        "given-name-beside-the-official-ones",
        lambda: text(
            "Voornamen;Roepnaam;Achternaam;Klas\nEleonora Maria;Noor;Visser;2B\n"
            "Johannes;;Smit;2B\n"
        ),
        ("|Noor|Visser|2B", "|Johannes|Smit|2B"),
    ),
    RosterCase("pasted-from-excel", lambda: text(TWO.replace(";", "\t")), NAMES, classes=IN_2B),
    RosterCase("pipes", lambda: text(TWO.replace(";", "|")), NAMES),
    RosterCase("commas", lambda: text(TWO.replace(";", ",")), NAMES),
    RosterCase("one-roster-11", lambda: packed(ONE_ROSTER_11), OF_ONE_ROSTER,
        staff=("t1|Samira|van den Akker|",), classes=("2B|2||samira",),
        school_year="2026-2027", births=("2013-03-04", ""), removed=("10425",)),
    RosterCase("one-roster-12", lambda: packed(ONE_ROSTER_12), OF_ONE_ROSTER,
        staff=("t1|Samira|van den Akker|school_leader",), classes=("2B|2||samira",),
        school_year="2026-2027", births=("2013-03-04", ""), removed=("10425",)),
    RosterCase("school-data-sync", lambda: packed(SDS), OF_ONE_ROSTER,
        staff=("t1|Samira|van den Akker|",), classes=("2B|||samira@lindelyceum.nl",),
        births=("2013-03-14", "2013-04-03")),
    RosterCase(
        "files-of-school-data-sync-one-by-one",
        lambda: [(name, content.encode()) for name, content in SDS.items()],
        OF_ONE_ROSTER,
        staff=("t1|Samira|van den Akker|",),
    ),
    RosterCase(
        "excel",
        lambda: workbook(
            {
                "Leerlingen": [
                    ["Leerlingnr", "Roepnaam", "Achternaam", "Klas", "Geboortedatum", "Leerjaar"],
                    [10423.0, "Noor", "Visser", "2B", date(2013, 3, 4), 2],
                    ["0012", "Sem", "Jansen", "2C", date(2013, 12, 31), 2],
                ]
            }
        ),
        ("10423|Noor|Visser|2B", "0012|Sem|Jansen|2C"),
        classes=("2B|2||", "2C|2||"),
        births=("2013-03-04", "2013-12-31"),
    ),
    RosterCase("excel-with-a-title", titled_workbook, ("10423|Noor|Visser|2B",)),
    RosterCase("excel-formulas", formulas, ("10423|Noor|Visser|2B",)),
    RosterCase(
        "a-sheet-a-class",
        lambda: workbook(
            {
                "2B": [["Roepnaam", "Achternaam"], ["Noor", "Visser"]],
                "2C": [["Roepnaam", "Achternaam"], ["Sem", "Jansen"]],
            }
        ),
        ("|Noor|Visser|2B", "|Sem|Jansen|2C"),
    ),
    RosterCase(
        "zip-of-lists",
        lambda: packed(
            {
                "map/": "",
                "map/leerlingen.csv": MAGISTER,
                "map/personeel.csv": STAFF,
                "map/.DS_Store": b"\x00\x01",
                "__MACOSX/map/._leerlingen.csv": b"\x00\x05",
            }
        ),
        MAGISTER_PUPILS,
        staff=STAFF_LINES,
        faults=(IS_ADMIN,),
    ),
    RosterCase("excel-in-a-zip", lambda: packed({"a.xlsx": titled_workbook()[0][1]}),
        ("10423|Noor|Visser|2B",)),
    RosterCase(
        "school-year-in-the-file",
        lambda: text(
            "Leerlingnummer;Roepnaam;Achternaam;Klas;Schooljaar\n10423;Noor;Visser;3B;2027/2028\n"
        ),
        ("10423|Noor|Visser|3B",),
        school_year="2027-2028",
    ),
    RosterCase(
        "classes-of-other-years",
        lambda: text(
            "Roepnaam;Achternaam;Klas;Leerjaar\nNoor;Visser;1/2 HV;1\nDaan;Boer;1/2 HV;2\n"
            "Sem;Jansen;ISK a;\nTim;Mulder;vavo;vavo\n"
        ),
        (
            "|Noor|Visser|1/2 HV",
            "|Daan|Boer|1/2 HV",
            "|Sem|Jansen|ISK a",
            "|Tim|Mulder|vavo",
        ),
        classes=("1/2 HV|1/2||", "ISK a|||", "vavo|vavo||"),
    ),
)  # fmt: skip

ODD = (
    RosterCase("with-a-mark", lambda: text(TWO, "utf-8-sig"), NAMES),
    RosterCase(
        "windows-1252",
        lambda: text("Roepnaam;Achternaam;Klas\nChloë;Müller;2B\nAnaïs;Ruiz €;2B\n", "cp1252"),
        ("|Chloë|Müller|2B", "|Anaïs|Ruiz €|2B"),
    ),
    RosterCase("utf-16", lambda: text(TWO, "utf-16"), NAMES),
    RosterCase("utf-16-le-without-a-mark", lambda: text(TWO, "utf-16-le"), NAMES),
    RosterCase("utf-16-be-without-a-mark", lambda: text(TWO, "utf-16-be"), NAMES),
    RosterCase(
        "turkish",
        lambda: text("Roepnaam;Achternaam;Klas\nYusuf;Yılmaz;2B\n"),
        ("|Yusuf|Yılmaz|2B",),
    ),
    RosterCase("sep-line", lambda: text("sep=;\n" + TWO), NAMES),
    RosterCase("sep-line-with-commas-in-names",
        lambda: text('sep=;\nNaam;Klas\nBoer, de, Daan;2B\n'), ("|Daan|de Boer|2B",)),
    RosterCase(
        "line-break-in-a-cell",
        lambda: text('Roepnaam;Achternaam;Klas\n"Noor\n Anna";Visser;2B\r\nDaan;Boer;2B\r\n'),
        ("|Noor Anna|Visser|2B", "|Daan|Boer|2B"),
    ),
    RosterCase(
        "doubled-quotes",
        lambda: text('Roepnaam;Achternaam;Klas\n"Jan ""Jopie""";"de; Wit";2B\n'),
        ('|Jan "Jopie"|de; Wit|2B',),
    ),
    RosterCase(
        "quote-in-the-middle",
        lambda: text('Roepnaam;Achternaam;Klas\nJan "Jopie";Smit;2B\n"Noor" Anna;Visser;2B\n'),
        ('|Jan "Jopie"|Smit|2B', "|Noor Anna|Visser|2B"),
    ),
    RosterCase("old-mac-line-ends", lambda: text(TWO.replace("\n", "\r")), NAMES),
    RosterCase(
        "empty-lines-and-separators-at-the-end",
        lambda: text("\n;;;\nRoepnaam;Achternaam;Klas;;;\n\nNoor;Visser;2B;;;\n;;;;;\n"),
        ("|Noor|Visser|2B",),
    ),
    RosterCase(
        "title-above-the-headings",
        lambda: text("Leerlingenlijst 2026-2027\nAfgedrukt op 1-9-2026;;;\n" + TWO),
        NAMES,
    ),
    RosterCase(
        "no-headings",
        lambda: text("10423;Noor;;Visser;2B\n10424;Daan;de;Boer;2B\n10425;Sem;;Jansen;2C\n"),
        MAGISTER_PUPILS,
    ),
    RosterCase(
        "lines-are-counted",
        lambda: text(
            "Nr;Roepnaam;Achternaam;Klas\n1;Noor;Visser;2B\n2;Daan;Boer;2B\n3;Sem;Smit;2C\n"
        ),
        ("|Noor|Visser|2B", "|Daan|Boer|2B", "|Sem|Smit|2C"),
    ),
    RosterCase(
        "columns-of-others",
        lambda: text(
            "Roepnaam;Achternaam;Klas;Achternaam ouder 1;E-mail ouder 1;Wachtwoord;BSN;E-mail\n"
            "Noor;Visser;2B;Smit;x@y.nl;geheim;123456782;noor@lindelyceum.nl\n"
        ),
        ("|Noor|Visser|2B",),
    ),
    RosterCase(
        "days-in-many-ways",
        lambda: text(
            "Nummer;Roepnaam;Achternaam;Klas;Geboortedatum\n1001;Noor;Visser;2B;04-03-2013\n"
            "1002;Daan;Boer;2B;2013-03-05\n1003;Sem;Smit;2B;6 maart 2013\n"
            "1004;Tim;Mol;2B;7/3/2013\n"
            "1005;Eva;Bos;2B;41341\n1006;Jan;Vos;2B;20130309\n1007;Bo;Kok;2B;10-mrt-13\n"
            "1008;Ali;Can;2B;31-02-2013\n"
        ),
        (
            "1001|Noor|Visser|2B",
            "1002|Daan|Boer|2B",
            "1003|Sem|Smit|2B",
            "1004|Tim|Mol|2B",
            "1005|Eva|Bos|2B",
            "1006|Jan|Vos|2B",
            "1007|Bo|Kok|2B",
            "1008|Ali|Can|2B",
        ),
        births=(
            "2013-03-04",
            "2013-03-05",
            "2013-03-06",
            "2013-03-07",
            "2013-03-08",
            "2013-03-09",
            "2013-03-10",
            "",
        ),
        faults=("9|Geboortedatum|31-02-2013|niet te lezen",),
    ),
    RosterCase(
        "months-in-front",
        lambda: text(
            "Student ID,First name,Last name,Class,Birthdate\n1001,Noor,Visser,2B,3/4/2013\n"
            "1002,Daan,Boer,2B,3/25/2013\n"
        ),
        ("1001|Noor|Visser|2B", "1002|Daan|Boer|2B"),
        births=("2013-03-04", "2013-03-25"),
    ),
    RosterCase(
        "numbers-that-excel-touched",
        lambda: text(
            "Leerlingnummer;Roepnaam;Achternaam;Klas\n10423,0;Noor;Visser;2B\n"
            '"=""0012""";Sem;Jansen;2C\n1,04E+05;Daan;Boer;2B\n'
        ),
        ("10423|Noor|Visser|2B", "0012|Sem|Jansen|2C"),
        faults=("4|Leerlingnummer|1,04E+05|afgekort",),
    ),
    RosterCase(
        "the-same-line-twice",
        lambda: text(MAGISTER + "10423;Noor;;Visser;2B;Havo 2;VAN\n"),
        MAGISTER_PUPILS,
    ),
    RosterCase(
        "one-pupil-in-two-classes",
        lambda: text(MAGISTER + "10423;Noor;;Visser;2B wis;Havo 2;\n"),
        MAGISTER_PUPILS,
    ),
    RosterCase(
        "a-number-with-two-names",
        lambda: text(MAGISTER + "10423;Lotte;;Smit;2D;;\n"),
        MAGISTER_PUPILS,
        classes=MAGISTER_CLASSES,
        faults=("5|Stamnr|10423|staat ook op regel 2, bij een andere naam",),
    ),
    RosterCase(
        "namesakes-without-number",
        lambda: text(TWO + "Noor;;Visser;2B\nNoor;;Visser;2C\n"),
        (*NAMES, "|Noor|Visser|2C"),
        faults=("4|naam|Noor Visser|staat ook op regel 2",),
    ),
    RosterCase(
        "lines-that-are-no-pupil",
        lambda: text(TWO + ";;;2B\nTotaal: 2 leerlingen\nLotte;;Smit;\n"),
        (*NAMES, "|Totaal: 2 leerlingen||", "|Lotte|Smit|"),
        faults=(
            "4|Achternaam|2B|geen naam",
            "5|Klas|Totaal: 2 leerlingen|geen klas",
            "6|Klas|Lotte Smit|geen klas",
        ),
    ),
    RosterCase(
        "more-cells-than-headings",
        lambda: text("Roepnaam;Achternaam;Klas\nNoor;Visser;2B;extra\nDaan;Boer;2B\n"),
        ("|Daan|Boer|2B",),
        faults=("2||Noor|meer kolommen dan de kopregel",),
    ),
    RosterCase(
        "broken-letters",
        lambda: text("Roepnaam;Achternaam;Klas\nChloÃ«;Smit;2B\nNoor;Visser;2B\n"),
        ("|Noor|Visser|2B",),
        faults=("2|Achternaam|ChloÃ« Smit|stukgegaan",),
    ),
    RosterCase(
        "one-broken-byte",
        lambda: [
            (
                "a.csv",
                "Roepnaam;Achternaam;Klas\nChloë;Müller;2B\nAnaïs;Çelik;2B\n".encode()
                + b"Zo\xeb;Smit;2B\n",
            )
        ],
        ("|Chloë|Müller|2B", "|Anaïs|Çelik|2B"),
        faults=("4|Achternaam|Zo\ufffd Smit|stukgegaan",),
    ),
    RosterCase("excel-with-hidden-rows", hidden_rows, ("|Noor|Visser|2B", "|Sem|Jansen|2C"),
        faults=("0||1|verborgen",)),
    RosterCase("excel-with-a-hidden-sheet", hidden_sheet, ("|Noor|Visser|2B",)),
    RosterCase(
        "excel-with-more-sheets",
        lambda: workbook(
            {
                "Uitleg": [["Dit is de lijst van de school"], ["Vragen? Bel de administratie"]],
                "Leerlingen": [["Roepnaam", "Achternaam", "Klas"], ["Noor", "Visser", "2B"]],
            }
        ),
        ("|Noor|Visser|2B",),
        faults=("0|||Blad Uitleg is niet gelezen",),
    ),
    RosterCase(
        "zip-with-something-else",
        lambda: packed({"leerlingen.csv": TWO, "leesmij.pdf": b"%PDF-1.7"}),
        NAMES,
        faults=("0|||geen lijst en is niet gelezen",),
    ),
    RosterCase(
        "school-data-sync-with-two-homerooms",
        lambda: packed(
            SDS
            | {
                "classes.csv": SDS["classes.csv"] + "c3,o1,2C,,,\n",
                "enrollments.csv": SDS["enrollments.csv"] + "c3,10423,student\nc9,10424,student\n",
            }
        ),
        ("10423|Noor|Visser|", "10424|Daan|de Boer|2B"),
        staff=("t1|Samira|van den Akker|",),
        faults=(
            "2|classSourcedId|2B, 2C|meer stamklassen",
            "8|classSourcedId|c9|niet in classes.csv",
            "2|sourcedId|Noor Visser|geen stamklas",
        ),
    ),
    RosterCase(
        "colleagues-that-cannot-be",
        lambda: text(
            "Afkorting;Roepnaam;Achternaam;Gebruikersnaam;Functie\nVAN;;Akker;;mentor 2B\n"
            "JDR;Joris;Ruiter;jo\u200bris;docent\nPOS;P.;Post;post;docent LC en mentor H2a, H2b\n"
        ),
        staff=("POS|P.|Post|mentor H2a, mentor H2b",),
        faults=(
            "2|Achternaam|Akker|voornaam",
            "3|Gebruikersnaam|jo\u200bris|onzichtbare",
        ),
    ),
    RosterCase("tsv-called-txt", lambda: text(TWO.replace(";", "\t"), name="a.txt"), NAMES),
)  # fmt: skip

HOSTILE = (
    RosterCase("empty", lambda: [("leeg.csv", b"")], refusal="leeg"),
    RosterCase("only-white-space", lambda: text("\n \n;;\n"), refusal="leeg"),
    RosterCase("old-excel", lambda: [("a.xls", OLE + "Workbook".encode("utf-16-le"))],
        refusal=".xls"),
    RosterCase(
        "excel-with-a-password",
        lambda: [("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"))],
        refusal="wachtwoord",
    ),
    RosterCase("old-word", lambda: [("a.csv", OLE + "WordDocument".encode("utf-16-le"))],
        refusal="document"),
    RosterCase(
        "open-document",
        lambda: packed(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"},
            "a.ods",
        ),
        refusal="LibreOffice",
    ),
    RosterCase("word", lambda: packed({"word/document.xml": "<x/>"}, "a.docx"), refusal="document"),
    RosterCase("binary-excel", lambda: packed({"xl/workbook.bin": b"\x00"}, "a.xlsb"),
        refusal="xlsb"),
    RosterCase("pdf", lambda: [("a.csv", b"%PDF-1.7 ...")], refusal="PDF"),
    RosterCase("picture", lambda: [("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00")], refusal="plaatje"),
    RosterCase(
        "web-page", lambda: text("<html><table><tr><td>Noor</td></tr></table>"), refusal="webpagina"
    ),
    RosterCase("json", lambda: text('[{"naam": "Noor"}]'), refusal="JSON"),
    RosterCase("rubbish", lambda: [("a.csv", bytes(range(256)) * 40)],
        refusal="geen leesbare tekst"),
    RosterCase("zeros-in-a-text", lambda: text(TWO + "\x00\x00;x"), refusal="geen leesbare tekst"),
    RosterCase("damaged-excel", lambda: packed({"xl/workbook.xml": "<x"}, "a.xlsx"),
        refusal="niet te lezen"),
    RosterCase("half-a-zip", lambda: [("a.zip", packed({"a.csv": TWO})[0][1][:60])],
        refusal="beschadigd"),
    RosterCase("zip-with-a-password", protected_zip, refusal="wachtwoord"),
    RosterCase("zip-that-climbs", lambda: packed({"../../a.csv": TWO}), refusal="ergens anders"),
    RosterCase("zip-bomb", lambda: packed({"a.csv": b"a" * 30_000_000}), refusal="groter"),
    RosterCase(
        "zip-of-many",
        lambda: packed({f"{n}.csv": "a" for n in range(300)}),
        refusal="meer dan 200 bestanden",
    ),
    RosterCase("zip-in-a-zip", lambda: packed({"a.xlsx": packed({"b.csv": TWO})[0][1]}),
        refusal="zip in een zip"),
    RosterCase("zip-without-a-list", lambda: packed({"a.pdf": b"%PDF"}), refusal="geen lijst"),
    RosterCase("excel-that-reaches-down", far_cell, refusal="meer dan 250.000 regels"),
    RosterCase("excel-that-reaches-right", far_column, refusal="kolommen"),
    RosterCase("ten-thousand-columns", lambda: text("Roepnaam;Klas\n" + ";x" * 10_000),
        refusal="10.001 kolommen"),
    RosterCase("one-line-of-ten-mb", lambda: text("Roepnaam;Klas\n" + "x" * 10_000_000),
        refusal="te lang"),
    RosterCase("a-cell-of-a-page", lambda: text(f"Roepnaam;Klas\n{'x' * 5_000};2B\n"),
        refusal="meer dan 2000 tekens"),
    RosterCase("only-headings", lambda: text(HEADS + "\n"), refusal="geen lijst"),
    RosterCase(
        "quote-that-never-closes",
        lambda: text(f'{HEADS}\n"Noor;;Visser;2B\nDaan;de;Boer;2B\n'),
        ("|Daan|de Boer|2B",),
        faults=("2||Noor|aanhalingsteken dat nergens sluit",),
    ),
    RosterCase(
        "every-quote-open",
        lambda: text(f"{HEADS}\n" + '"Noor;;Visser;2B\n' * 400 + "Daan;de;Boer;2B\n"),
        ("|Daan|de Boer|2B",),
        faults=tuple(f"{n}||Noor|nergens sluit" for n in range(2, 402)),
    ),
    RosterCase(
        "formulas-in-names",
        lambda: text(
            "Roepnaam;Achternaam;Klas\n=cmd|' /C calc'!A0;Visser;2B\n@SUM(1);Smit;2B\n'+31;Bos;2B\n"
        ),
        ("|=cmd|' /C calc'!A0|Visser|2B", "|@SUM(1)|Smit|2B", "|+31|Bos|2B"),
    ),
    RosterCase(
        "writing-turned-round",
        lambda: text("Roepnaam;Achternaam;Klas\nNoor\u202e;Visser;2B\nDaan;Boer;2B\n"),
        ("|Daan|Boer|2B",),
        faults=("2|Achternaam|Noor\u202e Visser|leesrichting",),
    ),
    RosterCase(
        "something-unseen-in-a-class",
        lambda: text("Roepnaam;Achternaam;Klas\nNoor;Visser;2\u200bB\n"),
        faults=("2|Klas|2\u200bB|onzichtbare",),
    ),
)  # fmt: skip

CASES = (*GOOD, *ODD, *HOSTILE)
