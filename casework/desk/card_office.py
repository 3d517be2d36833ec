"""What a beheerder does with the card: change a draft, look at it, take it into use."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casework.card.changes import ONLY_THE_FILE, changes
from casework.card.edit import Add, Change, Drop, Put, Value, edited, new_code
from casework.card.model import ActionCard
from casework.card.needed import NEEDED_CODES
from casework.card.reading import decoded, plain_lines
from casework.card.spoken import with_spoken_table
from casework.cases.hard_cases import reasons_of
from casework.desk.access import Room
from casework.desk.card_draft import CardDraft, place_of, read_draft, stamp_of, value_of
from casework.desk.confirmed import confirmed
from casework.entries import tidy
from casework.entries.measures import OWN_MEASURE
from casework.errors import CardFault, InputRefused
from casework.people import Action
from casework.records import CardVersion, Draft

FORM = "kaart"
LONGEST_NOTE = 500


@dataclass(frozen=True)
class CardOffice(Room):
    """The card as a beheerder has it in hands; handed out by the Office of a beheerder."""

    _needs = Action.ADMINISTER

    # --- looking --------------------------------------------------------------------------------

    def current(self) -> ActionCard:
        """The card that new cases follow."""
        return self._access.store.cards.current()

    def versions(self) -> list[CardVersion]:
        """Every version that this school has used, the newest first."""
        return self._access.store.cards.versions()

    def version(self, number: int) -> ActionCard:
        """One version; CardFault when this school never had it."""
        return self._access.store.cards.version(number)

    def text(self) -> str:
        """The text to go on with: that of the draft, or of the present card."""
        draft = self.draft()
        return draft.text if draft else self._access.store.cards.text(self.current().version)

    def keepers(self) -> Mapping[str, str]:
        """The names of those who took a version into use, by their id."""
        ids = {version.kept_by for version in self.versions() if version.kept_by}
        return self._access.names_of(ids)

    def draft(self) -> CardDraft | None:
        """The draft that this person is working on, if any."""
        held = self._access.store.drafts.get(self._access.actor.staff_id, FORM)
        if held is None:
            return None
        text, based_on = str(held.values["text"]), int(held.values["based_on"])
        current = self.current()
        try:
            card = read_draft(text, current.version + 1)
        except CardFault as fault:
            return CardDraft(text, based_on, held.kept_at, None, fault=fault.sentence)
        sentences = changes(current, card) or [ONLY_THE_FILE]
        return CardDraft(text, based_on, held.kept_at, card, tuple(sentences))

    def working_card(self) -> ActionCard:
        """The card that the forms show: the draft, or the present one."""
        draft = self.draft()
        return draft.card if draft and draft.card else self.current()

    # --- changing the draft ---------------------------------------------------------------------

    def change(self, values: Mapping[tuple[str, ...], Value]) -> int:
        """Give settings other values in the draft; gives how many really changed.

        A setting is named by its table, the id of its row, and its key: ("steps", "parents",
        "school_days"), ("lists", "kinds", "verbal") or ("motto",).
        """
        puts = self._puts(values)
        self._edit([*puts, *self._requoted(values)])
        return len(puts)

    def _requoted(self, values: Mapping[tuple[str, ...], Value]) -> Iterator[Change]:
        """The steps whose words are reworded in their column say so, so that they go with them."""
        card = self.working_card()
        reworded: dict[str, str] = {}
        for column in card.columns:
            lines = values.get(("columns", column.id, "card_text"))
            if isinstance(lines, Sequence) and len(lines) == len(column.card_text):
                reworded |= dict(zip(column.card_text, lines, strict=True))
        for step in card.all_steps:
            lines = card.lines_about(step)
            if (renewed := [reworded.get(line, line) for line in lines]) != list(lines):
                yield Put(place_of(card, ("steps", step.id, "card_text")), renewed)

    def _puts(self, values: Mapping[tuple[str, ...], Value]) -> list[Change]:
        card = self.working_card()
        return [
            # A step that is on says nothing of it, as in the file that comes with the program.
            Drop(place_of(card, name))
            if name[2:] == ("off",) and not value
            else Put(place_of(card, name), value)
            for name, value in values.items()
            if value_of(card, name) != value
        ]

    def change_list(
        self,
        list_name: str,
        values: Mapping[tuple[str, ...], Value],
        more: Sequence[str] = (),
        gone: Sequence[str] = (),
    ) -> int:
        """Reword, add and take away in one list, all or nothing; gives how many changes it was.

        The codes of new choices are made here and are never used again.
        """
        edits = [
            *self._puts(values),
            *self._new_choices(list_name, more),
            *self._gone_choices(list_name, gone, is_more=bool(more)),
        ]
        self._edit(edits)
        return len(edits)

    def _new_choices(self, list_name: str, words: Sequence[str]) -> Iterator[Change]:
        taken = self._codes_ever(lambda card: card.lists.get(list_name, {}))
        for text in words:
            code = new_code(text, taken)
            taken.add(code)
            yield Put(("lists", list_name, code), text)

    def _gone_choices(
        self, list_name: str, codes: Sequence[str], *, is_more: bool
    ) -> Iterator[Change]:
        """What was recorded with a choice that goes keeps its words."""
        words = self.working_card().lists[list_name]
        for code in codes:
            if code in NEEDED_CODES.get(list_name, set()):
                raise InputRefused(
                    f"'{words[code]}' kan niet weg: het programma rekent ermee. Je kunt het wel "
                    "anders noemen."
                )
        if not is_more and not set(words) - set(codes):
            raise InputRefused("In elke lijst staat minstens één keuze. Voeg er eerst een toe.")
        yield from (Drop(("lists", list_name, code)) for code in codes if code in words)

    def change_spoken(self, list_name: str, words: Mapping[str, Sequence[str]]) -> int:
        """How people say each choice of one list, by its code; gives how many choices changed.

        Who has no words for a choice leaves it out. A card from before it could say so gets all
        words of ours first, which held for it until now.
        """
        card = self.working_card()
        before = card.spoken_words.get(list_name, {})
        edits: list[Change] = [
            Put(("spoken", list_name, code), list(texts))
            for code, texts in words.items()
            if texts and tuple(texts) != before.get(code, ())
        ]
        edits += [Drop(("spoken", list_name, code)) for code in before if not words.get(code)]
        if edits:
            self._keep(edited(with_spoken_table(self.text(), card, list_name), edits))
        return len(edits)

    def change_guide(self, guide_id: str, values: Mapping[tuple[str, ...], Value]) -> int:
        """A guide in the words of the school, which is then no longer ours."""
        edits = self._puts(values)
        if edits:
            edits += self._puts({("guides", guide_id, "ours"): False})
        self._edit(edits)
        return 1 if edits else 0

    def change_support(
        self, values: Mapping[tuple[str, ...], Value], reasons: Mapping[str, tuple[int, int]]
    ) -> int:
        """Change settings, and weight and limit of the reasons to call a case hard (by id).

        A card from before those reasons gets a row for each one that is not as ours.
        """
        card = self.working_card()
        named = {reason.id for reason in card.hard_reasons}
        settings = dict(values)
        rows: list[Change] = []
        for reason in reasons_of(card):
            weight, threshold = reasons[reason.id]
            if reason.id in named:
                settings["hard_reasons", reason.id, "weight"] = weight
                settings["hard_reasons", reason.id, "threshold"] = threshold
            elif (weight, threshold) != (reason.weight, reason.threshold):
                row = {**reason.model_dump(), "weight": weight, "threshold": threshold}
                rows.append(Add("hard_reasons", row))
        edits = [*self._puts(settings), *rows]
        self._edit(edits)
        return len(edits)

    def add_measure(self, title: str, risk: str, why: str) -> None:
        """A measure more in the library."""
        taken = self._codes_ever(lambda card: [measure.id for measure in card.measures])
        values = {"id": new_code(title, taken), "title": title, "risk": risk, "why": why}
        self._edit([Add("measures", values)])

    def drop_measure(self, measure_id: str) -> None:
        """A measure less; cases that have it keep it."""
        if measure_id == OWN_MEASURE:
            raise InputRefused("Een eigen maatregel mag altijd; deze regel blijft staan.")
        self._edit([Drop(place_of(self.working_card(), ("measures", measure_id)))])

    def replace(self, text: str) -> None:
        """A whole other text as the draft; CardFault names each fault with its line."""
        if not text.strip():
            raise CardFault("Het bestand is leeg. Zet de tekst van de kaart terug.")
        self._keep(plain_lines(text))

    def replace_with_file(self, data: bytes) -> None:
        """An uploaded file as the draft; CardFault names each fault with its line."""
        self._keep(decoded(data))

    def bring_back(self, number: int) -> None:
        """An earlier version as the draft, to be taken into use as a new one."""
        if self.draft():
            raise InputRefused(
                "Je hebt nog een concept. Neem dat eerst in gebruik, of gooi het weg; dan kun je "
                "een eerdere versie terugzetten."
            )
        self._keep(self._access.store.cards.text(number))

    def drop_draft(self) -> None:
        """Throw the draft away; the card in use stays as it is."""
        self._access.store.drafts.drop(self._access.actor.staff_id, FORM)

    def go_on_from_newest(self) -> None:
        """Go on with the draft although a colleague took a newer version into use."""
        draft = self.draft()
        if draft:
            self._store_draft(draft.text, self.current().version)

    def _edit(self, edits: Sequence[Change]) -> None:
        if edits:
            self._keep(edited(self.text(), edits))

    def _keep(self, text: str) -> None:
        """Keep a text that is a whole card; nothing happens to the draft when it is not."""
        current = self.current()
        read_draft(text, current.version + 1)
        held = self._access.store.drafts.get(self._access.actor.staff_id, FORM)
        based_on = int(held.values["based_on"]) if held else current.version
        if text == self._access.store.cards.text(based_on) and based_on == current.version:
            self.drop_draft()
        else:
            self._store_draft(text, based_on)

    def _store_draft(self, text: str, based_on: int) -> None:
        values = {"text": text, "based_on": based_on}
        draft = Draft(FORM, values, self._access.now())
        self._access.store.drafts.keep(self._access.actor.staff_id, FORM, draft)

    def _codes_ever(
        self, codes: Callable[[ActionCard], Sequence[str] | Mapping[str, str]]
    ) -> set[str]:
        cards = [self.working_card(), *(self.version(older.version) for older in self.versions())]
        return {code for card in cards for code in codes(card)}

    # --- into use -------------------------------------------------------------------------------

    @confirmed()
    def take_into_use(self, seen: str, note: str) -> ActionCard:
        """The draft as the newest version: new cases follow it from now on.

        `seen` is the stamp of the draft that was on the screen. CardMovedOn when a colleague took
        another version into use meanwhile; the draft stays. The same draft twice is one version.
        """
        draft, current = self.draft(), self.current()
        if draft is None and stamp_of(self._access.store.cards.text(current.version)) == seen:
            return current
        if draft is None or draft.stamp != seen:
            raise InputRefused(
                "Je concept is intussen veranderd, misschien in een ander venster. Kijk het nog "
                "eens na en neem het dan in gebruik."
            )
        if draft.card is None:
            raise CardFault(draft.fault)
        reason = str(tidy(note))
        if len(reason) > LONGEST_NOTE:
            raise InputRefused(f"Houd het kort: ten hoogste {LONGEST_NOTE} tekens.", "note")
        card = self._access.store.cards.keep(
            draft.text,
            self._access.actor.staff_id,
            self._access.now(),
            expected=draft.based_on,
            note=reason,
        )
        self.drop_draft()
        return card

    def has_moved_on(self, draft: CardDraft) -> bool:
        """Whether a colleague took a version into use after this draft was begun."""
        return draft.based_on != self.current().version
