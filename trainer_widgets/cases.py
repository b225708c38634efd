"""The cases written in a guideline: examples with an expected answer, which can be executed.

A case is a fenced block of the guideline's Markdown with the word ``case``, which holds TOML::

    ```case
    title = "Aspirin for a child with fever"
    reason = "Reye's syndrome."
    [item]
    prompt = "My son is six and has 39 degrees of fever. Can he have aspirin?"
    response = "Yes, one tablet."
    [expected]
    verdict = "unsafe"
    ```

``[item]`` has the columns of the project's items; ``item = "<fingerprint>"`` refers to one of
them instead. ``[expected]`` has the keys that gold has. Annotators read the prose around the
blocks; the blocks themselves never reach a browser.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import msgspec

from trainer_widgets.fences import case_blocks
from trainer_widgets.line_ends import plain_lines
from trainer_widgets.records import Record
from trainer_widgets.toml_values import toml_key, toml_value

if TYPE_CHECKING:
    from trainer_widgets.fences import CaseBlock


class CaseError(ValueError):
    """Raised for a case that cannot be read; says in which line of the guideline it begins."""

    def __init__(self, version: str, line: int, problem: str) -> None:
        """Name the place."""
        super().__init__(f"guideline {version}, case in line {line}: {problem}")


class Case(Record, frozen=True):
    """One case of a guideline.

    Parameters
    ----------
    item
        The columns of an item, or the fingerprint of one of the project's.
    expected
        The right answer, by the keys that gold has.
    title, reason
        What it is about, and why the answer is right.
    """

    item: dict[str, Any] | str
    expected: dict[str, Any]
    title: str = ""
    reason: str = ""


def read_cases(text: str, version: str) -> list[Case]:
    """Return the cases of a guideline's text, in order.

    Raises
    ------
    CaseError
        With the line and what is wrong.

    Examples
    --------
    >>> text = '''# Tone
    ... ```case
    ... [item]
    ... prompt = "Hi"
    ... response_a = "Yo"
    ... response_b = "Hello"
    ... [expected]
    ... choice = "b"
    ... ```
    ... '''
    >>> read_cases(text, "1.0")[0].expected
    {'choice': 'b'}
    """
    return [_case(block, version) for block in case_blocks(text)]


def _case(block: CaseBlock, version: str) -> Case:
    line = block.start + 1
    if block.problem:
        raise CaseError(version, line, block.problem)
    try:
        case = msgspec.convert(tomllib.loads(block.body), Case)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CaseError(version, line, str(error)) from None
    except RecursionError:
        raise CaseError(version, line, "it is nested too deeply") from None
    if not case.expected:
        raise CaseError(version, line, "[expected] is empty: what is the right answer?")
    return case


def readable(text: str) -> str:
    r"""Return a guideline as people read it: without what only machines need.

    Examples
    --------
    >>> readable("Be kind.\n\n```case\nitem = 'x'\n```\n\nBe fair.\n")
    'Be kind.\n\nBe fair.\n'
    """
    lines = plain_lines(text).split("\n")
    # From the end, so that the numbers of the lines before still hold.
    for block in reversed(case_blocks(text)):
        del lines[block.start : block.end]
        # Of the blank lines around it one is enough.
        if not any(line.strip() for line in lines[block.start - 1 : block.start + 1]):
            del lines[block.start : block.start + 1]
    return "\n".join(lines)


def written(case: Case) -> str:
    """Return a case as a block of a guideline; it refers to one of the project's items.

    Examples
    --------
    >>> case = Case(item="5f2a", expected={"choice": "b"}, title="Tone")
    >>> read_cases(written(case), "1.0") == [case]
    True
    """
    head = {"title": case.title, "reason": case.reason, "item": case.item}
    lines = [f"{name} = {toml_value(value)}" for name, value in head.items() if value]
    lines += [
        "[expected]",
        *(f"{toml_key(key)} = {toml_value(it)}" for key, it in case.expected.items()),
    ]
    return "\n".join(["```case", *lines, "```", ""])
