"""On Vandaag: who got sight of cases by an own act, told to the people concerned."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

import streamlit as st

from casework.desk import Desk
from casework.desk.notices import NoticeLine
from casework.own_sight import Road
from casework.role_watch import NoticeKind
from casework.words import counted, enumeration, full_date, local_day
from ui.forms.form import Form
from ui.forms.storing import store
from ui.labels import plain

FORM = "notices"
MOST_NAMED = 6
OF_MANY = {
    NoticeKind.ROLE: (
        "{by} gaf op {day} een rol aan {people} en deelde zelf hun uitnodiging uit, of vulde het "
        "e-mailadres ervoor in"
    ),
    NoticeKind.LONGER_ROLE: (
        "Door een wijziging van {by} op {day} hebben {people} een rol weer, of langer"
    ),
    NoticeKind.TYPED_ADDRESS: (
        "De uitnodiging van {people} ging op {day} naar een e-mailadres dat {by} invulde"
    ),
    NoticeKind.FIRST_INVITATION: (
        "{by} had op {day} de eerste uitnodiging van {people} zelf in handen"
    ),
}
COMMAND = "Met een opdracht op de server"
DOUBT = (
    "Klopt dit niet? Vraag het degene die het deed, en meld het anders bij de schoolleiding of bij "
    "wie over privacy gaat."
)


def show(desk: Desk) -> None:
    """What this person has not seen yet, with the press that says so; nothing when all is seen."""
    lines = desk.notices.lines()
    if not lines:
        return
    form = Form(FORM)
    with st.container(border=True, key="notices"):
        st.markdown("**Wie mag er meer zien**")
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences(lines)))
        st.caption(DOUBT)
        st.button(
            "Gezien",
            key=form.key("seen"),
            on_click=store,
            args=form.act_args(partial(_see, lines=lines)),
        )


def _see(desk: Desk, lines: Sequence[NoticeLine]) -> str:
    desk.notices.see(lines)
    return "Je hebt dit gezien; het staat bij Wijzigingen."


def sentences(lines: Sequence[NoticeLine]) -> list[str]:
    """The lines as sentences; many of one person on one day are one sentence."""
    return [
        sentence
        for _, same in groupby(sorted(lines, key=_group), key=_group)
        for sentence in _of_group(list(same))
    ]


def _group(line: NoticeLine) -> tuple[object, ...]:
    change = line.change
    is_own = change.by == change.staff_id
    return (local_day(change.given_at), change.by, change.what, is_own, line.is_mine)


def _of_group(lines: Sequence[NoticeLine]) -> list[str]:
    first, words = lines[0], OF_MANY.get(lines[0].change.what)
    if len(lines) <= 1 or words is None or first.change.by == first.change.staff_id:
        return [_sentence(line) for line in lines]
    named = [f"{line.name} ({line.role})" for line in lines[:MOST_NAMED]]
    more = [f"nog {len(lines) - MOST_NAMED}"] if len(lines) > MOST_NAMED else []
    people = counted(len({line.change.staff_id for line in lines}), "collega", "collega’s")
    sentence = words.format(by=first.by or COMMAND, day=_day(first), people=people)
    return [f"{sentence}: {enumeration([*named, *more])}."]


def _sentence(line: NoticeLine) -> str:
    change, day = line.change, _day(line)
    if change.what is NoticeKind.ROLE and change.by == change.staff_id:
        return f"{line.by} gaf zichzelf op {day} een rol: {line.role}."
    if change.what is NoticeKind.ROLE:
        return (
            f"{line.by} gaf op {day} een rol aan {line.name} ({line.role}) en deelde zelf de "
            "uitnodiging van dat account uit, of vulde het e-mailadres ervoor in."
        )
    return _OTHERS[change.what](line, day)


def _invitation(line: NoticeLine, day: str) -> str:
    whose = "jouw account" if line.is_mine else f"het account van {line.name}"
    asked = " Vroeg jij daar niet om?" if line.is_mine else ""
    return (
        f"{line.by or COMMAND} maakte op {day} een nieuwe uitnodiging voor {whose} en had de link "
        f"zelf in handen.{asked}"
    )


def _first_invitation(line: NoticeLine, day: str) -> str:
    return (
        f"{line.by or COMMAND} had op {day} de eerste uitnodiging van {line.name} ({line.role}) "
        "zelf in handen."
    )


def _longer_role(line: NoticeLine, day: str) -> str:
    if line.change.by == line.change.staff_id:
        return (
            f"Door een eigen wijziging op {day} heeft {line.by} een rol weer, of langer: "
            f"{line.role}."
        )
    return (
        f"Door een wijziging van {line.by} op {day} heeft {line.name} een rol weer, of langer: "
        f"{line.role}."
    )


def _typed_address(line: NoticeLine, day: str) -> str:
    whose = "jouw account" if line.is_mine else line.name
    role = f" ({line.role})" if line.role and not line.is_mine else ""
    asked = " Is dat niet jouw adres? Zeg het meteen." if line.is_mine else ""
    return (
        f"Een uitnodiging voor {whose}{role} ging op {day} naar een e-mailadres dat {line.by} "
        f"zelf had ingevuld.{asked}"
    )


def _oversight_ended(line: NoticeLine, day: str) -> str:
    who = "je" if line.is_mine else line.name
    return f"{line.by} nam op {day} {who} een rol af die meekijkt: {line.role}."


def _admin_given(line: NoticeLine, day: str) -> str:
    if not line.by:
        return f"{COMMAND} is {line.name} op {day} beheerder geworden."
    return f"{line.by} maakte {line.name} op {day} beheerder."


def _admin_ended(line: NoticeLine, day: str) -> str:
    who = "je" if line.is_mine else line.name
    return f"{line.by} nam op {day} {who} de rol beheerder af."


def _setting(line: NoticeLine, day: str) -> str:
    return (
        f"{line.by} koos op {day} opnieuw of een rol die een beheerder zichzelf geeft wacht of "
        "alleen wordt verteld."
    )


def _own_sight(line: NoticeLine, day: str) -> str:
    gain = line.change.gain
    if gain is None:
        return (
            f"{line.by} veranderde op {day} iets waardoor die zelf van meer leerlingen zaken ziet."
        )
    where = enumeration(line.after) or "een klas"
    if gain.road is Road.PLACED:
        many = "klas" if len(line.after) < 2 else "de klassen"
        return f"{line.by} heeft op {day} {many} {where} in het eigen leerjaar of team gezet."
    if gain.road is Road.ACTING:
        return (
            f"Door een wijziging op {day} doet {line.by} in {where} zelf het werk van een rol die "
            "niemand meer heeft."
        )
    who = "een leerling" if gain.count == 1 else counted(gain.count, "leerling", "leerlingen")
    origin = f" uit {enumeration(line.before)}" if line.before else ""
    own = "de eigen klas" if len(line.after) < 2 else "de eigen klassen"
    to = f"{own} {where} gezet" if gain.is_own_class else f"{where} gezet, binnen de eigen rol"
    return f"{line.by} heeft op {day} {who}{origin} in {to}."


def _day(line: NoticeLine) -> str:
    return full_date(local_day(line.change.given_at))


_OTHERS = {
    NoticeKind.LONGER_ROLE: _longer_role,
    NoticeKind.INVITATION: _invitation,
    NoticeKind.TYPED_ADDRESS: _typed_address,
    NoticeKind.OVERSIGHT_ENDED: _oversight_ended,
    NoticeKind.FIRST_INVITATION: _first_invitation,
    NoticeKind.ADMIN_GIVEN: _admin_given,
    NoticeKind.ADMIN_ENDED: _admin_ended,
    NoticeKind.SETTING: _setting,
    NoticeKind.OWN_SIGHT: _own_sight,
}
