"""A plan told as a story: the steps of the card as a mentor records them, day by day."""

from datetime import date
from random import Random

from casework import entries as kinds
from casework.card.model import ActionCard
from demo.scripts.builder import Tale
from demo.scripts.case_end import EndOfCase
from demo.scripts.case_script import Story, story_date
from demo.scripts.contacts import Contacts
from demo.scripts.measures import Measures
from demo.scripts.plans import Plan, drawn
from demo.scripts.talks import Talks


def tell(plan: Plan, card: ActionCard, rng: Random) -> Story:
    """The whole course of a case, as if there were no end to the calendar."""
    teller = Teller(Tale(plan, card, rng))
    teller.tale.plan(0, teller.open)
    teller.tale.play()
    return teller.tale.told(
        teller.elsewhere(), plan.ends_on if plan.ending == "left_school" else None
    )


class Teller:
    """Plays one plan from the opening to the end, and back when it starts again."""

    def __init__(self, tale: Tale) -> None:
        self.tale = tale
        self.plan = tale.course
        self.contacts = Contacts(tale)
        self.talks = Talks(tale, self.contacts.after_talk)
        self.measures = Measures(tale)
        self.end = EndOfCase(tale, self._fall_back)
        self.count_reports = 0

    def elsewhere(self) -> frozenset[int]:
        """Who of the cast is in another class than the gepeste."""
        displaying = [n for n, role in enumerate(self.plan.roles) if role == "displaying"]
        return frozenset(displaying[-1:] if self.plan.elsewhere else ())

    def open(self) -> None:
        """The entries of an opening, as the Desk writes them; then everything it sets going."""
        plan, tale = self.plan, self.tale
        tale.cast.extend(plan.roles)
        tale.parts.extend(plan.roles)
        opened = kinds.CaseOpened(label="", school_year="", class_id="", year_group=0, team_id="")
        tale.write(opened, pupil=0)
        tale.write(self._melding(), "report", pupil=0)
        for place, role in enumerate(plan.roles):
            part = kinds.PupilInvolved(role=role, class_id="", year_group=0, team_id="")
            tale.write(part, pupil=place)
        tale.write(kinds.LevelReached(level=1, proposed=1, cause="first_report"))
        self._plan_answers()
        self.talks.plan_all()
        self.measures.plan_first()
        self.contacts.plan_all()
        self._plan_change_of_role()
        self._plan_departures()
        self._plan_end()

    # --- the five questions -------------------------------------------------------------------

    def _melding(self) -> kinds.Reported:
        plan, first = self.plan, self.count_reports == 0
        self.count_reports += 1
        complete = plan.answered_on == 0 or not first
        return kinds.Reported(
            ordinal=self.count_reports,
            incident_on=self._incident(first),
            day_part=plan.day_part,
            since=plan.since if first else "days",
            frequency=plan.frequency if complete else "",
            kinds=list(plan.kinds),
            places=list(plan.places) if complete else [],
            teller=plan.teller if first else drawn(self.tale.rng, {"target": 3, "teacher": 1}),
            verdict=plan.verdict if first else "bullying",
            serious=list(plan.serious) if first else [],
            group_level=plan.group_level,
            what=self.tale.words("what", plan.kinds[0] if first else "again"),
            where=self._where() if complete and self.tale.rng.random() < 0.6 else "",
            why=self._why() if complete else "",
        )

    def _incident(self, first: bool) -> date | None:
        before = self.plan.incident_before if first else self.tale.some(3)
        return None if before is None else story_date(self.tale.today - before)

    def _where(self) -> str:
        return self.tale.words("where", self.plan.places[0])

    def _why(self) -> str:
        group = self.plan.group_level and self.tale.rng.random() < 0.5
        return self.tale.words("why", "group" if group else "any")

    def _plan_answers(self) -> None:
        if self.plan.answered_on:
            self.tale.plan(self.plan.answered_on, self._answer)
        if self.plan.serious and self.plan.route:
            self.tale.plan(self.tale.some(2), self._decide_route)

    def _answer(self) -> None:
        added = kinds.AnalysisAdded(
            frequency=self.plan.frequency,
            places=list(self.plan.places),
            where=self._where(),
            why=self._why(),
        )
        self.tale.write(added, "five_questions")

    def _decide_route(self) -> None:
        route = self.plan.route
        decided = kinds.SeriousDecided(route=route, reason=self.tale.words("serious", route))
        self.tale.write(decided, "serious")

    # --- changes of mind ----------------------------------------------------------------------

    def _plan_change_of_role(self) -> None:
        extra = self.tale.with_part("follower", "bystander")
        if extra and "role_withdrawn" in self.plan.slips:
            reason = self.tale.words("role", "withdrawn")
            self.tale.plan(3, lambda: self._change_role(extra[-1], "", reason))
        elif extra and "role_changed" in self.plan.slips:
            reason = self.tale.words("role", "joined")
            self.tale.plan(4, lambda: self._change_role(extra[0], "displaying", reason))

    def _change_role(self, place: int, role: str, reason: str) -> None:
        self.tale.write(kinds.RoleChanged(role=role, reason=reason), pupil=place)
        self.tale.parts[place] = role
        if role == "displaying":
            self.tale.step("talk_displaying", 4, self.talks.apart, place)
            self.contacts.plan_for(place)

    def _plan_departures(self) -> None:
        """The mentor hands the class over; the pestende leerling goes to another school."""
        if self.plan.hands_over_on is not None:
            self.tale.plan(self.plan.hands_over_on, self._hand_over)
        if self.plan.displaying_leaves_on is not None:
            leaver = self.tale.displaying
            self.tale.plan(self.plan.displaying_leaves_on, lambda: self.tale.gone.add(leaver))

    def _hand_over(self) -> None:
        self.tale.write(kinds.HandoverNoted(note=self.tale.words("handover")))

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
            self._plan_return(last + plan.stops_after)

    def _plan_return(self, stopped: int) -> None:
        if self.plan.returns_after is not None:
            back = stopped + 45 + self.plan.returns_after
            self.tale.plan(back, self._report_again, even_closed=True)
            self.tale.plan(back + 10 + self.tale.some(20), self.end.stop, even_closed=True)

    def _report_again(self) -> None:
        """The next melding: a case that had stopped opens again, and the level is looked at."""
        level = self.measures.level
        self.end.reopen("new_report")
        melding = self._melding()
        number = self.tale.write(melding, "report", pupil=0)
        if "report_corrected" in self.plan.slips:
            self._plan_right_date(melding, number)
        cause = "second_report" if level == 1 else "report_after_level_2"
        if level < 3 and self.plan.keeps_level:
            self.measures.keep_level(cause)
        elif level < 3:
            self.measures.raise_level(cause)
        self.talks.plan_apart()
        self.contacts.plan_again()

    def _plan_right_date(self, melding: kinds.Reported, number: int) -> None:
        """The day after somebody sees that it was reported a day earlier."""
        before = self.tale.today - 1
        right = melding.model_copy(update={"corrects": number, "incident_on": story_date(before)})
        self.tale.plan(self.tale.today + 1, lambda: self._put_right(right, before))

    def _put_right(self, melding: kinds.Reported, happened: int) -> None:
        self.tale.write(melding, "report", pupil=0, happened=happened)

    def _fall_back(self) -> None:
        """Nazorg said gelijk or erger: the next level, and a new stop after a while."""
        if self.measures.level < 3:
            self.measures.raise_level("aftercare_worse")
        self.talks.plan_apart()
        self.contacts.plan_again()
        self.tale.plan(self.tale.today + 10 + self.tale.some(20), self.end.stop)

    def _no_bullying(self) -> None:
        if self.plan.verdict in ("unclear", "bullying"):
            verdict = drawn(self.tale.rng, {"conflict": 3, "teasing": 2, "unfounded": 1})
            self.tale.write(kinds.AnalysisAdded(verdict=verdict), "five_questions")
        self.end.close("no_bullying")
