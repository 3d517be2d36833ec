"""What a heading means, in Dutch and English, as schools and their programs write it."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class Field(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    GIVEN = "given"
    GIVEN_NAMES = "given_names"
    INITIALS = "initials"
    PREFIX = "prefix"
    FAMILY = "family"
    FULL_NAME = "full_name"
    CLASS = "class"
    YEAR_GROUP = "year_group"
    STUDY = "study"
    TEAM = "team"
    MENTOR = "mentor"
    EMAIL = "email"
    BIRTH_DATE = "birth_date"
    ROLE = "role"
    MENTOR_OF = "mentor_of"
    CODE = "code"
    USER_NAME = "user_name"
    SCHOOL_YEAR = "school_year"
    ACTIVE = "active"
    NOT_READ = "not_read"
    """Nothing that this program uses, or nobody said what it is."""
    SECRET = "secret"  # noqa: S105
    """Never read, whatever a person chooses: passwords, BSN."""


# Words of a heading, without spaces, accents, capitals and signs. The first of a field is the one
# that a column is preferred for when several could be it.
_WORDS: dict[Field, str] = {
    Field.NUMBER: """
        leerlingnummer leerlingnr leerlingnum llnr llnummer lnr stamnummer stamnr stnr studentnummer
        studentnr leerlingid leerlingcode deelnemernummer deelnemernr onderwijsnummerintern
        studentnumber studentid pupilnumber pupilid sisid personeelsnummer personeelsnr
        medewerkernummer medewerkernr employeeid employeenumber staffid teacherid nummer nr number
        identifier registratienummer
    """,
    Field.GIVEN: """
        roepnaam voornaam givenname firstname preferredname callname calledname preferredgivenname
        preferredfirstname forename
    """,
    Field.GIVEN_NAMES: "voornamen officielevoornamen doopnamen doopnaam givennames firstnames",
    Field.INITIALS: "voorletters voorletter initialen vl initials",
    Field.PREFIX: """
        tussenvoegsel tussenvoegsels tussenv tv tvg tussenvoeg tussvoegsel voorvoegsel voorvoegsels
        voorv vv voegsel prefix infix insertion middlename nameprefix familynameprefix
        voorvoegselachternaam tussenvoegselachternaam
    """,
    Field.FAMILY: """
        achternaam familienaam geslachtsnaam familyname lastname surname achternaameigen
        eigenachternaam
    """,
    Field.FULL_NAME: """
        naam leerling deelnemer medewerker student pupil
        volledigenaam volnaam naamvolledig leerlingnaam fullname displayname name naamleerling
        naamvolleerling volledigenaamleerling studentname weergavenaam
    """,
    Field.CLASS: """
        stamklas stamgroep klas klasnaam basisgroep klasgroep klascode groep klassen stamklassen
        groepsnaam hoofdgroep klasinhandelingskaart stamgroepnaam class classname homeroom
        homeroomclass homegroup registrationgroup formgroup tutorgroup form section sectionname
    """,
    Field.YEAR_GROUP: """
        leerjaar lj jaarlaag leerlaag studiejaar jaargroep grade grades yeargroup gradelevel
        schooljaarlaag jaar leerjaren yearlevel
    """,
    Field.STUDY: """
        studie opleiding profiel onderwijssoort niveau studiecode studierichting richting leerweg
        study programme program schooltype schoolsoort elementcode
    """,
    Field.TEAM: "team afdeling teamnaam sector bouw cluster department afdelingsteam",
    Field.MENTOR: """
        mentor mentoren mentor1 mentor2 mentor3 eerstementor tweedementor mentornaam mentorcode
        mentorafkorting mentorafk afkortingmentor naammentor mentorachternaam achternaammentor
        mentoremail emailmentor klassenmentor klasmentor tutor tutors tutorname coach comentor
        leercoach mentorgebruikersnaam groepsmentor duomentor mentora mentorb homeroomteacher
        persoonlijkmentor
    """,
    Field.EMAIL: """
        email emailadres mail mailadres emailschool schoolemail emailaddress mailaddress
        emailadresschool emailwerk werkemail schoolmail primaryemail
    """,
    Field.BIRTH_DATE: """
        geboortedatum gebdatum geboren gebdat geboortedag datumgeboorte birthdate dateofbirth dob
        birthday geborenop
    """,
    Field.ROLE: """
        rol rollen functie functies taak taken role roles functieomschrijving
        rolleninhandelingskaart jobtitle
    """,
    Field.MENTOR_OF: """
        mentorklas mentorvan mentorvanklas mentorklassen mentorgroep mentorgroepen tutorof mentorof
    """,
    Field.CODE: """
        afkorting afk docentcode medewerkercode personeelscode lerarencode docentafkorting code
        abbreviation staffcode teachercode initiaal roostercode
    """,
    Field.USER_NAME: """
        gebruikersnaam gebruiker inlognaam loginnaam login account accountnaam username
        userprincipalname upn userid loginname samaccountname
    """,
    Field.SCHOOL_YEAR: "schooljaar lesperiode periode schoolyear cursusjaar academicyear",
    Field.ACTIVE: "actief isactief active enableduser enabled status inschrijfstatus",
    Field.SECRET: """
        wachtwoord password pass passwd pwd pincode pin wachtwoorden beginwachtwoord startwachtwoord
        initialpassword temporarypassword bsn burgerservicenummer sofinummer onderwijsnummer pgn
        persoonsgebondennummer eckid
    """,
    Field.NOT_READ: """
        geslacht sex gender adres straat straatnaam huisnummer postcode woonplaats plaats telefoon
        telefoonnummer mobiel mobielnummer phone sms geboorteplaats geboorteland nationaliteit
        land foto pasfoto leeftijd age lesgroep lesgroepen lesgroepnaam clustergroep
        vakken vak vakkenpakket datumvan datumtot ingangsdatum einddatum begindatum startdatum
        uitschrijfdatum inschrijfdatum school locatie vestiging brin brincode
        schoolnaam opmerking opmerkingen notitie
        aantalleerlingen aantal volgnummer volgnr rij regel titel aanhef
    """,
}
RANK: dict[str, int] = {}
_MEANING: dict[str, Field] = {}
for _field, _words in _WORDS.items():
    for _place, _word in enumerate(_words.split()):
        _MEANING.setdefault(_word, _field)
        RANK.setdefault(_word, _place)

# Whose column it is, around what it holds: "Roepnaam leerling", "Leerling: klas".
_WHOSE = re.compile(
    r"^(?:leerlingen|leerling|lln|ll|student|pupil|medewerker|docent|personeelslid|teacher|staff)"
    r"(?:van)?|(?:vande)?(?:leerling|lln|ll|student|pupil|medewerker|docent|teacher|staff)$"
)
_OF_OTHERS = re.compile(
    r"ouder|verzorger|vader|moeder|voogd|parent|guardian|agent|contactpersoon|noodcontact|partner|"
    r"broer|zus|huisarts|relationship"
)
_SECRET = re.compile(r"wachtwoord|password|burgerservice|\bbsn")
_OF_MENTOR = re.compile(r"^(?:mentor|tutor)|(?:mentor|tutor)$")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4_000)
def plain(heading: str) -> str:
    """A heading as it is looked up: letters and digits alone."""
    bare = unicodedata.normalize("NFKD", heading.casefold())
    return _NOT_WORDS.sub("", "".join(c for c in bare if not unicodedata.combining(c)))


@lru_cache(maxsize=4_000)
def meaning(heading: str) -> Field | None:
    """What a heading means; None when it is not known."""
    word = plain(heading)
    if not word or len(word) > 40:
        return None
    if _SECRET.search(word) or _MEANING.get(word) is Field.SECRET:
        return Field.SECRET
    if _OF_OTHERS.search(word) or (word.startswith("ext") and "_" in heading):
        return Field.NOT_READ
    if word in _MEANING:
        return _MEANING[word]
    if _OF_MENTOR.search(word):
        # The given name of a mentor, beside a family name: one column tells enough.
        return Field.NOT_READ
    return _MEANING.get(_WHOSE.sub("", word))


def rank(heading: str) -> int:
    """Of two headings with one meaning, the lower is the one to read."""
    word = plain(heading)
    return RANK.get(word, RANK.get(_WHOSE.sub("", word), 99))


def is_heading(cell: str) -> bool:
    """Whether a cell is a heading that is known."""
    return meaning(cell) is not None
