"""The explorer of slices: its messages.

What one person sees is the state of their own view. The kernel keeps the newest state of each
person, so that a cell can read it and others can follow. Requests that ask the engine carry a turn,
which counts up in a view: of what has been overtaken by a newer turn nothing is computed.

Nobody asks for ``{"kind": "told", "name": "moved" | "suggestions", "body"}``, which goes to all
views: a :class:`SightMoved` also when somebody comes, and the :class:`Suggestions` that were found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.wire.explorer.beginning import (
    Counted,
    Explored,
    Facet,
    Present,
    Rate,
    SavedSlice,
    Sight,
    SliceField,
    Suggestion,
    Suggestions,
    TimeWindow,
)
from trainer_widgets.wire.explorer.items import (
    AskItems,
    ItemPage,
    ItemRow,
    KnownAnswer,
    OpenedItem,
    OpenItem,
    Said,
    Told,
)
from trainer_widgets.wire.explorer.keeping import (
    Done,
    DropSlice,
    MoveSight,
    SavedSlices,
    SaveSlice,
    SendItems,
    SentItems,
    SightMoved,
    Suggest,
)
from trainer_widgets.wire.explorer.lines import (
    Complete,
    Completion,
    Completions,
    Mistake,
    Parse,
    Parsed,
    PythonLine,
    WriteCode,
)
from trainer_widgets.wire.explorer.slices import (
    Ask,
    AskBreakdown,
    AskTrend,
    Breakdown,
    BreakdownCell,
    ComparedSlices,
    CompareSlices,
    FindValues,
    FoundValues,
    Overview,
    Trend,
)
from trainer_widgets.wire.messages import Hello

if TYPE_CHECKING:
    from trainer_widgets.records import Record

EXPLORER_REQUESTS: dict[str, type[Record]] = {
    "hello": Hello,
    "look": Ask,
    "trend": AskTrend,
    "breakdown": AskBreakdown,
    "page": AskItems,
    "find_values": FindValues,
    "compare": CompareSlices,
    "open_item": OpenItem,
    "parse": Parse,
    "complete": Complete,
    "code": WriteCode,
    "suggest": Suggest,
    "save": SaveSlice,
    "drop": DropSlice,
    "send": SendItems,
    "move": MoveSight,
}
EXPLORER_REPLIES: tuple[type[Record], ...] = (
    *(Explored, Overview, Trend, Breakdown, ItemPage, FoundValues, ComparedSlices, OpenedItem),
    *(Parsed, Completions, PythonLine, Suggestions, SavedSlices, SentItems, SightMoved, Done),
)

__all__ = [
    "EXPLORER_REPLIES",
    "EXPLORER_REQUESTS",
    "Ask",
    "AskBreakdown",
    "AskItems",
    "AskTrend",
    "Breakdown",
    "BreakdownCell",
    "CompareSlices",
    "ComparedSlices",
    "Complete",
    "Completion",
    "Completions",
    "Counted",
    "Done",
    "DropSlice",
    "Explored",
    "Facet",
    "FindValues",
    "FoundValues",
    "ItemPage",
    "ItemRow",
    "KnownAnswer",
    "Mistake",
    "MoveSight",
    "OpenItem",
    "OpenedItem",
    "Overview",
    "Parse",
    "Parsed",
    "Present",
    "PythonLine",
    "Rate",
    "Said",
    "SaveSlice",
    "SavedSlice",
    "SavedSlices",
    "SendItems",
    "SentItems",
    "Sight",
    "SightMoved",
    "SliceField",
    "Suggest",
    "Suggestion",
    "Suggestions",
    "TimeWindow",
    "Told",
    "Trend",
    "WriteCode",
]
