"""One error tree, sorted by who must act.

DashboardError
├── StewardError            the steward mends the file or decides anew (exit status 1)
│   ├── FileRefused             the file cannot be taken at all
│   │   └── ChoiceNeeded            it can, once the steward says how to read it
│   ├── RowsRefused             the file was read; findings name the places
│   ├── StalePreview            somebody else committed to the same rows since the preview
│   ├── AlertRefused            an alert rule or an acknowledgement that does not fit what is there
│   ├── SignatureRefused        personal data in the name or the note beside an upload
│   ├── ReadOnlyDatabase        a folder of files, or published tables: the change is made elsewhere
│   └── UndoRefused             there is no such upload, or nothing of it still stands
├── ReaderError             the reader chooses something that exists (exit status 2)
│   └── UnknownTown, AmbiguousTown, WrongUse
├── OperatorError           the operator mends the set-up (exit status 2 or 3)
│   ├── SettingRefused          an environment variable
│   ├── CopyRefused             the database to copy into has a history of its own
│   └── EngineUnavailable       the database does not answer (exit status 3)
│       ├── DatabaseBusy, DatabaseDamaged, DatabaseNewer, MigrationNeeded, DatabaseNotWritable, DatabaseFull
│       ├── NotAnswering, OtherCopy        not yet, not the one that was read before
│       ├── ReplicaLate                    shown is perhaps not the newest
│       │   └── ReplicaBehind                  it has less than was seen before
│       ├── FolderBroken            files of the folder have errors: the state before stays
│       └── LedgerBroken            `verify`: history and rows no longer agree
└── UnknownWord             a language's file lacks a text: ours to mend
"""

from dashboard.errors.base import DashboardError
from dashboard.errors.operator import (
    CopyRefused,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFull,
    DatabaseNewer,
    DatabaseNotWritable,
    EngineUnavailable,
    FolderBroken,
    LedgerBroken,
    MigrationNeeded,
    NotAnswering,
    OperatorError,
    OtherCopy,
    ReplicaBehind,
    ReplicaLate,
    SettingRefused,
)
from dashboard.errors.reader import AmbiguousTown, ReaderError, UnknownTown, UnknownWord, WrongUse
from dashboard.errors.steward import (
    AlertRefused,
    ChoiceNeeded,
    FileRefused,
    ReadOnlyDatabase,
    RowsRefused,
    SignatureRefused,
    StalePreview,
    StewardError,
    UndoRefused,
)

__all__ = [
    "AlertRefused",
    "AmbiguousTown",
    "ChoiceNeeded",
    "CopyRefused",
    "DashboardError",
    "DatabaseBusy",
    "DatabaseDamaged",
    "DatabaseFull",
    "DatabaseNewer",
    "DatabaseNotWritable",
    "EngineUnavailable",
    "FileRefused",
    "FolderBroken",
    "LedgerBroken",
    "MigrationNeeded",
    "NotAnswering",
    "OperatorError",
    "OtherCopy",
    "ReadOnlyDatabase",
    "ReaderError",
    "ReplicaBehind",
    "ReplicaLate",
    "RowsRefused",
    "SettingRefused",
    "SignatureRefused",
    "StalePreview",
    "StewardError",
    "UndoRefused",
    "UnknownTown",
    "UnknownWord",
    "WrongUse",
]
