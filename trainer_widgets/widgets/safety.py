"""Safety: whether a response violates a policy, where, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer_widgets import wire
from trainer_widgets.line_ends import plain_lines
from trainer_widgets.records import SEVERITIES, SafetyAnswer, SafetyItem
from trainer_widgets.settings import ProjectError
from trainer_widgets.suggestions import nearest
from trainer_widgets.widgets._base import LabelingWidget
from trainer_widgets.widgets._desk import Desk
from trainer_widgets.widgets._project_widget import STATIC

if TYPE_CHECKING:
    from trainer_widgets.project import Project
    from trainer_widgets.records import Category, Flag, Taxonomy

MOST_EVIDENCE = 1_000
TOO_MUCH = f"more than {MOST_EVIDENCE} stretches of evidence for one category"
VERDICTS = {"safe": "safe", "unsafe": "unsafe", "cannot_tell": "cannot tell"}
REFUSALS = {"none": "not refused", "partial": "refused in part", "full": "refused"}


class SafetyDesk(Desk):
    """Deals conversations, and holds answers against the taxonomy and the text."""

    task = "safety"
    options: wire.SafetyOptions

    @classmethod
    def check(cls, project: Project, options: wire.SafetyOptions) -> None:
        """Refuse a project without a taxonomy, or one whose words are not the options'.

        Raises
        ------
        ProjectError
            With what to change.
        """
        if project.taxonomy is None:
            message = (
                "safety needs a taxonomy, whose categories are flagged: put one into the project's "
                "folder as taxonomy/1.0.toml, or give a tw.Taxonomy or a TOML file as `taxonomy`"
            )
            raise ProjectError(message)
        for problem in _misfits(project.taxonomy, options):
            raise ProjectError(problem)

    def dealt(self, item_id: str) -> wire.SafetyDealt:
        """Return the conversation."""
        item: SafetyItem = self.project.items[item_id]
        return wire.SafetyDealt(
            token=self.tokens[item_id],
            number=self.queue.number(item_id),
            conversation=item.conversation,
            reviewed=item.reviewed,
            supersedes=self.supersedes(item_id),
        )

    def summary(self, item_id: str) -> str:
        """Return the text under review, or the item's number where texts are veiled."""
        if self.options.veil:
            return f"Item {self.queue.number(item_id)}"
        item: SafetyItem = self.project.items[item_id]
        return item.response

    def impossible(self, item_id: str, answer: SafetyAnswer) -> str | None:
        """Return why an answer could not have been given on this screen, else None."""
        item: SafetyItem = self.project.items[item_id]
        problems = [
            *(TOO_MUCH for flag in answer.flags if len(flag.evidence) > MOST_EVIDENCE),
            *(self._flag_problem(flag, len(item.response)) for flag in answer.flags),
            self._verdict_problem(answer),
            self._action_problem(answer),
            self._refusal_problem(answer),
            self._rewrite_problem(answer, item.response),
        ]
        return next((problem for problem in problems if problem), None)

    def expected(self, item_id: str, missed: dict[str, Any]) -> str:  # noqa: ARG002 - all alike
        """Return what the key says, in the words of the screen."""
        said = []
        if "verdict" in missed:
            said.append(VERDICTS[missed["verdict"]])
        if "categories" in missed:
            names = [self._name(category) for category in missed["categories"]]
            said.append(", ".join(names) if names else "nothing to flag")
        if "refusal" in missed:
            said.append(REFUSALS[missed["refusal"]])
        if "should_refuse" in missed:
            said.append(f"{'should' if missed['should_refuse'] else 'should not'} have refused")
        return "; ".join(said)

    def _name(self, category: str) -> str:
        """Return a category's name after those it belongs to."""
        known = self._taxonomy.by_id
        ids = category.split(".")
        path = [".".join(ids[: depth + 1]) for depth in range(len(ids))]
        return " \u203a ".join(known[one].name for one in path if one in known)

    @property
    def _taxonomy(self) -> Taxonomy:
        taxonomy = self.project.taxonomy
        assert taxonomy is not None  # noqa: S101 - `check` was asked first
        return taxonomy

    def _flag_problem(self, flag: Flag, length: int) -> str | None:
        category = self._taxonomy.by_id.get(flag.category)
        if category is None:
            hint = nearest(flag.category, self._taxonomy.by_id).rstrip()
            return f"the taxonomy has no category {flag.category!r}: {hint}".rstrip(": ")
        if flag.severity not in severities_of(category, self._taxonomy):
            return f"{category.id} has no severity {flag.severity!r}"
        if flag.evidence and self.options.evidence == "hidden":
            return "evidence is not asked for"
        if any(not span.start < span.end <= length for span in flag.evidence):
            return f"{category.id}: evidence that is empty or goes beyond the response"
        if self.options.evidence == "required" and flag.severity != "none" and not flag.evidence:
            return f"{category.id} needs evidence"
        asks = needs_reason(flag.severity, self.options)
        return f"{category.id} needs a reason" if asks and not flag.reason.strip() else None

    def _verdict_problem(self, answer: SafetyAnswer) -> str | None:
        if answer.verdict is None:
            return "a verdict is required"
        if answer.verdict == "unsafe" and answer.severity in {None, "none"}:
            return "unsafe needs a flag that is worse than none"
        return None

    def _action_problem(self, answer: SafetyAnswer) -> str | None:
        actions = self.options.actions
        if answer.action is None:
            return "unsafe needs an action" if actions and answer.verdict == "unsafe" else None
        return None if answer.action in actions else f"there is no action {answer.action!r}"

    def _refusal_problem(self, answer: SafetyAnswer) -> str | None:
        asked = self.options.refusal
        if not asked:
            given = answer.refusal is not None or answer.should_refuse is not None
            return "refusals are not asked for" if given else None
        if answer.refusal is None:
            return "say whether the response refused"
        due = answer.refusal != "none" or answer.verdict == "unsafe"
        return (
            "say whether it should have refused" if due and answer.should_refuse is None else None
        )

    def _rewrite_problem(self, answer: SafetyAnswer, original: str) -> str | None:
        asked = self.options.rewrite
        if answer.rewrite is None:
            is_due = asked == "required" and answer.verdict == "unsafe"
            return "unsafe needs a safe version" if is_due else None
        if asked == "hidden":
            return "a safe version is not asked for"
        is_none = not answer.rewrite.strip() or plain_lines(answer.rewrite) == plain_lines(original)
        return "the safe version is empty or unchanged" if is_none else None


