"""The files of OneRoster 1.1 and 1.2 and of School Data Sync 2.1, which refer to each other by id.

OneRoster says which class is the homeroom. School Data Sync does not: there the name of the class
or of its course says it, and where several could be it a person does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from casework.errors import InputRefused
from casework.name_spelling import tidy_name
from casework.people import Role
from casework.pupil_identity import tidy_number
from casework.roster import FileKind, RosterFile, RosterPupil, RosterStaff
from exchange.roster.class_names import bare_class_name, is_class_name
from exchange.roster.dates import Order, day_of, order_of
from exchange.roster.gathering import ClassWords, Gathering
from exchange.roster.headings import plain
from exchange.roster.lists import school_year_of
from exchange.roster.records import Record, grade_of, kept_name, records_of, written_name
from exchange.roster.roles import roles_in
from exchange.roster.table import Table

_FAMILY_ROLES = frozenset(
    ("parent", "guardian", "relative", "contact", "other", "alumni", "alumnus")
)
_PUPIL_ROLES = frozenset(("student", "learner"))
_HOMEROOM_WORDS = ("homeroom", "mentor", "stamklas", "stamgroep", "basisgroep")


@dataclass
class _Person:
    """A user with what the other files say about them."""

    user: Record
    roles: list[str] = field(default_factory=list)
    grade: str = ""
    born: date | None = None

    @property
    def is_pupil(self) -> bool:
        return any(role in _PUPIL_ROLES for role in self.roles)

    @property
    def is_staff(self) -> bool:
        return any(role not in _PUPIL_ROLES | _FAMILY_ROLES for role in self.roles)


def read_record_set(tables: Sequence[Table], kind: FileKind) -> RosterFile:
    """What the files say together."""
    return _RecordSet(tables, kind).roster()


class _RecordSet:
    def __init__(self, tables: Sequence[Table], kind: FileKind) -> None:
        self._files: defaultdict[str, list[Record]] = defaultdict(list)
        for table in tables:
            self._files[PurePosixPath(table.file).stem.casefold()] += records_of(table)
        self._kind = kind
        self._gathering = Gathering()
        self._courses = {record["sourcedid"]: record for record in self._live("courses")}
        self._classes = {record["sourcedid"]: record for record in self._live("classes")}
        self._people = {user["sourcedid"]: _Person(user) for user in self._files["users"]}

    def roster(self) -> RosterFile:
        """Everybody and every class, each once."""
        self._take_roles()
        self._take_birth_dates()
        seats, teachers = self._seats()
        homerooms = self._homerooms(seats)
        for source_id, person in self._people.items():
            self._take(source_id, person, homerooms.get(source_id, ()))
        self._take_classes(homerooms.values(), teachers)
        self._take_school_year()
        self._count_schools()
        return self._gathering.roster(self._kind, is_delta=self._is_delta())

    def _live(self, name: str) -> Iterator[Record]:
        return (record for record in self._files[name.casefold()] if not record.is_gone)

    def _take_roles(self) -> None:
        for record in self._live("roles"):
            if person := self._person(record, "usersourcedid"):
                person.roles.append(plain(record["role"]))
                person.grade = person.grade or record["grade"]
        for person in self._people.values():
            if said := person.user["role"]:
                person.roles.append(plain(said))
            person.grade = person.grade or person.user["grades"]

    def _take_birth_dates(self) -> None:
        records = list(self._live("demographics"))
        default = Order.MONTH_FIRST
        order = order_of((record["birthdate"] for record in records), default)
        for record in records:
            key = "usersourcedid" if record["usersourcedid"] else "sourcedid"
            person, text = self._person(record, key), record["birthdate"]
            if person is None or not text:
                continue
            person.born = day_of(text, order)
            if person.born is None:
                self._fault(record, "birthDate", "Deze geboortedatum is niet te lezen.", text)

    def _person(self, record: Record, key: str) -> _Person | None:
        person = self._people.get(record[key])
        if person is None:
            self._fault(record, key, "Deze persoon staat niet in users.csv.", record[key])
        return person

    def _fault(
        self, record: Record, column: str, why: str, value: str, is_notice: bool = False
    ) -> None:
        self._gathering.fault(record.where, column, value, why, is_notice)

    def _seats(self) -> tuple[dict[str, list[Record]], dict[str, list[Record]]]:
        """The enrolments of each pupil, and those of the teachers of each class."""
        seats: defaultdict[str, list[Record]] = defaultdict(list)
        teachers: defaultdict[str, list[Record]] = defaultdict(list)
        for record in self._live("enrollments"):
            person = self._person(record, "usersourcedid")
            if person is None:
                continue
            if record["classsourcedid"] not in self._classes:
                why = "Deze klas staat niet in classes.csv."
                self._fault(record, "classSourcedId", why, record["classsourcedid"])
                continue
            role = plain(record["role"])
            if not person.roles:
                person.roles.append(role)
            if role in _PUPIL_ROLES:
                seats[record["usersourcedid"]].append(record)
            elif role not in _FAMILY_ROLES:
                teachers[record["classsourcedid"]].append(record)
        return seats, teachers

    def _homerooms(self, seats: Mapping[str, list[Record]]) -> dict[str, tuple[str, ...]]:
        """The id of the homeroom of each pupil, and only that one."""
        typed = {key for key, one in self._classes.items() if one["classtype"] == "homeroom"}
        likely = typed or {key for key, one in self._classes.items() if self._is_homeroom(one)}
        homes: dict[str, tuple[str, ...]] = {}
        for source_id, records in seats.items():
            ids = list(dict.fromkeys(record["classsourcedid"] for record in records))
            rooms = [one for one in ids if one in likely]
            if len({self._class_name(one) for one in rooms}) > 1:
                rooms = self._marked(records, rooms)
            if len(rooms) > 1:
                names = ", ".join(sorted(map(self._class_name, rooms)))
                why = "Deze leerling staat in meer stamklassen. Laat er één over in het bestand."
                self._fault(records[0], "classSourcedId", why, names)
            elif rooms:
                homes[source_id] = (rooms[0],)
        return homes

    def _marked(self, records: Iterable[Record], rooms: list[str]) -> list[str]:
        """Of several homerooms the one that is marked as the main one, if there is one."""
        main = [
            record["classsourcedid"]
            for record in records
            if record["primary"].casefold() == "true" and record["classsourcedid"] in rooms
        ]
        return main if len(main) == 1 else rooms

    def _is_homeroom(self, record: Record) -> bool:
        course = self._courses.get(record["coursesourcedid"])
        words = f"{record['title']} {course['title'] if course else ''}".casefold()
        return any(word in words for word in _HOMEROOM_WORDS) or is_class_name(
            bare_class_name(record["title"])
        )

    def _class_name(self, class_id: str) -> str:
        record = self._classes[class_id]
        title = bare_class_name(record["title"])
        code = record["classcode"] or record["code"]
        return code if not is_class_name(title) and is_class_name(code) else title

    def _take(self, source_id: str, person: _Person, homes: Sequence[str]) -> None:
        user = person.user
        if not person.roles:
            why = "Er staat niet bij of dit een leerling of een medewerker is; niet gelezen."
            self._fault(user, "role", why, source_id, is_notice=True)
            return
        if not person.is_pupil and not person.is_staff:
            return
        try:
            if person.is_pupil:
                self._take_pupil(source_id, person, homes)
            else:
                self._take_staff(source_id, person)
        except InputRefused as refusal:
            self._fault(user, "naam", refusal.sentence, written_name(user).full)

    def _take_pupil(self, source_id: str, person: _Person, homes: Sequence[str]) -> None:
        user = person.user
        number = tidy_number(user["identifier"] or source_id)
        if user.is_gone:
            self._gathering.removed_numbers.add(number)
            return
        name = kept_name(user)
        classes = tuple(self._tidy_class(one) for one in homes)
        email = user["email"] or (user["username"] if "@" in user["username"] else "")
        self._gathering.add_pupil(
            RosterPupil(
                number=number,
                given=name.given,
                family=name.family,
                email=email.casefold(),
                birth_date=person.born,
                class_names=classes,
                year_group=grade_of(person.grade),
                line=user.line,
                file=user.file,
            )
        )
        if not classes:
            why = "Deze leerling staat in geen stamklas."
            self._fault(user, "sourcedId", why, name.full, is_notice=True)

    def _tidy_class(self, class_id: str) -> str:
        return tidy_name(self._class_name(class_id), "klas")

    def _take_staff(self, source_id: str, person: _Person) -> None:
        user = person.user
        if user.is_gone:
            self._gathering.removed_staff.add(user["username"] or source_id)
            return
        name = kept_name(user, is_staff=True)
        roles = tuple(
            dict.fromkeys(
                (role, "")
                for said in person.roles
                for role, _ in roles_in(said)
                if role is Role.SCHOOL_LEADER
            )
        )
        self._gathering.add_staff(
            RosterStaff(
                number=user["identifier"] or source_id,
                given=name.given,
                family=name.family,
                user_name=tidy_name(user["username"], "gebruikersnaam"),
                email=user["email"].casefold(),
                roles=roles,
                is_active=user["enableduser"].casefold() != "false",
                line=user.line,
                file=user.file,
            )
        )

    def _take_classes(
        self, homes: Iterable[Collection[str]], teachers: Mapping[str, list[Record]]
    ) -> None:
        """The homerooms in which somebody sits, with who teaches them as their mentors."""
        for class_id in dict.fromkeys(one for home in homes for one in home):
            record = self._classes[class_id]
            held = teachers.get(class_id, [])
            main = [one for one in held if one["primary"].casefold() == "true"]
            mentors = tuple(self._reference(one) for one in main or held)
            words = ClassWords(grade_of(record["grades"]), "", mentors)
            try:
                self._gathering.add_class(self._tidy_class(class_id), words, record.where)
            except InputRefused as refusal:
                self._fault(record, "title", refusal.sentence, record["title"])

    def _reference(self, record: Record) -> str:
        user = self._people[record["usersourcedid"]].user
        return user["username"] or user["identifier"] or user["sourcedid"]

    def _take_school_year(self) -> None:
        for record in self._live("academicsessions"):
            first, last = day_of(record["startdate"]), day_of(record["enddate"])
            is_year = plain(record["type"]) == "schoolyear"
            if is_year and first and last and last.year == first.year + 1:
                self._gathering.school_years[f"{first.year}-{last.year}"] += 1
            elif is_year and (year := school_year_of(record["title"])):
                self._gathering.school_years[year] += 1

    def _count_schools(self) -> None:
        schools = [record for record in self._live("orgs") if plain(record["type"]) == "school"]
        if len(schools) > 1:
            names = ", ".join(record["name"] for record in schools)
            why = f"Dit bestand gaat over {len(schools)} scholen. Alles is gelezen als één school."
            self._fault(schools[0], "name", why, names, is_notice=True)

    def _is_delta(self) -> bool:
        return any(
            plain(record["propertyname"]).startswith(("fileusers", "fileenrollments"))
            and record["value"].casefold() == "delta"
            for record in self._files["manifest"]
        )
