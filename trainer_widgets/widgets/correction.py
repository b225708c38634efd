"""Correction: mark what is wrong in a text, and put it right."""

from __future__ import annotations

import re
import threading
from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from trainer_widgets import wire
from trainer_widgets.code_runs import CodeRunError, run_tests
from trainer_widgets.line_ends import plain_lines
from trainer_widgets.records import CorrectionAnswer, CorrectionItem, CorrectionShown
from trainer_widgets.widgets._base import LabelingWidget
from trainer_widgets.widgets._desk import Desk
from trainer_widgets.widgets._problems import ProblemError, RefusedError
from trainer_widgets.widgets._project_widget import STATIC
from trainer_widgets.widgets._test_runs import RUN_REQUESTS, RunsTests

if TYPE_CHECKING:
    from trainer_widgets.records import ErrorMark, Record

RETRACTED = re.compile(r"retracted (\d{1,6})")
MOST_ERRORS = 1_000
MOST_SOURCES = 200
WORD = re.compile(r"\S*[^\W_]\S*")


class CorrectionDesk(Desk):
    """Deals texts to correct, and remembers on which rewrite the tests ran last."""

    task = "correction"
    options: wire.CorrectionOptions

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 - a desk's, handed on
        """Begin without any run."""
        self._runs: dict[str, tuple[str, Literal["passed", "failed"]]] = {}
        self._running = threading.Lock()
        super().__init__(*arguments)

    def dealt(self, item_id: str) -> wire.CorrectionDealt:
        """Return the item as it goes to the screen; its tests only where they can be run."""
        item: CorrectionItem = self.project.items[item_id]
        return wire.CorrectionDealt(
            token=self.tokens[item_id],
            number=self.queue.number(item_id),
            supersedes=self.supersedes(item_id),
            prompt=item.prompt,
            source=item.source,
            target=item.target,
            source_language=item.source_language,
            target_language=item.target_language,
            tests=item.tests if self.options.run_tests else None,
            constraints=item.constraints,
        )

    def summary(self, item_id: str) -> str:
        """Return the text that is corrected, or what is asked for where the page is empty."""
        item: CorrectionItem = self.project.items[item_id]
        return item.target or item.prompt or item.source or ""

    def impossible(self, item_id: str, answer: CorrectionAnswer) -> str | None:
        """Return why an answer could not have been given on this screen, else None."""
        item: CorrectionItem = self.project.items[item_id]
        for name, most in (("errors", MOST_ERRORS), ("sources", MOST_SOURCES)):
            if (count := len(getattr(answer, name))) > most:
                return f"{count} {name} are too many: at most {most} can be stored"
        for error in answer.errors:
            if problem := self._mark_problem(error):
                return problem
        return answer.misfit(item) or self._part_problem(item, answer)

    def shown(self, item_id: str, submission: wire.Submit[CorrectionAnswer]) -> CorrectionShown:
        """Return what was on screen, how many marks were taken back, and how the tests ended."""
        answer = submission.answer
        rewrite, ending = self._runs.get(item_id, (None, None))
        is_same = answer is not None and answer.rewrite is not None and answer.rewrite == rewrite
        counts = [int(found[1]) for one in submission.seen if (found := RETRACTED.fullmatch(one))]
        return CorrectionShown(
            seen=[one for one in submission.seen if not RETRACTED.fullmatch(one)],
            retracted=max(counts, default=0),
            tests=ending if is_same else None,
        )

    def expected(self, item_id: str, missed: dict[str, Any]) -> str:  # noqa: ARG002 - all alike
        """Return what the key says, in the names of the taxonomy."""
        said = []
        if "is_correct" in missed and "categories" not in missed:
            said.append("nothing is wrong" if missed["is_correct"] else "something is wrong")
        if "categories" in missed:
            counts = Counter(self._name(category) for category in missed["categories"])
            marks = [f"{name} \N{MULTIPLICATION SIGN} {n}" for name, n in sorted(counts.items())]
            names = ", ".join(mark.removesuffix(" \N{MULTIPLICATION SIGN} 1") for mark in marks)
            said.append(names or "nothing to mark")
        if "rewrite" in missed:
            said.append(missed["rewrite"])
        return "; ".join(said)

    def run(self, token: str, rewrite: str) -> wire.RunOutcome:
        """Run the item's tests on a rewrite; one run at a time.

        Raises
        ------
        RefusedError
            When the project does not run tests, the item has none, or a run is under way.
        """
        item_id = self.tokens.item(token)
        item: CorrectionItem = self.project.items[item_id]
        if not self.options.run_tests or item.tests is None:
            message = "no tests can be run here: the project or the item has none"
            raise RefusedError(message)
        if not self._running.acquire(blocking=False):
            message = "your tests are running already"
            raise ProblemError(wire.Problem("failed", message, final=False))
        try:
            ended = run_tests(rewrite, item.tests)
        except CodeRunError as error:
            raise RefusedError(str(error)) from None
        finally:
            self._running.release()
        self._runs[item_id] = rewrite, "passed" if ended.passed else "failed"
        return wire.RunOutcome(ended.passed, ended.output, ended.limits)

    def _name(self, category: str) -> str:
        taxonomy = self.project.taxonomy
        found = taxonomy.by_id.get(category) if taxonomy else None
        return found.name if found else category

    def _mark_problem(self, error: ErrorMark) -> str | None:
        if error.side == "source" and self.options.sides == "target":
            return "errors are marked in the target only"
        taxonomy = self.project.taxonomy
        if taxonomy is None:
            extra = error.category or error.severity
            return "there is no taxonomy, so no category and no severity" if extra else None
        category = taxonomy.by_id.get(error.category or "")
        if category is None:
            return f"no category is called {error.category!r}"
        levels = category.severities or [level.id for level in taxonomy.severity]
        is_there = error.severity in levels if levels else error.severity is None
        if not is_there:
            return f"category {category.id!r} has no severity {error.severity!r}"
        return None

    def _part_problem(self, item: CorrectionItem, answer: CorrectionAnswer) -> str | None:
        asked = self.options
        parts = {
            "errors": bool(answer.errors),
            "rewrite": answer.rewrite is not None,
            "sources": bool(answer.sources),
        }
        for name, given in parts.items():
            if given and getattr(asked, name) == "hidden":
                return f"nobody was asked for {name}"
        if answer.is_correct and asked.errors != "hidden":
            return None
        for name, given in parts.items():
            if not given and getattr(asked, name) == "required":
                return f"{name} required, and there is none"
        if answer.rewrite is None:
            return None
        is_same = plain_lines(answer.rewrite) == plain_lines(item.target or "")
        if is_same or not answer.rewrite.strip():
            return "the rewrite is empty, or the text as it was"
        return self._limit_problem(answer.rewrite)

    def _limit_problem(self, rewrite: str) -> str | None:
        # Blanks part fewer words than the browser counts, which knows more scripts.
        counts = {
            "words": len(WORD.findall(rewrite)),
            "lines": rewrite.removesuffix("\n").count("\n") + 1,
            "characters": len(rewrite),
        }
        for name, count in counts.items():
            if count > (most := getattr(self.options, f"max_rewrite_{name}")) > 0:
                return f"the rewrite has {count} {name}, at most {most} are allowed"
        return None


