"""The course of a case as a picture, and the same as a table."""

import streamlit as st

from casework.cases.review import course
from casework.desk import CaseFile
from ui.charts import case_timeline
from ui.review import picture


def show(file: CaseFile, key: str) -> None:
    """The picture with its table; the names are those of `file`."""
    events = course(file.case)
    st.header(case_timeline.TITLE, anchor=False)
    picture.show(
        case_timeline.figure(file, events),
        case_timeline.description(file, events),
        case_timeline.HOW_TO_READ,
        case_timeline.TITLE,
        f"{key}_timeline",
    )
    picture.table(case_timeline.table(file, events), case_timeline.TITLE)
