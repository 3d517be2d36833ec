"""The text for Magister of one pupil at a desk, with what was answered before about its doubts."""

from collections.abc import Iterator
from dataclasses import replace

from casework.cases.case import Case
from casework.cases.messages import Doubt, MagisterText, magister_text
from casework.desk.access import Access
from casework.errors import InputRefused, NotHere
from casework.masking import Why
from casework.name_questions import NameQuestion, answer_to, questions
from casework.people import Action


def text_at_desk(access: Access, case_id: str, pupil_id: str, *, is_whole: bool) -> MagisterText:
    """The text about this pupil for whoever may record in the case; NotHere for another pupil."""
    case = access.case(case_id, Action.RECORD)
    access.log_opened(case.case_id)
    school = access.store.school
    if pupil_id not in case.parts_ever:
        raise NotHere
    pupil = school.pupils([pupil_id], access.today).get(pupil_id)
    given_name = (pupil.name.given or pupil.name.full) if pupil else ""
    text = magister_text(
        case, pupil_id, given_name or "De leerling", school.name_book(), is_whole=is_whole
    )
    return replace(text, answers=_answers(access, case, pupil_id, text))


def answer_doubt(access: Access, case_id: str, pupil_id: str, word: str, is_pupil: bool) -> None:
    """Remember for the class whether this word of the text is another pupil.

    InputRefused for a word that is not asked in it, or of which nothing is remembered. A pupil
    without a class has nothing remembered.
    """
    text = text_at_desk(access, case_id, pupil_id, is_whole=True)
    case = access.case(case_id, Action.RECORD)
    class_id = _class_of(access, pupil_id)
    if not class_id:
        return
    asked = [
        question
        for doubt in text.doubts
        if doubt.word.casefold() == word.casefold()
        for question in _questions(case, class_id, pupil_id, doubt)
    ]
    if not asked:
        raise InputRefused(
            "Dit woord wordt in deze tekst niet gevraagd. Kijk de tekst nog eens na."
        )
    by = access.actor.staff_id
    access.store.name_answers.answer(class_id, list(dict.fromkeys(asked)), is_pupil, by=by)


def _answers(
    access: Access, case: Case, pupil_id: str, text: MagisterText
) -> dict[tuple[str, Why], bool]:
    """Of each word and reason that was answered before: whether it is a pupil."""
    class_id = _class_of(access, pupil_id)
    asked = {
        (doubt.word.casefold(), doubt.hit.why): list(_questions(case, class_id, pupil_id, doubt))
        for doubt in text.doubts
        if doubt.hit.why
    }
    every = {question for of_word in asked.values() for question in of_word}
    known = access.store.name_answers.name_answers(every)
    answered = {key: answer_to(of_word, known) for key, of_word in asked.items()}
    return {key: answer for key, answer in answered.items() if answer is not None}


def _class_of(access: Access, pupil_id: str) -> str:
    home = access.homes([pupil_id]).get(pupil_id)
    return home.class_id if home else ""


def _questions(case: Case, class_id: str, own: str, doubt: Doubt) -> Iterator[NameQuestion]:
    return questions(doubt.hit, doubt.word, class_id, own, case.mentioned)
