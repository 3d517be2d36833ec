"""Minutes on paper: what was decided, by whom and when, with letters unless names are asked for."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.desk import Desk
from casework.entries import NewEntry
from exchange.minutes import file_name, minutes_pdf
from tests.cast import TODAY, Cast, desk_with
from tests.exchange.pdf_reading import read, tags, words

HOSTILE = '#panic("x") $x^2$ *vet* <label> @ref \\u{41} // `code` = kop'


class TargetCheck:
    """A meeting about two cases; the first has a decision, the second was not reached."""

    def __init__(self, cast: Cast, decision: str = "Noor belt Daan niet zelf.") -> None:
        self.cast = cast
        self.cases = [self._case("Noor", "Daan"), self._case("Yusuf", "Emma")]
        desk = self.desk()
        here = [cast.staff["Anneke"]]
        self.meeting_id = desk.meetings.start(self.cases, here, "jeugdarts", self.key()).subject_id
        desk.meetings.turn_to(self.meeting_id, self.cases[0], seen=0, form_key=self.key())
        self.decide(decision)

    def key(self) -> str:
        return str(uuid4())

    def desk(self, minutes: int = 0) -> Desk:
        now = datetime.combine(TODAY, time(12), UTC) + timedelta(minutes=minutes)
        return desk_with(self.cast.desk("Anneke"), now=lambda: now)

    def _case(self, target: str, displaying: str) -> str:
        desk = self.cast.desk("Samira")
        payload = self.cast.melding(target=target, displaying=displaying)
        case_id = desk.cases.report(payload, form_key=self.key()).subject_id
        asked = kinds.SupportAsked(question=f"Hoe helpen we {target}?")
        new = [NewEntry(asked, TODAY, "support")]
        desk.cases.record(case_id, new, seen=self.last(case_id), form_key=self.key())
        return case_id

    def last(self, case_id: str) -> int:
        return len(self.cast.store.log.entries(case_id))

    def decide(self, decision: str, **payload: object) -> None:
        whole = {"who": self.cast.staff["Samira"], "due_on": TODAY + timedelta(days=7), **payload}
        made = kinds.TeamDecided.model_validate({"meeting_id": "", "decision": decision, **whole})
        case_id = self.cases[0]
        seen = self.last(case_id)
        self.desk().decisions.decide(self.meeting_id, case_id, made, seen=seen, form_key=self.key())

    def pdf(self, *, named: bool = False) -> bytes:
        return minutes_pdf(self.desk(5).meetings.minutes(self.meeting_id, named=named))


@pytest.fixture
def held(cast: Cast) -> TargetCheck:
    return TargetCheck(cast)


def test_date_who_were_there_and_per_case_what_who_and_by_when(held: TargetCheck) -> None:
    page_text = words(held.pdf())
    for part in (
        "Notulen ondersteuningsteam, maandag 23 november 2026",
        "Vertrouwelijk",
        "Zonder namen van leerlingen",
        "School: Het Lindelyceum",
        "Aanwezig: Anneke Vos",
        "Ook aanwezig: jeugdarts",
        "30-11-2026 Samira el Idrissi Zaak 2026-001",
        "1. Zaak 2026-001",
        "Vraag aan het team",
        "Samira el Idrissi, uiterlijk 30-11-2026",
        "2. Zaak 2026-002",
        "Niet besproken.",
        "door Anneke Vos",
    ):
        assert part in page_text


def test_no_name_of_a_pupil_is_in_minutes_with_letters(held: TargetCheck) -> None:
    page_text = words(held.pdf())
    assert not [n for n in ("Noor", "Visser", "Daan", "Boer", "Yusuf", "Emma") if n in page_text]
    assert "eerling A" in page_text
    assert "leerling D" in page_text


def test_with_names_they_are_there_and_it_says_so(held: TargetCheck) -> None:
    page_text = words(held.pdf(named=True))
    assert "Noor belt Daan niet zelf." in page_text
    assert "Noor Visser (gepeste)" in page_text
    assert "Met namen van leerlingen" in page_text


def test_why_there_is_no_decision_is_in_the_minutes(held: TargetCheck) -> None:
    held.decide("Eerst de ouders horen.", is_decided=False)
    page_text = words(held.pdf())
    assert "Geen besluit, want Eerst de ouders horen." in page_text


def test_a_case_that_was_discussed_without_a_decision_says_so(held: TargetCheck) -> None:
    desk = held.desk(2)
    seen = desk.meetings.open(held.meeting_id).meeting.place_number
    desk.meetings.turn_to(held.meeting_id, held.cases[1], seen=seen, form_key=held.key())
    assert "Besproken; er is niets besloten." in words(held.pdf())


def test_what_was_typed_is_text_and_no_markup(cast: Cast) -> None:
    assert HOSTILE in words(TargetCheck(cast, HOSTILE).pdf())


def test_the_same_minutes_are_the_same_bytes(held: TargetCheck) -> None:
    assert held.pdf() == held.pdf()


def test_the_document_is_tagged_and_in_dutch(held: TargetCheck) -> None:
    pdf = held.pdf()
    root = read(pdf).trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    page_text = tags(pdf)
    assert page_text.count("H1") == 1
    assert {"H2", "H3", "TH", "Table"} <= set(page_text)


def test_the_name_of_the_file_has_a_day_and_no_pupil(held: TargetCheck) -> None:
    meeting = held.desk().meetings.open(held.meeting_id).meeting
    assert file_name(meeting, named=False) == "notulen-2026-11-23.pdf"
    assert file_name(meeting, named=True) == "notulen-2026-11-23-met-namen.pdf"
