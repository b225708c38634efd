"""The people of one notebook, and the calibration sessions that they hold in it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pandas as pd

from tests.browser.calibrating import Member
from tests.browser.conftest import RUNNING
from tests.browser.lab import Lab
from tests.browser.stored import frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import ExitStack
    from pathlib import Path

    from tests.browser.jupyter import JupyterServer
    from tests.browser.lab import Notebook

PROJECT = 'import trainer_widgets as tw\nproject = tw.Project("{folder}")'
N_ITEMS = 90


class Room:
    """The people of a notebook, who come when they are needed, and its sessions one by one.

    Parameters
    ----------
    lab_of
        Gives somebody's JupyterLab.
    folder
        The name of the project's folder, which no other room of the server has.
    """

    def __init__(self, lab_of: Callable[[str], Lab], folder: str) -> None:
        """Wait for who opens the notebook first."""
        self._lab_of = lab_of
        self._name = folder
        self._notebooks: dict[str, Notebook] = {}
        self._path = ""
        self._n_items = 0

    @property
    def folder(self) -> Path:
        """The project's folder."""
        return self._notebooks["ana"].lab.server.work / self._name

    def open(self, name: str) -> Member:
        """Let somebody open the notebook, or look at it where it is open."""
        if name not in self._notebooks:
            lab = self._lab_of(name)
            if self._path:
                self._notebooks[name] = lab.open(self._path)
            else:
                write_project(lab.server.work / self._name)
                self._notebooks[name] = lab.open_notebook([PROJECT.format(folder=self._name), ""])
                self._path = self._notebooks[name].path
                self._notebooks[name].run_cell(0)
        return Member(self._notebooks[name])

    def hold(
        self, name: str, n: int, *people: str, arguments: str = "facilitator='ana'"
    ) -> list[Member]:
        """Begin a session on n items that no session had before; return the views of people."""
        members = [self.open(one) for one in people]
        items = [f"secret-{k}" for k in range(self._n_items, self._n_items + n)]
        self._n_items += n
        made = f"tw.CalibrationSession(project, {items}, name={name!r}, {arguments})"
        notebook = members[0].notebook
        source = f"session = {made}\nsession"
        notebook.js("panel.content.widgets[1].model.sharedModel.setSource(arg);", source)
        notebook.run_cell(1)
        return members

    def begin(self, name: str, n: int) -> list[Member]:
        """Begin a session of ana, who leads, and ben."""
        members = self.hold(name, n, "ana", "ben")
        for member in members:
            member.wait_session(name)
        return members

    def events(self) -> pd.DataFrame:
        """Read what is on disk of the session, oldest first."""
        found = frame(self.folder / "labels")
        marks = found["calibration"].map(lambda mark: mark["session"])
        own: pd.DataFrame = found[marks == marks.iloc[-1]]
        return own


def of_logins(server: JupyterServer, stack: ExitStack, folder: str) -> Room:
    """Give a notebook on the shared server, where everybody has a browser of their own."""

    def lab_of(user: str) -> Lab:
        context = RUNNING.new_context()
        stack.callback(context.close)
        return Lab(server, context, user)

    return Room(lab_of, folder)


def write_project(folder: Path) -> None:
    """Write a project of pairs, of which one is alpha and the other beta."""
    numbers = range(N_ITEMS)
    items = {
        "item_id": [f"secret-{n}" for n in numbers],
        "prompt": [f"Prompt {n}: which is better?" for n in numbers],
        "response_a": [f"alpha {n} is short" for n in numbers],
        "response_b": [f"beta {n} is a little longer" for n in numbers],
    }
    (folder / "guideline").mkdir(parents=True)
    (folder / "guideline" / "1.0.md").write_text("# Tone\n\nBe kind.\n", "utf-8")
    text = f'id = "{uuid.uuid4()}"\ntask = "ranking"\nname = "Tone"\n'
    (folder / "project.toml").write_text(text, "utf-8")
    pd.DataFrame(items).to_parquet(folder / "items.parquet")