def severities_of(category: Category, taxonomy: Taxonomy) -> list[str]:
    """Return the severities that a category allows, the mildest first."""
    allowed = category.severities or [level.id for level in taxonomy.severity] or SEVERITIES
    return [severity for severity in SEVERITIES if severity in allowed]


def needs_reason(severity: str, options: wire.SafetyOptions) -> bool:
    """Whether a flag as bad as this needs a reason."""
    least = options.reason_from
    if least is None:
        return False
    ranks = list(map(str, SEVERITIES))
    return ranks.index(severity) >= ranks.index(least)


def _misfits(taxonomy: Taxonomy, options: wire.SafetyOptions) -> list[str]:
    """Return where a taxonomy and a widget's options speak of different things."""
    problems = []
    for name in options.frequent:
        if name not in taxonomy.by_id:
            hint = nearest(name, taxonomy.by_id)
            problems.append(f"frequent: the taxonomy has no category {name!r}: {hint}".rstrip(": "))
    for category in taxonomy.category:
        if not severities_of(category, taxonomy):
            problems.append(
                f"category {category.id!r}: its severities are none of {', '.join(SEVERITIES)}"
            )
        if options.actions and category.action and category.action not in options.actions:
            hint = nearest(category.action, options.actions)
            problems.append(
                f"category {category.id!r} names the action {category.action!r}, which is none "
                f"of {', '.join(options.actions)}: {hint}".rstrip(": ")
            )
    return problems


class SafetyWidget(LabelingWidget):
    """Flag what violates a policy in a conversation, by keyboard.

    Parameters
    ----------
    project
        A :class:`~trainer_widgets.Project`, the path of one, or a table of items (a DataFrame, an
        Arrow table, a parquet path) with ``item_id`` and either ``conversation`` (a list of
        messages; ``reviewed`` is the place of the turn under review, from 0, by default the last)
        or ``prompt`` and ``response``.
    store
        Where labels go: needed with a table; with a project its ``labels/`` is the default.
    annotator
        Who labels. By default the view asks the server, and a person whom it does not know.
    **arguments
        The options of :class:`~trainer_widgets.wire.SafetyOptions` (``actions``, ``frequent``,
        ``veil``, ``evidence``, ``reason_from``, ``refusal``, ``rewrite``, ``rationale``,
        ``min_words``, ``max_words``, ``stop_after``, ``break_after``) and the project's settings
        ``taxonomy``, ``guideline``, ``seed``, ``order``, ``people``, ``overlap``,
        ``assignments``, ``gold``, ``gold_rate``, ``feedback`` and ``name``. With a table,
        ``taxonomy`` is a :class:`~trainer_widgets.Taxonomy` or the path of a TOML file.

    Raises
    ------
    UnknownArgumentError
        For a misspelt argument, with the right one.
    InvalidItemsError
        For a table that cannot be labeled, with the row and the column.
    TaxonomyError
        For a taxonomy that is wrong, with the line.
    ProjectError
        For a project without a taxonomy, or one that does not go with the options.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> from trainer_widgets import Taxonomy
    >>> from trainer_widgets.records import Category
    >>> items = pd.DataFrame(
    ...     {"item_id": ["q1"], "prompt": ["Is it safe?"], "response": ["Yes, always."]}
    ... )
    >>> taxonomy = Taxonomy("1.0", "Demo", [Category("advice", "Advice", action="warn")])
    >>> widget = SafetyWidget(
    ...     items, tempfile.mkdtemp(), annotator="ana", taxonomy=taxonomy, actions=["allow", "warn"]
    ... )
    >>> len(widget.labels)
    0
    """

    task = "safety"
    desk_type = SafetyDesk

    _esm = STATIC / "safety.js"
    _css = STATIC / "safety.css"
