"""What is done about the bullying in a script: measures, levels and colleagues."""

from casework import entries as kinds
from demo.scripts.builder import ScriptBuilder
from demo.scripts.case_script import script_date
from demo.scripts.plans import drawn
from demo.scripts.support_questions import SupportQuestions

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

    def __init__(self, builder: ScriptBuilder) -> None:
        self.builder = builder
        self.level = 1

    def plan_first(self) -> None:
        """What a first melding asks for."""
        self.builder.schedule_step("measure_1", 5, self._agree)

    def raise_level(self, cause: str) -> None:
        """The next level, as the program proposed; whoever must be involved gets to work."""
        builder = self.builder
        self.level += 1
        builder.write(kinds.LevelReached(level=self.level, proposed=self.level, cause=cause))
        builder.schedule_step("coordinator" if self.level == 2 else "team_leader", 2, self._involve)
        builder.schedule_step(f"measure_{self.level}", 5, self._agree)
        asks_at = 3 if len(builder.plan.reports) > 1 else 2
        if builder.plan.support and self.level >= asks_at:
            builder.schedule(
                builder.today + 2 + builder.random_below(6), SupportQuestions(builder).ask
            )

    def keep_level(self, cause: str) -> None:
        """A person keeps the level although the program proposes a higher one."""
        reason = self.builder.note("level", "kept")
        declined = kinds.LevelDeclined(proposed=self.level + 1, cause=cause, reason=reason)
        self.builder.write(declined)

    def _agree(self, step: str, _: int) -> None:
        builder, level = self.builder, int(step[-1])
        measure = self._chosen(level)
        on_card = builder.card.measure(measure)
        places = builder.with_role(on_card.about) if on_card and on_card.about else []
        agreed = kinds.MeasureAgreed(
            measure=measure,
            level=level,
            for_pupil=str(places[0]) if places else "",
            agreed_by=OWNERS[step] if level > 1 else "",
            review_on=script_date(builder.today + REVIEW_AFTER),
            words=builder.note("measure", "own" if measure == "own" else "any"),
            with_whom="" if places else builder.note("with_whom"),
            reason=builder.note("red_reason") if on_card and on_card.risk == "red" else "",
        )
        number = builder.write(agreed, step, by=OWNERS[step])
        late = 0 if builder.rng.random() < 0.7 else builder.random_below(8)
        builder.schedule(builder.today + REVIEW_AFTER + late, lambda: self._review(level, number))

    def _chosen(self, level: int) -> str:
        rng = self.builder.rng
        if level == 1 and "online" in self.builder.plan.kinds and rng.random() < 0.6:
            return "online_agreement"
        return drawn(rng, MEASURES if level == 1 else HARD_MEASURES)

    def _review(self, level: int, number: int) -> None:
        builder = self.builder
        if "measure_review" in builder.plan.forgets:
            return
        fails = builder.plan.measure_fails and level == 2 and not builder.has_stopped
        outcome = "same" if fails else self._outcome()
        notes = builder.note("review", outcome)
        reviewed = kinds.MeasureReviewed(measure_number=number, outcome=outcome, notes=notes)
        builder.write(reviewed, "measure_review")
        if fails and self.level == 2:
            self.raise_level("not_stopped")

    def _outcome(self) -> str:
        """After level 2 a measure that fails asks for level 3; that is left to the plan."""
        if self.builder.has_stopped:
            return "stopped"
        return drawn(self.builder.rng, {"less": 8, "stopped": 1, "same": self.level != 2})

    def _involve(self, step: str, _: int) -> None:
        level = 2 if step == "coordinator" else 3
        note = self.builder.note("involved", step)
        self.builder.write(kinds.ColleagueInvolved(level=level, note=note), step, by=step)
