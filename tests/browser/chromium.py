"""Finds the Chromium that the browser tests drive, and installs one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = """\
The browser tests need Chromium and none could be installed. Either
  - install it: apt install chromium, dnf install chromium, brew install --cask google-chrome
  - or name one that is already there: CHROMIUM=/path/to/chrome make test
"""


def find() -> str | None:
    """Give the path of a Chromium that starts: $CHROMIUM, one on PATH, or Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        if not _starts(named):
            sys.exit(f"CHROMIUM={named} does not start.")
        return named
    on_path = next((path for path in map(shutil.which, NAMES) if path and _starts(path)), None)
    return on_path or _of_playwright()


def install() -> None:
    """Install Chromium with apt where that is possible, else Playwright's own."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    apt = [*sudo, "apt-get", "--quiet"]
    if shutil.which("apt-get") and _run([*apt, "update"]):
        _run([*apt, "install", "--yes", "--no-install-recommends", "chromium"])
    if find() is None:
        _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and rarely needed

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _starts(path: str) -> bool:
    # Ubuntu's chromium package is a script that only asks for a snap.
    try:
        return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _run(command: list[str]) -> bool:
    # What is installed is told on stderr: stdout is the path alone.
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, stdout=sys.stderr, env=env, check=False).returncode == 0
    except OSError:
        return False


def main() -> None:
    """Print the path of Chromium, installing it first where needed."""
    if find() is None:
        install()
    path = find()
    if path is None:
        sys.exit(MISSING)
    sys.stdout.write(path)


if __name__ == "__main__":
    main()
