"""Toezicht, Valt op: reading that is not as usual, in words; each to look at once."""

import streamlit as st

from casework.desk import Desk
from casework.desk.unusual import UnusualLine
from casework.text_direction import contained
from casework.unusual_reading import LIMITS, Sign
from casework.words import long_date, moment, number
from ui.folded import folded
from ui.forms.field import TextLine
from ui.forms.form import Form
from ui.labels import plain

AT_ONCE = 10
ABOUT = (
    "Wat in de laatste vier weken anders was dan gewoonlijk. **Het zegt niet dat iemand iets fout "
    "deed**: vaak is er een gewone reden, zoals een overdracht of een overleg. Vraag het de "
    "collega, en schrijf op wat het was."
)
RULES = (
    f"iemand opende op één dag {LIMITS.cases} zaken of meer, en drie keer zo veel als gewoonlijk: "
    "als in de weken ervoor, en als collega’s met dezelfde rol",
    f"iemand las tussen {LIMITS.night_begins} uur en {LIMITS.night_ends} uur in {LIMITS.at_night} "
    "zaken of meer",
    f"iemand las op een vrije dag in {LIMITS.on_free_day} zaken of meer",
    f"iemand opende in één week {LIMITS.with_reason} zaken of meer met een reden",
    f"iemand zocht op één dag {LIMITS.searches} keer of vaker naar leerlingen",
    f"iemand maakte op één dag {LIMITS.files} bestanden of afdrukken of meer",
    f"een zaak werd in één week door {LIMITS.readers} mensen of meer geopend",
)


def show(desk: Desk) -> None:
    """The tab: what is to be looked at first, then what was looked at."""
    st.markdown(ABOUT)
    with st.expander("Waar let het programma op?"):
        st.markdown("\n".join(f"- {rule}" for rule in RULES))
    lines = desk.unusual.lines()
    if not lines:
        st.success("In de laatste vier weken viel er niets op.")
        return
    folded(lines, AT_ONCE, _line)


def _line(line: UnusualLine) -> None:
    with st.container(border=True, key=f"unusual_{line.reading.key}"):
        st.markdown(plain(sentence(line)))
        if line.review:
            at = moment(line.review.reviewed_at)
            st.caption(plain(f"Bekeken door {line.reviewed_by} op {at}:"))
            st.text(contained(line.review.note))
        else:
            _form(line)


def _form(line: UnusualLine) -> None:
    key = line.reading.key
    form = Form(f"unusual_{key}", TextLine("note", "Wat was het?"))

    def save(desk: Desk) -> str:
        desk.unusual.review(key, form.read("note"), form_key=form.form_key)
        return "Vastgelegd dat je dit hebt bekeken."

    form.show("Bekeken", save)


def sentence(line: UnusualLine) -> str:
    """What happened, in one sentence."""
    one, day = line.reading, long_date(line.reading.day)
    count, who = number(one.count), line.who
    about = f"Zaak {line.about}" if "-" in line.about else f"Een {line.about or 'leerling'}"
    return {
        Sign.MANY_CASES: (
            f"{who} opende op {day} {count} zaken. Op een gewone dag zijn dat er "
            f"{_rounded(one.usual)}, bij collega’s met dezelfde rol {_rounded(one.peers)}."
        ),
        Sign.AT_NIGHT: f"{who} las op {day} ’s nachts in {count} zaken.",
        Sign.ON_FREE_DAY: f"{who} las op {day}, een vrije dag, in {count} zaken.",
        Sign.WITH_REASON: f"{who} opende in de week van {day} {count} zaken met een reden.",
        Sign.MANY_SEARCHES: f"{who} zocht op {day} {count} keer naar leerlingen.",
        Sign.MANY_FILES: f"{who} maakte op {day} {count} bestanden of afdrukken.",
        Sign.MANY_READERS: f"{about} werd in de week van {day} door {count} mensen geopend.",
    }[one.sign]


def _rounded(usual: float) -> str:
    return number(round(usual))
