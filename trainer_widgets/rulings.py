"""What a project's lead decides: escalations settled, rules added, cases to test readers with."""

from __future__ import annotations

import hashlib
import json
import uuid
import warnings
from typing import TYPE_CHECKING, Any

import msgspec

from trainer_widgets import guideline as guidelines
from trainer_widgets.cases import CaseError, read_cases
from trainer_widgets.contents import Contents
from trainer_widgets.escalations import escalation_table
from trainer_widgets.guideline import Guideline, RuleError
from trainer_widgets.in_force import in_force, with_version
from trainer_widgets.items import read_items
from trainer_widgets.settings import ProjectError
from trainer_widgets.store import LabelStore
from trainer_widgets.whole_files import replace

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from trainer_widgets.cases import Case
    from trainer_widgets.project import Project


class LostCaseWarning(UserWarning):
    """Warns of a case about an item that the project no longer has; the others are used."""


class Rulings(Contents):
    """The part of a project that deals with escalations and with what follows from them."""

    def escalations(self) -> pd.DataFrame:
        """Return every escalation with its ruling, oldest first.

        Returns
        -------
        pandas.DataFrame
            See :func:`trainer_widgets.escalations.escalation_table`.
        """
        return escalation_table(self.store, self.task)

    def add_rule(self, rule: str, *, version: str, change: str, base: str | None) -> Guideline:
        """Write a new version of the guideline with a rule added, and put it in force.

        Versions that are there are never written again. Where ``project.toml`` names the version
        in force, it names the new one from now on.

        Parameters
        ----------
        rule
            Markdown.
        version
            The new version's name.
        change
            What changed, in a line.
        base
            The version in force, to start from; None where there is no guideline yet.

        Raises
        ------
        RuleError
            When the version is there with another text, another one than the base is in force by
            now, or the rule or ``project.toml`` cannot be written as they are.
        CaseError
            When a case, of the guideline or of the rule, cannot be read.
        ProjectError
            When the project has no folder.
        """
        if self.folder is None:
            message = "a guideline is written into a project's folder; this project has none"
            raise ProjectError(message)
        folder = self.folder / "guideline"
        there = guidelines.versions(folder)
        is_new = version not in there
        if is_new and (now := in_force(self.folder)) != base:
            self.reread_guideline()
            message = f"the guideline is at {now} by now: look at it again"
            raise RuleError(message)
        start = guidelines.read_guideline(folder, base) if base else None
        new = guidelines.revised(start, version, rule, change)
        _check_cases(start, rule, new)
        if is_new:
            self._put_in_force(new, self.folder)
        elif guidelines.read_guideline(folder, version) != new:
            message = f"guideline {version} is there with another text: choose another version"
            raise RuleError(message)
        return new

    def _put_in_force(self, new: Guideline, folder: Path) -> None:
        settings = with_version(folder, new.version)
        path = guidelines.save(new, folder / "guideline")
        try:
            if settings is not None:
                replace(folder / "project.toml", settings)
        except OSError:
            path.unlink()  # nobody has worked under it, and the next attempt writes it again
            raise
        self._take_version(new.version)

    def reread_guideline(self) -> None:
        """Take up what somebody else has put in force since."""
        if self.folder is None or self._guideline is not None:
            return
        now = in_force(self.folder)
        if now and (self.guideline is None or now != self.guideline.version):
            self._take_version(now)

    def _take_version(self, version: str) -> None:
        self.settings = msgspec.structs.replace(self.settings, guideline=version)
        self._guideline = None
        self.__dict__.pop("guideline", None)

    def cases(self) -> Project:
        """Return the cases of the guideline as a project of its own, with feedback.

        Each case is an item whose right answer is known, so that a guideline's own examples test
        its readers: ``RankingWidget(project.cases())``. What is answered goes to ``cases/``
        beside the project's labels.

        Raises
        ------
        CaseError
            When a case cannot be read, or there is none.

        Examples
        --------
        >>> from trainer_widgets import Project
        >>> sorted(Project("datasets/safety_flags").cases().gold["verdict"].unique())
        ['cannot_tell', 'safe', 'unsafe']
        """
        from trainer_widgets.project import Project  # noqa: PLC0415 - a project is one of these

        if self.guideline is None:
            message = "this project has no guideline, and so no cases"
            raise ProjectError(message)
        version = self.guideline.version
        found = self._items_of(read_cases(self.guideline.text, version), version)
        if not found:
            raise CaseError(version, 1, "there is none yet: write a fenced block called `case`")
        return Project.from_items(
            [item for item, _ in found.values()],
            LabelStore(f"{self.store.url}/cases"),
            id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.id} cases {version}")),
            name=f"{self.name}: cases of guideline {version}",
            task=self.task,
            seed=self.settings.seed,
            options=self.settings.options,
            feedback=True,
            guideline=self.guideline,
            taxonomy=self.taxonomy,
            gold=[
                {"item_id": case_id, "reason": case.reason} | case.expected
                for case_id, (_, case) in found.items()
            ],
            images=str(self.images) if self.images else None,
        )

    def _items_of(self, cases: list[Case], version: str) -> dict[str, tuple[Any, Case]]:
        by_hash = {fingerprint: item for item, fingerprint in self.hashes.items()}
        found: dict[str, tuple[Any, Case]] = {}
        for number, case in enumerate(cases, 1):
            case_id = _case_id(case)
            if isinstance(case.item, dict):
                items, _ = read_items([case.item | {"item_id": case_id}], self.task)
                found[case_id] = items[case_id], case
            elif case.item in by_hash:
                item = self.items[by_hash[case.item]]
                found[case_id] = msgspec.structs.replace(item, item_id=case_id), case
            else:
                text = f"guideline {version}, case {case.title or number!r}: its item has gone"
                warnings.warn(text, LostCaseWarning, stacklevel=3)
        return found


def _check_cases(start: Guideline | None, rule: str, new: Guideline) -> None:
    """Refuse a rule that adds more cases to a guideline, or fewer, than it holds by itself."""
    before = len(read_cases(start.text, start.version)) if start else 0
    if len(read_cases(new.text, new.version)) != before + len(read_cases(rule, new.version)):
        message = "with this rule, other cases of the guideline would change: check its blocks"
        raise RuleError(message)


def _case_id(case: Case) -> str:
    """Return an id that a case keeps wherever it stands, and that no other case gets."""
    content = json.dumps([case.item, case.expected, case.title], sort_keys=True, default=str)
    return f"case-{hashlib.blake2b(content.encode(), digest_size=8).hexdigest()}"
