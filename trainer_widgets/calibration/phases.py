"""The phases of a calibration session, and which one follows which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer_widgets.records import CalibrationPhase

TALKING: tuple[CalibrationPhase, ...] = ("reveal", "discuss", "decide")
NEXT: dict[CalibrationPhase, tuple[CalibrationPhase, ...]] = {
    "label": ("reveal", "close"),
    **{phase: (*(one for one in TALKING if one != phase), "close") for phase in TALKING},
    "close": (),
}


def phase_after(moves: Iterable[CalibrationPhase]) -> CalibrationPhase:
    """Return the phase in which moves leave a session, oldest first.

    A kernel that had not heard of the reveal, or of the end, takes nobody back before it.

    Examples
    --------
    >>> phase_after(["label", "reveal", "label"]), phase_after(["label", "close", "reveal"])
    ('reveal', 'close')
    """
    now: CalibrationPhase = "label"
    for phase in moves:
        if now != "close" and phase != "label":
            now = phase
    return now


def why_not(now: CalibrationPhase, wanted: str, name: str) -> str | None:
    """Return why a session of this name cannot be moved to a phase, or None.

    Examples
    --------
    >>> why_not("label", "discuss", "Tone")
    "after 'label' comes 'reveal' or 'close', not 'discuss'"
    >>> why_not("close", "reveal", "Tone")
    "'Tone' is over, and stays closed: to go on, open a session with another name="
    """
    if wanted in NEXT[now]:
        return None
    if wanted not in NEXT:
        phases = ", ".join(map(repr, NEXT))
        return f"{wanted!r} is no phase: {nearest(str(wanted), NEXT)}There are {phases}"
    if now == "close":
        return f"{name!r} is over, and stays closed: to go on, open a session with another name="
    ways = " or ".join(map(repr, NEXT[now]))
    return f"after {now!r} comes {ways}, not {wanted!r}"
