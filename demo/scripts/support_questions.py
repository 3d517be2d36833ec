"""The questions to the ondersteuningsteam in a script: asked, talked over, advised, used."""

from random import Random

from casework import entries as kinds
from demo.scripts.builder import ScriptBuilder
from demo.scripts.case_script import script_date
from demo.scripts.plans import drawn
from demo.words import note

ADVISED = ("advised", "used")
AT_ONCE = "asked"
FOLLOWED = {"yes": 6, "partly": 3, "no": 1}


class SupportQuestions:
    """What the mentor and the team write to each other about one question.

    What it adds to a plan has chances of its own, so that the rest of the school stays the same.
    """

    def __init__(self, builder: ScriptBuilder) -> None:
        self.builder = builder
        self.rng = Random(builder.today)  # noqa: S311 - made-up people, nothing to keep secret
        self.has_rounds = False

    def ask(self) -> None:
        """The question, and what comes of it as the plan of the case has it."""
        builder = self.builder
        question, tried = builder.note("support", "question"), builder.note("support", "tried")
        reply_by = script_date(builder.today + builder.card.support_advice_school_days)
        new = kinds.SupportAsked(reply_by=reply_by, question=question, tried=tried)
        builder.write(new, "support")
        if builder.plan.support in ADVISED:
            self.has_rounds = self.rng.random() < 0.3
            if self.has_rounds:
                self._ask_more()
            builder.schedule(
                builder.today + 3 + builder.random_below(6), self._advise, even_closed=True
            )
        elif builder.plan.support == AT_ONCE:
            self._write_advice(self._note("advice"))

    def _ask_more(self) -> None:
        reply_by = script_date(self.builder.today + self.builder.card.support_answer_school_days)
        more = kinds.SupportMoreAsked(reply_by=reply_by, question=self._note("more_asked"))
        self.builder.write(more, by="support_team")

    def _answer(self) -> None:
        reply_by = script_date(self.builder.today + self.builder.card.support_advice_school_days)
        answered = kinds.SupportAnswered(reply_by=reply_by, answer=self._note("answer"))
        self.builder.write(answered)

    def _advise(self) -> None:
        builder = self.builder
        if self.has_rounds:
            self._answer()
        self._write_advice(builder.note("support", "advice"))
        if builder.plan.support == "used":
            builder.schedule(
                builder.today + 3 + builder.random_below(6), self._use, even_closed=True
            )

    def _write_advice(self, advice: str) -> None:
        until = script_date(self.builder.today + self.builder.card.support_access_school_days)
        advised = kinds.SupportAdvised(access_ends_on=until, advice=advice)
        self.builder.write(advised, by="support_team")

    def _use(self) -> None:
        what, followed = self.builder.note("support", "used"), drawn(self.rng, FOLLOWED)
        if followed == "no":
            what = self._note("not_used")
        used = {"followed": followed, "what_was_done": what}
        self.builder.write(kinds.AdviceUsed.model_validate(used))

    def _note(self, which: str) -> str:
        return note(self.rng, "support", which, t=0, d=self.builder.displaying)
