"""The versions of the action card that this school has used; a case keeps its own."""

from datetime import datetime

from casework.action_card import ActionCard, packaged_card, packaged_text, read_card
from casework.errors import CardFault
from data.database import Database
from data.ids import is_id
from data.rows import stored_moment


class Cards:
    """Implements `casework.store.CardShelf`; versions never change, so each is read once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read: dict[int, ActionCard] = {}

    def current(self) -> ActionCard:
        """The newest version of the school, or the packaged card when it keeps none."""
        found = self._database.one("select max(version) from card_version")
        return self.version(found[0]) if found and found[0] else packaged_card()

    def version(self, number: int) -> ActionCard:
        """One version; CardFault when this school never had it."""
        if number not in self._read:
            self._read[number] = self._card(number)
        return self._read[number]

    def keep(self, text: str, by: str, at: datetime) -> ActionCard:
        """A new version; CardFault, and nothing kept, when the text is not a whole card."""
        with self._database.write():
            found = self._database.one("select max(version) from card_version")
            number = (found[0] if found and found[0] else 0) + 1
            card = read_card(text, number)
            self._database.run(
                """
                insert into card_version (version, text, kept_at, kept_by)
                values ($1, $2, $3, $4)
                """,
                (number, text, stored_moment(at), by if is_id(by) else None),
            )
        return card

    def keep_packaged(self, at: datetime) -> ActionCard:
        """Begin with the packaged card, so that a later release cannot change running cases."""
        return self.keep(packaged_text(), "", at)

    def _card(self, number: int) -> ActionCard:
        sql = "select text from card_version where version = $1"
        found = self._database.one(sql, (number,))
        if found is not None:
            return read_card(found[0], number)
        if number == packaged_card().version:
            return packaged_card()
        raise CardFault()
