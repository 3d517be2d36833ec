"""Classes, teams and school years put right: another name or place, or taken away when unused."""

from datetime import date
from typing import Any

from casework.errors import InputRefused
from casework.name_order import natural_key
from casework.records import ClassUse, PutRight, SchoolClass, Team
from casework.words import counted, enumeration
from casework.year_groups import is_year_group
from data.register import checked_text, known_id
from data.roster import Roster
from data.rows import shown_moment

CHANGED = "class_changed"
YEAR_RENAMED = "school_year_renamed"
INTO = " > "
TEAMS = """
    select t.team_id, t.name, c.school_year, count(c.class_id)
    from team t left join school_class c on c.team_id = t.team_id
    group by t.team_id, t.name, c.school_year
"""
USE_OF_CLASS = """
    select
        (select count(distinct pupil_id) from enrolment where class_id = $1),
        (select count(*) from assignment where role = 'mentor' and scope = $2),
        (select count(distinct subject_id) from entry where subject_id = $1 or coded like $3)
"""
WITHOUT_MENTOR = """
    select c.class_id from school_class c
    where c.school_year = $1 and not exists (
        select 1 from assignment a join staff s on s.staff_id = a.staff_id
        where a.role = 'mentor' and a.scope = cast(c.class_id as varchar)
            and a.starts_on <= $2 and a.ends_on >= $2
            and (s.ended_on is null or s.ended_on > $2)
    )
"""
USE_OF_TEAM = """
    select
        (select count(*) from school_class where team_id = $1),
        (select count(*) from assignment where role = 'team_leader' and scope = $2),
        (select count(*) from annotation where team_id = $1)
            + (select count(*) from target where team_id = $1),
        (select count(*) from access_log where case_id = $1),
        (select count(distinct subject_id) from entry where coded like $3)
"""


