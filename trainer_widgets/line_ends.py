"""Line ends, of which a text field in the browser and a guideline know one kind."""

from __future__ import annotations


def plain_lines(text: str) -> str:
    r"""Return a text with the line ends of Unix, as a text field gives it back.

    Examples
    --------
    >>> plain_lines("one\r\ntwo\rthree")
    'one\ntwo\nthree'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")
