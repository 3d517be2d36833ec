"""Cases like this one that were closed: what helped, by their evaluations; never whose."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analytics import similar_cases
from analytics.result import MINIMUM_N
from analytics.similar_cases import SimilarCases
from casework.card.model import ActionCard
from casework.cases.review import likeness
from casework.desk import CaseReview
from casework.words import counted
from ui.case import links
from ui.charts import style
from ui.labels import plain
from ui.trends.tables import table_html

TITLE = "Wat hielp in zaken die hierop lijken?"
MOST_LINKS = 5
HOW_TO_READ = (
    "Vergeleken wordt op zes dingen: soort, plek, leerjaar, niveau, of het in de groep speelt, en "
    "hoe lang het duurt. Elk telt even zwaar; hoe minder verschil, hoe dichterbij (Gower, 1971). "
    f"Hoogstens {similar_cases.NEAREST} afgesloten en geëvalueerde zaken doen mee, en alleen als "
    f"het verschil hoogstens {style.number(similar_cases.THRESHOLD, 2)} is (0 is hetzelfde, 1 in "
    "alles anders). Zaken die geen pesten bleken, doen niet mee. Het interval zegt waar het "
    "aandeel met 95% zekerheid ligt (Wilson). Wat vaak hielp, werd misschien ook vaker gedaan: "
    "dit is een aanwijzing, geen bewijs."
)


def show(review: CaseReview, key: str) -> None:
    """Counts with intervals and n; links only to cases that the reader may open."""
    st.header(TITLE, anchor=False)
    card = review.file.case.card
    result = similar_cases.suppressed(
        similar_cases.similar_cases(
            review.comparison.past,
            likeness(review.file.case),
            card.lists["helped"],
            (measure.id for measure in card.measures),
        )
    )
    if result.is_few:
        st.info(
            f"{style.TOO_FEW}: er zijn minder dan {MINIMUM_N} afgesloten zaken die hierop lijken.",
            icon=":material/hourglass_empty:",
        )
        return
    st.markdown(plain(_sentence(result)))
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Volgens de evaluatie", anchor=False)
        _helped(result, card)
    with right:
        st.subheader("Maatregelen die zijn nagekeken", anchor=False)
        _measures(result, card)
    with st.expander("Hoe lees ik dit?", key=f"{key}_how_similar"):
        st.markdown(HOW_TO_READ)
        if result.is_hidden:
            st.markdown(plain(style.SMALL_NUMBERS))
    _links(review, result)


def _sentence(result: SimilarCases) -> str:
    stopped = style.count_in_sentence(result.count_stopped, result.is_small_stopped)
    return (
        f"{counted(result.count, 'afgesloten zaak lijkt', 'afgesloten zaken lijken')} hierop "
        f"(n = {result.count}); de verste op {style.number(result.furthest, 2)} van "
        f"{style.number(similar_cases.THRESHOLD, 2)}. Bij {stopped} van deze zaken is het gestopt. "
        f"De helft duurde hoogstens {style.number(result.median)} schooldagen."
    )


def _measures(result: SimilarCases, card: ActionCard) -> None:
    if result.measures.empty:
        st.write("In deze zaken is nog geen maatregel nagekeken.")
        return
    publishable = result.measures.dropna(subset=["count_cases"])
    if not publishable.empty:
        measures = [card.measure(code) for code in publishable["code"]]
        titles = [
            measure.title if measure else code
            for measure, code in zip(measures, publishable["code"], strict=True)
        ]
        counts = {"Van (n)": style.cells(publishable, "count_cases")}
        st.html(table_html(_table(publishable, titles, counts), "Maatregelen", in_words=True))
    if len(publishable) < len(result.measures):
        which = "De maatregelen" if publishable.empty else "De andere maatregelen"
        st.caption(f"{which} zijn te weinig nagekeken om iets over te zeggen.")


def _helped(result: SimilarCases, card: ActionCard) -> None:
    titles = [card.word("helped", code) for code in result.helped["code"]]
    counts = {"Hielp niet": style.cells(result.helped, "count_not_helped")}
    st.html(table_html(_table(result.helped, titles, counts), TITLE, in_words=True))


def _table(frame: pd.DataFrame, titles: list[str], counts: Mapping[str, Any]) -> pd.DataFrame:
    limits = zip(frame["lower"], frame["upper"], strict=True)
    return pd.DataFrame(
        {
            "Wat": titles,
            "Hielp": style.cells(frame, "count_helped"),
            **counts,
            "Aandeel": [style.percent(share) for share in frame["share"]],
            "95%-interval": [style.interval(low, high, "percent") for low, high in limits],
        }
    )


def _links(review: CaseReview, result: SimilarCases) -> None:
    visible = [case_id for case_id in result.may_open if case_id in review.in_sight][:MOST_LINKS]
    if visible:
        st.caption("Van deze zaken mag jij openen, de meest gelijkende eerst:")
        with st.container(horizontal=True):
            for case_id in visible:
                links.to_case(case_id, review.in_sight[case_id])
