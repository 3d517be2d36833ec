"""Contact that leaves the case: the parents of both sides in one round, and the docententeam."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import starmap
from typing import Any, ClassVar
from urllib.parse import urlsplit

import streamlit as st

from casework import entries as kinds
from casework.cases.contact_texts import parents_script, team_message
from casework.cases.steps import StepState
from casework.entries import NewEntry, Payload
from casework.errors import InputRefused
from casework.labels import FIELD_TITLES
from casework.people import PersonName
from casework.pupil_search import FindablePupil, PupilFinder
from casework.words import enumeration
from ui import navigation, session
from ui.case import case_address
from ui.case.step_form import LINES, StepForm
from ui.copy_text import copy_text
from ui.forms.field import Field, MultiPills, Pills, TextArea
from ui.forms.form import Form
from ui.inner_link import address
from ui.labels import escape, plain

WAY = "Hoe heb je contact gehad?"
NO_WAY = "Kies hoe je contact hebt gehad."
WATCH, MOST_FOUND = "on_watch", 8
WHO = "Wie moet op een leerling letten?"
FIND = "Zoek een collega"
SCRIPT_OF = "Wat zeg je tegen de ouders van {}?"


class ParentsForm(StepForm):
    """The parents of the pupil of this step, and in the same round those of the others."""

    act = "Contact vastleggen"
    note = "reaction"
    kind: ClassVar[type[Payload]] = kinds.ParentsInformed

    def fields(self) -> Sequence[Field]:
        return [self._way("way", NO_WAY), TextArea("reaction", FIELD_TITLES["reaction"])]

    def _way(self, name: str, required: str = "") -> Field:
        codes = self.card.lists[self.kind.listed_fields()["way"].list_name]
        return Pills(name, WAY, codes, required=required)

    @property
    def _others(self) -> Iterator[tuple[str, StepState]]:
        """The same step for other pupils, as far as it waits; with what their fields end on.

        The mentor of each class calls the parents of that class.
        """
        own = [state for state in self._waiting if not self.by_another(state.pupil_id)]
        for place, state in enumerate(own):
            yield f"_{place}", state

    @property
    def _waiting(self) -> Sequence[StepState]:
        same = [s for s in self.file.steps if s.step.id == self.state.step.id and s.is_open]
        others = [state for state in same if state.pupil_id != self.state.pupil_id]
        return others if self.is_new else ()

    def extra_fields(self) -> Sequence[Field]:
        others = [
            field
            for suffix, _ in self._others
            for field in (
                self._way(f"way{suffix}"),
                TextArea(f"reaction{suffix}", FIELD_TITLES["reaction"], height=LINES),
            )
        ]
        return [*super().extra_fields(), *others]

    def draw_ahead(self, _form: Form, /) -> None:
        self._script(self.state.pupil_id)

    def by_another(self, pupil_id: str) -> str:
        others = self.file.other_mentors(self.state.step, pupil_id)
        name = plain(self.file.name(pupil_id))
        return f"De ouders van {name} belt {plain(others.words)}." if others else ""

    def draw(self, form: Form, /) -> None:
        super().draw(form)
        for suffix, state in self._others:
            name = self.file.name(state.pupil_id)
            with st.expander(f"In dezelfde ronde: de ouders van {plain(name)}"):
                self._script(state.pupil_id)
                form.draw(f"way{suffix}", f"reaction{suffix}")
        for state in self._waiting:
            if whose := self.by_another(state.pupil_id):
                st.caption(f":material/call: {whose}")

    def _script(self, pupil_id: str) -> None:
        """What to say, from what was recorded, without the name of another pupil."""
        pupil = self.file.pupils.get(pupil_id)
        given_name = (pupil and pupil.name.given) or self.file.name(pupil_id)
        lines = parents_script(self.case, pupil_id, given_name)
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        title = escape(SCRIPT_OF.format(self.file.name(pupil_id)))
        st.html(
            f'<details class="guide parents-script"><summary>{title}</summary>'
            f"<ol>{items}</ol></details>"
        )

    def extra_entries(self, form: Form, day: date, /) -> list[NewEntry]:
        entries = super().extra_entries(form, day)
        for suffix, state in self._others:
            way, reaction = form.read(f"way{suffix}"), form.read(f"reaction{suffix}")
            if way:
                told = kinds.ParentsInformed(way=way, reaction=reaction)
                entries.append(NewEntry(told, day, state.step.id, state.pupil_id))
            elif reaction:
                raise InputRefused(NO_WAY, f"way{suffix}")
        return entries


class TeamForm(StepForm):
    """A message without names; who has to look after a pupil finds out who behind the sign-in."""

    act = "Bericht verstuurd"
    kind: ClassVar[type[Payload]] = kinds.TeamInformed

    def fields(self) -> Sequence[Field]:
        return [TextArea("message", "Heb je iets anders gestuurd? Plak het hier.", height=LINES)]

    def extra_fields(self) -> Sequence[Field]:
        if not self.is_new:
            return super().extra_fields()
        return [*super().extra_fields(), MultiPills(WATCH, WHO, self._colleagues)]

    @cached_property
    def _colleagues(self) -> Mapping[str, str]:
        return {member: name.full for member, name in self._people.items()}

    @cached_property
    def _people(self) -> Mapping[str, PersonName]:
        return session.desk().watching.colleagues(self.case.case_id)

    def draw_ahead(self, form: Form) -> None:
        st.caption("Kopieer dit bericht voor het docententeam. Er staan geen namen en details in.")
        self.is_offered = copy_text(self._message(), key="team")
        st.markdown(f"**{WHO}**")
        st.caption(
            "Wie je hier kiest, leest achter de link de namen van de leerlingen en waar het "
            "speelt, en verder niets. Ieder ander leest daar geen naam."
        )
        typed = st.text_input(FIND, key=form.key("find"), placeholder="typ een deel van de naam")
        options = self._found(typed, form.value(WATCH) or ())
        if options:
            form.draw_choice(WATCH, options)
        elif typed:
            st.caption("Niemand gevonden.")

    def _found(self, typed: str, chosen: Collection[str]) -> dict[str, str]:
        """The chosen colleagues, and those whose name has what was typed, as for a pupil."""
        names = self._colleagues
        finder = PupilFinder(starmap(FindablePupil, self._people.items()))
        found = finder.find(typed)[:MOST_FOUND]
        return {member: names[member] for member in dict.fromkeys([*chosen, *found])}

    def answers(self, form: Form) -> dict[str, Any]:
        message = form.read("message") or self._message()
        on_watch = form.read(WATCH) if self.is_new else ()
        return super().answers(form) | {"message": message, WATCH: tuple(on_watch)}

    def _message(self) -> str:
        return team_message(self.case, enumeration(self.file.class_names), self._link())

    def _link(self) -> str:
        """Where a colleague reads who it is about: an id, and nothing of the pupil."""
        here = urlsplit(st.context.url or "")
        path = address(case_address.case(self.case.case_id), navigation.WATCH.address)
        return f"{here.scheme}://{here.netloc}{path}" if here.netloc else path
