"""The label store: events in, labels out.

A task's events lie in plain parquet files, ``<root>/<task>/<session>-00000.parquet``. Each
session owns its files, so writers need no lock; readers keep one row an event id.
"""

from trainer_widgets.store.errors import (
    ClosedSessionError,
    DiskFullError,
    FolderGoneError,
    ForkedSessionError,
    NotWritableError,
    StorageError,
    StoreError,
    UnknownColumnError,
    UnreachableError,
)
from trainer_widgets.store.known import DuplicateEventError, InvalidEventWarning
from trainer_widgets.store.label_store import LabelStore
from trainer_widgets.store.notes import ChangedNoteError
from trainer_widgets.store.reading import (
    NewerSchemaWarning,
    RestlessFolderError,
    UnreadablePartWarning,
)
from trainer_widgets.store.sessions import (
    NaiveTimeError,
    SelfSupersessionError,
    Session,
)

__all__ = [
    "ChangedNoteError",
    "ClosedSessionError",
    "DiskFullError",
    "DuplicateEventError",
    "FolderGoneError",
    "ForkedSessionError",
    "InvalidEventWarning",
    "LabelStore",
    "NaiveTimeError",
    "NewerSchemaWarning",
    "NotWritableError",
    "RestlessFolderError",
    "SelfSupersessionError",
    "Session",
    "StorageError",
    "StoreError",
    "UnknownColumnError",
    "UnreachableError",
    "UnreadablePartWarning",
]
