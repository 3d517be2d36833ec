"""What a roster file leaves to a person: who is meant, who leaves, which roles, which team."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from casework import year_groups
from casework.desk.roster import ImportPreview
from casework.roster import (
    PupilGone,
    PupilRenamed,
    PupilWithoutPlace,
    StaffGone,
    WhichPupil,
)
from casework.roster.changes import NEW
from casework.roster.decisions import Decisions
from casework.words import counted, number
from ui import memory
from ui.labels import distinct, plain
from ui.office import paged, roster_table
from ui.office.roster_preview import asked_roles
from ui.office.roster_words import WHY_ASKED, People, role

Gone = PupilGone | PupilWithoutPlace | StaffGone
STAY, ALL, SOME = "stay", "all", "some"
QUESTIONS_AT_ONCE = 10
WHY_ASKED_ROLES = (
    "Met deze rollen ziet iemand zaken of cijfers van veel leerlingen. Daarom geeft een bestand ze "
    "niet vanzelf: kies wie de rol krijgt."
)


class Questions:
    """The questions of one preview; `mark` tells its widgets from those of another file."""

    def __init__(self, preview: ImportPreview, people: People, mark: str) -> None:
        self.preview, self.people, self.mark = preview, people, mark

    def _key(self, name: str) -> str:
        return f"roster_{self.mark}_{name}"

    # --- who is meant ---------------------------------------------------------------------------

    def ask_who(self) -> dict[str, str]:
        """Who each doubtful line is about, as far as that was said: a pupil, or a new one."""
        asked = self.preview.plan.only(WhichPupil)
        if not asked:
            return {}
        answers: dict[str, str] = {}
        with st.container(border=True, key="roster_who"):
            st.markdown(f"**Wie is dit?** {_lines_in_doubt(len(asked))}")
            alike = [one for one in asked if one.is_likely and len(one.candidates) == 1]
            if len(alike) > 1 and st.checkbox(
                f"Bij {number(len(alike))} regels is er precies één leerling met deze naam, en "
                "spreekt niets het tegen: dat zijn dezelfde leerlingen",
                key=self._key("all_alike"),
            ):
                answers = {one.key: one.candidates[0] for one in alike}
            others = [one for one in asked if one.key not in answers]
            # What is chosen on another page is remembered by the session, not by the widget.
            on_page = paged.rows_on_page(self._key("who"), len(others), QUESTIONS_AT_ONCE)
            for one in others[on_page]:
                self._ask_one(one)
            paged.turn(self._key("who"), len(others), QUESTIONS_AT_ONCE)
        return answers | self._answered(others)

    def _ask_one(self, one: WhichPupil) -> None:
        row = one.row
        class_name = row.class_name or "geen klas"
        number_text = f", nr. {row.number}" if row.number else ""
        candidates = {pupil: self.people.pupil_at_length(pupil) for pupil in one.candidates}
        options = distinct(candidates) | {NEW: "Een andere, nieuwe leerling"}
        st.selectbox(
            plain(
                f"{row.name.full}, {class_name}{number_text} (regel {row.line}): "
                f"{WHY_ASKED[one.why]}"
            ),
            list(options),
            index=None,
            format_func=lambda code: {**distinct(options), NEW: "Een andere, nieuwe leerling"}[
                code
            ],
            placeholder="Kies wie dit is; anders blijft deze regel liggen",
            key=self._key(one.key),
            persist_state="page",
        )

    def _answered(self, asked: Sequence[WhichPupil]) -> dict[str, str]:
        said = {one.key: memory.widget_value(self._key(one.key)) for one in asked}
        return {key: code for key, code in said.items() if code}

    # --- what is done ---------------------------------------------------------------------------

    def ask(self) -> Decisions:
        """What is decided about everything else that the file does not do by itself."""
        plan = self.preview.plan
        leaving = [
            *self._ask_gone("pupils", "leerling staat", "leerlingen staan", plan.only(PupilGone)),
            *self._ask_gone(
                "without_place",
                "leerling van vorig jaar heeft",
                "leerlingen van vorig jaar hebben",
                plan.only(PupilWithoutPlace),
            ),
        ]
        last_day = self._ask_last_day() if leaving else None
        leaving += self._ask_gone("staff", "collega staat", "collega's staan", plan.only(StaffGone))
        return Decisions(
            proposed=frozenset((*leaving, *self._ask_former(plan.only(PupilRenamed)))),
            last_day=last_day,
            new_names=frozenset(self._ask_new_names(plan.only(PupilRenamed))),
            roles=frozenset(self._ask_roles()),
            teams=self._ask_teams(),
        )

    def _ask_gone(self, name: str, one: str, more: str, gone: Sequence[Gone]) -> list[str]:
        """Who of those that are not in the file leaves; without an answer nobody."""
        if not gone:
            return []
        options = distinct({change.key: self._who(change) for change in gone})
        what = "account beëindigen" if name == "staff" else "van school"
        words = {
            STAY: "Laten staan",
            ALL: f"Allemaal {what} ({number(len(gone))})",
            SOME: "Per persoon kiezen",
        }
        with st.container(border=True, key=f"roster_gone_{name}"):
            rest = "geen klas in het bestand" if name == "without_place" else "niet in het bestand"
            choice = st.radio(
                f"{counted(len(gone), one, more)} {rest}",
                list(words),
                format_func=words.__getitem__,
                key=self._key(f"gone_{name}"),
            )
            if choice == SOME:
                return st.multiselect(
                    f"Wie: {what}",
                    list(options),
                    format_func=options.__getitem__,
                    key=self._key(f"gone_who_{name}"),
                    placeholder="Kies een of meer namen",
                )
            with st.expander("Wie zijn het?", key=f"roster_gone_list_{name}"):
                names = list(options.values())
                roster_table.show(f"gone_{name}", ("Naam",), names, lambda text: (text,))
        return list(options) if choice == ALL else []

    def _who(self, change: Gone) -> str:
        if isinstance(change, StaffGone):
            return self.people.colleague(change.staff_id)
        return f"{self.people.pupil(change.pupil_id)}, {change.class_name}"

    def _ask_last_day(self) -> date | None:
        day: date | None = st.date_input(
            "Laatste dag op school van wie van school gaan",
            value=None,
            format="DD-MM-YYYY",
            key=self._key("last_day"),
        )
        st.caption("Hun zaken blijven staan; de mentor legt daarin zelf vast dat iemand weg is.")
        return day

    def _ask_former(self, renamed: Sequence[PupilRenamed]) -> list[str]:
        """A name that somebody had before: the file may be behind."""
        former = [one for one in renamed if one.is_former]
        if not former:
            return []
        options = distinct({one.key: f"{one.before.full} → {one.after.full}" for one in former})
        return st.multiselect(
            "In het bestand staat een naam van vroeger. Wie krijgt die terug?",
            list(options),
            format_func=options.__getitem__,
            key=self._key("former_names"),
            placeholder="Niemand: het bestand loopt achter",
        )

    def _ask_new_names(self, renamed: Sequence[PupilRenamed]) -> list[str]:
        renamed = [one for one in renamed if not one.is_former]
        if not renamed:
            return []
        options = distinct({one.key: f"{one.before.full} → {one.after.full}" for one in renamed})
        return st.multiselect(
            "Is het bij iemand een nieuwe naam, en geen verbetering?",
            list(options),
            format_func=options.__getitem__,
            key=self._key("new_names"),
            placeholder="Niemand: het zijn verbeteringen",
            help="Bij een nieuwe naam stelt het programma voor om in eigen teksten de nieuwe naam "
            "te schrijven.",
        )

    def _ask_roles(self) -> list[str]:
        asked = asked_roles(self.preview)
        if not asked:
            return []
        options = distinct(
            {
                one.key: f"{self.people.colleague(one.staff_id, one.new_staff_key)}: {role(one)}"
                for one in asked
            }
        )
        with st.container(border=True, key="roster_roles"):
            st.markdown(f"**{counted(len(asked), 'rol', 'rollen')} om zelf te geven**")
            st.caption(WHY_ASKED_ROLES)
            return st.multiselect(
                "Deze rollen geven",
                list(options),
                format_func=options.__getitem__,
                key=self._key("roles"),
                placeholder="Niemand",
            )

    def _ask_teams(self) -> Mapping[str, str]:
        """The team of new classes, per year group; filled in as it is proposed."""
        proposed = self.preview.teams
        if not proposed:
            return {}
        with st.expander(
            "Teams van de nieuwe klassen (het bestand noemt ze niet)", key="roster_teams"
        ):
            st.caption("Een teamleider ziet de klassen van het eigen team.")
            return {group: self._ask_team(group, team) for group, team in proposed.items()}

    def _ask_team(self, group: str, proposed: str) -> str:
        """A team of the school, the proposed one, or another name that is typed."""
        teams = list(dict.fromkeys((proposed, *self.preview.school.teams)))
        team: str | None = st.selectbox(
            f"Team van {words_of_group(group)}",
            teams,
            key=self._key(f"team_{group}"),
            accept_new_options=True,
            placeholder="Kies een team, of typ een naam",
        )
        return (team or "").strip() or proposed


def words_of_group(group: str) -> str:
    """ "leerjaar 2", "ISK"."""
    code = year_groups.from_text(group)
    return year_groups.words(code) if code else "de andere klassen"


def _lines_in_doubt(count: int) -> str:
    lines = counted(count, "regel is", "regels zijn")
    return (
        f"{lines} waarschijnlijk van iemand die er al is. Zeg wie het is; wat je openlaat, blijft "
        "liggen."
    )
