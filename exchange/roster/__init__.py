"""The roster of a school out of files: Excel, CSV, OneRoster and School Data Sync; and back.

Three steps, between which a person can look: `open_uploads` gives the tables, `proposed_columns`
says of each what its columns hold, and `read_roster` makes people and classes of them. Nothing is
written, and nothing of a file is kept.
"""

from exchange.roster.columns import Column, Columns, Subject, heading_mark, proposed_columns
from exchange.roster.headings import Field
from exchange.roster.opening import Opened, Upload, open_uploads
from exchange.roster.reading import read_roster
from exchange.roster.table import Table
from exchange.roster.writing import classes_csv, pupils_csv, roster_workbook, staff_csv

__all__ = [
    "Column",
    "Columns",
    "Field",
    "Opened",
    "Subject",
    "Table",
    "Upload",
    "classes_csv",
    "heading_mark",
    "open_uploads",
    "proposed_columns",
    "pupils_csv",
    "read_roster",
    "roster_workbook",
    "staff_csv",
]
