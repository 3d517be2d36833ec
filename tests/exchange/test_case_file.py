"""A case on paper: everything of it, as text, for who may see it and nobody else."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.entries import KINDS, Entry, NewEntry, Payload
from casework.errors import NotHere, NotPrinted
from exchange import pdf as pdf_making
from exchange.case_file import case_pdf, file_name
from tests.cast import TODAY, Cast
from tests.exchange.pdf_reading import read, squeezed, tags, words

HERE = Path(__file__).parents[2]
HOSTILE = (
    '#panic("x") $x^2$ *vet* _schuin_ [a](b) <label> @ref \\u{41} // /* */ `code` = kop',
    '#import "@preview/x:1.0.0"; #read("/etc/passwd"); #eval("1+1")',
    '"},"timeline":[{"head":"ingevoegd"}]',
    "regel een\nregel twee\n\n\n\nregel drie",
    "Goed \U0001f44d zo \u202eomgekeerd\u202c en مرحبا",
    "x" * 60,
)


class Paper:
    """A case of Samira's that is recorded in and printed."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.desk = cast.desk("Samira")
        self.case_id = cast.case(incident_on=TODAY, why="Ruzie in een groepsapp.").subject_id

    def record(self, payload: Payload, step: str = "", pupil: str = "Noor") -> int:
        seen = len(self.cast.store.log.entries(self.case_id))
        new = [NewEntry(payload, TODAY, step, self.cast.pupils[pupil] if pupil else "")]
        stored = self.desk.cases.record(self.case_id, new, seen=seen, form_key=str(uuid4()))
        return stored.numbers[0]

    def pdf(self) -> bytes:
        return case_pdf(self.desk.cases.printed(self.case_id))


@pytest.fixture
def paper(cast: Cast) -> Paper:
    return Paper(cast)


def test_who_how_it_stands_the_card_the_questions_and_the_timeline_are_on_paper(
    paper: Paper,
) -> None:
    paper.record(kinds.TalkHeld(notes="Noor wil rust.", safety_score=4), "talk_target")
    page_text = words(paper.pdf())

    for part in (
        "Zaak 2026-001",
        "Vertrouwelijk",
        "School: Het Lindelyceum",
        "Klas: 2B",
        "Mentor: Samira el Idrissi",
        "Afgedrukt op 23-11-2026 13:00 door Samira el Idrissi",
        "Noor Visser gepeste 2B",
        "Daan de Boer pestende leerling 2B",
        "niveau 1 (mentor) · loopt · 1 melding",
        "Gesprek met de pestende leerling Daan de Boer mentor 27-11-2026",
        "In gesprek Gesprek met de gepeste leerling Noor Visser gedaan 23-11-2026",
        "Voorval op maandag 23 november 2026",
        "Ruzie in een groepsapp.",
        "maandag 23 november 2026 · Gesprek met de gepeste leerling · Noor V.",
        "Voelt zich 4 op 10 veilig",
        "Noor wil rust.",
        "vastgelegd door Samira el Idrissi, 23-11-2026 13:00",
    ):
        assert part in page_text
    assert page_text.index("Melding 1") < page_text.index(
        "Gesprek met de gepeste leerling · Noor V."
    )


def test_every_page_says_which_case_and_which_page_it_is(paper: Paper) -> None:
    paper.record(kinds.CheckedIn(note="Een lange dag. " * 800), "check_in")
    pages = [page.extract_text() for page in read(paper.pdf()).pages]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Zaak 2026-001 · blad {number} van {len(pages)}" in page
        assert "Afgedrukt op 23-11-2026 13:00 door Samira el Idrissi" in page


def test_a_screen_reader_gets_title_language_headings_and_table_heads(paper: Paper) -> None:
    pdf = paper.pdf()
    root = read(pdf).trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    assert read(pdf).metadata.title == "Zaak 2026-001"  # type: ignore[union-attr]
    page_text = tags(pdf)
    assert [tag for tag in page_text if tag in ("H1", "H2")] == ["H1"] + ["H2"] * 5
    assert page_text.count("Table") == 3
    assert page_text.count("TH") == 3 + 4 + 5


def test_what_was_struck_out_is_there_and_shown_as_struck_out(paper: Paper) -> None:
    number = paper.record(kinds.CheckedIn(note="Bij de verkeerde leerling."), "check_in")
    before = paper.pdf()
    paper.record(kinds.EntryWithdrawn(number=number, reason="Vergist."), pupil="")
    pdf = paper.pdf()
    page_text = words(pdf)

    assert "Even gevraagd hoe het gaat · Noor V. (doorgehaald)" in page_text
    assert "Bij de verkeerde leerling." in page_text
    assert "Vastlegging doorgehaald" in page_text
    assert "Even gevraagd hoe het gaat · Noor V., 23 nov" in page_text
    assert "Vergist." in page_text
    assert b"LineThrough" not in _plain(before)
    assert b"LineThrough" in _plain(pdf)


