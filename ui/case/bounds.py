"""The forms for the bounds of a case: two cases that are one, and one that is two."""

from collections.abc import Mapping

import streamlit as st

from casework.cases.case import Case, CaseState
from casework.cases.merging import Split
from casework.desk import CaseFile, Desk, MergeCandidate
from casework.entries import Entry
from casework.labels import STATES
from casework.words import enumeration, near_date, short_date
from ui import memory
from ui.case import case_address, links
from ui.case.recording import show_with_bar
from ui.forms.field import Field, MultiPills, Pills, TextArea
from ui.forms.form import Form
from ui.labels import distinct, plain
from ui.melding.related_cases import reasons

NEW_CASE = "new_case"


def merge(desk: Desk, file: CaseFile) -> None:
    """Which case is the same one, and why; nothing to choose when there is none."""
    candidates = desk.merging.candidates(file.case.case_id)
    st.caption(
        f"Zaak {file.case.label} blijft bestaan en krijgt alles uit de andere zaak erbij, met wie "
        "het vastlegde. De meldingen tellen hier door en het hoogste niveau geldt. De andere zaak "
        "blijft leesbaar en verwijst hierheen."
    )
    if not candidates:
        st.write(
            "Er is geen andere lopende zaak met een leerling uit deze zaak. Is de andere zaak "
            "ouder? Open die dan en voeg deze daar toe."
        )
        return
    for candidate in candidates:
        _candidate(desk, candidate)
    labels = {candidate.summary.case_id: candidate.summary.label for candidate in candidates}
    form = _merge_form(labels)

    def save(desk: Desk) -> str:
        other_id, case_id = form.read("other"), file.case.case_id
        seen = memory.number_seen(case_id)
        desk.merging.merge(
            case_id, other_id, form.read("reason"), seen=seen, form_key=form.form_key
        )
        case_address.back_when_stored()
        return f"Zaak {labels[other_id]} staat nu in zaak {file.case.label}."

    show_with_bar(form, "Samenvoegen", save)


def _merge_form(labels: Mapping[str, str]) -> Form:
    options = {case_id: f"Zaak {label}" for case_id, label in labels.items()}
    needed = "Kies de zaak die hierbij hoort."
    return Form(
        "merge",
        Pills("other", "Welke zaak hoort bij deze?", options, required=needed),
        TextArea("reason", "Waarom is dit één zaak?"),
    )


def _candidate(desk: Desk, candidate: MergeCandidate) -> None:
    case = candidate.summary
    classes = enumeration(case.class_names) or "geen klas"
    st.markdown(
        f"**Zaak {plain(case.label)}** · {plain(classes)} · {STATES[CaseState(case.state)]} · "
        f"niveau {case.level} · laatste melding {near_date(case.last_report_on, desk.today)}"
    )
    alike = reasons(candidate.reasons) or "een leerling komt in beide zaken voor"
    st.caption(f"Lijkt hierop: {plain(alike)}.")
    links.to_case(case.case_id, case.label)


def split(file: CaseFile) -> None:
    """Who goes on in a case of its own, from which melding, and who stays here as well."""
    case = file.case
    st.caption(
        "Een deel van deze zaak gaat verder als eigen zaak, op niveau 1. Meldingen die je kiest "
        "verhuizen mee, met de gesprekken en contacten van die leerlingen. De eerste melding van "
        "deze zaak blijft hier ook staan. Niets wordt gewist."
    )
    form = _split_form(file)

    def save(desk: Desk) -> str:
        roles = {pupil: form.read(_role_of(pupil)) for pupil in case.parts}
        how = Split(
            {pupil: role for pupil, role in roles.items() if role},
            tuple(int(number) for number in form.read("reports")),
            frozenset(form.read("staying")),
            form.read("reason"),
        )
        seen = memory.number_seen(case.case_id)
        receipt = desk.merging.split(case.case_id, how, seen=seen, form_key=form.form_key)
        memory.remember(NEW_CASE, (receipt.subject_id, receipt.label))
        case_address.back_when_stored()
        return f"Zaak {receipt.label} is gemaakt."

    with form.container():
        st.markdown("**Wie gaat verder in de nieuwe zaak, en in welke rol?**")
        form.draw(*map(_role_of, case.parts))
        form.draw_refusal("pupils")
        form.draw("staying", "reports", "reason")
        with st.container(key="save_bar"):
            form.submit("Zaak splitsen", save, primary=True)


def _split_form(file: CaseFile) -> Form:
    names = {pupil: file.full_name(pupil) for pupil in file.case.parts}
    reports = {
        str(entry.number): f"melding {report.ordinal} van {_day(file, entry)}"
        for entry, report in file.case.reports
    }
    return Form(
        "split",
        *_roles(file.case, names),
        MultiPills("staying", "Wie van hen blijft hier ook?", distinct(names)),
        MultiPills(
            "reports",
            "Welke melding hoort bij de nieuwe zaak?",
            reports,
            initial=list(reports) if len(reports) == 1 else [],
        ),
        TextArea("reason", "Waarom is dit een eigen zaak?"),
    )


def _day(file: CaseFile, entry: Entry) -> str:
    return short_date(entry.happened_on, file.case.today)


def _roles(case: Case, names: Mapping[str, str]) -> list[Field]:
    """A choice for each pupil of the case: the role in the new one, or none."""
    titles = {part.id: part.title for part in case.card.parts}
    roles = {pupil: case.card.part_title(part.role) for pupil, part in case.parts.items()}
    return [
        Pills(_role_of(pupil), plain(f"{names[pupil]} (nu: {role})"), titles)
        for pupil, role in roles.items()
    ]


def _role_of(pupil_id: str) -> str:
    return f"role_{pupil_id[:13]}"


def way_to_new_case() -> None:
    """Under the receipt of a split, once: the way to the new case."""
    new_case = memory.recall(NEW_CASE)
    if new_case:
        memory.remember(NEW_CASE, None)
        links.to_case(*new_case)
