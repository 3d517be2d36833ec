"""A plan told as a story: the steps of the card as a mentor records them, day by day."""

from collections.abc import Callable
from random import Random

from casework import entries as kinds
from casework.action_card import ActionCard
from data.demo.ending import EndOfCase
from data.demo.plans import Plan, drawn
from data.demo.story import Story, Tale, story_date
from data.demo.words import said, told

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
WAYS = {"phone": 8, "meeting": 3, "email": 2, "message": 1}


def tell(plan: Plan, card: ActionCard, rng: Random) -> Story:
    """The whole course of a case, as if there were no end to the calendar."""
    teller = Teller(plan, Tale(rng, card))
    teller.tale.plan(0, teller.open)
    teller.tale.play()
    return teller.tale.told(teller.elsewhere, teller.leaves_on)


class Teller:
    """Plays one plan; every method that starts with an underscore and a verb is an act."""

    def __init__(self, plan: Plan, tale: Tale) -> None:
        self.plan = plan
        self.tale = tale
        self.rng = tale.rng
        self.level = 1
        self.count_reports = 0
        self.end = EndOfCase(plan, tale, self.fall_back)
        self.leaves_on = plan.ends_on if plan.ending == "left_school" else None
        displaying = [n for n, role in enumerate(plan.roles) if role == "displaying"]
        away = bool(displaying) and (plan.elsewhere or plan.passed_on)
        self.elsewhere = frozenset(displaying[-1:] if away else ())

    # --- the opening and what it asks for -----------------------------------------------------

    def open(self) -> None:
        """The entries of an opening, as the Desk writes them; then everything it sets going."""
        plan, tale = self.plan, self.tale
        tale.cast.extend(plan.roles)
        tale.parts.extend(plan.roles)
        by = "reporter" if plan.passed_on else "mentor"
        opened = kinds.CaseOpened(label="", school_year="", class_id="", year_group=0, team_id="")
        tale.write(opened, pupil=0, by=by)
        tale.write(self._melding(), "report", pupil=0, by=by)
        for place, role in enumerate(plan.roles):
            tale.write(_involved(role), pupil=place, by=by)
        tale.write(kinds.LevelReached(level=1, proposed=1, cause="first_report"), by=by)
        self._after_opening()

    def _after_opening(self) -> None:
        self._plan_answers()
        self._plan_talks()
        self._plan_contacts()
        self._plan_slips()
        self._plan_end()

    def _melding(self) -> kinds.Reported:
        plan, first = self.plan, self.count_reports == 0
        self.count_reports += 1
        lag = plan.incident_before if first else int(self.rng.random() * 3)
        complete = plan.answered_on == 0 or not first
        place = plan.places[0]
        return kinds.Reported(
            ordinal=self.count_reports,
            incident_on=None if lag is None else story_date(self.tale.today - lag),
            day_part=plan.day_part,
            since=plan.since if first else "days",
            frequency=plan.frequency if complete else "",
            kinds=list(plan.kinds),
            places=list(plan.places) if complete else [],
            teller=plan.teller if first else drawn(self.rng, {"target": 3, "teacher": 1}),
            verdict=plan.verdict if first else "bullying",
            serious=list(plan.serious) if first else [],
            group_level=plan.group_level,
            what=self.words("what", plan.kinds[0] if first else "again"),
            where=self.words("where", place) if complete and self.rng.random() < 0.6 else "",
            why=self._why() if complete else "",
        )

    def _why(self) -> str:
        which = "group" if self.plan.group_level and self.rng.random() < 0.5 else "any"
        return self.words("why", which)

    def _plan_answers(self) -> None:
        if self.plan.answered_on and self.plan.answered_on > 0:
            self.tale.plan(self.plan.answered_on, self._answer)
        if self.plan.serious and self.plan.route:
            self.tale.plan(int(self.rng.random() * 2), self._decide_route)

    def _answer(self) -> None:
        added = kinds.AnalysisAdded(
            frequency=self.plan.frequency,
            places=list(self.plan.places),
            where=self.words("where", self.plan.places[0]),
            why=self._why(),
        )
        self.tale.write(added, "five_questions")

    def _decide_route(self) -> None:
        route = self.plan.route
        decided = kinds.SeriousDecided(route=route, reason=self.words("serious", route))
        self.tale.write(decided, "serious")

    # --- talks --------------------------------------------------------------------------------

    def _plan_talks(self) -> None:
        """Talks apart, with the gepeste first; then together, in the group, with the parents."""
        for place in self.tale.with_part("target"):
            self._step("talk_target", 2, place, self._talk_apart)
        for place in self.tale.with_part("displaying"):
            self._step("talk_displaying", 5, place, self._talk_apart)
        if self.count_reports > 1:
            return
        if self.plan.joint != "open":
            self._step("talk_joint", 11, 0, self._talk_joint)
        if self.plan.group_level:
            self._step("talk_group", 9, 0, self._talk_group)
        self._plan_check_ins()

    def _talk_apart(self, step: str, place: int) -> None:
        parted = step == "talk_target"
        score = int(self.rng.triangular(2, 8, 4)) if self.rng.random() < 0.7 else None
        held = kinds.TalkHeld(
            safety_score=score if parted else None,
            next_on=story_date(self.tale.today + 5) if self.rng.random() < 0.4 else None,
            present=self.words("present") if self.rng.random() < 0.3 else "",
            notes=told(self.rng, step, p=place, t=0, d=self._displaying()),
            agreements=self.words("agreements", place=place),
        )
        self.tale.write(held, step, place, happened=self._yesterday_or_now())

    def _talk_joint(self, step: str, place: int) -> None:
        if self.plan.joint == "held" and not self._waits_for():
            held = kinds.TalkHeld(
                target_agrees=True,
                led_by=said(self.rng, "led_by"),
                notes=told(self.rng, step, t=0, d=self._displaying()),
                agreements=self.words("agreements", place=0),
            )
            self.tale.write(held, step)
        else:
            self.tale.write(kinds.StepSetAside(reason=self.words("aside", step)), step)

    def _waits_for(self) -> bool:
        held = {line.pupil for line in self.tale.lines if line.step.startswith("talk_")}
        return not held.issuperset(self.tale.with_part("target", "displaying"))

    def _talk_group(self, step: str, place: int) -> None:
        if self.rng.random() < 0.15:
            self.tale.write(kinds.StepSetAside(reason=self.words("aside", step)), step)
            return
        self.tale.write(kinds.TalkHeld(notes=told(self.rng, step, t=0)), step)

    def _plan_check_ins(self) -> None:
        day = 4
        while self.rng.random() < 0.62:
            day += 2 + int(self.rng.random() * 6)
            place = self.rng.choice(self.tale.with_part("target", "displaying"))
            self._step("check_in", day, place, self._check_in, exact=True)

    def _check_in(self, step: str, place: int) -> None:
        better = min(self.tale.today // 6, 4)
        score = min(3 + better + int(self.rng.random() * 3), 9)
        is_target = self.tale.parts[place] == "target"
        note = self.words("check_in", place=place)
        said_now = kinds.CheckedIn(safety_score=score if is_target else None, note=note)
        self.tale.write(said_now, step, place)

    # --- measures and levels ------------------------------------------------------------------

    def _measure(self, step: str, place: int) -> None:
        level = max(self.level, 1) if step == "measure_1" else int(step[-1])
        measure = self._which_measure(level)
        red = self.tale.card.measure(measure)
        agreed = kinds.MeasureAgreed(
            measure=measure,
            level=level if step != "measure_1" else 1,
            review_on=story_date(self.tale.today + 11),
            words=self.words("measure", "own" if measure == "own" else "any"),
            with_whom=self.words("measure_with"),
            reason=self.words("red_reason") if red and red.risk == "red" else "",
        )
        number = self.tale.write(agreed, step, by=_OWNER[step])
        late = 0 if self.rng.random() < 0.7 else int(self.rng.random() * 8)
        self.tale.plan(self.tale.today + 11 + late, lambda: self._review(step, number))

    def _which_measure(self, level: int) -> str:
        if level == 1 and "online" in self.plan.kinds and self.rng.random() < 0.6:
            return "online_agreement"
        return drawn(self.rng, MEASURES if level == 1 else HARD_MEASURES)

    def _review(self, step: str, number: int) -> None:
        if "measure_review" in self.plan.forgets:
            return
        fails = self.plan.measure_fails and step == "measure_2"
        good = {"less": 5, "stopped": 4, "same": 0 if self.level == 2 else 1}
        outcome = "same" if fails else drawn(self.rng, good)
        notes = self.words("review", outcome)
        reviewed = kinds.MeasureReviewed(measure_number=number, outcome=outcome, notes=notes)
        self.tale.write(reviewed, "measure_review")
        if fails and self.level == 2 and not self.end.has_stopped:
            self._raise_level("not_stopped")

    def _raise_level(self, cause: str) -> None:
        self.level += 1
        reached = kinds.LevelReached(level=self.level, proposed=self.level, cause=cause)
        self.tale.write(reached)
        colleague = "coordinator" if self.level == 2 else "team_leader"
        self._step(colleague, 2, 0, self._involve)
        self._step(f"measure_{self.level}", 5, 0, self._measure)
        if self.plan.support and self.level >= (3 if len(self.plan.reports) > 1 else 2):
            self.tale.plan(self.tale.today + 2 + int(self.rng.random() * 6), self._ask_support)

    def _involve(self, step: str, place: int) -> None:
        level = 2 if step == "coordinator" else 3
        note = self.words("involved", step)
        self.tale.write(kinds.ColleagueInvolved(level=level, note=note), step, by=step)

    # --- the parents, Magister, the team ------------------------------------------------------

    def _plan_contacts(self) -> None:
        self._step("measure_1", 5, 0, self._measure)
        self._step("inform_team", 5, 0, self._inform_team)
        for place in self.tale.with_part("target", "displaying"):
            self._plan_contact(place)

    def _plan_contact(self, place: int) -> None:
        if f"parents_{self.tale.parts[place]}" not in self.plan.forgets:
            self._step("parents", 5, place, self._inform_parents)
        self._step("magister", 6, place, self._note_in_magister)
        if self.plan.verdict == "bullying":
            self._step("triangle", 11, place, self._triangle)

    def _inform_parents(self, step: str, place: int) -> None:
        tale, role = self.tale, self.tale.parts[place]
        if "parents_aside" in self.plan.slips and role == "target":
            reason = self.words("aside", step, place)
            tale.write(kinds.StepSetAside(reason=reason), step, place)
            return
        way = drawn(self.rng, WAYS)
        informed = kinds.ParentsInformed(way=way, reaction=self.words("parents", role, place))
        number = tale.write(informed, step, place, happened=self._yesterday_or_now())
        if "entry_withdrawn" in self.plan.slips and role == "target":
            tale.plan(tale.today + 1, lambda: self._set_right(number, step, place))

    def _set_right(self, number: int, step: str, place: int) -> None:
        wrong = kinds.EntryWithdrawn(number=number, reason=self.words("withdrawal"))
        self.tale.write(wrong)
        reaction = self.words("parents", self.tale.parts[place], place)
        self.tale.write(kinds.ParentsInformed(way="phone", reaction=reaction), step, place)

    def _note_in_magister(self, step: str, place: int) -> None:
        text = self.words("magister", self.tale.parts[place], place)
        self.tale.write(kinds.MagisterNoted(text=text), step, place)

    def _triangle(self, step: str, place: int) -> None:
        if "triangle_aside" in self.plan.slips:
            reason = self.words("aside", step, place)
            self.tale.write(kinds.StepSetAside(reason=reason), step, place)
            return
        held = kinds.TalkHeld(notes=told(self.rng, step, p=place))
        self.tale.write(held, step, place)

    def _inform_team(self, step: str, place: int) -> None:
        if self.rng.random() < 0.06:
            self.tale.write(kinds.StepSetAside(reason=self.words("aside", step)), step)
            return
        self.tale.write(kinds.TeamInformed(message=self.words("team_message")), step)

    # --- changes of mind ----------------------------------------------------------------------

    def _plan_slips(self) -> None:
        extra = self.tale.with_part("follower", "bystander")
        if extra and "role_withdrawn" in self.plan.slips:
            reason = self.words("role", "withdrawn")
            self.tale.plan(3, lambda: self._change_role(extra[-1], "", reason))
        elif extra and "role_changed" in self.plan.slips:
            reason = self.words("role", "joined")
            self.tale.plan(4, lambda: self._change_role(extra[0], "displaying", reason))

    def _change_role(self, place: int, role: str, reason: str) -> None:
        self.tale.write(kinds.RoleChanged(role=role, reason=reason), pupil=place)
        self.tale.parts[place] = role
        if role == "displaying":
            self._step("talk_displaying", 4, place, self._talk_apart)
            self._plan_contact(place)

    # --- next meldingen, the end, and back ----------------------------------------------------

    def _plan_end(self) -> None:
        plan, tale = self.plan, self.tale
        for day in plan.reports:
            tale.plan(day, self._report_again)
        last = max(plan.reports, default=0)
        if plan.ending == "no_bullying":
            tale.plan(plan.ends_on, self._no_bullying)
        elif plan.ending in ("left_school", "other"):
            tale.plan(plan.ends_on, lambda: self.end.close(plan.ending))
        elif plan.stops_after is not None:
            tale.plan(last + plan.stops_after, self.end.stop)
        if plan.returns_after is not None and plan.stops_after is not None:
            back = last + plan.stops_after + 45 + plan.returns_after
            tale.plan(back, self._report_again, even_closed=True)
            tale.plan(back + plan.stops_after, self.end.stop)

    def _report_again(self) -> None:
        """The next melding: a case that had stopped opens again, and the level is looked at."""
        self.end.reopen("new_report")
        self.tale.write(self._melding(), "report", pupil=0)
        cause = "second_report" if self.level == 1 else "report_after_level_2"
        if self.plan.keeps_level and self.level < 3:
            reason = self.words("level", "kept")
            declined = kinds.LevelDeclined(proposed=self.level + 1, cause=cause, reason=reason)
            self.tale.write(declined)
        elif self.level < 3:
            self._raise_level(cause)
        self._plan_talks()

    def fall_back(self) -> None:
        """Nazorg said gelijk or erger: the next level, and a new stop after a while."""
        if self.level < 3:
            self._raise_level("aftercare_worse")
        self._plan_talks()
        again = 10 + int(self.rng.random() * 20)
        self.tale.plan(self.tale.today + again, self.end.stop)

    def _no_bullying(self) -> None:
        if self.plan.verdict in ("unclear", "bullying"):
            verdict = drawn(self.rng, {"conflict": 3, "teasing": 2, "unfounded": 1})
            self.tale.write(kinds.AnalysisAdded(verdict=verdict), "five_questions")
        self.end.close("no_bullying")

    # --- the ondersteuningsteam ---------------------------------------------------------------

    def _ask_support(self) -> None:
        tale = self.tale
        question, tried = self.words("support", "question"), self.words("support", "tried")
        tale.write(kinds.SupportAsked(question=question, tried=tried), "support")
        if self.plan.support in ("advised", "used"):
            tale.plan(tale.today + 3 + int(self.rng.random() * 6), self._advise, even_closed=True)

    def _advise(self) -> None:
        advised = kinds.SupportAdvised(advice=self.words("support", "advice"))
        self.tale.write(advised, by="support_team")
        if self.plan.support == "used":
            later = self.tale.today + 3 + int(self.rng.random() * 6)
            self.tale.plan(later, self._use_advice, even_closed=True)

    def _use_advice(self) -> None:
        self.tale.write(kinds.AdviceUsed(what_was_done=self.words("support", "used")))

    # --- small things -------------------------------------------------------------------------

    def words(self, about: str, which: str = "any", place: int = 0) -> str:
        """Words for the note at hand, with the first gepeste and pestende leerling in them."""
        if about == "measure_with":
            about = "with_whom_of_measure"
        return said(self.rng, about, which, t=0, d=self._displaying(), p=place)

    def _displaying(self) -> int:
        return next(iter(self.tale.with_part("displaying")), 0)

    def _yesterday_or_now(self) -> int:
        early = self.tale.today > 1 and self.rng.random() < 0.15
        return self.tale.today - 1 if early else self.tale.today

    def _step(
        self,
        step: str,
        term: int,
        place: int,
        act: Callable[[str, int], None],
        exact: bool = False,
    ) -> None:
        """Plan a step, mostly inside its term; a member without a part is left alone."""
        if step in self.plan.forgets:
            return
        share = self.rng.triangular(0.2, 1.0, 0.7)
        wait = term if exact else round(term * share * self.plan.pace)

        def play() -> None:
            if self.tale.parts[place]:
                act(step, place)

        self.tale.plan(self.tale.today + wait, play)


_OWNER = {"measure_1": "mentor", "measure_2": "coordinator", "measure_3": "team_leader"}


def _involved(role: str) -> kinds.PupilInvolved:
    return kinds.PupilInvolved(role=role, class_id="", year_group=0, team_id="")
