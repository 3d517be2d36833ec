"""A hundred sentences as staff dictate them, without capitals or stops, and what is read in each.

Some names are words too (Roos, Storm, Mei, Beer, Bas), and two pupils are called Emma: those are
asked. Checked by hand, one by one.
"""

from datetime import date

import pytest

from casework.card.model import packaged_card
from casework.people import PersonName
from casework.quick_note import KnownPupil, Mention, read_note

TODAY = date(2026, 11, 30)
"""A Monday."""

PUPILS = [
    KnownPupil(f"{given} {family}", PersonName(given, family))
    for given, family in (
        ("Noor", "Visser"),
        ("Daan", "de Boer"),
        ("Sem", "Jansen"),
        ("Mohamed", "el Idrissi"),
        ("Roos", "Bakker"),
        ("Storm", "Vermeer"),
        ("Mei", "Chen"),
        ("Beer", "Smit"),
        ("Bas", "Mulder"),
        ("Emma", "Vos"),
        ("Emma", "Kok"),
        ("Esmée", "Kramer"),
        ("Lotte", "van Dijk"),
        ("Yusuf", "Yilmaz"),
        ("Fatima", "Amrani"),
        ("Jan-Peter", "van den Berg"),
    )
]
SIGNS = {"target": "<", "displaying": ">", "": "-"}
"""Bullied, bullies, no part; another part in words."""


def in_short(text: str) -> str:
    """What is read: who with a sign for the part and ? where it is asked / what / where / when."""
    note = read_note(text, packaged_card(), PUPILS, TODAY)
    days = str((TODAY - note.incident_on).days) if note.incident_on else ""
    when = (days, note.day_part, note.since, note.frequency)
    asked = (f"asked {note.safety_score or ''}".strip(),) if note.is_check_in else ()
    parts = (map(_who, note.mentions), note.kinds, note.places, filter(None, when), asked)
    words = " / ".join(" ".join(part) for part in parts)
    return words if note.tells_an_act else f"{words} / no act"


def _who(mention: Mention) -> str:
    name = mention.pupil_ids[0].split()[0] + ("" if mention.is_certain else "?")
    if len(mention.pupil_ids) > 1:
        name = f"{len(mention.pupil_ids)}x{name}"
    return SIGNS.get(mention.role, f"{mention.role}:") + name


