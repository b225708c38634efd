"""A lead's rule: how it stands in the guideline, and what stops it from getting there."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import msgspec

from trainer_widgets.cases import Case, CaseError, written
from trainer_widgets.fences import case_blocks, outside
from trainer_widgets.gold import key_types
from trainer_widgets.guideline import GuidelineError, RuleError
from trainer_widgets.line_ends import plain_lines
from trainer_widgets.settings import ProjectError
from trainer_widgets.widgets._problems import RefusedError

if TYPE_CHECKING:
    from trainer_widgets import wire
    from trainer_widgets.project import Project
    from trainer_widgets.records import Event, Ruling

log = logging.getLogger(__name__)


def is_sent_again(
    stored: Event[Any, Any] | None, escalation: str, annotator: str, ruling: Ruling
) -> bool:
    """Return whether a ruling is stored already; refuse another one under the same id."""
    if stored is None:
        return False
    there = stored.action, stored.refers_to, stored.annotator, stored.ruling
    if there != ("resolve", escalation, annotator, ruling):
        message = "This was stored already, with another content."
        raise RefusedError(message)
    return True


def adopt(project: Project, rule: wire.Rule, case: Case | None) -> None:
    """Put a rule into the guideline; what the browser is told names no folder."""
    try:
        text = rule_text(rule, case)
        project.add_rule(text, version=rule.version, change=rule.change, base=rule.base)
    except (RuleError, CaseError) as error:
        raise RefusedError(str(error)) from None
    except (GuidelineError, ProjectError) as error:
        log.warning("a rule cannot be added: %s", error)
        message = "the project's guideline cannot be changed; the kernel's log says why"
        raise RefusedError(message) from None


def case_of(rule: wire.Rule, task: str, fingerprint: str, answer: Any) -> Case | None:  # noqa: ANN401
    """Return an item with a ruling's answer as a case, where the rule is to have one."""
    if answer is None or not rule.is_case:
        return None
    expected = {
        key: msgspec.to_builtins(getattr(answer, key))
        for key in key_types(task)
        if getattr(answer, key) is not None
    }
    return Case(fingerprint, expected, rule.title, rule.text) if expected else None


def rule_text(rule: wire.Rule, case: Case | None) -> str:
    """Return a rule as it stands in the guideline: its text, what it means and what not.

    Raises
    ------
    RuleError
        When its text would become more than text: a case, or a block that swallows what follows.
    """
    text = plain_lines(rule.text).strip()
    if case_blocks(text):
        message = "the rule's text holds a block called `case`: take it out of the text"
        raise RuleError(message)
    if not outside(text)[-1]:
        message = "a fenced block in the rule's text is not closed: end it with a line of ```"
        raise RuleError(message)
    parts = [f"### {' '.join(rule.title.split())}", text]
    for name, example in (("For example", rule.example), ("But not", rule.counterexample)):
        if example.strip():
            parts.append(f"{name}:\n\n{_quoted(example)}")
    return "\n\n".join([*filter(None, parts), *([written(case)] if case else [])])


def _quoted(text: str) -> str:
    """Quote what is pasted from an item, so that it cannot become part of the guideline."""
    lines = plain_lines(text).split("\n")
    quoted = "\n".join(f"> {line}" for line in lines)
    # Four spaces more make a block that holds no other.
    return "\n".join(f">     {line}" for line in lines) if case_blocks(quoted) else quoted
