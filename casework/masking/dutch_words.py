"""Dutch words that say whether a word is a name: words that are names too, titles, what one owns.

Ours, and not complete: names that occur in Dutch schools, spelled without accents and capitals.
"""


def words(text: str) -> frozenset[str]:
    """The words of a list, which is written as a text."""
    return frozenset(text.split())


# So common in a note that, written without a capital, they are not taken for a name.
FREQUENT = words(
    """
    al an as ben dan den do door el en in is jo jun la le lot man mee meer mei min na nu of om op
    per rein san so te ten ter toe van vol voor wil wie wijs zo
    """
)

ARTICLES = words("de deze een geen het mijn n t")

_FLOWERS_AND_BEASTS = """
    arend beer bloem das duif fleur haan haas havik hazel heide hond iris jade jasmijn kraai lam
    leeuw lelie lily linde linden madelief margriet mees merel mus olijf parel pauw peer puck raaf
    robijn roos rose sperwer spreeuw tulp valk vink violet viool vlinder vos wolf zwaan
"""
_WEATHER_AND_TIME = """
    april augustus aurora avond dag dauw december februari herfst januari juli juni lente maan
    maart nacht november ochtend oktober regen september sneeuw ster sterre storm wind winter zomer
    zon zondag zonne
"""
_PLACES = """
    adelaide africa alexandria amstel asia avalon berlin bethlehem breda brooklyn carolina chelsea
    china dakota delft eden florence georgia gouda holland india israel jordan kenya leeuwen london
    lourdes maas milan paris rijn roma savannah sydney verona victoria virginia zeeland
"""
_TRADES = """
    baas bakker bisschop boer brouwer dekker graaf herder hertog jager keizer kok koning koster
    kramer kuiper leraar meester metselaar molenaar monnik paus post prins ridder ruiter schilder
    schipper slager smid stuurman timmerman tuinman visser wever zeeman
"""
_PLAIN_WORDS = """
    appel bang bank bas beek berg blauw blij bo boom boos bos brink broek brood brug bruin bulut
    deur dijk dik dam druk eer engel ernst faith gang geel goed grace grijs groen groot haag hand
    heuvel hof hoofd hoop hope huis hulp jan jet jong jonge joy kaas kaap kamp kast kei kerk keet
    kind klas klein klok kort lang les licht liefde lieve link maat mark max melk molen moed muur
    noot oud ouders peper plein poel poort raam rik rood rijk rust sam schaap schoen school
    schouten star sterk stil steen stoel straat suiker tafel tang tas toren trap trouw ven veen
    veld vliet voet vreugde vrede vriend vrouw wang wei weg wijk wit zand zout zwart
"""

# A name that is one of these is asked, not masked unseen.
ORDINARY = FREQUENT | words(
    _FLOWERS_AND_BEASTS + _WEATHER_AND_TIME + _PLACES + _TRADES + _PLAIN_WORDS
)

# Words that sound like a name or its short form, with which a sentence can begin; looked for among
# the words that occur most in Dutch.
_SOUND_LIKE_NAMES = """
    acht adhd advies alias anno assen baard bach balie base basis bedoelde beest beestje beestjes
    beheren berichtje berichtjes bizar bizarre bootje bootjes bosjes bruine bus busje case cash
    cent change chemische chinees chinese chip chips class dames dankje dierlijke dikke doek dom
    douche dozen duck echter effe eis eisen erosie excel fan fans fantasie fase fee fijn fijne fine
    gericht gerichte gokken groene grootte grote gunnen ham has ice ietsje ijsje jasje jeetje jij
    jurkje jurkjes kado kanaal kar kastje kat key kijkje klasse koffie kooi koppen kun laars las
    lichaam lichtjes lijk lijn lijstje lik like likes line linie lip live lood loods mais marine
    mars massa match materie meet met mij mijl mijne mini mits mon mooie mus nachtje nadien nat
    natie nee nichtje nil nou nul nut olie oven pat pijn pin pit prinses riet rijke road roze
    russen safety sans schaam schaar schacht schat schatje schets scene semi set setje sets share
    steentje step sterke steven sultan tal tap tasje tech thans time tin toetje toon user val vals
    verlies vezels vier wee weekje weetje wees wijzer witte yes zaad zacht zachte zachtjes zakje
    zeep zeeen zet zijde zooi zozeer zulke zusje zusjes zussen
"""

