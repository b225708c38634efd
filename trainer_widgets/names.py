"""When two names are one person's."""

from __future__ import annotations

import unicodedata


def normal_name(name: str) -> str:
    r"""Return a name in Unicode's normal form (NFC), as it is stored.

    Examples
    --------
    >>> normal_name("Jose\u0301") == "Jos\xe9"
    True
    """
    return unicodedata.normalize("NFC", name)


def looks(name: str) -> str:
    r"""Return what names have in common that people cannot tell apart: no case, no wide letters.

    Examples
    --------
    >>> looks("\uff21na") == looks("ana")
    True
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
