"""A real marimo server on this machine, that runs one app."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from tests.browser.jupyter import REPOSITORY
from tests.browser.processes import free_port, stop

if TYPE_CHECKING:
    from pathlib import Path

START_SECONDS = 60


@dataclass
class MarimoServer:
    """A ``marimo run`` of one file, in the file's folder, while the ``with`` block does."""

    app: Path
    url: str = field(default="", init=False)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def log(self) -> Path:
        """What the server prints."""
        return self.app.with_suffix(".log")

    def __enter__(self) -> Self:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "marimo", "run", self.app.name, "--headless", "--no-token"]
        command += ["--host=127.0.0.1", f"--port={port}"]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self.app.parent,
                env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                stop(self._process)
                message = f"marimo did not start:\n{self.log.read_text()}"
                raise RuntimeError(message)
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        stop(self._process)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5):  # noqa: S310 - our own
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
