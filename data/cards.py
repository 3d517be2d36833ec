"""The versions of the action card that this school has used; a case keeps its own."""

from collections.abc import Callable
from datetime import datetime

from casework.card.model import ActionCard, packaged_card, packaged_text, read_card
from casework.errors import CardFault, CardMovedOn
from casework.records import CardVersion
from data.cache import Memory
from data.database import Database
from data.ids import is_id
from data.register import on_record
from data.rows import shown_moment, stored_moment
from data.vault import Vault


class Cards:
    """Implements `casework.ports.cards.CardShelf`; versions never change, so each is read once."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._read: dict[int, ActionCard] = {}
        self._version = 0
        self._memory = Memory(lambda: self._version, most=1)
        self.on_keep: list[Callable[[], None]] = []

    def current(self) -> ActionCard:
        """The newest version of the school, or the packaged card when it keeps none."""
        return self.version(self.numbers()[0])

    def version(self, number: int) -> ActionCard:
        """One version; CardFault when this school never had it."""
        if number not in self._read:
            self._read[number] = self._card(number)
        return self._read[number]

    def numbers(self) -> list[int]:
        """The numbers of every version of this school, the newest first."""
        # Who has written sees what is not there yet for others.
        is_changed = self._database.sees_own_changes
        kept = self._memory
        return list(self._numbers() if is_changed else kept.answer("numbers", self._numbers))

    def _numbers(self) -> list[int]:
        rows = self._database.rows("select version from card_version order by version desc")
        return [number for (number,) in rows] or [packaged_card().version]

    def followed(self) -> list[ActionCard]:
        """Every version that a case may follow, the packaged card too when the school has none."""
        return [self.version(number) for number in reversed(self.numbers())]

    def versions(self) -> list[CardVersion]:
        """Every version of this school, the newest first."""
        rows = self._database.rows(
            """
            select version, kept_at, kept_by, sealed
            from card_version left join card_note using (version)
            order by version desc
            """
        )
        kept = [
            CardVersion(number, shown_moment(at), str(by or ""), self._note(number, by, sealed))
            for number, at, by, sealed in rows
        ]
        return kept or [CardVersion(packaged_card().version)]

    def _note(self, number: int, by: object, sealed: bytes | None) -> str:
        return self._vault.unseal(str(by), sealed, _context(number)) or "" if by else ""

    def text(self, number: int) -> str:
        """The file of one version, as the school wrote it; CardFault when it never had it."""
        row = self._database.one("select text from card_version where version = $1", (number,))
        if row is not None:
            return str(row[0])
        if number == packaged_card().version:
            return packaged_text()
        raise CardFault()

    def keep(
        self, text: str, by: str, at: datetime, *, expected: int | None = None, note: str = ""
    ) -> ActionCard:
        """A new version; CardFault, and nothing kept, when the text is not a whole card.

        CardMovedOn when the newest version is not the one that was `expected`.
        """
        keeper = by.lower() if is_id(by) else None
        with self._database.write():
            row = self._database.one("select max(version) from card_version")
            newest = row[0] if row and row[0] else 0
            if expected is not None and expected != newest:
                raise CardMovedOn
            number = newest + 1
            card = read_card(text, number)
            self._database.run(
                """
                insert into card_version (version, text, kept_at, kept_by)
                values ($1, $2, $3, $4)
                """,
                (number, text, stored_moment(at), keeper),
            )
            if keeper and note:
                self._database.run(
                    "insert into card_note (version, sealed) values ($1, $2)",
                    (number, self._vault.seal(keeper, note, _context(number))),
                )
            on_record(self._database, stored_moment(at), keeper, "card_kept", str(number))
            for changed in (self._forget, *self.on_keep):
                self._database.after_commit(changed)
        return card

    def _forget(self) -> None:
        self._version += 1

    def keep_packaged(self, at: datetime) -> ActionCard:
        """Begin with the packaged card, so that a later release cannot change running cases."""
        return self.keep(packaged_text(), "", at)

    def _card(self, number: int) -> ActionCard:
        text = self.text(number)
        is_packaged = text == packaged_text() and number == packaged_card().version
        return packaged_card() if is_packaged else read_card(text, number, is_kept=True)


def _context(number: int) -> str:
    return f"card_note:{number}"
