"""Writes the script of a case from its plan: the steps of the card, day by day."""

from datetime import date
from random import Random

from casework import entries as kinds
from casework.card.model import ActionCard
from demo.lapsed_steps import with_lapsed_steps
from demo.scripts.builder import ScriptBuilder
from demo.scripts.case_end import CaseEnd
from demo.scripts.case_script import CaseScript, script_date
from demo.scripts.contacts import Contacts
from demo.scripts.measures import Measures
from demo.scripts.plans import Plan, drawn
from demo.scripts.talks import Talks


def write_script(plan: Plan, card: ActionCard, rng: Random) -> CaseScript:
    """The whole course of a case, as if there were no end to the calendar."""
    writer = ScriptWriter(ScriptBuilder(plan, card, rng))
    writer.builder.schedule(0, writer.open)
    writer.builder.run()
    leaves_on = plan.ends_on if plan.ending == "left_school" else None
    return with_lapsed_steps(writer.builder.finished(writer.elsewhere(), leaves_on), card)


class ScriptWriter:
    """Plays one plan from the opening to the end, and back when it starts again."""

    def __init__(self, builder: ScriptBuilder) -> None:
        self.builder = builder
        self.plan = builder.plan
        self.contacts = Contacts(builder)
        self.talks = Talks(builder, self.contacts.after_talk)
        self.measures = Measures(builder)
        self.end = CaseEnd(builder, self._fall_back)
        self.count_reports = 0

    def elsewhere(self) -> frozenset[int]:
        """The places of the pupils in another class than the gepeste."""
        displaying = [n for n, role in enumerate(self.plan.roles) if role == "displaying"]
        return frozenset(displaying[-1:] if self.plan.elsewhere else ())

    def open(self) -> None:
        """The entries of an opening, as the Desk writes them; then everything it sets going."""
        plan, builder = self.plan, self.builder
        builder.first_roles.extend(plan.roles)
        builder.roles.extend(plan.roles)
        opened = kinds.CaseOpened(label="", school_year="", class_id="", year_group=0, team_id="")
        builder.write(opened, pupil=0)
        builder.write(self._melding(), "report", pupil=0)
        for place, role in enumerate(plan.roles):
            part = kinds.PupilInvolved(role=role, class_id="", year_group=0, team_id="")
            builder.write(part, pupil=place)
        builder.write(kinds.LevelReached(level=1, proposed=1, cause="first_report"))
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
            teller=plan.teller if first else drawn(self.builder.rng, {"target": 3, "teacher": 1}),
            verdict=plan.verdict if first else "bullying",
            serious=list(plan.serious) if first else [],
            group_level=plan.group_level,
            what=self.builder.note("what", plan.kinds[0] if first else "again"),
            where=self._where() if complete and self.builder.rng.random() < 0.6 else "",
            why=self._why() if complete else "",
        )

    def _incident(self, first: bool) -> date | None:
        before = self.plan.incident_before if first else self.builder.random_below(3)
        return None if before is None else script_date(self.builder.today - before)

    def _where(self) -> str:
        return self.builder.note("where", self.plan.places[0])

    def _why(self) -> str:
        group = self.plan.group_level and self.builder.rng.random() < 0.5
        return self.builder.note("why", "group" if group else "any")

    def _plan_answers(self) -> None:
        if self.plan.answered_on:
            self.builder.schedule(self.plan.answered_on, self._answer)
        if self.plan.serious and self.plan.route:
            self.builder.schedule(self.builder.random_below(2), self._decide_route)

    def _answer(self) -> None:
        added = kinds.AnalysisAdded(
            frequency=self.plan.frequency,
            places=list(self.plan.places),
            where=self._where(),
            why=self._why(),
        )
        self.builder.write(added, "five_questions")

    def _decide_route(self) -> None:
        route = self.plan.route
        decided = kinds.SeriousDecided(route=route, reason=self.builder.note("serious", route))
        self.builder.write(decided, "serious")

    # --- changes of mind ----------------------------------------------------------------------

    def _plan_change_of_role(self) -> None:
        extra = self.builder.with_role("follower", "bystander")
        if extra and "role_withdrawn" in self.plan.slips:
            reason = self.builder.note("role", "withdrawn")
            self.builder.schedule(3, lambda: self._change_role(extra[-1], "", reason))
        elif extra and "role_changed" in self.plan.slips:
            reason = self.builder.note("role", "joined")
            self.builder.schedule(4, lambda: self._change_role(extra[0], "displaying", reason))

    def _change_role(self, place: int, role: str, reason: str) -> None:
        self.builder.write(kinds.RoleChanged(role=role, reason=reason), pupil=place)
        self.builder.roles[place] = role
        if role == "displaying":
            self.builder.schedule_step("talk_displaying", 4, self.talks.apart, place)
            self.contacts.plan_for(place)

    def _plan_departures(self) -> None:
        """The mentor hands the class over; the pestende leerling goes to another school."""
        if self.plan.hands_over_on is not None:
            self.builder.schedule(self.plan.hands_over_on, self._hand_over)
        if self.plan.displaying_leaves_on is not None:
            leaver = self.builder.displaying
            self.builder.schedule(
                self.plan.displaying_leaves_on, lambda: self.builder.departed.add(leaver)
            )

    def _hand_over(self) -> None:
        self.builder.write(kinds.HandoverNoted(note=self.builder.note("handover")))

    # --- next meldingen, the end, and back ----------------------------------------------------

    def _plan_end(self) -> None:
        plan, builder = self.plan, self.builder
        for day in plan.reports:
            builder.schedule(day, self._report_again)
        last = max(plan.reports, default=0)
        if plan.ending == "no_bullying":
            builder.schedule(plan.ends_on, self._no_bullying)
        elif plan.ending in ("left_school", "other"):
            builder.schedule(plan.ends_on, lambda: self.end.close(plan.ending))
        elif plan.stops_after is not None:
            builder.schedule(last + plan.stops_after, self.end.stop)
            self._plan_return(last + plan.stops_after)

    def _plan_return(self, stopped: int) -> None:
        if self.plan.returns_after is not None:
            back = stopped + 45 + self.plan.returns_after
            self.builder.schedule(back, self._report_again, even_closed=True)
            self.builder.schedule(
                back + 10 + self.builder.random_below(20), self.end.stop, even_closed=True
            )

    def _report_again(self) -> None:
        """The next melding: a case that had stopped opens again, and the level is looked at."""
        level = self.measures.level
        self.end.reopen("new_report")
        melding = self._melding()
        number = self.builder.write(melding, "report", pupil=0)
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
        before = self.builder.today - 1
        right = melding.model_copy(update={"corrects": number, "incident_on": script_date(before)})
        self.builder.schedule(self.builder.today + 1, lambda: self._put_right(right, before))

    def _put_right(self, melding: kinds.Reported, happened: int) -> None:
        self.builder.write(melding, "report", pupil=0, happened=happened)

    def _fall_back(self) -> None:
        """The outcome of nazorg was gelijk or erger: the next level, and a new stop later."""
        if self.measures.level < 3:
            self.measures.raise_level("aftercare_worse")
        self.talks.plan_apart()
        self.contacts.plan_again()
        self.builder.schedule(
            self.builder.today + 10 + self.builder.random_below(20), self.end.stop
        )

    def _no_bullying(self) -> None:
        if self.plan.verdict in ("unclear", "bullying"):
            verdict = drawn(self.builder.rng, {"conflict": 3, "teasing": 2, "unfounded": 1})
            self.builder.write(kinds.AnalysisAdded(verdict=verdict), "five_questions")
        self.end.close("no_bullying")
