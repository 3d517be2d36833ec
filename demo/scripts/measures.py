"""What is done about it in a story: measures, levels and colleagues."""

from casework import entries as kinds
from demo.scripts.builder import Tale
from demo.scripts.case_script import story_date
from demo.scripts.plans import drawn
from demo.scripts.support_questions import Consulting

MEASURES = {
    "weekly_talk": 7,
    "seating": 6,
    "supervision": 5,
    "buddy": 5,
    "parents_invited": 4,
    "own": 2,
    "restitution": 1,
    "told_to_stop": 0.5,
}
HARD_MEASURES = {
    "parents_invited": 6,
    "leadership_talk": 5,
    "weekly_talk": 4,
    "supervision": 3,
    "suspension": 1,
    "police": 0.5,
}
OWNERS = {"measure_1": "mentor", "measure_2": "coordinator", "measure_3": "team_leader"}
REVIEW_AFTER = 11


class Measures:
    """The column Actie of the card; it says when the ondersteuningsteam is asked."""

    def __init__(self, tale: Tale) -> None:
        self.tale = tale
        self.level = 1

    def plan_first(self) -> None:
        """What a first melding asks for."""
        self.tale.step("measure_1", 5, self._agree)

    def raise_level(self, cause: str) -> None:
        """The next level, as the program proposed; whoever must be involved gets to work."""
        tale = self.tale
        self.level += 1
        tale.write(kinds.LevelReached(level=self.level, proposed=self.level, cause=cause))
        tale.step("coordinator" if self.level == 2 else "team_leader", 2, self._involve)
        tale.step(f"measure_{self.level}", 5, self._agree)
        asks_at = 3 if len(tale.course.reports) > 1 else 2
        if tale.course.support and self.level >= asks_at:
            tale.plan(tale.today + 2 + tale.some(6), Consulting(tale).ask)

    def keep_level(self, cause: str) -> None:
        """A person keeps the level although the program proposes a higher one."""
        reason = self.tale.words("level", "kept")
        declined = kinds.LevelDeclined(proposed=self.level + 1, cause=cause, reason=reason)
        self.tale.write(declined)

    def _agree(self, step: str, _: int) -> None:
        tale, level = self.tale, int(step[-1])
        measure = self._chosen(level)
        known = tale.card.measure(measure)
        places = tale.with_part(known.about) if known and known.about else []
        agreed = kinds.MeasureAgreed(
            measure=measure,
            level=level,
            for_pupil=str(places[0]) if places else "",
            agreed_by=OWNERS[step] if level > 1 else "",
            review_on=story_date(tale.today + REVIEW_AFTER),
            words=tale.words("measure", "own" if measure == "own" else "any"),
            with_whom="" if places else tale.words("with_whom"),
            reason=tale.words("red_reason") if known and known.risk == "red" else "",
        )
        number = tale.write(agreed, step, by=OWNERS[step])
        late = 0 if tale.rng.random() < 0.7 else tale.some(8)
        tale.plan(tale.today + REVIEW_AFTER + late, lambda: self._review(level, number))

    def _chosen(self, level: int) -> str:
        rng = self.tale.rng
        if level == 1 and "online" in self.tale.course.kinds and rng.random() < 0.6:
            return "online_agreement"
        return drawn(rng, MEASURES if level == 1 else HARD_MEASURES)

    def _review(self, level: int, number: int) -> None:
        tale = self.tale
        if "measure_review" in tale.course.forgets:
            return
        fails = tale.course.measure_fails and level == 2 and not tale.has_stopped
        outcome = "same" if fails else self._outcome()
        notes = tale.words("review", outcome)
        reviewed = kinds.MeasureReviewed(measure_number=number, outcome=outcome, notes=notes)
        tale.write(reviewed, "measure_review")
        if fails and self.level == 2:
            self.raise_level("not_stopped")

    def _outcome(self) -> str:
        """After level 2 a measure that fails asks for level 3; that is left to the plan."""
        if self.tale.has_stopped:
            return "stopped"
        return drawn(self.tale.rng, {"less": 8, "stopped": 1, "same": self.level != 2})

    def _involve(self, step: str, _: int) -> None:
        level = 2 if step == "coordinator" else 3
        note = self.tale.words("involved", step)
        self.tale.write(kinds.ColleagueInvolved(level=level, note=note), step, by=step)
