"""The advice that members of the ondersteuningsteam write together on the screen of a case."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from casework import entries as kinds
from casework.cases.owner_words import sees_question_back
from casework.desk import CaseFile, Desk
from casework.desk.advice import SharedAdvice
from casework.errors import AdviceMovedOn, CaseworkError
from casework.labels import FIELD_TITLES
from casework.text_direction import contained
from casework.words import enumeration, moment
from ui import memory
from ui.case.recording import show_entry_form
from ui.forms.field import Checkbox, TextArea
from ui.forms.form import Form
from ui.labels import plain

ALONE = "Ik geef dit advies alleen, zonder akkoord van een tweede lid"
WITHOUT_ANSWER = "Ik geef advies zonder op het antwoord te wachten"
NEEDS_SECOND = "Op deze school zegt eerst een tweede lid akkoord; daarna kun je het advies geven."


@dataclass(frozen=True)
class _SeenVersion:
    """The version of the shared text that what is typed on this screen goes on from."""

    version: int
    text: str


def together(desk: Desk, file: CaseFile, done: Callable[[], None]) -> None:
    """The shared text, akkoord with it, giving it, and asking for more first."""
    shared = desk.advice.open(file.case.case_id)
    form = Form(
        "advise",
        TextArea("advice", FIELD_TITLES["advice"], height=180),
        Checkbox("alone", ALONE),
        Checkbox("without_answer", WITHOUT_ANSWER),
        filled={"advice": shared.text},
    )
    seen = _follow(form, shared)
    st.markdown("**Advies van het team**")
    st.caption(plain(_written(shared)))
    _newer_text(form, shared, seen)
    _write(file, form, shared, done)
    if shared.version and not shared.is_mine and not shared.has_my_agreement:
        _agree(file, shared)
    if not file.case.waits_for_answer:
        with st.expander("Meer informatie nodig"):
            _ask_more(file, done)


def _written(shared: SharedAdvice) -> str:
    if not shared.version:
        return "Nog niemand schreef hieraan. Wat je bewaart, ziet het hele team en niemand anders."
    at = f", {moment(shared.written_at)}" if shared.written_at else ""
    by = "jou" if shared.is_mine else shared.written_by
    agreed = enumeration(shared.agreed_by) or "nog niemand"
    return f"Laatst geschreven door {by}{at}. Akkoord: {agreed}."


def _follow(form: Form, shared: SharedAdvice) -> _SeenVersion:
    """What this form goes on from; an untouched field follows the text of a colleague."""
    name = f"advice_seen_{form.form_key}"
    seen: _SeenVersion | None = memory.recall(name)
    typed = form.value("advice")
    if seen is None and typed not in (None, shared.text):
        # Typed before a reload, on which version nobody knows: both texts are shown.
        seen = _SeenVersion(shared.version, shared.text)
        memory.remember(name, seen)
        memory.remember(f"advice_beside_{form.form_key}", True if shared.version else None)
    elif seen is None or (typed in (None, seen.text) and seen.version != shared.version):
        seen = _SeenVersion(shared.version, shared.text)
        memory.remember(name, seen)
        form.fill("advice", shared.text)
    return seen


def _newer_text(form: Form, shared: SharedAdvice, seen: _SeenVersion) -> None:
    """The text of a colleague beside what was typed here, as long as the two differ."""
    if memory.recall(f"advice_beside_{form.form_key}") is None and seen.version == shared.version:
        return
    with st.container(border=True, key="advice_of_colleague", gap="xxsmall"):
        st.markdown(f"**De tekst van {plain(shared.written_by)}**")
        st.text(contained(shared.text))
    st.caption("Hieronder staat wat jij typte. Neem over wat je wilt houden en bewaar opnieuw.")


def _write(file: CaseFile, form: Form, shared: SharedAdvice, done: Callable[[], None]) -> None:
    case = file.case

    def save_for_team(desk: Desk) -> str:
        _guarded(form, desk, case.case_id, lambda version: _keep(desk, form, case.case_id, version))
        return "Bewaard voor het team. Vraag een collega om akkoord."

    def give(desk: Desk) -> str:
        _guarded(form, desk, case.case_id, lambda version: _give(desk, form, case.case_id, version))
        done()
        return "Het advies staat in de zaak."

    with form.container():
        form.draw("advice")
        if case.card.advice_needs_second:
            st.caption(NEEDS_SECOND)
        elif not shared.agreed_by and (shared.is_mine or not shared.version):
            form.draw("alone")
        if case.waits_for_answer:
            form.draw("without_answer")
        with st.container(horizontal=True):
            form.submit("Advies geven", give, primary=True)
            form.submit_other("Bewaren voor het team", save_for_team)


def _keep(desk: Desk, form: Form, case_id: str, version: int) -> None:
    desk.advice.save(case_id, form.read("advice"), version)


def _give(desk: Desk, form: Form, case_id: str, version: int) -> None:
    desk.advice.give(
        case_id,
        form.read("advice"),
        version,
        alone=form.read("alone"),
        without_answer=form.read("without_answer"),
        form_key=form.form_key,
    )


def _guarded(form: Form, desk: Desk, case_id: str, act: Callable[[int], None]) -> None:
    """The act on the version seen here; refused, what is typed goes on from the newest one."""
    seen: _SeenVersion | None = memory.recall(f"advice_seen_{form.form_key}")
    try:
        act(seen.version if seen else 0)
    except AdviceMovedOn:
        memory.remember(f"advice_beside_{form.form_key}", True)
        _go_on_from_newest(form, desk, case_id)
        raise
    except CaseworkError:
        _go_on_from_newest(form, desk, case_id)
        raise


def _go_on_from_newest(form: Form, desk: Desk, case_id: str) -> None:
    """After a refusal the field is kept, and the newest text is what it goes on from."""
    with suppress(CaseworkError):
        newest = desk.advice.open(case_id)
        memory.remember(f"advice_seen_{form.form_key}", _SeenVersion(newest.version, newest.text))


def _agree(file: CaseFile, shared: SharedAdvice) -> None:
    form = Form("agree")

    def save(desk: Desk) -> str:
        desk.advice.agree(file.case.case_id, shared.version)
        return "Je bent akkoord met deze tekst. Wie het advies geeft, noemt je erbij."

    form.show("Akkoord met deze tekst", save)


def _ask_more(file: CaseFile, done: Callable[[], None]) -> None:
    form = Form("more_asked", TextArea("question", "Wat wil je nog weten?"))
    receipt = f"Je vraag staat bij de zaak. {sees_question_back(file.case, file.around)}"
    show_entry_form(file, form, "Vragen", kinds.SupportMoreAsked, receipt, after=done)
