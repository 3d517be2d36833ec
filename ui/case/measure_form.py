"""The step of a measure: choosing one with its risk in sight, alone or with another step."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

import streamlit as st

from casework import entries as kinds
from casework.card.model import Measure
from casework.cases.steps import StepState
from casework.desk import CaseFile
from casework.entries import NewEntry, Payload
from casework.labels import FIELD_TITLES, OWNERS
from ui import memory
from ui.case.measures import risk_badge
from ui.case.step_form import StepForm
from ui.forms.field import Checkbox, Day, Field, Pills, Radio, TextArea, TextLine
from ui.forms.form import Form
from ui.labels import RISKS, distinct, plain

WEEKS_TO_REVIEW = 2
FOR_MORE = "all"
TOGETHER = "together"


class MeasureForm(StepForm):
    """For whom, what, with whom, until when; a reason only where the measure often backfires."""

    act = "Maatregel vastleggen"
    kind: ClassVar[type[Payload]] = kinds.MeasureAgreed

    def fields(self) -> Sequence[Field]:
        measures = {m.id: f"{m.title} ({RISKS[m.risk]})" for m in self.card.measures}
        return [
            Radio(
                "measure",
                "Welke maatregel past hier?",
                measures,
                required="Kies een maatregel uit de lijst.",
            ),
            Pills("for_pupil", "Voor wie?", self._for_whom()),
            TextArea("words", "In eigen woorden: wat spreken jullie af?"),
            TextLine("with_whom", FIELD_TITLES["with_whom"]),
            *self._agreed_by(),
            Day("until", "Tot wanneer? (mag leeg)"),
            Day("review_on", "Wanneer kijk je of het werkt?", initial=self._review_day()),
            TextArea("reason", "Deze maatregel werkt vaak averechts. Waarom past hij hier wel?"),
        ]

    def _agreed_by(self) -> list[Field]:
        """From the second level on a colleague may have agreed it."""
        if self._level() == 1:
            return []
        roles: dict[str, str] = {level.who: OWNERS[level.who] for level in self.card.levels}
        who = self.state.step.who
        return [Pills("agreed_by", "Wie spreekt de maatregel af?", roles, initial=who)]

    def draw_ahead(self, form: Form) -> None:
        form.draw("measure")
        if measure := self._chosen(form):
            st.markdown(f"{risk_badge(measure)} {plain(measure.why)}")

    def draw(self, form: Form, /) -> None:
        measure = self._chosen(form)
        self._offer_pupil(form, measure)
        left_out = {"measure"} if measure and measure.risk == "red" else {"measure", "reason"}
        form.draw(*(field for field in self.fields() if field.name not in left_out))

    def fixed(self) -> dict[str, Any]:
        return {"level": self._level()}

    def answers(self, form: Form) -> dict[str, Any]:
        answers = super().answers(form)
        for_pupil = answers["for_pupil"]
        return answers | {"for_pupil": "" if for_pupil == FOR_MORE else for_pupil}

    def _chosen(self, form: Form) -> Measure | None:
        return self.card.measure(form.value("measure") or "")

    def _offer_pupil(self, form: Form, measure: Measure | None) -> None:
        """With each new choice of a measure: the one pupil whom it is meant for, if none is."""
        offered = form.key("offered")
        if measure is None or memory.recall(offered) == measure.id:
            return
        memory.remember(offered, measure.id)
        pupils = self.case.pupils(measure.about) if measure.about else []
        if len(pupils) == 1 and not form.read("for_pupil") and "for_pupil" not in form.filled:
            form.fill("for_pupil", pupils[0])

    def _for_whom(self) -> dict[str, str]:
        pupils = distinct({pupil: self.file.name(pupil) for pupil in self.case.parts})
        return pupils | {FOR_MORE: "voor meer leerlingen"}

    def _level(self) -> int:
        return self.state.step.level or self.case.level

    def _review_day(self) -> date:
        return self.case.school_days.after(self.case.today + timedelta(weeks=WEEKS_TO_REVIEW), 0)


class ColleagueForm(StepForm):
    """Who takes note of a case may agree a measure in the same go, of the level responded to."""

    act = "Gezien"
    kind: ClassVar[type[Payload]] = kinds.ColleagueInvolved

    def __init__(self, file: CaseFile, state: StepState) -> None:
        super().__init__(file, state)
        self.measure = MeasureForm(file, state)

    def fields(self) -> Sequence[Field]:
        return [TextArea("note", FIELD_TITLES["note"])]

    def extra_fields(self) -> Sequence[Field]:
        return [Checkbox(TOGETHER, "Ik spreek meteen een maatregel af"), *self.measure.fields()]

    def fixed(self) -> dict[str, Any]:
        return {"level": self.state.step.level}

    def draw_ahead(self, form: Form) -> None:
        form.draw(TOGETHER)
        if form.read(TOGETHER):
            self.measure.draw_ahead(form)

    def draw(self, form: Form, /) -> None:
        st.caption("Leg vast dat je de zaak hebt gezien. Wat je ermee doet, mag erbij.")
        super().draw(form)
        if form.read(TOGETHER):
            self.measure.draw(form)

    def extra_entries(self, form: Form, day: date, /) -> list[NewEntry]:
        if not form.read(TOGETHER):
            return []
        steps = [step for step in self.card.steps if step.form == kinds.MeasureAgreed.kind]
        own = next((step for step in steps if step.level == self.state.step.level), steps[0])
        payload = kinds.MeasureAgreed(**self.measure.answers(form))
        return [NewEntry(payload, day, own.id)]
