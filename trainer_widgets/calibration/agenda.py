"""What a calibration session is about: its items and its people, as somebody asks for them."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.calibration.phases import phase_after
from trainer_widgets.calibration.sessions import CalibrationError, marks, session_id
from trainer_widgets.item_ids import item_ids
from trainer_widgets.names import normal_name
from trainer_widgets.settings import ProjectError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from trainer_widgets.project import Project
    from trainer_widgets.records import CalibrationPhase

LONGEST_NAME = 120


def chosen_items(project: Project, asked: object, kept: Collection[str] = ()) -> list[str]:
    """Return the ids that somebody asks for; see :func:`~trainer_widgets.item_ids.item_ids`.

    Raises
    ------
    CalibrationError
        When there are none, one is given twice, or the project has no such item.
    """
    try:
        found = item_ids(project, asked, kept)
    except ProjectError as error:
        raise CalibrationError(str(error)) from None
    if not found:
        message = "a calibration session needs items: give their ids, or a table with item_id"
        raise CalibrationError(message)
    return found


def chosen_people(asked: object) -> list[str]:
    """Return the names of who is waited for; none where whoever comes takes part.

    Raises
    ------
    CalibrationError
        For what is no name, and for a name that is given twice.
    """
    if asked is None:
        return []
    if isinstance(asked, str) or not hasattr(asked, "__iter__"):
        message = f"people is a list of names, not {asked!r}"
        raise CalibrationError(message)
    found = [checked_name(one) for one in asked]
    if twice := [one for one, n in Counter(found).items() if n > 1]:
        message = f"{twice[0]!r} is among the people twice: once is enough"
        raise CalibrationError(message)
    return found


def checked_name(name: object) -> str:
    """Return a name as it is known.

    Raises
    ------
    CalibrationError
        When it is none.

    Examples
    --------
    >>> checked_name(" ana ")
    'ana'
    """
    text = normal_name(name).strip() if isinstance(name, str) else ""
    if not text or not text.isprintable() or len(text) > LONGEST_NAME:
        message = f"{name!r} is no name: it has 1 to {LONGEST_NAME} printable characters"
        raise CalibrationError(message)
    return text


def name_of(items: Iterable[str]) -> str:
    """Return the name of a session that was given none; the same items have the same.

    Examples
    --------
    >>> name_of(["q1", "q2"])
    'Calibration on 2 items (1462)'
    """
    ids = list(items)
    digest = hashlib.blake2b("\0".join(ids).encode("utf-8", "surrogatepass"), digest_size=2)
    return f"Calibration on {len(ids)} items ({digest.hexdigest()})"


def names_of(project: Project) -> dict[str, tuple[CalibrationPhase, str]]:
    """Return the phase and the name of each session of a project, by its id."""
    moves: dict[str, list[dict[str, Any]]] = {}
    for _, mark in marks(project):
        if mark["agenda"]:
            moves.setdefault(mark["session"], []).append(mark)
    return {
        one: (phase_after(mark["phase"] for mark in marked), marked[-1]["agenda"]["name"])
        for one, marked in moves.items()
    }


class Asked(NamedTuple):
    """The session that somebody asks for; ``items`` is None where none were given for it."""

    id: str
    name: str
    items: list[str] | None
    is_there: bool


def asked_for(project: Project, items: object, name: object) -> Asked:
    """Return the session that somebody asks for.

    Raises
    ------
    CalibrationError
        When it is not clear which one is meant.
    """
    there = names_of(project)
    running = {one: known for one, (phase, known) in there.items() if phase != "close"}
    if name is not None:
        name = checked_name(name)
        found = session_id(project, name)
        if items is None and found in there:
            return Asked(found, name, None, is_there=True)
    elif items is None and running:
        if len(running) > 1:
            names = ", ".join(map(repr, running.values()))
            message = f"several calibration sessions are open: name= says which of {names}"
            raise CalibrationError(message)
        ((found, name),) = running.items()
        return Asked(found, name, None, is_there=True)
    given = _listed(project, there) if items is None else items
    wanted = chosen_items(project, given, kept=_calibrated_on(project))
    called = name or name_of(wanted)
    found = session_id(project, called)
    if found not in there:
        chosen_items(project, wanted)  # only what is there can be talked about anew
    if name is None:
        _check_alone(found, running)
    return Asked(found, called, wanted, is_there=found in there)


def _calibrated_on(project: Project) -> set[str]:
    agendas = [mark["agenda"] for _, mark in marks(project) if mark["agenda"]]
    return {item for agenda in agendas for item in agenda["items"]}


def _listed(project: Project, there: dict[str, tuple[CalibrationPhase, str]]) -> list[str]:
    listed = project.item_list("calibration")
    if not listed:
        names = ", ".join(repr(name) for _, name in there.values())
        message = (
            "which items are calibrated on? Give items=: their ids, or a table with item_id; or "
            "send some to the list for calibration from an explorer. No session is open"
        )
        message += f"; name= opens one that is closed: {names}" if names else ""
        raise CalibrationError(message)
    return listed


def _check_alone(wanted: str, running: dict[str, str]) -> None:
    others = [name for one, name in running.items() if one != wanted]
    if others and wanted not in running:
        message = (
            f"{others[0]!r} is open with other items: leave items= out to go on with it, or give "
            f"this session a name= of its own"
        )
        raise CalibrationError(message)
