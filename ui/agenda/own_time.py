"""On Vandaag: who stands in for whom, and at the bottom the own working days and days away."""

import streamlit as st

from casework.desk import Desk
from casework.desk.own_time import StandInLine
from casework.own_time import WEEKDAYS, Away
from casework.words import enumeration, full_date, short_date
from ui.forms import refusals
from ui.forms.field import Day, MultiPills
from ui.forms.form import Form
from ui.forms.storing import store
from ui.labels import plain

DAYS_FORM, AWAY_FORM, BOX = "working_days", "away", "own_time_box"


def stand_ins(desk: Desk) -> None:
    """One line for each: whom this person stands in for, or who does for this person."""
    for line in desk.own_time.stand_ins():
        st.info(plain(_words(line, desk)), icon=":material/swap_horiz:")


def _words(line: StandInLine, desk: Desk) -> str:
    span = f"tot en met {full_date(line.ends_on)}"
    if line.starts_on > desk.today:
        span = f"van {full_date(line.starts_on)} {span}"
    if line.is_mine:
        return (
            f"Je vervangt {line.colleague} als mentor van {line.class_name}, {span}. De zaken van "
            "die klas staan zo lang ook op jouw lijst."
        )
    return f"{line.colleague} vervangt je als mentor van {line.class_name}, {span}."


def part(desk: Desk) -> None:
    """On which weekdays this person works, and when not for a while; it changes no term."""
    days, away = _forms(desk)
    box = st.expander(
        "Mijn werkdagen",
        key=BOX,
        icon=":material/calendar_today:",
        expanded=bool(refusals.refusal(days.name) or refusals.refusal(away.name)),
        on_change="rerun",
    )
    if box.open:
        with box:
            _explained(desk, days, away)


def _forms(desk: Desk) -> tuple[Form, Form]:
    weekdays = {str(n): name for n, name in enumerate(WEEKDAYS)}
    held = desk.own_time.working_time().weekdays
    days = Form(
        DAYS_FORM,
        MultiPills(
            "weekdays",
            "Ik werk op",
            weekdays,
            initial=[code for code in weekdays if int(code) in held],
        ),
    )
    away = Form(
        AWAY_FORM,
        Day("first", "Ik ben er niet vanaf", initial=desk.today),
        Day("last", "Tot en met"),
    )
    return days, away


def _explained(desk: Desk, days: Form, away: Form) -> None:
    st.markdown(
        "Een termijn blijft dezelfde dag. Valt die op een dag waarop je niet werkt, dan staat hier "
        "vooraf wat je laatste dag ervoor is. Collega's in de zaak zien dat je er vandaag niet "
        "bent; waarom vraagt niemand."
    )
    days.show("Werkdagen opslaan", lambda desk: _set_days(desk, days))
    for one in desk.own_time.working_time().away:
        if one.last >= desk.today:
            _show_away(one)
    away.show("Afwezigheid opslaan", lambda desk: _add_away(desk, away))


def _show_away(away: Away) -> None:
    form = Form(f"away_{away.first}_{away.last}")
    with st.container(horizontal=True, vertical_alignment="center", key=form.key("row")):
        st.markdown(f"Afwezig {_span(away)}", width="stretch")
        st.button(
            "Weghalen",
            key=form.key("remove"),
            on_click=store,
            args=form.act_args(lambda desk: _remove_away(desk, away)),
        )


def _set_days(desk: Desk, form: Form) -> str:
    weekdays = [int(code) for code in form.read("weekdays")]
    desk.own_time.set_working_days(weekdays, form_key=form.form_key)
    names = [WEEKDAYS[n] for n in sorted(desk.own_time.working_time().weekdays)]
    return f"Opgeslagen: je werkt op {enumeration(names)}."


def _add_away(desk: Desk, form: Form) -> str:
    away = desk.own_time.add_away(form.read("first"), form.read("last"), form_key=form.form_key)
    return f"Opgeslagen: je bent er niet {_span(away)}. Zoek je een vervanger? Vraag de beheerder."


def _remove_away(desk: Desk, away: Away) -> str:
    desk.own_time.remove_away(away)
    return f"Weggehaald: je bent er wel {_span(away)}."


def _span(away: Away) -> str:
    if away.first == away.last:
        return f"op {short_date(away.first)}"
    return f"van {short_date(away.first)} tot en met {short_date(away.last)}"
