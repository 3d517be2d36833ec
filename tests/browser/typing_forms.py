"""Every form in which words are typed: where it stands, or that no words are typed in it.

A form that is in neither list fails `tests/browser/test_typing_is_kept.py`: a new form is tried
with all that can happen while somebody types.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.browser.typing_school import ADMIN, LEADER, MEMBER, MENTOR, PRIVACY

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Place:
    """A form in the school of the test: who has it, at which address, and how its name begins.

    The names in braces are those of `tests/browser/typing_school.py`. `opened_by` are what has to
    be pressed there, as long as the form is not on the screen, by the words on it.
    """

    site: str
    who: str
    address: str
    form: str
    opened_by: tuple[str, ...] = ()


CASE = "/zaak?zaak={case}"
LINE = "&regel={line}"
SCHOOL = "/beheer?deel=Schooljaar+en+vrije+dagen"
CLASSES = "/beheer?deel=Klassen"
PUPIL = "/beheer?deel=Leerlingen&leerling={pupil}"
CARD = "/beheer?deel=Handelingskaart&onderdeel="


def _places(who: str, *rows: tuple[str, ...]) -> tuple[Place, ...]:
    """The forms of one person: of each its site, address and name, and what opens it."""
    return tuple(
        Place(site, who, address, form, tuple(opened_by))
        for site, address, form, *opened_by in rows
    )


# Forms on one page stand apart, so that each is left for another page.
OF_THE_MENTOR = _places(
    MENTOR,
    ("ui/quick_note/form.py:open_form", "/", "snelle_notitie"),
    ("ui/melding/draft.py:open_form", "/melden", "melding"),
    ("ui/signal/form.py:open_form", "/signaal", "signaal"),
    ("ui/classroom/mentor_hours.py:_log", "/klas", "mentor_hour_"),
    ("ui/case/step_form.py:EntryForm.form", f"{CASE}&stap=five_questions", "step_"),
    ("ui/case/step_form.py:EntryForm.form", f"{CASE}&stap=measure_1", "step_"),
    ("ui/case/planning.py:_plan", f"{CASE}&stap=talk_joint", "plan_"),
    ("ui/case/step_form.py:EntryForm.form", f"{CASE}&stap=stopped", "step_"),
    ("ui/case/other_ways.py:_set_aside", f"{CASE}&stap=talk_joint", "aside_"),
    ("ui/case/step_form.py:EntryForm.form", f"{CASE}&stap=inform_team", "step_"),
    ("ui/case/step_form.py:EntryForm.form", f"{CASE}&doe=correct{LINE}", "correct_"),
    ("ui/case/line_acts.py:_add", f"{CASE}&doe=add{LINE}", "add_"),
    ("ui/case/line_acts.py:_strike_out", f"{CASE}&doe=strike{LINE}", "strike_"),
    ("ui/case/line_acts.py:_move", f"{CASE}&doe=other{LINE}", "other_pupil_"),
    ("ui/case/check_in.py:_form", f"{CASE}&doe=ask", "ask_"),
    ("ui/case/closing.py:close", f"{CASE}&doe=close", "close"),
    ("ui/case/decisions.py:_note", f"{CASE}&doe=note", "note"),
    ("ui/case/decisions.py:_note_handover", f"{CASE}&doe=handover", "handover"),
    ("ui/case/decisions.py:_raise_level", f"{CASE}&doe=level", "raise"),
    ("ui/case/decisions.py:_change_role", f"{CASE}&doe=role", "role"),
    ("ui/case/wrong_pupil.py:wrong_pupil", f"{CASE}&doe=wrong_pupil", "wrong_pupil"),
    ("ui/case/bounds.py:_split_form", f"{CASE}&doe=split", "split"),
    ("ui/case/bounds.py:_merge_form", "/zaak?zaak={to_merge}&doe=merge", "merge"),
    ("ui/case/decisions.py:_reopen", "/zaak?zaak={closed}&doe=reopen", "reopen"),
    ("ui/case/header.py:proposal", "/zaak?zaak={proposed}", "level_"),
    ("ui/case/support.py:_answer_more", "/zaak?zaak={asked}&stap=support", "support_answer"),
    ("ui/case/support.py:use_advice", "/zaak?zaak={advised}&doe=advice", "advice_used"),
    ("ui/case/team_decisions.py:_finish", "/zaak?zaak={decided}", "team_decision_"),
    (
        "ui/case/other_ways.py:_move",
        "/zaak?zaak={stopped}&stap={moment_step}&leerling={moment_pupil}&nr={moment}",
        "move_",
    ),
    ("ui/signal/reading.py:_ways_on", "/signaal?signaal={signal}", "signal_aside_"),
    (
        "ui/classroom/mentor_hours.py:_withdraw",
        "/klas",
        "mentor_hour_wrong_",
        "Dit schooljaar",
    ),
)
OF_THE_TEAM = _places(
    MEMBER,
    ("ui/case/advice.py:together", "/zaak?zaak={waiting}&stap=support", "advise"),
    ("ui/meeting/planning.py:_new", "/overleg", "overleg"),
    ("ui/case/advice.py:_ask_more", "/zaak?zaak={waiting}&stap=support", "more_asked"),
    ("ui/meeting/attendance.py:attendance", "/overleg?overleg={waiting_meeting}", "meeting_"),
    ("ui/meeting/decision.py:show", "/overleg?overleg={meeting}", "besluit_"),
    (
        "ui/support_team/hard_cases.py:_reason_form",
        "/ondersteuningsteam?deel=Zware+zaken&waarom={hard}",
        "look_",
    ),
)
OF_A_LEADER = _places(
    LEADER,
    ("ui/report/own_words.py:own_words", "/rapport", "rapport"),
    ("ui/case/history.py:ask_reason", "/zaak?zaak={old}", "history_"),
    ("ui/trends/saved_views.py:_keeping", "/trends", "view_", "Mijn weergaven"),
    (
        "ui/trends/targets.py:show_form",
        "/trends?t_vraag=aftercare",
        "target_",
        "Meer met",
        "Doel van het team",
    ),
    (
        "ui/trends/annotations.py:show_form",
        "/trends?t_vraag=how_often",
        "annotation_",
        "Meer met",
        "Op de tijdlijn",
    ),
    ("ui/trends/saved_views.py:_changing", "/trends", "view_change", "Mijn weergaven"),
)
OF_THE_OFFICE = _places(
    ADMIN,
    ("ui/office/classes.py:_show_new_class", CLASSES, "office_class_"),
    (
        "ui/office/pupils.py:_show_new",
        "/beheer?deel=Leerlingen&klas={class}",
        "office_pupils_",
    ),
    ("ui/office/staff.py:_show_new", "/beheer?deel=Medewerkers", "office_staff_new"),
    ("ui/office/pupil.py:_show_names", PUPIL, "office_pupil_name_"),
    ("ui/office/free_days.py:_show_new_days", SCHOOL, "office_free_days_"),
    ("ui/office/pupil.py:_show_details", PUPIL, "office_pupil_details_"),
    (
        "ui/office/changed_class.py:_show_change",
        f"{CLASSES}&wijzig_klas={{class}}",
        "office_class_change_",
        "Klas wijzigen of weghalen",
    ),
    (
        "ui/office/staff.py:_show_rename",
        "/beheer?deel=Medewerkers&medewerker={member}",
        "office_staff_name_",
    ),
    (
        "ui/office/teams.py:_show_change",
        f"{CLASSES}&team={{team}}",
        "office_team_name_",
        "Teams",
    ),
    ("ui/office/free_days.py:_show_list", SCHOOL, "office_pasted_days"),
    (
        "ui/office/year_names.py:_show_change",
        "/beheer?deel=Schooljaar+en+vrije+dagen&welk_jaar={year}",
        "office_year_name_",
        "Schooljaar hernoemen",
    ),
    ("ui/office/card_parts.py:words", f"{CARD}woorden", "office_card_edit_words"),
    (
        "ui/office/school.py:_show_school",
        SCHOOL,
        "office_school_",
    ),
    ("ui/office/card_parts.py:step_words", f"{CARD}staptitels", "office_card_edit_step_words"),
    ("ui/office/card_parts.py:lists", f"{CARD}lijsten", "office_card_edit_list_"),
    (
        "ui/office/card_parts.py:measures",
        f"{CARD}maatregelen&maatregel=nieuw",
        "office_card_edit_measure_",
    ),
    (
        "ui/office/card_parts.py:guides",
        f"{CARD}leidraden&leidraad={{guide}}",
        "office_card_edit_guide_",
    ),
    (
        "ui/office/card_spoken.py:show",
        f"{CARD}woordenlijsten",
        "office_card_edit_spoken_",
    ),
    (
        "ui/office/card_spoken.py:_nicknames",
        f"{CARD}woordenlijsten&woordenlijst=nicknames",
        "office_card_edit_spoken_",
    ),
    ("ui/office/card_file.py:show", f"{CARD}bestand", "office_card_edit_file"),
    ("ui/office/card_draft.py:_form_of", "/beheer?deel=Handelingskaart", "office_card_version"),
)
OF_PRIVACY = _places(
    PRIVACY,
    ("ui/oversight/unusual.py:_form", "/toezicht?toezicht=Valt+op", "unusual_"),
)
PLACES = (*OF_THE_MENTOR, *OF_THE_TEAM, *OF_A_LEADER, *OF_THE_OFFICE, *OF_PRIVACY)


def sites() -> Iterator[str]:
    """Where a form is made, as `file:function`, by reading the code."""
    paths = sorted([*ROOT.glob("ui/**/*.py"), *ROOT.glob("pages/*.py")])
    trees = {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths
    }
    forms = _form_classes(trees.values())
    for path, tree in trees.items():
        yield from _sites(tree, path, forms)


def _form_classes(trees: Iterable[ast.AST]) -> frozenset[str]:
    """`Form` and whatever is made from it, however many times over."""
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    names = {"Form"}
    while more := {
        one.name
        for one in classes
        if one.name not in names
        and any(isinstance(base, ast.Name) and base.id in names for base in one.bases)
    }:
        names |= more
    return frozenset(names)


def _sites(
    tree: ast.AST, path: str, forms: frozenset[str], inside: tuple[str, ...] = ()
) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        name = node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else ""
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id in forms:
            yield f"{path}:{'.'.join(inside)}"
        yield from _sites(node, path, forms, (*inside, name) if name else inside)


# Fills a form of the list, to put right what was stored with it.
SAME_FORM = frozenset({"ui/meeting/decision.py:_take_up"})
WITHOUT_WORDS = frozenset(
    {
        "ui/agenda/calendar_feed.py:part",
        "ui/agenda/digest.py:part",
        "ui/agenda/own_time.py:_forms",
        "ui/agenda/own_time.py:_show_away",
        "ui/agenda/notices.py:show",
        "ui/case/added_class.py:add_class",
        "ui/case/advice.py:_agree",
        "ui/case/decisions.py:_add_pupil",
        "ui/case/group_level.py:switch",
        "ui/meeting/acts.py:button",
        "ui/meeting/acts.py:refusal",
        "ui/office/card.py:_show_version",
        "ui/office/card_draft.py:_show_sound",
        "ui/office/card_draft.py:show",
        "ui/office/card_file.py:_show_upload",
        "ui/office/card_support.py:show",
        "ui/office/card_terms.py:steps",
        "ui/office/card_terms.py:terms",
        "ui/office/changed_class.py:_show_remove",
        "ui/office/checklist.py:_show_confirm",
        "ui/office/classes.py:_show_copy",
        "ui/office/former_staff.py:_show_reopen",
        "ui/office/free_days.py:_show_choice",
        "ui/office/free_days.py:_show_own",
        "ui/office/invitation.py:show",
        "ui/office/invitation.py:show_days",
        "ui/office/mail.py:_show_digest",
        "ui/office/mail.py:_show_state",
        "ui/office/mail.py:show",
        "ui/office/mentors.py:_show_change",
        "ui/office/pupil.py:_show_classes",
        "ui/office/pupil.py:_show_leave",
        "ui/office/pupil.py:_show_move",
        "ui/office/pupil.py:_show_remove",
        "ui/office/pupil_merge.py:_show_both",
        "ui/office/pupil_merge.py:_show_merged",
        "ui/office/pupils.py:_show_leave",
        "ui/office/pupils.py:_show_move",
        "ui/office/role_requests.py:_show_one",
        "ui/office/role_requests.py:show_choice",
        "ui/office/role_requests.py:show_waiting",
        "ui/office/roster.py:_show_act",
        "ui/office/roster_invitations.py:_ask",
        "ui/office/roster_reading.py:_ask_columns",
        "ui/office/roster_runs.py:_show_run",
        "ui/office/school.py:_show_draft_days",
        "ui/office/school.py:_show_exact_figures",
        "ui/office/school.py:_show_years",
        "ui/office/sign_in.py:_show_school_account",
        "ui/office/sign_in.py:show",
        "ui/office/staff.py:_show_assignment",
        "ui/office/staff.py:_show_end",
        "ui/office/staff.py:_show_give",
        "ui/office/working_time.py:_show_away",
        "ui/office/working_time.py:_show_new",
        "ui/office/working_time.py:_show_stand_in",
        "ui/office/working_time.py:_show_working_time",
        "ui/office/year_dates.py:show",
        "ui/office/year_turn.py:_show_choices",
        "ui/undo.py:button",
    }
)
