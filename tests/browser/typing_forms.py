"""Every form in which words are typed: where it stands, or that no words are typed in it.

A form that is in neither list fails `tests/browser/test_typing_is_kept.py`: a new form is tried
with all that can happen while somebody types.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FORMS = frozenset({"Form", "DraftForm", "OfficeForm", "PasswordForm", "CardForm", "OwnWords"})


@dataclass(frozen=True)
class Place:
    """A form in the demo school: who has it, and at which address.

    `{case}` is a running case of this person's class.
    """

    site: str
    who: str
    address: str


MENTOR = "Samira"
CASE = "/zaak?zaak={case}"
PLACES = (
    Place("ui/quick_note/form.py:open_form", MENTOR, "/"),
    Place("ui/melding/draft.py:open_form", MENTOR, "/melden"),
    Place("ui/signal/form.py:open_form", MENTOR, "/signaal"),
    Place("ui/classroom/mentor_hours.py:_log", MENTOR, "/klas"),
    Place("ui/case/step_form.py:EntryForm.form", MENTOR, f"{CASE}&stap=five_questions"),
    Place("ui/case/step_form.py:EntryForm.form", MENTOR, f"{CASE}&stap=measure_1"),
    Place("ui/case/step_form.py:EntryForm.form", MENTOR, f"{CASE}&stap=stopped"),
    Place("ui/case/step_form.py:EntryForm.form", MENTOR, f"{CASE}&stap=inform_team"),
    Place("ui/case/step_form.py:EntryForm.form", MENTOR, f"{CASE}&stap=support"),
    Place("ui/case/check_in.py:_form", MENTOR, f"{CASE}&doe=ask"),
    Place("ui/case/closing.py:close", MENTOR, f"{CASE}&doe=close"),
    Place("ui/case/decisions.py:_note", MENTOR, f"{CASE}&doe=note"),
    Place("ui/case/decisions.py:_note_handover", MENTOR, f"{CASE}&doe=handover"),
    Place("ui/case/decisions.py:_raise_level", MENTOR, f"{CASE}&doe=level"),
    Place("ui/case/decisions.py:_change_role", MENTOR, f"{CASE}&doe=role"),
    Place("ui/case/bounds.py:_split_form", MENTOR, f"{CASE}&doe=split"),
)


def sites() -> Iterator[str]:
    """Where a form is made, as `file:function`, by reading the code."""
    for path in sorted([*ROOT.glob("ui/**/*.py"), *ROOT.glob("pages/*.py")]):
        yield from _sites(ast.parse(path.read_text("utf-8")), path.relative_to(ROOT).as_posix())


def _sites(tree: ast.AST, path: str, inside: tuple[str, ...] = ()) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        name = node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else ""
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id in FORMS:
            yield f"{path}:{'.'.join(inside)}"
        yield from _sites(node, path, (*inside, name) if name else inside)


NOT_IN_THE_DEMO = frozenset(
    {
        "ui/case/advice.py:_ask_more",
        "ui/case/advice.py:together",
        "ui/case/bounds.py:_merge_form",
        "ui/case/decisions.py:_reopen",
        "ui/case/header.py:proposal",
        "ui/case/line_acts.py:_add",
        "ui/case/line_acts.py:_move",
        "ui/case/line_acts.py:_strike_out",
        "ui/case/planning.py:_plan",
        "ui/case/wrong_pupil.py:wrong_pupil",
        "ui/case/other_ways.py:_move",
        "ui/case/other_ways.py:_set_aside",
        "ui/case/support.py:_answer_more",
        "ui/case/support.py:use_advice",
        "ui/case/team_decisions.py:_finish",
        "ui/classroom/mentor_hours.py:_withdraw",
        "ui/meeting/attendance.py:attendance",
        "ui/meeting/decision.py:_take_up",
        "ui/meeting/decision.py:show",
        "ui/meeting/planning.py:_new",
        "ui/office/card_draft.py:_form_of",
        "ui/office/card_file.py:show",
        "ui/office/card_parts.py:guides",
        "ui/office/card_parts.py:lists",
        "ui/office/card_parts.py:measures",
        "ui/office/card_parts.py:step_words",
        "ui/office/card_parts.py:words",
        "ui/office/card_spoken.py:_nicknames",
        "ui/office/card_spoken.py:show",
        "ui/office/card_support.py:show",
        "ui/office/card_terms.py:terms",
        "ui/office/classes.py:_show_new_class",
        "ui/office/pupils.py:_show_new",
        "ui/office/pupils.py:_show_rename",
        "ui/office/school.py:_show_new_days",
        "ui/office/school.py:_show_school",
        "ui/office/staff.py:_show_new",
        "ui/report/own_words.py:own_words",
        "ui/signal/reading.py:_ways_on",
        "ui/support_team/hard_cases.py:_reason_form",
        "ui/trends/annotations.py:show_form",
        "ui/trends/saved_views.py:_changing",
        "ui/trends/saved_views.py:_keeping",
        "ui/trends/targets.py:show_form",
    }
)
"""Forms with words of the same kit, which one browser need not open as well: another person has
them, or the case of the test is not so far."""

WITHOUT_WORDS = frozenset(
    {
        "ui/agenda/calendar_feed.py:part",
        "ui/case/advice.py:_agree",
        "ui/case/decisions.py:_add_pupil",
        "ui/case/group_level.py:switch",
        "ui/case/added_class.py:add_class",
        "ui/meeting/acts.py:button",
        "ui/meeting/acts.py:refusal",
        "ui/office/card.py:_show_version",
        "ui/office/card_draft.py:_show_sound",
        "ui/office/card_draft.py:show",
        "ui/office/card_file.py:_show_upload",
        "ui/office/card_terms.py:steps",
        "ui/office/classes.py:_show_copy",
        "ui/office/mentors.py:_show_change",
        "ui/office/pupils.py:_show_leave",
        "ui/office/pupils.py:_show_move",
        "ui/office/school.py:_show_exact_figures",
        "ui/office/school.py:_show_own",
        "ui/office/school.py:_show_years",
        "ui/office/staff.py:_show_assignment",
        "ui/office/staff.py:_show_end",
        "ui/office/staff.py:_show_give",
        "ui/office/staff.py:_show_password",
        "ui/office/year_turn.py:_show_choices",
        "ui/undo.py:button",
    }
)
