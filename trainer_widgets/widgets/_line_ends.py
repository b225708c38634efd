"""Line ends, of which a text field in the browser knows one kind."""

from __future__ import annotations


def as_typed(text: str) -> str:
    r"""Return a text as a text field gives it back.

    Examples
    --------
    >>> as_typed("one\r\ntwo\rthree")
    'one\ntwo\nthree'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")
