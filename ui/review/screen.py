"""The whole review of one case, one part under the other; with names or with what they hide."""

from collections.abc import Mapping

import streamlit as st

from casework.desk import CaseReview
from ui.review import advice, delays, measures_tried, network, similar, timeline


def show(review: CaseReview, labels: Mapping[str, str] | None = None, key: str = "review") -> None:
    """Everything there is to think over, for whoever got `review` from the desk.

    With `labels` (pupil id to label) every pupil goes by that label, and what people typed stays
    out of sight; without, names and words show as on the screen of the case.
    """
    file = review.file if labels is None else review.file.called(labels)
    with_words = labels is None
    timeline.show(file, key)
    left, right = st.columns([3, 2], gap="large")
    with left:
        measures_tried.show(file, with_words, key)
    with right:
        delays.show(review)
        advice.show(file, with_words, key)
    network.show(review, labels, key)
    similar.show(review, key)
