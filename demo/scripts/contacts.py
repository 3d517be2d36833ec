"""Who is informed in a script: the parents, Magister, the driehoek, and the docententeam."""

from casework import entries as kinds
from demo.scripts.builder import ScriptBuilder
from demo.scripts.plans import drawn

RENEWING = (kinds.Reported, kinds.Reopened)
WAYS = {"phone": 8, "meeting": 3, "email": 2, "message": 1}


class Contacts:
    """The column Communicatie of the card."""

    def __init__(self, builder: ScriptBuilder) -> None:
        self.builder = builder

    def plan_all(self) -> None:
        """What a first melding asks for."""
        self.builder.schedule_step("inform_team", 3, self._inform_team)
        for place in self.builder.with_role("target", "displaying"):
            self.plan_for(place)

    def plan_for(self, place: int) -> None:
        """What is due for one pupil concerned."""
        self._plan_news(place)
        if self.builder.plan.verdict == "bullying":
            self.builder.schedule_step("triangle", 11, self._triangle, place)

    def plan_again(self) -> None:
        """What a next melding asks for once more."""
        for place in self.builder.with_role("target", "displaying"):
            self._plan_news(place)

    def after_talk(self, place: int) -> None:
        """What a talk apart with this pupil asks for."""
        self.builder.schedule_step("magister", 5, self._note_in_magister, place)

    def _plan_news(self, place: int) -> None:
        if f"parents_{self.builder.roles[place]}" not in self.builder.plan.forgets:
            self.builder.schedule_step("parents", 5, self._inform_parents, place)
        self.builder.schedule_step("magister", 5, self._note_in_magister, place)

    def _is_done_since(self, step: str, place: int, *talks: str) -> bool:
        """Whether this was done since the last melding, or the last of these talks."""
        for line in reversed(self.builder.lines):
            if (line.step, line.pupil) == (step, place):
                return True
            is_talk = line.step in talks and line.pupil == place
            if line.payload.corrects is None and (is_talk or isinstance(line.payload, RENEWING)):
                return False
        return False

    def _inform_parents(self, step: str, place: int) -> None:
        builder, role = self.builder, self.builder.roles[place]
        if self._is_done_since(step, place):
            return
        if "parents_aside" in builder.plan.slips and role == "target":
            self._set_aside(step, place)
            return
        reaction = builder.note("parents", role, place)
        informed = kinds.ParentsInformed(way=drawn(builder.rng, WAYS), reaction=reaction)
        number = builder.write(informed, step, place, happened=builder.just_before())
        if "entry_withdrawn" in builder.plan.slips and role == "target":
            builder.schedule(builder.today + 1, lambda: self._set_right(number, step, place))

    def _set_right(self, number: int, step: str, place: int) -> None:
        builder = self.builder
        builder.write(kinds.EntryWithdrawn(number=number, reason=builder.note("withdrawal")))
        reaction = builder.note("parents", builder.roles[place], place)
        builder.write(kinds.ParentsInformed(way="phone", reaction=reaction), step, place)

    def _note_in_magister(self, step: str, place: int) -> None:
        if self._is_done_since(step, place, "talk_target", "talk_displaying"):
            return
        text = self.builder.note("magister", self.builder.roles[place], place)
        self.builder.write(kinds.MagisterNoted(text=text), step, place)

    def _triangle(self, step: str, place: int) -> None:
        if "triangle_aside" in self.builder.plan.slips:
            self._set_aside(step, place)
        else:
            self.builder.write(
                kinds.TalkHeld(notes=self.builder.talk_notes(step, place)), step, place
            )

    def _inform_team(self, step: str, _: int) -> None:
        if self.builder.rng.random() < 0.06:
            reason = self.builder.note("aside", step)
            self.builder.write(kinds.StepSetAside(reason=reason), step)
        else:
            message = self.builder.note("team_message")
            self.builder.write(kinds.TeamInformed(message=message), step)

    def _set_aside(self, step: str, place: int) -> None:
        reason = self.builder.note("aside", step, place)
        self.builder.write(kinds.StepSetAside(reason=reason), step, place)
