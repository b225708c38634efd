"""Guidelines: versioned Markdown that says how to label."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from trainer_widgets.records import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer_widgets.store import LabelStore

VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")


class GuidelineError(ValueError):
    """Raised when a guideline is missing, its version is no version, or its text has changed."""


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
    if not path.is_file():
        message = f"guideline {str(value)!r}: give a version, a Markdown file or a tw.Guideline"
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
    text = guideline.text if guideline else ""
    line = f"- {version}: {' '.join(change.split())}"
    return Guideline(version, _added(_added(text, "Rulings", rule), "Changes", line))


def _added(text: str, heading: str, block: str) -> str:
    """Put a block at the end of a section, which is made where there is none."""
    found = _heading(heading).search(text)
    if not found:
        # The list of changes stays at the end.
        changes = _heading("Changes").search(text)
        at = changes.start() if changes else len(text)
        new = f"{text[:at].rstrip()}\n\n## {heading}\n\n{block.strip()}\n".lstrip()
        return f"{new}\n{text[at:]}" if changes else new
    following = _heading(".*").search(text, found.end())
    end = following.start() if following else len(text)
    gap = "\n" if block.startswith("- ") else "\n\n"
    grown = f"{text[:end].rstrip()}{gap}{block.strip()}\n"
    return f"{grown}\n{text[end:]}" if following else grown


def _heading(name: str) -> re.Pattern[str]:
    return re.compile(rf"^## {name}[ \t]*$", re.MULTILINE)


def save(guideline: Guideline, folder: Path) -> Path:
    """Write a new version into a folder; one that is there is never written again.

    Raises
    ------
    GuidelineError
        When there is such a version, or its name is none.
    """
    _note(guideline)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{guideline.version}.md"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(guideline.text)
    except FileExistsError:
        message = f"guideline {guideline.version} is there already: choose another version"
        raise GuidelineError(message) from None
    return path


def _note(guideline: Guideline) -> str:
    if not VERSION.fullmatch(guideline.version):
        message = f"{guideline.version!r} is no version: use letters, digits, dots and dashes"
        raise GuidelineError(message)
    return f"guideline/{guideline.version}.md"


def versions(folder: Path, suffix: str = ".md") -> list[str]:
    """Return the versions in a folder, oldest first (1.9 comes before 1.10)."""
    names = [path.name.removesuffix(suffix) for path in folder.glob(f"*{suffix}")]
    return sorted((name for name in names if VERSION.fullmatch(name)), key=_natural)


def _natural(version: str) -> list[tuple[int, str]]:
    return [
        (int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", version)
    ]
