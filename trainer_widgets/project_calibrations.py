"""The calibration sessions of a project, as they are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from trainer_widgets.project_final_labels import ProjectFinalLabels

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.calibration.held import HeldSession
    from trainer_widgets.project import Project


class ProjectCalibrations(ProjectFinalLabels):
    """The part of a project that looks back on its calibration sessions; people hold them."""

    def calibrations(self) -> pd.DataFrame:
        """Return every calibration session, those that began first at the top.

        Returns
        -------
        pandas.DataFrame
            One row a session: ``name, phase, n_items, facilitator, people`` (who is waited for,
            and whoever labeled), ``started_at``, and how many items were ``decided`` and
            ``left_open``.

        Examples
        --------
        >>> import trainer_widgets as tw
        >>> project = tw.Project("datasets/response_ranking", labels=getfixture("tmp_path"))
        >>> project.calibrations().empty
        True
        >>> tw.CalibrationSession(project, ["rr-001"], facilitator="lea", name="Tone").close()
        >>> project.calibrations()[["name", "phase", "n_items"]].to_dict("records")
        [{'name': 'Tone', 'phase': 'label', 'n_items': 1}]
        """
        # As late as it is needed: a project is opened far more often.
        from trainer_widgets.calibration.held import session_table  # noqa: PLC0415

        return session_table(cast("Project", self))

    def calibration(self, name: str | None = None) -> HeldSession:
        """Return a calibration session as it is stored, for its report, without a widget.

        Parameters
        ----------
        name
            As :meth:`calibrations` has it; may be left out where there is one session.

        Raises
        ------
        CalibrationError
            When there is no such session, or it is not clear which one is meant.

        Examples
        --------
        >>> import trainer_widgets as tw
        >>> project = tw.Project("datasets/response_ranking", labels=getfixture("tmp_path"))
        >>> session = tw.CalibrationSession(project, ["rr-001"], facilitator="lea", name="Tone")
        >>> session.move_to("reveal")
        >>> session.close()
        >>> project.calibration("Tone").report()
        Report of the calibration session 'Tone', in phase reveal
        1 items, 0 people; 0 decided, 0 left open
        percent agreement before: undefined
        percent agreement after: undefined (not independent)
        report.to_html('report.html') writes it to hand round
        """
        from trainer_widgets.calibration.held import session_of  # noqa: PLC0415 - as above

        return session_of(cast("Project", self), name)
