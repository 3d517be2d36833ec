"""What the opened files say, by the columns that a person agreed to."""

from collections.abc import Sequence
from dataclasses import replace

from casework.roster import FileKind, RosterFault, RosterFile
from exchange.roster.columns import Columns, proposed_columns
from exchange.roster.gathering import Gathering
from exchange.roster.lists import read_list
from exchange.roster.opening import Opened
from exchange.roster.record_set import read_record_set


def read_roster(opened: Opened, columns: Sequence[Columns] = ()) -> RosterFile:
    """People and classes; `columns` are those of the tables, in their order, else the proposed.

    OneRoster and School Data Sync need none: their headings are fixed.
    """
    if opened.kind is not FileKind.LIST:
        roster = read_record_set(opened.tables, opened.kind)
    else:
        gathering = Gathering()
        proposed = columns or [proposed_columns(table) for table in opened.tables]
        for table, held in zip(opened.tables, proposed, strict=True):
            if why := held.what_is_missing:
                gathering.faults.append(RosterFault(table.title, 0, "", "", why))
            else:
                read_list(table, held, gathering)
        roster = gathering.roster(FileKind.LIST)
    return replace(roster, faults=(*opened.faults, *roster.faults))
