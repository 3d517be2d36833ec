"""The school's own explanation and the outcome of the yearly monitor, kept as they are typed."""

import streamlit as st

from casework.desk import Desk
from ui.forms.draft_form import DraftForm
from ui.forms.field import TextArea

LONGEST = 5_000
FIELDS = (
    TextArea("explanation", "Toelichting van de school", height=140, max_chars=LONGEST),
    TextArea(
        "monitor",
        "Uitkomst van de jaarlijkse veiligheidsmonitor",
        height=140,
        max_chars=LONGEST,
    ),
)


class OwnWords(DraftForm):
    """What is typed stays for the next time: a report is made of it, and nothing is sent."""

    is_lasting = True


def own_words(desk: Desk, name: str) -> None:
    """Two fields that go into the report of who fills them in."""
    form = OwnWords(name, *FIELDS)
    form.open(desk)
    with st.expander("Woorden van de school erbij", icon=":material/edit_note:"):
        st.caption(
            "Komt in je PDF en je Excel. Alleen jij ziet het "
            "hier. Noem geen leerlingen en geen ouders."
        )
        form.draw_all()
        form.draw_last_answer()
