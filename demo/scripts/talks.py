"""The talks in a story: apart, together, with the group, with the parents, and in passing."""

from collections.abc import Callable

from casework import entries as kinds
from demo.scripts.builder import Tale
from demo.scripts.case_script import story_date
from demo.scripts.plans import drawn

SPEAKS_AGAIN = 0.15  # where something was agreed for a day: another talk instead of a short look
KEPT = {"yes": 6, "partly": 3, "no": 1}


class Talks:
    """Plans and records the talks of the card, the gepeste always first.

    `after_talk` is called with the place of the pupil who was spoken with.
    """

    def __init__(self, tale: Tale, after_talk: Callable[[int], None]) -> None:
        self.tale = tale
        self.rng = tale.rng
        self._after_talk = after_talk
        self._agreed_for = list(tale.course.agreed_for)

    def plan_all(self) -> None:
        """What a first melding asks for."""
        self.plan_apart()
        if self.tale.course.joint != "open":
            self.tale.step("talk_joint", 11, self.together)
        if self.tale.course.group_level:
            self.tale.step("talk_group", 9, self.with_group)
        self._plan_check_ins()

    def plan_apart(self) -> None:
        """With each of them apart; every melding asks for it again."""
        for place in self.tale.with_part("target"):
            self.tale.step("talk_target", 2, self.apart, place)
        for place in self.tale.with_part("displaying"):
            self.tale.step("talk_displaying", 5, self.apart, place)

    def apart(self, step: str, place: int) -> None:
        """One pupil and the mentor; sometimes written down the day after."""
        tale, rng = self.tale, self.rng
        asks_score = step == "talk_target" and rng.random() < 0.7
        agreed_for = self._agreed_day()
        held = kinds.TalkHeld(
            safety_score=int(rng.triangular(2, 8, 4)) if asks_score else None,
            next_on=None if agreed_for is None else story_date(agreed_for),
            present=tale.words("present", step) if rng.random() < 0.3 else "",
            notes=tale.talk(step, place),
            agreements=tale.words("agreements", step, place),
        )
        happened = tale.just_before()
        number = tale.write(held, step, place, happened=happened)
        if agreed_for is not None:
            self._plan_to_look_back(agreed_for, number, step, place)
        if "talk_corrected" in tale.course.slips and step == "talk_target":
            notes = f"{held.notes} {tale.words('correction', 'talk', place)}"
            right = held.model_copy(update={"corrects": number, "notes": notes})
            tale.plan(tale.today + 1, lambda: self._put_right(right, step, place, happened))
        self._after_talk(place)

    def _put_right(self, right: kinds.TalkHeld, step: str, place: int, happened: int) -> None:
        self.tale.write(right, step, place, happened=happened)

    # --- what was agreed for a day ------------------------------------------------------------

    def _agreed_day(self) -> int | None:
        if self._agreed_for:
            return self._agreed_for.pop(0)
        by_chance = self.rng.random() < 0.4 and self.tale.course.agreements != "none"
        return self.tale.today + 5 if by_chance else None

    def _plan_to_look_back(self, day: int, number: int, step: str, place: int) -> None:
        style = self.tale.course.agreements
        if style != "open":
            at = day + 2 + self.tale.some(6) if style == "late" else day - self.tale.some(2)
            self.tale.plan(at, lambda: self._look_back(number, step, place))

    def _look_back(self, number: int, step: str, place: int) -> None:
        """Nothing when they spoke again since, or when the pupil has no part any more."""
        tale = self.tale
        later = ((line.step, line.pupil) for line in tale.lines[number:])
        if not tale.is_here(place) or (step, place) in later:
            return
        if not tale.has_stopped and self.rng.random() < SPEAKS_AGAIN:
            self.apart(step, place)
            return
        kept = drawn(self.rng, KEPT)
        notes = tale.words("agreement", kept, place)
        looked = kinds.AgreementReviewed.model_validate(
            {"talk_number": number, "kept": kept, "notes": notes}
        )
        tale.write(looked, "agreement", place)

    # --- together, and in passing -------------------------------------------------------------

    def together(self, step: str, _: int) -> None:
        """Through the gate when it stands open and both want it; else set aside with a reason."""
        tale = self.tale
        if tale.course.joint != "held" or self._gate_is_shut():
            tale.write(kinds.StepSetAside(reason=tale.words("aside", step)), step)
            return
        held = kinds.TalkHeld(
            target_agrees=True,
            led_by=tale.words("led_by"),
            notes=tale.talk(step),
            agreements=tale.words("agreements", step),
        )
        tale.write(held, step)

    def _gate_is_shut(self) -> bool:
        held = {
            line.pupil
            for line in self.tale.lines
            if line.step in ("talk_target", "talk_displaying")
        }
        return not held.issuperset(self.tale.with_part("target", "displaying"))

    def with_group(self, step: str, _: int) -> None:
        """With the whole class, without names; or set aside: the gepeste rather not."""
        if self.rng.random() < 0.15:
            reason = self.tale.words("aside", step)
            self.tale.write(kinds.StepSetAside(reason=reason), step)
        else:
            self.tale.write(kinds.TalkHeld(notes=self.tale.talk(step)), step)

    def _plan_check_ins(self) -> None:
        day = 4
        while self.rng.random() < 0.62:
            day += 2 + self.tale.some(6)
            place = self.rng.choice(self.tale.with_part("target", "displaying"))
            self.tale.step("check_in", day, self._check_in, place, exact=True)

    def _check_in(self, step: str, place: int) -> None:
        better = min(self.tale.today // 6, 4)
        score = min(3 + better + self.tale.some(3), 9)
        is_target = self.tale.parts[place] == "target"
        note = self.tale.words("check_in", place=place)
        checked = kinds.CheckedIn(safety_score=score if is_target else None, note=note)
        self.tale.write(checked, step, place)
