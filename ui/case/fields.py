"""The fields of each kind of step, and the entry that they become."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

import streamlit as st

from casework import entries as kinds
from casework.cases.entry_texts import is_of
from casework.cases.messages import team_message
from casework.cases.steps import StepState
from casework.desk import CaseFile
from casework.entries import NewEntry, Payload
from casework.errors import InputRefused
from ui.case import magister, measure
from ui.forms.form import Form
from ui.labels import KEPT, WORDS, enumeration, long_date, plain

Draw = Callable[[Form, CaseFile, StepState], None]
ALONE = ("target", "displaying")
TRIANGLE = "triangle"
PRESENT_AT_TRIANGLE = "Wie waren erbij: leerling, ouders en wie van school?"


@dataclass(frozen=True)
class StepFields:
    """How one kind of step is asked and read; `act` is the word on its button.

    `ahead` draws what stands outside the form, because the fields depend on it; `also` gives the
    entries that are stored in the same go.
    """

    act: str
    draw: Draw
    read: Callable[[Form, CaseFile, StepState], Payload]
    ahead: Draw | None = None
    also: Callable[[Form, CaseFile, StepState, date], list[NewEntry]] | None = None


def day_of(form: Form) -> date:
    """The day that was filled in; refused when it was left empty."""
    day = form.value("happened_on")
    if day is None:
        raise InputRefused("Kies de datum waarop het was.", "happened_on")
    return day if isinstance(day, date) else day[0]


def entries_of(form: Form, file: CaseFile, state: StepState) -> list[NewEntry]:
    """The entries that the filled form stands for; the first one is of the step itself."""
    fields, day = STEP_FIELDS[state.step.form], day_of(form)
    said = fields.read(form, file, state)
    first = NewEntry(said, day, state.step.id, state.pupil_id)
    return [first, *(fields.also(form, file, state, day) if fields.also else [])]


def chosen(form: Form, field: str, sentence: str) -> str:
    """A code that has to be chosen."""
    code = form.code(field)
    if not code:
        raise InputRefused(sentence, field)
    return code


def _draw_talk(form: Form, file: CaseFile, state: StepState) -> None:
    if state.step.gate:
        form.tick("target_agrees", "De gepeste leerling wil dit gesprek zelf")
        form.line("led_by", WORDS["led_by"])
    with_parents = state.step.guide == TRIANGLE
    form.line("present", PRESENT_AT_TRIANGLE if with_parents else WORDS["present"])
    form.area("notes", WORDS["notes"], "Schrijf wat de leerling zei, niet wat je vermoedt.")
    form.area("agreements", WORDS["agreements"])
    form.day("next_on", "Wanneer spreken jullie elkaar weer?")
    st.caption("Vul je een dag in, dan staat de afspraak die dag op Vandaag.")
    if state.step.per in ALONE:
        form.score("safety_score", "Hoe veilig voelt de leerling zich op school? (1-10, mag leeg)")


def _read_talk(form: Form, file: CaseFile, state: StepState) -> Payload:
    return kinds.TalkHeld(
        target_agrees=bool(form.value("target_agrees")) if state.step.gate else None,
        next_on=form.value("next_on"),
        safety_score=form.value("safety_score"),
        led_by=form.words("led_by"),
        present=form.words("present"),
        notes=form.words("notes"),
        agreements=form.words("agreements"),
    )


def _draw_check_in(form: Form, file: CaseFile, state: StepState) -> None:
    form.score("safety_score", "Hoe veilig voelt de leerling zich? (1-10, mag leeg)")
    form.area("note", WORDS["note"])


def _read_check_in(form: Form, file: CaseFile, state: StepState) -> Payload:
    return kinds.CheckedIn(safety_score=form.value("safety_score"), note=form.words("note"))


def _draw_analysis(form: Form, file: CaseFile, state: StepState) -> None:
    case, lists = file.case, file.case.card.lists
    st.caption("Vul aan wat je nu weet. Wat er al staat, blijft staan.")
    form.many("kinds", "Wat: welke soort?", lists["kinds"], case.all_codes("kinds"))
    form.area("what", WORDS["what"])
    form.many("places", "Waar?", lists["places"], case.all_codes("places"))
    form.day("incident_on", "Wanneer was het voorval?", case.incident_on)
    form.one("since", "Sinds wanneer speelt het?", lists["since"], case.latest("since"))
    form.one("frequency", "Hoe vaak?", lists["frequency"], case.latest("frequency"))
    form.area("why", WORDS["why"])
    form.pills("verdict", "Wat is het volgens jou?", lists["verdicts"], case.verdict)


def _read_analysis(form: Form, file: CaseFile, state: StepState) -> Payload:
    return kinds.AnalysisAdded(
        incident_on=form.value("incident_on"),
        since=form.code("since"),
        frequency=form.code("frequency"),
        kinds=form.codes("kinds"),
        places=form.codes("places"),
        verdict=form.code("verdict"),
        what=form.words("what"),
        why=form.words("why"),
    )


def _draw_serious(form: Form, file: CaseFile, state: StepState) -> None:
    signs = file.case.card.words("serious", file.case.all_codes("serious"))
    st.warning(f"Genoemd bij de melding: {plain(signs)}.", icon=":material/priority_high:")
    form.one("route", "Welke weg kiezen jullie?", file.case.card.lists["routes"])
    form.area("reason", "Waarom deze weg?")


def _read_serious(form: Form, file: CaseFile, state: StepState) -> Payload:
    route = chosen(form, "route", "Kies welke weg jullie volgen.")
    return kinds.SeriousDecided(route=route, reason=form.words("reason"))


def _draw_review(form: Form, file: CaseFile, state: StepState) -> None:
    taken = next(m for m in file.case.measures if m.number == state.occurrence)
    known = file.case.card.measure(taken.said.measure)
    st.text(f"Afgesproken: {known.title if known else taken.said.measure}")
    if taken.said.words:
        st.text(taken.said.words)
    form.pills("outcome", "Hoe is het nu?", file.case.card.lists["outcomes"])
    form.area("notes", WORDS["note"])


def _read_review(form: Form, file: CaseFile, state: StepState) -> Payload:
    return kinds.MeasureReviewed(
        measure_number=state.occurrence,
        outcome=chosen(form, "outcome", "Kies hoe het nu is."),
        notes=form.words("notes"),
    )


def _draw_involved(form: Form, file: CaseFile, state: StepState) -> None:
    st.caption("Leg vast dat je de zaak hebt gezien. Wat je ermee doet, mag erbij.")
    form.area("note", WORDS["note"])
    measure.draw_together(form, file, state)


def _read_involved(form: Form, file: CaseFile, state: StepState) -> Payload:
    return kinds.ColleagueInvolved(level=state.step.level, note=form.words("note"))


def _draw_parents(form: Form, file: CaseFile, state: StepState) -> None:
    form.pills("way", "Hoe heb je contact gehad?", file.case.card.lists["ways"])
    form.area("reaction", WORDS["reaction"])


def _read_parents(form: Form, file: CaseFile, state: StepState) -> Payload:
    way = chosen(form, "way", "Kies hoe je contact hebt gehad.")
    return kinds.ParentsInformed(way=way, reaction=form.words("reaction"))


def _draw_magister(form: Form, file: CaseFile, state: StepState) -> None:
    st.caption("Druk pas op de knop als de tekst in Magister staat.")


def _read_magister(form: Form, file: CaseFile, state: StepState) -> Payload:
    return magister.noted(form)


def _draw_team(form: Form, file: CaseFile, state: StepState) -> None:
    st.caption("Kopieer dit bericht voor het docententeam. Er staan geen namen en details in.")
    made = team_message(file.case, enumeration(file.class_names))
    st.code(made, language=None, wrap_lines=True)
    form.area("message", "Heb je iets anders gestuurd? Plak het hier.")


def _read_team(form: Form, file: CaseFile, state: StepState) -> Payload:
    made = team_message(file.case, enumeration(file.class_names))
    return kinds.TeamInformed(message=form.words("message") or made)


def _draw_stopped(form: Form, file: CaseFile, state: StepState) -> None:
    st.caption("Gestopt is het pas als de gepeste leerling dat zelf zegt.")
    form.one("said_by", "Wie zegt het?", file.case.card.lists["said_by"])
    form.area("words", "De eigen woorden van de gepeste leerling")


def _read_stopped(form: Form, file: CaseFile, state: StepState) -> Payload:
    said_by = chosen(form, "said_by", "Kies wie zegt dat het gestopt is.")
    return kinds.Stopped(said_by=said_by, words=form.words("words"))


def _draw_aftercare(form: Form, file: CaseFile, state: StepState) -> None:
    form.pills("outcome", "Hoe is het nu?", file.case.card.lists["outcomes"])
    form.score("safety_score", "Hoe veilig voelt de leerling zich op school? (1-10, mag leeg)")
    form.area("notes", WORDS["notes"])


def _read_aftercare(form: Form, file: CaseFile, state: StepState) -> Payload:
    return kinds.AftercareDone(
        planned_number=state.occurrence,
        outcome=chosen(form, "outcome", "Kies hoe het nu is."),
        safety_score=form.value("safety_score"),
        notes=form.words("notes"),
    )


def _draw_evaluation(form: Form, file: CaseFile, state: StepState) -> None:
    helped = file.case.card.lists["helped"]
    form.many("worked", "Wat hielp?", helped)
    form.many("failed", "Wat hielp niet?", helped)
    form.area("what_helped", "Over wat hielp, in eigen woorden")
    form.area("what_did_not", "Over wat niet hielp, in eigen woorden")


def _read_evaluation(form: Form, file: CaseFile, state: StepState) -> Payload:
    return kinds.Evaluated(
        helped=form.codes("worked"),
        not_helped=form.codes("failed"),
        what_helped=form.words("what_helped"),
        what_did_not=form.words("what_did_not"),
    )


def _draw_support(form: Form, file: CaseFile, state: StepState) -> None:
    form.area("question", "Wat wil je aan het ondersteuningsteam vragen?")
    form.area("tried", WORDS["tried"], value=tried_so_far(file))


def _read_support(form: Form, file: CaseFile, state: StepState) -> Payload:
    return kinds.SupportAsked(question=form.words("question"), tried=form.words("tried"))


def tried_so_far(file: CaseFile) -> str:
    """What was done in this case, in lines: the start of a question to the ondersteuningsteam."""
    case = file.case
    talks = [case.card.step(entry.step).title for entry, _ in case.of(kinds.TalkHeld)]
    known = [case.card.measure(taken.said.measure) for taken in case.measures]
    outcomes = [case.card.word("outcomes", m.outcome) for m in case.measures if m.outcome]
    lines = [
        *dict.fromkeys(talks),
        *(f"Maatregel: {one.title}" for one in known if one),
        *(f"Uitkomst: {outcome}" for outcome in outcomes),
    ]
    return "\n".join(lines)


def _draw_agreement(form: Form, file: CaseFile, state: StepState) -> None:
    talk, agreed = next(one for one in file.case.talks_with_a_date if is_of(one[0], state))
    st.caption(f"Afgesproken op {long_date(talk.happened_on)}:")
    st.text(agreed.agreements or "Er staat niet bij wat er is afgesproken.")
    form.pills("kept", "Is het gelukt?", KEPT)
    form.area("notes", WORDS["note"])


def _read_agreement(form: Form, file: CaseFile, state: StepState) -> Payload:
    kept = cast(Literal["yes", "partly", "no"], chosen(form, "kept", "Kies of het is gelukt."))
    return kinds.AgreementReviewed(
        talk_number=state.occurrence, kept=kept, notes=form.words("notes")
    )


STEP_FIELDS: dict[str, StepFields] = {
    "analysis_added": StepFields("Aanvullen", _draw_analysis, _read_analysis),
    "serious_decided": StepFields("Besluit vastleggen", _draw_serious, _read_serious),
    "talk_held": StepFields("Gesprek vastleggen", _draw_talk, _read_talk),
    "agreement_reviewed": StepFields("Vastleggen", _draw_agreement, _read_agreement),
    "checked_in": StepFields("Vastleggen", _draw_check_in, _read_check_in),
    "measure_agreed": StepFields(
        "Maatregel vastleggen", measure.draw, measure.read, ahead=measure.choose
    ),
    "measure_reviewed": StepFields("Uitkomst vastleggen", _draw_review, _read_review),
    "colleague_involved": StepFields(
        "Gezien",
        _draw_involved,
        _read_involved,
        ahead=measure.choose_together,
        also=measure.read_together,
    ),
    "parents_informed": StepFields("Contact vastleggen", _draw_parents, _read_parents),
    "magister_noted": StepFields(
        "In Magister gezet", _draw_magister, _read_magister, magister.show_text
    ),
    "team_informed": StepFields("Bericht verstuurd", _draw_team, _read_team),
    "stopped": StepFields("Vastleggen dat het gestopt is", _draw_stopped, _read_stopped),
    "aftercare_done": StepFields("Nazorg vastleggen", _draw_aftercare, _read_aftercare),
    "evaluated": StepFields("Evaluatie vastleggen", _draw_evaluation, _read_evaluation),
    "support_asked": StepFields("Vraag stellen", _draw_support, _read_support),
}