def _plain(pdf: bytes) -> bytes:
    """Every object of the file, as pypdf reads it."""
    reader = read(pdf)
    return b" ".join(
        repr(reader.get_object(number)).encode() for number in range(1, reader.trailer["/Size"])
    )


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_in_every_field_comes_out_as_text(paper: Paper, typed: str) -> None:
    """Every kind of entry with every field of words filled, as the log could hold it."""
    printed = paper.desk.cases.printed(paper.case_id)
    case = printed.file.case
    entries = [*case.entries, *_one_of_each(case.entries[-1], typed, paper.cast)]
    object.__setattr__(case, "entries", tuple(entries))

    page_text = squeezed(words(case_pdf(printed)))

    printable_text = re.sub("[\u202c\u202e\U0001f44d]", "", typed)
    times = sum(len(model.sealed_fields()) for model in _kinds_of_a_case())
    for piece in re.split(r"\s+|[^\x00-\x7f]+", printable_text):
        assert page_text.count(squeezed(piece)) >= times


def _kinds_of_a_case() -> list[type[Payload]]:
    apart = (kinds.CaseOpened, kinds.MentorHourHeld)
    return [model for model in KINDS.values() if model not in apart]


def _one_of_each(last: Entry, typed: str, cast: Cast) -> list[Entry]:
    made: list[Entry] = []
    for model in _kinds_of_a_case():
        filled: dict[str, Any] = dict.fromkeys(model.sealed_fields(), typed)
        payload = model.model_construct(**{**_defaults(model), **filled})
        made.append(
            Entry(
                last.subject_id,
                last.number + len(made) + 1,
                payload,
                TODAY,
                last.recorded_at.replace(minute=30),
                cast.staff["Samira"],
                1,
                "talk_target",
                cast.pupils["Noor"],
            )
        )
    return made


def _defaults(model: type[Payload]) -> dict[str, Any]:
    """A value for each field that must have one: an existing number, a day, a code."""
    values: dict[Any, Any] = {int: 1, str: "target", Literal["yes", "partly", "no"]: "no"}
    return {
        name: values.get(field.annotation, TODAY)
        for name, field in model.model_fields.items()
        if field.is_required()
    }


def test_what_an_entry_refers_to_is_told(paper: Paper) -> None:
    paper.record(kinds.AnalysisAdded(verdict="bullying", group_level=True), "five_questions", "")
    paper.record(kinds.TalkHeld(notes="Rustig.", target_agrees=False), "talk_target")
    agreed = kinds.MeasureAgreed(measure="weekly_talk", level=1, review_on=TODAY)
    number = paper.record(agreed, "measure_1", pupil="")
    reviewed = kinds.MeasureReviewed(measure_number=number, outcome="less")
    paper.record(reviewed, "measure_review", pupil="")
    page_text = words(paper.pdf())

    assert "oordeel van de mentor: pesten · groepsniveau" in page_text
    assert "Speelt in de groep" in page_text
    assert "De gepeste wil geen gesprek samen" in page_text
    title = paper.desk.card.measure("weekly_talk")
    assert title is not None
    assert page_text.count(f"Maatregel: {title.title}") == 2


def test_why_it_became_a_case_of_its_own_is_told(paper: Paper) -> None:
    payload = paper.cast.melding()
    new = paper.desk.cases.report(payload, form_key=str(uuid4()), reason="Een heel ander voorval.")
    assert "Een heel ander voorval." in words(case_pdf(paper.desk.cases.printed(new.subject_id)))


def test_typst_is_loaded_with_the_first_pdf_and_not_before() -> None:
    program = "import sys, exchange.case_file, exchange.poster; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=HERE, check=False).returncode == 0


def test_the_longest_text_that_can_be_typed_is_printed_whole(paper: Paper) -> None:
    paper.record(kinds.CheckedIn(note="Vandaag " * 6_249 + "einde"), "check_in")
    page_text = words(paper.pdf())
    assert page_text.count("Vandaag") == 6_249
    assert "einde" in page_text


def test_the_same_case_at_the_same_moment_gives_the_same_bytes(paper: Paper) -> None:
    assert paper.pdf() == paper.pdf()


def test_every_print_is_on_record_and_looking_is_not_a_print(paper: Paper) -> None:
    paper.desk.cases.open(paper.case_id)
    paper.pdf()
    paper.pdf()
    lines = paper.cast.store.access_log.lines(TODAY, TODAY)
    assert sorted(line.reason for line in lines) == ["", "afgedrukt", "afgedrukt"]
    assert {line.staff_name for line in lines} == {"Samira el Idrissi"}


@pytest.mark.parametrize("name", ["Joris", "Fatima", "Willem", "Anneke", "Ineke", "Dirk"])
def test_who_may_not_see_a_case_cannot_print_it_and_leaves_no_print(
    paper: Paper, name: str
) -> None:
    with pytest.raises(NotHere):
        paper.cast.desk(name).cases.printed(paper.case_id)
    assert paper.cast.store.access_log.lines(TODAY, TODAY) == []


def test_the_file_has_no_name_of_a_person_in_its_own(paper: Paper) -> None:
    assert file_name(paper.desk.cases.open(paper.case_id).case) == "zaak-2026-001.pdf"


def test_a_failure_tells_nothing_of_what_was_to_be_printed(
    paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "case_file.typ").write_text("#panic(sys.inputs.data)")
    monkeypatch.setattr(pdf_making, "TEMPLATES", tmp_path)
    with pytest.raises(NotPrinted) as refusal:
        paper.pdf()
    assert "Noor" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__


def test_a_template_reads_no_file_outside_its_folder(
    paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "templates"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("geheim")
    (inside / "case_file.typ").write_text('#read("../secret.txt")')
    monkeypatch.setattr(pdf_making, "TEMPLATES", inside)
    with pytest.raises(NotPrinted):
        paper.pdf()
