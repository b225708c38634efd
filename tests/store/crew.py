"""Writers and compactors in processes of their own, which can be killed."""

from __future__ import annotations

import multiprocessing as mp
import os
import random
import signal
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tests.store.samples import fill
from trainer_widgets.store import LabelStore, parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

# A process that has imported everything once, and forks in milliseconds.
CONTEXT = mp.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.store.crew"])


def write_forever(connection: Connection, url: str, name: str, most_rows: int) -> None:
    """Record labels until killed, and tell each event id once it is acknowledged."""
    parts.MOST_ROWS = most_rows
    with LabelStore(url).session("ranking", annotator=name) as session:
        number = 0
        while True:
            (event_id,) = fill(session, 1, number)
            connection.send(event_id)
            number += 1


def write_some(connection: Connection, url: str, name: str, threads: int, n: int) -> None:
    """Record n labels on each of some threads; every other thread has a session of its own."""
    store, told = LabelStore(url), threading.Lock()
    shared = store.session("ranking", annotator=name)

    def work(number: int) -> None:
        own = store.session("ranking", annotator=f"{name}-{number}") if number % 2 else shared
        ids = fill(own, n, number * n)
        with told:
            connection.send(ids)

    crew = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()


def compact_forever(connection: Connection, url: str) -> None:
    """Compact again and again until killed."""
    store = LabelStore(url)
    while True:
        store.compact("ranking")
        with suppress(BrokenPipeError):
            connection.send("compacted")
        time.sleep(0.01)


class Member:
    """One process of the crew, and what it has told."""

    def __init__(self, target: Callable[..., None], *arguments: Any) -> None:
        """Start it."""
        self._connection, theirs = CONTEXT.Pipe(duplex=False)
        self._process = CONTEXT.Process(target=target, args=(theirs, *arguments), daemon=True)
        self._process.start()
        theirs.close()
        self.told: list[Any] = []

    def hear(self, timeout: float = 30.0) -> None:
        """Wait until it tells something, and take in all that it has told."""
        if self._connection.poll(timeout):
            self._take()

    def _take(self) -> None:
        with suppress(EOFError):
            while self._connection.poll(0):
                self.told.append(self._connection.recv())

    def kill(self) -> list[Any]:
        """End it as a power cut would, and return all that it has told."""
        pid = self._process.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        return self.finish()

    def finish(self) -> list[Any]:
        """Wait for its end, and return all that it has told."""
        with suppress(EOFError, OSError):
            while True:
                self.told.append(self._connection.recv())
        self._process.join(30)
        self._connection.close()
        return self.told

    @property
    def exit_code(self) -> int | None:
        """How it ended."""
        return self._process.exitcode


def pause(seed: int, longest: float) -> None:
    """Sleep for a moment that is the same on every run."""
    time.sleep(random.Random(seed).uniform(0, longest))  # noqa: S311 - not a secret
