"""The tests of an item, run from the correction widget, spoken to as a view would."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import trainer_widgets as tw
from tests.widgets.client import Client
from tests.widgets.correcting import RIGHT, TESTS, answer, widget
from trainer_widgets.code_runs import CodeRun, CodeRunError, limits
from trainer_widgets.widgets import _test_runs, correction

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

WHY = "no code can run on this system"


def test_tests_run_only_where_the_project_says_so(tmp_path: Path) -> None:
    """Without the option the view gets no tests, and a request to run them is refused."""
    client = Client(widget(tmp_path))
    assert client.items[0]["tests"] is None
    reply = client.ask("run", seat=client.seat, token=client.items[0]["token"], rewrite=RIGHT)
    assert reply["error"]["final"]


def test_limits_are_told_before_anything_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Annotator and lead are told the limits, or why nothing can run; else it is refused."""
    runner = widget(tmp_path, code="python", run_tests=True)
    lead = tw.EscalationWidget(runner.project, annotator="lead", code="python", run_tests=True)
    clients = [Client(runner), Client(lead)]
    for client in clients:
        assert client.ask("limits", seat=client.seat)["limits"] == list(limits())
        assert client.ask("limits", seat="nobody")["error"]["code"] == "unknown_seat"

    def impossible() -> tuple[str, ...]:
        raise CodeRunError(WHY)

    monkeypatch.setattr(_test_runs, "limits", impossible)
    told = [client.ask("limits", seat=client.seat) for client in clients]
    assert [one["error"]["message"] for one in told] == [WHY, WHY]
    other = Client(widget(tmp_path / "other"))
    assert "does not run" in other.ask("limits", seat=other.seat)["error"]["message"]


def test_the_row_tells_how_the_tests_ended(tmp_path: Path) -> None:
    """`shown.tests` is of exactly the rewrite that was submitted, else empty."""
    client = Client(widget(tmp_path, code="python", run_tests=True))
    first, second = client.items
    assert first["tests"] == TESTS
    run = {"seat": client.seat, "token": first["token"]}
    failed = client.ask("run", **run, rewrite="def answer(): pass")
    assert not failed["passed"]
    assert "AssertionError" in failed["output"]
    passed = client.ask("run", **run, rewrite=RIGHT)
    assert passed["passed"]
    assert passed["limits"][0] == "10 seconds"
    client.submit(first, answer=answer(rewrite=RIGHT))
    client.submit(second, answer=answer(rewrite=RIGHT))
    client.submit(first, answer=answer(rewrite=RIGHT + "\n"))
    assert [shown["tests"] for shown in client.widget.events["shown"]] == ["passed", None, None]


def test_a_run_holds_nobody_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While tests run, others submit; one person has one run at a time."""
    going, finish = threading.Event(), threading.Event()

    def slow(rewrite: str, tests: str) -> CodeRun:
        assert (rewrite, tests) == (RIGHT, TESTS)
        going.set()
        finish.wait(20)
        return CodeRun(passed=True, output="", limits=[])

    monkeypatch.setattr(correction, "run_tests", slow)
    client = Client(widget(tmp_path, code="python", run_tests=True))
    body = {"seat": client.seat, "token": client.items[0]["token"], "rewrite": RIGHT}
    request = {"kind": "request", "id": "run-1", "name": "run", "body": body}
    client.widget._handle_custom_msg(request, [])
    assert going.wait(20)
    assert "error" not in client.submit(client.items[1], answer=answer(rewrite=RIGHT))
    assert "running already" in client.ask("run", **body)["error"]["message"]
    finish.set()
    while not any(reply["id"] == "run-1" for reply in client.sent):
        time.sleep(0.002)
    assert client.ask("run", **body)["passed"]
