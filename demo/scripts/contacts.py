"""Who is told in a story: the parents, Magister, the driehoek, and the docententeam."""

from casework import entries as kinds
from demo.scripts.builder import Tale
from demo.scripts.plans import drawn

RENEWING = (kinds.Reported, kinds.Reopened)
WAYS = {"phone": 8, "meeting": 3, "email": 2, "message": 1}


class Contacts:
    """The column Communicatie of the card."""

    def __init__(self, tale: Tale) -> None:
        self.tale = tale

    def plan_all(self) -> None:
        """What a first melding asks for."""
        self.tale.step("inform_team", 3, self._inform_team)
        for place in self.tale.with_part("target", "displaying"):
            self.plan_for(place)

    def plan_for(self, place: int) -> None:
        """What is due for one pupil concerned."""
        self._plan_news(place)
        if self.tale.course.verdict == "bullying":
            self.tale.step("triangle", 11, self._triangle, place)

    def plan_again(self) -> None:
        """What a next melding asks for once more."""
        for place in self.tale.with_part("target", "displaying"):
            self._plan_news(place)

    def after_talk(self, place: int) -> None:
        """What a talk apart with this pupil asks for."""
        self.tale.step("magister", 5, self._note_in_magister, place)

    def _plan_news(self, place: int) -> None:
        if f"parents_{self.tale.parts[place]}" not in self.tale.course.forgets:
            self.tale.step("parents", 5, self._inform_parents, place)
        self.tale.step("magister", 5, self._note_in_magister, place)

    def _is_told(self, step: str, place: int, *talks: str) -> bool:
        """Whether this was done since the last melding, or the last of these talks."""
        for line in reversed(self.tale.lines):
            if (line.step, line.pupil) == (step, place):
                return True
            is_talk = line.step in talks and line.pupil == place
            if line.payload.corrects is None and (is_talk or isinstance(line.payload, RENEWING)):
                return False
        return False

    def _inform_parents(self, step: str, place: int) -> None:
        tale, role = self.tale, self.tale.parts[place]
        if self._is_told(step, place):
            return
        if "parents_aside" in tale.course.slips and role == "target":
            self._set_aside(step, place)
            return
        reaction = tale.words("parents", role, place)
        informed = kinds.ParentsInformed(way=drawn(tale.rng, WAYS), reaction=reaction)
        number = tale.write(informed, step, place, happened=tale.just_before())
        if "entry_withdrawn" in tale.course.slips and role == "target":
            tale.plan(tale.today + 1, lambda: self._set_right(number, step, place))

    def _set_right(self, number: int, step: str, place: int) -> None:
        tale = self.tale
        tale.write(kinds.EntryWithdrawn(number=number, reason=tale.words("withdrawal")))
        reaction = tale.words("parents", tale.parts[place], place)
        tale.write(kinds.ParentsInformed(way="phone", reaction=reaction), step, place)

    def _note_in_magister(self, step: str, place: int) -> None:
        if self._is_told(step, place, "talk_target", "talk_displaying"):
            return
        text = self.tale.words("magister", self.tale.parts[place], place)
        self.tale.write(kinds.MagisterNoted(text=text), step, place)

    def _triangle(self, step: str, place: int) -> None:
        if "triangle_aside" in self.tale.course.slips:
            self._set_aside(step, place)
        else:
            self.tale.write(kinds.TalkHeld(notes=self.tale.talk(step, place)), step, place)

    def _inform_team(self, step: str, _: int) -> None:
        if self.tale.rng.random() < 0.06:
            reason = self.tale.words("aside", step)
            self.tale.write(kinds.StepSetAside(reason=reason), step)
        else:
            message = self.tale.words("team_message")
            self.tale.write(kinds.TeamInformed(message=message), step)

    def _set_aside(self, step: str, place: int) -> None:
        reason = self.tale.words("aside", step, place)
        self.tale.write(kinds.StepSetAside(reason=reason), step, place)
