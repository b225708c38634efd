"""The explorer of slices: its messages.

What one person sees is the state of their own view. The kernel keeps the newest state of each
person, so that a cell can read it and others can follow. Requests that ask the engine carry a turn,
which counts up in a view: of what has been overtaken by a newer turn nothing is computed.

Nobody asks for ``{"kind": "told", "name": "moved" | "suggestions", "body"}``, which goes to all
views: a :class:`SightMoved` also when somebody comes or goes, and the :class:`Suggestions` that
were found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.records.explored import BreakdownCell, Counted, ItemRow, Rate, TimeWindow
from trainer_widgets.wire.explorer.beginning import (
    Explored,
    Facet,
    Present,
    SavedSlice,
    Sight,
    SliceField,
    Suggestion,
    Suggestions,
)
from trainer_widgets.wire.explorer.items import (
    AskItems,
    Fact,
    ItemPage,
    KnownAnswer,
    OpenedItem,
    OpenItem,
    Said,
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
from trainer_widgets.wire.explorer.sharing import (
    Arrive,
    Done,
    DropSlice,
    Leave,
    MoveSight,
    SavedSlices,
    SaveSlice,
    SendItems,
    SentItems,
    SightMoved,
    Suggest,
    TakeBack,
)
from trainer_widgets.wire.explorer.slices import (
    Ask,
    AskBreakdown,
    AskTrend,
    Breakdown,
    ComparedSlices,
    CompareSlices,
    FindValues,
    FoundValues,
    Overview,
    Trend,
)

if TYPE_CHECKING:
    from trainer_widgets.records import Record

EXPLORER_REQUESTS: dict[str, type[Record]] = {
    "hello": Arrive,
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
    "take_back": TakeBack,
    "move": MoveSight,
    "leave": Leave,
}
EXPLORER_REPLIES: tuple[type[Record], ...] = (
    *(Explored, Overview, Trend, Breakdown, ItemPage, FoundValues, ComparedSlices, OpenedItem),
    *(Parsed, Completions, PythonLine, Suggestions, SavedSlices, SentItems, SightMoved, Done),
)

__all__ = [
    "EXPLORER_REPLIES",
    "EXPLORER_REQUESTS",
    "Arrive",
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
    "Fact",
    "FindValues",
    "FoundValues",
    "ItemPage",
    "ItemRow",
    "KnownAnswer",
    "Leave",
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
    "TakeBack",
    "TimeWindow",
    "Trend",
    "WriteCode",
]
