"""The case itself: what is next and its button, the card, the acts, and the timeline."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from casework.desk import CaseFile, Desk
from exchange.case_file import case_pdf, file_name
from ui import navigation
from ui.case import (
    after_talk,
    card,
    case_address,
    check_in,
    decisions,
    group_level,
    header,
    history,
    measures,
    mentor_hour,
    notices,
    support,
    team_decisions,
    timeline,
    undo,
)
from ui.download import PDF, download_button
from ui.drawn_alone import drawn_alone
from ui.inner_link import address, link


def page(desk: Desk, file: CaseFile, *, is_after_saving: bool) -> None:
    """The screen as it opens; `is_after_saving` right after something was stored."""
    header.head(file)
    notices.notices(file)
    if not is_after_saving:
        _asks_attention(file)
    header.now(file, is_after_saving=is_after_saving)
    if is_after_saving:
        _asks_attention(file)
        after_talk.after_talk(file)
    drawn_alone(partial(undo.undo_line, file))
    after_talk.planned(file)
    header.one_step_ahead(file)
    if support.is_asked(file):
        drawn_alone(partial(_advice, desk, file))
    card.six_columns(file, mentor_hour.latest(desk, file))
    _acts(desk, file)
    left, right = st.columns([3, 2], gap="large")
    with left:
        timeline.timeline(desk, file)
    with right:
        measures.measures(file)
        history.reasons_given(desk, file)


def _asks_attention(file: CaseFile) -> None:
    if file.case.open_decisions:
        drawn_alone(partial(team_decisions.open_decisions, file))
    if file.proposal and file.may_record:
        drawn_alone(partial(header.proposal, file))


def _advice(desk: Desk, file: CaseFile) -> None:
    st.header("Advies van het ondersteuningsteam", anchor=False)
    support.thread(file)
    support.answer(desk, file, case_address.choose_none)


def _acts(desk: Desk, file: CaseFile) -> None:
    """What is done often, in sight; the rest folded."""
    offered = {code: act.title for code, act in decisions.offered(desk, file).items()}
    round_of_pupils = {check_in.ROUND: "Even vragen"} if check_in.has_round(file) else {}
    note = {code: title for code, title in offered.items() if code == decisions.NOTE}
    if often := _links(file, round_of_pupils | note):
        st.html(f'<nav class="case-acts" aria-label="Vaak gedaan">{often}</nav>')
    with st.expander("Meer", key="case_more"):
        _less_often(file, {code: title for code, title in offered.items() if code not in note})


def _links(file: CaseFile, titles: Mapping[str, str]) -> str:
    case_id = file.case.case_id
    targets = {address(case_address.act(case_id, code)): title for code, title in titles.items()}
    return " ".join(link(title, target, "act") for target, title in targets.items())


def _less_often(file: CaseFile, titles: Mapping[str, str]) -> None:
    case_id = file.case.case_id
    review = address(case_address.case(case_id), navigation.REVIEW.address)
    links = f"{link(navigation.REVIEW.title, review, 'act')} {_links(file, titles)}"
    st.html(f'<nav class="case-acts" aria-label="Meer met deze zaak">{links}</nav>')
    drawn_alone(partial(group_level.switch, file))
    as_typed = bool(file.renamed) and st.checkbox(
        "In de PDF ook een vroegere naam laten staan",
        key="case_pdf_as_typed",
        help="Een leerling in deze zaak kreeg een nieuwe naam. In de PDF staat overal de naam van "
        "nu, ook in wat eerder is getypt. Vink dit aan als de tekst moet blijven zoals hij was.",
    )
    download_button(
        "Zaak als PDF",
        lambda desk: case_pdf(desk.cases.printed(case_id, as_typed=as_typed)),
        file_name=file_name(file.case),
        mime=PDF,
        key="case_pdf",
        is_logged=True,
    )
    st.caption("De hele zaak, om te bewaren of mee te nemen. Dat komt in het leeslog.")
