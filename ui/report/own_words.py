"""The school's own explanation and the outcome of the yearly monitor, kept as they are typed."""

import streamlit as st

from casework.desk import Desk
from ui.forms.drafted import Fields, KeptForm

FIELDS = Fields(("explanation", "monitor"), first="explanation")
MOST = 5_000


def own_words(desk: Desk, name: str) -> None:
    """Two fields that go into the report of who fills them in."""
    form = KeptForm(name, FIELDS)
    if not form.is_open:
        form.open(desk, dict)
    with st.expander("Woorden van de school erbij", icon=":material/edit_note:"):
        st.caption(
            "Komt in je PDF en je Excel, en wordt bewaard terwijl je typt. Alleen jij ziet het "
            "hier. Noem geen leerlingen en geen ouders."
        )
        _area(form, "explanation", "Toelichting van de school")
        _area(form, "monitor", "Uitkomst van de jaarlijkse veiligheidsmonitor")
        form.show_refusal()


def _area(form: KeptForm, field: str, label: str) -> None:
    st.text_area(
        label, key=form.key(field), height=140, max_chars=MOST, on_change=form.keep, args=(field,)
    )
