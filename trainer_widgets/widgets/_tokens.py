"""Opaque names for items, under which a browser knows them."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from collections import UserDict
from typing import TYPE_CHECKING

from trainer_widgets.store import ChangedNoteError
from trainer_widgets.widgets._problems import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from trainer_widgets.project import Project
    from trainer_widgets.store import LabelStore

NOTE = "token key"


class Tokens(UserDict[str, str]):
    """The tokens of a project's items for one person, by item id.

    Parameters
    ----------
    project
        The project.
    annotator
        Who sees the items.
    screen
        What decides how this person sees an item: with another screen the token is another.
    """

    def __init__(
        self, project: Project, annotator: str, screen: Callable[[str], list[str]]
    ) -> None:
        """Make a token for each item."""
        key = token_key(project.store)
        common = [project.id, annotator]
        super().__init__(
            {
                item: token(key, [*common, item, known, *screen(item)])
                for item, known in project.hashes.items()
            }
        )
        self._items = {token: item for item, token in self.items()}

    def find(self, token: str) -> str | None:
        """Return the item that a token means, or None."""
        return self._items.get(token)

    def item(self, token: str) -> str:
        """Return the item that a token means.

        Raises
        ------
        RefusedError
            When there is none.
        """
        found = self.find(token)
        if found is None:
            message = "this item has changed since, or is no longer part of the project"
            raise RefusedError(message)
        return found


def token_key(store: LabelStore) -> bytes:
    """Return the secret that tokens are made with; it lies beside the labels, and lasts."""
    kept = store.read_note(NOTE)
    if kept is None:
        # Another kernel may be first, and its key is as good.
        with contextlib.suppress(ChangedNoteError):
            store.keep_note(NOTE, secrets.token_hex(16))
        kept = store.read_note(NOTE)
    return (kept or "").encode()


def token(key: bytes, parts: Iterable[str]) -> str:
    """Return a name that tells nothing of its parts, and is the same for the same parts."""
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.blake2b(
        text.encode("utf-8", "surrogatepass"), key=key, digest_size=12
    ).hexdigest()