class CorrectionWidget(RunsTests, LabelingWidget):
    """Mark what is wrong in a text, write a better version of it, say where it can be checked.

    Parameters
    ----------
    project
        A :class:`~trainer_widgets.Project`, the path of one, or a table of items (a DataFrame, an
        Arrow table, a parquet path) with ``item_id`` and any of ``prompt``, ``source``,
        ``target``, ``source_language``, ``target_language``, ``tests`` and ``constraints``.
    store
        Where labels go: needed with a table; with a project its ``labels/`` is the default.
    annotator
        Who labels. By default the view asks the server, and a person whom it does not know.
    **arguments
        The options of :class:`~trainer_widgets.wire.CorrectionOptions` (``errors``, ``sides``,
        ``rewrite``, ``start_from``, ``sources``, ``code``, ``run_tests``,
        ``max_rewrite_words``, ``max_rewrite_lines``, ``max_rewrite_characters``, ``rationale``,
        ``min_words``, ``max_words``, ``stop_after``, ``break_after``) and the
        project's settings ``seed``, ``order``, ``people``, ``overlap``, ``assignments``,
        ``gold``, ``gold_rate``, ``feedback``, ``guideline``, ``taxonomy`` and ``name``. With
        ``run_tests=True`` people can run an item's tests on what they wrote: code then runs on
        the kernel's machine, in a process with limits.

    Raises
    ------
    UnknownArgumentError
        For a misspelt argument, with the right one.
    InvalidItemsError
        For a table that cannot be corrected, with the row.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> items = pd.DataFrame({"item_id": ["q1"], "target": ["The dog sleep."]})
    >>> widget = CorrectionWidget(items, tempfile.mkdtemp(), annotator="ana", rewrite="required")
    >>> widget.options.rewrite
    'required'
    """

    task = "correction"
    desk_type = CorrectionDesk
    requests: ClassVar[dict[str, type[Record]]] = LabelingWidget.requests | RUN_REQUESTS
    slow: ClassVar[frozenset[str]] = frozenset(RUN_REQUESTS)

    _esm = STATIC / "correction.js"
    _css = STATIC / "correction.css"

    def _desk_of(self, request: wire.RunTests) -> CorrectionDesk:
        with self._lock:
            desk = self._seated(request.seat)
        assert isinstance(desk, CorrectionDesk)  # noqa: S101 - the type this widget makes
        return desk
