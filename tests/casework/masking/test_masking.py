"""Other pupils are masked in a text about one pupil; what may be a name is asked."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.masking import OTHER_PUPIL, Masked, NameBook, Why
from casework.people import PersonName

NAMES = {
    "noor": ("Noor", "Visser"),
    "noor_b": ("Noor", "Bakker"),
    "daan": ("Daan", "de Boer"),
    "yusuf": ("Yusuf", "Yılmaz"),
    "emma": ("Emma", "Bakker"),
    "sem": ("Sem", "Jansen"),
    "zoe": ("Zoë", "van der Berg"),
    "anne_fleur": ("Anne-Fleur", "de Vries"),
    "jan_willem": ("Jan Willem", "Smit"),
    "roos": ("Roos", "Hendriks"),
    "storm": ("Storm", "Peters"),
    "mei": ("Mei", "Chen"),
    "ben": ("Ben", "van 't Hof"),
    "anna": ("Anna", "Kuipers"),
    "annabel": ("Annabel", "Post"),
    "max": ("Max", "Groen"),
    "lois": ("Loïs", "D'Angelo"),
    "lucja": ("Łucja", "Król"),
    "jorgen": ("Jørgen", "Weiß"),
    "nour": ("Nour", "al-Hariri"),
    "mueller": ("Ida", "Müller"),
    "li": ("Kevin", "Li"),
    "gone": ("", ""),
}
BOOK = NameBook((pupil, PersonName(*name)) for pupil, name in NAMES.items())
OTHER = OTHER_PUPIL
CAPITAL = "Een medeleerling"


def search(text: str, *involved: str, own: str = "noor") -> Masked:
    return BOOK.find(text, own, involved)


def masked(text: str, *involved: str) -> str:
    """The text about Noor Visser with everything masked; nothing may be in doubt."""
    result = search(text, *involved)
    assert result.doubts == ()
    return result.text


def doubts_in(text: str, *involved: str, own: str = "noor") -> list[tuple[str, Why | None]]:
    """What is asked about a text, and that nothing else is masked unasked."""
    result = search(text, *involved, own=own)
    assert result.hits == result.doubts
    return [(result.word(hit), hit.why) for hit in result.doubts]


# --- what is masked unasked -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik sprak met Daan.", f"Ik sprak met {OTHER}."),
        ("Ik sprak met Daan de Boer.", f"Ik sprak met {OTHER}."),
        ("Volgens Jansen klopt het.", f"Volgens {OTHER} klopt het."),
        ("Het was de Boer.", f"Het was {OTHER}."),
        ("Daan, Sem en Emma lachten.", f"{CAPITAL}, {OTHER} en {OTHER} lachten."),
        ("Toen kwam Daan. Daan lachte.", f"Toen kwam {OTHER}. {CAPITAL} lachte."),
        ("DAAN DE BOER en SEM JANSEN", f"{CAPITAL} en {OTHER}"),
        ("daan de boer deed mee", f"{OTHER} deed mee"),
        ("Ik zag Loïs D. lachen.", f"Ik zag {OTHER} lachen."),
    ],
    ids=["given", "full", "family", "particle", "list", "twice", "capitals", "small letters", "d'"],
)
def test_a_pupil_is_found_by_given_family_and_full_name(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Zoë van der Berg",
        "Zoe van der Berg",
        "Zoe\u0308 van der Berg",
        "Zoë vd Berg",
        "Zoë v.d. Berg",
        "Zoë v. d. Berg",
        "Zoë v/d Berg",
        "Zoë van den Berg",
        "Zoë Berg",
        "Zoë B.",
        "Zoë v.d. B.",
        "Z. van der Berg",
        "Z van der Berg",
        "zoë b.",
        "z. van der berg",
        "Van der Berg, Zoë",
        "Berg, van der",
        "Berg, van der, Zoë",
        "Berg, Zoë van der",
        "ZOË VAN DER BERG",
        "zoevanderberg",
        "Zoë\u00a0van\u00a0der\u00a0Berg",
        "Zoë\nvan der\nBerg",
        "Zo\u200bë van d\u00ader Berg",
    ],
)
def test_a_family_name_with_tussenvoegsels_is_found_however_it_is_written(name: str) -> None:
    result = search(f"Gisteren heeft {name} gebeld")

    assert result.text.removesuffix(" gebeld").rstrip(".") == f"Gisteren heeft {OTHER}"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Yilmaz", "Yılmaz"),
        ("Yusuf YILMAZ", "Yusuf Yılmaz"),
        ("Lucja Krol", "Łucja Król"),
        ("Jorgen Weiss", "Jørgen Weiß"),
        ("Joergen WEISS", "Jørgen Weiß"),
        ("Ida Mueller", "Ida Müller"),
        ("Ida Muller", "Ida Müller"),
        ("Lois D’Angelo", "Loïs D'Angelo"),
        ("Loïs d`Angelo", "Loïs D'Angelo"),
        ("Nour Al Hariri", "Nour al-Hariri"),
        ("Ben van ’t Hof", "Ben van 't Hof"),
        ("Anne Fleur de Vries", "Anne-Fleur de Vries"),
        ("Jan-Willem Smit", "Jan Willem Smit"),
    ],
)
def test_accents_and_other_signs_may_be_there_or_not(typed: str, name: str) -> None:
    for spelling in (typed, name, unicodedata.normalize("NFD", name), name.upper()):
        assert masked(f"Daarna kwam {spelling}!") == f"Daarna kwam {OTHER}!"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Noor/Daan", f"Noor/{OTHER}"),
        ("(Daan)", f"({CAPITAL})"),
        ('Zij zei "Daan!"', f'Zij zei "{OTHER}!"'),
        ("Bericht van @daan:", f"Bericht van {OTHER}:"),
        ("lief 😀Daan😀 hoor", f"lief 😀{OTHER}😀 hoor"),
        ("met #DaanDeBoer en SemJansen", f"met {OTHER} en {OTHER}"),
        ("van NoorDaan", f"van Noor{OTHER}"),
        ("tegen Sem\u200bDaan", f"tegen {OTHER}\u200b{OTHER}"),
        ("Daan...Sem", f"{CAPITAL}...{CAPITAL}"),
        ("mail Daan_2010", f"mail {OTHER}"),
    ],
)
def test_signs_beside_a_name_do_not_hide_it(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Noor pakte Daans fiets.", f"Noor pakte de fiets van {OTHER}."),
        ("Daan's moeder belde.", f"De moeder van {OTHER} belde."),
        ("Emma’s huis", f"Het huis van {OTHER}"),
        ("Daar stond Loïs' vader.", f"Daar stond de vader van {OTHER}."),
        ("Daans nieuwe bal", f"{CAPITAL}s nieuwe bal"),
        ("Sem Jansens boek", f"Het boek van {OTHER}"),
        ("volgens 'Loïs' klopt het", f"volgens '{OTHER}' klopt het"),
        ("Dat is Emma's.", f"Dat is {OTHER}s."),
    ],
)
def test_what_is_somebodys_reads_well(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_the_longest_name_wins() -> None:
    assert masked("Annabel en Anna") == f"{CAPITAL} en {OTHER}"
    assert masked("Toen zei Noor Bakker niets.") == f"Toen zei {OTHER} niets."


def test_a_given_name_with_a_family_name_that_is_not_known_together_is_one_person() -> None:
    assert masked("Toen zei Daan Jansen niets.") == f"Toen zei {OTHER} niets."


def test_a_sentence_ends_before_a_name_not_in_it() -> None:
    assert masked("Gebeld met dhr. Daan de Boer.") == f"Gebeld met dhr. {OTHER}."
    assert masked("Dat zei Noor. Jansen niet.") == f"Dat zei Noor. {CAPITAL} niet."


# --- whose name stays -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Noor vertelt. NOOR VISSER huilt, noor ook, en Noors moeder en Noortje en N. Visser.",
        "Visser, Noor (2B) was er; N.V. ook.",
        "We lopen vandaan, in september, semester, Daantjesweg en kasboek.",
        "Annahof en Rooseveld staan er niet in.",
        "De storm en de roos. Ik ben in mei op 12 Mei geweest. De boer is groen.",
        "Meneer Van Dam en juf Saskia kwamen erbij.",
        "n.v.t., b.v., d.w.z. en o.a. zijn geen voorletters",
        "",
        " \n\t ",
    ],
)
def test_the_own_name_and_ordinary_words_stay_exactly_as_typed(text: str) -> None:
    result = search(text)

    assert (result.text, result.hits) == (text, ())


def test_everything_but_the_names_stays_exactly_as_typed() -> None:
    text = "\u200b  Daan\u00a0 zei:\r\n\t«e\u0301e\u0301n»  \ud800 Sem...  "

    assert masked(text) == text.replace("Daan", CAPITAL).replace("Sem", OTHER)


# --- what is asked --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("Roos was er, en Storm ook.", [("Roos", Why.WORD), ("Storm", Why.WORD)]),
        ("Het was Mei die riep.", [("Mei", Why.WORD)]),
        ("Hij zag roos staan.", [("roos", Why.WORD)]),
        ("Hij zag daan staan.", [("daan", Why.LOWER)]),
        ("Het is van der berg.", [("van der berg", Why.WORD)]),
        ("De Boer lachte.", [("De Boer", Why.WORD)]),
        ("Vandaag kwam Daantje.", [("Daantje", Why.SMALL)]),
        ("Vandaag kwam Semmetje.", [("Semmetje", Why.SMALL)]),
        ("Het was Fleur.", [("Fleur", Why.PART)]),
        ("Het was Berg.", [("Berg", Why.PART)]),
        ("Dat zei Li.", [("Li", Why.SHORT)]),
        ("D. de B. en S.J. waren er.", [("D. de B.", Why.INITIALS), ("S.J.", Why.INITIALS)]),
        ("Mevrouw Bakker belde.", [("Bakker", Why.ADULT)]),
        ("Daarna juf Anna.", [("Anna", Why.ADULT)]),
    ],
)
def test_what_may_be_a_name_or_something_else_is_asked(
    text: str, doubts: list[tuple[str, Why]]
) -> None:
    assert doubts_in(text) == doubts


def test_a_doubt_is_left_out_unless_somebody_keeps_it() -> None:
    result = search("Daan zag Roos. Roos zag Storm.")
    first, second, storm = result.doubts

    assert result.text == f"{CAPITAL} zag {OTHER}. {CAPITAL} zag {OTHER}."
    assert result.written([first, storm]) == f"{CAPITAL} zag Roos. {CAPITAL} zag Storm."
    assert result.written(result.doubts) == f"{CAPITAL} zag Roos. Roos zag Storm."
    assert (second.start, result.word(second)) == (15, "Roos")


def test_whoever_is_involved_is_named_for_sure_by_a_capital() -> None:
    assert masked("Toen zei Roos dat Storm lachte.", "roos", "storm") == (
        f"Toen zei {OTHER} dat {OTHER} lachte."
    )
    assert masked("Toen zei daan niets.", "daan") == f"Toen zei {OTHER} niets."
    assert doubts_in("Ben lacht. Dat roos lacht.", "ben", "roos") == [
        ("Ben", Why.WORD),
        ("roos", Why.WORD),
    ]


def test_a_writer_without_capitals_is_asked_about_the_common_words_of_who_is_involved() -> None:
    assert doubts_in("noor zegt dat ben lacht", "ben") == [("ben", Why.WORD)]
    assert doubts_in("noor zegt dat ben lacht") == []
    assert doubts_in("Noor zegt dat ik er ben", "ben") == []


def test_a_typing_error_in_the_name_of_who_is_involved_is_asked() -> None:
    text = "Vandaag zei Yussuf dat Dana, Emmma en Jnasen lachten. Daar was Noord."

    assert doubts_in(text, "yusuf", "daan", "emma", "sem") == [
        ("Yussuf", Why.SPELLING),
        ("Dana", Why.SLIP),
        ("Emmma", Why.SPELLING),
        ("Jnasen", Why.SLIP),
    ]
    assert doubts_in("Vandaag zei Dana dat. Daar was Noord.") == []


def test_one_letter_is_asked_only_about_who_is_involved() -> None:
    assert doubts_in("Toen zei D. niets, en E. ook niet.", "daan") == [("D.", Why.INITIALS)]
    assert doubts_in("Toen zei D. niets, en E. ook niet.") == []


def test_a_namesake_who_is_involved_is_asked_and_any_other_is_not_meant() -> None:
    assert doubts_in("Noor zegt niets.") == []
    assert doubts_in("Noor zegt niets. Visser ook.", "noor_b") == [("Noor", Why.NAMESAKE)]
    assert masked("Noor Bakker, niet Noor Visser.") == f"{CAPITAL}, niet Noor Visser."


def test_staff_are_not_in_the_book() -> None:
    assert masked("Samira el Idrissi sprak met Daan.") == f"Samira el Idrissi sprak met {OTHER}."


def test_a_pupil_whose_name_was_erased_is_found_nowhere() -> None:
    book = NameBook([("gone", PersonName("", "")), ("two", PersonName("", "Visser"))])

    assert book.find("Daan - . ' en Visser", "").text == f"Daan - . ' en {OTHER}"
    assert NameBook([]).find("Daan", "").text == "Daan"


# --- for any text ---------------------------------------------------------------------------------

OTHERS = [pupil for pupil in NAMES if pupil not in ("noor", "gone")]
FILLERS = ["kwam", "vandaag niet", "zei iets tegen", "en", ",", ".", "!\n", "–", "(2B)", "😀"]


def _spelled(name: str, how: int) -> str:
    spellings = (
        name,
        name.upper(),
        unicodedata.normalize("NFD", name),
        name.replace(" ", "\u00a0"),
        name.replace(" ", "\n"),
        name[0] + "\u200b" + name[1:],
    )
    return spellings[how % len(spellings)]


PIECE = st.one_of(
    st.sampled_from(FILLERS),
    st.tuples(st.sampled_from(OTHERS), st.integers(0, 5)),
)


@given(st.lists(PIECE, max_size=12), st.sets(st.sampled_from(OTHERS)))
@settings(deadline=None)
def test_no_full_name_of_another_pupil_is_left_unasked(
    pieces: list[str | tuple[str, int]], involved: set[str]
) -> None:
    named = [piece[0] for piece in pieces if isinstance(piece, tuple)]
    words = [p if isinstance(p, str) else _spelled(" ".join(NAMES[p[0]]), p[1]) for p in pieces]
    result = BOOK.find("Noor Visser zegt: " + " ; ".join(words), "noor", involved)

    for text in (result.text, result.written(result.doubts)):
        assert text.startswith("Noor Visser zegt:")
        assert text.casefold().count(OTHER) == len(named)
        bare = unicodedata.normalize("NFKC", text.replace("\u200b", "")).casefold()
        for pupil in named:
            assert " ".join(NAMES[pupil]).casefold() not in " ".join(bare.split())


@given(st.text(), st.sampled_from(list(NAMES)), st.sets(st.sampled_from(list(NAMES))))
@settings(max_examples=300, deadline=None)
def test_any_text_keeps_everything_outside_the_hits(
    text: str, own: str, involved: set[str]
) -> None:
    result = BOOK.find(text, own, involved)
    at, rebuilt = 0, []
    for hit in result.hits:
        assert at <= hit.start < hit.end <= len(text)
        rebuilt += [text[at : hit.start], hit.replacement]
        at = hit.end
    assert result.text == "".join([*rebuilt, text[at:]])
    assert result.original == text


@given(st.lists(st.sampled_from([*"aDB .,'’-\n\u200b\u0301@/", "Daan", "de", "Boer", "v", "s"])))
@settings(max_examples=300, deadline=None)
def test_hits_are_in_order_and_never_share_a_place(pieces: list[str]) -> None:
    hits = BOOK.find("".join(pieces), "noor", ("daan",)).hits

    assert all(left.end <= right.start for left, right in pairwise(hits))


@given(st.text(alphabet="bcfghjkpqtvwxyz 0123456789.,;\n", max_size=200))
@settings(deadline=None)
def test_a_text_without_any_name_is_the_same_text(text: str) -> None:
    assert search(text, *OTHERS).text == text
