"""Guidelines: versioned Markdown that says how to label."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from trainer_widgets.fences import outside
from trainer_widgets.line_ends import plain_lines
from trainer_widgets.records import Record
from trainer_widgets.whole_files import write_new

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer_widgets.store import LabelStore

VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
HEADING = re.compile(r"^( {0,3})#{1,2}(?=[ \t]|$)")


class GuidelineError(ValueError):
    """Raised when a guideline is missing, its version is no version, or its text has changed."""


class RuleError(GuidelineError):
    """Raised for a rule that cannot be added; its message, without a folder, may be shown."""


class Guideline(Record, frozen=True):
    """One version of a guideline.

    Examples
    --------
    >>> Guideline(version="1.2", text="# How to rank").version
    '1.2'
    """

    version: str
    text: str


def read_guideline(folder: Path, version: str | None = None) -> Guideline | None:
    """Read a version from a folder of ``<version>.md`` files, by default the newest.

    Raises
    ------
    GuidelineError
        When a version is asked for that is not there.
    """
    there = versions(folder)
    if version is None and not there:
        return None
    chosen = version or there[-1]
    if chosen not in there:
        message = f"guideline {chosen!r} is not in {folder}: there are {there or 'none'}"
        raise GuidelineError(message)
    return Guideline(chosen, (folder / f"{chosen}.md").read_text(encoding="utf-8"))


def loose_guideline(value: object) -> Guideline:
    """Return a guideline that is given as such or as a Markdown file, its name the version.

    Raises
    ------
    GuidelineError
        When it is neither.
    """
    if isinstance(value, Guideline):
        return value
    path = Path(str(value))
    try:
        is_there = path.is_file()
    except OSError:  # a whole text is too long for a name
        is_there = False
    if not is_there:
        named = f"{str(value)[:60]!r}"
        message = f"guideline {named}: give a version, a Markdown file or a tw.Guideline"
        raise GuidelineError(message)
    return Guideline(path.stem, path.read_text(encoding="utf-8"))


def keep(guideline: Guideline, store: LabelStore) -> None:
    """Keep the text of a guideline beside the labels that are made under it."""
    store.keep_note(_note(guideline), guideline.text)


def check_unchanged(guideline: Guideline, store: LabelStore) -> Guideline:
    """Return the guideline when its text is the one that labels were made under, if any.

    Raises
    ------
    GuidelineError
        When the text has changed under a version that is in use.
    """
    kept = store.read_note(_note(guideline))
    if kept is not None and kept != guideline.text:
        message = (
            f"the text of guideline {guideline.version} has changed since labels were made "
            f"under it: save the new text as a new version"
        )
        raise GuidelineError(message)
    return guideline


def next_version(there: Sequence[str]) -> str:
    """Return the version that would follow the newest: its last number plus one.

    Examples
    --------
    >>> next_version(["1.0", "1.9"]), next_version(["draft"]), next_version([])
    ('1.10', 'draft.1', '1.0')
    """
    if not there:
        return "1.0"
    newest = max(there, key=_natural)
    head, number = re.fullmatch(r"(.*?)(\d*)", newest, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{head}{int(number) + 1}" if number else f"{newest}.1"


def revised(guideline: Guideline | None, version: str, rule: str, change: str) -> Guideline:
    r"""Return a guideline with a rule added, and a line in its list of changes.

    Parameters
    ----------
    guideline
        What it is made from; None where there is none yet.
    version
        The new version.
    rule
        Markdown to add under "Rulings".
    change
        What changed, in a line.

    Raises
    ------
    RuleError
        When a block of the rule is not closed, and would swallow what follows.

    Examples
    --------
    >>> first = Guideline("1.0", "# Tone\n")
    >>> print(revised(first, "1.1", "### Dialects\n\nBoth are fine.", "Dialects").text)
    # Tone
    <BLANKLINE>
    ## Rulings
    <BLANKLINE>
    ### Dialects
    <BLANKLINE>
    Both are fine.
    <BLANKLINE>
    ## Changes
    <BLANKLINE>
    - 1.1: Dialects
    <BLANKLINE>
    """
    text = plain_lines(guideline.text) if guideline else ""
    rule = _demoted(plain_lines(rule).strip())
    line = f"- {version}: {' '.join(change.split())}"
    return Guideline(version, _added(_added(text, "Rulings", rule), "Changes", line))


def _demoted(rule: str) -> str:
    """Make a rule's own headings smaller than the guideline's, which they would divide."""
    *flags, closed = outside(rule)
    if not closed:
        message = "a fenced block of the rule is not closed: end it with a line of ```"
        raise RuleError(message)
    lines = zip(rule.split("\n"), flags, strict=True)
    return "\n".join(HEADING.sub(r"\1####", line) if free else line for line, free in lines)


def _added(text: str, heading: str, block: str) -> str:
    """Put a block at the end of a section, which is made where there is none."""
    found = _heading(text, heading)
    if not found:
        # The list of changes stays at the end.
        changes = _heading(text, "Changes")
        at = changes[0] if changes else len(text)
        new = f"{text[:at].rstrip()}\n\n## {heading}\n\n{block.strip()}\n".lstrip()
        return f"{new}\n{text[at:]}" if changes else new
    following = _heading(text, ".*", found[1])
    end = following[0] if following else len(text)
    gap = "\n" if block.startswith("- ") else "\n\n"
    grown = f"{text[:end].rstrip()}{gap}{block.strip()}\n"
    return f"{grown}\n{text[end:]}" if following else grown


def _heading(text: str, name: str, after: int = 0) -> tuple[int, int] | None:
    """Return where a heading begins and ends; a line of a fenced block is none."""
    free = outside(text)
    for match in re.compile(rf"^## {name}[ \t]*$", re.MULTILINE).finditer(text, after):
        if free[text.count("\n", 0, match.start())]:
            return match.span()
    return None


def save(guideline: Guideline, folder: Path) -> Path:
    """Write a new version into a folder; one that is there is never written again.

    Raises
    ------
    RuleError
        When there is such a version, its name is none, or the text cannot be written.
    """
    _note(guideline)
    try:
        content = guideline.text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"a guideline cannot hold half of a character: {error}"
        raise RuleError(message) from None
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{guideline.version}.md"
    try:
        write_new(path, content)
    except FileExistsError:
        message = f"guideline {guideline.version} is there already: choose another version"
        raise RuleError(message) from None
    return path


def _note(guideline: Guideline) -> str:
    if not VERSION.fullmatch(guideline.version):
        message = f"{guideline.version!r} is no version: use letters, digits, dots and dashes"
        raise RuleError(message)
    return f"guideline/{guideline.version}.md"


def versions(folder: Path, suffix: str = ".md", new: str | None = None) -> list[str]:
    """Return the versions in a folder, oldest first (1.9 comes before 1.10), with a new one."""
    names = {path.name.removesuffix(suffix) for path in folder.glob(f"*{suffix}")}
    names |= {new} if new else set()
    return sorted((name for name in names if VERSION.fullmatch(name)), key=_natural)


def _natural(version: str) -> list[tuple[int, str]]:
    return [
        (int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", version)
    ]
