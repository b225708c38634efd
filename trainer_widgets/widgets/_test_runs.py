"""Running an item's tests, for all widgets that show corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from trainer_widgets import wire
from trainer_widgets.code_runs import CodeRunError, limits
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._project_widget import ProjectWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer_widgets.records import Record
    from trainer_widgets.widgets.correction import CorrectionDesk

# All of them are slow.
RUN_REQUESTS: dict[str, type[Record]] = {"run": wire.RunTests, "limits": wire.RunLimits}


class RunsTests(ProjectWidget):
    """A widget that runs tests, and tells beforehand under which limits."""

    options: Any
    _desk_of: Callable[[Any], Any]

    def _on_run(self, request: wire.RunTests) -> wire.RunOutcome:
        desk = cast("CorrectionDesk", self._desk_of(request))
        return desk.run(request.token, request.rewrite)

    def _on_limits(self, request: wire.RunLimits) -> wire.LimitsInForce:
        self._seat(request.seat)
        if not self.options.run_tests:
            message = "no tests can be run here: the project does not run any"
            raise RefusedError(message)
        try:
            return wire.LimitsInForce(list(limits()))
        except CodeRunError as error:
            raise RefusedError(str(error)) from None
