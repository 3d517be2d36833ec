"""The talks in a script: apart, together, with the group, with the parents, and in passing."""

from collections.abc import Callable

from casework import entries as kinds
from demo.scripts.builder import ScriptBuilder
from demo.scripts.case_script import script_date
from demo.scripts.plans import drawn

SPEAKS_AGAIN = 0.15  # where something was agreed for a day: another talk instead of a short look
KEPT = {"yes": 6, "partly": 3, "no": 1}


class Talks:
    """Plans and records the talks of the card, the gepeste always first.

    `after_talk` is called with the place of the pupil who was spoken with.
    """

    def __init__(self, builder: ScriptBuilder, after_talk: Callable[[int], None]) -> None:
        self.builder = builder
        self.rng = builder.rng
        self._after_talk = after_talk
        self._agreed_for = list(builder.plan.agreed_for)

    def plan_all(self) -> None:
        """What a first melding asks for."""
        self.plan_apart()
        if self.builder.plan.joint != "open":
            self.builder.schedule_step("talk_joint", 11, self.together)
        if self.builder.plan.group_level:
            self.builder.schedule_step("talk_group", 9, self.with_group)
        self._plan_check_ins()

    def plan_apart(self) -> None:
        """With each of them apart; every melding asks for it again."""
        for place in self.builder.with_role("target"):
            self.builder.schedule_step("talk_target", 2, self.apart, place)
        for place in self.builder.with_role("displaying"):
            self.builder.schedule_step("talk_displaying", 5, self.apart, place)

    def apart(self, step: str, place: int) -> None:
        """One pupil and the mentor; sometimes written down the day after."""
        builder, rng = self.builder, self.rng
        asks_score = step == "talk_target" and rng.random() < 0.7
        agreed_for = self._agreed_day()
        talk = kinds.TalkHeld(
            safety_score=int(rng.triangular(2, 8, 4)) if asks_score else None,
            next_on=None if agreed_for is None else script_date(agreed_for),
            present=builder.note("present", step) if rng.random() < 0.3 else "",
            notes=builder.talk_notes(step, place),
            agreements=builder.note("agreements", step, place),
        )
        happened = builder.just_before()
        number = builder.write(talk, step, place, happened=happened)
        if agreed_for is not None:
            self._plan_to_look_back(agreed_for, number, step, place)
        if "talk_corrected" in builder.plan.slips and step == "talk_target":
            notes = f"{talk.notes} {builder.note('correction', 'talk', place)}"
            right = talk.model_copy(update={"corrects": number, "notes": notes})
            builder.schedule(
                builder.today + 1, lambda: self._put_right(right, step, place, happened)
            )
        self._after_talk(place)

    def _put_right(self, right: kinds.TalkHeld, step: str, place: int, happened: int) -> None:
        self.builder.write(right, step, place, happened=happened)

    # --- what was agreed for a day ------------------------------------------------------------

    def _agreed_day(self) -> int | None:
        if self._agreed_for:
            return self._agreed_for.pop(0)
        by_chance = self.rng.random() < 0.4 and self.builder.plan.agreements != "none"
        return self.builder.today + 5 if by_chance else None

    def _plan_to_look_back(self, day: int, number: int, step: str, place: int) -> None:
        style = self.builder.plan.agreements
        if style != "open":
            at = (
                day + 2 + self.builder.random_below(6)
                if style == "late"
                else day - self.builder.random_below(2)
            )
            self.builder.schedule(at, lambda: self._look_back(number, step, place))

    def _look_back(self, number: int, step: str, place: int) -> None:
        """Nothing when they spoke again since, or when the pupil has no part any more."""
        builder = self.builder
        later = ((line.step, line.pupil) for line in builder.lines[number:])
        if not builder.is_here(place) or (step, place) in later:
            return
        if not builder.has_stopped and self.rng.random() < SPEAKS_AGAIN:
            self.apart(step, place)
            return
        outcome = drawn(self.rng, KEPT)
        notes = builder.note("agreement", outcome, place)
        reviewed = kinds.AgreementReviewed.model_validate(
            {"talk_number": number, "kept": outcome, "notes": notes}
        )
        builder.write(reviewed, "agreement", place)

    # --- together, and in passing -------------------------------------------------------------

    def together(self, step: str, _: int) -> None:
        """Through the gate when it stands open and both want it; else set aside with a reason."""
        builder = self.builder
        if builder.plan.joint != "held" or self._gate_is_shut():
            builder.write(kinds.StepSetAside(reason=builder.note("aside", step)), step)
            return
        talk = kinds.TalkHeld(
            target_agrees=True,
            displaying_agrees=True,
            led_by=builder.note("led_by"),
            notes=builder.talk_notes(step),
            agreements=builder.note("agreements", step),
        )
        builder.write(talk, step)

    def _gate_is_shut(self) -> bool:
        spoken_with = {
            line.pupil
            for line in self.builder.lines
            if line.step in ("talk_target", "talk_displaying")
        }
        return not spoken_with.issuperset(self.builder.with_role("target", "displaying"))

    def with_group(self, step: str, _: int) -> None:
        """With the whole class, without names; or set aside: the gepeste rather not."""
        if self.rng.random() < 0.15:
            reason = self.builder.note("aside", step)
            self.builder.write(kinds.StepSetAside(reason=reason), step)
        else:
            self.builder.write(kinds.TalkHeld(notes=self.builder.talk_notes(step)), step)

    def _plan_check_ins(self) -> None:
        day = 4
        while self.rng.random() < 0.62:
            day += 2 + self.builder.random_below(6)
            place = self.rng.choice(self.builder.with_role("target", "displaying"))
            self.builder.schedule_step("check_in", day, self._check_in, place, exact=True)

    def _check_in(self, step: str, place: int) -> None:
        better = min(self.builder.today // 6, 4)
        score = min(3 + better + self.builder.random_below(3), 9)
        is_target = self.builder.roles[place] == "target"
        note = self.builder.note("check_in", place=place)
        checked = kinds.CheckedIn(safety_score=score if is_target else None, note=note)
        self.builder.write(checked, step, place)