class ClassChanges(Roster):
    """The part of `casework.ports.school` that puts classes, teams and years right."""

    # --- classes ------------------------------------------------------------------------------

    def change_class(self, held: SchoolClass, new: SchoolClass, by: str) -> None:
        """The name, year group and name of the team of `new`, for the whole of its school year.

        `held` is the class as whoever changes it saw it. What was recorded in it goes along: a
        class has the team and the year group that it has now (`put_right`).
        """
        name, team = checked_text(new.name, "klas"), checked_text(new.team_name, "team")
        if not is_year_group(new.year_group):
            raise InputRefused("Kies een leerjaar uit de lijst.", "year_group")
        class_id = known_id(held.class_id)
        with self._changing(CHANGED, class_id, by):
            if self._class(class_id) != held:
                raise InputRefused(
                    f"Een collega heeft klas {held.name} intussen veranderd. Bekijk hoe die er nu "
                    "bij staat en probeer het opnieuw."
                )
            self._refuse_namesake(name, held)
            self._database.run(
                """
                update school_class set name = $2, year_group = $3, team_id = $4
                where class_id = $1
                """,
                (class_id, name, new.year_group, self._team(team)),
            )
            self._database.after_commit(self._tell_classes_changed)

    def _refuse_namesake(self, name: str, held: SchoolClass) -> None:
        for other in self._classes(held.school_year):
            if other.class_id != held.class_id and other.name.casefold() == name.casefold():
                raise InputRefused(
                    f"In {held.school_year} is er al een klas {other.name}. Twee klassen worden "
                    f"niet één door een naam. Verplaats de leerlingen van {held.name} naar "
                    f"{other.name}, en haal {held.name} daarna weg.",
                    "name",
                )

    def use_of_class(self, class_id: str) -> ClassUse:
        """Who and what hangs on a class, ever; nothing when it can be taken away."""
        class_id = known_id(class_id)
        row = self._database.one(USE_OF_CLASS, (class_id, class_id, f"%{class_id}%"))
        return ClassUse(*row) if row else ClassUse()

    def remove_class(self, class_id: str, by: str) -> None:
        """Take a class away that nobody was ever in; else InputRefused says why, in numbers."""
        held = self._class(class_id)
        with self._changing("class_removed", held.class_id, by):
            use = self.use_of_class(held.class_id)
            if use.is_used:
                raise InputRefused(
                    f"Klas {held.name} kan niet weg: {_of_class(use)}. Klopt alleen de naam, het "
                    "leerjaar of het team niet? Verbeter dat dan. Hoort de klas er niet te zijn? "
                    "Verplaats de leerlingen dan vanaf hun eerste dag en beëindig de rollen."
                )
            self._database.run("delete from school_class where class_id = $1", (held.class_id,))

    def put_right(self) -> PutRight:
        """The classes that were ever changed as they are now, and the years with another name.

        What was recorded says with its class also the year group and the team of that moment; of
        these classes those are the ones that the class has now.
        """
        # Also while something is written: a change of a class is a transaction of its own.
        return self._class_memory.answer(("put_right",), self._put_right)

    def _put_right(self) -> PutRight:
        sql = """
            select kind, subject_id, changed_at from reference_change
            where kind in ($1, $2) order by changed_at
        """
        rows = self._database.rows(sql, (CHANGED, YEAR_RENAMED))
        changed = {subject for kind, subject, _ in rows if kind == CHANGED}
        years = [
            (shown_moment(at), *subject.split(INTO))
            for kind, subject, at in rows
            if kind == YEAR_RENAMED
        ]
        classes = self._all_classes() if changed else []
        return PutRight({c.class_id: c for c in classes if c.class_id in changed}, tuple(years))

    def classes_without_mentor(self, school_year: str, day: date) -> set[str]:
        """The ids of the classes of that year that have no mentor that day."""
        rows = self._rows(WITHOUT_MENTOR, (school_year, day))
        return {str(class_id) for (class_id,) in rows}

    def year_groups(self, school_year: str) -> frozenset[int]:
        """The year groups that have a class in that year."""
        return self._kept_of_classes(
            ("year_groups", school_year),
            lambda: frozenset(held.year_group for held in self.classes(school_year)),
        )

    # --- teams --------------------------------------------------------------------------------

    def all_teams(self) -> list[Team]:
        """Every team with its classes by school year, also a team without any; by name."""
        counts: dict[tuple[str, str], dict[str, int]] = {}
        for team_id, name, school_year, count in self._rows(TEAMS):
            by_year = counts.setdefault((team_id, name), {})
            if school_year:
                by_year[school_year] = count
        teams = [Team(*team, classes) for team, classes in counts.items()]
        return sorted(teams, key=lambda team: natural_key(team.name))

    def rename_team(self, team_id: str, name: str, by: str) -> None:
        """Another name for a team, in every year."""
        held, name = self._known_team(team_id), checked_text(name, "team")
        with self._changing("team_renamed", held.team_id, by):
            for other in self.all_teams():
                if other.team_id != held.team_id and other.name.casefold() == name.casefold():
                    raise InputRefused(_one_team(held, other), "name")
            self._database.run("update team set name = $2 where team_id = $1", (held.team_id, name))

    def remove_team(self, team_id: str, by: str) -> None:
        """Take a team away that was never used; else InputRefused says why, in numbers."""
        held = self._known_team(team_id)
        with self._changing("team_removed", held.team_id, by):
            row = self._database.one(USE_OF_TEAM, (held.team_id, held.team_id, f"%{held.team_id}%"))
            if row and any(row):
                raise InputRefused(
                    f"Team {held.name} kan niet weg: {_of_team(*row)}. Klopt alleen de naam niet? "
                    "Verbeter die dan. Hoort het team er niet te zijn? Geef de klassen dan een "
                    "ander team en beëindig de rollen."
                )
            self._database.run("delete from team where team_id = $1", (held.team_id,))

    def _known_team(self, team_id: str) -> Team:
        for team in self.all_teams():
            if team.team_id == team_id:
                return team
        raise InputRefused("Dit team is er niet (meer). Kies een team uit de lijst.", "team")

    # --- school years -------------------------------------------------------------------------

    def rename_school_year(self, school_year: str, name: str, by: str) -> None:
        """Another name for a school year; its classes and what was recorded go along."""
        held, name = self._year(school_year), checked_text(name, "schooljaar")
        if name == held.school_year:
            return
        with self._changing(YEAR_RENAMED, f"{held.school_year}{INTO}{name}", by):
            if any(year.school_year == name for year in self.school_years()):
                raise InputRefused(f"Schooljaar {name} is er al. Kies een andere naam.", "name")
            self._database.run(
                "insert into school_year (school_year, starts_on, ends_on) values ($1, $2, $3)",
                (name, held.starts_on, held.ends_on),
            )
            self._database.run(
                "update school_class set school_year = $2 where school_year = $1",
                (held.school_year, name),
            )
            self._database.run(
                "delete from school_year where school_year = $1", (held.school_year,)
            )
            self._database.after_commit(self._tell_classes_changed)

    def remove_school_year(self, school_year: str, by: str) -> None:
        """Take a school year away in which there is no class; else InputRefused says why."""
        held = self._year(school_year)
        with self._changing("school_year_removed", held.school_year, by):
            count = len(self._classes(held.school_year))
            if count:
                raise InputRefused(
                    f"Schooljaar {held.school_year} kan niet weg: er zijn "
                    f"{counted(count, 'klas', 'klassen')} in. Haal die eerst weg bij Klassen."
                )
            if held.starts_on <= self._now().date() <= held.ends_on or len(self.school_years()) < 2:
                raise InputRefused(
                    f"Schooljaar {held.school_year} loopt nu, en kan daarom niet weg.", "year"
                )
            self._database.run(
                "delete from school_year where school_year = $1", (held.school_year,)
            )


def _of_class(use: ClassUse) -> str:
    parts = [
        (use.count_pupils, "leerling zit of zat erin", "leerlingen zitten of zaten erin"),
        (use.count_mentors, "mentor heeft of had haar", "mentoren hebben of hadden haar"),
        (use.count_records, "dossier noemt haar", "dossiers noemen haar"),
    ]
    return enumeration(counted(*part) for part in parts if part[0])


def _of_team(*counts: Any) -> str:
    nouns = [
        ("klas", "klassen"),
        ("teamleider, nu of eerder", "teamleiders, nu of eerder"),
        ("aantekening of doel bij Trends", "aantekeningen en doelen bij Trends"),
        ("regel in het leeslog", "regels in het leeslog"),
        ("dossier van toen", "dossiers van toen"),
    ]
    hanging = [counted(count, *noun) for count, noun in zip(counts, nouns, strict=True) if count]
    return f"eraan hangen nog {enumeration(hanging)}"


def _one_team(held: Team, other: Team) -> str:
    count = counted(held.count_classes, "klas", "klassen")
    todo = (
        f"Geef de {count} van {held.name} bij Klassen het team {other.name}, en haal {held.name} "
        "daarna weg."
        if held.count_classes
        else f"Haal {held.name} weg; er zijn geen klassen meer in."
    )
    return f"Er is al een team {other.name}. Twee teams worden niet één door een naam. {todo}"
