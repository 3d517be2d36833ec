"""Beheer, Overzicht: what a beheerder still has to do, each line with the press that goes there."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.desk.office_checklist import CONFIRMED, CheckLine, Task
from casework.desk.unowned import CaseWithoutOwner
from casework.words import counted, enumeration
from ui.agenda import without_owner
from ui.inner_link import address, link_around
from ui.labels import escape
from ui.office import paged
from ui.office.office_form import OfficeForm

MOST_NAMED = 6
CLASSES, STAFF, YEAR = "Klassen", "Medewerkers", "Schooljaar en vrije dagen"
Words = Callable[[CheckLine], str]


def _people(line: CheckLine) -> str:
    mensen = counted(line.count, "medewerker heeft", "medewerkers hebben")
    return f"{mensen} zich nog nooit aangemeld"


def _next_year(line: CheckLine) -> str:
    year = line.names[0]
    return f"{year} heeft nog geen klassen" if year else "Het volgende schooljaar is er nog niet"


def _checked(line: CheckLine) -> str:
    at = line.names[0]
    return f"Gecontroleerd op {at}: alles klopt" if at else "De gegevens worden nu gecontroleerd"


def _lost(line: CheckLine) -> str:
    if not line.count:
        return "De bestanden zijn hersteld; of er iets ontbreekt is niet bekend"
    lost = counted(line.count, "wijziging ontbreekt", "wijzigingen ontbreken")
    return f"{lost} na het herstel van de bestanden"


OPEN: Mapping[Task, Words] = {
    Task.ROLE_REQUESTS: lambda line: (
        f"{counted(line.count, 'rol wacht', 'rollen wachten')} op jouw oordeel"
    ),
    Task.INTEGRITY: lambda line: f"De gegevens klopten niet bij de controle van {line.names[0]}",
    Task.REPAIRED: _lost,
    Task.OWNERLESS: lambda line: (
        f"{counted(line.count, 'zaak of signaal', 'zaken of signalen')} zonder iemand"
    ),
    Task.HOLIDAYS: lambda line: f"Vakanties bekend tot en met {line.names[0]}",
    Task.MAIL: lambda line: f"{counted(line.count, 'bericht is', 'berichten zijn')} niet verstuurd",
    Task.PUPILS: lambda _: "Er staan nog geen leerlingen in",
    Task.STAFF: lambda _: "Er zijn nog geen collega’s",
    Task.MENTORS: lambda line: f"{counted(line.count, 'klas', 'klassen')} zonder mentor",
    Task.COORDINATORS: lambda line: f"Geen leerlingcoördinator voor {_enumerated(line)}",
    Task.LEADERS: lambda line: f"{counted(line.count, 'team', 'teams')} zonder teamleider",
    Task.WITHOUT_CLASS: lambda line: (
        f"{counted(line.count, 'leerling zit', 'leerlingen zitten')} in geen klas"
    ),
    Task.SECOND_ADMIN: lambda _: "Er is maar één beheerder",
    Task.NEVER_HERE: _people,
    Task.UNUSUAL_READING: lambda line: (
        f"{counted(line.count, 'keer', 'keer')} werd er anders gelezen dan gewoonlijk"
    ),
    Task.CARD: lambda _: "De Handelingskaart is nog die van het programma",
    Task.EXACT_FIGURES: lambda line: f"Exacte cijfers voor leidinggevenden staan {line.names[0]}",
    Task.NEXT_YEAR: _next_year,
    Task.YEAR_TURN: lambda line: (
        f"{counted(line.count, 'leerling heeft', 'leerlingen hebben')} nog geen klas in "
        f"{line.names[0]}"
    ),
}
TO_DO: Mapping[Task, str] = {
    Task.ROLE_REQUESTS: "Een andere beheerder gaf haar aan zichzelf, of aan een account waarvan "
    "hij de uitnodiging uitdeelde. Sta toe of wijs af.",
    Task.INTEGRITY: "Verander niets aan de bestanden; bovenaan staat wat er niet klopt en wie je "
    "vraagt.",
    Task.REPAIRED: "Loop medewerkers en rollen na: een account of rol die was beëindigd kan er "
    "weer zijn, en een nieuwe kan weg zijn. Zeg daarna hieronder dat het is gedaan.",
    Task.OWNERLESS: "Hieronder staat welke. Geef iemand de rol die ontbreekt.",
    Task.HOLIDAYS: "Zet de vakanties daarna zelf bij de vrije dagen, of haal ze uit een agenda.",
    Task.MAIL: "Kijk bij Berichten waarom. Een uitnodiging kun je intussen zelf geven.",
    Task.PUPILS: "Lees de lijst van de school in, of zet ze per klas bij Leerlingen.",
    Task.STAFF: "Lees de lijst van de school in, of voeg ze toe bij Medewerkers.",
    Task.MENTORS: "Kies wie het wordt; tot dan ligt het werk van die klas bij een ander.",
    Task.COORDINATORS: "Geef iemand die rol: zaken van niveau 2 hebben er een nodig.",
    Task.LEADERS: "Geef iemand die rol: zaken van niveau 3 hebben er een nodig.",
    Task.WITHOUT_CLASS: "Geef hun een klas, of leg vast dat zij van school zijn.",
    Task.SECOND_ADMIN: "Maak een collega beheerder, voor als jij er niet bent.",
    Task.UNUSUAL_READING: "Wie over privacy gaat, ziet bij Toezicht wat het was, en kijkt ernaar.",
    Task.NEVER_HERE: "Geef hun een uitnodiging om een wachtwoord te kiezen; bij Inlezen maak je "
    "die in één keer.",
    Task.CARD: "Kijk of stappen, termijnen en namen kloppen voor jullie school.",
    Task.EXACT_FIGURES: "Kijk of dat is wat de school wil.",
    Task.NEXT_YEAR: "Voeg het toe, en neem de klassen over of lees ze in.",
    Task.YEAR_TURN: "Zet de leerlingen over naar hun nieuwe klas.",
}
DONE: Mapping[Task, Words] = {
    Task.ROLE_REQUESTS: lambda _: "Er wacht geen rol op jouw oordeel",
    Task.INTEGRITY: _checked,
    Task.REPAIRED: lambda _: "Na het herstel van de bestanden zijn medewerkers en rollen nagelopen",
    Task.OWNERLESS: lambda _: "Al het werk ligt bij iemand",
    Task.HOLIDAYS: lambda line: f"Vakanties bekend tot en met {line.names[0]}",
    Task.MAIL: lambda _: "E-mail wordt verstuurd",
    Task.PUPILS: lambda line: f"{counted(line.count, 'leerling zit', 'leerlingen zitten')} erin",
    Task.STAFF: lambda line: (
        f"{counted(line.count, 'medewerker heeft', 'medewerkers hebben')} een account"
    ),
    Task.MENTORS: lambda _: "Elke klas heeft een mentor",
    Task.COORDINATORS: lambda _: "Elk leerjaar heeft een leerlingcoördinator",
    Task.LEADERS: lambda _: "Elk team heeft een teamleider",
    Task.WITHOUT_CLASS: lambda _: "Elke leerling zit in een klas",
    Task.SECOND_ADMIN: lambda line: f"Er zijn {line.count} beheerders",
    Task.UNUSUAL_READING: lambda _: "Er is niet ongewoon gelezen, of ernaar is gekeken",
    Task.NEVER_HERE: lambda _: "Iedereen heeft zich aangemeld",
    Task.CARD: lambda _: "De Handelingskaart is bekeken",
    Task.EXACT_FIGURES: lambda line: (
        f"Exacte cijfers voor leidinggevenden staan {line.names[0]}, zoals de school wil"
    ),
    Task.NEXT_YEAR: lambda line: f"{line.names[0]} staat klaar",
    Task.YEAR_TURN: lambda line: f"Alle leerlingen hebben een klas in {line.names[0]}",
}
WHERE: Mapping[Task, Mapping[str, str]] = {
    Task.ROLE_REQUESTS: {"deel": STAFF},
    Task.INTEGRITY: {"deel": "Overzicht"},
    Task.REPAIRED: {"deel": STAFF},
    Task.OWNERLESS: {"deel": STAFF},
    Task.HOLIDAYS: {"deel": YEAR},
    Task.MAIL: {"deel": "Berichten"},
    Task.PUPILS: {"deel": "Inlezen"},
    Task.STAFF: {"deel": "Inlezen"},
    Task.MENTORS: {"deel": CLASSES, "wisselen": "true"},
    Task.COORDINATORS: {"deel": STAFF},
    Task.LEADERS: {"deel": CLASSES, "teams": "true"},
    Task.WITHOUT_CLASS: {"deel": "Leerlingen"},
    Task.SECOND_ADMIN: {"deel": STAFF},
    Task.NEVER_HERE: {"deel": STAFF},
    Task.UNUSUAL_READING: {"deel": "Leeslog"},
    Task.CARD: {"deel": "Handelingskaart"},
    Task.EXACT_FIGURES: {"deel": YEAR},
    Task.NEXT_YEAR: {"deel": YEAR},
    Task.YEAR_TURN: {"deel": YEAR},
}
SHOWN_BY_VANDAAG = frozenset({Task.INTEGRITY, Task.OWNERLESS, Task.MENTORS})
CONFIRM = {
    Task.REPAIRED: "Medewerkers en rollen zijn nagelopen",
    Task.CARD: "De kaart is bekeken",
    Task.EXACT_FIGURES: "Exacte cijfers: zo wil de school het",
}


def show(office: Office) -> None:
    """The tab with the checklist."""
    lines = office.checklist.lines()
    waiting = [line for line in lines if not line.is_done]
    done = [line for line in lines if line.is_done]
    if waiting:
        _show_waiting(waiting)
        _show_ownerless(office, waiting)
        _show_confirm(waiting)
    else:
        st.success("Alles is geregeld. Komt er iets bij, dan staat het hier.")
    if done:
        with st.expander(f"Klaar: {counted(len(done), 'ding', 'dingen')}", key="office_done"):
            rows = "".join(f"<li>{escape(DONE[line.task](line))}</li>" for line in done)
            st.html(f"<ul>{rows}</ul>")


def show_waiting(office: Office) -> None:
    """What is to be done at Beheer, each a way to its place, for the Vandaag of a beheerder.

    What stands there by itself already is left out.
    """
    open_lines = [line for line in office.checklist.lines() if not line.is_done]
    if waiting := [line for line in open_lines if line.task not in SHOWN_BY_VANDAAG]:
        _show_waiting(waiting)


def _show_waiting(waiting: Sequence[CheckLine]) -> None:
    st.header(counted(len(waiting), "ding te doen", "dingen te doen"), anchor=False)
    rows = "".join(map(_open_line, waiting))
    st.html(f'<div class="case-list"><ul class="work-lines">{rows}</ul></div>')


def _open_line(line: CheckLine) -> str:
    names = f": {_enumerated(line)}" if _is_named(line) else ""
    content = (
        f'<span class="work-what"><span class="case-names">{escape(OPEN[line.task](line) + names)}'
        f"</span><small>{escape(TO_DO[line.task])}</small></span>"
    )
    return f"<li>{link_around(content, address(WHERE[line.task]), 'work-line')}</li>"


def _is_named(line: CheckLine) -> bool:
    return line.task in (Task.MENTORS, Task.LEADERS) and line.count <= MOST_NAMED


def _enumerated(line: CheckLine) -> str:
    more = len(line.names) - MOST_NAMED
    return enumeration([*line.names[:MOST_NAMED], *([f"nog {more}"] if more > 0 else [])])


def _show_ownerless(office: Office, waiting: Sequence[CheckLine]) -> None:
    """What is on nobody's Vandaag, by number: the list that its line speaks of."""
    if any(line.task is Task.OWNERLESS for line in waiting):
        st.subheader("Zaken zonder iemand", anchor=False)
        paged.show("ownerless", office.cases_without_owner(), _list_ownerless, ("zaak", "zaken"))


def _list_ownerless(cases: Sequence[CaseWithoutOwner]) -> None:
    rows = "".join(f"<li>{escape(without_owner.words(case))}</li>" for case in cases)
    st.html(f"<ul>{rows}</ul>")


def _show_confirm(waiting: Sequence[CheckLine]) -> None:
    """For what is right when somebody looked: a press that says so."""
    tasks = [line.task for line in waiting if line.task in CONFIRMED]
    if tasks:
        with st.container(horizontal=True, key="office_confirm"):
            for task in tasks:
                form = OfficeForm(f"confirm_{task}")
                form.button(CONFIRM[task], partial(_confirm, task=task))


def _confirm(desk: Desk, task: Task) -> str:
    desk.office.checklist.confirm(task)
    return "Dat is vastgelegd; de regel staat nu bij Klaar."
