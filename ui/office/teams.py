"""Beheer, Klassen: the teams, also one without a class; their names, and taking one away."""

from collections.abc import Sequence
from functools import partial

from casework.desk import Desk
from casework.desk.office import Office
from casework.records import Team
from casework.words import counted, enumeration
from ui import labels
from ui.forms.field import TextLine
from ui.forms.form import Form
from ui.office import choice, paged, table
from ui.office.office_form import OfficeForm

LIST = "teams"


def show(office: Office, year: str) -> None:
    """The expander of the teams; nothing before there is one."""
    every = office.groups.teams()
    if not every:
        return
    folded = choice.expander("Teams", "teams")
    if folded.open:
        with folded:
            _show_teams(office, every, year)


def _show_teams(office: Office, every: Sequence[Team], year: str) -> None:
    draw = partial(_show_list, office, year)
    paged.show(LIST, every, draw, ("team", "teams"))
    offered = {team.team_id: team for team in every[: choice.MOST_OFFERED]}
    names = {team_id: team.name for team_id, team in offered.items()}
    team_id = choice.select("Welk team?", names, "team", empty="Kies een team om te wijzigen")
    if team_id:
        _show_change(offered[team_id])


def _show_list(office: Office, year: str, teams: Sequence[Team]) -> None:
    leaders = office.groups.leaders()
    table.show(
        {
            "Team": [team.name for team in teams],
            f"Klassen in {year}": [_classes(team, year) for team in teams],
            "Teamleider": [enumeration(leaders.get(team.team_id, ["nog geen"])) for team in teams],
        }
    )


def _classes(team: Team, year: str) -> str:
    count = team.classes.get(year, 0)
    other = team.count_classes - count
    if count or not other:
        return str(count) if count else "geen klassen"
    return f"geen; {counted(other, 'klas', 'klassen')} in een ander jaar"


def _show_change(team: Team) -> None:
    form = OfficeForm(
        f"team_name_{team.team_id}", TextLine("name", "Naam van het team", initial=team.name)
    )
    form.show("Team hernoemen", lambda desk: _rename(desk, form, team))
    remove = OfficeForm(f"team_remove_{team.team_id}")
    remove.button("Team weghalen", lambda desk: _remove(desk, team))


def _rename(desk: Desk, form: Form, team: Team) -> str:
    name = form.read("name")
    desk.office.groups.rename_team(team.team_id, name)
    return f"Team {labels.plain(team.name)} heet nu {labels.plain(name)}, in alle jaren."


def _remove(desk: Desk, team: Team) -> str:
    desk.office.groups.remove_team(team.team_id)
    return f"Team {labels.plain(team.name)} is weggehaald."
