"""Stores for tests: in a folder, on a disk that is too small, in a bucket."""

from __future__ import annotations

import logging
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from trainer_widgets.store import LabelStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> LabelStore:
    """Give an empty store in a folder."""
    return LabelStore(tmp_path / "labels")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give the root of a file system of 400 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small file system needs root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture(scope="session")
def s3() -> Iterator[dict[str, Any]]:
    """Give the storage options of an S3 server on this machine."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server.start()
    host, port = server.get_host_and_port()
    yield {"key": "nobody", "secret": "nothing", "endpoint_url": f"http://{host}:{port}"}
    server.stop()


@pytest.fixture
def bucket(s3: dict[str, Any], request: pytest.FixtureRequest) -> str:
    """Give the URL of an empty prefix in a bucket."""
    import s3fs  # noqa: PLC0415 - an optional dependency

    system = s3fs.S3FileSystem(**s3)
    if not system.exists("labels"):
        system.mkdir("labels")
    return f"s3://labels/{request.node.name}"
