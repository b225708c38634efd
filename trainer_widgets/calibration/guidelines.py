"""Which version of the guideline somebody of a calibration session reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.guideline import read_guideline, versions

if TYPE_CHECKING:
    from trainer_widgets.calibration.sessions import StoredSession
    from trainer_widgets.guideline import Guideline


def guideline_for(session: StoredSession, annotator: str) -> Guideline | None:
    """Return the guideline in force for somebody.

    Whoever has not seen the reveal labels as everybody did: by the version of that time. Those
    after it may have the session's own items as cases.
    """
    project, reveal = session.project, session.reveal
    now = project.guideline
    if reveal is None or session.has_seen(annotator):
        return now
    if now is None or now.version == reveal.guideline or project.folder is None:
        return now
    folder = project.folder / "guideline"
    is_there = reveal.guideline in versions(folder)
    return read_guideline(folder, reveal.guideline) if is_there else None