# Words of every day that are no name, however near to one they are spelled.
COMMON = ORDINARY | words(
    _SOUND_LIKE_NAMES
    + """
    aan achter alle alleen allemaal allen alles als altijd ander andere anders arm beetje begin
    begint begon beide bekend bent bericht beter bezig bijna binnen boven buiten daar daarna
    daarom dacht deden deed denk denkt derde dezelfde dicht ding dingen direct doen doet dood
    drie durf durft durfde echt eens eerder eerst eerste eigen eigenlijk einde elkaar elke erbij
    erg erger ergens ermee erna ernaar ernstig even fiets foto gaan gaat gaf gebeld gebeurd
    gebeurde gebeurt gedaan gedrag geeft geen gehad gehoord gekomen geld gemaakt gemeen geven
    gevraagd geweest gezegd gezien ging gingen goede graag haal haalt haar hadden hebben hebt
    heeft heel hele hem hen heten hier hij hoe hoort hoorde houdt hun ieder iedere iedereen
    iemand iets jaar jas jongen jongens juist kamer kan keer ken kent kijk kijken kijkt kinderen
    kleren knap kom komen komt kon konden krijg krijgt kwam kwamen laat laatste lach lacht lachen
    langer last later lege leeg leert leraar les lessen leuk lezen lief liep lijkt linker loopt
    lopen luisteren maakt maakte maar mag maken makkelijk manier meeste meid meiden meisje
    meisjes mensen merk merkt mijn minder minst misschien moest moet moeten mogen moment mooi
    naam naar naast namen nare natuurlijk neemt negen nemen net niet niets niks noem noemt nog
    nodig nooit normaal om omdat omheen onder ons ook open over paar pas pauze pest pesten plek
    praat praten praatte precies probleem raar raken rest roept ruzie samen scheld schelden
    slecht snel soms sprak spullen staan staat steeds stem stond stonden stop stopt straks stuk
    stuurt stuurde tafels tegen tekst terug tijd tijdens toch toen trapt tussen twee tweede uit
    uitleg uren vaak vaker vader van vanaf vandaag veel verder vertel vertelt vertelde vies vind
    vinden vindt voelt volgens volgende voorbij vond vooral vorige vraag vraagt vroeg waar waarom
    wacht wachten wanneer want waren wat weer weet week weken weten wel wenst werd werden werk
    wij wilde wilden wilt woord worden wordt zag zagen zat zaten zeer zegt zei zeker zelf zeven
    zich ziek zien ziet zijn zit zitten zonder zou zouden zullen zus zwaar
    bel belde belt bespreekt bespreken blank bleef bleek bleven blijft bracht breekt brengt
    broer cijfer daarvoor deelde deelt deur duwde duwt eten fietste geef geleden gemeld geteld
    geweld gooide gooit groep helpen helpt hield hielp jent jullie kaart keek keert keken keren
    kies kiest klaar kort korte lag lagen lees leest lied liegt liet lieten lijst mail meest
    mening moeder nam oudere ouders pakt pakte plaagt plak plan raak rende rent riep riepen
    rolt rug rust sart schreef slet sloeg sloegen sloot sloten speelde speelt spelen stad stak
    stal stappen steelt stil stoppen tien toets trok trokken uur vast verbeter verkeerd viel
    vielen voeg voel voelde volgen volgend werkt werkte willen wint wissel zaal zette zetten
    zwijgt
    """
)

# Of those the ones that hardly ever are a name: in small letters they are none, and with a capital
# only inside a sentence.
EVERYDAY = (
    COMMON
    | words(
        """
        boek boeken dank eerlijk frank kalm kies kiezen les lig liggen mail moedig nare ook recht
        snel spel spelen stap stijl stop uitleg vrij week zing
        """
    )
) - ORDINARY

# Before a family name these tell of a grown-up, who may be a teacher or a parent.
ADULTS = words(
    """
    coach conciërge docent docente dhr heer juf juffrouw leraar lerares meester meneer mevr mevrouw
    mijnheer mr mw teamleider
    """
)
# What often belongs to somebody, with its article: "Daans moeder" is "de moeder van ...".
BELONGINGS = dict.fromkeys(
    words(
        """
        agenda broek broer fiets foto jas mentor moeder oma opa oom ouders pet schoenen stoel
        tante tas telefoon vader vriend vrienden vriendin vriendinnen zus zusjes
        """
    ),
    "de",
) | dict.fromkeys(words("account boek broertje filmpje huis schrift zusje"), "het")
# Words that stand in front of a family name, and how they are written together.
PARTICLES = words(
    """
    aan abu af ait al auf aus ben bij bin boven d da das de degli dei del della den der des di
    do dos du el im in l la las le les lo los o onder op oude over s st t te ten ter the thoe ti
    to toe tot uit uijt v van vande vanden vander vd vdn vdr vh vom von voor vt y zu zum zur
    """
)
# The same as they are typed in a note: "i.h. Veld", "int Veld", "Ayt Taleb".
TYPED_PARTICLES = PARTICLES | words("ayt h het i ih il int it ul")
# A dot behind these does not end a sentence.
SHORT_FORMS = ADULTS | words("bijv bv evt incl nr resp vs")
# Letters of every day that are nobody's, with or without dots: "o.a.", "d.w.z.".
DOTTED = words(
    """
    aub av avdl bijv blz btw bv bvd ca cq cs dd dmv dv dvd dw dwz ea ed ef eg em ev evt excl gp hd
    hh hr hs hsv hv id ih incl io iom ip ipv iv ivm jl jr kb km ko lg ll lv lvs ma maw mb mbt mbv
    md mgl mi ml mm mn mp ms mt muv mv nav nb nl nm no nr nvt oa obv oid ok olv om oo op ov pd pg
    pj pk pm po pp ps pv rk sms sp spv sr st svp taa tav tbv td tgv tl tm tnv tov tt tv va vb vd
    vh vk vlg vm vmbo vo voa vs vt vv vwo wc wo wv zd zg zgn zi zm zn zo zoz zsm
    """
)
# Capitals of every day that are nobody's initials.
ABBREVIATIONS = words(
    """
    ai ak apk avg be bso bsn bv cc cd cjg ckv cvi de du dvd ehbo en eu fa ggd gl gs gtl havo hbo hl
    hv ict id it jgz kb kgt lb lo lob lvs mbo mr mt nb ne nl nt ok opp ot pc pin po ps rt sms tl to
    toa tto tv uk us usb vmbo vo vr vs vwo wa wc wi
    """
)
