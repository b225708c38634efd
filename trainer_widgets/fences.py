"""Fenced blocks in Markdown: where they are, and which hold cases.

Cases must never be seen by who labels, so that what might be one counts: indented, in a list, with
tildes, with more words after ``case``, or never closed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from trainer_widgets.line_ends import plain_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

FENCE = r"(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)"
# Possessive, since a line of many ">" could be divided in any number of ways.
# Of four spaces more, Markdown makes an indented block; within a list nobody knows where it starts.
OPENING = re.compile(r"(?P<before>(?: {0,3}+> ?+)*+ {0,3}+)" + FENCE)
OPENING_IN_LIST = re.compile(r"(?P<before>(?: *(?:>|[-*+]|\d{1,9}[.)]))* *)" + FENCE)
MARKER = re.compile(r"[ >]*(?:[-*+]|\d{1,9}[.)])(?: |$)")
ENDS_LIST = re.compile(r"#{1,6}(?: |$)")


class CaseBlock(NamedTuple):
    """A block that holds a case, or that might: its lines from 0, its text, what is wrong."""

    start: int
    end: int
    body: str
    problem: str | None


def case_blocks(text: str) -> list[CaseBlock]:
    r"""Return the blocks of a text whose first word after the fence is ``case``.

    Examples
    --------
    >>> [(one.start, one.body) for one in case_blocks("Be kind.\n\n ~~~ case\n a = 1\n ~~~\n")]
    [(2, 'a = 1')]
    """
    lines = plain_lines(text).expandtabs(4).split("\n")
    raw = plain_lines(text).split("\n")
    found: list[CaseBlock] = []
    for number, opening in _openings(lines):
        if found and number < found[-1].end:
            # The end of which one follows is anybody's guess, so all that follows is hidden.
            problem = f"another case begins in it, in line {number + 1}: close this one first"
            return [*found[:-1], CaseBlock(found[-1].start, len(lines), "", problem)]
        if ">" in opening["before"]:
            found.append(_quoted(lines, number))
        else:
            found.append(_block(lines, raw, number, opening))
    return found


def _openings(lines: list[str]) -> Iterator[tuple[int, re.Match[str]]]:
    in_list = False
    before = ""
    for number, line in enumerate(lines):
        if MARKER.match(line):
            in_list = True
        elif ENDS_LIST.match(line) or (not before.strip() and line[:1].strip()):
            in_list = False
        before = line
        opening = (OPENING_IN_LIST if in_list else OPENING).fullmatch(line)
        if opening and opening["info"].split()[:1] and _is_case(opening["info"].split()[0]):
            yield number, opening


def _is_case(word: str) -> bool:
    return word.casefold() == "case"


def _block(lines: list[str], raw: list[str], start: int, opening: re.Match[str]) -> CaseBlock:
    """Return the block up to the line that closes it, or all that follows."""
    indent = len(opening["before"])
    fence = opening["fence"]
    closing = re.compile(rf" {{0,{max(3, indent)}}}{fence[0]}{{{len(fence)},}} *")
    for end in range(start + 1, len(lines)):
        if closing.fullmatch(lines[end]):
            body = "\n".join(_outdented(line, indent) for line in raw[start + 1 : end])
            return CaseBlock(start, end + 1, body, None)
    return CaseBlock(start, len(lines), "", f"it never ends: close it with a line of {fence}")


def _outdented(line: str, indent: int) -> str:
    return re.sub(rf"^[ \t]{{0,{indent}}}", "", line)


def _quoted(lines: list[str], start: int) -> CaseBlock:
    end = start
    while end < len(lines) and ">" in lines[end]:
        end += 1
    return CaseBlock(start, end, "", "it stands in a quotation: take it out, or indent it by four")


def outside(text: str) -> list[bool]:
    r"""Return for each line whether it is outside of fenced blocks; one more for the end.

    Examples
    --------
    >>> outside("a\n```\n# b\n```")
    [True, False, False, False, True]
    """
    flags: list[bool] = []
    fence = ""
    for line in plain_lines(text).split("\n"):
        opening = re.fullmatch(" {0,3}" + FENCE, line)
        flags.append(not fence and not opening)
        if not opening:
            continue
        if not fence:
            fence = opening["fence"]
        elif opening["fence"].startswith(fence) and not opening["info"].strip():
            fence = ""
    return [*flags, not fence]
