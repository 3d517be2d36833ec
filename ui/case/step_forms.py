"""The form of each kind of step, by the name that the card gives it."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

import streamlit as st

from casework import entries as kinds
from casework.cases.planned_talks import planned_with
from casework.desk import CaseFile
from casework.entries import Payload
from casework.entries.talks import NOT_WANTED, OTHER_SIDE_NOT_WANTED
from casework.errors import CollectiveTalkNotAgreed
from casework.labels import AGREEMENT_OUTCOMES, FIELD_TITLES
from casework.text_direction import contained, isolated
from casework.words import long_date
from ui.case.contact_forms import ParentsForm, TeamForm
from ui.case.magister_form import MagisterForm
from ui.case.measure_form import ColleagueForm, MeasureForm
from ui.case.step_form import LINES, StepForm
from ui.forms.field import (
    Checkbox,
    Day,
    Field,
    MultiPills,
    Pills,
    Radio,
    Score,
    TextArea,
    TextLine,
)
from ui.forms.five_questions import question_field
from ui.forms.form import Form
from ui.labels import plain

ALONE = ("target", "displaying")
TRIANGLE = "triangle"
PRESENT_AT_TRIANGLE = "Wie waren erbij: leerling, ouders en wie van school?"
HOW_NOW, NEEDED_OUTCOME = "Hoe is het nu?", "Kies hoe het nu is."
ON_THAT_DAY = "Vul je een dag in, dan staat de afspraak die dag op Vandaag."
HOW_SAFE = "Hoe veilig voelt de leerling zich op school? (1-10, mag leeg)"


# The two sides of a talk together: the field of the entry, with the part and the words of it.
SIDES = {
    "target_agrees": ("target", "De gepeste leerling wil dit gesprek zelf"),
    "displaying_agrees": ("displaying", "De pestende leerling wil dit gesprek zelf"),
}
WHY_NOT = {"target_agrees": NOT_WANTED, "displaying_agrees": OTHER_SIDE_NOT_WANTED}


class TalkForm(StepForm):
    act = "Gesprek vastleggen"
    note = "notes"
    kind: ClassVar[type[Payload]] = kinds.TalkHeld

    def fields(self) -> Sequence[Field]:
        step = self.state.step
        with_parents = step.guide == TRIANGLE
        led_by = [TextLine("led_by", FIELD_TITLES["led_by"])] if step.gate else []
        return [
            *(box for boxes in self._wanted_by.values() for box in boxes),
            *led_by,
            *([Score("safety_score", HOW_SAFE)] if step.per in ALONE else ()),
            TextArea(
                "notes",
                FIELD_TITLES["notes"],
                help="Schrijf wat de leerling zei, niet wat je vermoedt.",
            ),
            TextArea("agreements", FIELD_TITLES["agreements"], height=LINES),
            Day(
                "next_on",
                "Wanneer spreken jullie elkaar weer?",
                note=ON_THAT_DAY if any(s.per == "agreement" for s in self.card.steps) else "",
            ),
            TextLine(
                "present",
                PRESENT_AT_TRIANGLE if with_parents else FIELD_TITLES["present"],
                initial=planned_with(self.case, self.state),
            ),
        ]

    @property
    def _wanted_by(self) -> dict[str, list[Checkbox]]:
        """Of a talk together, one box for each pupil who takes part in it, by side."""
        if not self.state.step.gate:
            return {}
        if self.recorded:
            # Of a talk from before a side was asked, nothing is asked afterwards.
            asked = {side for side in SIDES if getattr(self.recorded, side) is not None}
            return {side: [Checkbox(side, SIDES[side][1])] for side in SIDES if side in asked}
        boxes = {}
        for side, (role, _) in SIDES.items():
            pupils = self.case.pupils(role)
            names = [side] if len(pupils) == 1 else [f"{side}_{n}" for n in range(len(pupils))]
            boxes[side] = [
                Checkbox(name, f"{plain(self.file.name(pupil))} wil dit gesprek zelf")
                for name, pupil in zip(names, pupils, strict=True)
            ]
        return boxes

    def answers(self, form: Form) -> dict[str, Any]:
        """Each side wants it when everybody of it does; else it is refused at who does not."""
        answers = super().answers(form)
        for side, boxes in self._wanted_by.items():
            wants = {box.name: answers.pop(box.name) for box in boxes}
            answers[side] = all(wants.values())
            if not answers[side]:
                unticked = next(name for name, wants_it in wants.items() if not wants_it)
                raise CollectiveTalkNotAgreed(WHY_NOT[side], unticked)
        return answers


class CheckInForm(StepForm):
    note = "note"
    kind: ClassVar[type[Payload]] = kinds.CheckedIn

    def fields(self) -> Sequence[Field]:
        return [
            Score("safety_score", "Hoe veilig voelt de leerling zich? (1-10, mag leeg)"),
            TextArea("note", FIELD_TITLES["note"]),
        ]


class AnalysisForm(StepForm):
    act = "Aanvullen"
    kind: ClassVar[type[Payload]] = kinds.AnalysisAdded

    def fields(self) -> Sequence[Field]:
        """What has no answer yet comes first."""
        return sorted(self._questions(), key=self._is_answered)

    def _is_answered(self, field: Field) -> bool:
        in_words = (field.name in answer.answered for _, answer in self.case.answers)
        return bool(field.initial) or any(in_words)

    def _questions(self) -> list[Field]:
        """Those without which the step stays open, then the others."""
        case, ask = self.case, partial(question_field, self.card)
        since = case.latest("since")
        return [
            ask("what", FIELD_TITLES["what"]),
            ask("places", "Waar?", initial=case.all_codes("places")),
            self.choice(Pills, "since", "Sinds wanneer speelt het?", initial=since),
            ask("why", FIELD_TITLES["why"]),
            ask("verdict", "Wat is het volgens jou?", initial=case.verdict),
            self.choice(Pills, "frequency", "Hoe vaak?", initial=case.latest("frequency")),
            ask("incident_on", "Wanneer was het voorval?", initial=case.incident_on),
            ask("kinds", "Wat: welke soort?", initial=case.all_codes("kinds")),
        ]

    def draw(self, form: Form, /) -> None:
        st.caption("Vul aan wat je nu weet. Wat er al staat, blijft staan.")
        super().draw(form)


class SeriousForm(StepForm):
    act = "Besluit vastleggen"
    kind: ClassVar[type[Payload]] = kinds.SeriousDecided

    def fields(self) -> Sequence[Field]:
        return [
            self.choice(
                Radio,
                "route",
                "Welke weg kiezen jullie?",
                required="Kies welke weg jullie volgen.",
            ),
            TextArea("reason", "Waarom deze weg?"),
        ]

    def draw(self, form: Form, /) -> None:
        signs = self.card.words("serious", self.case.all_codes("serious"))
        st.warning(f"Genoemd bij de melding: {plain(signs)}.", icon=":material/priority_high:")
        super().draw(form)


class AgreementForm(StepForm):
    kind: ClassVar[type[Payload]] = kinds.AgreementReviewed

    def fields(self) -> Sequence[Field]:
        return [
            Pills("kept", "Is het gelukt?", AGREEMENT_OUTCOMES, required="Kies of het is gelukt."),
            TextArea("notes", FIELD_TITLES["note"]),
        ]

    def fixed(self) -> dict[str, Any]:
        return {"talk_number": self.state.occurrence}

    def draw(self, form: Form, /) -> None:
        talks = self.case.talks_with_a_date
        entry, talk = next(pair for pair in talks if pair[0].number == self.state.occurrence)
        st.caption(f"Afgesproken op {long_date(entry.happened_on)}:")
        st.text(contained(talk.agreements) or "Er staat niet bij wat er is afgesproken.")
        super().draw(form)


class MeasureReviewForm(StepForm):
    act = "Uitkomst vastleggen"
    kind: ClassVar[type[Payload]] = kinds.MeasureReviewed

    def fields(self) -> Sequence[Field]:
        return [
            self.choice(Pills, "outcome", HOW_NOW, required=NEEDED_OUTCOME),
            TextArea("notes", FIELD_TITLES["note"]),
        ]

    def fixed(self) -> dict[str, Any]:
        return {"measure_number": self.state.occurrence}

    def draw(self, form: Form, /) -> None:
        taken = next(m for m in self.case.measures if m.number == self.state.occurrence)
        measure = self.card.measure(taken.agreed.measure)
        st.text(isolated(f"Afgesproken: {measure.title if measure else taken.agreed.measure}"))
        if taken.agreed.words:
            st.text(contained(taken.agreed.words))
        super().draw(form)


class StoppedForm(StepForm):
    act = "Vastleggen dat het gestopt is"
    kind: ClassVar[type[Payload]] = kinds.Stopped

    def fields(self) -> Sequence[Field]:
        return [
            self.choice(
                Radio, "said_by", "Wie zegt het?", required="Kies wie zegt dat het gestopt is."
            ),
            TextArea("words", "De eigen woorden van de gepeste leerling"),
        ]

    def draw(self, form: Form, /) -> None:
        st.caption("Gestopt is het pas als de gepeste leerling dat zelf zegt.")
        super().draw(form)


class AftercareForm(StepForm):
    act = "Nazorg vastleggen"
    note = "notes"
    kind: ClassVar[type[Payload]] = kinds.AftercareDone

    def fields(self) -> Sequence[Field]:
        return [
            self.choice(Pills, "outcome", HOW_NOW, required=NEEDED_OUTCOME),
            Score("safety_score", HOW_SAFE),
            TextArea("notes", FIELD_TITLES["notes"]),
        ]

    def fixed(self) -> dict[str, Any]:
        return {"planned_number": self.state.occurrence}


class EvaluationForm(StepForm):
    act = "Evaluatie vastleggen"
    kind: ClassVar[type[Payload]] = kinds.Evaluated

    def fields(self) -> Sequence[Field]:
        return [
            self.choice(MultiPills, "helped", "Wat hielp?"),
            self.choice(MultiPills, "not_helped", "Wat hielp niet?"),
            TextArea("what_helped", "Over wat hielp, in eigen woorden"),
            TextArea("what_did_not", "Over wat niet hielp, in eigen woorden"),
        ]


class SupportForm(StepForm):
    act = "Vraag stellen"
    kind: ClassVar[type[Payload]] = kinds.SupportAsked

    def fields(self) -> Sequence[Field]:
        return [
            TextArea("question", "Wat wil je aan het ondersteuningsteam vragen?"),
            TextArea("tried", FIELD_TITLES["tried"], initial=tried_so_far(self.file)),
        ]


def tried_so_far(file: CaseFile) -> str:
    """What was done in this case, in lines: the start of a question to the ondersteuningsteam."""
    case = file.case
    talks = [case.card.step(entry.step).title for entry, _ in case.of(kinds.TalkHeld)]
    measures = [case.card.measure(taken.agreed.measure) for taken in case.measures]
    outcomes = [case.card.word("outcomes", m.outcome) for m in case.measures if m.outcome]
    lines = [
        *dict.fromkeys(talks),
        *(f"Maatregel: {measure.title}" for measure in measures if measure),
        *(f"Uitkomst: {outcome}" for outcome in outcomes),
    ]
    return "\n".join(lines)


STEP_FORMS: dict[str, type[StepForm]] = {
    form.kind.kind: form
    for form in (
        AftercareForm,
        AgreementForm,
        AnalysisForm,
        CheckInForm,
        ColleagueForm,
        EvaluationForm,
        MagisterForm,
        MeasureForm,
        MeasureReviewForm,
        ParentsForm,
        SeriousForm,
        StoppedForm,
        SupportForm,
        TalkForm,
        TeamForm,
    )
}
