"""How a project's labels become the one label of each item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from trainer_widgets.final_labels.adjudications import adjudicate
from trainer_widgets.final_labels.final import final_labels
from trainer_widgets.project_slices import ProjectSlices

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.project import Project
    from trainer_widgets.records import Event


class ProjectFinalLabels(ProjectSlices):
    """The part of a project in which labels become the one label of each item."""

    def adjudicate(
        self,
        item_id: str,
        answer: object,
        *,
        adjudicator: str,
        reason: str = "",
    ) -> Event[Any, Any]:
        """Decide what the right answer to an item is, where annotators differ.

        A later decision of the same adjudicator replaces this one. It is no independent label:
        agreement and consensus leave it out, and :meth:`final` takes it.

        Parameters
        ----------
        item_id
            The item.
        answer
            The task's answer, as a record or a dict. A strength without ``points`` is on the
            scale of the project's options.
        adjudicator
            Who decides.
        reason
            Why.

        Returns
        -------
        Event
            As it is stored; ``refers_to`` names the label that has this very answer.

        Raises
        ------
        ProjectError
            When the project has no such item.
        InvalidRecordError
            When the answer cannot be one to it.

        Examples
        --------
        >>> from trainer_widgets import Project
        >>> project = Project("datasets/response_ranking", labels=getfixture("tmp_path"))
        >>> item = next(iter(project.items.values()))
        >>> best, other = [one.response_id for one in item.responses][:2]
        >>> answer = {"order": [[best], [other]], "strength": 2}
        >>> event = project.adjudicate(item.item_id, answer, adjudicator="lead", reason="Sources.")
        >>> event.action, event.condition, event.answer.points
        ('adjudicate', 'revealed', 7)
        """
        return adjudicate(
            cast("Project", self), item_id, answer, adjudicator=adjudicator, reason=reason
        )

    def final(self, method: str = "majority", *, models: bool = False) -> pd.DataFrame:
        """Return the one label of each item that has any, with how it came about.

        The newest decision counts: an adjudication, a lead's ruling, or a reviewer's correction;
        what a calibration session left open is no longer decided. Otherwise it is what the
        independent labels agree on, or the only label there is; where none is independent, those
        that stand speak instead. A label that passed a review is final where neither a decision nor
        a consensus says otherwise: who reviewed it judged this label and not the others. Where it
        differs from what is final, ``note`` says so. What was retracted, superseded before any
        exposure, or sent back does not count, nor does what belongs to an item that has changed
        since.

        Parameters
        ----------
        method
            How labels agree, ``"majority"`` or ``"dawid_skene"``, see
            :func:`trainer_widgets.analysis.consensus`. The answer is the label with the agreed
            value that was given first.
        models
            Let labels by models count.

        Returns
        -------
        pandas.DataFrame
            One row an item: ``item_id``; ``how``, which is ``adjudicated``, ``reviewed``,
            ``consensus``, ``single``, or ``open`` where there is no one answer (``note`` says
            why); the answer's fields and columns as :meth:`labels` has them; ``probability`` (of
            ``dawid_skene``); ``decided_by``; ``n_labels`` and ``annotators`` of the labels that
            count; ``label``, the event that holds the answer; ``events``, all behind it, the
            decision first; ``note``.

        Raises
        ------
        LabelsError
            When the method is unknown.

        Examples
        --------
        >>> from trainer_widgets import Project
        >>> final = Project("datasets/response_ranking").final()
        >>> bool(final["how"].isin(["consensus", "single", "open"]).all())
        True
        """
        return final_labels(cast("Project", self), method, models=models)
