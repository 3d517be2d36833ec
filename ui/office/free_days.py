"""Beheer, Vrije dagen: the school's own, and four ways to add them; all shown before a press."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import timedelta

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.errors import InputRefused
from casework.free_periods import FreePeriod, OfferedPeriod
from casework.words import counted, enumeration, full_date, short_date
from ui import labels, memory
from ui.forms import second_tap
from ui.forms.field import Checkbox, Day, TextArea, TextLine
from ui.forms.form import Form
from ui.office import paged
from ui.office.office_form import OfficeForm

REMOVE = "free_days_remove"
MOST_MB = 2
MOST_TICKS = 40
A_YEAR = timedelta(days=366)
FILE_READ = "free_days_file_read"
Offer = Callable[[Desk], Sequence[OfferedPeriod]]


def show(office: Office) -> None:
    """The free days that the school added, and the ways to add more."""
    st.markdown(
        "Studiedagen, een tweede week meivakantie, de dag na Hemelvaart: termijnen slaan deze "
        "dagen over. Feestdagen en de schoolvakanties van jullie regio kent het programma al."
    )
    _show_known(office)
    own = office.free_days()
    if not own:
        st.caption("Er zijn nog geen eigen vrije dagen.")
    else:
        paged.show("free_days", own, _show_all, ("vrije periode", "vrije periodes"), 20)
    _show_usual(office)
    with st.expander("Uit de agenda van de school (.ics)", key="office_free_days_file"):
        _show_file(office)
    with st.expander("Een lijst plakken", key="office_free_days_list"):
        _show_list(office)
    with st.expander("Vrije dagen toevoegen", key="office_free_days_add"):
        _show_new_days()


def _show_known(office: Office) -> None:
    if warning := office.time.vacation_warning():
        st.warning(warning, icon=":material/event_busy:")
    else:
        until = full_date(office.time.vacations_known_until())
        st.caption(f"De schoolvakanties zijn bekend tot en met {until}.")


# --- what is free ---------------------------------------------------------------------------------


def _show_all(own: Sequence[FreePeriod]) -> None:
    for period in own:
        _show_own(period)


def _show_own(period: FreePeriod) -> None:
    first, last, name = period
    form = OfficeForm(f"{REMOVE}_{first}_{last}")
    with st.container(
        key=f"office_free_days_{first}_{last}", horizontal=True, vertical_alignment="center"
    ):
        st.markdown(f"**{labels.plain(name)}** · {span(period)}", width="stretch")
        form.button("Weghalen", lambda desk: _remove(desk, form, period))


def _remove(desk: Desk, form: OfficeForm, period: FreePeriod) -> str:
    # The next days take the place of the first, under the same mouse.
    if receipt := second_tap.repeated(form, f"office_{REMOVE}"):
        return receipt
    first, last, name = period
    desk.office.remove_free_days(first, last)
    return f"{labels.plain(name)} is weggehaald; op {span(period)} tellen termijnen weer door."


# --- one period -----------------------------------------------------------------------------------


def _show_new_days() -> None:
    form = OfficeForm(
        "free_days",
        TextLine("name", "Naam, bijvoorbeeld Studiedag"),
        Day("first", "Eerste vrije dag"),
        Day("last", "Laatste vrije dag"),
    )
    form.show("Vrije dagen toevoegen", lambda desk: _add_days(desk, form), primary=True)


def _add_days(desk: Desk, form: Form) -> str:
    name, first, last = form.read("name"), form.read("first"), form.read("last")
    desk.office.add_free_days(first, last, name)
    return f"{labels.plain(name)} staat in de kalender: {span((first, last, name))}."


# --- what is offered, to be ticked ----------------------------------------------------------------


def _show_usual(office: Office) -> None:
    """Asked as long as a school day is among them: most schools are free then as well."""
    offered = [one for one in office.time.usual_periods() if not one.is_free_already]
    if offered:
        with st.container(border=True, key="office_free_days_usual"):
            st.markdown("**Zijn jullie dan ook vrij?** De meeste scholen wel.")
            _show_choice("usual", offered)


def _show_choice(mark: str, offered: Sequence[OfferedPeriod], typed: Form | None = None) -> None:
    """What seems a free day as ticks, the rest of the file in a list; nothing is stored yet."""
    open_days = [one for one in offered if not one.is_free_already]
    known = len(offered) - len(open_days)
    if known:
        what = counted(known, "dag of periode is", "dagen of periodes zijn")
        st.caption(f"{what} al vrij: een vakantie van de regio, een feestdag of een eigen dag.")
    if not open_days:
        st.markdown("Hierin staat niets dat nog vrij moet worden.")
        return
    ticks = [one for one in open_days if one.is_proposed][:MOST_TICKS]
    others = [one for one in open_days if one not in ticks]
    form = OfficeForm(
        f"free_days_{mark}",
        *(Checkbox(f"tick_{n}", _words(one), initial=True) for n, one in enumerate(ticks)),
    )
    form.draw_all()
    if others:
        st.multiselect(
            f"Nog {counted(len(others), 'dag of periode', 'dagen of periodes')} in de lijst. Kies "
            "wat ook vrij is",
            range(len(others)),
            format_func=lambda n: _words(others[n]),
            key=form.key("others"),
            placeholder="niets",
        )

    def take_over(desk: Desk) -> str:
        receipt = _take_over(desk, form, ticks, others)
        if typed:
            typed.throw_away()
        return receipt

    form.button("Overnemen", take_over)


def _words(one: OfferedPeriod) -> str:
    return f"{labels.plain(one.name)} · {span((one.first, one.last, ''))}"


def _take_over(
    desk: Desk, form: Form, ticks: Sequence[OfferedPeriod], others: Sequence[OfferedPeriod]
) -> str:
    chosen = [one for n, one in enumerate(ticks) if form.read(f"tick_{n}")]
    chosen += [others[n] for n in form.value("others") or []]
    if not chosen:
        raise InputRefused("Vink aan welke dagen vrij zijn.")
    added = desk.office.time.add_periods([(one.first, one.last, one.name) for one in chosen])
    if not added:
        return "Deze dagen waren al vrij; er is niets veranderd."
    shown = enumeration([span(period) for period in added[:3]])
    rest = f", en nog {len(added) - 3}" if len(added) > 3 else ""
    return f"Overgenomen als vrij: {shown}{rest}. Termijnen slaan deze dagen nu over."


def _show_list(office: Office) -> None:
    form = OfficeForm(
        "pasted_days",
        TextArea(
            "lines",
            "Eén dag of periode per regel",
            placeholder="19-12-2026 - 3-1-2027 Kerstvakantie\n1-2-2027 Studiedag",
            height=140,
        ),
    )
    form.announce()
    form.draw_all()
    form.draw_line()
    text = str(form.value("lines") or "")
    if not text.strip():
        st.caption("Daarna zie je eerst wat er vrij wordt.")
        return
    try:
        offered = office.time.pasted(text)
    except InputRefused as refusal:
        st.warning(labels.plain_lines(refusal.sentence))
        return
    _show_choice(f"pasted_{_mark(text.encode())}", offered, form)


def _show_file(office: Office) -> None:
    st.markdown(
        "Exporteer de jaaragenda van de school als .ics en kies het bestand hier. Je ziet eerst "
        "welke dagen erin staan; van het bestand wordt niets bewaard."
    )
    file = st.file_uploader(
        "Agendabestand",
        type=["ics", "ical", "ifb"],
        max_upload_size=MOST_MB,
        key="office_free_file",
    )
    if file is None:
        return
    content = file.getvalue()
    try:
        periods, parts, not_read = _read(office, content)
    except InputRefused as refusal:
        st.warning(labels.plain(refusal.sentence))
        return
    for sentence in not_read:
        st.caption(labels.plain(sentence))
    if parts:
        what = counted(len(parts), "afspraak duurt", "afspraken duren")
        st.caption(f"{what} korter dan een schooldag; die laten we weg.")
    _show_choice(f"file_{_mark(content)}", office.time.offered(periods))


def _read(
    office: Office, content: bytes
) -> tuple[Sequence[FreePeriod], Sequence[FreePeriod], Sequence[str]]:
    """What the file says, read once for as long as it stands on the screen."""
    # Loaded when first used: it takes a while, and no other screen needs it.
    from exchange.school_calendar import read_school_calendar

    mark = _mark(content)
    kept = memory.recall(FILE_READ)
    if kept is None or kept[0] != mark:
        with st.spinner("Het bestand wordt gelezen..."):
            read = read_school_calendar(content, office.today - A_YEAR)
        kept = (mark, read)
        memory.remember(FILE_READ, kept)
    calendar = kept[1]
    return calendar.periods, calendar.parts, calendar.not_read


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def span(period: FreePeriod) -> str:
    """First and last day in words: "19 dec 2026 t/m 3 jan 2027", or the one day."""
    first, last, _ = period
    end = f"{short_date(last)} {last.year}"
    if first == last:
        return end
    start = short_date(first, today=last)
    return f"{start} t/m {end}"
