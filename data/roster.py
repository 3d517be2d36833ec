"""School years, teams and classes."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import uuid4

from casework.errors import InputRefused
from casework.people import Reach
from casework.records import SchoolClass, SchoolYear
from casework.school_years import with_days_between
from casework.words import numeric_date
from casework.year_groups import is_year_group
from data.ids import is_id
from data.register import Register, checked_text

ONE_DAY = timedelta(days=1)

CLASSES = """
    select c.class_id, c.name, c.year_group, c.team_id, t.name, c.school_year
    from school_class c join team t on t.team_id = c.team_id
"""


class Roster(Register):
    """The part of `casework.ports.school` about years, teams and classes."""

    def school_years(self) -> list[SchoolYear]:
        """All school years, the oldest first."""
        return list(self._cached("school_years", self._school_years))

    def _school_years(self) -> list[SchoolYear]:
        sql = "select school_year, starts_on, ends_on from school_year order by starts_on"
        return [SchoolYear(*row) for row in self._database.rows(sql)]

    def add_school_year(self, year: SchoolYear, by: str) -> None:
        """One more school year; InputRefused when it exists, overlaps or ends too early."""
        name = checked_text(year.school_year, "schooljaar")
        if year.ends_on <= year.starts_on:
            raise InputRefused("Het schooljaar eindigt voordat het begint.", "ends_on")
        with self._changing("school_year_added", name, by):
            for held in self.school_years():
                if held.school_year == name:
                    raise InputRefused(f"Schooljaar {name} is er al.", "school_year")
                if held.starts_on <= year.ends_on and year.starts_on <= held.ends_on:
                    raise InputRefused(
                        f"Dit schooljaar overlapt met {held.school_year}.", "starts_on"
                    )
            self._database.run(
                "insert into school_year (school_year, starts_on, ends_on) values ($1, $2, $3)",
                (name, year.starts_on, year.ends_on),
            )

    def teams(self) -> list[tuple[str, str]]:
        """Team ids and names, by name."""
        rows = self._database.rows("select team_id, name from team order by name")
        return [(team_id, name) for team_id, name in rows]

    def classes(self, school_year: str) -> list[SchoolClass]:
        """The classes of one school year, by year group and name."""
        return list(
            self._kept_of_classes(("classes", school_year), lambda: self._classes(school_year))
        )

    def classes_within(self, reach: Reach, school_year: str) -> list[SchoolClass]:
        """The classes of that year that somebody with this reach sees as a whole, the own first."""
        question = ("classes_within", reach, school_year)
        return list(
            self._kept_of_classes(question, lambda: self._classes_within(reach, school_year))
        )

    def _classes_within(self, reach: Reach, school_year: str) -> list[SchoolClass]:
        classes = [
            school_class
            for school_class in self.classes(school_year)
            if school_class.class_id in reach.classes
            or school_class.year_group in reach.year_groups
            or school_class.team_id in reach.teams
        ]
        return sorted(classes, key=lambda c: c.class_id not in reach.classes)

    def _classes(self, school_year: str) -> list[SchoolClass]:
        rows = self._database.rows(f"{CLASSES} where c.school_year = $1", (school_year,))
        return sorted((SchoolClass(*row) for row in rows), key=lambda c: c.order)

    def class_index(self, school_year: str) -> Mapping[str, SchoolClass]:
        """The classes of one school year by id; not to be changed, since it is kept."""
        return self._kept_of_classes(
            ("class_index", school_year),
            lambda: {held.class_id: held for held in self._classes(school_year)},
        )

    def all_classes(self) -> list[SchoolClass]:
        """The classes of every school year, the oldest year first, then by year group and name."""
        return list(self._kept_of_classes(("all_classes",), self._all_classes))

    def _all_classes(self) -> list[SchoolClass]:
        return [c for year in self.school_years() for c in self.classes(year.school_year)]

    def add_class(self, name: str, year_group: int, team: str, school_year: str, by: str) -> str:
        """A new class; the team is found by name, or made. The id of the class."""
        name, team = checked_text(name, "klas"), checked_text(team, "team")
        if not is_year_group(year_group):
            raise InputRefused("Kies een leerjaar uit de lijst.", "year_group")
        class_id = str(uuid4())
        with self._changing("class_added", class_id, by):
            self._year(school_year)
            held = {known.name.casefold() for known in self.classes(school_year)}
            if name.casefold() in held:
                raise InputRefused(f"In {school_year} is er al een klas {name}.", "name")
            self._database.run(
                """
                insert into school_class (class_id, name, year_group, team_id, school_year)
                values ($1, $2, $3, $4, $5)
                """,
                (class_id, name, year_group, self._team(team), school_year),
            )
        return class_id

    def _year(self, school_year: str) -> SchoolYear:
        for held in self.school_years():
            if held.school_year == school_year:
                return held
        raise InputRefused("Dit schooljaar is er niet. Voeg het eerst toe.", "school_year")

    def _whole_year(self, school_year: str) -> SchoolYear:
        """The school year with the days after it on which the next one has not begun yet."""
        known = self._year(school_year).school_year
        years = with_days_between(self.school_years(), self._now().date())
        return next(year for year in years if year.school_year == known)

    def _team(self, name: str) -> str:
        for team_id, held in self.teams():
            if held.casefold() == name.casefold():
                return team_id
        team_id = str(uuid4())
        self._database.run("insert into team (team_id, name) values ($1, $2)", (team_id, name))
        return team_id

    def _class(self, class_id: str) -> SchoolClass:
        sql = f"{CLASSES} where c.class_id = $1"
        row = self._database.one(sql, (class_id,)) if is_id(class_id) else None
        if row is None:
            raise InputRefused("Deze klas is er niet (meer). Kies een klas uit de lijst.", "class")
        return SchoolClass(*row)

    def _check_start(self, class_id: str, starts_on: date) -> None:
        year = self._whole_year(self._class(class_id).school_year)
        if not year.starts_on <= starts_on <= year.ends_on:
            raise InputRefused(
                f"De eerste dag ligt niet in schooljaar {year.school_year}, dat loopt van "
                f"{numeric_date(year.starts_on)} tot en met {numeric_date(year.ends_on)}.",
                "starts_on",
            )