SENTENCES = [
    (
        "sem zegt dat daan hem gisteren in de kleedkamer weer uitschold",
        "<Sem >Daan / verbal / sports / 1 / ",
    ),
    (
        "noor is vanochtend na gym door daan en sem opgesloten in de kleedkamer",
        "<Noor >Daan >Sem / physical / sports / 0 morning / ",
    ),
    (
        "lotte kwam huilend naar me toe omdat daan haar op snapchat uitscheldt",
        "<Lotte >Daan / online verbal / online /  / ",
    ),
    (
        "in de pauze heeft yusuf fatima geduwd bij de kluisjes",
        ">Yusuf <Fatima / physical / corridor / break / ",
    ),
    (
        "fatima wordt al weken genegeerd door noor en lotte",
        "<Fatima >Noor >Lotte / excluding /  / weeks / ",
    ),
    (
        "bas werd maandag op weg naar school van zijn fiets geduwd door storm",
        "<Bas? >Storm? / physical / route / 0 / ",
    ),
    ("ik zag net dat beer mei uitlachte in de les", ">Beer? <Mei? / verbal / classroom / 0 / "),
    (
        "de moeder van lotte belde dat er een filmpje van haar in de klassenapp staat",
        "-Lotte / online / online /  / ",
    ),
    (
        "er gaat een foto van noor rond op snapchat gemaakt door daan",
        "<Noor >Daan / online / online /  / ",
    ),
    ("daan pakt steeds de pet van sem af", ">Daan <Sem / property /  / daily / "),
    (
        "sem zijn tas is vanmiddag in de prullenbak gegooid door storm",
        "<Sem >Storm? / property /  / 0 afternoon / ",
    ),
    ("roos wordt elke dag nageroepen op het plein", "<Roos? / verbal / schoolyard / daily / "),
    ("volgens esmee noemt daan haar dik", "<Esmée >Daan / verbal /  /  / "),
    (
        "vrijdag in de bus hebben storm en beer yusuf bedreigd",
        ">Storm? >Beer? <Yusuf / threatening / route / 3 / ",
    ),
    ("yusuf durft niet meer naar school door storm", "-Yusuf -Storm? /  /  /  /  / no act"),
    ("noor heeft ruzie met lotte", "-Noor -Lotte /  /  /  /  / no act"),
    ("daan heeft spijt en heeft sorry gezegd tegen noor", "-Daan -Noor /  /  /  /  / no act"),
    ("het gaat beter met noor ze geeft een 7", "-Noor /  /  /  / asked 7 / no act"),
    ("sprak noor net, voelt zich weer veilig, cijfer acht", "-Noor /  /  / 0 / asked 8 / no act"),
    (
        "noor vertelde dat ze door daan in de appgroep buitengesloten is",
        "<Noor >Daan / online excluding / online /  / ",
    ),
    ("emma vos wordt gepest door emma kok", "<Emma >Emma /  /  /  / "),
    ("emma zit steeds alleen in de aula", "-2xEmma? /  / canteen / daily /  / no act"),
    ("in mei werd noor al gepest", "<Noor /  /  /  / "),
    ("er was storm bij gym en daan duwde sem", "-Storm? >Daan <Sem / physical / sports /  / "),
    ("wil je even letten op roos bij het kluisje", "-Roos? /  / corridor /  /  / no act"),
    ("bas zegt dat het gisteren weer mis was", "-Bas? /  /  / 1 /  / no act"),
    (
        "juf jansen zag hoe daan noor liet struikelen op de trap",
        ">Daan <Noor / physical / corridor /  / ",
    ),
    ("meneer visser vertelde me dat sem noor bedreigt", ">Sem <Noor / threatening /  /  / "),
    (
        "gisteravond stuurde daan nare berichten naar noor",
        ">Daan <Noor / online /  / 1 after_school / ",
    ),
    (
        "daan stuurt noor steeds berichtjes dat ze dood moet",
        ">Daan <Noor / online threatening /  / daily / ",
    ),
    ("storm sloeg daan en daan sloeg terug", ">Storm? -Daan / physical /  /  / "),
    ("noor is bang voor daan", "-Noor -Daan /  /  /  /  / no act"),
    ("daan scheldt noor uit voor hoer", ">Daan <Noor / verbal /  /  / "),
    ("daan roept flikker tegen sem", ">Daan <Sem / discriminating /  /  / "),
    (
        "fatima werd uitgescholden vanwege haar hoofddoek door twee jongens",
        "<Fatima / verbal discriminating /  /  / ",
    ),
    (
        "lotte is gisteren niet uitgenodigd voor het feestje van noor",
        "<Lotte -Noor / excluding /  / 1 / ",
    ),
    ("de hele klas lacht sem uit", "<Sem / verbal /  /  / "),
    ("sem wordt door de hele klas genegeerd", "<Sem / excluding /  /  / "),
    ("sem lachte mee toen daan noor schopte", "follower:Sem >Daan <Noor / physical /  /  / "),
    ("mo gaf yusuf een duw en yusuf viel van de trap", ">Mohamed? <Yusuf / physical /  /  / "),
    ("noor en lotte roddelen over fatima", ">Noor >Lotte <Fatima / gossip /  /  / "),
    ("over fatima worden geruchten verspreid door lotte", "<Fatima >Lotte / gossip /  /  / "),
    (
        "het geld van sem is gestolen door storm uit de kleedkamer",
        "<Sem >Storm? / property / sports /  / ",
    ),
    ("daan dwong sem om zijn eten af te geven", ">Daan <Sem / threatening /  /  / "),
    (
        "daan en storm wachten sem na school op bij het fietsenhok",
        ">Daan >Storm? <Sem / threatening / schoolyard / after_school / ",
    ),
    ("sem werd na school opgewacht door daan", "<Sem >Daan / threatening /  / after_school / "),
    (
        "noor, lotte en fatima sluiten roos buiten",
        ">Noor >Lotte >Fatima <Roos? / excluding /  /  / ",
    ),
    ("roos mag van noor niet meedoen bij gym", "<Roos? >Noor / excluding / sports /  / "),
    ("bij gym koos niemand sem", "<Sem / excluding / sports /  / "),
    ("esmee wordt op instagram belachelijk gemaakt", "<Esmée / online verbal / online /  / "),
    ("heb met daan gesproken hij stopt ermee", "-Daan /  /  /  /  / no act"),
    ("noor zei dat daan gisteren sorry zei", "-Noor -Daan /  /  / 1 /  / no act"),
    ("daan zat aan noor in de les", "-Daan -Noor /  / classroom /  /  / no act"),
    (
        "vandaag tijdens het derde uur gooide beer een schoen naar bas",
        ">Beer? <Bas? / physical /  / 0 morning / ",
    ),
    (
        "jan-peter van den berg werd door mohamed in de gang geduwd",
        "<Jan-Peter >Mohamed / physical / corridor /  / ",
    ),
    ("noor heeft daan niet geslagen", "-Noor -Daan /  /  /  /  / no act"),
    ("daan zou noor geslagen hebben", ">Daan <Noor / physical /  /  / "),
    ("yusuf hoorde dat beer fatima een hoer noemde", "-Yusuf >Beer? <Fatima / verbal /  /  / "),
    (
        "lotte filmde hoe daan sem sloeg op het schoolplein",
        "bystander:Lotte >Daan <Sem / physical / schoolyard /  / ",
    ),
    (
        "ik heb gehoord dat storm en daan steeds de broer van sem pesten",
        ">Storm? >Daan -Sem /  /  / daily / ",
    ),
    ("daan knijpt noor en trekt aan haar haren", ">Daan <Noor / physical /  /  / "),
    ("sem pest noor niet meer sinds ons gesprek", "-Sem -Noor /  /  /  /  / no act"),
    ("noor wordt gepest", "<Noor /  /  /  / "),
    (
        "net in de kantine zat sem weer alleen omdat niemand naast hem wil zitten",
        "<Sem / excluding / canteen / 0 / ",
    ),
    (
        "daan en storm hebben de rugzak van sem over het hek gegooid",
        ">Daan >Storm? <Sem / property /  /  / ",
    ),
    (
        "noor appte me dat lotte een groepje heeft gemaakt zonder haar",
        "-Noor -Lotte /  /  /  /  / no act",
    ),
    (
        "ik kreeg een mailtje van de vader van yusuf "
        "hij wordt in de bus uitgescholden door oudere leerlingen",
        "<Yusuf / verbal / route /  / ",
    ),
    (
        "vorige week vrijdag heeft bas roos geduwd in de rij bij de aula",
        ">Bas? <Roos? / physical / canteen / 3 / ",
    ),
    ("beer roept de hele tijd dingen naar mei", ">Beer? <Mei? / verbal /  / daily / "),
    (
        "mei wordt door beer en bas uitgelachen om haar accent",
        "<Mei? >Beer? >Bas? / verbal /  /  / ",
    ),
    (
        "roos zegt dat storm haar steeds lastigvalt bij de fietsen",
        "<Roos? >Storm? /  /  / daily / ",
    ),
    ("storm valt roos steeds lastig bij de fietsen", ">Storm? <Roos? /  /  / daily / "),
    (
        "sem werd vanmiddag na de les door een groepje jongens in elkaar geslagen",
        "<Sem / physical /  / 0 / ",
    ),
    (
        "ze hebben fatima op tiktok gezet zonder dat ze het wist",
        "-Fatima /  / online /  /  / no act",
    ),
    (
        "daan heeft een filmpje van noor doorgestuurd in de groepsapp",
        ">Daan <Noor / online / online /  / ",
    ),
    ("noor en daan hebben elkaar uitgescholden", "-Noor -Daan / verbal /  /  / "),
    (
        "fatima trok lotte aan haar haren in de kleedkamer",
        ">Fatima <Lotte / physical / sports /  / ",
    ),
    ("er is weer gepest in 2b", " /  /  /  / "),
    ("yusuf moet van storm elke dag geld geven", "<Yusuf >Storm? / threatening /  / daily / "),
    ("storm vraagt yusuf steeds om geld", ">Storm? <Yusuf / threatening /  / daily / "),
    (
        "lotte voelt zich buitengesloten door noor en fatima",
        "<Lotte >Noor >Fatima / excluding /  /  / asked",
    ),
    ("noor laat lotte links liggen", ">Noor <Lotte / excluding /  /  / "),
    ("noor zei tegen lotte dat ze lelijk is", "-Noor -Lotte /  /  /  /  / no act"),
    ("daan maakt steeds opmerkingen over het gewicht van sem", ">Daan <Sem / verbal /  / daily / "),
    (
        "sem wil niet meer naar gym omdat daan hem daar altijd uitlacht",
        "<Sem >Daan / verbal / sports / daily / ",
    ),
    (
        "bas kwam op voor roos toen storm haar uitschold",
        "defender:Bas? <Roos? >Storm? / verbal /  /  / ",
    ),
    (
        "emma k nam het op voor esmee toen daan haar pestte",
        "defender:Emma <Esmée >Daan /  /  /  / ",
    ),
    ("yusuf heeft de telefoon van beer kapot gemaakt", ">Yusuf <Beer? / property /  /  / "),
    ("noor huilt vaak", "-Noor /  /  /  /  / no act"),
    ("daan wil niet met noor samenwerken", "-Daan -Noor /  /  /  /  / no act"),
    ("gesprek gehad met daan en zijn moeder", "-Daan /  /  /  /  / no act"),
    ("ouders van noor gebeld", "-Noor /  /  /  /  / no act"),
    ("noor scoort een vier ze slaapt slecht", "-Noor /  /  /  / asked 4 / no act"),
    ("hoe het gaat met sem hij zegt een 6", "-Sem /  /  /  / asked 6 / no act"),
    ("sem is in de gymles door niemand gekozen", "<Sem / excluding / sports /  / "),
    ("de tas van fatima is afgepakt", "<Fatima / property /  /  / "),
    ("daan en sem vechten op het plein", ">Daan >Sem / physical / schoolyard /  / "),
    (
        "roos is gisterochtend voor schooltijd in de fietsenstalling geduwd",
        "<Roos? / physical / schoolyard / 1 morning / ",
    ),
    ("volgens lotte heeft daan dat gedaan", "-Lotte -Daan /  /  /  /  / no act"),
    (
        "daan noemde sem homo in de les van meneer visser",
        ">Daan <Sem / discriminating / classroom /  / ",
    ),
    ("ik maak me zorgen over roos ze is de laatste weken stil", "-Roos? /  /  /  /  / no act"),
    ("storm is geschorst", "-Storm? /  /  /  /  / no act"),
    (
        "lotte werd geblokkeerd en belachelijk gemaakt op insta door noor, fatima en roos",
        "<Lotte >Noor >Fatima >Roos? / excluding verbal online / online /  / ",
    ),
    ("noor kreeg nare berichtjes op insta", "<Noor / online / online /  / "),
    ("fatima heeft een appje gekregen van daan", "<Fatima >Daan / online /  /  / "),
    ("sem kreeg een trap van yusuf", "<Sem >Yusuf / physical /  /  / "),
    ("sem krijgt klappen van daan en yusuf", "<Sem >Daan >Yusuf / physical /  /  / "),
    ("lotte krijgt van daan vervelende berichtjes", "<Lotte >Daan / online /  /  / "),
    ("sem moet geld geven aan daan", "<Sem >Daan / threatening /  /  / "),
    ("noor voelt zich buitengesloten", "<Noor / excluding /  /  / asked"),
    ("er is een nepaccount van noor aangemaakt op insta", "<Noor / online / online /  / "),
    ("noor staat met een foto op snap", "-Noor / online / online /  / "),
    ("noor is uit de appgroep gegooid", "<Noor / online / online /  / "),
    ("noor liet me berichtjes zien van daan", "-Noor -Daan / online /  /  / "),
    ("daan heeft een filmpje van noor op tiktok gezet", ">Daan <Noor / online / online /  / "),
    ("de tas van noor heeft daan afgepakt", "<Noor >Daan / property /  /  / "),
    ("daan wordt boos als sem hem uitlacht", "<Daan >Sem / verbal /  /  / "),
    ("daan wordt net als sem gepest door yusuf", "<Daan <Sem >Yusuf /  /  /  / "),
    ("noor vindt lotte gemeen", "-Noor -Lotte /  /  /  / "),
    ("ik zag dat niemand met fatima wil samenwerken", "<Fatima / excluding /  /  / "),
    (
        "gisteren na het vierde uur is sem op de gang getrapt door yusuf",
        "<Sem >Yusuf / physical / corridor / 1 / ",
    ),
    ("tussen de middag heeft daan sem een klap gegeven", ">Daan <Sem / physical /  / break / "),
    ("sem z'n fiets is lek gestoken", "<Sem / property /  /  / "),
    ("daan noemde yusuf een vieze buitenlander", ">Daan <Yusuf / discriminating /  /  / "),
    ("geen ruzie tussen noor en lotte ze werken samen", "-Noor -Lotte /  /  /  /  / no act"),
]


@pytest.mark.parametrize(
    ("text", "short"), SENTENCES, ids=[str(number) for number in range(len(SENTENCES))]
)
def test_a_dictated_sentence_is_read_as_a_colleague_would(text: str, short: str) -> None:
    assert in_short(text) == short
