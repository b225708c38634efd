"""A whole season of labeling that never was, as a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer_widgets.analysis.simulation import draw, process_of

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.project import Project


def simulate_season(folder: str | Path, *, seed: int = 0, **process: Any) -> Project:  # noqa: ANN401 - of a Process
    """Write a simulated season of labeling into a folder and open it as a project.

    The labels are drawn from :class:`trainer_widgets.analysis.simulation.Process`, whose docstring
    writes the model down with the unit of each parameter, and go through the store as imported
    events: answers, skips, escalations with their rulings (some stay open), and the labels of a
    model that were on screen as prelabels. Every effect is off by default, so that what is left
    is a stable season. :func:`trainer_widgets.analysis.simulation.draw_labels` draws the same
    labels in memory.

    Parameters
    ----------
    folder
        A folder that is new or empty. It gets what a project has, and the truth: what is right of
        each item in ``truth.parquet``, and in ``season.toml`` the parameters, the planted changes
        with their dates and the annotators.
    seed
        The same seed gives the same files, byte by byte, with the same pyarrow and Pillow.
    **process
        ``task`` (``"ranking"``, ``"safety"`` or ``"image_tags"``), ``items``, ``annotators``,
        ``weeks``, ``overlap``, ``drift`` and all other parameters of the process.

    Returns
    -------
    Project
        The season, with its labels under ``imported/``.

    Raises
    ------
    UnknownArgumentError
        For a parameter that does not exist, with the nearest that does.
    SeasonError
        When a value does not fit, or the folder is not empty.

    References
    ----------
    Dawid and Skene 1979, Maximum likelihood estimation of observer error-rates using the EM
    algorithm, Applied Statistics 28(1).

    Examples
    --------
    >>> folder = getfixture("tmp_path") / "season"
    >>> project = simulate_season(folder, items=40, overlap=2, drift=0.1, drift_from=6)
    >>> len(project.labels()), sorted(path.name for path in folder.glob("*.parquet"))
    (80, ['gold.parquet', 'items.parquet', 'truth.parquet'])
    """
    # What writes projects and pictures is not needed to draw labels in memory.
    from trainer_widgets.analysis.simulation.folder import write_season  # noqa: PLC0415

    return write_season(draw(process_of(process), seed), folder, seed)
