"""The questions to the ondersteuningsteam in a story: asked, talked over, advised, used."""

from random import Random

from casework import entries as kinds
from demo.scripts.builder import Tale
from demo.scripts.case_script import story_date
from demo.scripts.plans import drawn
from demo.words import said

ADVISED = ("advised", "used")
AT_ONCE = "asked"
FOLLOWED = {"yes": 6, "partly": 3, "no": 1}


class Consulting:
    """What the mentor and the team say to each other about one question.

    What it adds to a plan has chances of its own, so that the rest of the school stays the same.
    """

    def __init__(self, tale: Tale) -> None:
        self.tale = tale
        self.rng = Random(tale.today)  # noqa: S311 - made-up people, nothing to keep secret
        self.has_rounds = False

    def ask(self) -> None:
        """The question, and what comes of it as the plan of the case has it."""
        tale = self.tale
        question, tried = tale.words("support", "question"), tale.words("support", "tried")
        reply_by = story_date(tale.today + tale.card.support_advice_school_days)
        asked = kinds.SupportAsked(reply_by=reply_by, question=question, tried=tried)
        tale.write(asked, "support")
        if tale.course.support in ADVISED:
            self.has_rounds = self.rng.random() < 0.3
            if self.has_rounds:
                self._ask_more()
            tale.plan(tale.today + 3 + tale.some(6), self._advise, even_closed=True)
        elif tale.course.support == AT_ONCE:
            self._write_advice(self._words("advice"))

    def _ask_more(self) -> None:
        reply_by = story_date(self.tale.today + self.tale.card.support_answer_school_days)
        asked = kinds.SupportMoreAsked(reply_by=reply_by, question=self._words("more_asked"))
        self.tale.write(asked, by="support_team")

    def _answer(self) -> None:
        reply_by = story_date(self.tale.today + self.tale.card.support_advice_school_days)
        answered = kinds.SupportAnswered(reply_by=reply_by, answer=self._words("answer"))
        self.tale.write(answered)

    def _advise(self) -> None:
        tale = self.tale
        if self.has_rounds:
            self._answer()
        self._write_advice(tale.words("support", "advice"))
        if tale.course.support == "used":
            tale.plan(tale.today + 3 + tale.some(6), self._use, even_closed=True)

    def _write_advice(self, advice: str) -> None:
        until = story_date(self.tale.today + self.tale.card.support_access_school_days)
        advised = kinds.SupportAdvised(access_ends_on=until, advice=advice)
        self.tale.write(advised, by="support_team")

    def _use(self) -> None:
        what, followed = self.tale.words("support", "used"), drawn(self.rng, FOLLOWED)
        if followed == "no":
            what = self._words("not_used")
        used = {"followed": followed, "what_was_done": what}
        self.tale.write(kinds.AdviceUsed.model_validate(used))

    def _words(self, which: str) -> str:
        return said(self.rng, "support", which, t=0, d=self.tale.displaying)
