"""Texts as raters met them while words in them were turned round to check attention."""

from __future__ import annotations

from itertools import accumulate


def planted_text(tokens: list[str], planted: str) -> tuple[str, int, bool]:
    """Return a text with planted words in it, where they start, and whether that place is known.

    Either the order of several tokens is reversed, or a stretch of letters inside of one. Where
    the words fit more than one place, the first is taken.

    Parameters
    ----------
    tokens
        The tokens of the original text, white space included.
    planted
        What stood there instead of some of them.

    Raises
    ------
    ValueError
        When no part of the text can have become these words.

    Examples
    --------
    >>> planted_text(["The", " ", "cat", " ", "sleeps", "."], "cat The")
    ('cat The sleeps.', 0, True)
    >>> planted_text(["The", " ", "cat", " ", "sleeps", "."], "speels")
    ('The cat speels.', 8, True)
    """
    starts = [0, *accumulate(map(len, tokens))]
    fitting = [start for index, start in enumerate(starts[:-1]) if _fits(tokens[index:], planted)]
    if not fitting:
        message = f"{planted!r} is no part of the text turned round"
        raise ValueError(message)
    text, start = "".join(tokens), fitting[0]
    return text[:start] + planted + text[start + len(planted) :], start, len(fitting) == 1


def _fits(tokens: list[str], planted: str) -> bool:
    if len(tokens[0]) == len(planted):
        return _is_turned(tokens[0], planted)
    lengths = accumulate(map(len, tokens))
    ends = (count for count, length in enumerate(lengths, 1) if length == len(planted))
    return any("".join(reversed(tokens[:end])) == planted for end in ends)


def _is_turned(word: str, planted: str) -> bool:
    """Whether one is the other with a single stretch of letters reversed."""
    differing = [
        at for at, (one, other) in enumerate(zip(word, planted, strict=True)) if one != other
    ]
    if not differing:
        return False
    turned = slice(differing[0], differing[-1] + 1)
    return word[turned] == planted[turned][::-1]
