"""What the facilitator of a calibration session decides, and what it adds to the guideline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer_widgets.calibration.settled import Settled
from trainer_widgets.guideline import read_guideline
from trainer_widgets.line_ends import plain_lines
from trainer_widgets.schema import validate
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._rules import adopt, case_of, rule_text
from trainer_widgets.wire.escalations import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer_widgets.calibration.running import Person, RunningSession
    from trainer_widgets.project import Project
    from trainer_widgets.records import Event
    from trainer_widgets.widgets._calibration_desks import CalibrationDesks
    from trainer_widgets.wire.calibration import Decide

LONGEST_TITLE = 200


class Deciding:
    """Takes decisions on items, each of which is an event.

    Parameters
    ----------
    session, desks
        The session, and the desks whose letters decisions are written in.
    """

    def __init__(self, session: RunningSession, desks: CalibrationDesks) -> None:
        """Wait for a decision."""
        self._session, self._desks = session, desks

    def decide(self, person: Person, request: Decide[Any]) -> None:
        """Store what somebody who leads has decided; a decision that comes again changes nothing.

        Raises
        ------
        RefusedError
            When it is neither an answer nor an escalation, or the answer cannot be one.
        """
        settled = self._settled(person, request)
        if self._session.find(request.event_id) is None:
            self._session.check_talking()
        self.settle(person, settled, request.rule)

    def settle(self, person: Person, settled: Settled, rule: Rule | None) -> None:
        """Store a decision, and before it the rule that it adds to the guideline."""
        if rule is not None and self._session.find(settled.event_id) is None:
            project = self._session.project
            fingerprint = project.hashes[settled.item_id]
            adopt(project, rule, case_of(rule, project.task, fingerprint, settled.answer))
            self._desks.reread_guideline()
        self._session.decide(settled, person)

    def standing(self, settled: Settled, rule: Rule | None) -> Event[Any, Any] | None:
        """Return the decision that stands on an item, where it says the same with the same rule."""
        stands = self._session.decisions().get(settled.item_id)
        if stands is None or (stands.rationale or "") != settled.reason:
            return None
        known = self._session.project.hashes.get(settled.item_id)
        there = stands.answer, stands.escalation, stands.item_hash
        is_same = there == (settled.answer, settled.escalation, known)
        return stands if is_same and self._has_rule(stands, rule) else None

    def _has_rule(self, stands: Event[Any, Any], rule: Rule | None) -> bool:
        version = stands.ruling.guideline if stands.ruling else None
        folder = self._session.project.folder
        if rule is None or version is None or folder is None:
            return rule is None and version is None
        # Of the guideline's case, which follows from the answer, only whether there is one differs.
        guideline = read_guideline(folder / "guideline", version)
        return guideline is not None and rule_text(rule, None) in plain_lines(guideline.text)

    def _settled(self, person: Person, request: Decide[Any]) -> Settled:
        item_id = self._session.present_at(request.place)
        return Settled(
            item_id=item_id,
            event_id=request.event_id,
            reason=request.reason,
            answer=self._answer(person, item_id, request),
            version=request.rule.version if request.rule else None,
            escalation=request.escalation,
        )

    def _answer(self, person: Person, item_id: str, request: Decide[Any]) -> Any:  # noqa: ANN401
        if (request.answer is None) == (request.escalation is None):
            message = "a decision is an answer, or an escalation that leaves the item open"
            raise RefusedError(message)
        if request.answer is None:
            if request.rule is not None:
                message = "what stays open adds no rule to the guideline"
                raise RefusedError(message)
            return None
        desk = self._desks.talking(person)
        if reason := desk.impossible(item_id, request.answer):
            raise RefusedError(reason)
        return desk.from_screen(item_id, request.answer)


def rule_from(
    given: Mapping[str, Any] | str | None, reason: str, project: Project, version: str | None
) -> Rule | None:
    """Return a rule of which a script gives its text, or some parts.

    Parameters
    ----------
    given
        The text, or the parts by name; None where there is no rule.
    reason
        Why it was decided so: the rule's title where it has none of its own.
    project, version
        Whose guideline it goes into, and as which version.

    Raises
    ------
    InvalidRecordError
        When a part is unknown or unfit.
    """
    if given is None:
        return None
    parts = {"text": given} if isinstance(given, str) else dict(given)
    title = parts.get("title") or reason.strip().split("\n", maxsplit=1)[0][:LONGEST_TITLE]
    now = project.guideline
    usual = {
        "base": now.version if now else None,
        "version": version,
        "title": title,
        "change": title,
        "text": "",
        "example": "",
        "counterexample": "",
        "is_case": True,
    }
    return validate(usual | parts, Rule)
