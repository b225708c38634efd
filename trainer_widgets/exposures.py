"""That somebody has seen what others said of an item: stored before it is shown to them.

What they say of the item from then on has the condition "revealed", in every widget. The event's
id follows from who saw what, so that it is stored once however often they look.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trainer_widgets.project import Project
    from trainer_widgets.records import Calibration


def exposure(
    project: Project, item_id: str, person: str, calibration: Calibration | None = None
) -> dict[str, Any]:
    """Return what an event says of somebody who is about to see others' answers to an item.

    Parameters
    ----------
    project
        The project; an item that has changed is seen anew.
    item_id, person
        What is seen, and by whom.
    calibration
        The session in which they see it, which has its own record of who has seen what.

    Examples
    --------
    >>> from trainer_widgets import Project
    >>> project = Project("datasets/response_ranking")
    >>> first, again = (exposure(project, "rr-001", "lea") for _ in range(2))
    >>> first["action"], first["condition"], first == again
    ('phase', 'revealed', True)
    """
    known = project.hashes.get(item_id)
    return {
        "event_id": _event_id(project, item_id, known or "", person, calibration),
        "item_id": item_id,
        "item_hash": known,
        "action": "phase",
        "condition": "revealed",
        "calibration": calibration,
    }


def _event_id(
    project: Project, item_id: str, known: str, person: str, calibration: Calibration | None
) -> str:
    if calibration is not None:
        return str(uuid.uuid5(uuid.UUID(calibration.session), f"{person}\0{item_id}"))
    name = f"{project.id}\0{known}\0{item_id}\0{person}"
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))
