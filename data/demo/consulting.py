"""The questions to the ondersteuningsteam in a story: asked, talked over, advised, used."""

from random import Random

from casework import entries as kinds
from data.demo.plans import drawn
from data.demo.story import story_date
from data.demo.tale import Tale
from data.demo.words import said

ADVISED = ("advised", "used")
FOLLOWED = {"yes": 6, "partly": 3, "no": 1}


class Consulting:
    """What the mentor and the team say to each other about one question.

    It draws its own chances, so that the rest of the story is the same without it.
    """

    def __init__(self, tale: Tale) -> None:
        self.tale = tale
        self.rng = Random(tale.today)  # noqa: S311 - made-up people, nothing to keep secret

    def ask(self) -> None:
        """The question, and what comes of it as the plan of the case has it."""
        tale = self.tale
        question, tried = tale.words("support", "question"), tale.words("support", "tried")
        reply_by = story_date(tale.today + tale.card.support_advice_school_days)
        asked = kinds.SupportAsked(reply_by=reply_by, question=question, tried=tried)
        tale.write(asked, "support")
        if tale.course.support in ADVISED:
            days = 3 + tale.some(6)
            if self.rng.random() < 0.3:
                tale.plan(tale.today + 2, self._ask_more, even_closed=True)
                days += 1
            tale.plan(tale.today + days, self._advise, even_closed=True)
        elif tale.course.support == "more":
            tale.plan(tale.today + 2, self._ask_more, even_closed=True)

    def _ask_more(self) -> None:
        tale = self.tale
        reply_by = story_date(tale.today + tale.card.support_answer_school_days)
        question = self._words("more_asked")
        asked = kinds.SupportMoreAsked(reply_by=reply_by, question=question)
        tale.write(asked, by="support_team")
        if tale.course.support in ADVISED:
            tale.plan(tale.today + 1, self._answer, even_closed=True)

    def _answer(self) -> None:
        tale = self.tale
        reply_by = story_date(tale.today + tale.card.support_advice_school_days)
        tale.write(kinds.SupportAnswered(reply_by=reply_by, answer=self._words("answer")))

    def _advise(self) -> None:
        tale = self.tale
        until = story_date(tale.today + tale.card.support_access_school_days)
        advice = tale.words("support", "advice")
        tale.write(kinds.SupportAdvised(access_ends_on=until, advice=advice), by="support_team")
        if tale.course.support == "used":
            tale.plan(tale.today + 3 + tale.some(6), self._use, even_closed=True)

    def _use(self) -> None:
        followed = drawn(self.rng, FOLLOWED)
        what = self._words("not_used") if followed == "no" else self.tale.words("support", "used")
        used = {"followed": followed, "what_was_done": what}
        self.tale.write(kinds.AdviceUsed.model_validate(used))

    def _words(self, which: str) -> str:
        return said(self.rng, "support", which, t=0, d=self.tale.displaying)
