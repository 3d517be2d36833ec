"""What was answered about words that may be the name of a pupil: fingerprints, and never words."""

from collections.abc import Collection, Mapping, Sequence

from casework.name_questions import NameQuestion
from data.register import Register, known_id

MOST_AT_ONCE = 500


class NameAnswerBook(Register):
    """Implements `casework.ports.name_answers.NameAnswers`.

    A word cannot be read back: whoever asks has the word, and finds whether it was answered.
    """

    def name_answers(self, questions: Collection[NameQuestion]) -> dict[NameQuestion, bool]:
        """Of these questions those that were answered: whether it is that pupil."""
        marks = {self._mark(question): question for question in questions}
        sql = "select mark, is_pupil from name_answer where mark = any($1)"
        rows = self._database.rows(sql, (list(marks),)) if marks else []
        return {marks[mark]: is_pupil for mark, is_pupil in rows}

    def answer(
        self, class_id: str, questions: Sequence[NameQuestion], is_pupil: bool, *, by: str
    ) -> None:
        """Remember one answer to these questions; nothing happens when it was the same."""
        known = self.name_answers(questions)
        new = [question for question in questions if known.get(question) is not is_pupil]
        if not new:
            return
        with self._changing("name_answered", known_id(class_id), by):
            for question in new[:MOST_AT_ONCE]:
                self._put(question, is_pupil)

    def _put(self, question: NameQuestion, is_pupil: bool) -> None:
        self._database.run(
            """
            insert into name_answer (mark, class_id, is_pupil, answered_on)
            values ($1, $2, $3, $4)
            on conflict (mark) do update
            set is_pupil = excluded.is_pupil, answered_on = excluded.answered_on
            """,
            (self._mark(question), question.class_id, is_pupil, self._now().date()),
        )

    def _mark(self, question: NameQuestion) -> str:
        fields: Mapping[str, str] = question._asdict()
        return self._vault.fingerprint("name_answer:" + "\0".join(map(str, fields.values())))
