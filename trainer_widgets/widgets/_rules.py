"""A lead's rule, as it stands in the guideline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from trainer_widgets.cases import Case, written
from trainer_widgets.gold import key_types

if TYPE_CHECKING:
    from trainer_widgets import wire


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
    """Return a rule as it stands in the guideline: its text, what it means and what not."""
    parts = [f"### {' '.join(rule.title.split())}", rule.text.strip()]
    for name, text in (("For example", rule.example), ("But not", rule.counterexample)):
        if text.strip():
            # Quoted, so that what is pasted from an item cannot become part of the guideline.
            parts.append("\n".join([f"{name}:", "", *(f"> {line}" for line in text.splitlines())]))
    return "\n\n".join([*filter(None, parts), *([written(case)] if case else [])])
